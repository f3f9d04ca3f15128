import numpy as np
from PIL import Image
from scipy.ndimage import binary_erosion

from equifashion.imaging.fabric_overlay import overlay_cloth, overlay_fabric
from equifashion.imaging.palette import colour_difference, dominant_colours, to_lab
from equifashion.imaging.recolor import garment_area
from tests.support.drawn_garments import cutout, on_canvas


def checked(first: str = "#203080", second: str = "#e0d8b0", side: int = 8) -> Image.Image:
    y, x = np.mgrid[:128, :128] // (2 * side)
    pair = np.array([Image.new("RGB", (1, 1), colour).getpixel((0, 0)) for colour in (first, second)], np.uint8)
    return Image.fromarray(pair[(y + x) % 2])


def dress(colour: str = "red") -> tuple[np.ndarray, np.ndarray]:
    pixels, _ = on_canvas(cutout("Dress", colour))
    return pixels, garment_area(pixels)


def test_nothing_changes_outside_the_garment_or_without_one():
    pixels, area = dress()
    laid = overlay_fabric(pixels, checked(), area)
    assert (laid[~area] == pixels[~area]).all() and (laid[area] != pixels[area]).any()
    assert overlay_fabric(pixels, checked(), np.zeros_like(area)) is pixels
    assert overlay_fabric(pixels, checked(), area, share=0.0) is pixels


def test_the_garment_has_the_fabrics_colours_and_its_pattern():
    pixels, area = dress()
    laid = overlay_fabric(pixels, checked(), area)
    for found, wanted in zip(dominant_colours(laid, area)[:2], ("#203080", "#e0d8b0"), strict=True):
        wanted = [to_lab(np.array(Image.new("RGB", (1, 1), c).getpixel((0, 0)))) for c in ("#203080", "#e0d8b0")]
        assert min(float(colour_difference(np.array(found.lab), lab)) for lab in wanted) < 10
    own, plain = (to_lab(picture)[area][:, 0].std() for picture in (laid, pixels))
    assert own > plain + 15


def test_light_and_folds_stay_the_garments():
    pixels, area = dress("grey")
    shaded = pixels.copy()
    shaded[:, :128] = (0.6 * shaded[:, :128]).astype(np.uint8)
    shaded[~area] = pixels[~area]
    laid = overlay_fabric(shaded, Image.new("RGB", (128, 128), "#40a060"), area)
    left, right = area.copy(), area.copy()
    left[:, 118:], right[:, :138] = False, False
    assert to_lab(laid)[left][:, 0].mean() < 0.85 * to_lab(laid)[right][:, 0].mean()


def test_half_a_share_lies_between():
    pixels, area = dress()
    fabric = Image.new("RGB", (128, 128), "blue")
    core = to_lab(overlay_fabric(pixels, fabric, area))[area].mean(axis=0)
    own, half = (
        to_lab(pixels)[area].mean(axis=0),
        to_lab(overlay_fabric(pixels, fabric, area, 0.5))[area].mean(axis=0),
    )
    assert np.linalg.norm(half - (own + core) / 2) < 0.35 * np.linalg.norm(core - own)


def test_white_cloth_is_seen_on_white():
    pixels, area = dress("grey")
    laid = overlay_fabric(pixels, Image.new("RGB", (64, 64), "white"), area)
    inner = binary_erosion(area, iterations=4)
    assert laid[inner].min(axis=1).max() < 245 and garment_area(laid)[inner].mean() > 0.98


def test_relief_deepens_light_and_leaves_the_middle_tone():
    pixels, area = dress("grey")
    shaded = pixels.copy()
    half = area & (np.arange(pixels.shape[1]) < np.median(np.nonzero(area)[1]))
    shaded[half] = np.rint(0.8 * shaded[half])
    cloth = np.full_like(pixels, 150)
    contrasts = []
    for relief in (1.0, 2.0):
        lightness = to_lab(overlay_cloth(shaded, cloth, area, relief=relief))[..., 0]
        contrasts.append(np.median(lightness[area & ~half]) - np.median(lightness[half]))
    assert contrasts[1] > 1.5 * contrasts[0] > 0
