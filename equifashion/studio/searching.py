"""What an idea's recipe must be found by looking: the styles of a picture, and variations at a chosen distance."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image

from equifashion.design import DesignBrief, Idea
from equifashion.design.checks import encode_picture
from equifashion.design.edits import Invert, Vary, encode_array
from equifashion.design.recipe import stored_picture
from equifashion.gan.inversion import InversionSettings, InversionStep, Reconstruction, invert
from equifashion.gan.variation import farthest_points, strength_among, strength_for
from equifashion.imaging.difference import appearance, appearance_distance
from equifashion.models.codec import decode_to_images, encode_images
from equifashion.studio.cutting import recut_strengths
from equifashion.studio.making import IdeaMaker

_CANDIDATES_EACH = 3  # variations looked at for each one that is wanted
_REACHED = 0.2  # of the wanted distance, by which a variation may miss it
_BEYOND = 0.5  # likewise, by which it may lie farther where too few do not miss it
_DUPLICATE = 0.3  # of the wanted distance: variations nearer to one another are shown once


@dataclass(frozen=True)
class InvertStep:
    """One step of an inversion.

    Attributes:
        index: 0 … steps.
        steps: how many there are.
        difference: mean absolute latent difference of the best styles so far.
        idea: the picture's idea on the last step, else None.
    """

    index: int
    steps: int
    difference: float
    idea: Idea | None = None


def search_picture(
    picture: Image.Image, brief: DesignBrief, maker: IdeaMaker, settings: InversionSettings
) -> Iterator[InversionStep]:
    """Search for a cut-out picture's styles under a brief."""
    exact = maker.exact_generator
    given = maker.conditions(brief).given
    target = encode_images([picture], maker.parts.autoencoder)
    codes = exact.sample_z(32, seed=0).to(maker.device)
    centre = exact.styles(codes, given.repeat(len(codes))).mean(dim=0, keepdim=True)
    return invert(target, exact, given, centre, settings)


def inverted_edit(picture: Image.Image, step: InversionStep, settings: InversionSettings) -> Invert:
    """The origin that an inversion ends in."""
    return Invert(
        picture=encode_picture(picture),
        styles=encode_array(step.styles.numpy()),
        steps=settings.steps,
        candidates=settings.candidates,
        pull=settings.pull,
        seed=settings.seed,
    )


def measure_reconstruction(idea: Idea, maker: IdeaMaker) -> Reconstruction:
    """An inverted idea against its picture, the average design and the autoencoder."""
    origin = idea.recipe.edit
    assert isinstance(origin, Invert)
    picture = stored_picture("picture", origin.picture)
    told = maker.told(idea.recipe)
    autoencoder = maker.parts.autoencoder
    average = maker.picture(maker.latents(maker.centre(told.given), told), idea.recipe)
    [limit] = decode_to_images(encode_images([picture], autoencoder), autoencoder)
    wanted = np.asarray(picture, np.float64)
    found, baseline, least = (
        float(np.abs(np.asarray(image, np.float64) - wanted).mean() / 255.0)
        for image in (idea.image, average, limit)
    )
    return Reconstruction(found, baseline, least)


@dataclass(frozen=True)
class VaryStep:
    """One candidate of a search for variations was looked at.

    Attributes:
        index: 1 … steps.
        steps: how many there are.
        ideas: the variations on the last step, else None.
    """

    index: int
    steps: int
    ideas: list[Idea] | None = None


@dataclass(frozen=True)
class CandidateStep:
    """As ``VaryStep``, with the variations' origins, which come in a step of their own after the last candidate."""

    index: int
    steps: int
    origins: list[Vary] | None = None


def search_variations(
    idea: Idea, distance: float, count: int, seed: int, maker: IdeaMaker
) -> Iterator[CandidateStep]:
    """Origins of up to ``count`` variations at a picture distance from an idea, far from one another.

    Three times as many random ways are tried; near-duplicates are left out, and of the others each next one is the
    farthest from those chosen before. Where too few lie at the distance, the nearest others come that are neither
    near-duplicates nor half as far again: the generator does not go everywhere, and figures are cut otherwise a
    part at a time.
    """
    steps = recut_strengths(idea.recipe, maker.draws_figures) if maker.aids.blocks else ()
    start, known = appearance(idea.image), {idea.recipe.sha256: idea}
    origins, looks, aways = [], [], []
    guess = 0.5
    for index in range(_CANDIDATES_EACH * count):
        seen: dict[float, list[np.ndarray]] = {}

        def moved(strength: float, index: int = index) -> Vary:
            return Vary(idea.recipe, distance, seed, index, strength)

        def distance_at(strength: float, moved: Callable = moved, seen: dict = seen) -> float:
            there = idea.recipe.derived(moved(strength), idea.recipe.device)
            seen[strength] = appearance(maker.make(there, known).image)
            return appearance_distance(start, seen[strength])

        if steps:
            strength = strength_among(distance, distance_at, steps, guess)
        else:
            strength = strength_for(distance, distance_at, guess)
        guess = strength  # ways are alike enough to start where the last one ended
        origins.append(moved(strength))
        looks.append(seen[strength])
        aways.append(appearance_distance(start, seen[strength]))
        yield CandidateStep(index + 1, _CANDIDATES_EACH * count)
    between = np.array([[appearance_distance(a, b) for b in looks] for a in looks])
    chosen = [origins[place] for place in _chosen(between, np.array(aways), distance, count)]
    yield CandidateStep(_CANDIDATES_EACH * count, _CANDIDATES_EACH * count, chosen)


def _chosen(between: np.ndarray, aways: np.ndarray, distance: float, count: int) -> list[int]:
    """Places of up to ``count`` variations: those at the distance, then the nearest others that differ.

    The nearest one alone, where each is a near-duplicate of the idea or half as far again as was wanted.

    Args:
        between: distances of the variations from one another, (N, N).
        aways: from the idea, (N,).
        distance: wanted.
        count: how many at most.
    """
    apart, misses = _DUPLICATE * distance, np.abs(aways - distance)
    near = np.flatnonzero(misses <= _REACHED * distance)
    places = [int(near[place]) for place in farthest_points(between[np.ix_(near, near)], count, apart)]
    nearest = np.argsort(misses, kind="stable").tolist()
    for place in nearest:
        fits = apart <= aways[place] <= (1.0 + _BEYOND) * distance
        if len(places) < count and fits and all(between[place, other] >= apart for other in places):
            places.append(place)
    return places or nearest[:1]
