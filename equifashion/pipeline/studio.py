"""The studio: explore a brief with the generator, derive ideas from ideas, finish a pick with the refiner.

Every idea and design is made from its recipe, so that ``rebuild`` gives the same pixels whatever its origin.
"""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
import torch
from PIL import Image

from equifashion.design import Design, DesignBrief, FinishStep, Idea, Recipe
from equifashion.design.checks import encode_picture
from equifashion.design.origin import Edited, Inverted, Mixed, Move, Origin, Recoloured, Redrawn, encode_array
from equifashion.design.recipe import MAX_SEED, stored_picture
from equifashion.errors import CheckpointError, InvalidInput
from equifashion.ideation.directions import Direction, Directions
from equifashion.ideation.inversion import InversionSettings, Reconstruction
from equifashion.ideation.mix import LayerAmount, Weights, group_weights, pair_weights
from equifashion.imaging.cutout import cut_out
from equifashion.imaging.opening import PictureSource, open_image
from equifashion.imaging.region import blend_region
from equifashion.pipeline.arguments import number, whole
from equifashion.pipeline.components import Components
from equifashion.pipeline.finishing import EmbeddedFinisher, Finisher
from equifashion.pipeline.making import IdeaMaker, Maker
from equifashion.pipeline.palettes import Colourway, read_colourways
from equifashion.pipeline.presets import StudioPreset
from equifashion.pipeline.redrawing import freedom_of, redrawn_recipe, stored_mask
from equifashion.pipeline.searching import (
    InvertStep,
    inverted_origin,
    measure_reconstruction,
    search_picture,
    search_variations,
)

MAX_COUNT = 64
MAX_DISTANCE = 100.0  # black against white, in the picture distance
_STRIP = 7  # pictures along a direction


class Studio:
    """One loaded preset. Safe to call from several threads: work is done one piece at a time.

    Attributes:
        preset: its table row.
        device, dtype: where and in which precision it computes.
    """

    def __init__(
        self,
        preset: StudioPreset,
        components: Components | Maker,
        device: torch.device,
        dtype: torch.dtype,
        directions: Directions | None = None,
        create_finisher: Callable[[threading.Lock], Finisher] | None = None,
    ) -> None:
        """
        Args:
            preset: table row.
            components: the embedded networks; or another maker of drafts.
            device, dtype: as the attributes.
            directions: found in the generator's weights.
            create_finisher: given the studio's lock; None finishes with the embedded refiner.
        """
        self.preset = preset
        self.device, self.dtype = device, dtype
        self._maker = components if isinstance(components, Maker) else IdeaMaker(components, device, dtype)
        self._directions = directions
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
    def device_kind(self) -> str:
        """Device and precision, e.g. ``"cpu-bfloat16"``: recipes rebuild the same pixels on the same kind."""
        return f"{self.device.type}-{str(self.dtype).removeprefix('torch.')}"

    @property
    def weights(self) -> dict[str, str]:
        """Weights file name → SHA-256."""
        return dict(self._maker.hashes)

    def explore(
        self, brief: DesignBrief, count: int = 8, seed: int = 0, truncation: float | None = None
    ) -> list[Idea]:
        """A contact sheet of variants for one brief, by the generator.

        Args:
            brief: what to design.
            count: 1–64.
            seed: 0–2³¹−1; idea number i of a seed is the same whatever the count.
            truncation: ψ ≥ 0; smaller is closer to the brief's average; None takes the preset's.

        Raises:
            InvalidInput: a value is out of range.
        """
        count = whole("count", count, 1, MAX_COUNT)
        seed = whole("seed", seed, 0, MAX_SEED)
        truncation = self.preset.truncation if truncation is None else truncation
        first = Recipe.for_idea(brief, seed, 0, truncation, self.preset.name, self._maker.hashes, self.device_kind)
        return [self._made(first.at_index(index)) for index in range(count)]

    def _made(self, recipe: Recipe, *known: Idea) -> Idea:
        with self._working:
            return self._maker.make(recipe, {idea.recipe.sha256: idea for idea in known})

    def _derived(self, first: Idea, origin: Origin, *known: Idea) -> Idea:
        return self._made(first.recipe.derived(origin, self.device_kind), first, *known)

    def mix(
        self,
        a: Idea,
        b: Idea,
        structure: float = 0.5,
        style: float = 0.5,
        *,
        layers: Sequence[LayerAmount] = (),
        truncation: float | None = None,
    ) -> Idea:
        """An idea between two: the cut of one with the cloth of another, or anything in between.

        Words, sketch, pose and swatch reach the generator at every layer, apart from the styles, and only one
        brief can be followed there. It is the first idea's: that is the one being changed, so amounts of 0 give
        it back exactly, and what was asked for it still holds. Amounts of 1 give the second one's styles under
        that brief: its very picture if both were made for the same brief.

        Args:
            a, b: drafts. Other colours painted on one are not mixed, only the styles beneath.
            structure: amount of b in the structure layers, 0–1.
            style: amount of b in the style layers, 0–1. Structure 0 with style 1 is appearance transfer.
            layers: amounts for ranges of layers, above the two.
            truncation: how far from the brief's average the mix may lie, ≥ 0; None leaves it where it is.

        Raises:
            InvalidInput: an amount or a layer is out of range.
            CheckpointError: an idea was made with other weights.
        """
        return self._mixed(
            [a, b], pair_weights(self._styled().parts.generator.config, structure, style, layers), truncation
        )

    def blend(self, parts: Sequence[tuple[Idea, float, float]], truncation: float | None = None) -> Idea:
        """An idea among several.

        Args:
            parts: 2–16 of (draft, its weight in structure, its weight in style); weights ≥ 0 of any sum. The
                first draft's brief is the child's, as in ``mix``.
            truncation: as in ``mix``.

        Raises:
            InvalidInput, CheckpointError: as in ``mix``.
        """
        ideas = [idea for idea, _, _ in parts]
        weights = group_weights(
            self._styled().parts.generator.config, [part[1] for part in parts], [part[2] for part in parts]
        )
        return self._mixed(ideas, weights, truncation)

    def mixing_matrix(self, rows: Sequence[Idea], columns: Sequence[Idea]) -> list[list[Idea]]:
        """Every row's structure in every column's style; briefs are the rows'."""
        return [[self.mix(row, column, structure=0.0, style=1.0) for column in columns] for row in rows]

    def _mixed(self, ideas: list[Idea], weights: Weights, truncation: float | None) -> Idea:
        for idea in ideas:
            self._check_recipe(idea.recipe)
        return self._derived(ideas[0], Mixed(tuple(idea.recipe for idea in ideas), weights, truncation), *ideas)

    def directions(self) -> dict[str, Direction]:
        """Name → direction, of those found in this generator's weights; empty if none were looked for."""
        return {} if self._directions is None else {entry.name: entry for entry in self._directions.entries}

    def edit(self, idea: Idea, amounts: Mapping[str, float], own: Sequence[Direction] = ()) -> Idea:
        """An idea moved along directions; other colours painted on it are painted on again.

        Args:
            idea: a draft.
            amounts: name → how far, −100 to 100; ``Direction.safe`` tells where designs stay designs.
            own: a designer's own directions, which may stand for shipped ones of the same name.

        Raises:
            InvalidInput: an unknown name, or an amount out of range.
        """
        self._styled()
        self._check_recipe(idea.recipe)
        known = self.directions() | {direction.name: direction for direction in own}
        if unknown := [name for name in amounts if name not in known]:
            raise InvalidInput(f"There is no direction {unknown[0]!r}; choose from {sorted(known)}.")
        moves = tuple(
            Move(name, amount, encode_array(known[name].vector)) for name, amount in amounts.items() if amount != 0
        )
        if not moves:
            return idea
        return self._beneath_paint(idea, lambda bare: [self._derived(bare, Edited(bare.recipe, moves))])[0]

    def traverse(
        self, idea: Idea, name: str, amounts: Sequence[float] | None = None, own: Sequence[Direction] = ()
    ) -> list[Idea]:
        """An idea at several places along a direction; without amounts, evenly over the direction's safe ones."""
        known = self.directions() | {direction.name: direction for direction in own}
        if amounts is None and name in known:
            amounts = [float(amount) for amount in np.linspace(*known[name].safe, _STRIP)]
        return [self.edit(idea, {name: amount}, own) for amount in amounts or (0.0,)]

    def inverting(
        self,
        picture: PictureSource,
        prompt: str | DesignBrief = "garment",
        mask: PictureSource | np.ndarray | None = None,
        settings: InversionSettings | None = None,
    ) -> Iterator[InvertStep]:
        """Find the styles of a garment in a picture, one step at a time; closing the iterator stops the search.

        Args:
            picture: photograph of a garment; its ground is taken away.
            prompt: what it shows, or a whole brief; the styles are found, and later edited, under it.
            mask: where the garment is, if the ground cannot be told from it.
            settings: of the search.

        Yields:
            Steps; the last one carries the idea.

        Raises:
            InvalidInput: no garment is found, or the prompt cannot be used.
        """
        brief = prompt if isinstance(prompt, DesignBrief) else DesignBrief(prompt)
        return self._inverting(cut_out(picture, mask), brief, settings or InversionSettings())

    def _inverting(
        self, picture: Image.Image, brief: DesignBrief, settings: InversionSettings
    ) -> Iterator[InvertStep]:
        with self._working:
            search = search_picture(picture, brief, self._styled(), settings)
        for index in range(settings.steps + 1):
            with self._working:
                step = next(search)
            idea = None
            if index == settings.steps:
                origin = inverted_origin(picture, step, settings)
                idea = self._made(
                    Recipe.of_origin(brief, origin, self.preset.name, self._maker.hashes, self.device_kind)
                )
            yield InvertStep(index, settings.steps, step.difference, idea)

    def invert(
        self,
        picture: PictureSource,
        prompt: str | DesignBrief = "garment",
        mask: PictureSource | np.ndarray | None = None,
        settings: InversionSettings | None = None,
        on_step: Callable[[InvertStep], None] | None = None,
    ) -> Idea:
        """The idea nearest to a picture; arguments as for ``inverting``. ``on_step`` sees every step."""
        for step in self.inverting(picture, prompt, mask, settings):
            if on_step is not None:
                on_step(step)
        assert step.idea is not None
        return step.idea

    def reconstruction(self, idea: Idea) -> Reconstruction:
        """How much of its picture an inverted idea holds.

        Raises:
            InvalidInput: the idea was not inverted from a picture.
        """
        if not isinstance(idea.recipe.origin, Inverted):
            raise InvalidInput(
                f"Only an idea found for a picture can be compared to it; this one was {idea.recipe.origin.kind}."
            )
        self._check_recipe(idea.recipe)
        with self._working:
            return measure_reconstruction(idea, self._styled())

    def vary(self, idea: Idea, distance: float, count: int = 8, seed: int = 0) -> list[Idea]:
        """Variations of an idea that look about equally different from it, and different from one another.

        Args:
            idea: a draft; other colours painted on it are painted on again.
            distance: how different, in the picture distance (mean ΔE over the picture, on three scales): 2 is
                hardly seen, 10 is another garment. Where the generator does not go so far, they lie nearer.
            count: 1–64; near-duplicates are left out, so that fewer may come.
            seed: 0–2³¹−1.

        Raises:
            InvalidInput: a value is out of range.
        """
        maker = self._styled()
        self._check_recipe(idea.recipe)
        distance = number("distance", distance, 0.0, MAX_DISTANCE)
        count, seed = whole("count", count, 1, MAX_COUNT), whole("seed", seed, 0, MAX_SEED)

        def variations(bare: Idea) -> list[Idea]:
            with self._working:
                origins = search_variations(bare, distance, count, seed, maker)
            return [self._derived(bare, origin) for origin in origins]

        return self._beneath_paint(idea, variations)

    def colourways(
        self,
        work: Idea | Design,
        palette: Sequence[Colourway] | Image.Image,
        mask: PictureSource | None = None,
    ) -> list[Idea] | list[Design]:
        """An idea or a finished design in other colours, its shape and shading held; no other pixel changes.

        Args:
            work: what to colour.
            palette: one entry a colourway: "#rrggbb", a colour's name, three numbers, or a list of 1–5 of these
                for the garment's own colours, largest share first; or a picture, for its dominant colours.
            mask: where the garment is, light on dark; None takes everything but the white ground.

        Returns:
            One idea or design a colourway, as ``work`` is.

        Raises:
            InvalidInput: a colour or the mask cannot be read, or there is no garment.
        """
        self._check_recipe(work.recipe)
        ways = read_colourways(palette)
        area = None if mask is None else open_image(mask, what="mask").convert("L").resize(self._canvas(work))
        stored = None if area is None else encode_picture(area)
        origins = [Recoloured(work.recipe, way, stored) for way in ways]
        if isinstance(work, Idea):
            return [self._derived(work, origin) for origin in origins]
        return [self._recoloured_design(work, origin) for origin in origins]

    def _canvas(self, work: Idea | Design) -> tuple[int, int]:
        """Size at which a mask is stored: the picture's, but no larger than recipes hold."""
        scale = min(1.0, 384 / max(work.image.size))
        return tuple(round(side * scale) for side in work.image.size)

    def _recoloured_design(self, design: Design, origin: Recoloured) -> Design:
        image = self._maker.recoloured(design.image, origin)
        return Design(image, design.recipe.derived(origin, self.device_kind))

    def _beneath_paint(self, idea: Idea, change: Callable[[Idea], list[Idea]]) -> list[Idea]:
        """Change an idea beneath the other colours painted on it, and paint them on again."""
        paint = idea.recipe.origin
        if not isinstance(paint, Recoloured):
            return change(idea)
        beneath = self._beneath_paint(self._made(paint.parent), change)
        return [self._derived(bare, Recoloured(bare.recipe, paint.palette, paint.mask)) for bare in beneath]

    def finishing(
        self,
        idea: Idea,
        steps: int | None = None,
        freedom: float | None = None,
        guidance: float | None = None,
    ) -> Iterator[FinishStep]:
        """Finish an idea with the refiner, one step at a time; closing the iterator stops the work.

        Args:
            idea: from ``explore``.
            steps: denoiser calls, 1–100; None takes the preset's.
            freedom: 0 keeps the draft's structure, 1 lets the refiner wander; None takes the preset's.
            guidance: classifier-free guidance scale, 1–20; None takes the preset's.

        Yields:
            A step with a preview; the last one carries the design.

        Raises:
            InvalidInput: a value is out of range.
            CheckpointError: the idea was made with other weights.
        """
        self._check_recipe(idea.recipe)
        plan, freedom, scale = self._finisher.plan(steps, freedom, guidance)
        recipe = idea.recipe.finished(len(plan.timesteps), freedom, guidance)
        return self._steps(self._finisher.pictures(idea, recipe, plan, scale), len(plan.timesteps), recipe)

    def _steps(
        self, sampling: Iterator[Callable[[], Image.Image]], count: int, recipe: Recipe
    ) -> Iterator[FinishStep]:
        for index, decode in enumerate(sampling, start=1):
            picture = decode()
            yield FinishStep(index, count, picture, Design(picture, recipe) if index == count else None)

    def check_finish(
        self, steps: int | None = None, freedom: float | None = None, guidance: float | None = None
    ) -> None:
        """Raise InvalidInput if ``finishing`` would refuse these values; for checks before long work."""
        self._finisher.plan(steps, freedom, guidance)

    def finish(
        self,
        idea: Idea,
        steps: int | None = None,
        freedom: float | None = None,
        guidance: float | None = None,
        on_step: Callable[[FinishStep], None] | None = None,
    ) -> Design:
        """Finish an idea; arguments as for ``finishing``.

        ``on_step`` sees every step; without it only the last is decoded, which saves a third of the time.
        """
        if on_step is None:
            self._check_recipe(idea.recipe)
            plan, freedom, scale = self._finisher.plan(steps, freedom, guidance)
            recipe = idea.recipe.finished(len(plan.timesteps), freedom, guidance)
            *_, last = self._finisher.pictures(idea, recipe, plan, scale)
            return Design(last(), recipe)
        for step in self.finishing(idea, steps, freedom, guidance):
            on_step(step)
        assert step.design is not None
        return step.design

    def redrawing(
        self,
        design: Design,
        mask: PictureSource,
        prompt: str | None = None,
        attribute: str | None = None,
        seed: int = 0,
        steps: int | None = None,
        freedom: float | None = None,
        guidance: float | None = None,
    ) -> Iterator[FinishStep]:
        """Draw a region of a finished design anew, one step at a time; not a pixel outside it changes.

        Args:
            design: finished by this studio.
            mask: the region, light on dark.
            prompt: what it shall show; None for the design's own words.
            attribute: "A1" garment length, "A2" sleeve length, "A3" sleeve type, "A4" collar or "A5" hem: how much
                of what is there such a change leaves standing.
            seed: another one draws another region.
            steps, guidance: as for ``finishing``.
            freedom: above the attribute's; 0 keeps most, from 0.5 on nothing of what was there stays.

        Raises:
            InvalidInput: a value is out of range, or the mask is empty.
        """
        self._check_recipe(design.recipe)
        plan, freedom, _ = self._finisher.plan(steps, freedom_of(attribute, freedom), guidance)
        stored = stored_mask(mask, design.image.size)
        settings = (len(plan.timesteps), freedom, guidance)
        recipe = redrawn_recipe(design, stored, prompt, seed, settings, self.device_kind)
        return self._steps(self._redrawn(design.image, recipe), len(plan.timesteps), recipe)

    def redraw(
        self,
        design: Design,
        mask: PictureSource,
        prompt: str | None = None,
        attribute: str | None = None,
        seed: int = 0,
        steps: int | None = None,
        freedom: float | None = None,
        guidance: float | None = None,
        on_step: Callable[[FinishStep], None] | None = None,
    ) -> Design:
        """Draw a region of a finished design anew; arguments as for ``redrawing``. ``on_step`` sees every step."""
        for step in self.redrawing(design, mask, prompt, attribute, seed, steps, freedom, guidance):
            if on_step is not None:
                on_step(step)
        assert step.design is not None
        return step.design

    def _redrawn(self, picture: Image.Image, recipe: Recipe) -> Iterator[Callable[[], Image.Image]]:
        """Pictures of a region's redrawing, put back into what it was drawn on."""
        mask = stored_picture("mask", recipe.origin.mask).convert("L")
        plan, _, scale = self._finisher.plan(recipe.steps, recipe.freedom, recipe.guidance)

        def blended(decode: Callable[[], Image.Image]) -> Image.Image:
            return blend_region(picture, decode().resize(picture.size), mask)

        for decode in self._finisher.region_pictures(picture, mask, recipe, plan, scale):
            yield partial(blended, decode)

    def rebuild(self, recipe: Recipe) -> Design | Idea:
        """Make the same pixels again from a recipe alone: a design, or an idea if it was never finished.

        Raises:
            CheckpointError: the recipe was made with other weights, or another preset.
        """
        self._check_recipe(recipe)
        if recipe.is_draft:
            return self._made(recipe)
        if isinstance(recipe.origin, Recoloured) and recipe.steps is None:
            return self._recoloured_design(self.rebuild(recipe.origin.parent), recipe.origin)
        if isinstance(recipe.origin, Redrawn):
            *_, last = self._redrawn(self.rebuild(recipe.origin.parent).image, recipe)
            return Design(last(), recipe)
        draft = replace(recipe, steps=None, freedom=None, guidance=None)
        return self.finish(self._made(draft), recipe.steps, recipe.freedom, recipe.guidance)

    def _check_recipe(self, recipe: Recipe) -> None:
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

    def notices(self, brief: DesignBrief) -> tuple[str, ...]:
        """What these weights cannot do for a brief, in plain sentences."""
        return self._maker.notices(brief, self.preset.hub is not None) + self._finisher.notices(brief)
