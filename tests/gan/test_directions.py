import json
from dataclasses import replace

import numpy as np
import pytest

from equifashion.errors import CheckpointError, InvalidInput, MissingWeights
from equifashion.gan.directions import (
    AttributeFit,
    Direction,
    Directions,
    attribute_shifts,
    direction_between,
    own_direction_json,
    principal_components,
    read_own_direction,
    validated,
)

LAYERS, WIDTH = 4, 12


@pytest.fixture
def random() -> np.random.Generator:
    return np.random.default_rng(0)


def direction(name: str = "longer", **changes) -> Direction:
    vector = np.random.default_rng(3).normal(size=(LAYERS, WIDTH))
    return replace(Direction(name, vector, (1, 2)), **changes)


# Principal components.


def test_components_equal_numpys(random):
    rows = random.normal(size=(300, WIDTH)) * np.linspace(3, 0.2, WIDTH) @ random.normal(size=(WIDTH, WIDTH)) + 5
    found = principal_components(rows, 6)
    centred = rows - rows.mean(axis=0)
    _, sizes, vectors = np.linalg.svd(centred, full_matrices=False)
    variances = sizes**2 / (len(rows) - 1)
    signs = np.sign((found.vectors * vectors[:6]).sum(axis=1, keepdims=True))
    assert np.abs(found.vectors - signs * vectors[:6]).max() <= 1e-3
    np.testing.assert_allclose(found.deviations, np.sqrt(variances[:6]), rtol=1e-6)
    np.testing.assert_allclose(found.explained, variances[:6] / variances.sum(), rtol=1e-6)
    np.testing.assert_allclose(found.mean, rows.mean(axis=0))


def test_components_have_a_sign(random):
    rows = random.normal(size=(50, WIDTH))
    np.testing.assert_allclose(
        principal_components(rows, 4).vectors, principal_components(-rows, 4).vectors, atol=1e-9
    )


def test_a_component_goes_through_all_layers_by_its_deviation(random):
    found = principal_components(random.normal(size=(50, WIDTH)), 3)
    first, second, _ = found.directions(LAYERS)
    assert (first.name, first.layers) == ("component 1", (0, LAYERS - 1))
    np.testing.assert_allclose(first.vector[2], found.deviations[0] * found.vectors[0], atol=1e-3)
    assert first.explained > second.explained > 0


@pytest.mark.parametrize("count", [0, 13])
def test_impossible_components(random, count):
    with pytest.raises(InvalidInput, match=f"{count} components need"):
        principal_components(random.normal(size=(50, WIDTH)), count)


# By attributes.


def test_shifts_undo_what_attributes_share(random):
    """Attributes that share a feature: each shift must raise its own by 1 and leave the other where it is."""
    features = random.normal(size=(4000, 6)) @ random.normal(size=(6, 6))
    slopes = np.array([[1.0, 0.5, 0, 0, 0, 0], [1.0, -0.2, 0.7, 0, 0, 0]])
    values = features @ slopes.T + 0.1 * random.normal(size=(4000, 2))
    shifts = attribute_shifts(features, values, ridge=0.1)
    np.testing.assert_allclose(slopes @ shifts.T, np.eye(2), atol=0.02)


def test_shifts_are_the_likeliest(random):
    """Features that go with the cause go along; the plain slope would leave them behind."""
    cause = random.normal(size=(4000, 1))
    features = np.concatenate([cause, 0.8 * cause + 0.6 * random.normal(size=(4000, 1))], axis=1)
    [shift] = attribute_shifts(features, features[:, :1], ridge=0.1)
    np.testing.assert_allclose(shift, [1.0, 0.8], atol=0.05)


def test_a_fit_finds_what_layers_do(random):
    components = principal_components(random.normal(size=(500, WIDTH)), WIDTH)
    styles = random.normal(size=(3000, LAYERS, WIDTH)).astype(np.float32)
    values = np.stack([styles[:, 1, 3] + 0.5 * styles[:, 2, 0], styles[:, 2, 0]], axis=1)
    values[::50] = np.nan  # garments that were not seen
    fit = AttributeFit(styles, values, ("long", "dark"), components)
    long, dark = fit.directions(1, 2)
    assert (long.layers, long.attribute) == ((1, 2), "long") and (long.vector[[0, 3]] == 0).all()

    def effects(vector: np.ndarray) -> tuple[float, float]:
        return vector[1, 3] + 0.5 * vector[2, 0], vector[2, 0]

    np.testing.assert_allclose(effects(long.vector), [1, 0], atol=0.05)
    np.testing.assert_allclose(effects(dark.vector), [0, 1], atol=0.05)


@pytest.mark.parametrize(
    ("effects", "fits"),
    [
        ({"long": 1.0, "wide": 0.5, "light": -0.1}, True),
        ({"long": 1.0, "wide": 0.51}, False),
        ({"long": 1.0, "wide": -0.6}, False),
        ({"long": -1.0, "wide": 0.1}, False),  # the wrong way
        ({"wide": 1.0}, False),
        ({}, False),
    ],
)
def test_only_specific_directions_are_valid(effects, fits):
    assert validated(direction(attribute="long", effects=effects)) is fits


# Keeping them.


def test_a_file_of_directions(tmp_path):
    entries = (
        direction("longer", attribute="long", effects={"long": 1.0, "wide": -0.25}, safe=(-2, 3)),
        direction("component 1", explained=0.5),
    )
    path = tmp_path / "directions.safetensors"
    Directions("ab" * 32, entries).save(path, {"tested": 200})
    again = Directions.load(path)
    assert again.generator == "ab" * 32
    for one, other in zip(entries, again.entries, strict=True):
        assert (one.vector == other.vector).all() and other.vector.dtype == np.float32
        for name in ("name", "layers", "safe", "attribute", "effects", "explained"):
            assert getattr(one, name) == getattr(other, name)


def test_files_that_hold_no_directions(tmp_path):
    with pytest.raises(MissingWeights):
        Directions.load(tmp_path / "none.safetensors")
    from equifashion.models.checkpoint import save_checkpoint

    path = tmp_path / "a.safetensors"
    for config in ({}, {"generator": "a", "entries": [{"name": "x"}]}, {"generator": "a", "entries": []}):
        save_checkpoint(path, "directions", config, {"vectors": np_tensor()})
        with pytest.raises(CheckpointError, match="holds no directions of this version"):
            Directions.load(path)
    with pytest.raises(InvalidInput, match="different names"):
        Directions("a", (direction(), direction())).save(path)


def np_tensor():
    import torch

    return torch.zeros(1, LAYERS, WIDTH)


def test_own_directions_round_trip():
    own = direction_between("more like her", np.zeros((LAYERS, WIDTH)), direction().vector + 0.1)
    again = read_own_direction(own_direction_json(own))
    assert (again.vector == own.vector).all()
    assert (again.name, again.layers, again.safe) == (own.name, own.layers, own.safe)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": ""}, "name does not fit"),
        ({"layers": [0]}, "layers does not fit"),
        ({"layers": [0.0, 1.0]}, "layers does not fit"),
        ({"layers": [0, 9]}, "layers must lie between"),
        ({"safe": [1, 2]}, "safe amounts must include 0"),
        ({"safe": ["a", 2]}, "safe does not fit"),
        ({"vector": [[1.0], [1.0, 2.0]]}, "vector does not fit"),
        ({"vector": []}, "vector does not fit"),
        ({"vector": [[1e9]]}, "vector does not fit"),
        ({"vector": [["x"]]}, "vector does not fit"),
        ({"version": 2}, "must be an object with"),
        ({"more": 1}, "must be an object with"),
    ],
)
def test_own_directions_are_checked(changes, message):
    content = json.loads(own_direction_json(direction()))
    with pytest.raises(InvalidInput, match=message):
        read_own_direction(json.dumps(content | changes))


def test_what_is_no_direction():
    for text in ("", "[]", "null", "{", " " * 200_001):
        with pytest.raises(InvalidInput, match="The direction"):
            read_own_direction(text)


def test_between_two_ideas(random):
    ideas = random.normal(size=(6, LAYERS, WIDTH)).astype(np.float32)
    way = direction_between("x", ideas[0], ideas[1], (0, 1))
    np.testing.assert_allclose(way.vector[:2], (ideas[1] - ideas[0])[:2], atol=2e-3)
    assert (way.vector[2:] == 0).all()
