"""Colour: ideas and finished designs in other colours."""

from collections.abc import Sequence

from PIL import Image

from equifashion.design import Design, Idea, Recolor
from equifashion.design.stored import encode_picture, stored_size
from equifashion.imaging.io import PictureSource, open_image
from equifashion.studio.operations.base import StudioBase
from equifashion.studio.palettes import Colourway, read_colourways


class Colouring(StudioBase):
    """``recolor``. Relies on the base alone; ``rebuild`` uses ``_recoloured_design``."""

    def recolor(
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
            mask: where the garment is, light on dark; None takes everything but the white ground, and of a
                figure the clothes alone.

        Returns:
            One idea or design a colourway, as ``work`` is.

        Raises:
            InvalidInput: a colour or the mask cannot be read, or there is no garment.
        """
        self._check_recipe(work.recipe)
        ways = read_colourways(palette)
        if mask is None:
            stored = self._worn(work)
        else:
            area = open_image(mask, what="mask").convert("L").resize(stored_size(work.image.size))
            stored = encode_picture(area)
        origins = [Recolor(work.recipe, way, stored) for way in ways]
        if isinstance(work, Idea):
            return [self._derived(work, origin) for origin in origins]
        return [self._recoloured_design(work, origin) for origin in origins]

    def _recoloured_design(self, design: Design, origin: Recolor) -> Design:
        image = self._maker.recoloured(design.image, origin)
        return Design(image, design.recipe.derive(origin, self.device_kind))
