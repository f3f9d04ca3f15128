"""What graphics are drawn on: a square in units from −1 to 1, y down, drawn larger and then reduced."""

import numpy as np
from PIL import Image, ImageDraw, ImageFont

_FINER = 3  # drawn larger, then reduced

Point = tuple[float, float]
Ink = str | None  # #rrggbb; None takes ink away


class Canvas:
    """A transparent square to print on."""

    def __init__(self, side: int) -> None:
        """A square of so many pixels a side."""
        self._scale = _FINER * side / 2
        self._image = Image.new("RGBA", (_FINER * side, _FINER * side), (0, 0, 0, 0))
        self._draw = ImageDraw.Draw(self._image)

    def image(self) -> Image.Image:
        """What was printed, RGBA; as large as was asked for."""
        return self._image.reduce(_FINER)

    def polygon(self, points: np.ndarray, ink: Ink) -> None:
        """A filled shape, (N, 2)."""
        self._draw.polygon(self._placed(points), fill=_fill(ink))

    def line(self, points: np.ndarray, ink: Ink, width: float) -> None:
        """A line (N, 2) of some width with round corners."""
        placed, wide = self._placed(points), max(1, round(width * self._scale))
        self._draw.line(placed, fill=_fill(ink), width=wide, joint="curve")
        for x, y in (placed[0], placed[-1]):
            self._draw.ellipse((x - wide / 2, y - wide / 2, x + wide / 2, y + wide / 2), fill=_fill(ink))

    def disc(self, centre: Point, radius: float, ink: Ink) -> None:
        """A filled circle."""
        (x, y), r = self._placed(np.array([centre]))[0], radius * self._scale
        self._draw.ellipse((x - r, y - r, x + r, y + r), fill=_fill(ink))

    def box(self, left: float, top: float, right: float, bottom: float, ink: Ink) -> None:
        """A filled rectangle."""
        self.polygon(np.array([(left, top), (right, top), (right, bottom), (left, bottom)]), ink)

    def word(self, text: str, middle: float, width: float, height: float, ink: Ink) -> None:
        """A word centred at a height, as large as a width and a height allow."""
        font = ImageFont.load_default(size=200)
        left, top, right, bottom = font.getbbox(text, stroke_width=6)
        mask = Image.new("L", (int(right - left), int(bottom - top)), 0)
        ImageDraw.Draw(mask).text((-left, -top), text, fill=255, font=font, stroke_width=6)
        fit = min(width / mask.width, height / mask.height) * self._scale
        mask = mask.resize((max(1, round(mask.width * fit)), max(1, round(mask.height * fit))))
        x, y = self._placed(np.array([(0.0, middle)]))[0]
        corner = round(x - mask.width / 2), round(y - mask.height / 2)
        self._image.paste(_fill(ink), corner, mask)

    def _placed(self, points: np.ndarray) -> list[Point]:
        return [tuple(point) for point in ((np.asarray(points, float) + 1) * self._scale).tolist()]


def around(count: int, radius: float = 1.0, turn: float = 0.0) -> np.ndarray:
    """Corners of a regular polygon, (count, 2), the first one at the top."""
    angle = 2 * np.pi * (np.arange(count) / count + turn) - np.pi / 2
    return radius * np.stack([np.cos(angle), np.sin(angle)], axis=1)


def _fill(ink: Ink) -> tuple[int, int, int, int]:
    return (0, 0, 0, 0) if ink is None else (*bytes.fromhex(ink[1:]), 255)
