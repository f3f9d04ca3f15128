"""The page's own files: style sheet, scripts, icon."""

from pathlib import Path

ASSETS = Path(__file__).resolve().parents[2] / "assets"


def read_asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")
