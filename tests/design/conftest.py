import numpy as np
import pytest
from PIL import Image, ImageDraw

from equifashion.design import DesignBrief
from equifashion.imaging import Pose

STANDING = (
    (0.50, 0.12), (0.50, 0.21), (0.40, 0.22), (0.35, 0.35), (0.33, 0.47), (0.60, 0.22),
    (0.65, 0.35), (0.67, 0.47), (0.44, 0.50), (0.43, 0.69), (0.42, 0.88), (0.56, 0.50),
    (0.57, 0.69), (0.58, 0.88), (0.47, 0.10), (0.53, 0.10), (0.44, 0.115), (0.56, 0.115),
)  # fmt: skip


@pytest.fixture
def sketch() -> Image.Image:
    image = Image.new("RGB", (300, 400), "white")
    ImageDraw.Draw(image).line([(120, 40), (180, 40), (240, 360), (60, 360), (120, 40)], fill="black", width=3)
    return image


@pytest.fixture
def pose() -> Pose:
    return Pose(tuple((x, y, 1.0 - index / 40) for index, (x, y) in enumerate(STANDING)))


@pytest.fixture
def fabric() -> Image.Image:
    rng = np.random.default_rng(5)
    return Image.fromarray(rng.integers(0, 256, (90, 150, 3), dtype=np.uint8))


@pytest.fixture
def brief(sketch, pose, fabric) -> DesignBrief:
    return DesignBrief("  áo dài lụa đỏ – red “silk” dress ", sketch, pose, fabric, 0.5, 1.25, 2)
