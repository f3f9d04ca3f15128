"""The page's own files: style sheet, scripts, icon."""

from equifashion.resources import assets_folder

ASSETS = assets_folder()


def read_asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")
