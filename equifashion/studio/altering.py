"""A region of a picture made anew: where it is, how strongly, in which words, and how it is joined to the rest.

Only ``altered_pictures`` knows the embedded networks; regions, words and noise levels are the same for every
preset. Attributes are edited in stages as in EquiFashion's hierarchical editing: what decides the whole
shape is made from nearly pure noise, what is a matter of detail from little.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from equifashion.design import Design, DesignBrief, Idea, Inpaint, Recipe
from equifashion.design.stored import encode_picture, stored_picture
from equifashion.diffusion.region import refine_region, region_timesteps
from equifashion.errors import InvalidInput
from equifashion.garments.on_figure.sketch import OnFigureSketch
from equifashion.imaging.canvas import CANVAS_SIZE
from equifashion.imaging.color_transfer import match_cloth_color
from equifashion.imaging.mask import Mask, blend_inside, mask_to_area, mask_to_image, read_mask
from equifashion.imaging.part_finder import OutlineRegions, RegionFinder
from equifashion.models.brief_encoder import BriefConditions
from equifashion.models.codec import decode_to_images, encode_images
from equifashion.prompts.edit_prompt import edit_prompt
from equifashion.prompts.parser import parse_prompt
from equifashion.studio.components import Components
from equifashion.vocabulary import ATTRIBUTE_NAMES, ATTRIBUTES

NOISE: dict[str, float] = {"A1": 1.0, "A2": 0.95, "A3": 0.85, "A4": 0.75, "A5": 0.65}  # coarse to fine
LOCK_NOISE = 0.5  # enough to join a variation to what is locked, and to leave it recognisable
_FEATHER = 12.0 / CANVAS_SIZE[1]  # width of the seam, of the picture's height
_SMALLEST = 64  # pixels of a region


@dataclass(frozen=True)
class AlterStep:
    """One step of making a region anew.

    Attributes:
        index: 1 … steps.
        steps: how many there are.
        preview: RGB picture so far, already joined.
        idea: the result on the last step, else None; a design where a hub preset altered one.
    """

    index: int
    steps: int
    preview: Image.Image
    idea: Idea | Design | None = None


def attribute_edit(
    work: Idea | Design,
    attribute: str,
    value: str,
    mask: Mask | None,
    noise: float | None,
    finder: RegionFinder | None = None,
) -> tuple[str, str, np.ndarray, float]:
    """What ``Studio.edit_region`` is about: attribute key, prompt, region (H, W) bool and noise level.

    Raises:
        InvalidInput: an unknown attribute or value, or no region.
    """
    key = attribute_key(attribute)
    prompt = edit_prompt(work.recipe.prompt, key, value)
    region = attribute_region(work, key, finder) if mask is None else read_mask(mask, work.image.size)
    return key, DesignBrief(prompt).prompt, _large_enough(region), NOISE[key] if noise is None else noise


def attribute_region(work: Idea | Design, key: str, finder: RegionFinder | None = None) -> np.ndarray:
    """Where an attribute lives in a picture, (H, W) bool.

    Raises:
        InvalidInput: the garment is not to be found, or has no such attribute.
    """
    kind = next((garment.kind for garment in parse_prompt(work.recipe.prompt).garments), "")
    return (finder or OutlineRegions()).edited(np.asarray(work.image), key, kind)


def free_region(
    work: Idea | Design, locks: Sequence[str], mask: Mask | None, finder: RegionFinder | None = None
) -> np.ndarray:
    """What is not locked, (H, W) bool: everything but the parts named and the brushed mask.

    Raises:
        InvalidInput: nothing is locked, or everything is.
    """
    finder, pixels = finder or OutlineRegions(), np.asarray(work.image)
    held = [finder.part(pixels, name) for name in locks]
    if mask is not None:
        held.append(read_mask(mask, work.image.size))
    if not held:
        raise InvalidInput("Nothing is locked. Please choose collar, sleeves, hem or print, or brush over a place.")
    return _large_enough(~np.any(held, axis=0))


def attribute_key(name: str) -> str:
    """``"A1"`` … ``"A5"`` from itself or from a name or synonym, e.g. ``"sleeve length"``.

    Raises:
        InvalidInput: unknown; the message lists the known ones.
    """
    wanted = str(name).strip().casefold()
    for key, term in ATTRIBUTE_NAMES.items():
        if wanted in (
            key.casefold(),
            *(word.casefold() for word in (term.name, term.vi, *term.synonyms, *term.vi_synonyms)),
        ):
            return key
    known = ", ".join(f"{key} ({term.name})" for key, term in ATTRIBUTE_NAMES.items())
    raise InvalidInput(f"Unknown attribute {name!r}; known are {known}.")


def attribute_values(name: str) -> tuple[str, ...]:
    """The values an attribute can be given."""
    return tuple(ATTRIBUTES[attribute_key(name)])


def altered_recipe(
    base: Recipe,
    prompt: str,
    region: np.ndarray,
    device: str,
    *others: Recipe,
    **settings: object,
) -> Recipe:
    """The recipe of an idea with a region made anew; ``settings`` are fields of ``Inpaint``."""
    mask = mask_to_image(region)
    if mask.height > CANVAS_SIZE[1]:
        mask = mask.resize(CANVAS_SIZE, Image.Resampling.NEAREST)
    origin = Inpaint(parents=(base, *others), mask=encode_picture(mask), **settings)
    return replace(base, prompt=prompt, edit=origin, steps=None, freedom=None, guidance=None, device=device)


def shows_finished(recipe: Recipe) -> bool:
    """Whether a recipe's picture is a finished one, or was worked on since."""
    return recipe.shows_finished


@dataclass(frozen=True)
class Touches:
    """What is done to a picture that was drawn for a region, before it is joined.

    Attributes:
        mend: takes patches out of its cloth.
        lay: lays the brief's cloth over it; gives the very picture back where there is none.
        complete: brings out its folds and lines as the picture's own.
        block: of the outfit, where a figure wears it; None of what lies flat: all is garment.
    """

    mend: Callable[[Image.Image], Image.Image]
    lay: Callable[[Image.Image], Image.Image]
    complete: Callable[[Image.Image], Image.Image]
    block: OnFigureSketch | None = None


def altered_pictures(
    recipe: Recipe,
    image: Image.Image,
    start: Tensor | None,
    parts: Components,
    conditions: BriefConditions,
    device: torch.device,
    dtype: torch.dtype,
    touches: Touches,
) -> Iterator[Callable[[], Image.Image]]:
    """Make an ``Inpaint`` recipe's picture step by step.

    Args:
        recipe: what to make.
        image: of its first parent.
        start: latent (1, C, h, w) that the region begins with; None begins with the picture's own.
        parts: the networks.
        conditions: of the recipe's brief.
        device, dtype: where and in which precision to compute.
        touches: what is done before joining.

    Yields:
        After every denoiser call, a function that gives the picture so far: the original bit for bit outside the
        region, with a soft seam inside it.
    """
    origin, original = recipe.edit, image.convert("RGB")
    assert isinstance(origin, Inpaint)
    region, pixels = stored_mask(recipe, original.size), np.asarray(original)
    kept = encode_images([original.resize(CANVAS_SIZE)], parts.autoencoder).to(device)
    generator = torch.Generator().manual_seed(origin.seed * 1_000_003 + 17)
    noise = torch.randn(kept.shape, generator=generator).to(device)
    steps = refine_region(
        kept, kept if start is None else start, latent_mask(region, kept.shape[2:]).to(device), noise,
        conditions.to(dtype), parts.denoiser, parts.scheduler, region_timesteps(origin.steps, origin.noise),
        origin.guidance,
    )  # fmt: skip
    for step in steps:
        yield partial(
            _joined, pixels, partial(_decoded, step.clean, parts), region, touches, bool(origin.attribute)
        )


def latent_mask(region: np.ndarray, cells: tuple[int, int]) -> Tensor:
    """A region (H, W) bool → (1, 1, h, w): 1 for every latent cell that it touches."""
    rows = torch.from_numpy(region.astype(np.float32))[None, None]
    return torch.nn.functional.adaptive_max_pool2d(rows, tuple(cells))


def stored_mask(recipe: Recipe, size: tuple[int, int]) -> np.ndarray:
    """The region of an ``Inpaint`` recipe at a picture's size, (H, W) bool."""
    return mask_to_area(stored_picture("mask", recipe.edit.mask), size)


def _decoded(latents: Tensor, parts: Components) -> Image.Image:
    return decode_to_images(latents, parts.autoencoder)[0]


def _joined(
    original: np.ndarray,
    decode: Callable[[], Image.Image],
    region: np.ndarray,
    touches: Touches,
    keep_cloth: bool,
) -> Image.Image:
    height, width = original.shape[:2]
    drawn = touches.mend(decode())
    dressed = touches.lay(drawn)
    keep_cloth = keep_cloth and dressed is drawn  # cloth that was laid is the same already
    fresh = np.asarray(touches.complete(dressed).resize((width, height), Image.Resampling.LANCZOS))
    garments = [np.ones((height, width), bool)] if touches.block is None else touches.block.areas((width, height))
    for garment in garments if keep_cloth else ():
        fresh = match_cloth_color(fresh, original, region & garment, garment & ~region)
    return Image.fromarray(blend_inside(original, fresh, region, _FEATHER * height))


def _large_enough(region: np.ndarray) -> np.ndarray:
    if region.sum() < _SMALLEST:
        raise InvalidInput("The region is empty, so nothing would change. Please brush over the place to change.")
    return region
