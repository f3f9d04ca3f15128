"""What applies to what: the values a category admits, and which of them go together."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from equifashion.errors import InvalidInput
from equifashion.vocabulary.attributes import KINDS, SLEEVE_TYPES
from equifashion.vocabulary.categories import CATEGORIES

FIELDS: dict[str, str] = {  # attribute → field of Category
    "A1": "lengths",
    "A2": "sleeve_lengths",
    "A3": "sleeve_types",
    "A4": "collars",
    "A5": "hems",
    "silhouette": "silhouettes",
    "weave": "weaves",
    "material": "materials",
}


@dataclass(frozen=True)
class Rule:
    """Some values of one attribute go with some values of another, and with no others.

    Attributes:
        attribute, values: what the rule is about.
        other: the attribute it restricts.
        only: the values of ``other`` that go with them; empty if ``never`` says it.
        never: the values of ``other`` that do not.
        kinds: the kinds of garment it holds for.
    """

    attribute: str
    values: tuple[str, ...]
    other: str
    only: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    kinds: tuple[str, ...] = tuple(KINDS)

    def admits(self, value: str) -> bool:
        """Whether a value of ``other`` goes with ``values``."""
        return value in self.only if self.only else value not in self.never


_SKIRTED = ("dress", "skirt")
_LEGGED = ("trousers", "one-piece")
_UPPER = ("top", "outer")
_WIDE_SKIRTS = ("a-line", "flared", "circle", "ball gown")

RULES: tuple[Rule, ...] = (
    # A sleeve needs the length its shape is made of, and cloth that falls into that shape.
    Rule("A3", ("cap",), "A2", only=("short",)),
    Rule("A3", ("petal", "flutter"), "A2", only=("short", "elbow-length")),
    Rule("A3", ("puff",), "A2", only=("short", "elbow-length", "long")),
    Rule("A3", ("juliet",), "A2", only=("long",)),
    Rule("A3", ("bishop", "leg-of-mutton"), "A2", only=("three-quarter", "long")),
    Rule("A3", ("bell", "lantern", "batwing", "dolman"), "A2", only=("elbow-length", "three-quarter", "long")),
    Rule("A3", ("flutter", "petal"), "weave", never=("denim", "leather", "twill", "knit", "rib", "sequinned")),
    Rule("A3", ("drop-shoulder", "dolman", "batwing", "kimono"), "silhouette", never=("fitted",)),
    Rule("A3", ("juliet",), "silhouette", never=("oversized",)),
    # A raglan runs to the neckline; wide necklines leave it, and a dropped shoulder, nothing to hang from.
    Rule("A3", ("raglan",), "A4", never=("sweetheart", "square neck")),
    Rule("A3", ("drop-shoulder", "dolman", "batwing"), "A4", never=("sweetheart",)),
    Rule("A4", ("halter",), "A2", only=("sleeveless",)),
    Rule("A4", ("halter",), "A3", never=tuple(SLEEVE_TYPES)),
    Rule("A4", ("turtleneck",), "weave", never=("denim", "gingham", "plaid", "polka dot", "brocade")),
    Rule("A4", ("hood",), "weave", never=("lace", "brocade", "sequinned")),
    # Lengths of skirts that a shape or a slit needs.
    Rule("silhouette", ("mermaid",), "A1", only=("medium", "long", "extra-long"), kinds=_SKIRTED),
    Rule("silhouette", ("tulip",), "A1", never=("extra-long",), kinds=_SKIRTED),
    Rule("A5", ("side-slit", "front-slit"), "A1", only=("medium", "long", "extra-long"), kinds=_SKIRTED),
    Rule("A5", ("tiered", "high-low", "handkerchief"), "A1", never=("extra-short",)),
    Rule("A5", ("side-slit",), "A1", never=("extra-short",), kinds=_UPPER),
    Rule("A5", ("bubble",), "A1", never=("extra-long",), kinds=_SKIRTED),
    # Hems of skirts and the shapes that carry them.
    Rule("A5", ("bubble",), "silhouette", only=_WIDE_SKIRTS, kinds=_SKIRTED),
    Rule("A5", ("tiered", "high-low", "handkerchief"), "silhouette", only=(*_WIDE_SKIRTS, "straight"),
         kinds=_SKIRTED),
    Rule("A5", ("side-slit",), "silhouette", never=("circle", "ball gown", "tulip"), kinds=_SKIRTED),
    Rule("A5", ("front-slit",), "silhouette", never=("circle", "ball gown"), kinds=_SKIRTED),
    Rule("A5", ("flared", "pleated", "lettuce"), "silhouette", never=("tulip",), kinds=_SKIRTED),
    Rule("A5", ("flared",), "silhouette", never=("pencil",), kinds=_SKIRTED),
    Rule("A5", ("ribbed",), "silhouette", never=("circle", "ball gown", "tulip", "mermaid"), kinds=_SKIRTED),
    Rule("A5", ("ribbed",), "weave", only=("knit", "rib", "plain"), kinds=_SKIRTED),
    Rule("silhouette", ("circle", "ball gown"), "weave", never=("knit", "rib", "leather", "denim")),
    Rule("silhouette", ("mermaid", "tulip"), "weave", never=("denim", "gingham", "plaid")),
    # Legs: what is wide or narrow at the foot.
    Rule("A5", ("flared",), "silhouette", only=("straight", "flared", "wide"), kinds=_LEGGED),
    Rule("A5", ("cuffed", "elasticated"), "silhouette", never=("flared",), kinds=_LEGGED),
    Rule("A5", ("side-slit", "front-slit", "pleated"), "silhouette", only=("straight", "wide", "flared", "slim"),
         kinds=_LEGGED),
    Rule("silhouette", ("harem",), "A5", only=("elasticated", "ribbed", "straight"), kinds=_LEGGED),
    Rule("silhouette", ("tapered", "harem"), "A1", only=("medium", "long", "extra-long"), kinds=_LEGGED),
    Rule("silhouette", ("harem",), "weave", never=("leather", "denim", "plaid")),
    # Finishes and the cloth they can be worked in.
    Rule("A5", ("raw",), "weave", never=("satin", "sequinned", "lace", "brocade", "leather", "knit")),
    Rule("A5", ("lettuce",), "weave", only=("plain", "rib", "knit", "satin", "striped", "floral")),
    Rule("A5", ("lace-trimmed",), "weave", never=("denim", "leather", "knit", "plaid", "twill", "sequinned")),
    Rule("A5", ("pleated",), "weave", never=("knit", "rib", "denim", "sequinned")),
    Rule("A5", ("ruffled", "tiered"), "weave", never=("leather", "sequinned", "rib")),
    Rule("A5", ("bubble",), "weave", never=("knit", "rib", "leather", "denim", "sequinned", "lace")),
    # What a weave is made of.
    Rule("weave", ("denim",), "material", only=("cotton",)),
    Rule("weave", ("leather",), "material", only=("hide", "polyester", "nylon")),
    Rule("weave", ("knit", "rib"), "material",
         only=("wool", "cashmere", "cotton", "viscose", "silk", "polyester", "nylon", "fleece")),
    Rule("weave", ("satin",), "material", only=("silk", "viscose", "polyester", "nylon")),
    Rule("weave", ("brocade",), "material", only=("silk", "polyester", "viscose")),
    Rule("weave", ("lace",), "material", only=("cotton", "silk", "viscose", "polyester", "nylon")),
    Rule("weave", ("sequinned",), "material", only=("polyester", "silk", "nylon", "tulle", "viscose")),
    Rule("weave", ("twill",), "material",
         only=("cotton", "wool", "cashmere", "linen", "viscose", "polyester", "nylon", "tweed")),
    Rule("weave", ("plaid", "gingham"), "material",
         only=("cotton", "wool", "cashmere", "linen", "viscose", "polyester", "tweed")),
    Rule("material", ("hide",), "weave", only=("leather",)),
    Rule("material", ("hide",), "A3", never=("flutter", "petal")),
    Rule("material", ("hide",), "A5", never=("raw", "lace-trimmed", "ruffled", "tiered", "bubble", "lettuce")),
    Rule("material", ("hide",), "A5", never=("ribbed",), kinds=_SKIRTED),
    Rule("material", ("hide",), "silhouette", never=("circle", "ball gown", "harem")),
    Rule("material", ("corduroy", "velvet", "fleece"), "weave", only=("plain", "floral", "striped", "animal")),
    Rule("material", ("tulle", "organza", "chiffon"), "weave",
         only=("plain", "floral", "polka dot", "striped", "animal", "sequinned")),
)  # fmt: skip


def allowed(category: str, attribute: str, chosen: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """The values of one attribute that a category admits.

    Choosing attribute after attribute, in any order and each time among what is allowed with the values chosen
    before, never ends in a place where nothing is allowed.

    Args:
        category: a key of ``CATEGORIES``.
        attribute: ``"A1"`` … ``"A5"``, ``"silhouette"``, ``"weave"`` or ``"material"``.
        chosen: other attributes already decided, by the same keys; values that do not go with them fall out.

    Returns:
        Keys of the attribute's table; empty where the attribute does not apply.

    Raises:
        InvalidInput: an unknown category or attribute; the message lists the known ones.
    """
    for value, known in ((category, CATEGORIES), (attribute, FIELDS)):
        if value not in known:
            raise InvalidInput(f"Unknown word {value!r}; known are {list(known)}.")
    kind = CATEGORIES[category].kind
    values = getattr(CATEGORIES[category], FIELDS[attribute])
    others = tuple((chosen or {}).items())
    if attribute == "A3" and ("A2", "sleeveless") in others:
        return ()
    return tuple(v for v in values if all(compatible(kind, (attribute, v), other) for other in others))


@cache
def compatible(kind: str, first: tuple[str, str], second: tuple[str, str]) -> bool:
    """Whether two (attribute, value) pairs can be seen on one garment of a kind."""
    for (attribute, value), (other, its_value) in ((first, second), (second, first)):
        for rule in RULES:
            concerned = (rule.attribute, rule.other) == (attribute, other) and value in rule.values
            if concerned and kind in rule.kinds and not rule.admits(its_value):
                return False
    return True
