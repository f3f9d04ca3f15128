"""Export: pictures with their recipe, recipes alone, strips and animations, as files.

May be imported by web and the command line; imports design and imaging. No torch here.
"""

from equifashion.export.animation import picture_strip, save_animation
from equifashion.export.png import read_recipe, save_png, save_recipe

__all__ = ["picture_strip", "read_recipe", "save_animation", "save_png", "save_recipe"]
