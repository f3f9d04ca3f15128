"""One example of EquiFashion-DB, the same whatever source it comes from.

Pictures are on the canvas, 256×384 (W×H); a modality that a source does not have is None.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

import numpy as np
from PIL import Image

from equifashion.datasets.captions.corruption import Corruption
from equifashion.datasets.captions.noise import corrupt
from equifashion.datasets.captions.writing import Caption, CaptionPhrase
from equifashion.errors import InvalidInput
from equifashion.imaging.canvas import CANVAS_SIZE
from equifashion.imaging.pose import Pose

SPLITS = ("train", "test")
SWATCH_SIZE = (128, 128)  # pixels, as a brief keeps its fabric
PART_NAMES = (
    "background", "skin", "hair", "collar", "bodice", "sleeves", "waist", "lower", "hem", "shoes",
)  # fmt: skip


@dataclass(frozen=True)
class NoisyCaption:
    """A corrupted caption.

    Attributes:
        text: what came out.
        clean: index of the clean caption it was made from.
        corruptions: what was changed, in the clean caption's order; empty where the noise spared it.
    """

    text: str
    clean: int
    corruptions: tuple[Corruption, ...] = ()

    @classmethod
    def of(cls, captions: Sequence[Caption], number: int, random: np.random.Generator) -> "NoisyCaption":
        """The caption of a number, corrupted at random."""
        noisy = corrupt(captions[number].text, random)
        return cls(noisy.text, number, noisy.corruptions)


@dataclass(frozen=True)
class GarmentNote:
    """The attributes of one garment; "" where unknown or not applicable.

    Attributes:
        category, kind: of the vocabulary; photographs keep their label's name.
        length, sleeve_length, sleeve_type, collar, hem: A1–A5 words.
        silhouette, fit: its cut.
        pattern: the cloth's look: a weave, or for photographs ``solid``, ``striped``, ``checked`` or ``printed``.
        material: what it is made of.
        colours: names, the larger first.
        main: whether the picture is about this garment.
    """

    category: str
    kind: str = ""
    length: str = ""
    sleeve_length: str = ""
    sleeve_type: str = ""
    collar: str = ""
    hem: str = ""
    silhouette: str = ""
    fit: str = ""
    pattern: str = ""
    material: str = ""
    colours: tuple[str, ...] = ()
    main: bool = True


@dataclass(frozen=True)
class FigureNote:
    """Who wears it.

    Attributes:
        skin_tone: 1–10 on the Monk scale.
        body_shape, presentation, hair: of the figure.
        stance: the pose's name.
    """

    skin_tone: int
    body_shape: str
    presentation: str
    hair: str = ""
    stance: str = ""


@dataclass(frozen=True)
class Record:
    """One example.

    Attributes:
        id: unique over all sources and seeds; letters, digits, ``-`` and ``_``.
        index: its number in the source, from 0.
        source, licence: where it comes from and how it may be used.
        split: ``"train"`` or ``"test"``.
        group: what must stay on one side of the split (the contributor); records that share nothing have their own.
        image: RGB, 256×384.
        captions: clean ones, at least one; drawn outfits' captions know their noun phrases.
        sketch: L, 256×384, dark lines on white. sketch_hand: who drew it.
        swatch: RGB, 128×128.
        noisy_captions: corrupted ones, with what was corrupted.
        pose: OpenPose-18 keypoints; the map is drawn from them, unless ``pose_map`` is given.
        pose_map: RGB, 256×384, for sources that have the picture alone.
        parts: (384, 256) uint8, indices of ``PART_NAMES``.
        garments: attributes, from the skin outwards.
        figure: who wears it.
        mirrored: whether it is another record's mirror image.

    Raises:
        InvalidInput: a wrong size, mode or split, no caption, or an id that cannot be a file name.
    """

    id: str
    index: int
    source: str
    licence: str
    split: str
    group: str
    image: Image.Image = field(repr=False)
    captions: tuple[Caption, ...]
    sketch: Image.Image | None = field(default=None, repr=False)
    sketch_hand: str = ""
    swatch: Image.Image | None = field(default=None, repr=False)
    noisy_captions: tuple[NoisyCaption, ...] = ()
    pose: Pose | None = None
    pose_map: Image.Image | None = field(default=None, repr=False)
    parts: np.ndarray | None = field(default=None, repr=False)
    garments: tuple[GarmentNote, ...] = ()
    figure: FigureNote | None = None
    mirrored: bool = False

    def __post_init__(self) -> None:
        if not self.id or not all(c.isascii() and (c.isalnum() or c in "-_") for c in self.id):
            raise InvalidInput(f"A record's id is made of letters, digits, - and _; got {self.id!r}.")
        if self.split not in SPLITS:
            raise InvalidInput(f"Record {self.id}: the split must be one of {SPLITS}; got {self.split!r}.")
        if not self.captions or not all(caption.text for caption in self.captions):
            raise InvalidInput(f"Record {self.id} has no caption, or an empty one.")
        self._check_picture("image", self.image, "RGB", CANVAS_SIZE)
        self._check_picture("sketch", self.sketch, "L", CANVAS_SIZE)
        self._check_picture("swatch", self.swatch, "RGB", SWATCH_SIZE)
        self._check_picture("pose map", self.pose_map, "RGB", CANVAS_SIZE)
        parts = self.parts
        expected = (CANVAS_SIZE[::-1], np.uint8)
        if parts is not None and ((parts.shape, parts.dtype) != expected or parts.max() >= len(PART_NAMES)):
            raise InvalidInput(
                f"Record {self.id}: part masks must be {CANVAS_SIZE[::-1]} uint8 below {len(PART_NAMES)}; "
                f"got {parts.shape} {parts.dtype}."
            )

    def _check_picture(self, what: str, picture: Image.Image | None, mode: str, size: tuple[int, int]) -> None:
        if picture is not None and (picture.mode, picture.size) != (mode, size):
            raise InvalidInput(
                f"Record {self.id}: the {what} must be {mode} {size[0]}×{size[1]}; "
                f"got {picture.mode} {picture.size[0]}×{picture.size[1]}."
            )

    def row(self) -> dict[str, object]:
        """Everything but the pictures, as plain values in the columns of ``encoding.SCHEMA``."""
        return {
            "id": self.id,
            "index": self.index,
            "source": self.source,
            "licence": self.licence,
            "split": self.split,
            "group": self.group,
            "mirrored": self.mirrored,
            "captions": [_caption(caption) for caption in self.captions],
            "noisy_captions": [_plain(noisy) for noisy in self.noisy_captions],
            "sketch_hand": self.sketch_hand,
            "keypoints": [] if self.pose is None else [value for joint in self.pose.keypoints for value in joint],
            "garments": [_plain(garment) for garment in self.garments],
            "figure": None if self.figure is None else _plain(self.figure),
        }


def _plain(note: NoisyCaption | GarmentNote | FigureNote) -> dict[str, object]:
    """A dataclass as dicts and lists."""
    return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(note).items()}


def _caption(caption: Caption) -> dict[str, object]:
    phrases = [_phrase(phrase) for phrase in caption.phrases]
    return {"text": caption.text, "language": caption.language, "detail": caption.detail, "phrases": phrases}


def _phrase(phrase: CaptionPhrase) -> dict[str, object]:
    """Where a noun and its adjectives stand, in characters of the caption, and what they say of which garment."""
    return {
        "noun": [phrase.noun.start, phrase.noun.end],
        "adjectives": [[word.start, word.end] for word in phrase.adjectives],
        "garment": phrase.garment,
        "parts": list(phrase.parts),
        "facts": [f"{key}: {value}" for key, value in phrase.facts],
    }
