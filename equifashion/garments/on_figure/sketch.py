"""An outfit on a figure in lines: a croquis of whatever a prompt names, with where everything shows."""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from PIL import Image

from equifashion.garments.figure.person import Figure
from equifashion.garments.figure.pose_fitting import stance_like
from equifashion.garments.figure.stances import choose_stance
from equifashion.garments.on_figure.croquis import compose
from equifashion.garments.on_figure.grades import grade_garment
from equifashion.garments.on_figure.named_garments import LEG_KINDS, part_values, sample_named_garments
from equifashion.garments.on_figure.outfit import Outfit, layered
from equifashion.garments.on_figure.pose_alignment import align_pose, move_picture
from equifashion.garments.on_figure.wearer import read_wearer, sample_figure
from equifashion.garments.scene.render import render_sketch, render_worn
from equifashion.garments.scene.scene import Part, Scene, Shape, Stroke
from equifashion.imaging.pose import JOINT_NAMES, Pose
from equifashion.prompts.parser import parse_prompt

_LINES_LEFT_OUT = (Part.HAIR,)  # its locks are left out: too fine to be drawn along
_HIPS = [JOINT_NAMES.index(f"{side} hip") for side in ("right", "left")]


@dataclass(frozen=True)
class CutOverride:
    """How an outfit is cut otherwise than its place on a contact sheet says.

    Attributes:
        place: seed and index of another cut; None for the place's own.
        held: parts that another cut keeps: of ``"collar"``, ``"sleeves"`` and ``"hem"``; others are no matter
            of it.
        longer, wider: grades of what the prompt names, down to negative ones: of its length and of its width.
    """

    place: tuple[int, int] | None = None
    held: tuple[str, ...] = ()
    longer: int = 0
    wider: int = 0


@dataclass(frozen=True, eq=False)
class OnFigureSketch:
    """An outfit on a figure.

    Attributes:
        lines: dark on white, greyscale, of the canvas's size.
        ink: the same with the finest lines, of locks too.
        pose: of the figure.
        garments: which of the prompt's garments each pixel shows, in its order, and the companion's after them;
            −1 for none and for what is worn underneath unasked. (384, 256) int8.
        skin: where it is bare, (384, 256) bool.
        hair, shoes: where they show, (384, 256) bool.
        silhouette: where figure or clothes are, (384, 256) bool.
        lower: how much of each pixel wears what is worn below the waist, 0–1, (384, 256) float32; None unless
            something is worn below it and something above.
        figure: who wears it.
        shoe_colour: a key of ``COLOURS`` where the prompt names it, else "".
        scene: what was drawn; None of joined sketches.
        fit: scale and shift (x, y), pixels, that bring the scene to where the pose is.
    """

    lines: Image.Image
    ink: Image.Image
    pose: Pose
    garments: np.ndarray
    skin: np.ndarray
    hair: np.ndarray
    shoes: np.ndarray
    silhouette: np.ndarray
    lower: np.ndarray | None
    figure: Figure
    shoe_colour: str
    scene: Scene | None
    fit: tuple[float, float, float] = (1.0, 0.0, 0.0)

    def areas(self, size: tuple[int, int]) -> list[np.ndarray]:
        """Where each garment, in the order of their numbers, shows in a picture (width, height), (H, W) bool."""
        shown = Image.fromarray(self.garments.astype(np.uint8)).resize(size, Image.Resampling.NEAREST)
        return [np.asarray(shown) == place for place in range(self.garments.max() + 1)]


@lru_cache(maxsize=128)  # a sheet's ideas are finished, dyed and altered along the same
def sample_on_figure(
    prompt: str,
    companion: str,
    seed: int,
    index: int,
    cut: CutOverride = CutOverride(),
    pose: Pose | None = None,
) -> OnFigureSketch | None:
    """A figure that wears what a prompt names, cut as it says and otherwise by chance.

    Args:
        prompt: any.
        companion: what else is worn, in words; "" for nothing.
        seed, index: of a place on a contact sheet, ≥ 0; each shows a figure, a stance and a cut of its own.
        cut: on the same figure, where it is another.
        pose: of the figure, instead of a stance by chance.

    Returns:
        None where the prompt names no garment, one without a kind, or several that cannot be drawn on one another;
        or the pose shows too little of a figure's front.
    """
    phrases = [g for text in (prompt, companion) if text for g in parse_prompt(text).garments]
    pieces = sample_named_garments(phrases, seed, index)
    if cut.place is not None:
        pieces = sample_named_garments(phrases, *cut.place, [part_values(piece, cut.held) for piece in pieces])
    if cut.longer or cut.wider:
        own = len(parse_prompt(prompt).garments)
        pieces = [*(grade_garment(each, cut.longer, cut.wider) for each in pieces[:own]), *pieces[own:]]
    if not pieces:
        return None
    outfit = Outfit(tuple(layered(pieces)))
    figure = sample_figure(read_wearer(prompt), np.random.default_rng((seed, index, 2)))
    stance = choose_stance(seed, index) if pose is None else stance_like(pose, figure)
    if stance is None:
        return None
    scene = compose(figure, stance, outfit).scene
    shapes = tuple(replace(s, strokes=_contours(s)) if s.part in _LINES_LEFT_OUT else s for s in scene.shapes)
    plain = replace(scene, shapes=shapes)
    lines, ink = (render_sketch(each, "clean", np.random.default_rng(0)) for each in (plain, scene))
    shown, parts = render_worn(scene)
    skin, hair, shoes = (parts == each for each in (Part.SKIN, Part.HAIR, Part.SHOES))
    silhouette = (parts != Part.BACKGROUND) | (shown >= 0)
    garments = np.full_like(shown, -1)
    for place, piece in enumerate(pieces[: len(phrases)]):
        garments[shown == next(i for i, worn in enumerate(outfit.garments) if worn is piece)] = place
    lower, shoe_colour = _lower_share(scene.pose, outfit, shown), read_wearer(prompt).get("shoe colour", "")
    sketch = OnFigureSketch(
        lines=lines,
        ink=ink,
        pose=scene.pose,
        garments=garments,
        skin=skin,
        hair=hair,
        shoes=shoes,
        silhouette=silhouette,
        lower=lower,
        figure=figure,
        shoe_colour=shoe_colour,
        scene=scene,
    )
    return sketch if pose is None else _move_to_pose(sketch, pose)


def _move_to_pose(sketch: OnFigureSketch, pose: Pose) -> OnFigureSketch:
    """The sketch scaled and shifted to where a pose has its joints."""
    fit = align_pose(sketch.pose, pose)

    def move_lines(image: Image.Image) -> Image.Image:
        return Image.fromarray(move_picture(np.asarray(image.convert("L")), fit, 255))

    def move_area(area: np.ndarray) -> np.ndarray:
        return move_picture(area.astype(np.int8), fit, 0) > 0

    lower = sketch.lower
    return replace(
        sketch,
        lines=move_lines(sketch.lines),
        ink=move_lines(sketch.ink),
        pose=pose,
        garments=move_picture(sketch.garments, fit, -1),
        skin=move_area(sketch.skin),
        hair=move_area(sketch.hair),
        shoes=move_area(sketch.shoes),
        silhouette=move_area(sketch.silhouette),
        lower=lower if lower is None else move_picture(lower, fit, float(lower[-1].mean())),
        fit=fit,
    )


def _contours(shape: Shape) -> tuple[Stroke, ...]:
    return tuple(stroke for stroke in shape.strokes if stroke.kind == "contour")


def _lower_share(pose: Pose, outfit: Outfit, shown: np.ndarray) -> np.ndarray | None:
    legs = {garment.kind in LEG_KINDS for garment in outfit.garments}
    if len(legs) < 2:
        return None
    hip = np.mean([pose.keypoints[i][1] for i in _HIPS]) * shown.shape[0]
    lower = np.repeat((np.arange(shown.shape[0]) > hip)[:, None], shown.shape[1], axis=1)  # where nothing is worn
    for place, garment in enumerate(outfit.garments):
        lower[shown == place] = garment.kind in LEG_KINDS
    return lower.astype(np.float32)
