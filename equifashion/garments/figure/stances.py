"""Stances of a figure that nobody posed: calm ones that leave the garment to be seen."""

import numpy as np

from equifashion.garments.figure.body import Figure, Stance, place_body
from equifashion.garments.figure.poses import POSES, mirrored
from equifashion.imaging.pose import Pose

STANCES = tuple(
    POSES[name]
    for name in (
        "standing relaxed", "contrapposto", "feet apart", "hand on hip", "runway stop",
        "runway walk hand on hip", "walking", "sway",
    )
)  # fmt: skip


def choose_stance(seed: int, index: int) -> Stance:
    """The stance of one place on a contact sheet, as seen from the front or in a mirror.

    Each eight places of a seed's sheet show all stances, in an order of their own.

    Args:
        seed: of the sheet, ≥ 0.
        index: place on it, ≥ 0.
    """
    block, place = divmod(index, len(STANCES))
    random = np.random.default_rng((seed, block))
    stance = STANCES[random.permutation(len(STANCES))[place]]
    return mirrored(stance) if random.random(len(STANCES))[place] < 0.5 else stance


def stance_pose(stance: Stance) -> Pose:
    """The joints of a figure of middling build in a stance."""
    return place_body(Figure(presentation="androgynous"), stance).pose
