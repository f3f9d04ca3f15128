"""All garment categories of the house."""

from equifashion.design.vocabulary.bottoms import SKIRTS, TROUSERS
from equifashion.design.vocabulary.category import Category
from equifashion.design.vocabulary.dresses import DRESSES, ONE_PIECES
from equifashion.design.vocabulary.outerwear import OUTERWEAR
from equifashion.design.vocabulary.terms import table
from equifashion.design.vocabulary.tops import TOPS

CATEGORIES: dict[str, Category] = table((*TOPS, *OUTERWEAR, *DRESSES, *SKIRTS, *TROUSERS, *ONE_PIECES))
