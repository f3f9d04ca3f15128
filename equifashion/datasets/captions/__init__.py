"""Captions: photographs from what was measured, outfits from what was drawn, and noise upon either.

May be imported by the rest of ``datasets`` and by training; imports design, and in ``outfits`` alone the croquis.
Every random choice is the generator's.
"""

from equifashion.datasets.captions.corruption import Corruption, apply_corruptions, undo_corruptions
from equifashion.datasets.captions.facts import GarmentFacts, OutfitFacts, WearerFacts
from equifashion.datasets.captions.grammar import captions, write_caption
from equifashion.datasets.captions.noise import NoiseRates, NoisyText, corrupt
from equifashion.datasets.captions.photographs import caption
from equifashion.datasets.captions.writing import Caption, CaptionPhrase

__all__ = [
    "Caption",
    "CaptionPhrase",
    "Corruption",
    "GarmentFacts",
    "NoiseRates",
    "NoisyText",
    "OutfitFacts",
    "WearerFacts",
    "apply_corruptions",
    "caption",
    "captions",
    "corrupt",
    "undo_corruptions",
    "write_caption",
]
