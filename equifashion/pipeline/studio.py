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
from equifashion.design.origin import (
    Altered,
    Edited,
    Inverted,
    Mixed,
    Move,
    Origin,
    Recoloured,
    Redrawn,
    encode_array,
)
from equifashion.design.recipe import MAX_SEED, stored_picture
from equifashion.errors import CheckpointError, InvalidInput
from equifashion.ideation.directions import (
    Direction,
    Directions,
    direction_between,
    own_direction_json,
    read_own_direction,
)
from equifashion.ideation.inversion import InversionSettings, Reconstruction
from equifashion.ideation.mix import LayerAmount, Weights, group_weights, pair_weights
from equifashion.imaging.cutout import cut_out
from equifashion.imaging.opening import PictureSource, open_image
from equifashion.imaging.region import blend_region
from equifashion.imaging.regions import OutlineRegions, RegionFinder
from equifashion.pipeline.altering import (
    LOCK_NOISE,
    AlterStep,
    Mask,
    altered_recipe,
    attribute_edit,
    attribute_key,
    attribute_region,
    free_region,
    mask_picture,
)
from equifashion.pipeline.arguments import number, whole
from equifashion.pipeline.components import Components
from equifashion.pipeline.finishing import EmbeddedFinisher, Finisher
from equifashion.pipeline.making import IdeaMaker, Maker
from equifashion.pipeline.palettes import Colourway, read_colourways
from equifashion.pipeline.part_regions import PartRegions
from equifashion.pipeline.presets import StudioPreset
from equifashion.pipeline.redrawing import freedom_of, redrawn_recipe, stored_mask
from equifashion.pipeline.searching import (
    InvertStep,
    VaryStep,
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
        made = {idea.recipe.sha256: idea for idea in known}
        for ancestor in recipe.ancestry():  # finished designs are made by the refiner, not by the maker
            if isinstance(ancestor.origin, Altered) and ancestor.sha256 not in made:
                finished = ancestor.origin.parents[0]
                if not finished.is_draft and finished.sha256 not in made:
                    made[finished.sha256] = self._as_idea(self.rebuild(finished))
        with self._working:
            return self._maker.make(recipe, made)

    def _as_idea(self, work: Idea | Design) -> Idea:
        """An idea to work on the picture of: of a finished design, its picture on its draft's styles."""
        if isinstance(work, Idea):
            return work
        draft = self._made(_draft_recipe(work.recipe))
        return Idea(work.image, work.recipe, draft.latent, draft.styles)

    def _derived(self, first: Idea, origin: Origin, *known: Idea) -> Idea:
        return self._made(first.recipe.derived(origin, self.device_kind), first, *known)

    def mix(
        self,
        a: Idea,
        b: Idea,
        structure: float = 0.5,
        style: float = 0.5,
        *,
        layers: Sequence[LayerAmount | tuple[int, int, float]] = (),
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
            layers: amounts for ranges of layers (first, last, amount), above the two.
            truncation: how far from the brief's average the mix may lie, ≥ 0; None leaves it where it is.

        Raises:
            InvalidInput: an amount or a layer is out of range.
            CheckpointError: an idea was made with other weights.
        """
        apart = [layer if isinstance(layer, LayerAmount) else LayerAmount(*layer) for layer in layers]
        return self._mixed(
            [a, b], pair_weights(self._styled().parts.generator.config, structure, style, apart), truncation
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

    def own_direction(self, name: str, start: Idea, end: Idea, part: str = "both") -> Direction:
        """A designer's own direction: the way from one idea to another, an amount of 1 going all of it.

        Args:
            name: 1–80 characters.
            start, end: drafts.
            part: ``"structure"`` moves the cut, ``"style"`` the cloth, ``"both"`` all.

        Raises:
            InvalidInput: an unusable name or part, or ideas that do not differ there.
            CheckpointError: an idea was made with other weights.
        """
        config = self._styled().parts.generator.config
        layers = {
            "structure": (0, config.structure_layers - 1),
            "style": (config.structure_layers, config.style_layers - 1),
            "both": (0, config.style_layers - 1),
        }
        if part not in layers:
            raise InvalidInput(f"The part must be one of {', '.join(layers)}; got {part!r}.")
        if not isinstance(name, str) or not 1 <= len(name.strip()) <= 80:
            raise InvalidInput("Please name your direction in 1 to 80 characters.")
        for idea in (start, end):
            self._check_recipe(idea.recipe)
        found = direction_between(name.strip(), start.styles, end.styles, layers[part])
        if not found.vector.any():
            raise InvalidInput("These two ideas do not differ there, so there is no way from one to the other.")
        return found

    def save_direction(self, direction: Direction) -> str:
        """A direction as JSON text that ``open_direction`` reads."""
        return own_direction_json(direction)

    def open_direction(self, text: str | bytes) -> Direction:
        """A designer's own direction from JSON text.

        Raises:
            InvalidInput: it is something else, or belongs to another generator.
        """
        direction = read_own_direction(text)
        config = self._styled().parts.generator.config
        wanted = (config.style_layers, config.style_dim)
        if direction.vector.shape != wanted:
            raise InvalidInput(
                f"The direction {direction.name!r} is of shape {direction.vector.shape}; this generator's are of "
                f"shape {wanted}. It was named in another studio."
            )
        return direction

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
        bare = self._bare(idea)
        return self._painted(idea.recipe, self._derived(bare, Edited(bare.recipe, moves)))

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

    def varying(self, idea: Idea, distance: float, count: int = 8, seed: int = 0) -> Iterator[VaryStep]:
        """Variations of an idea that look about equally different from it, and different from one another.

        One step a candidate; closing the iterator stops the search.

        Args:
            idea: a draft; what was painted on it, colours or regions, is painted on again.
            distance: how different, in the picture distance (mean ΔE over the picture, on three scales): 2 is
                hardly seen, 10 is another garment. Where the generator does not go so far, they lie nearer.
            count: 1–64; near-duplicates are left out, so that fewer may come.
            seed: 0–2³¹−1.

        Yields:
            Steps; the last one carries the ideas.

        Raises:
            InvalidInput: a value is out of range.
        """
        self._styled()
        self._check_recipe(idea.recipe)
        distance = number("distance", distance, 0.0, MAX_DISTANCE)
        count, seed = whole("count", count, 1, MAX_COUNT), whole("seed", seed, 0, MAX_SEED)
        return self._varying(idea, distance, count, seed)

    def _varying(self, idea: Idea, distance: float, count: int, seed: int) -> Iterator[VaryStep]:
        bare = self._bare(idea)
        search = search_variations(bare, distance, count, seed, self._styled())
        while True:
            with self._working:
                step = next(search)
            if step.origins is not None:
                break
            yield VaryStep(step.index, step.steps)
        found = [self._painted(idea.recipe, self._derived(bare, origin)) for origin in step.origins]
        yield VaryStep(step.index, step.steps, found)

    def vary(self, idea: Idea, distance: float, count: int = 8, seed: int = 0) -> list[Idea]:
        """Variations of an idea; arguments as for ``varying``."""
        *_, last = self.varying(idea, distance, count, seed)
        assert last.ideas is not None
        return last.ideas

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

    def _bare(self, idea: Idea) -> Idea:
        """The idea beneath what was painted on it, colours and regions."""
        paint = idea.recipe.origin
        if isinstance(paint, Recoloured):
            return self._bare(self._made(paint.parent))
        if isinstance(paint, Altered):
            return self._bare(self._made(_draft_recipe(paint.parents[0])))
        return idea

    def _painted(self, recipe: Recipe, bare: Idea) -> Idea:
        """A bare idea with all that a recipe paints, the innermost first."""
        paint = recipe.origin
        if isinstance(paint, Recoloured):
            beneath = self._painted(paint.parent, bare)
            return self._derived(beneath, Recoloured(beneath.recipe, paint.palette, paint.mask))
        if isinstance(paint, Altered):
            beneath = self._painted(_draft_recipe(paint.parents[0]), bare)
            origin = replace(paint, parents=(beneath.recipe, *paint.parents[1:]))
            return self._made(replace(beneath.recipe, prompt=recipe.prompt, origin=origin), beneath)
        return bare

    def find_region(self, work: Idea | Design, attribute: str, finder: RegionFinder | None = None) -> Image.Image:
        """Where ``edit_region`` would change an attribute: a picture of 0 and 255, for a designer to correct.

        Raises:
            InvalidInput: an unknown attribute, or one that this garment does not have.
        """
        return mask_picture(attribute_region(work, attribute_key(attribute), finder or self.regions))

    def find_parts(
        self, work: Idea | Design, locks: Sequence[str], finder: RegionFinder | None = None
    ) -> Image.Image:
        """What ``lock`` would hold: a picture of 0 and 255.

        Raises:
            InvalidInput: an unknown part, or one that is not to be found.
        """
        return mask_picture(~free_region(work, locks, None, finder or self.regions))

    def editing_region(
        self,
        work: Idea | Design,
        attribute: str,
        value: str,
        mask: Mask | None = None,
        *,
        noise: float | None = None,
        steps: int | None = None,
        guidance: float | None = None,
        seed: int = 0,
        finder: RegionFinder | None = None,
    ) -> Iterator[AlterStep]:
        """Give one attribute another value where it lives, step by step; closing the iterator stops the work.

        Args:
            work: an idea, or a finished design.
            attribute: A1–A5 by key or name: garment length, sleeve length, sleeve type, collar, hem.
            value: of the vocabulary's table of that attribute.
            mask: where to change it, light on dark; None finds the place.
            noise: 0–1, how much of what was there is forgotten; None takes the attribute's own stage.
            steps: denoiser calls, 1–100; None takes the preset's.
            guidance: classifier-free guidance scale, 1–20; None takes the preset's.
            seed: of the noise, 0–2³¹−1.
            finder: of regions; None takes the studio's own.

        Yields:
            Steps; the last one carries the idea, or with a hub preset the design. Its brief holds the new words;
            outside the region, pixels are those of ``work`` bit for bit.

        Raises:
            InvalidInput: an unknown attribute or value, a value out of range, or no region.
        """
        self._check_recipe(work.recipe)
        key, prompt, region, level = attribute_edit(work, attribute, value, mask, noise, finder or self.regions)
        if self.preset.hub is not None:
            return self._redrawing_attribute(work, key, prompt, region, noise, steps, guidance, seed)
        return self._altering(
            work, prompt, region, (), attribute=key, value=value,
            **self._region_settings(level, steps, guidance, seed),
        )  # fmt: skip

    def _redrawing_attribute(
        self,
        work: Idea | Design,
        key: str,
        prompt: str,
        region: np.ndarray,
        noise: float | None,
        steps: int | None,
        guidance: float | None,
        seed: int,
    ) -> Iterator[AlterStep]:
        """``editing_region`` by a hub preset's own model, which works on finished designs."""
        if not isinstance(work, Design):
            raise InvalidInput(
                f"The preset {self.preset.name!r} alters finished designs. Please finish this idea first."
            )
        freedom = None if noise is None else number("noise", noise, 0.01, 1.0) / 2  # freedom 0.5 forgets all
        mask = mask_picture(region)
        for step in self.redrawing(work, mask, prompt, key, seed, steps, freedom, guidance):
            yield AlterStep(step.index, step.steps, step.preview, step.design)

    def edit_region(
        self,
        work: Idea | Design,
        attribute: str,
        value: str,
        mask: Mask | None = None,
        *,
        on_step: Callable[[AlterStep], None] | None = None,
        **options,
    ) -> Idea | Design:
        """Give one attribute another value where it lives; arguments as for ``editing_region``."""
        return _last_idea(self.editing_region(work, attribute, value, mask, **options), on_step)

    def locking(
        self,
        work: Idea | Design,
        other: Idea,
        locks: Sequence[str] = (),
        mask: Mask | None = None,
        *,
        noise: float = LOCK_NOISE,
        steps: int | None = None,
        guidance: float | None = None,
        seed: int = 0,
        finder: RegionFinder | None = None,
    ) -> Iterator[AlterStep]:
        """Let another idea in wherever nothing is locked, step by step; arguments and steps as ``editing_region``.

        Args:
            work: an idea, or a finished design, whose locked parts come back bit for bit.
            other: the draft that takes the place of the rest: a variation, a mix, an edit.
            locks: parts to hold, of ``LOCKS``: collar, sleeves, hem, print.
            mask: brushed places to hold as well, light on dark.

        Raises:
            InvalidInput: nothing or everything is locked, or a part is not to be found.
        """
        self._check_recipe(work.recipe)
        self._check_recipe(other.recipe)
        region = free_region(work, locks, mask, finder or self.regions)
        settings = self._region_settings(noise, steps, guidance, seed)
        return self._altering(work, work.recipe.prompt, region, (other,), attribute="", value="", **settings)

    def lock(
        self,
        work: Idea | Design,
        other: Idea,
        locks: Sequence[str] = (),
        mask: Mask | None = None,
        *,
        on_step: Callable[[AlterStep], None] | None = None,
        **options,
    ) -> Idea:
        """Let another idea in wherever nothing is locked; arguments as for ``locking``."""
        return _last_idea(self.locking(work, other, locks, mask, **options), on_step)

    def _region_settings(self, noise: object, steps: object, guidance: object, seed: object) -> dict[str, object]:
        return {
            "noise": number("noise", noise, 0.01, 1.0),
            "steps": self.preset.steps if steps is None else whole("steps", steps, 1, 100),
            "guidance": self.preset.guidance if guidance is None else number("guidance", guidance, 1.0, 20.0),
            "seed": whole("seed", seed, 0, MAX_SEED),
        }

    def _altering(
        self, work: Idea | Design, prompt: str, region: np.ndarray, others: tuple[Idea, ...], **settings
    ) -> Iterator[AlterStep]:
        self._styled()
        if self.preset.hub is not None and isinstance(work, Design):
            raise InvalidInput(
                f"With the preset {self.preset.name!r} only ideas can be locked, not finished designs."
            )
        parents = [self._as_idea(work), *others]
        recipe = altered_recipe(
            work.recipe, prompt, region, self.device_kind, *(other.recipe for other in others), **settings
        )
        return self._alter_steps(recipe, parents)

    def _alter_steps(self, recipe: Recipe, parents: list[Idea]) -> Iterator[AlterStep]:
        with self._working:
            making = self._styled().altering(recipe, parents)
        steps = recipe.origin.steps
        for index in range(1, steps + 1):
            with self._working:
                picture = next(making)()
                idea = self._styled().repainted(picture, recipe, parents[0]) if index == steps else None
            yield AlterStep(index, steps, picture, idea)

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


def _draft_recipe(recipe: Recipe) -> Recipe:
    """The recipe of the draft whose styles lie beneath a finished design."""
    if isinstance(recipe.origin, Recoloured) and not recipe.is_draft:
        return _draft_recipe(recipe.origin.parent)
    return replace(recipe, steps=None, freedom=None, guidance=None)


def _last_idea(steps: Iterator[AlterStep], on_step: Callable[[AlterStep], None] | None) -> Idea | Design:
    for step in steps:
        if on_step is not None:
            on_step(step)
    assert step.idea is not None
    return step.idea
