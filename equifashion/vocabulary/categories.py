"""All garment categories of the house."""

from equifashion.vocabulary.bottoms import SKIRTS, TROUSERS
from equifashion.vocabulary.category import Category
from equifashion.vocabulary.dresses import DRESSES, ONE_PIECES
from equifashion.vocabulary.outerwear import OUTERWEAR
from equifashion.vocabulary.terms import table
from equifashion.vocabulary.tops import TOPS

CATEGORIES: dict[str, Category] = table((*TOPS, *OUTERWEAR, *DRESSES, *SKIRTS, *TROUSERS, *ONE_PIECES))
