"""Putting an outfit on a body: each garment by its module, inner layers left out where outer ones hide them."""

from collections.abc import Callable
from dataclasses import replace

from equifashion.garments.attributes.lengths import SLEEVE_LENGTH_MEASURES
from equifashion.garments.figure.body import T_UNDERBUST, T_WAIST, Body
from equifashion.garments.on_figure.ao_dai import draw_ao_dai
from equifashion.garments.on_figure.cape import draw_cape
from equifashion.garments.on_figure.outer import draw_outer
from equifashion.garments.on_figure.outfit import Garment, Outfit
from equifashion.garments.on_figure.skirts import draw_skirt
from equifashion.garments.on_figure.tops import draw_dress_bodice, draw_top
from equifashion.garments.on_figure.trousers import draw_trousers
from equifashion.garments.on_figure.waist import draw_belt
from equifashion.garments.scene.scene import Shape

LAYERED_TOPS = ("cardigan", "waistcoat")
EMPIRE = ("sundress", "slip dress")


def draw_outfit(outfit: Outfit, body: Body) -> list[Shape]:
    """All shapes of an outfit; the figure beneath is drawn by ``figure.draw_figure``."""
    shapes: list[Shape] = []
    for place, garment in enumerate(outfit.garments):
        drawn = draw_garment(garment, body, outfit.garments[:place], outfit.garments[place + 1 :])
        shapes += [replace(shape, garment=place) for shape in drawn]
    return shapes


def draw_garment(
    garment: Garment, body: Body, under: tuple[Garment, ...] = (), over: tuple[Garment, ...] = ()
) -> list[Shape]:
    """One garment, given what is worn under and over it."""
    return _KINDS[garment.kind](garment, body, under, over)


def _top(garment: Garment, body: Body, under: tuple[Garment, ...], over: tuple[Garment, ...]) -> list[Shape]:
    if garment.category in LAYERED_TOPS and any(g.kind in ("top", "dress") for g in under):
        return draw_outer(garment, body)
    return draw_top(garment, body, sleeves_under(garment, over), hides_collar(over))


def _outer(garment: Garment, body: Body, under: tuple[Garment, ...], over: tuple[Garment, ...]) -> list[Shape]:
    return draw_cape(garment, body) if garment.category == "cape" else draw_outer(garment, body)


def _dress(garment: Garment, body: Body, under: tuple[Garment, ...], over: tuple[Garment, ...]) -> list[Shape]:
    if garment.category == "áo dài":
        return draw_ao_dai(garment, body)
    waist = T_UNDERBUST + 0.04 if garment.category in EMPIRE and garment.silhouette != "pencil" else T_WAIST
    shapes = draw_skirt(garment, body, waist)
    shapes += draw_dress_bodice(garment, body, waist, sleeves_under(garment, over), hides_collar(over))
    if garment.belted:
        style = "tie" if garment.category in ("wrap dress", "sundress") else "buckle"
        shapes += draw_belt(body, belt_colour(garment), T_WAIST, style)
    return shapes


def _one_piece(garment: Garment, body: Body, under: tuple[Garment, ...], over: tuple[Garment, ...]) -> list[Shape]:
    shapes = draw_trousers(garment, body)
    if garment.category != "dungarees":
        shapes += draw_dress_bodice(garment, body, T_WAIST, sleeves_under(garment, over), hides_collar(over))
    if garment.belted:
        shapes += draw_belt(body, belt_colour(garment), T_WAIST, "sash" if garment.seed % 2 else "buckle")
    return shapes


def belt_colour(garment: Garment) -> str:
    """Colour of a belt: the trim, or the cloth's own."""
    return garment.trim or garment.fabric.colours[0]


def sleeves_under(garment: Garment, over: tuple[Garment, ...]) -> str:
    """What is seen of a garment's sleeves under outer layers: ``"drawn"``, ``"hidden"`` or ``"below"`` theirs."""
    own, *others = (SLEEVE_LENGTH_MEASURES[g.sleeve_length or "sleeveless"].arm_share for g in (garment, *over))
    longest = max(others, default=0.0)
    return "drawn" if not longest else "hidden" if longest >= own else "below"


def hides_collar(over: tuple[Garment, ...]) -> bool:
    """Whether a layer over it closes at the throat."""
    return any(g.closes_at_neck for g in over if g.kind in ("top", "outer"))


Drawer = Callable[[Garment, Body, tuple[Garment, ...], tuple[Garment, ...]], list[Shape]]
_KINDS: dict[str, Drawer] = {
    "top": _top,
    "outer": _outer,
    "dress": _dress,
    "skirt": lambda garment, body, under, over: draw_skirt(garment, body),
    "trousers": lambda garment, body, under, over: draw_trousers(garment, body),
    "one-piece": _one_piece,
}
