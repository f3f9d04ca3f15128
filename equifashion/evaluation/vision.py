"""What pictures of garments show, measured: silhouette, colours, lines, pattern, length, cloth, joints.

Pictures are (384, 256, 3) uint8 on white paper.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
from PIL import Image
from scipy.ndimage import binary_fill_holes, distance_transform_edt, label

from equifashion.datasets.measure import measure_garment, measured_length
from equifashion.errors import InvalidInput
from equifashion.imaging.palette import colour_difference, dominant_colours, nearest_name, to_lab
from equifashion.imaging.pose import Pose
from equifashion.imaging.pose_detector import detect_pose
from equifashion.imaging.sketch import extract_lines
from equifashion.imaging.swatch import cut_swatch
from equifashion.vocabulary import COLOURS, PHOTOGRAPH_LABELS, PhotographLabel

NO_COLOUR = 100.0  # ΔE00 charged to a blank picture: black to white
SKETCH_DETAIL = 0.5
LINE_TOLERANCE_PX = 3.0  # by which two lines may miss each other
_PAPER = 241  # lighter than this in every channel is background
_INK = 128  # darker is a line
_LEAST_CLOTH_PX = 400  # of a garment, below which no swatch is cut
# Of the figure's height from the crown: clear of head and waist, and of the legs that shorts and skirts leave bare.
_UPPER_BAND, _LOWER_BAND = (0.18, 0.42), (0.50, 0.62)
_CANVAS_RATIO = np.array([2 / 3, 1.0])  # the canvas is 2 : 3; distances of joints are in its heights


def garment_mask(image: np.ndarray) -> np.ndarray:
    """(H, W) bool: everything that is not the white around the garment; holes filled."""
    return binary_fill_holes((image < _PAPER).any(axis=2))


def dominant_lab(image: np.ndarray, mask: np.ndarray | None = None) -> np.ndarray | None:
    """Lab of the garment's largest colour, (3,); None where there is none."""
    palette = dominant_colours(image, garment_mask(image) if mask is None else mask)
    return np.array(palette[0].lab) if palette else None


def colour_name(lab: np.ndarray | None, names: tuple[str, ...]) -> str:
    """Which of some colour names is nearest; "" for no colour."""
    return "" if lab is None else nearest_name(lab, {name: COLOURS[name] for name in names})


def judged_colour(image: np.ndarray, names: tuple[str, ...]) -> str:
    """Which of some colour names fits a picture's dominant colour; "" when the picture is blank."""
    return colour_name(dominant_lab(image), names)


def colour_errors(first: Sequence[np.ndarray | None], second: Sequence[np.ndarray | None]) -> np.ndarray:
    """CIEDE2000 of pairs of Lab colours, (N,); ``NO_COLOUR`` where one is missing."""
    known = np.array([a is not None and b is not None for a, b in zip(first, second, strict=True)], bool)
    errors = np.full(len(known), NO_COLOUR)
    if known.any():
        a, b = (np.array([lab for lab, seen in zip(side, known, strict=True) if seen]) for side in (first, second))
        errors[known] = colour_difference(a, b)
    return errors


def colour_error(first: np.ndarray | None, second: np.ndarray | None) -> float:
    """``colour_errors`` of one pair."""
    return float(colour_errors([first], [second])[0])


@cache
def named_lab(name: str) -> np.ndarray:
    """Lab of a named colour."""
    return to_lab(np.array(COLOURS[name]))


def overlap(first: np.ndarray, second: np.ndarray) -> float:
    """Intersection over union of two (H, W) masks; 0 when both are empty."""
    union = float((first | second).sum())
    return float((first & second).sum()) / union if union else 0.0


def lines_of(image: np.ndarray) -> np.ndarray:
    """(H, W) bool: the lines drawn from a picture."""
    return line_mask(extract_lines(image, SKETCH_DETAIL))


def line_mask(lines: Image.Image) -> np.ndarray:
    """(H, W) bool from dark lines on white."""
    return np.asarray(lines.convert("L")) < _INK


def line_f1(drawn: np.ndarray, wanted: np.ndarray, near: float = LINE_TOLERANCE_PX) -> float:
    """F1 of two (H, W) line masks: shares of each that lie within ``near`` pixels of the other."""
    if not drawn.any() or not wanted.any():
        return 0.0
    precision = (distance_transform_edt(~wanted)[drawn] <= near).mean()
    recall = (distance_transform_edt(~drawn)[wanted] <= near).mean()
    return float(2 * precision * recall / (precision + recall)) if precision + recall else 0.0


def largest_piece(image: np.ndarray) -> np.ndarray:
    """(H, W) bool: the largest connected piece of the silhouette; empty for a blank picture."""
    pieces, count = label(garment_mask(image))
    return pieces == np.bincount(pieces.ravel())[1:].argmax() + 1 if count else np.zeros(pieces.shape, bool)


def length_word(piece: np.ndarray, category: PhotographLabel) -> str:
    """The length word that a silhouette deserves, or "" for one of middling proportion."""
    return measured_length(piece, category) if piece.any() else ""


def pattern_word(image: np.ndarray) -> str:
    """The pattern that a picture's texture shows, or "" when it is undecided or blank."""
    mask = garment_mask(image)
    if not mask.any():
        return ""
    any_category = PHOTOGRAPH_LABELS[0]  # decides length words alone
    return measure_garment(image, mask.astype(np.uint8) * 255, any_category).pattern


def cloth_patch(image: np.ndarray) -> np.ndarray | None:
    """Fabric from inside a design, (64, 64, 3) uint8; None where there is nothing on the paper."""
    mask = garment_mask(image)
    return cut_swatch(image, mask, np.random.default_rng(0)) if mask.sum() > _LEAST_CLOTH_PX else None


def cloth_lab(patch: np.ndarray | None) -> np.ndarray | None:
    """Dominant Lab colour of a picture that is all cloth."""
    return None if patch is None else dominant_lab(patch, np.ones(patch.shape[:2], bool))


def half_colours(image: np.ndarray) -> tuple[np.ndarray | None, np.ndarray | None]:
    """Lab of a figure's upper and lower garment; None where there is none."""
    mask = garment_mask(image)
    if not mask.any():
        return None, None
    rows = np.flatnonzero(mask.any(axis=1))
    top, height = int(rows[0]), int(rows[-1] - rows[0] + 1)
    found = []
    for start, end in (_UPPER_BAND, _LOWER_BAND):
        band = np.zeros_like(mask)
        band[top + int(start * height) : top + int(end * height)] = True
        found.append(dominant_lab(image, mask & band))
    return found[0], found[1]


def halves_match(seen: tuple[np.ndarray | None, np.ndarray | None], colours: tuple[str, str]) -> tuple[bool, bool]:
    """Whether the upper and the lower garment are nearer to their own colour than to the other's."""
    upper, lower = (named_lab(name) for name in colours)

    def nearer(lab: np.ndarray | None, own: np.ndarray, other: np.ndarray) -> bool:
        return lab is not None and colour_error(lab, own) < colour_error(lab, other)

    return nearer(seen[0], upper, lower), nearer(seen[1], lower, upper)


def halves(image: np.ndarray, upper: str, lower: str) -> tuple[bool, bool]:
    """``halves_match`` of a picture."""
    return halves_match(half_colours(image), (upper, lower))


def detected_pose(image: np.ndarray) -> Pose | None:
    """The joints of a picture's figure; None where a detector sees nobody."""
    try:
        return detect_pose(Image.fromarray(image))
    except InvalidInput:
        return None


def correct_joints(seen: Pose | None, given: Pose, reach: float) -> float:
    """Share of the given visible joints that were seen within ``reach`` torso lengths of their place."""
    if seen is None:
        return 0.0
    there, found = (np.array([joint[2] > 0 for joint in pose.keypoints]) for pose in (given, seen))
    a, b = (np.array([joint[:2] for joint in pose.keypoints]) * _CANVAS_RATIO for pose in (seen, given))
    torso = np.linalg.norm(b[1] - (b[8] + b[11]) / 2)
    near = np.linalg.norm(a - b, axis=1) <= reach * torso
    return float((near & found & there).sum() / there.sum())
