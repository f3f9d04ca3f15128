"""What one caption will mention, before it is worded: which garments, which of their attributes, which moods."""

from dataclasses import dataclass, replace

import numpy as np

from equifashion.datasets.captions.facts import OutfitFacts
from equifashion.errors import InvalidInput
from equifashion.vocabulary import Attribute

LENGTH, SLEEVE_LENGTH, SLEEVE_TYPE, COLLAR, HEM = Attribute

DETAILS = ("brief", "medium", "full")
MANNERS = ("sentence", "bare", "tags")  # "a red dress with …" · "red dress with …" · "red dress, …"

# Slots of a garment: what is named together. Sleeves are A2 and A3; worn is open, belted, tucked in.
SLOTS = ("colour", "weave", "material", LENGTH, "sleeves", COLLAR, HEM, "silhouette", "fit", "worn")
_CUT = (LENGTH, "sleeves", COLLAR, HEM, "silhouette")
_EXTRAS = {
    "domain": 0.7,
    "wearer": 0.3,
    "shoes": 0.25,
    "style": 0.2,
    "occasion": 0.2,
    "effect": 0.12,
    "feeling": 0.2,
}
_MANNERS = {"brief": (0.3, 0.5, 0.2), "medium": (0.5, 0.3, 0.2), "full": (0.7, 0.2, 0.1)}
_MAIN_ALONE = 0.4  # brief captions that name only the outfit's main garment

Item = tuple[int | None, str]  # (garment, slot), or (None, extra)


@dataclass(frozen=True)
class Plan:
    """What to mention.

    Attributes:
        detail: one of ``DETAILS``.
        manner: one of ``MANNERS``.
        garments: indices of the garments to name.
        items: what to mention of them and besides, the most important first.
    """

    detail: str
    manner: str
    garments: tuple[int, ...]
    items: tuple[Item, ...]

    def slots(self, garment: int) -> frozenset[str]:
        """What to mention of one garment."""
        return frozenset(slot for index, slot in self.items if index == garment)

    @property
    def extras(self) -> frozenset[str]:
        """What to mention besides garments."""
        return frozenset(slot for index, slot in self.items if index is None)

    def first(self, count: int) -> "Plan":
        """The plan's most important items alone."""
        return replace(self, items=self.items[:count])


def make_plan(outfit: OutfitFacts, detail: str, random: np.random.Generator) -> Plan:
    """Choose what to mention.

    Raises:
        InvalidInput: an unknown level of detail.
    """
    if detail not in DETAILS:
        raise InvalidInput(f"Unknown level of detail {detail!r}; known are {list(DETAILS)}.")
    named = tuple(index for index, garment in enumerate(outfit.garments) if not garment.hidden)
    if detail == "brief" and outfit.main in named and random.random() < _MAIN_ALONE:
        named = (outfit.main,)
    manner = str(random.choice(MANNERS, p=_MANNERS[detail]))
    ranked: list[tuple[float, Item]] = []
    for extra, chance in _EXTRAS.items():
        if random.random() < chance * (0.4 if detail == "brief" and extra != "domain" else 1.0):
            ranked.append((random.uniform(0.0, 0.6), (None, extra)))
    for index in named:
        behind = 0.0 if index == outfit.main else 0.35
        for slot in _chosen(detail, len(named), random):
            first = {"colour": -1.0, "weave": -0.3}.get(slot, 0.0)
            ranked.append((first + behind + random.uniform(0.0, 1.0), (index, slot)))
    return Plan(detail, manner, named, tuple(item for _, item in sorted(ranked, key=lambda pair: pair[0])))


def _chosen(detail: str, garments: int, random: np.random.Generator) -> list[str]:
    """Slots of one garment."""
    if detail == "full":
        return list(SLOTS)
    if detail == "brief":
        slots = ["colour"] if random.random() < 0.9 else []
        slots += ["weave"] if random.random() < 0.4 else []
        return slots + ([str(random.choice(_CUT))] if random.random() < 0.2 else [])
    slots = ["colour", "weave"]
    slots += [slot for slot in ("material", "worn") if random.random() < 0.6]
    count = 1 if garments > 2 else int(random.integers(1, 4 - garments + 1))
    return slots + [str(slot) for slot in random.choice(_CUT, count, replace=False)]
