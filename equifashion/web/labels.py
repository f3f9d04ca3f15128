"""How an idea was made, in a few words."""

from collections.abc import Mapping

from equifashion.design.edits import Inpaint, Invert, Mix, Recolor, Sample, Steer, Vary
from equifashion.design.recipe import Recipe
from equifashion.vocabulary import ATTRIBUTE_NAMES, ATTRIBUTES
from equifashion.web.strings import direction_words, sentence


def how_made(recipe: Recipe, language: str) -> str:
    """The last thing that was done, e.g. ``Steered: longer +1.5``."""
    match origin := recipe.edit:
        case Sample():
            return sentence("how_sampled", language, number=recipe.index + 1)
        case Mix():
            return sentence("how_mixed", language, count=len(origin.parents))
        case Steer():
            return sentence("how_edited", language, moves=moves_words(origin.amounts, language))
        case Invert():
            return sentence("how_inverted", language)
        case Vary():
            return sentence("how_varied", language, distance=f"{origin.distance:g}")
        case Recolor():
            colours = ", ".join("#" + bytes(colour).hex() for colour in origin.palette)
            return sentence("how_recoloured", language, colours=colours)
        case Inpaint(attribute=None):
            return sentence("how_locked", language)
    return altered_words(origin.attribute, origin.value, language)


def altered_words(attribute: str, value: str, language: str) -> str:
    """E.g. ``Sleeve length: long``."""
    names = (ATTRIBUTE_NAMES.get(attribute), ATTRIBUTES.get(attribute, {}).get(value))
    name, said = ((term.vi if language == "vi" else term.name) if term else "?" for term in names)
    return sentence("how_altered", language, attribute=name.capitalize(), value=said)


def moves_words(moves: Mapping[str, float], language: str) -> str:
    """Directions with how far each goes, e.g. ``longer +1.5``."""
    return ", ".join(f"{direction_words(name, language)} {signed(amount)}" for name, amount in moves.items())


def signed(value: float, digits: int = 2) -> str:
    """A number with its sign, the minus as typographers set it."""
    return f"{value:+.{digits}g}".replace("-", "−")


def finish_of(recipe: Recipe) -> Recipe:
    """The recipe that a finished design was finished by: its own, or beneath other colours its parent's."""
    while isinstance(recipe.edit, Recolor) and not recipe.is_draft and recipe.steps is None:
        recipe = recipe.edit.parent
    return recipe
