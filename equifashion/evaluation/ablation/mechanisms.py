"""The mechanisms of a finish, left out one at a time: the same briefs, drafts and noise, finished without each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from equifashion.diffusion.fusion import plan_fusion
from equifashion.evaluation.comparison import VariantTable
from equifashion.evaluation.designs import Request, Say, pixels
from equifashion.evaluation.drawn import draw_figures, two_garments
from equifashion.evaluation.evaluators import COLOUR_NAMES, Evaluators
from equifashion.evaluation.photographs import Photographs
from equifashion.evaluation.runner import AblationRunner, Plan, without_draft
from equifashion.evaluation.specs import DENSITY, DRAFT_KEPT, FABRIC_COLOUR, JOINTS_10, PRECISION
from equifashion.evaluation.tasks import (
    Task,
    caption_task,
    fabric_task,
    outfit_task,
    pattern_task,
    photograph_requests,
    pose_task,
    sketch_task,
    spread_words,
)
from equifashion.evaluation.weights import NO_FIGURES, NO_POSES

WHOLE = "whole"
STRENGTH = 0.75  # of plain img2img: share of the noise levels that it runs through
_PHOTOGRAPHED_SEED = 7000  # of the first design for a photograph's words


@dataclass(frozen=True)
class Mechanism:
    """One thing left out.

    Attributes:
        topic: the briefs that it is measured on.
        plan: of the finish; None for the preset's.
        guidance: scale of the finish; None for the preset's.
        without_input: field of the brief that is taken away, from draft and finish; "" for none.
        without_pass: one of ``runner.PASSES`` that draft and finish do without; "" for none.
    """

    topic: str
    plan: Plan | None = None
    guidance: float | None = None
    without_input: str = ""
    without_pass: str = ""


MECHANISMS: dict[str, Mechanism] = {
    "no-draft": Mechanism("words", plan=lambda preset: plan_fusion(preset.steps, 1.0, preset.gamma)),
    "no-fusion": Mechanism(
        "words", plan=lambda preset: without_draft(plan_fusion(preset.steps, STRENGTH - 0.5, preset.gamma))
    ),
    "no-guidance": Mechanism("words", guidance=1.0),
    "no-block": Mechanism("words", without_pass="guide_lines"),
    "no-sketch": Mechanism("sketch", without_input="sketch"),
    "no-swatch": Mechanism("swatch", without_input="fabric"),
    "no-laying": Mechanism("swatch", without_pass="fabric_overlay"),
    "no-pose": Mechanism("pose", without_input="pose"),
    "no-ink": Mechanism("pose", without_pass="ink_lines"),
    "no-halves": Mechanism("outfits", without_pass="regional_prompts"),
    "no-stance": Mechanism("outfits", without_input="pose"),
    "no-dyeing": Mechanism("outfits", without_pass="fabric_overlay"),
    "no-cloth": Mechanism("patterns", without_pass="fabric_overlay"),
    "no-mending": Mechanism("photographs", without_pass="cleanup"),
    "no-clarity": Mechanism("photographs", without_pass="sharpening"),
}


@dataclass(frozen=True)
class Topic:
    """Briefs that some mechanisms are measured on.

    Attributes:
        title, lead: of the table.
        task: the designs, with everything on; None where they cannot be made.
        missing: why they cannot.
        keeps_draft: whether the outline of the draft is asked for too.
    """

    title: str
    lead: str
    task: Task | None
    missing: str = ""
    keeps_draft: bool = False


def measure_mechanisms(
    runner: AblationRunner,
    photographs: Photographs,
    evaluators: Evaluators,
    count: int,
    names: Sequence[str],
    say: Say,
) -> list[VariantTable]:
    """A table for every topic that some of the named mechanisms belong to.

    Args:
        runner: whose designs are judged.
        photographs: for sketches and swatches.
        evaluators: of designs.
        count: designs of each topic.
        names: of ``MECHANISMS``.
        say: hears what is going on.
    """
    tables = []
    for name, make in TOPICS.items():
        chosen = {m: MECHANISMS[m] for m in MECHANISMS if m in names and MECHANISMS[m].topic == name}
        if not chosen:
            continue
        topic = make(photographs, evaluators, count)
        if topic.task is None:
            tables.append(VariantTable(topic.title, topic.lead, (), WHOLE, {}, topic.missing))
            continue
        seeds = topic.task.seeds
        lead = f"{topic.lead} Seed{'s' if '–' in seeds else ''} {seeds}."
        specs = (*topic.task.specs, DRAFT_KEPT) if topic.keeps_draft else topic.task.specs
        values = _measured(runner, topic, topic.task, chosen, evaluators, say)
        tables.append(VariantTable(topic.title, lead, specs, WHOLE, values))
    return tables


def _measured(
    runner: AblationRunner,
    topic: Topic,
    task: Task,
    chosen: dict[str, Mechanism],
    evaluators: Evaluators,
    say: Say,
) -> dict[str, dict[str, np.ndarray]]:
    drafts = runner.ideas(task.requests)
    values = {}
    for name, mechanism in ({WHOLE: Mechanism("")} | chosen).items():
        ideas, finisher = drafts, runner
        if mechanism.without_input:
            ideas = runner.ideas([_lacking(request, mechanism.without_input) for request in task.requests])
        elif mechanism.without_pass:
            finisher = runner.without(mechanism.without_pass)
            ideas = finisher.ideas(task.requests)
        say(f"{name}: {len(ideas)} designs")
        images = finisher.finish(ideas, mechanism.plan, mechanism.guidance)
        scores = task.scores(evaluators, images)
        if topic.keeps_draft:
            scores[DRAFT_KEPT.key] = DRAFT_KEPT.scores(evaluators, images, [pixels(idea.image) for idea in ideas])
        values[name] = {key: row[None] for key, row in scores.items()}
    return values


def _lacking(request: Request, field: str) -> Request:
    return replace(request, brief=replace(request.brief, **{field: None, f"{field}_weight": 0.0}))


def _words(photographs: Photographs, evaluators: Evaluators, count: int) -> Topic:
    words = spread_words(count)
    captions = caption_task(words.requests, evaluators)
    return Topic(
        "Mechanisms: words alone",
        "The same drafts and noise, finished with everything on; from noise without the draft (no-draft); by plain "
        f"img2img from the draft at strength {STRENGTH:g}, without Eq. 20 (no-fusion); without classifier-free "
        "guidance (no-guidance). Drafted and finished without the guide lines of a garment that nobody sketched "
        "(no-block).",
        Task(words.requests, {**words.targets, **captions.targets}),
        keeps_draft=True,
    )


def _sketches(photographs: Photographs, evaluators: Evaluators, count: int) -> Topic:
    return Topic(
        "Mechanisms: sketch adapter",
        "Briefs with a sketch of a held-out photograph, and the same briefs without it, draft and finish alike.",
        sketch_task(photographs.held_out(count)),
    )


def _swatches(photographs: Photographs, evaluators: Evaluators, count: int) -> Topic:
    return Topic(
        "Mechanisms: swatches",
        "Briefs with a category and a swatch of a held-out photograph, and the same briefs without the swatch; or "
        "with what the networks draw after its tokens alone, no fabric laid over it (no-laying).",
        fabric_task(photographs.held_out(count), evaluators).select(FABRIC_COLOUR),
    )


def _poses(photographs: Photographs, evaluators: Evaluators, count: int) -> Topic:
    learned = evaluators.weights.pose_learned
    return Topic(
        "Mechanisms: pose adapter",
        "Briefs with the words and poses of drawn figures, and the same briefs without the poses; or figures as "
        "the networks draw them, without ink lines (no-ink).",
        pose_task(draw_figures(count)).select(JOINTS_10) if learned else None,
        NO_POSES,
    )


def _outfits(photographs: Photographs, evaluators: Evaluators, count: int) -> Topic:
    learned = evaluators.weights.pose_learned
    return Topic(
        "Mechanisms: outfits in two colours",
        "Prompts like “red blouse and blue trousers”, each also with its colours exchanged; and the same with one "
        "prompt for the whole picture (no-halves), without the stance that a figure strikes by itself (no-stance), "
        "or with the colours that the networks drew, not corrected afterwards (no-dyeing).",
        outfit_task(two_garments(count, COLOUR_NAMES)) if learned else None,
        NO_FIGURES,
    )


def _patterns(photographs: Photographs, evaluators: Evaluators, count: int) -> Topic:
    each = len(pattern_task(1).requests)
    whole = pattern_task(-(-count // each))
    targets = {spec: answers[:count] for spec, answers in whole.targets.items()}
    return Topic(
        "Mechanisms: cloth by name",
        "Prompts with plain, striped and printed, as “red striped skirt”; and what the networks draw of them, no "
        "cloth laid over it (no-cloth).",
        Task(whole.requests[:count], targets),
    )


def _photographed(photographs: Photographs, evaluators: Evaluators, count: int) -> Topic:
    real = np.stack([photograph.image for photograph in photographs.held_out(4 * count)])
    features = evaluators.features.pooled(real)
    return Topic(
        "Mechanisms: as in photographs",
        f"Prompts of held-out photographs, judged beside {len(real)} of these; and the designs with the pale "
        "patches and open necks that the networks leave (no-mending), or as soft as they are decoded (no-clarity).",
        Task(
            photograph_requests(photographs.held_out(count), _PHOTOGRAPHED_SEED),
            {PRECISION: features, DENSITY: features},
        ),
    )


TOPICS: dict[str, Callable[[Photographs, Evaluators, int], Topic]] = {
    "words": _words,
    "sketch": _sketches,
    "swatch": _swatches,
    "pose": _poses,
    "outfits": _outfits,
    "patterns": _patterns,
    "photographs": _photographed,
}
