"""``python -m equifashion directions`` as a function: the search of ``training`` on a preset's generator."""

from pathlib import Path

from equifashion.evaluation.designs import Say, say_nothing
from equifashion.evaluation.evaluators import CATEGORY_NAMES, COLOUR_NAMES
from equifashion.evaluation.runner import PromptedStyles, open_runner
from equifashion.training.directions import QUICK, SearchSize, search_directions

__all__ = ["QUICK", "SearchSize", "direction_prompts", "find_directions"]


def find_directions(
    preset: str,
    out: Path,
    device: str = "auto",
    checkpoints: Path | None = None,
    size: SearchSize | None = None,
    say: Say = say_nothing,
) -> Path:
    """Search a preset's generator for directions and write them.

    Args:
        preset: name of the preset.
        out: folder for ``directions.safetensors``; a studio finds it beside its weights.
        device: as for ``load_studio``.
        checkpoints: weights instead of the preset's.
        size: how much is made and measured.
        say: hears a line now and then.

    Returns:
        The file.
    """
    styles = PromptedStyles(open_runner(checkpoints, device, preset))
    return search_directions(styles, direction_prompts(), out, size or SearchSize(), say)


def direction_prompts() -> list[str]:
    """Every category in every colour, neighbours differing in both."""
    return [
        f"{COLOUR_NAMES[(number + number // len(COLOUR_NAMES)) % len(COLOUR_NAMES)]} {category}"
        for number, category in enumerate(CATEGORY_NAMES * len(COLOUR_NAMES))
    ]
