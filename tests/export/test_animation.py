import av
import numpy as np
import pytest
from PIL import Image

from equifashion.errors import InvalidInput, StorageError
from equifashion.export import picture_strip, save_animation

COLOURS = ["red", "lime", "blue", "black"]


@pytest.fixture
def images() -> list[Image.Image]:
    return [Image.new("RGB", (32, 48), colour) for colour in COLOURS]


def test_a_strip_holds_every_picture_exactly(images):
    strip = picture_strip(images, gap=4)
    assert strip.size == (4 * 36 - 4, 48)
    for place, image in enumerate(images):
        assert strip.crop((36 * place, 0, 36 * place + 32, 48)).tobytes() == image.tobytes()
    assert strip.getpixel((33, 20)) == (255, 255, 255)


@pytest.mark.parametrize("suffix", [".webp", ".gif"])
def test_an_animation_goes_there_and_back(tmp_path, images, suffix):
    path = tmp_path / f"walk{suffix}"
    save_animation(path, images, seconds=0.1)
    with Image.open(path) as saved:
        assert saved.n_frames == 6 and saved.info["loop"] == 0
        for frame, colour in enumerate(["red", "lime", "blue", "black", "blue", "lime"]):
            saved.seek(frame)
            wanted = Image.new("RGB", (1, 1), colour).getpixel((0, 0))
            assert np.abs(np.subtract(saved.convert("RGB").getpixel((16, 24)), wanted)).max() < 12
    save_animation(path, images, there_and_back=False)
    with Image.open(path) as saved:
        assert saved.n_frames == 4


def test_a_film_shows_the_same_pictures_and_repeats_them(tmp_path, images):
    path = tmp_path / "walk.mp4"
    save_animation(path, images, seconds=0.125)
    with av.open(path) as film:
        assert film.streams.video[0].codec_context.name == "h264"
        frames = [frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)]
        assert film.streams.video[0].average_rate == 8
    assert len(frames) == 3 * 6
    for frame, colour in zip(frames, ["red", "lime", "blue", "black", "blue", "lime"], strict=False):
        wanted = Image.new("RGB", (1, 1), colour).getpixel((0, 0))
        assert np.abs(np.subtract(frame[24, 16].astype(int), wanted)).max() < 24
    save_animation(tmp_path / "odd.mp4", [Image.new("RGB", (33, 47))])
    with av.open(tmp_path / "odd.mp4") as film:
        assert (film.streams.video[0].width, film.streams.video[0].height) == (32, 46)


def test_what_is_refused(tmp_path, images):
    with pytest.raises(InvalidInput, match=r"must be saved as \.webp, \.gif or \.mp4; got 'a\.avi'"):
        save_animation(tmp_path / "a.avi", images)
    with pytest.raises(InvalidInput, match=r"one size are needed; got \[\(1, 1\), \(32, 48\)\]"):
        picture_strip([*images, Image.new("RGB", (1, 1))])
    with pytest.raises(InvalidInput, match="one size are needed; got none"):
        save_animation(tmp_path / "a.gif", [])
    with pytest.raises(InvalidInput, match=r"0\.02 to 60 seconds; got 0"):
        save_animation(tmp_path / "a.gif", images, seconds=0)
    (tmp_path / "folder.gif").mkdir()
    with pytest.raises(StorageError, match="folder or device"):
        save_animation(tmp_path / "folder.gif", images)
