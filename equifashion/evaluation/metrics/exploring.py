"""Is exploring what it says? Mixes that move outline and colour apart, and photographs found again as ideas."""

import numpy as np
from PIL import Image

from equifashion.design import DesignBrief, Idea
from equifashion.evaluation.designs import Progress, pixels, unheard
from equifashion.evaluation.figures import (
    Figure,
    Measure,
    Plate,
    PlateRow,
    Section,
    estimate_mean,
    found,
    missing,
)
from equifashion.evaluation.judge import NO_COLOUR, garment_mask
from equifashion.evaluation.metrics.inputs import overlap
from equifashion.evaluation.study import Study
from equifashion.imaging.palette import colour_difference, dominant_colours

AMOUNTS = (0.0, 0.25, 0.5, 0.75, 1.0)
_SEED = 8000
_COUNTS = {"quick": 8, "full": 32}  # pairs, and photographs inverted
_FEWEST = 3
_STILL = 0.01  # of the overlap, by which a curve may waver and still rises
_SHOWN = 3
_WORDS = (("red dress", "blue dress"), ("green t-shirt", "black t-shirt"), ("yellow skirt", "navy skirt"),
          ("grey sweater", "red sweater"))  # fmt: skip
_DRAFTS = "Drafts are what is mixed and found; finishing comes after."

OUTLINE = Measure(
    "exploring.structure_outline",
    "Cut: the outline moves towards the other parent",
    "Gain in overlap (intersection over union) with the second parent's silhouette, from an amount of structure of "
    "0 to 1, style staying at 0.",
    "higher",
    0.05,
    "Train the generator with styles mixed between layers more often.",
    control="the same amounts of style, structure staying at 0",
)
RISES = Measure(
    "exploring.structure_monotone",
    "Cut: it does so without turning back",
    "Share of the steps between amounts "
    f"{', '.join(f'{a:g}' for a in AMOUNTS)} in which that overlap does not fall.",
    "higher",
    0.15,
    "Train the generator with styles mixed between layers more often.",
)
COLOUR = Measure(
    "exploring.style_colour",
    "Cloth: the colour moves towards the other parent",
    "Fall of the CIEDE2000 distance to the second parent's dominant colour, from an amount of style of 0 to 1, "
    "structure staying at 0; the words, which stay the first parent's, name another colour.",
    "higher",
    3.0,
    "Let styles, not words, carry colour: drop the colour from captions more often.",
    control="the same amounts of structure, style staying at 0",
)
INVERSION = Measure(
    "exploring.inversion",
    "Photographs found again as ideas",
    "Mean absolute pixel difference, 0–1, of held-out photographs from the ideas found for them.",
    "lower",
    0.15,
    "A longer search, and a generator trained longer.",
    reference="the photographs through the autoencoder alone",
    control="the design with the average styles of the same words",
    relative=True,
)


def measure(study: Study, on_step: Progress = unheard) -> Section:
    """Curves of mixing over pairs of ideas, and inversions of held-out photographs."""
    count = _COUNTS.get(study.effort.name, _FEWEST)
    mixing, curves = _mixing(study, count, on_step)
    inversion, inverted = _inversion(study, count, on_step)
    figures = [one for figure in (*mixing, inversion) for one in (figure, missing(figure.measure, _DRAFTS))]
    return Section(
        "Exploring: do mixing and inversion do what they say?",
        "Structure should move the outline and style the cloth, each without the other; an idea found for a "
        "photograph should lie well between the average design and what the autoencoder can draw.",
        tuple(figures),
        (curves, inverted),
    )


def _mixing(study: Study, count: int, on_step: Progress) -> tuple[list[Figure], Plate]:
    studio, outlines, colours, rows = study.maker.studio, [], [], []
    for number in range(count):
        first, second = (DesignBrief(words, look="flat") for words in _WORDS[number % len(_WORDS)])
        [a], [b] = studio.explore(first, 1, _SEED + number), studio.explore(second, 1, _SEED + count + number)
        walks = {
            "structure": [studio.mix(a, b, amount, 0.0) for amount in AMOUNTS],
            "style": [studio.mix(a, b, 0.0, amount) for amount in AMOUNTS],
        }
        outlines.append([[_outline(idea, b) for idea in walk] for walk in walks.values()])
        colours.append([[_colour(idea, b) for idea in walk] for walk in walks.values()])
        for name, walk in list(walks.items()) if number < _SHOWN else ():
            label = f"{name}, “{first.prompt}” to “{second.prompt}”"
            rows.append(PlateRow(label, tuple(idea.image for idea in (*walk, b))))
        on_step(number + 1, count)
    outline, colour = np.array(outlines), np.array(colours)  # (pairs, structure | style, amounts)
    gain = outline[:, :, -1] - outline[:, :, 0]
    nearer = colour[:, :, 0] - colour[:, :, -1]
    rises = (np.diff(outline[:, 0], axis=1) >= -_STILL).mean(axis=1)
    seeds = f"{_SEED}–{_SEED + 2 * count - 1}"
    figures = [
        found(OUTLINE, "draft", estimate_mean(gain[:, 0]), count, seeds, control=float(gain[:, 1].mean())),
        found(RISES, "draft", estimate_mean(rises), count, seeds),
        found(COLOUR, "draft", estimate_mean(nearer[:, 1]), count, seeds, control=float(nearer[:, 0].mean())),
    ]
    columns = (*(f"{amount:g}" for amount in AMOUNTS), "the other parent")
    note = "; ".join(
        f"{what} by {name}: {', '.join(f'{value:.2f}' for value in curves[:, place].mean(axis=0))}"
        for what, curves in (("overlap with the other parent", outline), ("colour distance from it", colour))
        for place, name in enumerate(("structure", "style"))
    )
    return figures, Plate("Amounts of structure and of style", note.capitalize() + ".", columns, tuple(rows))


def _inversion(study: Study, count: int, on_step: Progress) -> tuple[Figure, Plate]:
    studio, measured, rows = study.maker.studio, [], []
    photographs = study.photographs.held_out(count)
    for number, photograph in enumerate(photographs, 1):
        mask = photograph.mask.astype(np.uint8) * 255
        idea = studio.invert(_picture(photograph.image), photograph.prompt, mask)
        measured.append(studio.reconstruction(idea))
        if number <= _SHOWN:
            rows.append(PlateRow(f"“{photograph.prompt}”", (_picture(photograph.image), idea.image)))
        on_step(number, len(photographs))
    values = {name: np.array([getattr(one, name) for one in measured]) for name in ("found", "limit", "baseline")}
    figure = found(
        INVERSION, "draft", estimate_mean(values["found"]), len(measured), "0",
        reference=float(values["limit"].mean()), control=float(values["baseline"].mean()),
    )  # fmt: skip
    score = np.mean([one.score for one in measured])
    note = f"On average {score:.0%} of the way from the average design to the autoencoder's limit."
    return figure, Plate("Photographs and the ideas found for them", note, ("photograph", "idea"), tuple(rows))


def _outline(idea: Idea, other: Idea) -> float:
    return overlap(*(garment_mask(pixels(one.image)) for one in (idea, other)))


def _colour(idea: Idea, other: Idea) -> float:
    colours = []
    for one in (idea, other):
        image = pixels(one.image)
        palette = dominant_colours(image, garment_mask(image))
        if not palette:
            return NO_COLOUR
        colours.append(palette[0].lab)
    return float(colour_difference(*map(np.array, colours)))


def _picture(image: np.ndarray) -> Image.Image:
    return Image.fromarray(image)
