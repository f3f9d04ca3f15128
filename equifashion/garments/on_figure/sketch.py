"""Blocks of outfits as they are worn: a croquis of whatever a prompt names, in lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from PIL import Image

from equifashion.garments.figure.hair import HAIR_COLOURS, HAIR_STYLES, sample_hair_colour
from equifashion.garments.figure.person import BODY_SHAPES, MONK_TONES, PRESENTATIONS, SHOES, Figure
from equifashion.garments.figure.pose_fitting import stance_like
from equifashion.garments.figure.stances import choose_stance
from equifashion.garments.flat.choice import choose
from equifashion.garments.on_figure.croquis import compose
from equifashion.garments.on_figure.outfit import Garment, Outfit, layered, sample_garment
from equifashion.garments.scene.render import render_sketch, render_worn
from equifashion.garments.scene.scene import Part, Scene, Shape, Stroke
from equifashion.imaging.canvas import CANVAS_SIZE
from equifashion.imaging.pose import JOINT_NAMES, Pose
from equifashion.prompts.parsed import GarmentPhrase
from equifashion.prompts.parser import parse_prompt
from equifashion.vocabulary import CATEGORIES, Attribute, allowed

LENGTH, SLEEVE_LENGTH, SLEEVE_TYPE, COLLAR, HEM = Attribute

_USUAL = {  # where a prompt names a kind alone
    "top": "t-shirt", "outer": "coat", "dress": "dress", "skirt": "skirt", "trousers": "trousers",
    "one-piece": "jumpsuit",
}  # fmt: skip
_LEGS = ("skirt", "trousers")
_WHOLE = ("dress", "one-piece")
_CALM = {  # what is left open is cut without extravagance
    SLEEVE_TYPE: ("set-in", "raglan", "puff", "bishop", "bell", "cap"),
    HEM: ("straight", "curved", "flared", "ribbed", "pleated"),
    "silhouette": (
        "fitted",
        "regular",
        "loose",
        "pencil",
        "straight",
        "a-line",
        "flared",
        "slim",
        "wide",
        "tapered",
    ),
}
_CALM_KINDS = {
    "top": {LENGTH: ("short", "medium")},
    "outer": {LENGTH: ("medium", "long"), SLEEVE_LENGTH: ("long",), SLEEVE_TYPE: ("set-in", "raglan")},
    "dress": {LENGTH: ("short", "medium", "long")},
    "skirt": {LENGTH: ("short", "medium", "long")},
    "trousers": {LENGTH: ("long", "extra-long")},
    "one-piece": {LENGTH: ("long", "extra-long")},
}  # fmt: skip
_PLAIN = (Part.HAIR,)  # its locks are left out: too fine to be drawn along
_HIPS = [JOINT_NAMES.index(f"{side} hip") for side in ("right", "left")]
_HAIR = ("bun", "low bun", "pixie", "side part", "quiff", "crop", "short curls", "buzz cut", "bob")
_SKINS = {"light": (1, 3), "medium": (4, 6), "deep": (7, 10)}  # first and last of the Monk scale, as captions say
_HAIR_COLOURS = {  # as words name them
    "black": ("black", "soft black"),
    "brown": ("dark brown", "brown", "chestnut"),
    "ginger": ("auburn", "ginger"),
    "blonde": ("dark blonde", "blonde", "platinum"),
    "grey": ("grey", "silver"),
}
_TUCKED = ("extra-short", "short", "medium")  # lengths of tops that go into a waistband
_FIELDS = {  # attribute → of a garment
    SLEEVE_LENGTH: "sleeve_length", SLEEVE_TYPE: "sleeve_type", COLLAR: "collar", LENGTH: "length",
    "silhouette": "silhouette", HEM: "hem",
}  # fmt: skip
_HELD = {
    "collar": (COLLAR,),
    "sleeves": (SLEEVE_LENGTH, SLEEVE_TYPE),
    "hem": (LENGTH, HEM, "silhouette"),
}  # part → its attributes
_FLARES = ("pencil", "straight", "a-line", "flared", "circle")
_LEGS_WIDTHS = ("skinny", "slim", "straight", "wide", "flared")
_WIDTHS = {  # kind → its silhouettes, from the narrowest to the widest
    "top": ("fitted", "regular", "loose", "oversized"),
    "outer": ("fitted", "regular", "loose", "oversized"),
    "dress": _FLARES,
    "skirt": _FLARES,
    "trousers": _LEGS_WIDTHS,
    "one-piece": _LEGS_WIDTHS,
}
_ALIKE = {"mermaid": "pencil", "tulip": "a-line", "tapered": "slim", "harem": "wide"}  # in width


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
        scene: what was drawn; None of joined blocks.
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
    pieces = _pieces(phrases, seed, index)
    if cut.place is not None:
        pieces = _pieces(phrases, *cut.place, [_kept(piece, cut.held) for piece in pieces])
    if cut.longer or cut.wider:
        own = len(parse_prompt(prompt).garments)
        pieces = [_graded(piece, cut) if place < own else piece for place, piece in enumerate(pieces)]
    if not pieces:
        return None
    outfit = Outfit(tuple(layered(pieces)))
    figure = _figure(_wearer(prompt), np.random.default_rng((seed, index, 2)))
    stance = choose_stance(seed, index) if pose is None else stance_like(pose, figure)
    if stance is None:
        return None
    scene = compose(figure, stance, outfit).scene
    shapes = tuple(replace(s, strokes=_contours(s)) if s.part in _PLAIN else s for s in scene.shapes)
    plain = replace(scene, shapes=shapes)
    lines, ink = (render_sketch(each, "clean", np.random.default_rng(0)) for each in (plain, scene))
    shown, parts = render_worn(scene)
    bare = [
        *(parts == each for each in (Part.SKIN, Part.HAIR, Part.SHOES)),
        (parts != Part.BACKGROUND) | (shown >= 0),
    ]
    garments = np.full_like(shown, -1)
    for place, piece in enumerate(pieces[: len(phrases)]):
        garments[shown == next(i for i, worn in enumerate(outfit.garments) if worn is piece)] = place
    lower, shoe_colour = _lower(scene.pose, outfit, shown), _wearer(prompt).get("shoe colour", "")
    if pose is None:
        return OnFigureSketch(lines, ink, scene.pose, garments, *bare, lower, figure, shoe_colour, scene)
    fit = _fitting(scene.pose, pose)
    lower = lower if lower is None else _moved(lower, fit, float(lower[-1].mean()))
    lines, ink = (Image.fromarray(_moved(np.asarray(each.convert("L")), fit, 255)) for each in (lines, ink))
    bare = [_moved(each.astype(np.int8), fit, 0) > 0 for each in bare]
    garments = _moved(garments, fit, -1)
    return OnFigureSketch(lines, ink, pose, garments, *bare, lower, figure, shoe_colour, scene, fit)


def _fitting(drawn: Pose, wanted: Pose) -> tuple[float, float, float]:
    """Scale and shift (x, y), pixels, that bring a figure's joints where they are wanted."""
    pairs = [
        (first[:2], second[:2])
        for first, second in zip(drawn.keypoints, wanted.keypoints, strict=True)
        if first[2] > 0 and second[2] > 0
    ]
    here, there = (np.array(points) * CANVAS_SIZE for points in zip(*pairs, strict=True))
    centred, target = here - here.mean(axis=0), there - there.mean(axis=0)
    scale = float((centred * target).sum() / (centred**2).sum())
    return scale, *(there.mean(axis=0) - scale * here.mean(axis=0)).tolist()


def _moved(picture: np.ndarray, fit: tuple[float, float, float], ground: float) -> np.ndarray:
    """A picture (H, W) scaled and shifted; the ground shows where it was not."""
    scale, x, y = fit
    kind = Image.Resampling.BICUBIC if picture.dtype == np.uint8 else Image.Resampling.NEAREST
    coefficients = (1 / scale, 0, -x / scale, 0, 1 / scale, -y / scale)
    image = Image.fromarray(picture if picture.dtype == np.uint8 else picture.astype(np.float32))
    moved = image.transform(image.size, Image.Transform.AFFINE, coefficients, kind, fillcolor=ground)
    return np.asarray(moved).astype(picture.dtype)


def _contours(shape: Shape) -> tuple[Stroke, ...]:
    return tuple(stroke for stroke in shape.strokes if stroke.kind == "contour")


def _lower(pose: Pose, outfit: Outfit, shown: np.ndarray) -> np.ndarray | None:
    legs = {garment.kind in _LEGS for garment in outfit.garments}
    if len(legs) < 2:
        return None
    hip = np.mean([pose.keypoints[i][1] for i in _HIPS]) * shown.shape[0]
    lower = np.repeat((np.arange(shown.shape[0]) > hip)[:, None], shown.shape[1], axis=1)  # where nothing is worn
    for place, garment in enumerate(outfit.garments):
        lower[shown == place] = garment.kind in _LEGS
    return lower.astype(np.float32)


def _kept(piece: Garment, parts: tuple[str, ...]) -> dict[str, str]:
    """Attribute → value of what makes parts of a garment what they are."""
    values = {name: getattr(piece, _FIELDS[name]) for part in parts for name in _HELD.get(part, ())}
    return {name: value for name, value in values.items() if value is not None}


def _pieces(
    phrases: list[GarmentPhrase], seed: int, index: int, kept: Sequence[Mapping[str, str]] = ()
) -> list[Garment]:
    """A garment a phrase, then what is worn underneath; none where they cannot be worn together.

    Args:
        phrases: of the garments.
        seed, index: of a cut.
        kept: for each phrase, attribute → value whatever the chance.
    """
    kinds = [phrase.kind for phrase in phrases]
    if not phrases or not all(kinds) or max(kinds.count("top"), kinds.count("outer")) > 1:
        return []
    pieces = [
        _garment(phrase, np.random.default_rng((seed, index, 4, n)), kept[n] if n < len(kept) else {})
        for n, phrase in enumerate(phrases)
    ]
    rules = [CATEGORIES[piece.category] for piece in pieces]
    legs, whole = (sum(kind in group for kind in kinds) for group in (_LEGS, _WHOLE))
    below = [each.below for each in rules if each.kind in _WHOLE and each.below]
    if whole > 1 or legs > 1 or (whole and legs and not below) or not whole + legs:
        return []
    random = np.random.default_rng((seed, index, 5))
    if below and not legs:  # as under an áo dài
        pieces.append(sample_garment(random, below[0][0], liked=_CALM | _CALM_KINDS["trousers"]))
    over = [each for each in rules if each.under_needed]
    if over and not {"top", "dress"} & {each.kind for each in rules if each not in over}:
        under = [name for name in over[0].under if CATEGORIES[name].kind == "top"]
        pieces.append(sample_garment(random, choose(random, under), inner=True))
    return pieces


def _garment(phrase: GarmentPhrase, random: np.random.Generator, kept: Mapping[str, str]) -> Garment:
    """A garment cut by chance, and then as is kept, and as a phrase says: neither changes more than it names."""
    category = phrase.category or _USUAL[phrase.kind]
    rules = CATEGORIES[category]
    made = sample_garment(random, category, liked=_CALM | _CALM_KINDS[rules.kind])
    told = {**kept, **{name: phrase.value(name) for name in _FIELDS if phrase.value(name)}}
    chosen: dict[str, str] = {}
    for attribute in sorted(_FIELDS, key=lambda name: name not in told):
        values = allowed(category, attribute, chosen)
        wanted = [value for value in (told.get(attribute), getattr(made, _FIELDS[attribute])) if value in values]
        if values:
            chosen[attribute] = (wanted or values)[0]
    cut = {field: chosen.get(attribute) for attribute, field in _FIELDS.items()}
    if rules.kind in ("top", "outer"):
        cut["fit"] = cut["silhouette"]
    worn = phrase.values("worn")
    tucked = "tucked" in worn or (cut["length"] in _TUCKED and True in rules.tucked)
    return replace(made, opened="opened" in worn, belted=made.belted or "belted" in worn, tucked=tucked, **cut)


def _graded(piece: Garment, cut: CutOverride) -> Garment:
    """A garment so many grades longer, unless it is tucked in, and wider; as far as its category is made."""
    kind = CATEGORIES[piece.category].kind
    lengths, widths = (allowed(piece.category, attribute, {}) for attribute in (LENGTH, "silhouette"))
    length = piece.length if piece.tucked else _grade(lengths, piece.length, cut.longer)
    silhouette = _grade([each for each in _WIDTHS[kind] if each in widths], piece.silhouette, cut.wider)
    fit = silhouette if kind in ("top", "outer") else piece.fit
    return replace(piece, length=length, silhouette=silhouette, fit=fit)


def _grade(ladder: Sequence[str], value: str, grades: int) -> str:
    """So many grades up from a value, or as far as there are; the value itself where it has no place."""
    place = _ALIKE.get(value, value) if value not in ladder else value
    if not grades or place not in ladder:
        return value
    return ladder[int(np.clip(ladder.index(place) + grades, 0, len(ladder) - 1))]


def _wearer(prompt: str) -> dict[str, str]:
    """What a prompt says of who wears it and of the shoes, as facts of captions; the first of each."""
    facts = [fact for phrase in parse_prompt(prompt).phrases for fact in phrase.facts]
    return dict(reversed(facts))


def _figure(said: dict[str, str], random: np.random.Generator) -> Figure:
    """Somebody as a prompt says, and otherwise by chance: its words change nothing but what they name."""
    presentation, tone = choose(random, PRESENTATIONS), int(random.integers(len(MONK_TONES))) + 1
    presentation = said["presentation"] if said.get("presentation") in PRESENTATIONS else presentation
    styles = [name for name in _HAIR if presentation in HAIR_STYLES[name].presentations]
    style, shape, shoes = choose(random, styles), choose(random, BODY_SHAPES), choose(random, SHOES)
    if said.get("skin") in _SKINS:
        low, high = _SKINS[said["skin"]]
        tone = low + tone % (high - low + 1)
    shoes = said["shoes"] if said.get("shoes") in SHOES else shoes
    colour = sample_hair_colour(random, tone)
    if said.get("hair") in _HAIR_COLOURS:
        colour = HAIR_COLOURS[choose(random, _HAIR_COLOURS[said["hair"]])]
    return Figure(tone, shape, presentation, hair=style, hair_colour=colour, shoes=shoes)
