"""Painter's order: the z of everything in a croquis. Higher lies in front; equal z keeps the order drawn.

An arm lies behind the torso, beside it or in front of it; take its z from ``arm_layer``, ``sleeve_layer`` and
``hand_layer`` rather than from the constants. A bare arm beside the torso lies over sleeveless tops, so their
armholes come from the arm itself. Within a band use steps of 0.1 (a pocket on a coat: ``OUTER + 0.1``).
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from equifashion.garments.figure.body import Stance

HAIR_BACK = 0.0  # hair that falls behind the shoulders
GARMENT_BACK = 5.0  # inside of a coat's back, a cape's back, a hood that lies on the shoulders, a train
ARM_BEHIND = 10.0
SLEEVE_BEHIND = 12.0
SEAT = 15.0  # stool or edge that a seated figure sits on
LEG_BACK = 20.0  # the leg that bears or lies behind
LEG_FRONT = 21.0
FOOT = 22.0  # skin of the feet; shoes and boots
TORSO = 25.0
COLLAR_BACK = 25.5  # inside of the neckline's back, behind the neck: the dark oval over the nape
NECK = 26.0
TROUSERS = 30.0
TOP_TUCKED = 35.0
SKIRT = 40.0  # skirts and waistbands
TOP = 45.0  # tops worn out, dresses, one-pieces
BELT = 48.0
OUTER = 55.0  # coats and jackets, over everything on the torso
ARM_SIDE = 56.0  # an arm hanging beside the torso
SLEEVE_SIDE = 57.0
CAPE = 57.5  # over the hanging arms
COLLAR = 58.0  # collars, turtlenecks, in front of the neck and under the chin
HEAD = 60.0
FACE = 61.0
HAIR_FRONT = 62.0  # fringe, and locks that fall in front of the shoulders
HEADWEAR = 63.0  # headscarf, hood worn up
ARM_FRONT_FIRST = 66.0  # where both arms cross in front, the lower one
SLEEVE_FRONT_FIRST = 68.0
ARM_FRONT = 70.0
SLEEVE_FRONT = 72.0
HAND_FRONT = 74.0  # a hand that lies over the other arm's sleeve

_ARM = {"behind": ARM_BEHIND, "side": ARM_SIDE, "first": ARM_FRONT_FIRST, "front": ARM_FRONT}
_SLEEVE = {
    "behind": SLEEVE_BEHIND,
    "side": SLEEVE_SIDE,
    "first": SLEEVE_FRONT_FIRST,
    "front": SLEEVE_FRONT,
}


def arm_place(stance: "Stance", side: str) -> str:
    """Where an arm lies: ``"behind"``, ``"side"``, ``"first"`` (the lower of two in front) or ``"front"``."""
    index = ("right", "left").index(side)
    if stance.behind_arms[index]:
        return "behind"
    if not stance.front_arms[index]:
        return "side"
    return "first" if side == "left" and all(stance.front_arms) else "front"


def arm_layer(stance: "Stance", side: str) -> float:
    """z of the arm's skin; ``side`` is ``"right"`` or ``"left"``."""
    return _ARM[arm_place(stance, side)]


def sleeve_layer(stance: "Stance", side: str) -> float:
    """z of that arm's sleeve."""
    return _SLEEVE[arm_place(stance, side)]


def hand_layer(stance: "Stance", side: str) -> float:
    """z of that arm's hand: under its own sleeve's cuff, or over the other arm where both cross in front."""
    place = arm_place(stance, side)
    return HAND_FRONT if place == "first" else _ARM[place] + 0.5
