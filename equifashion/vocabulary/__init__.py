"""The fashion vocabulary, as tables in English and Vietnamese, and the rules of what applies to what.

Garment categories with the values they admit, the attributes A1–A5, silhouettes, weaves, materials, colours,
moods; apart from them the labels of the garment photographs, which the shipped weights were trained on.
May be imported by every layer above; imports only errors.
"""

from equifashion.vocabulary.attributes import (
    ATTRIBUTE_NAMES,
    ATTRIBUTES,
    COLLARS,
    GARMENT_LENGTHS,
    HEMS,
    KINDS,
    LENGTH_WORDS,
    SILHOUETTES,
    SLEEVE_LENGTHS,
    SLEEVE_TYPES,
    Attribute,
    length_word,
)
from equifashion.vocabulary.categories import CATEGORIES
from equifashion.vocabulary.category import Category
from equifashion.vocabulary.colours import COLOUR_TERMS, COLOURS
from equifashion.vocabulary.materials import MATERIALS, WEAVES
from equifashion.vocabulary.moods import EFFECTS, FEELINGS, MOODS, OCCASIONS, STYLES, Mood, moods_of
from equifashion.vocabulary.photographs import (
    NEAREST_NAMES,
    PATTERNS,
    PHOTOGRAPH_LABELS,
    UNCONFIRMED_WORDS,
    PhotographLabel,
    category_of_label,
)
from equifashion.vocabulary.rules import allowed, compatible
from equifashion.vocabulary.terms import Term

__all__ = [
    "ATTRIBUTES",
    "ATTRIBUTE_NAMES",
    "CATEGORIES",
    "COLLARS",
    "COLOURS",
    "COLOUR_TERMS",
    "EFFECTS",
    "FEELINGS",
    "GARMENT_LENGTHS",
    "HEMS",
    "KINDS",
    "LENGTH_WORDS",
    "MATERIALS",
    "MOODS",
    "NEAREST_NAMES",
    "OCCASIONS",
    "PATTERNS",
    "PHOTOGRAPH_LABELS",
    "SILHOUETTES",
    "SLEEVE_LENGTHS",
    "SLEEVE_TYPES",
    "STYLES",
    "UNCONFIRMED_WORDS",
    "WEAVES",
    "Attribute",
    "Category",
    "Mood",
    "PhotographLabel",
    "Term",
    "allowed",
    "category_of_label",
    "compatible",
    "length_word",
    "moods_of",
]
