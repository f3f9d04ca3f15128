"""The garments that a prompt names, cut as it says and otherwise by chance, with what is worn underneath."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from equifashion.garments.flat.choice import choose
from equifashion.garments.on_figure.outfit import Garment, sample_garment
from equifashion.prompts.parsed import GarmentPhrase
from equifashion.vocabulary import CATEGORIES, Attribute, allowed

LENGTH, SLEEVE_LENGTH, SLEEVE_TYPE, COLLAR, HEM = Attribute
_USUAL_CATEGORY = {  # where a prompt names a kind alone
    "top": "t-shirt", "outer": "coat", "dress": "dress", "skirt": "skirt", "trousers": "trousers",
    "one-piece": "jumpsuit",
}  # fmt: skip
LEG_KINDS = ("skirt", "trousers")
_WHOLE_KINDS = ("dress", "one-piece")
_PLAIN_VALUES: dict[str, tuple[str, ...]] = {  # what is left open is cut without extravagance
    SLEEVE_TYPE: ("set-in", "raglan", "puff", "bishop", "bell", "cap"),
    HEM: ("straight", "curved", "flared", "ribbed", "pleated"),
    "silhouette": (
        "fitted",
        "regular",
        "loose",
        "pencil",
        "straight",
        "a-line",
        "flared",
        "slim",
        "wide",
        "tapered",
    ),
}
_PLAIN_VALUES_OF_KIND: dict[str, dict[str, tuple[str, ...]]] = {
    "top": {LENGTH: ("short", "medium")},
    "outer": {LENGTH: ("medium", "long"), SLEEVE_LENGTH: ("long",), SLEEVE_TYPE: ("set-in", "raglan")},
    "dress": {LENGTH: ("short", "medium", "long")},
    "skirt": {LENGTH: ("short", "medium", "long")},
    "trousers": {LENGTH: ("long", "extra-long")},
    "one-piece": {LENGTH: ("long", "extra-long")},
}  # fmt: skip
_TUCKED_LENGTHS = ("extra-short", "short", "medium")  # lengths of tops that go into a waistband
_FIELDS = {  # attribute → of a garment
    SLEEVE_LENGTH: "sleeve_length", SLEEVE_TYPE: "sleeve_type", COLLAR: "collar", LENGTH: "length",
    "silhouette": "silhouette", HEM: "hem",
}  # fmt: skip
_PART_ATTRIBUTES = {
    "collar": (COLLAR,),
    "sleeves": (SLEEVE_LENGTH, SLEEVE_TYPE),
    "hem": (LENGTH, HEM, "silhouette"),
}  # part → its attributes


def sample_named_garments(
    phrases: list[GarmentPhrase], seed: int, index: int, kept: Sequence[Mapping[str, str]] = ()
) -> list[Garment]:
    """A garment a phrase, then what is worn underneath; none where they cannot be worn together.

    Args:
        phrases: of the garments.
        seed, index: of a cut.
        kept: for each phrase, attribute → value whatever the chance.
    """
    kinds = [phrase.kind for phrase in phrases]
    if not phrases or not all(kinds) or max(kinds.count("top"), kinds.count("outer")) > 1:
        return []
    pieces = [
        _garment(phrase, np.random.default_rng((seed, index, 4, n)), kept[n] if n < len(kept) else {})
        for n, phrase in enumerate(phrases)
    ]
    rules = [CATEGORIES[piece.category] for piece in pieces]
    legs, whole = (sum(kind in group for kind in kinds) for group in (LEG_KINDS, _WHOLE_KINDS))
    below = [each.below for each in rules if each.kind in _WHOLE_KINDS and each.below]
    if whole > 1 or legs > 1 or (whole and legs and not below) or not whole + legs:
        return []
    random = np.random.default_rng((seed, index, 5))
    if below and not legs:  # as under an áo dài
        pieces.append(sample_garment(random, below[0][0], liked=_PLAIN_VALUES | _PLAIN_VALUES_OF_KIND["trousers"]))
    over = [each for each in rules if each.under_needed]
    if over and not {"top", "dress"} & {each.kind for each in rules if each not in over}:
        under = [name for name in over[0].under if CATEGORIES[name].kind == "top"]
        pieces.append(sample_garment(random, choose(random, under), inner=True))
    return pieces


def _garment(phrase: GarmentPhrase, random: np.random.Generator, kept: Mapping[str, str]) -> Garment:
    """A garment cut by chance, and then as is kept, and as a phrase says: neither changes more than it names."""
    category = phrase.category or _USUAL_CATEGORY[phrase.kind]
    rules = CATEGORIES[category]
    made = sample_garment(random, category, liked=_PLAIN_VALUES | _PLAIN_VALUES_OF_KIND[rules.kind])
    said = {**kept, **{name: phrase.value(name) for name in _FIELDS if phrase.value(name)}}
    chosen: dict[str, str] = {}
    for attribute in sorted(_FIELDS, key=lambda name: name not in said):
        values = allowed(category, attribute, chosen)
        wanted = [value for value in (said.get(attribute), getattr(made, _FIELDS[attribute])) if value in values]
        if values:
            chosen[attribute] = (wanted or values)[0]
    worn = phrase.values("worn")
    return replace(
        made,
        length=chosen[LENGTH],
        silhouette=chosen["silhouette"],
        sleeve_length=chosen.get(SLEEVE_LENGTH),
        sleeve_type=chosen.get(SLEEVE_TYPE),
        collar=chosen.get(COLLAR),
        hem=chosen.get(HEM),
        fit=chosen["silhouette"] if rules.kind in ("top", "outer") else made.fit,
        tucked="tucked" in worn or (chosen[LENGTH] in _TUCKED_LENGTHS and True in rules.tucked),
        opened="opened" in worn,
        belted=made.belted or "belted" in worn,
    )


def part_values(piece: Garment, parts: tuple[str, ...]) -> dict[str, str]:
    """Attribute → value of what makes parts of a garment what they are."""
    values = {name: getattr(piece, _FIELDS[name]) for part in parts for name in _PART_ATTRIBUTES.get(part, ())}
    return {name: value for name, value in values.items() if value is not None}
