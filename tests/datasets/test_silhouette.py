import numpy as np
import pytest
from PIL import Image, ImageDraw

from equifashion.datasets.record import PART_NAMES
from equifashion.datasets.silhouette import garment_length, part_masks, sleeve_length
from equifashion.imaging.silhouette import measure_silhouette
from tests.support.drawn_garments import OUTLINES

BODY = [(80, 60), (176, 60), (176, 320), (80, 320)]


def mask(*polygons) -> np.ndarray:
    image = Image.new("1", (256, 384))
    for corners in polygons:
        ImageDraw.Draw(image).polygon(corners, fill=1)
    return np.asarray(image)


def sleeves(length: float, width: float = 36) -> list[list[tuple[float, float]]]:
    """Two sleeves at 45° from the shoulders, ``length`` widths of the body long."""
    along = length * 96 / np.sqrt(2)
    across = width / np.sqrt(2)
    left = [
        (80, 60),
        (80 - along, 60 + along),
        (80 - along + across, 60 + along + across),
        (80 + across, 60 + across),
    ]
    return [left, [(256 - x, y) for x, y in left]]


@pytest.mark.parametrize(
    ("length", "word"), [(0.35, "short"), (0.5, "elbow-length"), (0.68, "three-quarter"), (0.95, "long")]
)
def test_sleeves_are_told_by_their_reach(length, word):
    found = measure_silhouette(mask(BODY, *sleeves(length)))
    assert found.reach == pytest.approx(np.hypot(length, 36 / 96), abs=0.06), "from the shoulder to the far corner"
    assert sleeve_length(found, "Blouse") == word


def test_a_body_without_sleeves():
    found = measure_silhouette(mask(BODY))
    assert found.reach == 0 and not found.sleeves.any()
    assert found.ratio == pytest.approx(261 / 97, rel=0.05)
    assert sleeve_length(found, "Blouse") == "", "they may hang in front of the body"


@pytest.mark.parametrize(
    ("label", "length", "word"),
    [
        ("T-Shirt", 0.95, "elbow-length"),
        ("T-Shirt", 0.2, "short"),
        ("Undershirt", 0.5, "sleeveless"),
        ("Longsleeve", 0.45, "three-quarter"),
        ("Hoodie", 0.5, "long"),
        ("Outwear", 0.95, "long"),
        ("Outwear", 0.4, ""),
        ("Pants", 0.9, ""),
    ],
)
def test_the_label_permits_what_the_outline_measures(label, length, word):
    assert sleeve_length(measure_silhouette(mask(BODY, *sleeves(length))), label) == word


@pytest.mark.parametrize(("label", "word"), [("Longsleeve", "long"), ("T-Shirt", "short"), ("Hoodie", "long")])
def test_sleeves_that_no_outline_shows(label, word):
    assert sleeve_length(measure_silhouette(mask(BODY)), label) == word


@pytest.mark.parametrize(
    ("height", "kind", "word"),
    [(70, "top", "extra-short"), (100, "top", "short"), (130, "top", "medium"), (170, "top", "long"),
     (220, "top", "extra-long"), (150, "dress", "short"), (300, "dress", "extra-long"), (80, "skirt", "short")],
)  # fmt: skip
def test_lengths_by_proportion(height, kind, word):
    found = measure_silhouette(mask([(80, 40), (176, 40), (176, 40 + height), (80, 40 + height)]))
    assert garment_length(found, "", kind) == word


def trousers(height: float) -> np.ndarray:
    return mask([(78, 20), (178, 20), (178, 20 + height), (140, 20 + height), (128, 100), (116, 20 + height),
                 (78, 20 + height)])  # fmt: skip


@pytest.mark.parametrize(
    ("height", "label", "word"),
    [
        (105, "Shorts", "extra-short"),
        (130, "Shorts", "short"),
        (300, "Shorts", "medium"),
        (300, "Pants", "extra-long"),
        (185, "Pants", "long"),
        (120, "Pants", "long"),
    ],
)
def test_lengths_of_trousers(height, label, word):
    assert garment_length(measure_silhouette(trousers(height)), label, "trousers") == word


def names(parts: np.ndarray) -> set[str]:
    return {PART_NAMES[i] for i in np.unique(parts)}


def test_parts_of_a_top():
    garment = mask(BODY, *sleeves(0.95))
    parts = part_masks(measure_silhouette(garment), "top")
    assert names(parts) == {"background", "bodice", "sleeves", "hem"}
    assert np.array_equal(parts > 0, garment)
    assert PART_NAMES[parts[150, 128]] == "bodice" and PART_NAMES[parts[105, 60]] == "sleeves"
    assert PART_NAMES[parts[318, 128]] == "hem" and PART_NAMES[parts[300, 128]] == "bodice"


def test_what_sticks_out_of_a_sleeveless_top_is_bodice():
    parts = part_masks(measure_silhouette(mask(BODY, *sleeves(0.4))), "top", sleeved=False)
    assert names(parts) == {"background", "bodice", "hem"}


def test_a_dress_is_divided_at_its_waist():
    corners = [(x * 180 + 38, y * 300 + 40) for x, y in OUTLINES["Dress"]]
    parts = part_masks(measure_silhouette(mask(corners)), "dress", sleeved=False)
    assert names(parts) == {"background", "bodice", "lower", "hem"}
    rows = np.flatnonzero((parts == PART_NAMES.index("lower")).any(1))
    assert rows[0] == pytest.approx(40 + 0.4 * 300, abs=12)


def test_trousers_have_a_waist_two_hems_and_no_hem_at_the_crotch():
    parts = part_masks(measure_silhouette(trousers(300)), "trousers")
    assert names(parts) == {"background", "waist", "lower", "hem"}
    hem = np.argwhere(parts == PART_NAMES.index("hem"))
    assert hem[:, 0].min() > 250
    assert PART_NAMES[parts[22, 128]] == "waist"
