"""What every call of a studio rests on: ideas made from checked recipes, and what was painted on them."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import torch

from equifashion.design import Design, DesignBrief, Edit, Idea, Inpaint, Recipe, Recolor, Upscale
from equifashion.design.stored import encode_picture, stored_size
from equifashion.errors import CheckpointError, InvalidInput
from equifashion.gan.directions import Directions
from equifashion.imaging.mask import mask_to_image
from equifashion.imaging.part_finder import OutlineRegions, RegionFinder
from equifashion.models.part_finder import PartRegions
from equifashion.prompts.presentation import wants_figure
from equifashion.studio.components import Components
from equifashion.studio.enlarging import Enlarger
from equifashion.studio.finishing import EmbeddedFinisher, Finisher
from equifashion.studio.maker import Maker
from equifashion.studio.making import IdeaMaker
from equifashion.studio.presets import StudioPreset

MAX_COUNT = 64  # ideas of one call


class StudioBase(ABC):
    """One loaded preset: its maker of drafts, its finisher, and the lock under which either works.

    Each kind of call is a class of its own on top of this one; ``Studio`` is all of them together. For them:
    ``_maker`` makes drafts, ``_finisher`` finishes them, ``_directions`` and ``_enlarger`` may be None, and
    ``_working`` is held around every piece of work by who calls the maker; ``_made`` and the finisher hold it
    themselves.

    Attributes:
        preset: its table row.
        device, dtype: where and in which precision it computes.
        regions: finds parts of garments: the part segmenter where the weights have one, else the outline.
    """

    def __init__(
        self,
        preset: StudioPreset,
        components: Components | Maker,
        device: torch.device,
        dtype: torch.dtype,
        directions: Directions | None = None,
        create_finisher: Callable[[threading.Lock], Finisher] | None = None,
        enlarger: Enlarger | None = None,
    ) -> None:
        """
        Args:
            preset: table row.
            components: the embedded networks; or another maker of drafts.
            device, dtype: as the attributes.
            directions: found in the generator's weights.
            create_finisher: given the studio's lock; None finishes with the embedded refiner.
            enlarger: of pictures to twice their size; None refuses to.
        """
        self.preset = preset
        self.device, self.dtype = device, dtype
        self._maker = (
            components
            if isinstance(components, Maker)
            else IdeaMaker(components, device, dtype, draws_flats=preset.hub is None)
        )
        self._directions = directions
        self._enlarger = enlarger
        segmenter = components.segmenter if isinstance(components, Components) else None
        self.regions: RegionFinder = OutlineRegions() if segmenter is None else PartRegions(segmenter)
        self._working = threading.Lock()
        if create_finisher is not None:
            self._finisher = create_finisher(self._working)
        else:
            self._finisher = EmbeddedFinisher(preset, self._styled(), self._working)

    def _styled(self) -> IdeaMaker:
        """The maker, where ideas have styles.

        Raises:
            InvalidInput: this preset's have none.
        """
        if not isinstance(self._maker, IdeaMaker):
            raise InvalidInput(
                f"The ideas of the preset {self.preset.name!r} have no styles: they cannot be mixed, varied, "
                f"edited along directions or found for a picture. Regions of finished designs can be drawn anew "
                f"instead."
            )
        return self._maker

    @property
    def cache_hits(self) -> int:
        """How often a brief's conditions were found rather than encoded."""
        return self._maker.cache_hits

    @property
    def cache_misses(self) -> int:
        """How often a brief's conditions had to be encoded."""
        return self._maker.cache_misses

    @property
    def encodings(self) -> dict[str, tuple[int, int]]:
        """What finishing encoded: name → (times computed, times reused); empty for the embedded preset."""
        return self._finisher.counts

    @property
    def draws_figures(self) -> bool:
        """Whether the look ``"figure"`` can be had: an outfit on a figure, in drafts or once it is finished."""
        return self._maker.draws_figures or self._finisher.draws_figures

    @property
    def device_kind(self) -> str:
        """Device and precision, e.g. ``"cpu-bfloat16"``: recipes rebuild the same pixels on the same kind."""
        return f"{self.device.type}-{str(self.dtype).removeprefix('torch.')}"

    @property
    def weights(self) -> dict[str, str]:
        """Weights file name → SHA-256."""
        return dict(self._maker.hashes)

    def notices(self, brief: DesignBrief) -> tuple[str, ...]:
        """What will not be done of a brief, and why, in plain sentences."""
        found = self._maker.notices(brief, self.preset.hub is not None) + self._finisher.notices(brief)
        if brief.pose is not None and brief.followed_pose is None:
            found += ("The garment is laid flat, as was chosen, so the pose will not change the picture.",)
        return found

    @abstractmethod
    def rebuild(self, recipe: Recipe) -> Design | Idea:
        """Make the same pixels again from a recipe alone; here for regions of finished designs."""

    def _check_recipe(self, recipe: Recipe) -> None:
        """Raise CheckpointError for a recipe of another preset or of other weights."""
        if recipe.preset != self.preset.name:
            raise CheckpointError(
                f"This recipe was made with the preset {recipe.preset!r}; this studio runs {self.preset.name!r}."
            )
        if recipe.weights != self._maker.hashes:
            changed = sorted(
                name for name in recipe.weights if recipe.weights[name] != self._maker.hashes.get(name)
            )
            raise CheckpointError(
                f"This recipe was made with other weights ({', '.join(changed) or 'more files'} differ), so the "
                f"same picture cannot be made again. Its brief can still be explored afresh."
            )

    def _made(self, recipe: Recipe, *known: Idea) -> Idea:
        """The idea of a draft's recipe; known ideas are not made again."""
        made = {idea.recipe.sha256: idea for idea in known}
        for ancestor in recipe.ancestry():  # finished designs are made by the refiner, not by the maker
            if isinstance(ancestor.edit, Inpaint) and not ancestor.edit.by_finisher and ancestor.sha256 not in made:
                finished = ancestor.edit.parents[0]
                if not finished.is_draft and finished.sha256 not in made:
                    made[finished.sha256] = self._as_idea(self.rebuild(finished))
        with self._working:
            return self._maker.make(recipe, made)

    def _as_idea(self, work: Idea | Design) -> Idea:
        """An idea to work on the picture of: of a finished design, its picture on its draft's styles."""
        if isinstance(work, Idea):
            return work
        draft = self._made(draft_recipe(work.recipe))
        return Idea(work.image, work.recipe, draft.latent, draft.styles)

    def _derived(self, first: Idea, origin: Edit, *known: Idea) -> Idea:
        """The idea that an origin makes of a first one, under its brief."""
        return self._made(first.recipe.derive(origin, self.device_kind), first, *known)

    def _worn(self, work: Idea | Design) -> str | None:
        """Where the garment of a figure is, as recipes keep masks; None where nobody wears it."""
        if not wants_figure(work.recipe.brief()):
            return None
        area = self.regions.clothes(np.asarray(work.image.convert("RGB")))
        return encode_picture(mask_to_image(area).resize(stored_size(work.image.size))) if area.any() else None

    def _bare(self, idea: Idea) -> Idea:
        """The idea beneath what was painted on it, colours and regions."""
        paint = idea.recipe.edit
        if isinstance(paint, Recolor):
            return self._bare(self._made(paint.parent))
        if isinstance(paint, Inpaint) and not paint.by_finisher:
            return self._bare(self._made(draft_recipe(paint.parents[0])))
        return idea

    def _painted(self, recipe: Recipe, bare: Idea) -> Idea:
        """A bare idea with all that a recipe paints, the innermost first."""
        paint = recipe.edit
        if isinstance(paint, Recolor):
            beneath = self._painted(paint.parent, bare)
            mask = paint.mask
            if mask is not None and mask == self._worn(self._made(paint.parent)):
                mask = self._worn(beneath)  # found, not brushed: on another shape it is another
            return self._derived(beneath, Recolor(beneath.recipe, paint.palette, mask))
        if isinstance(paint, Inpaint) and not paint.by_finisher:
            beneath = self._painted(draft_recipe(paint.parents[0]), bare)
            origin = replace(paint, parents=(beneath.recipe, *paint.parents[1:]))
            return self._made(replace(beneath.recipe, prompt=recipe.prompt, edit=origin), beneath)
        return bare


def draft_recipe(recipe: Recipe) -> Recipe:
    """The recipe of the draft whose styles lie beneath a finished design."""
    if isinstance(recipe.edit, Recolor | Upscale) and not recipe.is_draft:
        return draft_recipe(recipe.edit.parent)
    return replace(recipe, steps=None, freedom=None, guidance=None)
