"""How an idea was made, in a few words."""

from collections.abc import Callable, Mapping

from equifashion.design.recipe import Recipe
from equifashion.vocabulary import ATTRIBUTE_NAMES, ATTRIBUTES
from equifashion.web.i18n import direction_words, sentence


def how_made(recipe: Recipe, language: str) -> str:
    """The last thing that was done, e.g. ``Steered: longer +1.5``."""
    return _HOW[recipe.edit.kind](recipe, language)


def attribute_words(attribute: str, value: str, language: str) -> str:
    """E.g. ``Sleeve length: long``."""
    names = (ATTRIBUTE_NAMES.get(attribute), ATTRIBUTES.get(attribute, {}).get(value))
    name, words = (term_words(term, language) if term else "?" for term in names)
    return sentence("how_inpaint", language, attribute=name.capitalize(), value=words)


def term_words(term, language: str) -> str:
    """A term of the vocabulary in a language."""
    return term.vi if language == "vi" else term.name


def moves_words(moves: Mapping[str, float], language: str) -> str:
    """Directions with how far each goes, e.g. ``longer +1.5``."""
    return ", ".join(f"{direction_words(name, language)} {signed(amount)}" for name, amount in moves.items())


def signed(value: float, digits: int = 2) -> str:
    """A number with its sign, the minus as typographers set it."""
    return f"{value:+.{digits}g}".replace("-", "−")


def finished_recipe(recipe: Recipe) -> Recipe:
    """The recipe that a finished design was finished by: its own, or beneath other colours its parent's."""
    while recipe.edit.kind == "recolor" and not recipe.is_draft and recipe.steps is None:
        recipe = recipe.edit.parent
    return recipe


def _inpainted(recipe: Recipe, language: str) -> str:
    edit = recipe.edit
    if edit.changes_attribute:
        return attribute_words(edit.attribute, edit.value, language)
    return sentence("how_inpaint_locked" if edit.lets_in_other else "how_inpaint_redrawn", language)


def _recolored(recipe: Recipe, language: str) -> str:
    colours = ", ".join("#" + bytes(colour).hex() for colour in recipe.edit.palette)
    return sentence("how_recolor", language, colours=colours)


_HOW: dict[str, Callable[[Recipe, str], str]] = {
    "sample": lambda recipe, language: sentence("how_sample", language, number=recipe.index + 1),
    "mix": lambda recipe, language: sentence("how_mix", language, count=len(recipe.edit.parents)),
    "steer": lambda recipe, language: sentence(
        "how_steer", language, moves=moves_words(recipe.edit.amounts, language)
    ),
    "invert": lambda _, language: sentence("how_invert", language),
    "vary": lambda recipe, language: sentence("how_vary", language, distance=f"{recipe.edit.distance:g}"),
    "recolor": _recolored,
    "inpaint": _inpainted,
}
