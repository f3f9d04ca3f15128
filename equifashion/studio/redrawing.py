"""Regions of a finished design drawn anew: checked, written down as a recipe, and put back into the picture."""

from dataclasses import replace

from PIL import Image

from equifashion.design import Design, DesignBrief, Inpaint, Recipe
from equifashion.design.recipe import MAX_SEED
from equifashion.design.stored import encode_picture, stored_size
from equifashion.errors import InvalidInput
from equifashion.imaging.mask import Mask, mask_to_image, read_mask
from equifashion.studio.arguments import whole

_SMALLEST = 16  # pixels of the stored mask

# Where an attribute's edit starts, in freedom: the published editing adds noise up to 92 % of the schedule for the
# garment's length, and 8 % less for each finer attribute.
ATTRIBUTE_FREEDOM = {"A1": 0.42, "A2": 0.34, "A3": 0.26, "A4": 0.18, "A5": 0.10}


def freedom_of(attribute: str | None, freedom: float | None) -> float:
    """How far a region may leave what is there: as given, else the attribute's, else altogether.

    Raises:
        InvalidInput: an unknown attribute.
    """
    if attribute is not None and attribute not in ATTRIBUTE_FREEDOM:
        raise InvalidInput(f"There is no attribute {attribute!r}; choose from {sorted(ATTRIBUTE_FREEDOM)}.")
    if freedom is not None:
        return freedom
    return 0.5 if attribute is None else ATTRIBUTE_FREEDOM[attribute]


def stored_mask(mask: Mask, size: tuple[int, int]) -> Image.Image:
    """A mask as recipes hold it: greyscale of 0 and 255, no larger than they hold.

    Args:
        mask: light where the picture may change.
        size: of the picture.

    Raises:
        InvalidInput: unreadable, or it marks next to nothing.
    """
    marked = read_mask(mask, stored_size(size))
    if marked.sum() < _SMALLEST:
        raise InvalidInput("The mask marks nothing. Please brush white over the part that is to be drawn anew.")
    return mask_to_image(marked)


def redrawn_recipe(
    design: Design,
    mask: Image.Image,
    prompt: str | None,
    seed: int,
    settings: tuple[int, float, float | None],
    device: str,
) -> Recipe:
    """The recipe of a design with a region drawn anew.

    Args:
        design: what it is drawn on.
        mask: from ``stored_mask``.
        prompt: what the region shall show; None for the design's own words.
        seed: 0–2³¹−1.
        settings: steps, freedom, guidance (None for the preset's own).
        device: kind.

    Raises:
        InvalidInput: the seed or the prompt cannot be used.
    """
    words = design.recipe.prompt if prompt is None else DesignBrief(prompt).prompt
    origin = Inpaint((design.recipe,), encode_picture(mask), whole("seed", seed, 0, MAX_SEED))
    steps, freedom, guidance = settings
    return replace(
        design.recipe,
        prompt=words,
        edit=origin,
        steps=steps,
        freedom=freedom,
        guidance=guidance,
        device=device,
    )
