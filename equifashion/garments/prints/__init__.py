"""Placed prints: lettering, emblems and drawings for the chest of a T-shirt. Knows neither bodies nor garments."""

from equifashion.garments.prints.graphic import Graphic, graphic, printed

__all__ = ["Graphic", "graphic", "printed"]
