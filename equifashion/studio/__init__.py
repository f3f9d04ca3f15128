"""From a brief to a finished design: presets, the loader, the studio.

May be imported by evaluation, web and the command line; imports the layers below it.
"""

from equifashion.studio.loader import load_studio
from equifashion.studio.studio import Studio

__all__ = ["Studio", "load_studio"]
