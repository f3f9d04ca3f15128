"""From a brief to a finished design: presets, the loader, the studio.

May be imported by evaluation, ui and the command line; imports the model layers below it.
"""

from equifashion.pipeline.loader import load_studio
from equifashion.pipeline.studio import Studio

__all__ = ["Studio", "load_studio"]
