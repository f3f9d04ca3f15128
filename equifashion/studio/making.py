"""Ideas from recipes: the one place where styles become pictures, whatever the idea's origin.

Whoever explores, mixes, edits, varies or inverts writes a recipe and has it made here, so that making it again
gives the same pixels by construction.
"""

import copy
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from equifashion.compositing.cladding import clothed, drawn_over, smoothed, tidied
from equifashion.design import DesignBrief, Idea, Recipe
from equifashion.design.edits import (
    Altered,
    Invert,
    Mix,
    Recolor,
    Sample,
    Steer,
    Vary,
    decode_array,
)
from equifashion.diffusion.fusion import plan_fusion
from equifashion.diffusion.sampler import refine
from equifashion.errors import InvalidInput
from equifashion.gan.mixing import blend_styles, truncated
from equifashion.gan.variation import moved_towards
from equifashion.garments.figure.stances import STANCES
from equifashion.imaging.canvas import CANVAS_SIZE
from equifashion.imaging.color_transfer import garment_color, garment_swatch
from equifashion.imaging.local_contrast import enhance_local_contrast
from equifashion.imaging.mask import mask_to_area, mask_to_image
from equifashion.imaging.pose import face_area
from equifashion.models.brief_encoder import BriefConditions, WordEncoder, encode_brief
from equifashion.models.codec import decode_to_images, encode_images
from equifashion.models.conditions import Conditions
from equifashion.models.generator import Generator
from equifashion.models.part_finder import PartRegions
from equifashion.prompts.presentation import wants_figure
from equifashion.studio.altering import Touches, altered_pictures, shows_finished
from equifashion.studio.components import Components
from equifashion.studio.cutting import Ground, drawn_from, recut_area, takes_worn_block
from equifashion.studio.maker import ALL_AIDS, Aids, Maker
from equifashion.studio.notices import Abilities, drafting_notices

_CLEARING = plan_fusion(steps=1, freedom=0.0)  # from half of the noise
_MEAN_CODES = 32  # codes averaged for the truncation centre
_CACHED_BRIEFS = 8 * len(STANCES)  # a figure's sheet takes as many as it shows stances


class IdeaMaker(Maker):
    """Makes ideas with the embedded generator.

    Attributes:
        parts: the networks.
        device, dtype: where and in which precision they compute.
        aids: what helps the networks.
        draws_flats: whether what lies flat is a drawing where the brief leaves it open.
    """

    def __init__(
        self,
        parts: Components,
        device: torch.device,
        dtype: torch.dtype,
        aids: Aids = ALL_AIDS,
        draws_flats: bool = True,
    ) -> None:
        self.parts, self.device, self.dtype = parts, device, dtype
        self.aids, self.draws_flats = aids, draws_flats
        self.hashes = parts.hashes
        self._words = WordEncoder(parts.text)
        self._conditions: OrderedDict[tuple[str, bool], BriefConditions] = OrderedDict()
        self._exact: Generator | None = None

    @property
    def exact_generator(self) -> Generator:
        """The generator in FP32, for gradients."""
        if self._exact is None:
            self._exact = copy.deepcopy(self.parts.generator).float()
        return self._exact

    def _make(self, recipe: Recipe, parents: list[Idea]) -> Idea:
        origin = recipe.edit
        assert recipe.is_draft, "finished designs are made by the refiner, and come as known ideas"
        if isinstance(origin, Recolor):
            return self.repainted(self.recoloured(parents[0].image, origin), recipe, parents[0])
        if isinstance(origin, Altered):
            *_, last = self.altering(recipe, parents)
            return self.repainted(last(), recipe, parents[0])
        told = self.told(recipe)
        given = told.given
        match origin:
            case Sample():
                styles = self.sample(given, origin.seed, origin.index, origin.truncation)
            case Mix():
                styles = blend_styles([parent.styles for parent in parents], origin.weights)
                if origin.truncation is not None:
                    styles = truncated(styles, self.centre(given), origin.truncation)
            case Steer():
                vectors = [move.amount * self._fitting(move.array(self.layers)) for move in origin.moves]
                styles = (parents[0].styles + np.sum(vectors, axis=0)).astype(np.float32)
            case Invert():
                styles = self._fitting(decode_array("styles", origin.styles, self.layers))
            case Vary():
                other = self.sample(given, origin.seed, origin.index, 1.0)
                styles = moved_towards(parents[0].styles, other, self.centre(given), origin.strength)
        latents = self.latents(styles, told)
        image = self.picture(latents, recipe)
        return Idea(image, recipe, latents[0].cpu().numpy(), styles)

    def picture(self, latents: Tensor, recipe: Recipe) -> Image.Image:
        """Latents (1, C, H/16, W/16) as a recipe's picture, in the very cloth that its brief gives or names, and
        where it shows a figure, drawn over in pencil."""
        return self._drawn_over(
            self.clad(decode_to_images(latents, self.parts.autoencoder)[0], recipe), recipe, False
        )

    def finished_picture(self, latents: Tensor, recipe: Recipe) -> Image.Image:
        """As ``picture``, but clarified, and drawn over in ink."""
        return self._drawn_over(
            self.clad(decode_to_images(latents, self.parts.autoencoder)[0], recipe), recipe, True
        )

    def _drawn_over(
        self, image: Image.Image, recipe: Recipe, finished: bool, ground: Ground | None = None
    ) -> Image.Image:
        if finished and self.aids.clarity:
            image = Image.fromarray(enhance_local_contrast(np.asarray(image)))
        ground = ground or self._drawn_from(recipe)
        block = ground.lying if ground.drawn else ground.worn
        return drawn_over(image, recipe, block, finished) if self.aids.ink and block is not None else image

    def clad(self, image: Image.Image, recipe: Recipe) -> Image.Image:
        """A picture with its clothes mended, and in the cloth that a recipe's brief gives or names."""
        return self._laid(self._mended(image, recipe), recipe)

    def _mended(
        self,
        image: Image.Image,
        recipe: Recipe,
        dye: tuple[int, int, int] | None = None,
        ground: Ground | None = None,
    ) -> Image.Image:
        """A picture that was drawn along a block, mended: as ``smoothed`` or ``tidied`` does it."""
        ground = ground or self._drawn_from(recipe)
        if not self.aids.mending:
            return image
        if ground.worn is not None:
            return tidied(image, recipe, ground.worn)
        return image if ground.lying is None else smoothed(image, recipe, ground.lying.cloth, dye, ground.drawn)

    def _laid(self, image: Image.Image, recipe: Recipe, ground: Ground | None = None) -> Image.Image:
        """A picture with its clothes in the cloth that a recipe's brief gives or names, as ``cladding`` lays it."""
        if not self.aids.laying:
            return image
        worn = self.draws_figures and wants_figure(recipe.brief())
        regions = None if self.parts.segmenter is None else PartRegions(self.parts.segmenter)
        ground = ground or self._drawn_from(recipe)
        if not worn:
            return clothed(image, recipe, False, regions, block=ground.lying if ground.drawn else None)
        if ground.worn is not None:
            return clothed(image, recipe, True, regions, block=ground.worn)
        return clothed(image, recipe, True, regions, self.told(recipe).halves)

    def altering(self, recipe: Recipe, parents: Sequence[Idea]) -> Iterator[Callable[[], Image.Image]]:
        """An ``Altered`` recipe's picture step by step, as ``altered_pictures`` gives it."""
        ground, (first, *others) = self._drawn_from(recipe), parents
        shown = others[0].recipe if others else recipe  # where nothing is locked
        brief, dye, start, along = ground.brief, None, None, ground.worn or ground.lying
        recut = None if not recipe.edit.attribute else self.recut_area(first.recipe, recipe.prompt)
        redressed = ground.worn is not None and recut is not None and recut.any()
        if brief.fabric is None and recipe.edit.attribute and not redressed:
            brief = replace(brief, fabric=garment_swatch(first.image))  # the cloth stays: it is its own swatch
        conditions = self.conditions(brief, ground.worn and ground.worn.lower)
        if others and (along is None or isinstance(shown.edit, Altered | Recolor)):  # styles do not tell all
            start = torch.from_numpy(others[0].latent)[None].to(self.device)
        elif others or ground.lying is not None or redressed:  # begun with the same style in the new cut
            start = self.latents((first, *others)[-1].styles, conditions.to(self.dtype))
        if ground.lying is not None and not others:
            dye = garment_color(first.image)
        touches = Touches(
            partial(self._mended, recipe=shown, dye=dye, ground=ground),
            partial(self._laid, recipe=shown, ground=ground),
            partial(self._drawn_over, recipe=shown, finished=shows_finished(first.recipe), ground=ground),
            ground.worn,
        )
        return altered_pictures(
            recipe, first.image, start, self.parts, conditions, self.device, self.dtype, touches
        )

    def repainted(self, image: Image.Image, recipe: Recipe, parent: Idea) -> Idea:
        """An idea whose picture was worked on: the parent's styles beneath, a latent of the new picture."""
        seen = image if image.size == CANVAS_SIZE else image.resize(CANVAS_SIZE, Image.Resampling.LANCZOS)
        return Idea(image, recipe, encode_images([seen], self.parts.autoencoder)[0].cpu().numpy(), parent.styles)

    @property
    def layers(self) -> int:
        """How many style vectors a design has."""
        return self.parts.generator.config.style_layers

    def _fitting(self, array: np.ndarray) -> np.ndarray:
        wanted = (self.layers, self.parts.generator.config.style_dim)
        if array.shape != wanted:
            raise InvalidInput(f"This generator's styles are of shape {wanted}; the recipe's are {array.shape}.")
        return array

    @torch.no_grad()
    def latents(self, styles: np.ndarray, told: BriefConditions) -> Tensor:
        """Styles (layers, w) → normalised latents (1, C, H/16, W/16), float32.

        What a generator with a layout draws is cleared by one call of the denoiser: it stands for what the
        denoiser would draw from the layout's noise, so that, half-way back in that very noise, the denoiser takes
        its own path up again and adds the folds and edges that one pass of the generator leaves out.
        """
        parts = self.parts
        rows = torch.from_numpy(styles)[None].to(self.device, self.dtype)
        drawn, *lower = (parts.generator.synthesize(rows, conditions).float() for conditions in told.placed)
        if lower:
            drawn = told.halves.blend(drawn, *lower)
        if parts.generator.spatial_noise is None:
            return drawn
        noise = parts.generator.spatial_noise.noise(rows[:, 0])
        [step] = refine(drawn, noise, told, parts.denoiser, parts.scheduler, _CLEARING, guidance=1.0)
        return step.clean

    @torch.no_grad()
    def sample(self, given: Conditions, seed: int, index: int, truncation: float) -> np.ndarray:
        """Styles of the ``index``-th code of a seed, (layers, w).

        Codes are drawn one at a time, so that no idea depends on how many were asked for.
        """
        code = self.parts.generator.sample_z(1, seed, first=index).to(self.device, self.dtype)
        styles = self.parts.generator.styles(code, given)
        centre = self._centre(given)
        return _array(centre + truncation * (styles - centre))

    def centre(self, given: Conditions) -> np.ndarray:
        """Average styles under a brief, (layers, w)."""
        return _array(self._centre(given))

    @torch.no_grad()
    def _centre(self, given: Conditions) -> Tensor:
        generator = self.parts.generator
        spread = generator.sample_z(_MEAN_CODES, seed=0).to(self.device, self.dtype)
        return generator.styles(spread, given.repeat(_MEAN_CODES)).mean(dim=0, keepdim=True)

    @property
    def draws_figures(self) -> bool:
        """As ``Maker.draws_figures``: whoever learned poses learned them on figures."""
        return self.parts.conditions.config.pose_learned

    def notices(self, brief: DesignBrief, finished_elsewhere: bool) -> tuple[str, ...]:
        """As ``Maker.notices``."""
        able = Abilities(self.draws_figures, self.aids.laying, self.parts.segmenter is not None)
        return drafting_notices(brief, able, finished_elsewhere)

    def brief(self, recipe: Recipe) -> DesignBrief:
        """What an idea is drawn from: its recipe's brief, and where it leaves them open, a stance and a cut.

        A garment that nobody sketched is drawn along a cutting block, if possible also on a figure, and a figure
        that nobody posed strikes a stance of its own. They belong to the place on the contact sheet that the
        idea descends from. What was found for a picture has none: it shows how the garment lies, or its figure
        stands.
        """
        return self._drawn_from(recipe).brief

    def _drawn_from(self, recipe: Recipe) -> Ground:
        return drawn_from(recipe, self.draws_figures, self.aids.blocks, self.draws_flats)

    def recut_area(self, recipe: Recipe, prompt: str) -> np.ndarray | None:
        """As ``cutting.recut_area``; None also where no blocks are cut."""
        return recut_area(recipe, prompt, self.draws_figures) if self.aids.blocks else None

    def altered_area(self, recipe: Recipe, prompt: str, found: np.ndarray) -> np.ndarray:
        """Where a picture changes with its words, (H, W) bool.

        Args:
            recipe: of the picture.
            prompt: the new words.
            found: (H, W) bool, where the picture itself shows what changes: it counts where no block tells, except
                for the face of a figure.

        Raises:
            InvalidInput: the words change nothing on a figure, which is drawn along its block alone.
        """
        size, recut = found.shape[::-1], self.recut_area(recipe, prompt)
        if recut is not None and recut.any():
            return mask_to_area(mask_to_image(recut), size)
        if recut is not None and takes_worn_block(recipe.brief(), self.draws_figures):
            raise InvalidInput(
                "On the figure this would change nothing: the garment is like that already, or its kind is not "
                "drawn so on figures. Please lay it flat, or brush over the place."
            )
        pose = self._drawn_from(recipe).brief.pose
        held = found if pose is None else found & ~face_area(pose, size)
        return held if held.any() else found

    def told(self, recipe: Recipe) -> BriefConditions:
        """What an idea is drawn from as conditions, in the studio's precision.

        What was found for a picture was found under the whole brief, and stays under it.
        """
        ground = self._drawn_from(recipe)
        conditions = self.conditions(ground.brief, ground.worn and ground.worn.lower).to(self.dtype)
        placed = self.aids.halves and not isinstance(recipe.founder, Invert)
        return conditions if placed else conditions.whole()

    def conditions(self, brief: DesignBrief, lower: np.ndarray | None = None) -> BriefConditions:
        """Conditions of a brief, from the cache where possible; arguments as of ``encode_brief``."""
        key = Recipe.for_idea(brief, 0, 0, 0.0, "", {}, "").sha256, lower is None
        if key in self._conditions:
            self.cache_hits += 1
            self._conditions.move_to_end(key)
        else:
            self.cache_misses += 1
            self._conditions[key] = encode_brief(brief, self._words, self.parts.conditions, lower)
            while len(self._conditions) > _CACHED_BRIEFS:
                self._conditions.popitem(last=False)
        return self._conditions[key]


def _array(styles: Tensor) -> np.ndarray:
    """(1, layers, w) in any precision and place → (layers, w) float32."""
    return styles[0].float().cpu().numpy()
