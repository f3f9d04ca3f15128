"""Files that visitors download: a picture with its recipe inside, and the recipe alone."""

import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from equifashion.design.recipe import Recipe
from equifashion.export.png import save_png, save_recipe
from equifashion.files import write_whole

_PREFIX = "equifashion"


@dataclass(frozen=True)
class PictureFiles:
    """Paths of one picture and of its recipe."""

    png: Path
    recipe: Path


class DownloadFolder:
    """Writes downloads, each set in a folder of its own whose name cannot be guessed.

    Args:
        root: a folder that the page may serve (Gradio's cache), emptied when the program ends.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def new_folder(self) -> Path:
        """A folder of its own for other downloads."""
        folder = self._root / secrets.token_hex(16)
        folder.mkdir(parents=True)
        return folder

    def write_picture(self, image: Image.Image, recipe: Recipe, identity: str) -> Path:
        """Write a PNG that carries its recipe.

        Raises:
            StorageError: the disk is full or not writable.
        """
        path = self._root / secrets.token_hex(16) / f"{_file_stem(recipe, identity)}.png"
        save_png(path, image, recipe)
        return path

    def write_lines(self, drawing: str, recipe: Recipe, identity: str) -> Path:
        """Write an SVG drawing.

        Raises:
            StorageError: the disk is full or not writable.
        """
        path = self._root / secrets.token_hex(16) / f"{_file_stem(recipe, identity)}.svg"
        write_whole(path, drawing.encode())
        return path

    def write(self, image: Image.Image, recipe: Recipe, identity: str) -> PictureFiles:
        """Write the PNG and, beside it, the recipe as JSON."""
        png = self.write_picture(image, recipe, identity)
        save_recipe(png.with_suffix(".json"), recipe)
        return PictureFiles(png, png.with_suffix(".json"))


def identity_in(path: str) -> str:
    """The id that a made file's name ends with."""
    return Path(path).stem.rpartition("-")[2]


def _file_stem(recipe: Recipe, identity: str) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", recipe.prompt.lower()).strip("-")[:40].strip("-")
    return "-".join(part for part in (_PREFIX, words, identity) if part)
