import numpy as np
from PIL import Image

from equifashion import DesignBrief
from equifashion.evaluation.designs import DesignCache, Request, pixels


def test_equal_requests_have_equal_keys():
    fabric, sketch = Image.new("RGB", (64, 64), "navy"), Image.new("RGB", (256, 384), "white")
    sketch.paste("black", (60, 60, 70, 300))
    requests = [
        Request(DesignBrief("red dress"), 1),
        Request(DesignBrief("blue dress"), 1),
        Request(DesignBrief("red dress"), 2),
        Request(DesignBrief("red dress"), 1, index=1),
        Request(DesignBrief("red dress", fabric=fabric), 1),
        Request(DesignBrief("red dress", sketch=sketch), 1),
        Request(DesignBrief("red dress", sketch=sketch, sketch_weight=0.5), 1),
    ]
    assert len({request.key for request in requests}) == len(requests)
    assert Request(DesignBrief("red dress", fabric=fabric.copy()), 1).key == requests[4].key


def test_larger_pictures_are_scaled_to_the_canvas():
    assert pixels(Image.new("RGB", (512, 768), "red")).shape == (384, 256, 3)
    picture = Image.fromarray(np.random.default_rng(0).integers(0, 256, (384, 256, 3), dtype=np.uint8))
    assert (pixels(picture) == np.asarray(picture)).all()


def test_each_picture_is_made_once(studio):
    designs = DesignCache(studio)
    request = Request(DesignBrief("red dress"), 4)
    heard = []
    made = designs.make([request, request], lambda done, total: heard.append((done, total)))
    assert heard == [(1, 2), (2, 2)] and len(designs.made) == 1
    assert made.draft.shape == made.finished.shape == (2, 384, 256, 3)
    idea = studio.explore(request.brief, 1, 4)[0]
    assert (made.draft[0] == np.asarray(idea.image)).all()
    assert (made.by_stage["finished"][1] == np.asarray(studio.finish(idea).image)).all()
