"""Directions in w+: ways to move a design that mean something, found without labels or by measured attributes.

Without labels: principal components of w (GANSpace, Härkönen et al. 2020). By attributes: of all displacements that
raise one measured attribute and leave the others alone, as a linear fit sees it, the one that sampled designs
themselves would most likely show. A designer's own: the way from one idea to another, or from disliked ones to
liked ones. Vectors are (layers, w) float32; each direction's docstring or effects say what one unit is.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from numbers import Real
from pathlib import Path

import numpy as np
import torch

from equifashion.errors import CheckpointError, InvalidInput
from equifashion.models.checkpoint import load_checkpoint, save_checkpoint

KIND = "directions"  # of the checkpoint file
_SPECIFIC = 2.0  # own effect over the largest side effect that a shipped direction needs
_OWN_VERSION = 1  # of the JSON of a designer's own direction
_MAX_CHARACTERS = 200_000


@dataclass(frozen=True, eq=False)  # holds an array
class Direction:
    """One way to move a design.

    Attributes:
        name: how it is asked for.
        vector: (layers, w) float32, added once for an amount of 1; zero outside its layers.
        layers: first and last layer it moves, from 0.
        safe: lowest and highest amount at which designs were seen to stay designs.
        attribute: the measured attribute it is for; "" for components and own directions.
        effects: attribute → mean change per unit, in standard deviations of the attribute over sampled designs.
        explained: share of the variance of w that a component explains; None for others.
    """

    name: str
    vector: np.ndarray
    layers: tuple[int, int]
    safe: tuple[float, float] = (-1.0, 1.0)
    attribute: str = ""
    effects: Mapping[str, float] = field(default_factory=dict)
    explained: float | None = None

    def __post_init__(self) -> None:
        vector = np.asarray(self.vector)
        if vector.ndim != 2 or not np.isfinite(vector).all():
            raise InvalidInput(f"A direction needs a finite vector for every layer; got shape {vector.shape}.")
        first, last = self.layers
        if not 0 <= first <= last < len(vector):
            raise InvalidInput(f"A direction's layers must lie between 0 and {len(vector) - 1}; got {self.layers}.")
        if not self.safe[0] <= 0 <= self.safe[1]:
            raise InvalidInput(f"A direction's safe amounts must include 0; got {self.safe}.")
        # As it is stored, so that a direction is the same before and after saving.
        stored = np.zeros_like(vector, np.float32)
        stored[first : last + 1] = vector[first : last + 1].astype(np.float16).astype(np.float32)
        object.__setattr__(self, "vector", stored)
        object.__setattr__(self, "layers", (int(first), int(last)))
        object.__setattr__(self, "safe", (float(self.safe[0]), float(self.safe[1])))

    @property
    def specificity(self) -> float:
        """Effect on its own attribute over the largest effect on another; 0 without an attribute of its own."""
        if self.attribute not in self.effects:
            return 0.0
        others = [abs(effect) for name, effect in self.effects.items() if name != self.attribute]
        return abs(self.effects[self.attribute]) / max([*others, 1e-9])


def validated(direction: Direction, factor: float = _SPECIFIC) -> bool:
    """Whether its own attribute rises, and moves ``factor`` times as much as any other."""
    return direction.effects.get(direction.attribute, 0.0) > 0 and direction.specificity >= factor


@dataclass(frozen=True)
class Directions:
    """The directions that belong to one generator's weights.

    Attributes:
        generator: SHA-256 of the generator file they were found in.
        entries: the directions, by name.
    """

    generator: str
    entries: tuple[Direction, ...] = ()

    def save(self, path: Path | str, notes: dict | None = None) -> None:
        """Write them to one safetensors file."""
        names = [entry.name for entry in self.entries]
        if len(set(names)) != len(names):
            raise InvalidInput(f"Directions must have different names; got {names}.")
        rows = [
            {
                "name": entry.name,
                "layers": list(entry.layers),
                "safe": list(entry.safe),
                "attribute": entry.attribute,
                "effects": dict(entry.effects),
                "explained": entry.explained,
            }
            for entry in self.entries
        ]
        vectors = torch.from_numpy(np.stack([entry.vector for entry in self.entries]))  # (K, layers, w)
        save_checkpoint(path, KIND, {"generator": self.generator, "entries": rows}, {"vectors": vectors}, notes)

    @classmethod
    def load(cls, path: Path | str) -> "Directions":
        """Read what ``save`` wrote.

        Raises:
            MissingWeights: there is no such file.
            CheckpointError: it is damaged or holds something else.
        """
        checkpoint = load_checkpoint(path, KIND)
        try:
            vectors = checkpoint.tensors["vectors"].numpy()
            entries = tuple(
                Direction(vector=vector, **(row | {"layers": tuple(row["layers"]), "safe": tuple(row["safe"])}))
                for vector, row in zip(vectors, checkpoint.config["entries"], strict=True)
            )
            return cls(checkpoint.config["generator"], entries)
        except (KeyError, TypeError, ValueError) as error:
            raise CheckpointError(f"{path} holds no directions of this version ({error}).") from error


# Without labels.


@dataclass(frozen=True, eq=False)
class Components:
    """Principal components of w.

    Attributes:
        mean: (w,) float64.
        vectors: (K, w), orthonormal, the entry of largest size positive.
        deviations: standard deviation along each, (K,), descending.
        explained: share of the whole variance, (K,).
    """

    mean: np.ndarray
    vectors: np.ndarray
    deviations: np.ndarray
    explained: np.ndarray

    def directions(self, layers: int) -> list[Direction]:
        """Components in all layers alike; one unit is one standard deviation of w."""
        return [
            Direction(
                f"component {number}",
                np.tile(deviation * vector, (layers, 1)),
                (0, layers - 1),
                (-3.0, 3.0),
                explained=float(explained),
            )
            for number, (vector, deviation, explained) in enumerate(
                zip(self.vectors, self.deviations, self.explained, strict=True), start=1
            )
        ]


def principal_components(rows: np.ndarray, count: int) -> Components:
    """The first ``count`` principal components of rows (N, w), N ≥ 2, through PyTorch's SVD in float64."""
    points = torch.from_numpy(np.asarray(rows, np.float64))
    if points.ndim != 2 or not 1 <= count <= min(points.shape) or len(points) < 2:
        raise InvalidInput(f"{count} components need that many rows and columns; got {tuple(points.shape)}.")
    mean = points.mean(dim=0)
    _, sizes, vectors = torch.linalg.svd(points - mean, full_matrices=False)
    variances = sizes.square() / (len(points) - 1)
    vectors = vectors[:count]
    largest = vectors.gather(1, vectors.abs().argmax(dim=1, keepdim=True))
    total = float(variances.sum())
    return Components(
        mean.numpy(),
        (vectors * torch.sign(largest)).numpy(),
        variances[:count].sqrt().numpy(),
        (variances[:count] / (total if total > 0 else 1.0)).numpy(),
    )


# By measured attributes.


def attribute_shifts(features: np.ndarray, values: np.ndarray, ridge: float = 10.0) -> np.ndarray:
    """For each attribute, the likeliest displacement that raises it by 1 and leaves the others where they are.

    With B the ridge regression of values on features and Σ the features' covariance, the displacement of least
    Mahalanobis length whose predicted effect is e_k is Σ B (Bᵀ Σ B)⁻¹ e_k.

    Args:
        features: (N, F), centred here.
        values: (N, A), standardised attributes.
        ridge: added to the diagonal of the features' scatter, in units of its mean.

    Returns:
        (A, F).
    """
    x = features - features.mean(axis=0)
    y = values - values.mean(axis=0)
    scatter = x.T @ x
    scale = np.trace(scatter) / len(scatter)
    slopes = np.linalg.solve(scatter + ridge * scale / len(x) * np.eye(len(scatter)), x.T @ y)  # (F, A)
    spread = scatter / len(x)
    among = slopes.T @ spread @ slopes  # (A, A)
    among += 1e-4 * np.trace(among) / len(among) * np.eye(len(among))  # attributes that no direction tells apart
    return np.linalg.solve(among, (spread @ slopes).T)


@dataclass(frozen=True, eq=False)
class AttributeFit:
    """Designs whose layers were sampled apart, with what was measured on them.

    Attributes:
        styles: (N, layers, w).
        values: (N, A), each attribute with mean 0 and standard deviation 1 over sampled designs; NaN where an
            attribute could not be measured.
        names: of the attributes.
        components: principal components of w, in whose coordinates the fit is made.
    """

    styles: np.ndarray
    values: np.ndarray
    names: tuple[str, ...]
    components: Components

    def directions(self, first: int, last: int) -> list[Direction]:
        """One direction an attribute that moves layers ``first`` … ``last`` only; a unit is one deviation."""
        known = np.isfinite(self.values).all(axis=1)
        vectors, deviations = self.components.vectors, self.components.deviations
        rows = self.styles[known, first : last + 1] - self.components.mean
        whitened = rows @ vectors.T / deviations  # (N, layers, K)
        shifts = attribute_shifts(whitened.reshape(len(whitened), -1), self.values[known])
        found = []
        for name, shift in zip(self.names, shifts, strict=True):
            vector = np.zeros(self.styles.shape[1:])
            vector[first : last + 1] = (shift.reshape(-1, len(vectors)) * deviations) @ vectors
            found.append(Direction(name, vector, (first, last), attribute=name))
        return found


# A designer's own.


def direction_between(
    name: str, start: np.ndarray, end: np.ndarray, layers: tuple[int, int] | None = None
) -> Direction:
    """The way from one idea's styles to another's; an amount of 1 goes all of it."""
    return Direction(name, end - start, layers or (0, len(start) - 1))


def own_direction_json(direction: Direction) -> str:
    """A designer's own direction as JSON."""
    content = {
        "version": _OWN_VERSION,
        "name": direction.name,
        "layers": list(direction.layers),
        "safe": list(direction.safe),
        "vector": [[float(value) for value in row] for row in direction.vector],
    }
    return json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False)


def read_own_direction(text: str | bytes) -> Direction:
    """What ``own_direction_json`` wrote.

    Raises:
        InvalidInput: it is something else.
    """
    if len(text) > _MAX_CHARACTERS:
        raise InvalidInput(f"The direction has {len(text)} characters; at most {_MAX_CHARACTERS} are read.")
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidInput(f"The direction is not JSON ({error}).") from error
    wanted = {"version", "name", "layers", "safe", "vector"}
    if not isinstance(content, dict) or content.keys() != wanted or content["version"] != _OWN_VERSION:
        raise InvalidInput(f"The direction must be an object with {', '.join(sorted(wanted))} (version 1).")
    for name, fits in (
        ("name", isinstance(content["name"], str) and 0 < len(content["name"]) <= 80),
        ("layers", _is_pair(content["layers"], int)),
        ("safe", _is_pair(content["safe"], Real)),
        ("vector", _is_matrix(content["vector"])),
    ):
        if not fits:
            raise InvalidInput(f"The direction's {name} does not fit: {str(content[name])[:60]!r}.")
    vector = np.array(content["vector"], np.float32)
    return Direction(content["name"], vector, tuple(content["layers"]), tuple(content["safe"]))


def _is_pair(value: object, kind: type) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(_is_number(v) and isinstance(v, kind) for v in value)


def _is_matrix(value: object) -> bool:
    if not (isinstance(value, list) and value and all(isinstance(row, list) and row for row in value)):
        return False
    return len({len(row) for row in value}) == 1 and all(_is_number(v) for r in value for v in r)


def _is_number(value: object) -> bool:
    return not isinstance(value, bool) and isinstance(value, Real) and abs(float(value)) <= 6e4
