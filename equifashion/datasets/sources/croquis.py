"""Source: croquis, drawn outfits on drawn figures, of which everything is known because it was chosen.

Needs no data, has as many records as one likes, and holds skin tones, body shapes, presentations and categories in
equal numbers. A tenth is held out, by a hash of seed and number.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from equifashion.datasets.captions.grammar import write_caption
from equifashion.datasets.captions.outfits import facts_of_outfit
from equifashion.datasets.captions.writing import Caption
from equifashion.datasets.record import SWATCH_SIZE, FigureNote, GarmentNote, NoisyCaption, Record
from equifashion.datasets.splits import split_by_hash
from equifashion.errors import InvalidInput
from equifashion.garments.on_figure.croquis import Composition, create_scene
from equifashion.garments.on_figure.outfit import Outfit
from equifashion.garments.scene.render import render_image, render_parts, render_sketch
from equifashion.garments.scene.sketching import HANDS
from equifashion.garments.textiles import main_colours, swatch

_LICENCE = "MIT"  # drawn by this project's own code
_HELD_OUT_PERCENT = 10
_WORDINGS = (("brief", "en"), ("medium", "en"), ("full", "en"), ("full", "en"), ("full", "vi"))
_NOISY = (1, 2)  # captions of which a noisy version is kept
_SALT = 101  # keeps the captions' random numbers apart from the drawing's


@dataclass(frozen=True)
class Croquis:
    """The source. Attributes as in ``sources.Source``."""

    seed: int
    name: str = "croquis"
    licence: str = _LICENCE
    fingerprint: str = ""
    size: int | None = None

    def record(self, index: int) -> Record:
        """Draw croquis ``index``."""
        composition = create_scene(index, self.seed)
        random = np.random.default_rng((self.seed, index, _SALT))
        identity = f"croquis-{self.seed}-{index:08d}"
        hand = str(random.choice(list(HANDS)))
        captions = _captions(composition, random)
        scene, outfit = composition.scene, composition.outfit
        return Record(
            id=identity,
            index=index,
            source=self.name,
            licence=self.licence,
            split=_split(identity),
            group=identity,
            image=render_image(scene),
            captions=captions,
            noisy_captions=tuple(NoisyCaption.of(captions, number, random) for number in _NOISY),
            sketch=render_sketch(scene, hand, random),
            sketch_hand=hand,
            swatch=swatch(outfit.garments[outfit.main].fabric, SWATCH_SIZE[0]),
            pose=scene.pose,
            parts=render_parts(scene),
            garments=_notes(outfit),
            figure=_figure(composition),
        )


def open_source(data: Path | str | None, seed: int) -> Croquis:
    """The croquis of a seed.

    Raises:
        InvalidInput: data were named; croquis are drawn from nothing.
    """
    if data is not None:
        raise InvalidInput(f"The source croquis draws everything itself; got --data {data}.")
    return Croquis(seed)


def _split(identity: str) -> str:
    return split_by_hash(identity, _HELD_OUT_PERCENT)


def _captions(composition: Composition, random: np.random.Generator) -> tuple[Caption, ...]:
    facts = facts_of_outfit(composition.outfit, composition.figure, composition.stance, random)
    return tuple(write_caption(facts, random, detail, language) for detail, language in _WORDINGS)


def _notes(outfit: Outfit) -> tuple[GarmentNote, ...]:
    return tuple(
        GarmentNote(
            category=garment.category,
            kind=garment.kind,
            length=garment.length,
            sleeve_length=garment.sleeve_length or "",
            sleeve_type=garment.sleeve_type or "",
            collar=garment.collar or "",
            hem=garment.hem or "",
            silhouette=garment.silhouette,
            fit=garment.fit if garment.kind in ("dress", "one-piece") else "",
            pattern=garment.fabric.weave,
            colours=main_colours(garment.fabric),
            main=number == outfit.main,
        )
        for number, garment in enumerate(outfit.garments)
    )


def _figure(composition: Composition) -> FigureNote:
    figure = composition.figure
    return FigureNote(figure.skin_tone, figure.shape, figure.presentation, figure.hair, composition.stance.name)
