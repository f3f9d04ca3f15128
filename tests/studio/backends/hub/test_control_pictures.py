"""Control pictures beside controlnet_aux's own."""

import numpy as np
import pytest
from PIL import Image, ImageDraw
from scipy import ndimage

from equifashion.imaging import Pose
from equifashion.studio.backends.hub.control_pictures import draw_pose, draw_sketch, has_filled_areas

OUTLINE = [(100, 40), (156, 40), (220, 340), (36, 340)]
STANDING = (
    (0.5, 0.1), (0.5, 0.18), (0.38, 0.2), (0.33, 0.33), (0.3, 0.45), (0.62, 0.2), (0.7, 0.3), (0.74, 0.42),
    (0.43, 0.48), (0.42, 0.7), (0.41, 0.9), (0.57, 0.48), (0.6, 0.68), (0.62, 0.88), (0.47, 0.08), (0.53, 0.08),
    (0.44, 0.09), (0.56, 0.09),
)  # fmt: skip


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("hidden", [(), (4,), (0, 7, 10)])
def test_the_skeleton_is_what_controlnet_aux_draws(hidden):
    """Colours and shapes; it rounds limbs to whole degrees and pixels, which moves their edges by up to two."""
    from controlnet_aux.open_pose.body import Keypoint
    from controlnet_aux.open_pose.util import draw_bodypose

    joints = [None if number in hidden else joint for number, joint in enumerate(STANDING)]
    pose = Pose(tuple((0.0, 0.0, 0.0) if joint is None else (*joint, 1.0) for joint in joints))
    ours = np.asarray(draw_pose(pose, (512, 768)))
    theirs = draw_bodypose(np.zeros((768, 512, 3), np.uint8), [j and Keypoint(*j) for j in joints])
    drawn = theirs.any(axis=2)
    inner = ndimage.binary_erosion(drawn, iterations=2)
    outer = ndimage.binary_dilation(drawn, iterations=2)
    assert inner.sum() > 0.4 * drawn.sum() and not ours[~outer].any() and ours[inner].any(axis=1).all()
    same = (ours == theirs).all(axis=2)
    assert same[drawn & ours.any(axis=2)].mean() > 0.97  # the rest: where a limb meets another's edge


def test_a_line_drawing_is_only_inverted():
    sketch = Image.new("RGB", (256, 384), "white")
    ImageDraw.Draw(sketch).line([*OUTLINE, OUTLINE[0]], fill="black", width=4)
    assert not has_filled_areas(sketch)
    lines = np.asarray(draw_sketch(sketch, (256, 384)))
    assert (lines == 255 - np.asarray(sketch)).all()
    assert draw_sketch(sketch, (512, 768)).size == (512, 768)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("size", [(512, 768), (768, 1152)])
def test_of_a_filled_drawing_only_lines_are_left(size):
    """By controlnet_aux's own detector: bright along the outline and the seam, dark inside the cloth."""
    sketch = Image.new("RGB", (256, 384), "white")
    draw = ImageDraw.Draw(sketch)
    draw.polygon(OUTLINE, fill="#303030")
    draw.line([(128, 60), (128, 300)], fill="black", width=3)
    assert has_filled_areas(sketch)
    lines = np.asarray(draw_sketch(sketch, size).resize((256, 384)).convert("L"), dtype=int)
    assert lines.max() > 150
    assert lines[336:341, 60:200].max(axis=0).mean() > 100  # hem
    assert lines[200, 126:131].max() > 2 * lines[200, 100:110].max()  # seam against cloth
    assert lines[150:250, 100:115].mean() < 40 and lines[:30].max() < 10
