"""The cut of a garment that lies flat as a vector drawing."""

from equifashion.design import Design, Idea
from equifashion.errors import InvalidInput
from equifashion.pipeline.calls.base import StudioBase
from equifashion.pipeline.cutting import cut_lines


class Lining(StudioBase):
    """``cut_lines``; relies on the base alone."""

    def cut_lines(self, work: Idea | Design) -> str:
        """The cutting block of an idea or a design as SVG, in the garment's own measures.

        Raises:
            InvalidInput: the picture follows no block that is known in measures.
        """
        drawing = cut_lines(work.recipe, self._maker.draws_figures)
        if drawing is None:
            raise InvalidInput(
                "There is no cut of this picture in measures: it shows a figure, follows a sketch or a photograph, "
                "has no cutting block, or was put together. Please take a garment that lies flat."
            )
        return drawing
