import pickle

import numpy as np
import pytest
import torch
from torch_fidelity import feature_extractor_inceptionv3

from equifashion.errors import MissingWeights
from equifashion.evaluation.distances import frechet_distance
from equifashion.evaluation.features import INCEPTION_FILE, Features, InceptionFeatures, LargerFeatures
from tests.support.drawn_garments import cutout, on_canvas


@pytest.fixture(scope="module")
def garments() -> np.ndarray:
    return np.stack([on_canvas(cutout(*g))[0] for g in (("Dress", "red"), ("Pants", "blue"), ("Hoodie", "black"))])


@pytest.mark.parametrize("space", [Features, LargerFeatures])
def test_spaces_know_equal_pictures_from_others(space, garments):
    rows = space().pooled(np.concatenate([garments, garments]))
    assert rows.shape == (6, 1280) and rows.dtype == np.float32
    assert np.allclose(rows[:3], rows[3:], atol=1e-4)
    assert np.linalg.norm(rows[0] - rows[1]) > 100 * np.linalg.norm(rows[0] - rows[3])


def test_blurred_garments_lie_further_away_the_more_they_are_blurred(garments):
    from scipy.ndimage import gaussian_filter

    features = Features()
    others = np.stack([on_canvas(cutout(label, "green"))[0] for label in ("Dress", "Pants", "Hoodie", "Shirt")])
    clean = features.pooled(others)

    def apart(sigma: float) -> float:
        blurred = gaussian_filter(others.astype(float), (0, sigma, sigma, 0)).astype(np.uint8)
        return frechet_distance(features.pooled(blurred), clean)

    found = [apart(sigma) for sigma in (0.0, 2.0, 6.0, 15.0)]
    assert found == sorted(found) and found[0] == pytest.approx(0.0, abs=1e-4)


def test_half_size_is_another_look_at_the_same(garments):
    features = Features()
    whole, half = features.pooled(garments), features.pooled(garments, halved=True)
    assert whole.shape == half.shape and not np.allclose(whole, half)
    unit = [rows / np.linalg.norm(rows, axis=1, keepdims=True) for rows in (whole, half)]
    assert ((unit[0] @ unit[1].T).argmax(axis=1) == np.arange(3)).all()


def test_textures_tell_stripes_from_plain():
    features = Features()
    plain, striped = np.full((2, 64, 64, 3), 120, np.uint8)
    striped[::8] = striped[1::8] = striped[2::8] = 220
    other = np.roll(striped, 3, axis=0)
    looks = [features.texture(patch) for patch in (plain, striped, other)]
    assert np.linalg.norm(looks[1] - looks[2]) < 0.6 * np.linalg.norm(looks[0] - looks[1])


def test_without_inception_weights_no_distance_is_called_fid(tmp_path):
    with pytest.raises(MissingWeights, match=f"{INCEPTION_FILE} are not on this computer"):
        InceptionFeatures(tmp_path / INCEPTION_FILE)


def test_inception_features(tmp_path, monkeypatch, garments):
    """Random weights in the published file's form: everything but what those have learned."""

    class Unfilled(feature_extractor_inceptionv3.FeatureExtractorInceptionV3):
        def load_state_dict(self, state):
            return None

    monkeypatch.setattr(feature_extractor_inceptionv3, "load_state_dict_from_url", lambda *_, **__: {})
    file = tmp_path / INCEPTION_FILE
    torch.save(Unfilled("random", ["2048"]).state_dict(), file)
    rows = InceptionFeatures(file).pooled(garments)
    assert rows.shape == (3, 2048) and np.isfinite(rows).all()
    assert (rows[0] != rows[1]).any()


def test_a_pickle_in_place_of_weights_is_refused(tmp_path):
    file = tmp_path / INCEPTION_FILE
    torch.save({"weights": np.zeros(3), "code": pytest.raises}, file)
    with pytest.raises(pickle.UnpicklingError):
        InceptionFeatures(file)
