"""Finds directions in a generator's styles, measures what they do, and keeps those that do what they say.

Three kinds of pictures, none used twice: designs whose layers were sampled apart, on which attributes are fitted;
a few on which the best range of layers is chosen for each attribute; and those on which the choice is validated.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import numpy as np

from equifashion.errors import InvalidInput
from equifashion.gan.directions import (
    AttributeFit,
    Components,
    Direction,
    Directions,
    principal_components,
    validated,
)
from equifashion.training.attributes import ATTRIBUTES, measure_attributes

DIRECTIONS_FILE = "directions.safetensors"
# Name of an attribute → name of its direction; a minus sign goes the other way.
NAMES = {
    "long": "longer",
    "wide": "looser",
    "sleeves": "longer sleeves",
    "flared": "more flared",
    "light": "lighter",
    "saturated": "more saturated",
    "warm": "warmer",
    "graphic": "more graphic",
}
_FIT_SEED, _CHOICE_SEED, _TEST_SEED, _COMPONENT_SEED = 10_000, 20_000, 30_000, 40_000
_LEAST = 20  # measured designs, below which nothing can be fitted
_STEPS = (1.0, 2.0, 3.0)  # amounts tried, each way, for the safe range
_EACH_PROMPT = 8  # designs of one prompt at least, since the fit looks at differences within prompts
_COORDINATES = 32  # principal components of w in which attributes are fitted


@dataclass(frozen=True)
class SearchSize:
    """How much is made and measured.

    Attributes:
        styles: w looked at for principal components.
        fitted: designs on which attributes are fitted.
        chosen: seeds on which ranges of layers are compared, for each attribute and range.
        tested: seeds on which a direction's effects are measured; what is shipped passed on these.
        components: principal components kept.
        ranged: of the tested seeds, how many are followed over several amounts for the safe range.
    """

    styles: int = 4000
    fitted: int = 3000
    chosen: int = 40
    tested: int = 200
    components: int = 8
    ranged: int = 24


QUICK = SearchSize(styles=2000, fitted=600, chosen=12, tested=40, components=3, ranged=6)


class StyleSource(Protocol):
    """A generator under prompts.

    Attributes:
        layers, structure_layers: style vectors of a design, and how many of them, from the first, decide structure.
        style_dim: of a style vector.
        generator_sha256: of its weights file.
    """

    layers: int
    structure_layers: int
    style_dim: int
    generator_sha256: str

    def sample(self, prompt: str, seed: int, index: int) -> np.ndarray:
        """Styles of the ``index``-th code of a seed, (layers, style_dim)."""
        ...

    def picture(self, prompt: str, styles: np.ndarray) -> np.ndarray:
        """The picture of some styles, (384, 256, 3) uint8."""
        ...


def search_directions(
    source: StyleSource, prompts: Sequence[str], out: Path, size: SearchSize, say: Callable[[str], None]
) -> Path:
    """Search a generator for directions under some prompts and write them to ``out``; returns the file."""
    search = DirectionSearch(source, prompts, size)
    entries, dropped = search.run(say)
    notes = {
        "dropped": [_summary(direction) for direction in dropped],
        "attribute_means": dict(zip(ATTRIBUTES, search.means.tolist(), strict=True)),
        "attribute_deviations": dict(zip(ATTRIBUTES, search.deviations.tolist(), strict=True)),
        "tested": size.tested,
    }
    path = out / DIRECTIONS_FILE
    Directions(source.generator_sha256, tuple(entries)).save(path, notes)
    return path


class DirectionSearch:
    """One search.

    Attributes:
        source: makes styles and pictures.
        size: how many.
        prompts: what the designs are made for, in turn.
        means, deviations: of each attribute over sampled designs, the whole prompt list together; (A,).
    """

    def __init__(self, source: StyleSource, prompts: Sequence[str], size: SearchSize) -> None:
        self.source, self.size = source, size
        self.means = np.zeros(len(ATTRIBUTES))
        self.deviations = np.ones(len(ATTRIBUTES))
        self.prompts = list(prompts)[: max(1, size.fitted // _EACH_PROMPT)]

    def run(self, say: Callable[[str], None]) -> tuple[list[Direction], list[Direction]]:
        """Directions to ship, and those that were found but not specific enough."""
        say(f"Sampling {self.size.styles} style vectors …")
        components = principal_components(self._w(self.size.styles), min(_COORDINATES, self.source.style_dim))
        fit = self.fit(components, say)
        layers, structure = self.source.layers, self.source.structure_layers
        ranges = [(0, structure - 1), (structure, layers - 1), (0, layers - 1)]
        candidates = [fit.directions(*span) for span in ranges]
        shipped, dropped = [], []
        for number, attribute in enumerate(ATTRIBUTES):
            tried = [self.measured(span[number], _CHOICE_SEED, self.size.chosen) for span in candidates]
            best = max(tried, key=lambda direction: direction.effects[attribute] > 0 and direction.specificity)
            tested = self.measured(replace(best, name=NAMES[attribute]), _TEST_SEED, self.size.tested)
            say(_summary(tested))
            (shipped if validated(tested) else dropped).append(tested)
        shipped = [replace(direction, safe=self.safe_range(direction)) for direction in shipped]
        for direction in components.directions(layers)[: self.size.components]:
            shipped.append(self.measured(direction, _COMPONENT_SEED, self.size.chosen))
            say(_summary(shipped[-1]))
        return shipped, dropped

    def fit(self, components: Components, say: Callable[[str], None]) -> AttributeFit:
        """Measure designs whose layers were sampled apart, and set the scale of the attributes.

        What the words decide is taken out by centring within each prompt: a direction moves a design under an
        unchanged brief.
        """
        count, layers = self.size.fitted, self.source.layers
        styles = np.empty((count, layers, components.vectors.shape[1]), np.float32)
        values = np.empty((count, len(ATTRIBUTES)))
        for number in range(count):
            prompt = self.prompt(number)
            for layer in range(layers):
                # Each layer from a code of its own, else no fit could tell the layers' shares apart.
                place = number * layers + layer
                styles[number, layer] = self.source.sample(prompt, _FIT_SEED, place)[layer]
            values[number] = self._measure(prompt, styles[number])
            if number % 200 == 199:
                say(f"Measured {number + 1} of {count} designs.")
        known = np.isfinite(values).all(axis=1)
        if known.sum() < _LEAST:
            raise InvalidInput(
                f"Of {count} designs only {known.sum()} show a garment that can be measured; directions need "
                f"{_LEAST}. Please measure more, or train the generator further."
            )
        self.means, self.deviations = values[known].mean(axis=0), values[known].std(axis=0) + 1e-9
        centred, scaled = styles.copy(), (values - self.means) / self.deviations
        for place in range(len(self.prompts)):
            rows = np.flatnonzero((np.arange(count) % len(self.prompts) == place) & known)
            if len(rows):
                centred[rows] -= styles[rows].mean(axis=0) - components.mean.astype(np.float32)
                scaled[rows] -= scaled[rows].mean(axis=0)
        return AttributeFit(centred, scaled, ATTRIBUTES, components)

    def measured(self, direction: Direction, seed: int, count: int) -> Direction:
        """The direction with its mean effects: half the difference between one unit forth and one back."""
        changes = []
        for number in range(count):
            prompt = self.prompt(number)
            start = self.source.sample(prompt, seed, number)
            forth, back = (self._measure(prompt, start + sign * direction.vector) for sign in (1.0, -1.0))
            changes.append((forth - back) / 2.0 / self.deviations)
        changes = np.array(changes)
        known = np.isfinite(changes).all(axis=1)
        effects = changes[known].mean(axis=0) if known.any() else np.zeros(len(ATTRIBUTES))
        return replace(direction, effects=dict(zip(ATTRIBUTES, effects.tolist(), strict=True)))

    def safe_range(self, direction: Direction) -> tuple[float, float]:
        """Amounts up to which the attribute keeps rising (or falling) and a garment is still to be seen."""
        own = ATTRIBUTES.index(direction.attribute)
        amounts = (*(-step for step in reversed(_STEPS)), 0.0, *_STEPS)
        curves = []
        for number in range(self.size.ranged):
            prompt = self.prompt(number)
            start = self.source.sample(prompt, _TEST_SEED, number)
            curves.append([self._measure(prompt, start + a * direction.vector)[own] for a in amounts])
        curves = np.array(curves)
        return safe_amounts(amounts, np.nanmean(curves, axis=0), np.isfinite(curves).mean(axis=0))

    def prompt(self, number: int) -> str:
        """The number-th prompt, in turn."""
        return self.prompts[number % len(self.prompts)]

    def _w(self, count: int) -> np.ndarray:
        return np.stack([self.source.sample(self.prompt(n), _COMPONENT_SEED, n)[0] for n in range(count)])

    def _measure(self, prompt: str, styles: np.ndarray) -> np.ndarray:
        return measure_attributes(self.source.picture(prompt, styles))


def safe_amounts(amounts: tuple[float, ...], curve: np.ndarray, seen: np.ndarray) -> tuple[float, float]:
    """The longest stretch around 0 on which a curve rises and at least nine garments of ten are still seen."""
    middle = amounts.index(0.0)
    ends = []
    for way in (-1, 1):
        place = middle
        while 0 <= place + way < len(amounts):
            rises = way * (curve[place + way] - curve[place]) > 0
            if not rises or seen[place + way] < 0.9:
                break
            place += way
        ends.append(amounts[place])
    return ends[0], ends[1]


def _summary(direction: Direction) -> str:
    beside = [pair for pair in direction.effects.items() if pair[0] != direction.attribute]
    name, effect = max(beside, key=lambda pair: abs(pair[1]))
    own = direction.effects.get(direction.attribute)
    start = "" if own is None else f"{own:+.2f} {direction.attribute}, "
    return (
        f"{direction.name} (layers {direction.layers[0]}–{direction.layers[1]}): {start}"
        f"most beside it {effect:+.2f} {name}."
    )
