"""Does an attribute that is given another value become what was asked, in the garment's own cloth?"""

import numpy as np

from equifashion.design import Design, DesignBrief, Idea
from equifashion.errors import InvalidInput
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
from equifashion.evaluation.judge import garment_mask
from equifashion.evaluation.study import Study
from equifashion.imaging.palette import colour_difference, dominant_colours, to_lab
from equifashion.studio.cutting import block_of, worn_block_of
from equifashion.vocabulary import ATTRIBUTE_NAMES

EDITS = (  # garment, attribute, value
    ("navy t-shirt", "A2", "long"), ("teal dress", "A1", "short"), ("beige shirt", "A2", "sleeveless"),
    ("burgundy skirt", "A5", "handkerchief"), ("grey hoodie", "A4", "crew neck"),
    ("olive trousers", "A1", "short"), ("purple sweater", "A4", "turtleneck"), ("orange dress", "A5", "asymmetric"),
    ("brown coat", "A1", "short"), ("red blouse", "A3", "bishop"), ("green skirt", "A1", "long"),
    ("pink t-shirt", "A5", "ruffled"), ("blue jeans", "A5", "flared"), ("yellow dress", "A3", "puff"),
    ("black jacket", "A4", "hood"), ("cream tank top", "A1", "extra-short"),
)  # fmt: skip
WORN_EDITS = (  # likewise, on figures
    ("teal dress", "A1", "short"), ("purple coat", "A1", "extra-long"), ("red dress", "A3", "bishop"),
    ("green blouse", "A2", "long"), ("burgundy skirt", "A1", "long"), ("blue dress", "A2", "sleeveless"),
    ("orange dress", "A5", "asymmetric"), ("navy trousers", "A5", "flared"),
)  # fmt: skip
_SEED = 9000
_COUNTS = {"quick": len(EDITS), "full": 4 * len(EDITS)}
_FEWEST, _SHOWN = 3, 8
_STAGES = ("draft", "finished")
_SAME = 20.0  # ΔE00 from a garment's colour up to which it is its cloth, in light or shade
_NO_CUT = "No garment was drawn along a block, so nobody can tell what was asked from what was."

SHAPE = Measure(
    "altering.shape",
    "What was to change is as it was asked",
    "Of the pixels that cloth covers in the old cut or in the asked one, and not in both, the share that shows the "
    "asked one's.",
    "higher",
    0.08,
    "More noise for the attribute, or a denoiser that follows lines better.",
    control="the picture before it was altered",
)
WORN = Measure(
    "altering.worn",
    "What was to change on a figure is as it was asked",
    "Of the pixels that the garment covers in the old cut or in the asked one, and not in both, the share that is "
    "of the garment's colour where the asked cut has it, and is not where it has not.",
    "higher",
    0.08,
    "As for garments that lie flat.",
    control="the picture before it was altered",
)
CLOTH = Measure(
    "altering.cloth",
    "ΔE00 of the cloth before and after",
    "CIEDE2000 distance of the garment's dominant colours.",
    "lower",
    1.0,
    "Begin the region with the garment's own swatch.",
    control="the garments of two edits that are next to one another in the list",
)


def measure(study: Study, on_step: Progress = unheard) -> Section:
    """Ideas and finished designs with one attribute altered each."""
    count = _COUNTS.get(study.effort.name, _FEWEST)
    if study.maker.studio.preset.hub is not None:
        return _section(tuple(missing(m, _NO_CUT, stage) for m in (SHAPE, CLOTH, WORN) for stage in _STAGES), ())
    shapes, cloths, colours, rows = ([] for _ in range(4))
    for number in range(count):
        prompt, attribute, value = EDITS[number % len(EDITS)]
        [idea] = study.maker.studio.explore(DesignBrief(prompt, look="flat"), 1, _SEED + number)
        works = idea, study.maker.studio.finish(idea)
        altered = [study.maker.studio.edit_region(work, attribute, value) for work in works]
        if _differ(idea, altered[0]).any():
            shapes.append([_shown(work, after) for work, after in zip(works, altered, strict=True)])
            lab = np.array([[_colour(pixels(one.image)) for one in pair] for pair in (works, altered)])
            cloths.append(colour_difference(lab[0], lab[1]))
            colours.append(lab[0])
        if number < _SHOWN:
            label = f"“{prompt}”, {ATTRIBUTE_NAMES[attribute].name}: {value}"
            rows.append(PlateRow(label, tuple(one.image for one in (works[0], altered[0], works[1], altered[1]))))
        on_step(number + 1, 2 * count)
    if not shapes:
        return _section(tuple(missing(m, _NO_CUT, stage) for m in (SHAPE, CLOTH, WORN) for stage in _STAGES), ())
    seeds, shares = f"{_SEED}–{_SEED + count - 1}", np.array(shapes)  # (edits, stages, after | before)
    apart = colour_difference(np.array(colours), np.roll(colours, 1, axis=0)).mean(axis=0)
    figures = []
    for place, stage in enumerate(_STAGES):
        after, before = shares[:, place].T
        figures.append(found(SHAPE, stage, estimate_mean(after), len(after), seeds, control=float(before.mean())))
    for place, stage in enumerate(_STAGES):
        each = np.array(cloths)[:, place]
        figures.append(found(CLOTH, stage, estimate_mean(each), len(each), seeds, control=float(apart[place])))
    columns = ("draft", "altered", "finished", "altered")
    plate = Plate("One attribute given another value", "Not selected.", columns, tuple(rows))
    worn, worn_rows = _worn(study, count, on_step)
    worn_plate = Plate("The same on figures", "Not selected.", columns, tuple(worn_rows))
    return _section((*figures, *worn), (plate, worn_plate))


def _worn(study: Study, count: int, on_step: Progress) -> tuple[list[Figure], list[PlateRow]]:
    """Figures whose garment has one attribute altered each."""
    shapes, rows = [], []
    for number in range(count):
        prompt, attribute, value = WORN_EDITS[number % len(WORN_EDITS)]
        [idea] = study.maker.studio.explore(DesignBrief(prompt, look="figure"), 1, _SEED + number)
        works = idea, study.maker.studio.finish(idea)
        before, asked = worn_block_of(idea.recipe), None
        try:
            altered = [study.maker.studio.edit_region(work, attribute, value) for work in works]
        except InvalidInput:  # it is like that already
            altered = works
        if before is not None and altered is not works:
            asked = worn_block_of(altered[0].recipe)
        if asked is not None:
            covered = before.garments == 0, asked.garments == 0
            shapes.append([_worn_shown(work, after, covered) for work, after in zip(works, altered, strict=True)])
            if len(rows) < _SHOWN:
                label = f"“{prompt}”, {ATTRIBUTE_NAMES[attribute].name}: {value}"
                rows.append(
                    PlateRow(label, tuple(one.image for one in (works[0], altered[0], works[1], altered[1])))
                )
        on_step(count + number + 1, 2 * count)
    if not shapes:
        return [missing(WORN, _NO_CUT, stage) for stage in _STAGES], rows
    seeds, figures = f"{_SEED}–{_SEED + count - 1}", []
    for place, stage in enumerate(_STAGES):
        after, unaltered = np.array(shapes)[:, place].T
        control = float(unaltered.mean())
        figures.append(found(WORN, stage, estimate_mean(after), len(after), seeds, control=control))
    return figures, rows


def _worn_shown(
    work: Idea | Design, altered: Idea | Design, covered: tuple[np.ndarray, np.ndarray]
) -> tuple[float, float]:
    """Of where one of two garments is alone, the shares that two pictures of it, altered and not, have right."""
    cloth = np.median(to_lab(pixels(work.image)[covered[0] & covered[1]]), axis=0)
    differ = covered[0] != covered[1]
    shown = []
    for one in (altered, work):
        seen = to_lab(pixels(one.image)[differ])
        same = colour_difference(seen, np.broadcast_to(cloth, seen.shape)) < _SAME
        shown.append(float((same == covered[1][differ]).mean()))
    return shown[0], shown[1]


def _section(figures: tuple, plates: tuple) -> Section:
    return Section(
        "Altering: does an attribute become what was asked?",
        "Length, sleeves, collar or hem of a garment, lying flat or worn, is given another value: cloth should be "
        "where the asked cut has it, and be the same cloth.",
        figures,
        plates,
    )


def _shown(work: Idea | Design, altered: Idea) -> tuple[float, float]:
    """Of the places where two cuts differ, the shares that the altered picture, and the one before, have right."""
    asked, differ = block_of(altered.recipe, True).cloth() > 0, _differ(work, altered)
    after, before = ((garment_mask(pixels(one.image)) == asked)[differ].mean() for one in (altered, work))
    return float(after), float(before)


def _differ(work: Idea | Design, altered: Idea) -> np.ndarray:
    """Where cloth covers one of two cuts alone, (384, 256) bool; nowhere where there is no cut."""
    blocks = [block_of(one.recipe, True) for one in (work, altered)]
    if None in blocks:
        return np.zeros((1, 1), bool)
    return (blocks[0].cloth() > 0) != (blocks[1].cloth() > 0)


def _colour(image: np.ndarray) -> np.ndarray:
    palette = dominant_colours(image, garment_mask(image))
    return np.array(palette[0].lab if palette else (100.0, 0.0, 0.0))
