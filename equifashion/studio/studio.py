"""The studio: explore a brief, make ideas out of ideas, finish a pick. A facade; the work is in ``operations``.

Every idea and design is made from its recipe, so that ``rebuild`` gives the same pixels whatever made it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Concatenate, ParamSpec, TypeVar, overload

import numpy as np
import torch
from PIL import Image

from equifashion.design import Design, DesignBrief, Edit, FinishStep, Idea, Recipe, Sample
from equifashion.errors import InvalidInput
from equifashion.gan.directions import Direction
from equifashion.gan.inversion import InversionSettings, Reconstruction
from equifashion.gan.mixing import LayerAmount
from equifashion.imaging.io import PictureSource
from equifashion.imaging.mask import Mask
from equifashion.imaging.part_finder import RegionFinder
from equifashion.studio.engine import Engine, Work
from equifashion.studio.operations import finish, inpaint, invert, mix, recolor, sample, steer, svg, upscale, vary
from equifashion.studio.operations.base import check_work
from equifashion.studio.operations.inpaint import InpaintStep
from equifashion.studio.operations.invert import InvertStep
from equifashion.studio.operations.registry import operations
from equifashion.studio.operations.vary import VaryStep
from equifashion.studio.palettes import Colourway
from equifashion.studio.plan import RenderPlan
from equifashion.studio.presets import StudioPreset
from equifashion.zero_gpu import GpuRunner

__all__ = ["Studio"]

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")
_Step = TypeVar("_Step", bound=FinishStep | InpaintStep | InvertStep | VaryStep)


class Studio:
    """One loaded preset. Safe to call from several threads: network work is done one piece at a time.

    ``iter_…`` methods give the steps of a call one by one; closing the iterator stops the work.

    Args:
        engine: the loaded preset.
        gpu: where calls run.
    """

    def __init__(self, engine: Engine, gpu: GpuRunner | None = None) -> None:
        self._engine, self._gpu = engine, gpu or GpuRunner()

    # What it is.

    @property
    def preset(self) -> StudioPreset:
        """Its row in the table of presets."""
        return self._engine.preset

    @property
    def device(self) -> torch.device:
        """Where it computes."""
        return self._engine.device

    @property
    def dtype(self) -> torch.dtype:
        """In which precision it computes."""
        return self._engine.dtype

    @property
    def device_kind(self) -> str:
        """Device and precision, e.g. ``"cpu-bfloat16"``: recipes rebuild the same pixels on the same kind."""
        return self._engine.device_kind

    @property
    def weights(self) -> dict[str, str]:
        """Weights file name → SHA-256."""
        return dict(self._engine.drafts.hashes)

    @property
    def part_finder(self) -> RegionFinder:
        """Finds parts of garments: the part segmenter where the weights have one, else the outline."""
        return self._engine.part_finder

    @property
    def cache_hits(self) -> int:
        """How often a brief's conditions were found rather than encoded."""
        return self._engine.drafts.cache_hits

    @property
    def cache_misses(self) -> int:
        """How often a brief's conditions had to be encoded."""
        return self._engine.drafts.cache_misses

    @property
    def encodings(self) -> dict[str, tuple[int, int]]:
        """What finishing encoded: name → (times computed, times reused); empty for the embedded preset."""
        return self._engine.finisher.counts

    def supports(self, capability: str) -> bool:
        """Whether this preset can do something.

        Args:
            capability: an operation's name (``"sample"``, ``"mix"``, ``"steer"``, ``"invert"``, ``"vary"``,
                ``"recolor"``, ``"inpaint"``, ``"finish"``, ``"upscale"``); or ``"figures"`` (an outfit on a figure,
                in drafts or once finished), ``"directions"`` (ready-made ones to steer along), ``"inpaint drafts"``
                (regions of drafts, not of finished designs alone), ``"finish elsewhere"`` (another model finishes,
                so drafts and designs may differ in what they show).

        Raises:
            InvalidInput: there is no such capability.
        """
        return self._engine.supports(capability)

    def plan(self, source: DesignBrief | Recipe | Work) -> RenderPlan:
        """What will be drawn: presentation, guide lines, garments, fabrics.

        Args:
            source: a recipe, of any weights, an idea or a design; or a brief, for the first idea of seed 0.

        Raises:
            InvalidInput: it is none of these.
        """
        engine = self._engine
        if isinstance(source, Idea | Design):
            source = source.recipe
        if not isinstance(source, DesignBrief | Recipe):
            raise InvalidInput(f"A plan is made of a brief, recipe, idea or design; got {type(source).__name__}.")
        if isinstance(source, DesignBrief):
            source = engine.recipe(source, Sample(0, 0, engine.preset.truncation))
        return engine.plan(source)

    def notices(self, brief: DesignBrief) -> tuple[str, ...]:
        """What will not be done of a brief, and why, in plain sentences."""
        engine = self._engine
        found = engine.drafts.notices(brief, finished_elsewhere=engine.preset.finishes_elsewhere)
        found += engine.finisher.notices(brief)
        if brief.pose is not None and brief.followed_pose is None:
            found += ("The garment is laid flat, as was chosen, so the pose will not change the picture.",)
        return found

    # Explore.

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
        return self._run(sample.explore, brief, count, seed, truncation)

    # Mix.

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

        Words, sketch, pose and swatch reach the generator at every layer, apart from the styles, and only one brief
        can be followed there. It is the first idea's: amounts of 0 give it back exactly. Amounts of 1 give the
        second one's
        styles under that brief: its very picture if both were made for the same brief and, of figures, in the same
        stance.

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
        return self._run(mix.mix, a, b, structure, style, layers, truncation)

    def blend(self, parts: Sequence[tuple[Idea, float, float]], truncation: float | None = None) -> Idea:
        """An idea among several.

        Args:
            parts: 2–16 of (draft, its weight in structure, its weight in style); weights ≥ 0 of any sum. The first
                draft's brief is the child's, as in ``mix``.
            truncation: as in ``mix``.

        Raises:
            InvalidInput, CheckpointError: as in ``mix``.
        """
        return self._run(mix.blend, parts, truncation)

    def mixing_matrix(self, rows: Sequence[Idea], columns: Sequence[Idea]) -> list[list[Idea]]:
        """Every row's structure in every column's style; briefs are the rows'."""
        return self._run(mix.mixing_matrix, rows, columns)

    # Steer.

    def directions(self) -> dict[str, Direction]:
        """Name → direction, of those found in this generator's weights; empty if none were looked for."""
        return self._engine.known_directions()

    def steer(self, idea: Idea, amounts: Mapping[str, float], own: Sequence[Direction] = ()) -> Idea:
        """An idea moved along directions; what was painted on it is painted on again.

        Args:
            idea: a draft.
            amounts: name → how far, −100 to 100; ``Direction.safe`` tells where designs stay designs.
            own: a designer's own directions, which may stand for shipped ones of the same name.

        Raises:
            InvalidInput: an unknown name, or an amount out of range.
        """
        return self._run(steer.steer, idea, amounts, own)

    def traverse(
        self, idea: Idea, name: str, amounts: Sequence[float] | None = None, own: Sequence[Direction] = ()
    ) -> list[Idea]:
        """An idea at several places along a direction; without amounts, evenly over the direction's safe ones."""
        return self._run(steer.traverse, idea, name, amounts, own)

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
        return steer.own_direction(self._engine, name, start, end, part)

    def save_direction(self, direction: Direction) -> str:
        """A direction as JSON text that ``open_direction`` reads."""
        return steer.save_direction(direction)

    def open_direction(self, text: str | bytes) -> Direction:
        """A designer's own direction from JSON text.

        Raises:
            InvalidInput: it is something else, or belongs to another generator.
        """
        return steer.open_direction(self._engine, text)

    # Invert.

    def iter_invert(
        self,
        picture: PictureSource,
        prompt: str | DesignBrief = "garment",
        mask: PictureSource | np.ndarray | None = None,
        settings: InversionSettings | None = None,
    ) -> Iterator[InvertStep]:
        """Find the styles of a garment in a picture, step by step; the last step carries the idea.

        Args:
            picture: photograph of a garment; its ground is taken away.
            prompt: what it shows, or a whole brief; the styles are found, and later steered, under it.
            mask: where the garment is, if the ground cannot be told from it.
            settings: of the search.

        Raises:
            InvalidInput: no garment is found, or the prompt cannot be used.
        """
        return self._iterate(invert.iter_invert, picture, prompt, mask, settings)

    def invert(
        self,
        picture: PictureSource,
        prompt: str | DesignBrief = "garment",
        mask: PictureSource | np.ndarray | None = None,
        settings: InversionSettings | None = None,
        on_step: Callable[[InvertStep], None] | None = None,
    ) -> Idea:
        """The idea nearest to a picture; arguments as for ``iter_invert``. ``on_step`` sees every step."""
        idea = _last(self.iter_invert(picture, prompt, mask, settings), on_step).idea
        assert idea is not None
        return idea

    def reconstruction(self, idea: Idea) -> Reconstruction:
        """How much of its picture an inverted idea holds.

        Raises:
            InvalidInput: the idea was not inverted from a picture.
        """
        return self._run(invert.reconstruction, idea)

    # Vary.

    def iter_vary(self, idea: Idea, distance: float, count: int = 8, seed: int = 0) -> Iterator[VaryStep]:
        """Variations that look about equally different from an idea, and different from one another.

        One step for each candidate; the last step carries the ideas.

        Args:
            idea: a draft; what was painted on it, colours or regions, is painted on again.
            distance: how different, in the picture distance (mean ΔE over the picture, on three scales): 2 is
                hardly seen, 10 is another garment. Where too few can lie there, nearer ones come, and farther ones
                up to half as far again.
            count: 1–64; near-duplicates are left out, so that fewer may come.
            seed: 0–2³¹−1.

        Raises:
            InvalidInput: a value is out of range.
        """
        return self._iterate(vary.iter_vary, idea, distance, count, seed)

    def vary(self, idea: Idea, distance: float, count: int = 8, seed: int = 0) -> list[Idea]:
        """Variations of an idea; arguments as for ``iter_vary``."""
        ideas = _last(self.iter_vary(idea, distance, count, seed), None).ideas
        assert ideas is not None
        return ideas

    # Recolor.

    @overload
    def recolor(
        self, work: Idea, palette: Sequence[Colourway] | Image.Image, mask: PictureSource | None = None
    ) -> list[Idea]: ...
    @overload
    def recolor(
        self, work: Design, palette: Sequence[Colourway] | Image.Image, mask: PictureSource | None = None
    ) -> list[Design]: ...
    def recolor(
        self, work: Work, palette: Sequence[Colourway] | Image.Image, mask: PictureSource | None = None
    ) -> list[Idea] | list[Design]:
        """An idea or a finished design in other colours, shape and shading held; no other pixel changes.

        Args:
            work: what to colour.
            palette: one entry for each result: "#rrggbb", a colour's name, three numbers, or a list of 1–5 of these
                for the garment's own colours, largest share first; or a picture, for its dominant colours.
            mask: where the garment is, light on dark; None takes everything but the white ground, and of a figure
                the clothes alone.

        Returns:
            One idea or design for each entry, as ``work`` is.

        Raises:
            InvalidInput: a colour or the mask cannot be read, or there is no garment.
        """
        return self._run(recolor.recolor, work, palette, mask)

    # Inpaint.

    def iter_inpaint(
        self,
        work: Work,
        mask: Mask | None = None,
        *,
        attribute: str | None = None,
        value: str | None = None,
        prompt: str | None = None,
        other: Idea | None = None,
        held: Sequence[str] = (),
        noise: float | None = None,
        steps: int | None = None,
        guidance: float | None = None,
        seed: int = 0,
        finder: RegionFinder | None = None,
    ) -> Iterator[InpaintStep]:
        """Make one region of a picture anew, step by step; outside it not one pixel changes.

        Three uses: give ``attribute`` another ``value`` where it lives, or inside ``mask``; let the draft ``other``
        in wherever nothing is ``held``, nor inside ``mask``; or redraw ``mask`` of a finished design.

        Args:
            work: an idea, or a finished design.
            mask: light on dark, stretched to the picture: where to change it; with ``other``, where to hold it.
            attribute: by name or code: garment length (A1), sleeve length (A2), sleeve type (A3), collar (A4), hem
                (A5). Without a value, it says how much of what is there a redrawing leaves standing.
            value: of the vocabulary's table of that attribute.
            prompt: what a redrawn region shall show; None for the design's own words.
            other: the draft that takes the place of the rest: a variation, a mix.
            held: parts to hold, of ``LOCKS``: collar, sleeves, hem, print.
            noise: 0–1, how much of what was there is forgotten; None takes the stage of the attribute or the use.
            steps: denoiser calls, 1–100; None takes the preset's.
            guidance: classifier-free guidance scale, 1–20; None takes the preset's.
            seed: of the noise, 0–2³¹−1.
            finder: of regions; None takes the studio's own.

        Yields:
            Steps; the last one carries an idea, or a design where the finish backend drew the region.

        Raises:
            InvalidInput: an unknown attribute, value or part, a value out of range, or no region.
        """
        return self._iterate(
            inpaint.iter_inpaint, work, mask, attribute=attribute, value=value, prompt=prompt, other=other,
            held=held, noise=noise, steps=steps, guidance=guidance, seed=seed, finder=finder,
        )  # fmt: skip

    def inpaint(
        self,
        work: Work,
        mask: Mask | None = None,
        *,
        attribute: str | None = None,
        value: str | None = None,
        prompt: str | None = None,
        other: Idea | None = None,
        held: Sequence[str] = (),
        noise: float | None = None,
        steps: int | None = None,
        guidance: float | None = None,
        seed: int = 0,
        finder: RegionFinder | None = None,
        on_step: Callable[[InpaintStep], None] | None = None,
    ) -> Work:
        """Make one region anew; arguments as for ``iter_inpaint``. ``on_step`` sees every step."""
        inpainting = self.iter_inpaint(
            work, mask, attribute=attribute, value=value, prompt=prompt, other=other, held=held, noise=noise,
            steps=steps, guidance=guidance, seed=seed, finder=finder,
        )  # fmt: skip
        result = _last(inpainting, on_step).result
        assert result is not None
        return result

    def find_region(
        self, work: Work, attribute: str, finder: RegionFinder | None = None, value: str | None = None
    ) -> Image.Image:
        """Where ``inpaint`` would change an attribute: a picture of 0 and 255, for a designer to correct.

        Args:
            work: an idea, or a finished design.
            attribute: as for ``iter_inpaint``.
            finder: of regions; None takes the studio's own.
            value: that it would be given; None for wherever the attribute lives.

        Raises:
            InvalidInput: an unknown attribute or value, or one that this garment does not have.
        """
        return self._run(inpaint.find_region, work, attribute, finder, value)

    def find_parts(self, work: Work, held: Sequence[str], finder: RegionFinder | None = None) -> Image.Image:
        """What ``inpaint`` would hold: a picture of 0 and 255.

        Raises:
            InvalidInput: an unknown part, or one that is not to be found.
        """
        return self._run(inpaint.find_parts, work, held, finder)

    # Finish.

    def iter_finish(
        self, idea: Idea, steps: int | None = None, freedom: float | None = None, guidance: float | None = None
    ) -> Iterator[FinishStep]:
        """Finish an idea with the refiner, step by step; the last step carries the design.

        Args:
            idea: a draft.
            steps: denoiser calls, 1–100; None takes the preset's.
            freedom: 0 keeps the draft's structure, 1 lets the refiner wander; None takes the preset's.
            guidance: classifier-free guidance scale, 1–20; None takes the preset's.

        Raises:
            InvalidInput: a value is out of range.
            CheckpointError: the idea was made with other weights.
        """
        return self._iterate(finish.iter_finish, idea, steps, freedom, guidance)

    def finish(
        self,
        idea: Idea,
        steps: int | None = None,
        freedom: float | None = None,
        guidance: float | None = None,
        on_step: Callable[[FinishStep], None] | None = None,
    ) -> Design:
        """Finish an idea; arguments as for ``iter_finish``.

        ``on_step`` sees every step; without it only the last is decoded, which saves a third of the time.
        """
        if on_step is None:
            return self._run(finish.finish, idea, steps, freedom, guidance)
        design = _last(self.iter_finish(idea, steps, freedom, guidance), on_step).design
        assert design is not None
        return design

    def check_finish(
        self, steps: int | None = None, freedom: float | None = None, guidance: float | None = None
    ) -> None:
        """Raise InvalidInput if ``finish`` would refuse these values; for checks before long work."""
        self._engine.finisher.settings(steps, freedom, guidance)

    # Upscale.

    def upscale(self, work: Work) -> Design:
        """A picture at twice its width and height; its recipe rebuilds it like any other.

        Args:
            work: a design, or an idea that was inpainted. Nothing can be made out of what comes out.

        Raises:
            InvalidInput: this preset enlarges nothing, or the picture is enlarged already.
            MissingWeights, CheckpointError: the upscaler's weights are missing or damaged.
        """
        return self._run(upscale.upscale, work)

    def check_upscale(self) -> None:
        """Raise what ``upscale`` would refuse for any picture; for checks before long work.

        Raises:
            InvalidInput: this preset enlarges nothing.
            MissingWeights, CheckpointError: the upscaler's weights are missing or damaged.
        """
        upscale.check_upscale(self._engine)

    # Everything.

    def to_svg(self, work: Work) -> str:
        """The lines of an idea or a design as SVG: a garment's cut in its own measures, or a figure as it is drawn.

        Raises:
            InvalidInput: the picture follows no lines of the studio's own.
        """
        return svg.to_svg(self._engine, work)

    @overload
    def apply(self, work: Idea, edit: Edit) -> Idea: ...
    @overload
    def apply(self, work: Design, edit: Edit) -> Design: ...
    def apply(self, work: Work, edit: Edit) -> Work:
        """What an edit's record makes of an idea or a design: the way in for operations of your own.

        Args:
            work: the edit's first parent; its brief is the child's.
            edit: of any operation there is a module of in ``studio.operations``.

        Raises:
            InvalidInput: an unknown edit, or one of another work.
            CheckpointError: the work was made with other weights.
        """
        return self._run(_apply, work, edit)

    def rebuild(self, recipe: Recipe) -> Work:
        """Make the same pixels again from a recipe alone: a design, or an idea if it was never finished.

        Raises:
            CheckpointError: the recipe was made with other weights, or another preset.
        """
        return self._run(_rebuild, recipe)

    def _run(
        self,
        operation: Callable[Concatenate[Engine, _Arguments], _Result],
        *arguments: _Arguments.args,
        **options: _Arguments.kwargs,
    ) -> _Result:
        return self._gpu.run(operation, self._engine, *arguments, **options)

    def _iterate(
        self,
        operation: Callable[Concatenate[Engine, _Arguments], Iterator[_Step]],
        *arguments: _Arguments.args,
        **options: _Arguments.kwargs,
    ) -> Iterator[_Step]:
        return self._gpu.iterate(operation, self._engine, *arguments, **options)


def _apply(engine: Engine, work: Work, edit: Edit) -> Work:
    check_work(work)
    if not isinstance(edit, Edit) or edit.kind not in operations():
        raise InvalidInput(f"The edit must be of one of {', '.join(sorted(operations()))}; got {edit!r:.80}.")
    if not edit.parents or edit.parents[0] != work.recipe:
        raise InvalidInput(f"The edit's first parent must be this work; got {edit.kind!r} of another.")
    engine.check_recipe(work.recipe)
    return engine.derive(work, edit, work)


def _rebuild(engine: Engine, recipe: Recipe) -> Work:
    if not isinstance(recipe, Recipe):
        raise InvalidInput(f"Only a recipe can be rebuilt; got {type(recipe).__name__}.")
    engine.check_recipe(recipe)
    return engine.make(recipe)


def _last(steps: Iterator[_Step], on_step: Callable[[_Step], None] | None) -> _Step:
    """Go through all steps, show each to ``on_step`` if there is one, and give the last."""
    for step in steps:
        if on_step is not None:
            on_step(step)
    return step
