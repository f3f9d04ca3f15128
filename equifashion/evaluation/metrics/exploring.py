"""Is exploring what it says? Mixes that move outline and colour apart, and photographs found again as ideas."""

import numpy as np
from PIL import Image

from equifashion.design import DesignBrief, Idea
from equifashion.evaluation.bootstrap import estimate
from equifashion.evaluation.context import EvaluationContext
from equifashion.evaluation.designs import pixels
from equifashion.evaluation.metric import (
    ImageGrid,
    ImageRow,
    MetricResult,
    MetricSpec,
    Section,
    named_seeds,
    not_measured,
    result,
)
from equifashion.evaluation.vision import colour_error, dominant_lab, garment_mask, overlap

AMOUNTS = (0.0, 0.25, 0.5, 0.75, 1.0)
_SEED = 8000
_STILL = 0.01  # of the overlap, by which a curve may waver and still rises
_SHOWN = 3
_WORDS = (("red dress", "blue dress"), ("green t-shirt", "black t-shirt"), ("yellow skirt", "navy skirt"),
          ("grey sweater", "red sweater"))  # fmt: skip
_DRAFTS = "Drafts are what is mixed and found; finishing comes after."
_REMEDY = "Train the generator with styles mixed between layers more often."

OUTLINE = MetricSpec(
    "exploring.structure_outline",
    "Cut: the outline moves towards the other parent",
    "Gain in overlap (intersection over union) with the second parent's silhouette, from an amount of structure of "
    "0 to 1, style staying at 0.",
    "higher",
    0.05,
    _REMEDY,
    control="the same amounts of style, structure staying at 0",
)
RISES = MetricSpec(
    "exploring.structure_monotone",
    "Cut: it does so without turning back",
    f"Share of the steps between amounts {', '.join(f'{a:g}' for a in AMOUNTS)} in which that overlap does not "
    "fall.",
    "higher",
    0.15,
    _REMEDY,
)
COLOUR = MetricSpec(
    "exploring.style_colour",
    "Cloth: the colour moves towards the other parent",
    "Fall of the CIEDE2000 distance to the second parent's dominant colour, from an amount of style of 0 to 1, "
    "structure staying at 0; the words, which stay the first parent's, name another colour.",
    "higher",
    3.0,
    "Let styles, not words, carry colour: drop the colour from captions more often.",
    control="the same amounts of structure, style staying at 0",
    unit="ΔE00",
)
INVERSION = MetricSpec(
    "exploring.inversion",
    "Photographs found again as ideas",
    "Mean absolute pixel difference, 0–1, of held-out photographs from the ideas found for them.",
    "lower",
    0.15,
    "A longer search, and a generator trained longer.",
    reference="the photographs through the autoencoder alone",
    control="the design with the average styles of the same words",
    relative=True,
    unit="difference",
)


def measure(context: EvaluationContext) -> Section:
    """Curves of mixing over pairs of ideas, and inversions of held-out photographs."""
    mixing, curves = _mixing(context)
    inversion, inverted = _inversion(context)
    results = [one for found in (*mixing, inversion) for one in (found, not_measured(found.spec, _DRAFTS))]
    return Section(
        "Exploring: do mixing and inversion do what they say?",
        "Structure should move the outline and style the cloth, each without the other; an idea found for a "
        "photograph should lie well between the average design and what the autoencoder can draw.",
        tuple(results),
        (curves, inverted),
    )


def _mixing(context: EvaluationContext) -> tuple[list[MetricResult], ImageGrid]:
    studio, count = context.designs.studio, context.size.explored
    outlines, colours, rows = [], [], []
    for number in range(count):
        first, second = (DesignBrief(words, look="flat") for words in _WORDS[number % len(_WORDS)])
        [a], [b] = studio.explore(first, 1, _SEED + number), studio.explore(second, 1, _SEED + count + number)
        walks = {
            "structure": [studio.mix(a, b, amount, 0.0) for amount in AMOUNTS],
            "style": [studio.mix(a, b, 0.0, amount) for amount in AMOUNTS],
        }
        outlines.append([[_overlap(idea, b) for idea in walk] for walk in walks.values()])
        colours.append([[_colour_error(idea, b) for idea in walk] for walk in walks.values()])
        for name, walk in list(walks.items()) if number < _SHOWN else ():
            label = f"{name}, “{first.prompt}” to “{second.prompt}”"
            rows.append(ImageRow(label, tuple(idea.image for idea in (*walk, b))))
        context.on_step(number + 1, count)
    outline, colour = np.array(outlines), np.array(colours)  # (pairs, structure | style, amounts)
    gain = outline[:, :, -1] - outline[:, :, 0]
    nearer = colour[:, :, 0] - colour[:, :, -1]
    rises = (np.diff(outline[:, 0], axis=1) >= -_STILL).mean(axis=1)
    seeds = named_seeds(_SEED, 2 * count)
    results = [
        result(spec, "draft", estimate(np.mean, values), count, seeds, control=control)
        for spec, values, control in (
            (OUTLINE, gain[:, 0], float(gain[:, 1].mean())),
            (RISES, rises, None),
            (COLOUR, nearer[:, 1], float(nearer[:, 0].mean())),
        )
    ]
    columns = (*(f"{amount:g}" for amount in AMOUNTS), "the other parent")
    note = "; ".join(
        f"{what} by {name}: {', '.join(f'{value:.2f}' for value in curves[:, place].mean(axis=0))}"
        for what, curves in (("overlap with the other parent", outline), ("colour distance from it", colour))
        for place, name in enumerate(("structure", "style"))
    )
    return results, ImageGrid("Amounts of structure and of style", note.capitalize() + ".", columns, tuple(rows))


def _inversion(context: EvaluationContext) -> tuple[MetricResult, ImageGrid]:
    studio, measured, rows = context.designs.studio, [], []
    photographs = context.photographs.held_out(context.size.explored)
    for number, photograph in enumerate(photographs, 1):
        picture = Image.fromarray(photograph.image)
        idea = studio.invert(picture, photograph.prompt, photograph.mask.astype(np.uint8) * 255)
        measured.append(studio.reconstruction(idea))
        if number <= _SHOWN:
            rows.append(ImageRow(f"“{photograph.prompt}”", (picture, idea.image)))
        context.on_step(number, len(photographs))
    found = result(
        INVERSION,
        "draft",
        estimate(np.mean, np.array([one.found for one in measured])),
        len(measured),
        "0",
        reference=float(np.mean([one.limit for one in measured])),
        control=float(np.mean([one.baseline for one in measured])),
    )
    score = np.mean([one.score for one in measured])
    note = f"On average {score:.0%} of the way from the average design to the autoencoder's limit."
    return found, ImageGrid("Photographs and the ideas found for them", note, ("photograph", "idea"), tuple(rows))


def _overlap(idea: Idea, other: Idea) -> float:
    return overlap(*(garment_mask(pixels(one.image)) for one in (idea, other)))


def _colour_error(idea: Idea, other: Idea) -> float:
    return colour_error(*(dominant_lab(pixels(one.image)) for one in (idea, other)))
