"""The published EquiFashion checkpoint (a ControlLDM on Stable Diffusion 2.1) in diffusers' classes.

``create_model`` and ``load_state_dict`` are the door that the published code has. May be imported by pipeline and
evaluation; imports refinement's schedule and fusion.
"""

from equifashion.studio.backends.eqf.compat import create_model, load_state_dict
from equifashion.studio.backends.eqf.model import EqfModel

__all__ = ["EqfModel", "create_model", "load_state_dict"]
