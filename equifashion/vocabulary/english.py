"""What English grammar needs to know of words, for prompts and captions alike."""

_VOWEL_SOUND, _CONSONANT_SOUND = ("hour", "honest"), ("one", "uni", "eu", "use", "u-")
SLEEVED: dict[str, str] = {  # sleeve length → adjective before the garment's name
    "sleeveless": "sleeveless",
    "short": "short-sleeved",
    "elbow-length": "half-sleeved",
    "three-quarter": "three-quarter-sleeved",
    "long": "long-sleeved",
}


def article(text: str) -> str:
    """``"a"`` or ``"an"``, by the sound that the text begins with."""
    text = text.lower()
    if text.startswith(_CONSONANT_SOUND):
        return "a"
    return "an" if text[0] in "aeiouáà" or text.startswith(_VOWEL_SOUND) else "a"


def is_plural(noun: str) -> bool:
    """Whether a garment's or a part's name is plural: trousers, lapels; not dress."""
    return noun.endswith("s") and not noun.endswith("ss")
