"""A source of tiny drawn records with every modality, for tests of storing and building."""

import hashlib
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from equifashion.datasets.captions.corruption import Corruption
from equifashion.datasets.captions.writing import Caption, CaptionPhrase
from equifashion.datasets.record import FigureNote, GarmentNote, NoisyCaption, Record
from equifashion.errors import InvalidInput
from equifashion.imaging.pose import Pose
from equifashion.vocabulary import COLOURS
from equifashion.vocabulary.phrases import Word
from tests.support.drawn_garments import OUTLINES

_SHAPES, _PRESENTATIONS = ("straight", "pear"), ("feminine", "masculine")


@dataclass(frozen=True)
class DrawnSource:
    """Polygons in one colour. ``fails_at`` names a record that cannot be made."""

    seed: int = 3
    size: int | None = None
    name: str = "drawn"
    licence: str = "CC0-1.0"
    fingerprint: str = ""
    fails_at: int = -1

    def record(self, index: int) -> Record:
        if index == self.fails_at:
            raise InvalidInput(f"Record {index}: its picture cannot be read.")
        random = np.random.default_rng((self.seed, index))
        label = list(OUTLINES)[index % len(OUTLINES)]
        colour = str(random.choice(list(COLOURS)))
        mask = Image.new("L", (256, 384))
        left, top = random.integers(10, 60, 2)
        corners = [(left + x * 170, top + y * 300) for x, y in OUTLINES[label]]
        ImageDraw.Draw(mask).polygon(corners, fill=1)
        parts = np.asarray(mask) * np.uint8(4)
        image = Image.new("RGB", mask.size, "white")
        image.paste(COLOURS[colour], (0, 0, *mask.size), Image.fromarray(np.asarray(mask) * np.uint8(255)))
        sketch = Image.new("L", mask.size, 255)
        ImageDraw.Draw(sketch).polygon(corners, outline=0)
        text = f"a {colour} {label.lower()}"
        noun = Word(label.lower(), 3 + len(colour), len(text), (("category", label),))
        adjective = Word(colour, 2, 2 + len(colour), (("colour", colour),))
        phrase = CaptionPhrase(noun, (adjective,), 0, ("bodice",))
        dropped = Corruption("drop", 2, f"{colour} ", "")
        group = hashlib.sha256(f"{self.seed}/{index // 2}".encode()).hexdigest()[:8]
        return Record(
            id=f"drawn-{self.seed}-{index:08d}",
            index=index,
            source=self.name,
            licence=self.licence,
            split="test" if int(group, 16) % 4 == 0 else "train",
            group=group,
            image=image,
            captions=(Caption(text, (phrase,), "full", "en"), Caption(label.lower(), (), "brief", "en")),
            noisy_captions=(NoisyCaption(f"a {label.lower()}", 0, (dropped,)), NoisyCaption(label.lower(), 1)),
            sketch=sketch,
            sketch_hand="clean",
            swatch=Image.new("RGB", (128, 128), COLOURS[colour]),
            pose=None if index % 5 == 4 else Pose(tuple((0.2 + 0.03 * i, 0.1 + 0.04 * i, 1.0) for i in range(18))),
            parts=parts,
            garments=(GarmentNote(label.lower(), "dress", colours=(colour,), pattern="plain"),),
            figure=FigureNote(1 + index % 10, _SHAPES[index % 2], _PRESENTATIONS[index // 2 % 2]),
        )
