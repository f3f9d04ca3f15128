"""Are sketches and swatches followed? Against the given one, another one, and none."""

import numpy as np
from PIL import Image
from scipy.ndimage import distance_transform_edt

from equifashion.design import DesignBrief
from equifashion.evaluation.designs import STAGES, Pictures, Progress, Request, unheard
from equifashion.evaluation.figures import (
    Figure,
    Measure,
    Plate,
    PlateRow,
    Section,
    estimate,
    estimate_mean,
    found,
    missing,
)
from equifashion.evaluation.judge import NO_COLOUR, garment_mask
from equifashion.evaluation.photographs import Photograph
from equifashion.evaluation.study import POOL_SEED, Pool, Study
from equifashion.imaging.palette import colour_difference, dominant_colours
from equifashion.imaging.sketch import extract_lines
from equifashion.imaging.swatch import cut_swatch

FABRIC_SEED = 4000
CHOICES = 20  # swatches among which the right one is to be found
_DETAIL = 0.5  # of the sketches
_INK = 128  # darker is a line
_NEAR = 3.0  # pixels by which two lines may miss each other
_SHOWN = 3
_OTHER_SKETCH = "the same pictures against another design's sketch"
_OTHER_SWATCH = "the same pictures against the next design's swatch"
_SKETCH_REMEDY = "A longer-trained sketch adapter, and a higher sketch weight."

SILHOUETTE = Measure(
    "inputs.sketch_silhouette",
    "Outline of the sketch kept",
    "Overlap (intersection over union) of the design's silhouette with that of the photograph the sketch "
    "was drawn from.",
    "higher",
    0.05,
    _SKETCH_REMEDY,
    reference="the photographs themselves through the autoencoder",
    control=_OTHER_SKETCH,
)
EDGES = Measure(
    "inputs.sketch_edges",
    "Lines of the sketch kept",
    f"F1 of the lines extracted from the design against the sketch's, {_NEAR:g} pixels of tolerance.",
    "higher",
    0.05,
    f"{_SKETCH_REMEDY} Inner lines need a sharper autoencoder.",
    reference="the photographs themselves through the autoencoder",
    control=_OTHER_SKETCH,
)
FABRIC_COLOUR = Measure(
    "inputs.fabric_colour",
    "Distance to the swatch's colour",
    "Median CIEDE2000 between the dominant colours of garment and swatch; the prompt names no colour.",
    "lower",
    3.0,
    "A longer-trained swatch encoder; more of the finish guided by its tokens.",
    reference="two swatches of one photograph",
    control=_OTHER_SWATCH,
)
FABRIC_FOUND = Measure(
    "inputs.fabric_retrieval",
    "Swatch found among 20",
    "Share of designs whose fabric is nearer to the given swatch than to 19 others, by texture statistics.",
    "higher",
    0.15,
    "A swatch encoder with more tokens and fine texture, on an autoencoder that keeps it.",
    reference="two swatches of one photograph",
    control=_OTHER_SWATCH,
)
FABRIC_TEXTURE = Measure(
    "inputs.fabric_texture",
    "Distance to the swatch's texture",
    "Mean distance of texture statistics (channel means and spreads of early EfficientNet-Lite0 layers) "
    "between a patch of the garment and the swatch.",
    "lower",
    0.15,
    "A swatch encoder with more tokens and fine texture, on an autoencoder that keeps it.",
    reference="two swatches of one photograph",
    control=_OTHER_SWATCH,
    relative=True,
)


def measure(study: Study, on_step: Progress = unheard) -> Section:
    """Sketch and swatch, for drafts and finished designs, with pictures from best to worst."""
    pool = study.pool(on_step)
    sketch_figures, sketch_plate = _sketches(study, pool, on_step)
    fabric_figures, fabric_plate = _fabrics(study, pool, on_step)
    return Section(
        "Inputs: are sketch and swatch followed?",
        "Sketches are lines drawn from held-out photographs, with the photograph's own words as prompt; "
        f"swatches are cut from held-out photographs, with the category alone as prompt. {CHOICES} swatches "
        "make one round.",
        (*sketch_figures, *fabric_figures),
        (sketch_plate, fabric_plate),
    )


def sketch_of(photograph: Photograph) -> Image.Image:
    """The lines of a photograph."""
    return extract_lines(photograph.image, _DETAIL)


def sketch_requests(photographs: list[Photograph]) -> list[Request]:
    """The pool's requests again, now with a sketch: what differs is the sketch's doing."""
    return [
        Request(DesignBrief(p.prompt, sketch=sketch_of(p), look="flat"), POOL_SEED + number)
        for number, p in enumerate(photographs)
    ]


def _sketches(study: Study, pool: Pool, on_step: Progress) -> tuple[list[Figure], Plate]:
    count = min(study.effort.sketches, len(pool.photographs))
    photographs = pool.photographs[:count]
    made = study.maker.make(sketch_requests(photographs), on_step)
    rebuilt = study.rebuilt(on_step)
    sets = {stage: made.of(stage) for stage in STAGES}
    sets["finished, no sketch"] = pool.made.finished[:count]
    lines = [line_mask(sketch_of(p)) for p in photographs]
    figures = []
    overlaps = {}
    for kind, compare, targets in (
        (SILHOUETTE, outline_kept, [p.mask for p in photographs]),
        (EDGES, lines_kept, lines),
    ):
        others = {}
        if rebuilt is not None:
            others["reference"] = float(np.mean([compare(rebuilt[i], targets[i]) for i in range(count)]))
        for stage, images in sets.items():
            table = np.array(
                [[compare(image, target) for target in _turned(targets, i)] for i, image in enumerate(images)]
            )
            estimated, control = estimate_mean(table[:, 0]), float(table[:, 1:].mean())
            figures.append(found(kind, stage, estimated, count, pool.seeds, control=control, **others))
            overlaps[kind.key, stage] = table[:, 0]
    return figures, _sketch_plate(photographs, made, pool, overlaps[SILHOUETTE.key, "finished"])


def _turned(targets: list, first: int) -> list:
    """The target of a picture, then up to three others as controls."""
    return [targets[(first + step) % len(targets)] for step in range(min(4, len(targets)))]


def outline_kept(image: np.ndarray, mask: np.ndarray) -> float:
    """Overlap of a design's silhouette with a mask (384, 256), 0–1."""
    return overlap(garment_mask(image), mask)


def lines_kept(image: np.ndarray, ink: np.ndarray) -> float:
    """F1 of the lines drawn from a design against a line mask (384, 256), 0–1."""
    return line_f1(line_mask(extract_lines(image, _DETAIL)), ink)


def overlap(first: np.ndarray, second: np.ndarray) -> float:
    """Intersection over union of two (H, W) masks; 0 when both are empty."""
    union = float((first | second).sum())
    return float((first & second).sum()) / union if union else 0.0


def line_mask(lines: Image.Image) -> np.ndarray:
    """(H, W) bool from dark lines on white."""
    return np.asarray(lines.convert("L")) < _INK


def line_f1(drawn: np.ndarray, wanted: np.ndarray, near: float = _NEAR) -> float:
    """F1 of two (H, W) line masks: shares of each that lie within ``near`` pixels of the other."""
    if not drawn.any() or not wanted.any():
        return 0.0
    precision = (distance_transform_edt(~wanted)[drawn] <= near).mean()
    recall = (distance_transform_edt(~drawn)[wanted] <= near).mean()
    return float(2 * precision * recall / (precision + recall)) if precision + recall else 0.0


def _ranked(scores: np.ndarray) -> list[tuple[str, int]]:
    """Places of the best, the middle and the worst scores, each said; fewer when there are few."""
    order = np.argsort(-scores)
    middle = max(0, len(order) // 2 - _SHOWN // 2)
    places: dict[int, str] = {}
    for said, part in (
        ("best", order[:_SHOWN]),
        ("middle", order[middle : middle + _SHOWN]),
        ("worst", order[-_SHOWN:]),
    ):
        for place in part:
            places.setdefault(int(place), said)
    return [(said, place) for place, said in places.items()]


def _sketch_plate(photographs: list[Photograph], made: Pictures, pool: Pool, scores: np.ndarray) -> Plate:
    rows = []
    for said, i in _ranked(scores):
        pictures = (sketch_of(photographs[i]), *map(Image.fromarray, (made.draft[i], made.finished[i])))
        rest = map(Image.fromarray, (pool.made.finished[i], photographs[i].image))
        rows.append(PlateRow(f"{said}: “{photographs[i].prompt}”, overlap {scores[i]:.2f}", (*pictures, *rest)))
    return Plate(
        "Sketches, from best to worst",
        "Sorted by the overlap of silhouettes of the finished designs.",
        ("sketch", "draft", "finished", "finished, no sketch", "photograph"),
        tuple(rows),
    )


def swatches_of(photograph: Photograph) -> tuple[np.ndarray, np.ndarray]:
    """Two swatches from different places of a photograph, (64, 64, 3) uint8: one to give, one to compare."""
    random = np.random.default_rng(photograph.index)
    return cut_swatch(photograph.image, photograph.mask, random), cut_swatch(
        photograph.image, photograph.mask, random
    )


def fabric_requests(photographs: list[Photograph]) -> list[Request]:
    """The category alone as prompt, and a swatch of each photograph."""
    return [
        Request(
            DesignBrief(p.category.name, fabric=Image.fromarray(swatches_of(p)[0]), look="flat"),
            FABRIC_SEED + number,
        )
        for number, p in enumerate(photographs)
    ]


def _fabrics(study: Study, pool: Pool, on_step: Progress) -> tuple[list[Figure], Plate]:
    photographs = pool.photographs[: CHOICES * study.effort.swatch_groups]
    if len(photographs) < CHOICES:
        reason = f"Not measured: a round needs {CHOICES} held-out photographs; there are {len(photographs)}."
        figures = [missing(kind, reason) for kind in (FABRIC_COLOUR, FABRIC_FOUND, FABRIC_TEXTURE)]
        return figures, Plate("Swatches", reason, (), ())
    photographs = photographs[: len(photographs) // CHOICES * CHOICES]
    made = study.maker.make(fabric_requests(photographs), on_step)
    given, second = zip(*map(swatches_of, photographs), strict=True)
    given_colours, given_textures = _looks(study, given)
    seconds = _Compared.of(given_colours, given_textures, *_looks(study, second))
    figures, shown = [], np.zeros(len(photographs))
    for stage in STAGES:
        patches = [_patch(image) for image in made.of(stage)]
        compared = _Compared.of(given_colours, given_textures, *_looks(study, patches))
        seeds = f"{FABRIC_SEED}–{FABRIC_SEED + len(photographs) - 1}"
        for kind, name, statistic in (
            (FABRIC_COLOUR, "colour", np.median),
            (FABRIC_FOUND, "retrieved", np.mean),
            (FABRIC_TEXTURE, "texture", np.mean),
        ):
            right, turned = getattr(compared, name)
            reference = float(statistic(getattr(seconds, name)[0]))
            figures.append(
                found(
                    kind, stage, estimate(statistic, right), len(right), seeds, reference=reference,
                    control=float(statistic(turned)),
                )
            )  # fmt: skip
        shown = compared.colour[0]
    order = (FABRIC_COLOUR, FABRIC_FOUND, FABRIC_TEXTURE)
    figures.sort(key=lambda figure: order.index(figure.measure))
    return figures, _fabric_plate(photographs, given, made, shown)


class _Compared:
    """Garments against the swatches given for them, each as (right, next one's) arrays (N,)."""

    def __init__(self, colour: tuple, texture: tuple, retrieved: tuple) -> None:
        self.colour, self.texture, self.retrieved = colour, texture, retrieved

    @classmethod
    def of(cls, colours: list, textures: np.ndarray, made_colours: list, made_textures: np.ndarray) -> "_Compared":
        n = len(colours)
        # Each channel in units of its spread over the swatches, so that none drowns the others.
        scale = textures.std(axis=0) + 1e-6
        a, b = made_textures / scale, textures / scale
        far = np.sqrt(((a[:, None] - b[None]) ** 2).mean(axis=2))  # (N, N), blank garments NaN
        far = np.where(np.isnan(far), np.nanmax(far) if np.isfinite(far).any() else 1.0, far)
        own, turned = np.arange(n), np.roll(np.arange(n), -1)
        # Among the 20 of its own round.
        rounds = [slice(i // CHOICES * CHOICES, i // CHOICES * CHOICES + CHOICES) for i in range(n)]
        nearest = np.array([far[i, rounds[i]].argmin() + rounds[i].start for i in range(n)])
        near_turned = np.array([rounds[i].start + (i + 1 - rounds[i].start) % CHOICES for i in range(n)])
        return cls(
            (_apart(made_colours, colours, own), _apart(made_colours, colours, turned)),
            (far[own, own], far[own, turned]),
            ((nearest == own).astype(float), (nearest == near_turned).astype(float)),
        )


def _apart(made: list, given: list, places: np.ndarray) -> np.ndarray:
    """ΔE00 of each garment's colour to the swatch at its place; blank garments are charged the most."""
    return np.array(
        [
            NO_COLOUR if lab is None else float(colour_difference(lab, given[place]))
            for lab, place in zip(made, places, strict=True)
        ]
    )


def _looks(study: Study, patches) -> tuple[list, np.ndarray]:
    """Dominant Lab colour (or None) and texture (or NaN) of each patch."""
    colours, textures, blank = [], [], None
    for patch in patches:
        if patch is None:
            colours.append(None)
            textures.append(blank)
            continue
        colours.append(_cloth_colour(patch))
        textures.append(study.features.texture(patch))
    width = next((len(texture) for texture in textures if texture is not None), 1)
    return colours, np.stack([np.full(width, np.nan) if t is None else t for t in textures])


def _cloth_colour(patch: np.ndarray) -> np.ndarray:
    """Dominant Lab colour of a picture that is all cloth."""
    return dominant_colours(patch, np.ones(patch.shape[:2], bool))[0].lab


def swatch_error(image: np.ndarray, swatch: np.ndarray) -> float:
    """ΔE00 from a design's cloth to a swatch (64, 64, 3) uint8; 100 where nothing is on the paper."""
    patch = _patch(image)
    made = None if patch is None else _cloth_colour(patch)
    return float(_apart([made], [_cloth_colour(swatch)], np.zeros(1, int))[0])


def _patch(image: np.ndarray) -> np.ndarray | None:
    """Fabric from inside a design; None where there is nothing on the paper."""
    mask = garment_mask(image)
    return cut_swatch(image, mask, np.random.default_rng(0)) if mask.sum() > 400 else None


def _fabric_plate(photographs: list[Photograph], given: tuple, made: Pictures, scores: np.ndarray) -> Plate:
    rows = []
    for said, i in _ranked(-scores):
        pictures = map(Image.fromarray, (given[i], made.draft[i], made.finished[i], photographs[i].image))
        rows.append(PlateRow(f"{said}: “{photographs[i].category.name}”, ΔE {scores[i]:.0f}", tuple(pictures)))
    return Plate(
        "Swatches, from best to worst",
        "Sorted by the colour distance of the finished designs.",
        ("swatch", "draft", "finished", "where it was cut"),
        tuple(rows),
    )
