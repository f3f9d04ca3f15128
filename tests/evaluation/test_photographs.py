import numpy as np
import pytest

from equifashion.datasets.garment_photos import pack_garments
from equifashion.datasets.measure import Measurements
from equifashion.errors import InvalidInput
from equifashion.evaluation.photographs import Photographs, prompt_of
from equifashion.vocabulary import category_of_label
from tests.support.drawn_garments import contributor, cutout, write_garments, write_metadata


@pytest.fixture(scope="module")
def photographs(garments_folder, tmp_path_factory) -> Photographs:
    return Photographs(pack_garments(garments_folder, tmp_path_factory.mktemp("cache")))


def test_fewer_photographs_are_the_first_of_more(photographs):
    three, all_of_them = photographs.held_out(3), photographs.held_out(1000)
    assert [p.index for p in three] == [p.index for p in all_of_them[:3]]
    assert sorted(p.index for p in all_of_them) == photographs.garments.indices("test").tolist()


def test_photographs_are_described(photographs):
    for photograph in photographs.held_out(1000):
        record = photographs.garments.records[photograph.index]
        assert photograph.category.label == record.label
        assert photograph.prompt.endswith(photograph.category.name)
        assert photograph.prompt.startswith("kids") == record.kids
        assert photograph.measured.colours[0] in photograph.prompt
        assert photograph.mask.shape == (384, 256) and photograph.image.shape == (384, 256, 3)


def test_flat_silhouettes(photographs):
    photograph = photographs.held_out(1)[0]
    flat = photograph.flat()
    assert len(np.unique(flat[photograph.mask], axis=0)) == 1 and (flat[~photograph.mask] == 255).all()
    assert np.abs(flat[photograph.mask][0] - np.median(photograph.image[photograph.mask], axis=0)).max() <= 1


def test_prompts_say_everything_in_one_order():
    measured = Measurements(("navy", "white"), "striped", "mini", 0.0, 0.0, 0.0)
    dress = category_of_label("Dress")
    assert prompt_of(dress, measured, kids=True) == "kids mini navy and white striped dress"
    assert prompt_of(dress, Measurements(("red",), "", "", 0.0, 0.0, 0.0), kids=False) == "red dress"


def test_matched_photographs_are_training_ones_of_the_same_categories(photographs):
    held_out = photographs.held_out(1000)
    matched = photographs.matched_train(held_out)
    garments = photographs.garments
    trained = {
        label: {
            garments.images[i].tobytes() for i in garments.indices("train") if garments.records[i].label == label
        }
        for label in {p.category.label for p in held_out}
    }
    used: dict[str, set[bytes]] = {label: set() for label in trained}
    for photograph, image in zip(held_out, matched, strict=True):
        assert image.tobytes() in trained[photograph.category.label]
        used[photograph.category.label].add(image.tobytes())
    for label, seen in used.items():  # none twice while there are enough
        wanted = sum(p.category.label == label for p in held_out)
        assert len(seen) == min(wanted, len(trained[label]))


def test_photographs_of_a_category(photographs):
    found = photographs.of_category("dress")
    assert len(found) == 6
    assert {photographs.garments.records[i].label for i in found} == {"Dress"}
    assert {photographs.garments.records[i].split for i in found} == {"test"}


def test_the_hash_tells_data_apart(photographs, tmp_path):
    assert Photographs(photographs.garments).sha256() == photographs.sha256()
    write_garments(tmp_path, train=1, test=1)
    other = Photographs(pack_garments(tmp_path, tmp_path / "cache"))
    assert other.sha256() != photographs.sha256()


def test_both_splits_are_needed(tmp_path):
    cutout("Dress", "red").save(tmp_path / "one.webp", lossless=True)
    row = {"file_name": "one.webp", "category": "Dress", "kids": False, "contributor": contributor("train")}
    write_metadata(tmp_path, [row])
    with pytest.raises(InvalidInput, match="there is none of 'test'"):
        Photographs(pack_garments(tmp_path, tmp_path / "cache"))
