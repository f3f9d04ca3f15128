"""Cloth that a prompt names: “striped”, “tartan”, “denim”, “floral”; drawn, to be laid over its garment.

The networks learned colours and cuts better than weaves and prints, which they leave out on garments that lie
flat. What cloth is called, the vocabulary knows, and how it looks, ``fabrics``.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from equifashion.garments.prints import Graphic, graphic
from equifashion.garments.textiles import WEAVES, Fabric, cloth, partnered_fabric
from equifashion.garments.textiles.palettes import dye
from equifashion.garments.textiles.tones import rgb_of
from equifashion.imaging.canvas import CANVAS_SIZE
from equifashion.prompts.parsed import GarmentPhrase, ParsedPrompt
from equifashion.prompts.parser import parse_prompt
from equifashion.prompts.presentation import without_domain
from equifashion.vocabulary import CATEGORIES
from equifashion.vocabulary.phrases import Word

_NOT_LAID = ("plain", "satin", "lace")  # colour and light alone; and what shows the skin beneath
_PRINTS = ("floral", "polka dot", "animal")  # what “printed” may be
_CHEST_PRINTED = ("t-shirt", "tank top", "sweatshirt", "hoodie", "sweater")  # “printed”, where no print is named
_PRINTED = re.compile(r"\b(printed|patterned|họa tiết|hoạ tiết)\b", re.IGNORECASE)
_GRAPHICS = 0.8  # of prints that may be on the chest
# Motifs that are called by their names, beside their weaves'.
_NAMED_MOTIFS = (
    "tartan", "windowpane", "houndstooth", "glen check", "breton", "pinstripe", "leopard", "zebra", "snake",
    "tiger", "crocodile", "damask", "botanical", "ditsy", "cable",
)  # fmt: skip
_USUAL = {"leather": "grain"}  # weave → its motif where none is named, of those that are not to surprise
_LYING, _WORN = 75.0, 56.0  # pixels of a head length; on figures a quarter more, to be seen


@dataclass(frozen=True)
class PromptGarment:
    """A garment of a prompt and what is laid over it.

    Attributes:
        kind: as ``GarmentPhrase.kind``.
        weave: a key of ``fabrics.WEAVES``, ``"printed"`` for any print, or ``""`` for nothing.
        placed: whether a print may be on the chest, as a T-shirt's, rather than all over.
        colour: a key of ``COLOURS``, of plain cloth of which one colour is named; else ``""``.
        even: whether the networks are to draw it in one colour: no second is named, nor anything but what is laid.
    """

    kind: str
    weave: str
    placed: bool = False
    colour: str = ""
    even: bool = True


@lru_cache(maxsize=256)
def prompt_garments(prompt: str) -> tuple[PromptGarment, ...]:
    """The garments of a prompt, in its order."""
    parsed = _parsed(prompt)
    named = []
    for garment in parsed.garments:
        weave = _weave(garment, parsed)
        placed = weave == "printed" and garment.category in _CHEST_PRINTED
        plain = not weave and garment.weave != "lace" and len(garment.colours) == 1
        colour, even = garment.colours[0] if plain else "", bool(weave) or len(garment.colours) < 2
        named.append(PromptGarment(garment.kind, weave, placed, colour, even))
    return tuple(named)


def laid_words(prompt: str, worn: bool) -> tuple[str, ...]:
    """The words of a prompt, lower case, that name cloth which is laid: over the first garment, or on a figure."""
    parsed = _parsed(prompt)
    garments = parsed.garments if worn else parsed.garments[:1]
    laid = {place for place, garment in enumerate(garments) if _weave(garment, parsed)}
    phrases = [phrase for phrase in parsed.phrases if phrase.garment in laid]
    words = [word for p in phrases for word in (*p.adjectives, *((p.noun,) if p.noun else ()))]
    named = [word.text.lower() for word in words if _names_cloth(word)]
    named += [word for word in parsed.unknown if laid and (_motifs(word) or _PRINTED.search(word))]
    return tuple(dict.fromkeys(named))


def _names_cloth(word: Word) -> bool:
    """Whether a word says a weave and nothing else, or a garment that is always of one, as jeans are."""
    facts = dict(word.facts)
    return facts.keys() == {"weave"} or (facts.keys() == {"category"} and _usual(facts["category"]) != "")


def select_fabric(prompt: str, place: int, seed: int) -> Fabric | None:
    """The cloth of a prompt's garment, or None where nothing is to be laid.

    Args:
        prompt: a brief's.
        place: of the garment among those that the prompt names.
        seed: decides whatever the words leave open: which stripes, which flowers, which second colour.
    """
    parsed = _parsed(prompt)
    garment, weave = parsed.garments[place], _weave(parsed.garments[place], parsed)
    if not weave:
        return None
    random = np.random.default_rng((seed, *weave.encode()))  # two garments of one weave make a suit
    if weave == "printed":
        weave = str(random.choice(_PRINTS))
    motifs = [motif for motif in _motifs(_said(garment, parsed)) if motif in WEAVES[weave].motifs]
    return partnered_fabric(random, weave, garment.colours, motifs[0] if motifs else _USUAL.get(weave, ""))


def select_print(prompt: str, place: int, seed: int) -> Graphic | None:
    """What is printed on the chest of a prompt's garment; None where nothing is, or the print is all over.

    Args:
        prompt, place, seed: as of ``select_fabric``.
    """
    if not prompt_garments(prompt)[place].placed:
        return None
    random = np.random.default_rng((seed, *b"graphic"))
    if random.random() >= _GRAPHICS:
        return None
    colours = _parsed(prompt).garments[place].colours
    return graphic(random, colours[0] if colours else None, colours[1:])


def select_color(colour: str, seed: int) -> tuple[int, int, int]:
    """A shade of a named colour, sRGB 0–255."""
    return rgb_of(dye(np.random.default_rng(seed), colour))


@lru_cache(maxsize=8)
def tile_fabric(fabric: Fabric, worn: bool) -> np.ndarray:
    """A canvas full of cloth, (384, 256, 3) uint8, in the scale of a garment on a figure or lying flat."""
    return np.asarray(cloth(fabric, CANVAS_SIZE, _WORN if worn else _LYING))


def _parsed(prompt: str) -> ParsedPrompt:
    return parse_prompt(without_domain(prompt))


def _weave(garment: GarmentPhrase, parsed: ParsedPrompt) -> str:
    said = _said(garment, parsed)
    named = next((weave for weave, row in WEAVES.items() if set(_motifs(said)) & set(row.motifs)), "")
    weave = garment.weave or named or _usual(garment.category)
    if not weave and _PRINTED.search(said):
        return "printed"
    return "" if weave in _NOT_LAID else weave


def _usual(category: str | None) -> str:
    """The weave of a category that always comes in it, or ``""``."""
    weaves = CATEGORIES[category].weaves if category in CATEGORIES else ()
    return weaves[0] if len(weaves) == 1 else ""


def _motifs(said: str) -> tuple[str, ...]:
    """The motifs that some words name."""
    return tuple(motif for motif in _NAMED_MOTIFS if re.search(rf"\b{motif}", said))


def _said(garment: GarmentPhrase, parsed: ParsedPrompt) -> str:
    """A garment's words, and those between it and the garment before."""
    before = max((other.end for other in parsed.garments if other.end <= garment.start), default=0)
    return parsed.text[before : garment.end].lower()
