"""Designs as files: a PNG that carries its recipe, and the recipe alone as JSON."""

import io
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from equifashion.design.recipe import Recipe
from equifashion.errors import InvalidInput, StorageError
from equifashion.files import refusal_reason, write_whole
from equifashion.imaging.io import pixels_only

RECIPE_KEYWORD = "equifashion-recipe"  # keyword of the PNG's iTXt chunk

_MAX_BYTES = 100 * 2**20


def save_png(path: Path | str, image: Image.Image, recipe: Recipe) -> None:
    """Write a picture as PNG with its recipe inside, and nothing else about it.

    Args:
        path: where to; missing folders are made, an existing file is replaced.
        image: the picture, any mode; stored as RGB.
        recipe: how it was made; stored as iTXt `RECIPE_KEYWORD`.

    Raises:
        StorageError: full disk, no permission, or not a place for a file.
    """
    info = PngInfo()
    info.add_itxt(RECIPE_KEYWORD, recipe.to_json())
    buffer = io.BytesIO()
    pixels_only(image).save(buffer, format="PNG", pnginfo=info)
    write_whole(Path(path), buffer.getvalue())


def save_recipe(path: Path | str, recipe: Recipe) -> None:
    """Write a recipe as a JSON file.

    Raises:
        StorageError: as for `save_png`.
    """
    write_whole(Path(path), recipe.to_json().encode())


def read_recipe(path: Path | str) -> Recipe:
    """Read the recipe out of a PNG by `save_png` or a JSON file by `save_recipe`.

    Raises:
        StorageError: the file is missing or cannot be read.
        InvalidInput: it is of another kind, carries no recipe, or a damaged one.
    """
    path = Path(path)
    try:
        with open(path, "rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise StorageError(f"There is no file {str(path)!r}.") from error
    except (OSError, ValueError) as error:
        raise StorageError(f"The file {str(path)!r} could not be read ({refusal_reason(error)}).") from error
    if len(data) > _MAX_BYTES:
        raise InvalidInput(f"{path.name} is larger than {_MAX_BYTES // 2**20} MB: not a file of this studio.")
    if data.startswith(b"\x89PNG"):
        return Recipe.from_json(_recipe_text(data, path.name))
    if data.lstrip().startswith(b"{"):
        return Recipe.from_json(data)
    raise InvalidInput(f"{path.name} is neither a PNG nor a recipe. Please choose a PNG saved by this studio.")


def _recipe_text(png: bytes, name: str) -> str:
    try:
        with Image.open(io.BytesIO(png), formats=["PNG"]) as image:  # reads the header, decodes no pixels
            text = image.info.get(RECIPE_KEYWORD)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise InvalidInput(f"{name} is a damaged PNG and could not be read.") from error
    if not isinstance(text, str):
        raise InvalidInput(
            f"{name} carries no recipe. It was saved elsewhere, or another program has removed the recipe."
        )
    return str(text)
