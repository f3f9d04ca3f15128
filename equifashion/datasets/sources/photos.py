"""Source: photographs of garments, cut out and laid on white, with everything else measured on them.

Reads the folder that ``data.garments`` reads. Every photograph gives two records: itself and its mirror image.
"""

import hashlib
import json
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from PIL import Image

from equifashion.datasets.captions import caption
from equifashion.datasets.captions.facts import GarmentFacts, OutfitFacts
from equifashion.datasets.captions.grammar import write_caption
from equifashion.datasets.captions.writing import Caption
from equifashion.datasets.garment_photos import GarmentRecord, fit_to_canvas, read_records
from equifashion.datasets.measure import Measurements, measure_garment
from equifashion.datasets.pattern_kind import pattern_kind
from equifashion.datasets.photograph_sketch import sketch_photograph
from equifashion.datasets.record import SWATCH_SIZE, GarmentNote, NoisyCaption, Record
from equifashion.datasets.silhouette import garment_length, part_masks, sleeve_length
from equifashion.errors import InvalidInput
from equifashion.garments.scene.sketching import HANDS
from equifashion.imaging.silhouette import measure_silhouette
from equifashion.imaging.swatch import cut_swatch
from equifashion.vocabulary import CATEGORIES, PhotographLabel, category_of_label

_LICENCE = "CC0-1.0"
_OPAQUE = 128  # alpha from which a pixel is garment
_SURE = 200  # and for swatches, whose edges must not show the ground
_MIRROR = Image.Transpose.FLIP_LEFT_RIGHT
_SHORT_CAPTIONS, _LONG_DETAILS = 2, ("medium", "full")
_WEAVES = {"striped": "striped", "checked": "plaid"}  # pattern kinds that are weaves of the vocabulary


@dataclass(frozen=True)
class Photographs:
    """The source. Attributes as in ``sources.Source``; ``photographs`` are in the seed's order."""

    seed: int
    fingerprint: str
    photographs: tuple[GarmentRecord, ...] = field(repr=False)
    name: str = "photos"
    licence: str = _LICENCE

    @property
    def size(self) -> int:
        """Two records for each photograph: all of them first, then their mirror images."""
        return 2 * len(self.photographs)

    def record(self, index: int) -> Record:
        """Photograph ``index``, or the mirror image of photograph ``index - size // 2``."""
        mirrored = index >= len(self.photographs)
        photograph = self.photographs[index % len(self.photographs)]
        random = np.random.default_rng((self.seed, index))
        identity = f"photos-{self.seed}-{index:08d}"
        cutout = _read(photograph, identity)
        canvas = np.asarray(fit_to_canvas(cutout))
        label = category_of_label(photograph.label)
        note, measured, parts = _measure(cutout, canvas, label)
        if mirrored:  # after measuring, so that a photograph and its mirror image are the same garment
            cutout, canvas, parts = cutout.transpose(_MIRROR), canvas[:, ::-1], parts[:, ::-1]
        image = Image.fromarray(_on_white(canvas))
        hand = str(random.choice(list(HANDS)))
        captions = _captions(note, measured, label, photograph.kids, random)
        return Record(
            id=identity,
            index=index,
            source=self.name,
            licence=self.licence,
            split=photograph.split,
            group=f"contributor-{photograph.contributor}",
            image=image,
            captions=captions,
            noisy_captions=tuple(NoisyCaption.of(captions, number, random) for number in (0, len(captions) - 1)),
            sketch=sketch_photograph(image, canvas[..., 3], hand, random),
            sketch_hand=hand,
            swatch=_swatch(cutout, random),
            parts=parts,
            garments=(note,),
            mirrored=mirrored,
        )


def open_source(data: Path | str | None, seed: int) -> Photographs:
    """The photographs of a folder, in an order by the seed.

    Raises:
        InvalidInput: no folder was named, or it is of another kind.
    """
    if data is None:
        raise InvalidInput("The source photos needs --data, a folder of cut-out garment photographs.")
    records = sorted(read_records(data), key=lambda record: record.path.name)
    if not records:
        raise InvalidInput(f"There are no photographs in {data}.")
    for record in records:
        category_of_label(record.label)
    told = [[r.path.name, r.label, r.kids, r.contributor, r.path.stat().st_size] for r in records]
    fingerprint = hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]
    order = np.random.default_rng(seed).permutation(len(records))
    return Photographs(seed, fingerprint, tuple(records[int(i)] for i in order))


def _read(photograph: GarmentRecord, identity: str) -> Image.Image:
    try:
        with Image.open(photograph.path, formats=["WEBP", "PNG"]) as file:
            image = file.convert("RGBA")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise InvalidInput(f"Record {identity}: {photograph.path} cannot be read ({error}).") from error
    if image.getchannel("A").getextrema()[1] < _SURE:
        raise InvalidInput(f"Record {identity}: {photograph.path} shows no garment.")
    return image


def _on_white(canvas: np.ndarray) -> np.ndarray:
    """RGBA (H, W, 4) → RGB (H, W, 3)."""
    alpha = canvas[..., 3:] / 255.0
    return np.rint(canvas[..., :3] * alpha + 255.0 * (1.0 - alpha)).astype(np.uint8)


def _measure(
    cutout: Image.Image, canvas: np.ndarray, label: PhotographLabel
) -> tuple[GarmentNote, Measurements, np.ndarray]:
    """Attributes, the measurements that short captions are written from, and part masks."""
    matte = canvas[..., 3]
    measured = measure_garment(_on_white(canvas), matte, label)
    silhouette = measure_silhouette(matte >= _OPAQUE)
    sleeves = sleeve_length(silhouette, label.label)
    note = GarmentNote(
        category=label.name,
        kind=label.kind,
        length=garment_length(silhouette, label.label, label.kind),
        sleeve_length=sleeves,
        pattern=pattern_kind(cutout, label.label).kind,
        colours=measured.colours,
    )
    return note, measured, part_masks(silhouette, label.kind, sleeves != "sleeveless")


def _captions(
    note: GarmentNote, measured: Measurements, label: PhotographLabel, kids: bool, random: np.random.Generator
) -> tuple[Caption, ...]:
    """Short ones in the photographs' own words, and longer ones where the vocabulary has the category."""
    known = {"solid": "plain", "striped": "striped", "printed": "printed", "checked": ""}
    measured = replace(measured, pattern=known[note.pattern])
    short = [Caption(caption(label, measured, kids, random), (), "brief", "en") for _ in range(_SHORT_CAPTIONS)]
    if note.category not in CATEGORIES:
        return tuple(short)
    facts = GarmentFacts(
        note.category,
        note.colours,
        weave=_WEAVES.get(note.pattern, ""),
        length=note.length,
        sleeve_length=note.sleeve_length,
    )
    outfit = OutfitFacts((facts,), domain="photo")
    return (*short, *(write_caption(outfit, random, detail) for detail in _LONG_DETAILS))


def _swatch(cutout: Image.Image, random: np.random.Generator) -> Image.Image:
    pixels = np.asarray(cutout)
    square = cut_swatch(pixels[..., :3], pixels[..., 3] >= _SURE, random, SWATCH_SIZE[0])
    return Image.fromarray(square)
