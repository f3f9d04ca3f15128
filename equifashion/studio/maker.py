"""What makes ideas of recipes, whichever networks draw them, and what may help the networks."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from PIL import Image

from equifashion.design import DesignBrief, Idea, Recipe
from equifashion.design.edits import Recolor
from equifashion.design.stored import stored_picture
from equifashion.imaging.mask import mask_to_area
from equifashion.imaging.recolor import garment_area, recolor


class Maker(ABC):
    """Makes ideas from recipes. Not for several threads at once: the studio takes turns.

    Attributes:
        hashes: weights file → SHA-256, for recipes.
        cache_hits, cache_misses: how often a brief's conditions were found or had to be encoded.
    """

    hashes: dict[str, str]
    cache_hits = cache_misses = 0

    def make(self, recipe: Recipe, known: Mapping[str, Idea] | None = None) -> Idea:
        """The idea of a draft's recipe.

        Args:
            recipe: its ancestors are made first, each once.
            known: recipe SHA-256 → ideas that were made already.

        Raises:
            InvalidInput: a stored picture or array is damaged or of another generator.
        """
        made = dict(known or {})
        waiting = [recipe]
        while waiting:
            current = waiting[-1]
            missing = [parent for parent in current.edit.parents if parent.sha256 not in made]
            if current.sha256 not in made and not missing:
                made[current.sha256] = self._make(current, [made[p.sha256] for p in current.edit.parents])
            if missing:
                waiting += missing
            else:
                waiting.pop()
        return made[recipe.sha256]

    @abstractmethod
    def _make(self, recipe: Recipe, parents: list[Idea]) -> Idea: ...

    @property
    @abstractmethod
    def draws_figures(self) -> bool:
        """Whether drafts can show a figure that wears the outfit."""

    @abstractmethod
    def notices(self, brief: DesignBrief, finished_elsewhere: bool) -> tuple[str, ...]:
        """What drafts cannot show of a brief, in plain sentences.

        Args:
            brief: the brief.
            finished_elsewhere: whether another model finishes, which may know more.
        """

    def recoloured(self, image: Image.Image, origin: Recolor) -> Image.Image:
        """A picture in the colours of an origin."""
        pixels = np.asarray(image.convert("RGB"))
        if origin.mask is None:
            area = garment_area(pixels)
        else:
            area = mask_to_area(stored_picture("mask", origin.mask), image.size)
        return Image.fromarray(recolor(pixels, np.array(origin.palette), area))


@dataclass(frozen=True)
class Aids:
    """What helps the networks to draw what they are told.

    Attributes:
        halves: outfits of two halves are told in halves, each where it is worn.
        blocks: garments that nobody sketched are drawn along cutting blocks.
        mending: garments drawn along them are mended.
        laying: the very cloth that a brief gives or names is laid over the garment that was drawn after it.
        clarity: finished pictures get clear folds and seams.
        ink: figures are drawn over in the lines of their blocks, and drawings of what lies flat.
    """

    halves: bool = True
    blocks: bool = True
    mending: bool = True
    laying: bool = True
    clarity: bool = True
    ink: bool = True


ALL_AIDS = Aids()
