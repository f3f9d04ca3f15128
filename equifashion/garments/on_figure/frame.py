"""Where cloth meets the body: landmarks on a figure, the trunk that long garments hang around, and edges.

Lateral positions ``x`` are in heads from the centre of the body, positive to the canvas's right; ``y`` in heads
below the pit of the neck, along the spine. ``side`` is the figure's ``"right"`` or ``"left"``.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from equifashion.garments.figure.body import SIDES, SIGN, T_HIP, Body
from equifashion.garments.figure.figure import shoulder_tip
from equifashion.garments.scene.curves import Points


@dataclass(frozen=True)
class Frame:
    """Landmarks of a body, as garments need them."""

    body: Body

    @property
    def unit(self) -> float:
        """One head length, pixels."""
        return self.body.unit

    @cached_property
    def _axes(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Pit of the neck, the direction down the chest, the direction across it."""
        torso = self.body.torso
        spine = torso.at(0.55) - torso.at(0.12)
        return torso.at(0.0), spine / max(float(np.linalg.norm(spine)), 1e-9), torso.normal(0.1)

    @cached_property
    def turn(self) -> float:
        """How far the middle of the chest moves across as the figure turns, as a share of a half-width."""
        return 0.38 * self.body.stance.turn

    def chest(self, x: float, y: float) -> np.ndarray:
        """A point of the chest, (2,): x heads across from the turned centre front, y heads below the pit."""
        pit, down, across = self._axes
        lean = self.turn * np.clip(y / 0.9, 0.0, 1.0) * 0.55
        return pit + self.unit * (y * down + (x + lean) * across)

    def chest_curve(self, points: Points) -> np.ndarray:
        """``chest`` of many (x, y) pairs: (N, 2)."""
        return np.array([self.chest(x, y) for x, y in points])

    @property
    def down(self) -> np.ndarray:
        """Unit vector down the chest."""
        return self._axes[1]

    @property
    def across(self) -> np.ndarray:
        """Unit vector across the chest, to the canvas's right."""
        return self._axes[2]

    def neck_side(self, side: str) -> np.ndarray:
        """Where a shoulder seam meets the neck."""
        neck, t = self.body.neck, 0.85
        return neck.at(t) + SIGN[side] * (1.12 * neck.half_at(t) + 0.03 * self.unit) * neck.normal(t)

    def tip(self, side: str) -> np.ndarray:
        """Tip of the shoulder, on top of the arm's root."""
        return shoulder_tip(self.body, side)

    def shoulder(self, side: str, share: float) -> np.ndarray:
        """A point of the shoulder seam: share 0 at the neck, 1 at the tip; slightly hollow, as shoulders are."""
        start, end = self.neck_side(side), self.tip(side)
        hollow = 0.05 * self.unit * np.clip(share, 0, 1) * (1 - np.clip(share, 0, 1))
        return start + share * (end - start) + hollow * self.down

    def shoulder_line(self, side: str, start: float = 0.0, end: float = 1.0, count: int = 5) -> np.ndarray:
        """The shoulder seam between two shares, (count, 2)."""
        return np.array([self.shoulder(side, s) for s in np.linspace(start, end, count)])

    @cached_property
    def _trunk(self) -> tuple[np.ndarray, np.ndarray]:
        levels, body = np.linspace(0.0, 3.0, 61), self.body
        centre, half = body.torso.at(np.clip(levels, 0, 1)), body.torso.half_at(np.clip(levels, 0, 1))
        hips = body.torso.half_at(T_HIP)
        below = levels > T_HIP
        share = np.clip((levels[below] - T_HIP) / (3.0 - T_HIP), 0, 1)
        edges = np.stack([body.legs[s].side(sign, 0.0, 1.0, 0.0, 41) for s in SIDES for sign in (-1, 1)])
        at = np.clip(share * 40, 0, 40)
        grid = np.arange(41)
        columns = np.stack([[np.interp(at, grid, e[:, i]) for i in range(2)] for e in edges])  # (4, 2, M)
        low, high = columns[:, 0].min(0), columns[:, 0].max(0)
        middle = np.stack([(low + high) / 2, columns[:, 1].mean(0)], axis=1)
        blend = np.clip(share / 0.2, 0, 1)[:, None]
        hip = body.torso.at(T_HIP)
        drop = hip + (columns[:, 1].mean(0) - hip[1])[:, None] * np.array([0.0, 1.0])
        centre[below] = (1 - blend) * drop + blend * middle
        wide = np.maximum((high - low) / 2, hips * (1 - 0.4 * share))
        half[below] = np.maximum.accumulate(hips + blend[:, 0] * (wide - hips))
        return centre, half

    def level(self, v: float | np.ndarray) -> np.ndarray:
        """Centre of the trunk at level v: 0 pit of the neck, 1 crotch, 2 knees, 3 ankles (as torso t up to 1)."""
        grid = np.linspace(0.0, 3.0, 61)
        return np.stack([np.interp(v, grid, self._trunk[0][:, i]) for i in range(2)], axis=-1)

    def half(self, v: float | np.ndarray) -> np.ndarray:
        """Half-width of the trunk at level v, pixels."""
        return np.interp(v, np.linspace(0.0, 3.0, 61), self._trunk[1])

    def across_at(self, v: float | np.ndarray) -> np.ndarray:
        """Unit vector across the trunk at level v: the torso's own slant, levelling out towards the ankles."""
        v = np.asarray(v, float)
        slant = self.body.torso.normal(np.clip(v, 0, 1))
        level = np.clip((v - 1) / 1.5, 0, 1)[..., None]
        mixed = (1 - level) * slant + level * np.array([1.0, 0.0])
        return mixed / np.linalg.norm(mixed, axis=-1, keepdims=True)

    def on(self, v: float | np.ndarray, share: float | np.ndarray, ease: float = 0.0) -> np.ndarray:
        """A point of the front: level v, share -1…1 of the half-width (plus ``ease`` pixels) from edge to edge,
        bent towards the side the figure turns to."""
        share = np.asarray(share, float)
        bent = share + self.turn * (1 - share**2)
        reach = bent * (self.half(v) + ease)
        return self.level(v) + reach[..., None] * self.across_at(v)
