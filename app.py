"""Starts the studio's web page: `python app.py`, then open the address that it prints.

The same as `equifashion serve`, which lists the options with `--help`.
"""

import sys

from equifashion.cli.main import main

if __name__ == "__main__":
    sys.exit(main(["serve", *sys.argv[1:]]))
