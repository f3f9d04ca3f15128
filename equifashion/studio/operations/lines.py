"""The lines that a picture is drawn along, as a vector drawing."""

from equifashion.design import Design, Idea
from equifashion.errors import InvalidInput
from equifashion.studio.cutting import to_svg
from equifashion.studio.operations.base import StudioBase


class Lining(StudioBase):
    """``to_svg``; relies on the base alone."""

    def to_svg(self, work: Idea | Design) -> str:
        """The lines of an idea or a design as SVG: a garment's cut in its own measures, or a figure as it is drawn.

        Raises:
            InvalidInput: the picture follows no lines of the studio's own.
        """
        drawing = to_svg(work.recipe, self._maker.draws_figures)
        if drawing is None:
            raise InvalidInput(
                "There are no lines of this picture: it follows a sketch or a photograph, has no cutting block, or "
                "was put together. Please take an idea that was drawn from words alone."
            )
        return drawing
