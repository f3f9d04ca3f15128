"""What applies to what: the values a category admits, and which of them go together."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from equifashion.errors import InvalidInput
from equifashion.vocabulary.attributes import KINDS, SLEEVE_TYPES, Attribute
from equifashion.vocabulary.categories import CATEGORIES

LENGTH, SLEEVE_LENGTH, SLEEVE_TYPE, COLLAR, HEM = Attribute

FIELDS: dict[str, str] = {  # attribute → field of Category
    LENGTH: "lengths",
    SLEEVE_LENGTH: "sleeve_lengths",
    SLEEVE_TYPE: "sleeve_types",
    COLLAR: "collars",
    HEM: "hems",
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
    Rule(SLEEVE_TYPE, ("cap",), SLEEVE_LENGTH, only=("short",)),
    Rule(SLEEVE_TYPE, ("petal", "flutter"), SLEEVE_LENGTH, only=("short", "elbow-length")),
    Rule(SLEEVE_TYPE, ("puff",), SLEEVE_LENGTH, only=("short", "elbow-length", "long")),
    Rule(SLEEVE_TYPE, ("juliet",), SLEEVE_LENGTH, only=("long",)),
    Rule(SLEEVE_TYPE, ("bishop", "leg-of-mutton"), SLEEVE_LENGTH, only=("three-quarter", "long")),
    Rule(SLEEVE_TYPE, ("bell", "lantern", "batwing", "dolman"), SLEEVE_LENGTH,
         only=("elbow-length", "three-quarter", "long")),
    Rule(SLEEVE_TYPE, ("flutter", "petal"), "weave",
         never=("denim", "leather", "twill", "knit", "rib", "sequinned")),
    Rule(SLEEVE_TYPE, ("drop-shoulder", "dolman", "batwing", "kimono"), "silhouette", never=("fitted",)),
    Rule(SLEEVE_TYPE, ("juliet",), "silhouette", never=("oversized",)),
    # A raglan runs to the neckline; wide necklines leave it, and a dropped shoulder, nothing to hang from.
    Rule(SLEEVE_TYPE, ("raglan",), COLLAR, never=("sweetheart", "square neck")),
    Rule(SLEEVE_TYPE, ("drop-shoulder", "dolman", "batwing"), COLLAR, never=("sweetheart",)),
    Rule(COLLAR, ("halter",), SLEEVE_LENGTH, only=("sleeveless",)),
    Rule(COLLAR, ("halter",), SLEEVE_TYPE, never=tuple(SLEEVE_TYPES)),
    Rule(COLLAR, ("turtleneck",), "weave", never=("denim", "gingham", "plaid", "polka dot", "brocade")),
    Rule(COLLAR, ("hood",), "weave", never=("lace", "brocade", "sequinned")),
    # Lengths of skirts that a shape or a slit needs.
    Rule("silhouette", ("mermaid",), LENGTH, only=("medium", "long", "extra-long"), kinds=_SKIRTED),
    Rule("silhouette", ("tulip",), LENGTH, never=("extra-long",), kinds=_SKIRTED),
    Rule(HEM, ("side-slit", "front-slit"), LENGTH, only=("medium", "long", "extra-long"), kinds=_SKIRTED),
    Rule(HEM, ("tiered", "high-low", "handkerchief"), LENGTH, never=("extra-short",)),
    Rule(HEM, ("side-slit",), LENGTH, never=("extra-short",), kinds=_UPPER),
    Rule(HEM, ("bubble",), LENGTH, never=("extra-long",), kinds=_SKIRTED),
    # Hems of skirts and the shapes that carry them.
    Rule(HEM, ("bubble",), "silhouette", only=_WIDE_SKIRTS, kinds=_SKIRTED),
    Rule(HEM, ("tiered", "high-low", "handkerchief"), "silhouette", only=(*_WIDE_SKIRTS, "straight"),
         kinds=_SKIRTED),
    Rule(HEM, ("side-slit",), "silhouette", never=("circle", "ball gown", "tulip"), kinds=_SKIRTED),
    Rule(HEM, ("front-slit",), "silhouette", never=("circle", "ball gown"), kinds=_SKIRTED),
    Rule(HEM, ("flared", "pleated", "lettuce"), "silhouette", never=("tulip",), kinds=_SKIRTED),
    Rule(HEM, ("flared",), "silhouette", never=("pencil",), kinds=_SKIRTED),
    Rule(HEM, ("ribbed",), "silhouette", never=("circle", "ball gown", "tulip", "mermaid"), kinds=_SKIRTED),
    Rule(HEM, ("ribbed",), "weave", only=("knit", "rib", "plain"), kinds=_SKIRTED),
    Rule("silhouette", ("circle", "ball gown"), "weave", never=("knit", "rib", "leather", "denim")),
    Rule("silhouette", ("mermaid", "tulip"), "weave", never=("denim", "gingham", "plaid")),
    # Legs: what is wide or narrow at the foot.
    Rule(HEM, ("flared",), "silhouette", only=("straight", "flared", "wide"), kinds=_LEGGED),
    Rule(HEM, ("cuffed", "elasticated"), "silhouette", never=("flared",), kinds=_LEGGED),
    Rule(HEM, ("side-slit", "front-slit", "pleated"), "silhouette", only=("straight", "wide", "flared", "slim"),
         kinds=_LEGGED),
    Rule("silhouette", ("harem",), HEM, only=("elasticated", "ribbed", "straight"), kinds=_LEGGED),
    Rule("silhouette", ("tapered", "harem"), LENGTH, only=("medium", "long", "extra-long"), kinds=_LEGGED),
    Rule("silhouette", ("harem",), "weave", never=("leather", "denim", "plaid")),
    # Finishes and the cloth they can be worked in.
    Rule(HEM, ("raw",), "weave", never=("satin", "sequinned", "lace", "brocade", "leather", "knit")),
    Rule(HEM, ("lettuce",), "weave", only=("plain", "rib", "knit", "satin", "striped", "floral")),
    Rule(HEM, ("lace-trimmed",), "weave", never=("denim", "leather", "knit", "plaid", "twill", "sequinned")),
    Rule(HEM, ("pleated",), "weave", never=("knit", "rib", "denim", "sequinned")),
    Rule(HEM, ("ruffled", "tiered"), "weave", never=("leather", "sequinned", "rib")),
    Rule(HEM, ("bubble",), "weave", never=("knit", "rib", "leather", "denim", "sequinned", "lace")),
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
    Rule("material", ("hide",), SLEEVE_TYPE, never=("flutter", "petal")),
    Rule("material", ("hide",), HEM, never=("raw", "lace-trimmed", "ruffled", "tiered", "bubble", "lettuce")),
    Rule("material", ("hide",), HEM, never=("ribbed",), kinds=_SKIRTED),
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
        attribute: an ``Attribute``, ``"silhouette"``, ``"weave"`` or ``"material"``.
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
    if attribute == SLEEVE_TYPE and (SLEEVE_LENGTH, "sleeveless") in others:
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
