"""Cloth by the metre from a swatch: image quilting (Efros and Freeman, SIGGRAPH 2001).

Square blocks of the swatch are laid row by row, each chosen so that it continues what already lies to its left and
above, and cut along the line where the two differ least.
"""

import numpy as np

_BLOCK, _OVERLAP = 28, 8  # pixels
_TOLERANCE = 0.1  # blocks whose error is within this share of the best are as good
_SMALLEST = 1e-3  # an error that nobody sees, per value


def quilt(swatch: np.ndarray, height: int, width: int, seed: int = 0) -> np.ndarray:
    """A picture of a given size that looks like a swatch everywhere.

    Args:
        swatch: (S, S, 3), S ≥ 29.
        height, width: pixels.
        seed: decides between blocks that fit alike.

    Returns:
        (height, width, 3) float32, of the swatch's own values.
    """
    random = np.random.default_rng(seed)
    windows = np.lib.stride_tricks.sliding_window_view(swatch.astype(np.float32), (_BLOCK, _BLOCK), axis=(0, 1))
    blocks = np.ascontiguousarray(windows.transpose(0, 1, 3, 4, 2)).reshape(-1, _BLOCK, _BLOCK, 3)
    left = _Strip(blocks[:, :, :_OVERLAP])
    above = _Strip(blocks[:, :_OVERLAP])
    step = _BLOCK - _OVERLAP
    rows, columns = (max(1, -(-(size - _OVERLAP) // step)) for size in (height, width))
    cloth = np.zeros((rows * step + _OVERLAP, columns * step + _OVERLAP, 3), np.float32)
    for y in range(0, rows * step, step):
        for x in range(0, columns * step, step):
            place = cloth[y : y + _BLOCK, x : x + _BLOCK]
            error = np.zeros(len(blocks), np.float32)
            if x:
                error += left.error(place[:, :_OVERLAP])
            if y:
                error += above.error(place[:_OVERLAP])
            alike = np.flatnonzero(error <= (1.0 + _TOLERANCE) * error.min() + _SMALLEST * _BLOCK * _OVERLAP)
            block = blocks[random.choice(alike)]
            fresh = np.ones((_BLOCK, _BLOCK), bool)
            if x:
                fresh[:, :_OVERLAP] &= _cut(((place - block)[:, :_OVERLAP] ** 2).sum(axis=2))
            if y:
                fresh[:_OVERLAP] &= _cut(((place - block)[:_OVERLAP] ** 2).sum(axis=2).T).T
            place[fresh] = block[fresh]
    return cloth[:height, :width]


class _Strip:
    """One edge of every block, to compare with what lies there."""

    def __init__(self, strips: np.ndarray) -> None:
        self._strips = np.ascontiguousarray(strips).reshape(len(strips), -1)
        self._norms = (self._strips**2).sum(axis=1)

    def error(self, lying: np.ndarray) -> np.ndarray:
        """Sum of squared differences to what lies there, a block, (N,)."""
        wanted = lying.reshape(-1)
        return np.maximum(self._norms - 2.0 * self._strips @ wanted + wanted @ wanted, 0.0)


def _cut(error: np.ndarray) -> np.ndarray:
    """Which pixels of an overlap (L, O) the new block takes: those right of the cheapest path from end to end."""
    cost = error.copy()
    for row in range(1, len(cost)):
        before = np.pad(cost[row - 1], 1, constant_values=np.inf)
        cost[row] += np.minimum(np.minimum(before[:-2], before[1:-1]), before[2:])
    path = np.empty(len(cost), int)
    path[-1] = cost[-1].argmin()
    for row in range(len(cost) - 2, -1, -1):
        low = max(0, path[row + 1] - 1)
        path[row] = low + cost[row, low : path[row + 1] + 2].argmin()
    return np.arange(error.shape[1]) >= path[:, None]
