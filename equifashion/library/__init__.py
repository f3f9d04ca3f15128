"""Where designs are kept: writing pictures and recipes to disk and reading them back.

May be imported by `ui` and the command line; imports only `design`, `imaging` and `errors`. No torch here.
"""

from equifashion.library.export import read_recipe, save_png, save_recipe
from equifashion.library.motion import picture_strip, save_animation

__all__ = ["picture_strip", "read_recipe", "save_animation", "save_png", "save_recipe"]
