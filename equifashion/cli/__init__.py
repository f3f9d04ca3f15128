"""The command line, ``equifashion`` or ``python -m equifashion``: one function a command.

A command's options are the arguments of its function, and its help is their docstring (``parser``). Functions
import what they need when they run, so that the command line starts at once. Used by ``__main__`` and the console
script alone; may import every layer below.
"""
