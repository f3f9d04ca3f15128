"""Does an attribute that is given another value become what was asked, in the garment's own cloth?"""

from dataclasses import dataclass

import numpy as np

from equifashion.design import Design, DesignBrief, Idea
from equifashion.errors import InvalidInput
from equifashion.evaluation.bootstrap import estimate
from equifashion.evaluation.context import EvaluationContext
from equifashion.evaluation.designs import STAGES, pixels
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
from equifashion.evaluation.runner import flat_cloth, worn_cloth
from equifashion.evaluation.vision import dominant_lab, garment_mask
from equifashion.imaging.palette import colour_difference, to_lab
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
_SHOWN = 8
_SAME_CLOTH = 20.0  # ΔE00 from a garment's colour up to which it is its cloth, in light or shade
_COLUMNS = ("draft", "altered", "finished", "altered")
_NO_CUT = "No garment was drawn along a technical flat, so what was asked cannot be told from what was there."

SHAPE = MetricSpec(
    "altering.shape",
    "What was to change is as it was asked",
    "Of the pixels that cloth covers in the old cut or in the asked one, and not in both, the share that shows the "
    "asked one's.",
    "higher",
    0.08,
    "More noise for the attribute, or a denoiser that follows lines better.",
    control="the picture before it was altered",
)
WORN = MetricSpec(
    "altering.worn",
    "What was to change on a figure is as it was asked",
    "Of the pixels that the garment covers in the old cut or in the asked one, and not in both, the share that is "
    "of the garment's colour where the asked cut has it, and is not where it has not.",
    "higher",
    0.08,
    "As for garments that lie flat.",
    control="the picture before it was altered",
)
CLOTH = MetricSpec(
    "altering.cloth",
    "ΔE00 of the cloth before and after",
    "CIEDE2000 distance of the garment's dominant colours.",
    "lower",
    1.0,
    "Begin the region with the garment's own swatch.",
    control="the garments of two edits that are next to one another in the list",
    unit="ΔE00",
)


@dataclass(frozen=True)
class _Edit:
    """One attribute altered, in a draft and in its finished design.

    Attributes:
        works, altered: (draft, finished) before and after.
        old, asked: (H, W) bool, where the garment was and should be.
        row: the pictures, with a label.
    """

    works: tuple[Idea, Design]
    altered: tuple[Idea, Design]
    old: np.ndarray | None
    asked: np.ndarray | None
    row: ImageRow


def measure(context: EvaluationContext) -> Section:
    """Ideas and finished designs with one attribute altered each."""
    count = context.size.edits
    if context.designs.studio.preset.hub is not None:
        return _section([*_nothing(SHAPE), *_nothing(CLOTH), *_nothing(WORN)])
    lying = [_edit(context, number, EDITS, "flat") for number in range(count)]
    worn = [_edit(context, count + number, WORN_EDITS, "figure") for number in range(count)]
    seeds = named_seeds(_SEED, count)
    cut = [edit for edit in lying if edit and _differ(edit).any()]
    results = _shapes(SHAPE, [[_flat_share(edit, stage) for stage in (0, 1)] for edit in cut], seeds)
    results += _cloths(cut, seeds)
    worn_cut = [edit for edit in worn if edit and edit.old is not None and edit.asked is not None]
    results += _shapes(WORN, [[_worn_share(edit, stage) for stage in (0, 1)] for edit in worn_cut], seeds)
    rows = tuple(edit.row for edit in lying[:_SHOWN] if edit)
    worn_rows = tuple(edit.row for edit in worn_cut[:_SHOWN])
    return _section(
        results,
        ImageGrid("One attribute given another value", "Not selected.", _COLUMNS, rows),
        ImageGrid("The same on figures", "Not selected.", _COLUMNS, worn_rows),
    )


def _edit(context: EvaluationContext, number: int, edits: tuple, look: str) -> _Edit | None:
    """Edit ``number``, by turns; None where a figure's garment is like that already."""
    studio, count = context.designs.studio, context.size.edits
    place = number % count
    prompt, attribute, value = edits[place % len(edits)]
    [idea] = studio.explore(DesignBrief(prompt, look=look), 1, _SEED + place)
    works = idea, studio.finish(idea)
    context.on_step(number + 1, 2 * count)
    cloth = flat_cloth if look == "flat" else worn_cloth
    try:
        altered = tuple(studio.inpaint(work, attribute=attribute, value=value) for work in works)
    except InvalidInput:
        if look == "flat":
            raise
        return None
    label = f"“{prompt}”, {ATTRIBUTE_NAMES[attribute].name}: {value}"
    row = ImageRow(label, tuple(one.image for one in (works[0], altered[0], works[1], altered[1])))
    return _Edit(works, altered, cloth(idea.recipe), cloth(altered[0].recipe), row)


def _differ(edit: _Edit) -> np.ndarray:
    """Where cloth covers one of two cuts alone, (384, 256) bool; nowhere where there is no cut."""
    if edit.old is None or edit.asked is None:
        return np.zeros((1, 1), bool)
    return edit.old != edit.asked


def _flat_share(edit: _Edit, stage: int) -> tuple[float, float]:
    """Of the places where two cuts differ, the shares that the altered picture, and the one before, have right."""
    assert edit.asked is not None
    # A finished design's cut may be another than its draft's: both are asked of the picture itself.
    old, asked = (flat_cloth(one.recipe) for one in (edit.works[stage], edit.altered[stage]))
    assert old is not None and asked is not None
    after, before = (
        (garment_mask(pixels(one.image)) == asked)[old != asked].mean()
        for one in (edit.altered[stage], edit.works[stage])
    )
    return float(after), float(before)


def _worn_share(edit: _Edit, stage: int) -> tuple[float, float]:
    """Of where one of two garments is alone, the shares that two pictures of it, altered and not, have right."""
    assert edit.old is not None and edit.asked is not None
    work, altered = edit.works[stage], edit.altered[stage]
    cloth = np.median(to_lab(pixels(work.image)[edit.old & edit.asked]), axis=0)
    differ = edit.old != edit.asked
    shown = []
    for one in (altered, work):
        seen = to_lab(pixels(one.image)[differ])
        same = colour_difference(seen, np.broadcast_to(cloth, seen.shape)) < _SAME_CLOTH
        shown.append(float((same == edit.asked[differ]).mean()))
    return shown[0], shown[1]


def _shapes(spec: MetricSpec, shares: list, seeds: str) -> list[MetricResult]:
    """Results of shares (edits, stages, after | before)."""
    if not shares:
        return _nothing(spec)
    table = np.array(shares)
    return [
        result(
            spec, stage, estimate(np.mean, table[:, place, 0]), len(table), seeds,
            control=float(table[:, place, 1].mean()),
        )
        for place, stage in enumerate(STAGES)
    ]  # fmt: skip


def _cloths(edits: list[_Edit], seeds: str) -> list[MetricResult]:
    if not edits:
        return _nothing(CLOTH)
    results = []
    for place, stage in enumerate(STAGES):
        before, after = (
            np.array([_colour(pixels(pair[place].image)) for pair in pairs])
            for pairs in ([edit.works for edit in edits], [edit.altered for edit in edits])
        )
        apart = colour_difference(before, np.roll(before, 1, axis=0)).mean()
        estimated = estimate(np.mean, colour_difference(before, after))
        results.append(result(CLOTH, stage, estimated, len(edits), seeds, control=float(apart)))
    return results


def _nothing(spec: MetricSpec) -> list[MetricResult]:
    return [not_measured(spec, _NO_CUT, stage) for stage in STAGES]


def _section(results: list[MetricResult], *grids: ImageGrid) -> Section:
    return Section(
        "Altering: does an attribute become what was asked?",
        "Length, sleeves, collar or hem of a garment, lying flat or worn, is given another value: cloth should be "
        "where the asked cut has it, and be the same cloth.",
        tuple(results),
        grids,
    )


def _colour(image: np.ndarray) -> np.ndarray:
    lab = dominant_lab(image)
    return np.array((100.0, 0.0, 0.0)) if lab is None else lab
