import numpy as np
import pytest

from equifashion.datasets.captions.facts import GarmentFacts, OutfitFacts, WearerFacts
from equifashion.vocabulary import CATEGORIES, COLOURS, EFFECTS, FEELINGS, OCCASIONS, STYLES, Attribute, allowed


def random_garment(random: np.random.Generator, category: str) -> GarmentFacts:
    """A garment with a random value for everything its category admits."""

    def one(options) -> str:
        return str(random.choice(options)) if options else ""

    rules = CATEGORIES[category]
    sleeve_length = one(rules.sleeve_lengths)
    chosen = {Attribute.SLEEVE_LENGTH: sleeve_length} if sleeve_length else None
    return GarmentFacts(
        category,
        colours=tuple(str(c) for c in random.choice(list(COLOURS), int(random.integers(1, 3)), replace=False)),
        weave=one(rules.weaves),
        material=one(rules.materials),
        length=one(rules.lengths),
        sleeve_length=sleeve_length,
        sleeve_type=one(allowed(category, Attribute.SLEEVE_TYPE, chosen)),
        collar=one(allowed(category, Attribute.COLLAR, chosen)),
        hem=one(rules.hems),
        silhouette=one(rules.silhouettes),
        fit=one(("fitted", "loose")) if rules.kind in ("dress", "one-piece") else "",
        opened=rules.kind == "outer" and bool(random.random() < 0.5),
        belted=rules.kind == "dress" and bool(random.random() < 0.3),
        belt_colour="brown",
    )


def random_outfit(random: np.random.Generator, category: str | None = None) -> OutfitFacts:
    """An outfit around a category, with moods and a wearer."""
    main = CATEGORIES[category or str(random.choice(list(CATEGORIES)))]
    names = [main.name]
    if main.under:
        names.insert(0, str(random.choice(main.under)))
    if below := CATEGORIES[names[0]].below or main.below:
        names.insert(0, str(random.choice(below)))
    wearer = WearerFacts("feminine", "pear", "deep", "walking", "ankle boots", "black")
    moods = {
        field: (str(random.choice(list(table))),)
        for field, table in (
            ("styles", STYLES),
            ("occasions", OCCASIONS),
            ("effects", EFFECTS),
            ("feelings", FEELINGS),
        )
    }
    garments = tuple(random_garment(random, name) for name in names)
    return OutfitFacts(garments, "croquis", names.index(main.name), wearer, **moods)


@pytest.fixture(scope="session")
def outfits() -> list[OutfitFacts]:
    """One random outfit around every category, twice over."""
    random = np.random.default_rng(0)
    return [random_outfit(random, category) for category in CATEGORIES for _ in range(2)]
