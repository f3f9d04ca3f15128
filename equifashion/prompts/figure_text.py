"""A prompt in the words of drawn figures: weights trained on croquis know the whole vocabulary, in English."""

from equifashion.prompts.parsed import GarmentPhrase, ParsedPrompt
from equifashion.vocabulary import CATEGORIES, LENGTH_WORDS, Attribute

LENGTH, SLEEVE_LENGTH, SLEEVE_TYPE, COLLAR, HEM = Attribute

_RELATIONS = {"": ", ", "with": " paired with ", "over": " over ", "under": " under ", "into": " tucked into "}
LOWER = ("skirt", "trousers")  # kinds that are worn below the hips
_UPPER = ("top", "outer")
_SHORT, _LONG = ("extra-short", "short"), ("long", "extra-long")
_WEARER = ("wearer", "skin")
_PLAIN_SILHOUETTES = ("regular",)
_UNSPOKEN_SLEEVES = ("set-in",)


def figure_text(parsed: ParsedPrompt) -> str:
    """What to tell such weights: English as written, other languages as phrases of the vocabulary's names."""
    if parsed.language == "en" or not parsed.garments:
        return parsed.text
    told = _garment(parsed.garments[0])
    for garment in parsed.garments[1:]:
        told += _RELATIONS.get(garment.relation, ", ") + _garment(garment)
    return told


def upper_and_lower(parsed: ParsedPrompt, *, regions_known: bool = False) -> tuple[str, str] | None:
    """What to tell weights that know figures of each half of an outfit, where one garment ends and another begins.

    Where a prompt dresses one half alone, the other one wears its companion.

    Args:
        parsed: the prompt.
        regions_known: whether it is known which half each place of the figure wears, even under a long coat.

    Returns:
        Texts for above and below the hips, each of its own garments alone and of whoever wears them; None unless
        something is worn above the hips or below, and nothing over both, as long coats are.
    """
    halves = ([], [])
    for garment in parsed.garments:
        if garment.kind not in (*_UPPER, *LOWER):
            return None
        halves[garment.kind in LOWER].append(garment)
    if not any(halves) or _mingled(*halves) or (not regions_known and any(map(_reaches_below, halves[0]))):
        return None
    english = parsed.language == "en"
    wearer = [parsed.text[p.start : p.end] for p in parsed.phrases if p.part in _WEARER] if english else []
    other = companion(parsed)
    said = ([parsed.text[g.start : g.end] if english else _garment(g) for g in half] for half in halves)
    return tuple(", ".join([*wearer, *(half or [other])]) for half in said)


def companion(parsed: ParsedPrompt) -> str:
    """What a figure wears on the half of which a prompt says nothing, or ``""``; else it would be half naked."""
    kinds = {garment.kind for garment in parsed.garments}
    said = {colour for garment in parsed.garments for colour in garment.colours}
    if kinds and kinds <= set(LOWER):
        return "a black top" if "white" in said else "a white top"
    if kinds and kinds <= set(_UPPER):
        return "navy trousers" if said & {"grey", "light grey", "dark grey"} else "grey trousers"
    return ""


def _reaches_below(garment: GarmentPhrase) -> bool:
    """Whether something worn above the hips covers what is below them."""
    if said := garment.value(LENGTH):
        return said in _LONG
    lengths = CATEGORIES[garment.category].lengths if garment.category in CATEGORIES else ()
    return bool(lengths) and not set(lengths) & set(_SHORT)


def _mingled(upper: list[GarmentPhrase], lower: list[GarmentPhrase]) -> bool:
    """Whether words about both stand among one another."""
    return any(a.start < b.end and b.start < a.end for a in upper for b in lower)


def _garment(garment: GarmentPhrase) -> str:
    """ "long-sleeved midi red floral wrap dress with a V-neck, puff sleeves and a ruffled hem"."""
    name = garment.category or {"outer": "jacket", "one-piece": "jumpsuit"}.get(garment.kind, garment.kind)
    length = (
        LENGTH_WORDS[garment.kind][garment.value(LENGTH)].name if garment.kind and garment.value(LENGTH) else ""
    )
    sleeves = {"": "", "sleeveless": "sleeveless"}.get(
        garment.value(SLEEVE_LENGTH), f"{garment.value(SLEEVE_LENGTH)}-sleeved"
    )
    shape = "" if garment.silhouette in _PLAIN_SILHOUETTES else garment.silhouette
    colours = " and ".join(garment.colours[:2])
    cloth = (garment.material, "" if garment.weave == "plain" else garment.weave)
    phrase = " ".join(word for word in (shape, sleeves, length, colours, *cloth, name or "garment") if word)
    details = [_with_article(garment.value(COLLAR))] if garment.value(COLLAR) else []
    if garment.value(SLEEVE_TYPE) and garment.value(SLEEVE_TYPE) not in _UNSPOKEN_SLEEVES:
        details.append(f"{garment.value(SLEEVE_TYPE)} sleeves")
    if garment.value(HEM):
        details.append(f"{_with_article(garment.value(HEM))} hem")
    return phrase + (f" with {_listed(details)}" if details else "")


def _with_article(noun: str) -> str:
    return f"{'an' if noun[0].lower() in 'aeiou' else 'a'} {noun}"


def _listed(parts: list[str]) -> str:
    return ", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else parts[0]
