"""What a drawn outfit lets one state: its garments' words, as far as they can be seen, and who wears it."""

from dataclasses import replace

import numpy as np

from equifashion.datasets.captions.facts import GarmentFacts, OutfitFacts, WearerFacts
from equifashion.datasets.captions.moods import fitting_moods
from equifashion.garments.figure.body import Figure, Stance
from equifashion.garments.on_figure.outfit import Garment, Outfit
from equifashion.garments.textiles import main_colours, motif
from equifashion.imaging.palette import nearest_name, to_lab
from equifashion.vocabulary import COLOURS, GARMENT_LENGTHS

# Where the five lengths A1 end, 0 the waist … 5 the ankle; coats hide what ends higher.
_ENDS = {
    "top": (-0.5, 0.0, 0.6, 1.0, 1.5),
    "outer": (0.0, 0.6, 1.5, 3.0, 5.0),
    "dress": (1.3, 2.0, 3.0, 4.0, 5.0),
    "skirt": (1.3, 2.0, 3.0, 4.0, 5.0),
    "trousers": (1.0, 3.0, 4.0, 4.8, 5.0),
    "one-piece": (1.0, 3.0, 4.0, 4.8, 5.0),
}
_SEEN_BESIDE_SKIN = 0.3  # how much lower than a closed coat something has to end to be seen
_SKINS = ((3, "light"), (6, "medium"), (10, "deep"))  # up to which tone of the Monk scale
_TRIMMED_COLLARS = frozenset({"Peter Pan collar"})  # cut from the trim
_COVERED_COLLARS = frozenset({"turtleneck", "hood", "shirt collar"})  # seen above a closed layer


def facts_of_outfit(
    outfit: Outfit,
    figure: Figure | None = None,
    stance: Stance | None = None,
    random: np.random.Generator | None = None,
) -> OutfitFacts:
    """The facts of a croquis; what an outer layer covers is left out.

    Args:
        outfit: what is worn.
        figure, stance: who wears it and how; None for an outfit without a wearer.
        random: chooses moods that suit the garments; None for none.
    """
    garments = [_facts(garment) for garment in outfit.garments]
    garments = [_seen(garment, garments) for garment in garments]
    wearer = None if figure is None else _wearer(figure, stance)
    facts = OutfitFacts(tuple(garments), "croquis", outfit.main, wearer)
    if random is None:
        return facts
    moods = fitting_moods(facts.garments, outfit.main, random)
    return replace(
        facts,
        styles=moods.get("style", ()),
        occasions=moods.get("occasion", ()),
        effects=moods.get("effect", ()),
        feelings=moods.get("feeling", ()),
    )


def _facts(garment: Garment) -> GarmentFacts:
    fabric = garment.fabric
    colours = main_colours(fabric)
    trim = _colour_name(garment.trim) if garment.trim else ""
    trim = "" if trim in colours else trim
    shaped_bodice = garment.kind in ("dress", "one-piece")
    return GarmentFacts(
        garment.category,
        colours,
        fabric.weave,
        motif(fabric),
        length=garment.length,
        sleeve_length=garment.sleeve_length or "",
        sleeve_type=garment.sleeve_type or "",
        collar=garment.collar or "",
        hem=garment.hem or "",
        silhouette=garment.silhouette,
        fit=garment.fit if shaped_bodice else "",
        collar_colour=trim if garment.collar in _TRIMMED_COLLARS else "",
        belt_colour=trim if garment.belted else "",
        opened=garment.opened,
        tucked=garment.tucked,
        belted=garment.belted,
    )


def _seen(garment: GarmentFacts, outfit: list[GarmentFacts]) -> GarmentFacts:
    """A garment's facts without those that what is worn over it hides."""
    over = [other for other in outfit if other.depth > garment.depth]
    coat = next((other for other in over if other.kind == "outer"), None)
    if garment.tucked:
        garment = replace(garment, length="", hem="")
    if any(other.depth == 2.0 for other in over):  # dungarees over a shirt
        garment = replace(garment, length="", hem="", silhouette="")
    if coat is None:
        return garment
    if garment.depth > 0:
        garment = replace(garment, sleeve_length="", sleeve_type="", fit="")
    if coat.opened:
        return garment
    lowest = _end(garment) > _end(coat) + _SEEN_BESIDE_SKIN
    if not lowest:
        seen = garment.kind == "top"  # at the neck
        return replace(_without_cut(garment), collar=_collar_seen(garment), hidden=not seen)
    if garment.depth == 0:
        return garment
    return replace(garment, collar=_collar_seen(garment), belted=False, belt_colour="", collar_colour="")


def _without_cut(garment: GarmentFacts) -> GarmentFacts:
    return replace(
        garment, length="", hem="", silhouette="", collar_colour="", belted=False, belt_colour="", tucked=False
    )


def _collar_seen(garment: GarmentFacts) -> str:
    return garment.collar if garment.collar in _COVERED_COLLARS else ""


def _end(garment: GarmentFacts) -> float:
    """How far down a garment reaches, on the scale of ``_ENDS``."""
    return _ENDS[garment.kind][list(GARMENT_LENGTHS).index(garment.length)] if garment.length else 0.0


def _wearer(figure: Figure, stance: Stance | None) -> WearerFacts:
    skin = next(name for tone, name in _SKINS if figure.skin_tone <= tone)
    motion = ""
    if stance is not None:
        motion = "seated" if stance.seated else "walking" if "walk" in stance.name else ""
    colour = _colour_name(figure.shoe_colour)
    return WearerFacts(figure.presentation, figure.shape, skin, motion, figure.shoes, colour)


def _colour_name(colour: str) -> str:
    """The vocabulary's name for a ``"#rrggbb"`` colour."""
    red, green, blue = bytes.fromhex(colour[1:])
    return nearest_name(to_lab((red, green, blue)), COLOURS)
