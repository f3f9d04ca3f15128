"""What ``python -m equifashion`` can do: one file a family of commands, one ``add_…`` function a command.

Each ``add_…`` declares a command's options and sets ``perform``, the function that the command line calls with the
options' values by name. So an option's destination is the name of the argument that it becomes; what is given
several times is a tuple. What a command needs it imports when it is performed: the command line starts at once.

Imported by ``__main__`` alone; may import every layer below.
"""

import argparse
from typing import TypeAlias

Commands: TypeAlias = argparse._SubParsersAction
