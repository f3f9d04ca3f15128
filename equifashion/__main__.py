"""``python -m equifashion``, the same as the command ``equifashion``."""

import sys

from equifashion.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
