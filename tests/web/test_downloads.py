import numpy as np
from PIL import Image

from equifashion.export import read_recipe
from equifashion.web.downloads import DownloadFolder, identity_in


def test_both_files_carry_the_recipe(tmp_path, make_idea):
    idea = make_idea(3)
    files = DownloadFolder(tmp_path / "made").write(idea.image, idea.recipe, idea.id)
    assert read_recipe(files.png) == read_recipe(files.recipe) == idea.recipe
    assert np.array_equal(np.asarray(Image.open(files.png)), np.asarray(idea.image))


def test_names_are_for_people_and_end_with_the_id(tmp_path, make_idea):
    idea = make_idea(0)
    path = DownloadFolder(tmp_path).write_picture(idea.image, idea.recipe, idea.id)
    assert path.name == f"equifashion-red-floral-dress-{idea.id}.png"
    assert identity_in(str(path)) == idea.id


def test_two_visitors_never_share_a_folder(tmp_path, make_idea):
    made, idea = DownloadFolder(tmp_path), make_idea(0)
    first, second = (made.write_picture(idea.image, idea.recipe, idea.id).parent for _ in range(2))
    assert first != second
    assert len(first.name) >= 32, "cannot be guessed"
