"""The mechanisms of a finish, left out one at a time: the same briefs, drafts and noise, finished without each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from equifashion.design import DesignBrief, Idea
from equifashion.diffusion.fusion import plan_fusion
from equifashion.evaluation.control import spread_requests
from equifashion.evaluation.designs import Request
from equifashion.evaluation.drawn import draw_figures, figure_requests
from equifashion.evaluation.metrics.adherence import pattern_cases, pattern_requests
from equifashion.evaluation.metrics.binding import outfit_requests, two_garments
from equifashion.evaluation.metrics.inputs import (
    fabric_requests,
    line_mask,
    sketch_of,
    sketch_requests,
    swatches_of,
)
from equifashion.evaluation.paired import designs
from equifashion.evaluation.paired.designs import Judges
from equifashion.evaluation.paired.groups import Group, Quantity
from equifashion.evaluation.photographs import Photographs
from equifashion.evaluation.weights import NO_FIGURES, NO_POSES
from equifashion.evaluation.workshop import Plan, Workshop
from equifashion.studio.finishing import without_draft

WHOLE = "whole"
STRENGTH = 0.75  # of plain img2img: share of the noise levels that it runs through
_PHOTOGRAPHED = 7000  # seed of the first design for a photograph's words
Judge = Callable[[np.ndarray, Sequence[Idea]], dict[str, np.ndarray]]
Say = Callable[[str], None]


@dataclass(frozen=True)
class Mechanism:
    """One thing left out.

    Attributes:
        topic: the group of briefs that it is measured on.
        plan: of the finish; None for the preset's.
        guidance: scale of the finish; None for the preset's.
        without: field of the brief that is taken away, from draft and finish; "" for none.
        aid: field of ``Aids`` that draft and finish do without; "" for none.
    """

    topic: str
    plan: Plan | None = None
    guidance: float | None = None
    without: str = ""
    aid: str = ""


MECHANISMS: dict[str, Mechanism] = {
    "no-draft": Mechanism("words", plan=lambda preset: plan_fusion(preset.steps, 1.0, preset.gamma)),
    "no-fusion": Mechanism(
        "words", plan=lambda preset: without_draft(plan_fusion(preset.steps, STRENGTH - 0.5, preset.gamma))
    ),
    "no-guidance": Mechanism("words", guidance=1.0),
    "no-block": Mechanism("words", aid="blocks"),
    "no-sketch": Mechanism("sketch", without="sketch"),
    "no-swatch": Mechanism("swatch", without="fabric"),
    "no-laying": Mechanism("swatch", aid="laying"),
    "no-pose": Mechanism("pose", without="pose"),
    "no-ink": Mechanism("pose", aid="ink"),
    "no-halves": Mechanism("outfits", aid="halves"),
    "no-stance": Mechanism("outfits", without="pose"),
    "no-dyeing": Mechanism("outfits", aid="laying"),
    "no-cloth": Mechanism("patterns", aid="laying"),
    "no-mending": Mechanism("photographs", aid="mending"),
    "no-clarity": Mechanism("photographs", aid="clarity"),
}


@dataclass(frozen=True)
class Topic:
    """Briefs that some mechanisms are measured on, and by what.

    Attributes:
        title, lead: of the table.
        requests: the designs, with everything on.
        quantities: what the judge gives.
        judge: designs and their drafts → values.
        missing: why it cannot be measured; "" when it can.
    """

    title: str
    lead: str
    requests: Sequence[Request]
    quantities: tuple[Quantity, ...]
    judge: Judge
    missing: str = ""


def measure_mechanisms(
    workshop: Workshop, photographs: Photographs, judges: Judges, count: int, names: Sequence[str], say: Say
) -> list[Group]:
    """A group for every topic that some of the named mechanisms belong to.

    Args:
        workshop: whose designs are judged.
        photographs: for sketches and swatches.
        judges: of designs.
        count: designs of each topic.
        names: of ``MECHANISMS``.
        say: told what is going on.
    """
    groups = []
    for name, make in TOPICS.items():
        chosen = {m: MECHANISMS[m] for m in MECHANISMS if m in names and MECHANISMS[m].topic == name}
        if chosen:
            topic = make(photographs, judges, count)
            values = {} if topic.missing else _measured(workshop, topic, chosen, say)
            lead = f"{topic.lead} {_seeds(topic.requests)}".rstrip()
            groups.append(Group(topic.title, lead, topic.quantities, WHOLE, values, topic.missing))
    return groups


def _seeds(requests: Sequence[Request]) -> str:
    """The seeds of some designs, as a sentence; "" when there are none, as for a topic that cannot be measured."""
    seeds = sorted({request.seed for request in requests})
    if len(seeds) < 2:
        return "".join(f"Seed {seed}." for seed in seeds)
    return f"Seeds {seeds[0]}–{seeds[-1]}."


def _measured(workshop: Workshop, topic: Topic, chosen: dict[str, Mechanism], say: Say) -> dict[str, dict]:
    drafts = workshop.ideas(topic.requests)
    values = {}
    for name, mechanism in ({WHOLE: Mechanism("")} | chosen).items():
        ideas, maker = drafts, workshop
        if mechanism.without:
            ideas = maker.ideas([_lacking(request, mechanism.without) for request in topic.requests])
        elif mechanism.aid:
            maker = workshop.without(mechanism.aid)
            ideas = maker.ideas(topic.requests)
        say(f"{name}: {len(ideas)} designs")
        images = maker.finish(ideas, mechanism.plan, mechanism.guidance)
        values[name] = {key: found[None] for key, found in topic.judge(images, ideas).items()}
    return values


def _lacking(request: Request, field: str) -> Request:
    return replace(request, brief=replace(request.brief, **{field: None, f"{field}_weight": 0.0}))


def _words(photographs: Photographs, judges: Judges, count: int) -> Topic:
    prompts, requests = spread_requests(count)
    texts = [request.brief.prompt for request in requests]
    return Topic(
        "Mechanisms: words alone",
        "The same drafts and noise, finished with everything on; from noise without the draft (no-draft); by plain "
        f"img2img from the draft at strength {STRENGTH:g}, without Eq. 20 (no-fusion); without classifier-free "
        "guidance (no-guidance). Drafted and finished without the cutting block of a garment that nobody sketched "
        "(no-block).",
        requests,
        (designs.CATEGORY, designs.COLOUR, designs.COLOUR_ERROR, designs.CLIP_S, designs.DRAFT_KEPT),
        lambda images, ideas: (
            judges.words(images, prompts) | judges.clip_s(images, texts) | designs.draft_kept(images, ideas)
        ),
    )


def _sketches(photographs: Photographs, judges: Judges, count: int) -> Topic:
    given = photographs.held_out(count)
    masks, inks = [p.mask for p in given], [line_mask(sketch_of(p)) for p in given]
    return Topic(
        "Mechanisms: sketch adapter",
        "Briefs with a sketch of a held-out photograph, and the same briefs without it, draft and finish alike.",
        sketch_requests(given),
        (designs.OUTLINE, designs.LINES),
        lambda images, ideas: designs.sketch_kept(images, masks, inks),
    )


def _swatches(photographs: Photographs, judges: Judges, count: int) -> Topic:
    given = photographs.held_out(count)
    swatches = [swatches_of(p)[0] for p in given]
    return Topic(
        "Mechanisms: swatches",
        "Briefs with a category and a swatch of a held-out photograph, and the same briefs without the swatch; or "
        "with what the networks draw after its tokens alone, no fabric laid over it (no-laying).",
        fabric_requests(given),
        (designs.SWATCH,),
        lambda images, ideas: designs.swatch_kept(images, swatches),
    )


def _poses(photographs: Photographs, judges: Judges, count: int) -> Topic:
    missing = "" if judges.weights.pose_learned else NO_POSES
    figures = [] if missing else draw_figures(count)
    return Topic(
        "Mechanisms: pose adapter",
        "Briefs with the words and poses of drawn figures, and the same briefs without the poses; or figures as "
        "the networks draw them, not drawn over in the lines of their blocks (no-ink).",
        figure_requests(figures),
        (designs.JOINTS,),
        lambda images, ideas: designs.pose_kept(images, [figure.pose for figure in figures]),
        missing,
    )


def _outfits(photographs: Photographs, judges: Judges, count: int) -> Topic:
    missing = "" if judges.weights.pose_learned else NO_FIGURES
    asked = [] if missing else two_garments(count)
    return Topic(
        "Mechanisms: outfits in two colours",
        "Prompts like “red blouse and blue trousers”, each also with its colours exchanged; and the same told as a "
        "whole everywhere (no-halves), without the stance that a figure strikes by itself (no-stance), or with the "
        "colours that the networks drew, none of them met afterwards (no-dyeing).",
        outfit_requests(asked),
        (designs.BOTH_COLOURS, designs.OTHER_COLOUR),
        lambda images, ideas: designs.colours_placed(images, [outfit.colours for outfit in asked]),
        missing,
    )


def _pattern_words(photographs: Photographs, judges: Judges, count: int) -> Topic:
    cases = pattern_cases(-(-count // len(pattern_cases(1))))[:count]
    return Topic(
        "Mechanisms: cloth by name",
        "Prompts with plain, striped and printed, as “red striped skirt”; and what the networks draw of them, no "
        "cloth laid over it (no-cloth).",
        pattern_requests(cases),
        (designs.PATTERN,),
        lambda images, ideas: designs.patterns_shown(images, cases),
    )


def _photographed(photographs: Photographs, judges: Judges, count: int) -> Topic:
    given, real = photographs.held_out(count), np.stack([p.image for p in photographs.held_out(4 * count)])
    return Topic(
        "Mechanisms: as in photographs",
        f"Prompts of held-out photographs, judged beside {len(real)} of these; and the designs with the pale "
        "patches and open necks that the networks leave (no-mending), or as soft as they are decoded (no-clarity).",
        [Request(DesignBrief(p.prompt, look="flat"), _PHOTOGRAPHED + n) for n, p in enumerate(given)],
        (designs.PRECISION, designs.DENSITY),
        lambda images, ideas: judges.among(images, real),
    )


TOPICS: dict[str, Callable[[Photographs, Judges, int], Topic]] = {
    "words": _words,
    "sketch": _sketches,
    "swatch": _swatches,
    "pose": _poses,
    "outfits": _outfits,
    "patterns": _pattern_words,
    "photographs": _photographed,
}
