"""Where designs are kept: writing pictures and recipes to disk and reading them back.

May be imported by `ui` and the command line; imports only `design`, `imaging` and `errors`. No torch here.
"""

from equifashion.library.export import read_recipe, save_png, save_recipe

__all__ = ["read_recipe", "save_png", "save_recipe"]
