from concurrent.futures import ThreadPoolExecutor

import numpy as np

from equifashion.imaging.raster import rasterise

RECTANGLE = '<rect width="3" height="4" fill="#ff0000"/>'
SVG = f'<svg xmlns="http://www.w3.org/2000/svg" width="6" height="4">{RECTANGLE}</svg>'


def test_a_drawing_becomes_pixels_of_its_own_size():
    pixels = np.asarray(rasterise(SVG).convert("RGBA"))
    assert pixels.shape == (4, 6, 4)
    assert (pixels[:, :3] == (255, 0, 0, 255)).all() and (pixels[:, 3:, 3] == 0).all()


def test_every_thread_may_draw():
    here = rasterise(SVG).tobytes()
    with ThreadPoolExecutor(2) as pool:
        assert [picture.tobytes() for picture in pool.map(rasterise, [SVG] * 4)] == [here] * 4
