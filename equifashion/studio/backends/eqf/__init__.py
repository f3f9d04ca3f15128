"""The published EquiFashion checkpoint (a ControlLDM on Stable Diffusion 2.1) in diffusers' classes.

A plugin: nothing imports it but the loader, by the name in the preset's row. ``create_model`` and
``load_state_dict`` are the published code's own calls.
"""

from equifashion.studio.backends.eqf.compat import create_model, load_state_dict
from equifashion.studio.backends.eqf.model import EqfModel

__all__ = ["EqfModel", "create_model", "load_state_dict"]
