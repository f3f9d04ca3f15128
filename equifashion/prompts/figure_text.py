"""A prompt in the words of drawn figures: weights trained on croquis know the whole vocabulary, in English."""

from equifashion.prompts.parsed import GarmentPhrase, ParsedPrompt
from equifashion.vocabulary import CATEGORIES, LENGTH_WORDS, Attribute
from equifashion.vocabulary.english import article

LOWER = ("skirt", "trousers")  # kinds that are worn below the hips
_UPPER = ("top", "outer")
_SHORT, _LONG = ("extra-short", "short"), ("long", "extra-long")
_WEARER_PARTS = ("wearer", "skin")
_RELATIONS = {"": ", ", "with": " paired with ", "over": " over ", "under": " under ", "into": " tucked into "}
_KIND_NAMES = {"outer": "jacket", "one-piece": "jumpsuit"}  # kinds whose key is no garment's name
_PLAIN_SILHOUETTES, _PLAIN_SLEEVES, _PLAIN_WEAVES = ("regular",), ("set-in",), ("plain",)  # never mentioned


def figure_text(parsed: ParsedPrompt) -> str:
    """English prompts as written, others as phrases of the vocabulary's names."""
    if parsed.language == "en" or not parsed.garments:
        return parsed.text
    first, *others = parsed.garments
    return _garment_text(first) + "".join(_RELATIONS.get(g.relation, ", ") + _garment_text(g) for g in others)


def upper_and_lower(parsed: ParsedPrompt, *, regions_known: bool = False) -> tuple[str, str] | None:
    """One text for each half of an outfit, where one garment ends at the hips and another begins.

    Where a prompt dresses one half alone, the other one wears its companion.

    Args:
        parsed: the prompt.
        regions_known: whether it is known which half each place of the figure wears, even under a long coat.

    Returns:
        Texts for above and below the hips, each of its own garments alone and of whoever wears them; None unless
        something is worn above the hips or below, and nothing over both, as long coats are.
    """
    if any(garment.kind not in (*_UPPER, *LOWER) for garment in parsed.garments):
        return None
    upper = [garment for garment in parsed.garments if garment.kind in _UPPER]
    lower = [garment for garment in parsed.garments if garment.kind in LOWER]
    if not parsed.garments or _overlap(upper, lower) or (not regions_known and any(map(_reaches_below, upper))):
        return None

    def half_text(garments: list[GarmentPhrase]) -> str:
        if parsed.language != "en":
            return ", ".join([_garment_text(g) for g in garments] or [companion(parsed)])
        wearer = [parsed.text[p.start : p.end] for p in parsed.phrases if p.part in _WEARER_PARTS]
        return ", ".join([*wearer, *([parsed.text[g.start : g.end] for g in garments] or [companion(parsed)])])

    return half_text(upper), half_text(lower)


def companion(parsed: ParsedPrompt) -> str:
    """A garment for the half of a figure that a prompt leaves bare, or ``""``."""
    kinds = {garment.kind for garment in parsed.garments}
    colours = {colour for garment in parsed.garments for colour in garment.colours}
    if kinds and kinds <= set(LOWER):
        return "a black top" if "white" in colours else "a white top"
    if kinds and kinds <= set(_UPPER):
        return "navy trousers" if colours & {"grey", "light grey", "dark grey"} else "grey trousers"
    return ""


def _reaches_below(garment: GarmentPhrase) -> bool:
    """Whether something worn above the hips covers what is below them."""
    if length := garment.value(Attribute.LENGTH):
        return length in _LONG
    lengths = CATEGORIES[garment.category].lengths if garment.category in CATEGORIES else ()
    return bool(lengths) and not set(lengths) & set(_SHORT)


def _overlap(upper: list[GarmentPhrase], lower: list[GarmentPhrase]) -> bool:
    """Whether words about both halves stand among one another."""
    return any(a.start < b.end and b.start < a.end for a in upper for b in lower)


def _garment_text(garment: GarmentPhrase) -> str:
    """ "long-sleeved midi red floral wrap dress with a V-neck, puff sleeves and a ruffled hem"."""
    length, sleeves = garment.value(Attribute.LENGTH), garment.value(Attribute.SLEEVE_LENGTH)
    words = (
        "" if garment.silhouette in _PLAIN_SILHOUETTES else garment.silhouette,
        sleeves if sleeves in ("", "sleeveless") else f"{sleeves}-sleeved",
        LENGTH_WORDS[garment.kind][length].name if garment.kind and length else "",
        " and ".join(garment.colours[:2]),
        garment.material,
        "" if garment.weave in _PLAIN_WEAVES else garment.weave,
        garment.category or _KIND_NAMES.get(garment.kind, garment.kind) or "garment",
    )
    details = []
    if collar := garment.value(Attribute.COLLAR):
        details.append(f"{article(collar)} {collar}")
    if (sleeve_type := garment.value(Attribute.SLEEVE_TYPE)) and sleeve_type not in _PLAIN_SLEEVES:
        details.append(f"{sleeve_type} sleeves")
    if hem := garment.value(Attribute.HEM):
        details.append(f"{article(hem)} {hem} hem")
    phrase = " ".join(word for word in words if word)
    return phrase + (f" with {_listed(details)}" if details else "")


def _listed(parts: list[str]) -> str:
    return ", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else parts[0]
