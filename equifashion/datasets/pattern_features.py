"""Numbers that tell solid, striped, checked and printed cloth apart on a photograph of a garment.

Stripes and checks gather the spectrum in one direction or in two crossing ones; prints have sharp edges and foreign
colours, over the whole garment or in its middle; folds, which all garments have, are soft and broad.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np
from PIL import Image
from scipy.ndimage import binary_erosion, gaussian_filter, sobel, uniform_filter
from skimage.color import rgb2lab

_SIDE = 400  # pixels of the garment's longer side
_OPAQUE, _EDGE, _LEAST = 200, 7, 2000  # alpha of cloth; pixels cut off at the rim; pixels to be left
_WINDOW, _STEP, _FILLED = 64, 32, 0.8  # windows of the spectrum, and how full of cloth they have to be
_DIRECTIONS = 18
_DETREND, _BROAD = 10.0, 25.0  # σ, pixels: folds are broader than the first, shading broader than the second
_CENTRE = (slice(0.15, 0.65), slice(0.25, 0.75))  # rows and columns where graphics are printed, as shares

_frequency_y = np.fft.fftfreq(_WINDOW)[:, None]
_frequency_x = np.fft.rfftfreq(_WINDOW)[None]
_FREQUENCY = np.hypot(_frequency_y, _frequency_x)
_BAND = (_FREQUENCY > 2.2 / _WINDOW) & (_FREQUENCY < 0.45)
_ANGLE = np.arctan2(_frequency_y, np.broadcast_to(_frequency_x, _FREQUENCY.shape))
_BIN = ((_ANGLE + np.pi / 2) / np.pi * _DIRECTIONS).astype(int) % _DIRECTIONS
_TAPER = np.hanning(_WINDOW + 2)[1:-1, None] * np.hanning(_WINDOW + 2)[None, 1:-1]


@dataclass(frozen=True)
class _Cloth:
    """What several measures need.

    Attributes:
        lab: (H, W, 3) CIE Lab. inside: (H, W) bool, where cloth is.
        rest: (H, W, 3), lab less its local mean over the cloth.
        lightness, chroma: (H, W), fine gradients of each.
    """

    lab: np.ndarray
    inside: np.ndarray
    rest: np.ndarray
    lightness: np.ndarray
    chroma: np.ndarray


def pattern_features(cutout: Image.Image) -> np.ndarray:
    """All numbers of an RGBA cut-out, (156,) float64; the second half are logarithms of the first."""
    lab, inside = _prepared(cutout)
    cloth = _Cloth(lab, inside, _residual(lab, inside, _DETREND), *_gradients(lab))
    values = np.array([value for measure in (_texture, _spectrum, _edges, _centre) for value in measure(cloth)])
    return np.concatenate([values, np.log(np.abs(values) + 1e-2)])


def _prepared(cutout: Image.Image) -> tuple[np.ndarray, np.ndarray]:
    """CIE Lab (H, W, 3) float32 of the garment at one size, and where its cloth is (H, W) bool."""
    cutout = cutout.crop(cutout.getchannel("A").point(lambda a: 255 if a > 32 else 0).getbbox())
    scale = _SIDE / max(cutout.size)
    size = (max(1, round(cutout.width * scale)), max(1, round(cutout.height * scale)))
    pixels = np.asarray(cutout.resize(size, Image.Resampling.LANCZOS))
    matte = pixels[..., 3] > _OPAQUE
    inside = binary_erosion(np.pad(matte, 1), iterations=_EDGE)[1:-1, 1:-1]
    if inside.sum() < _LEAST:
        inside = matte if matte.any() else np.ones_like(matte)
    return rgb2lab(pixels[..., :3]).astype(np.float32), inside


def _residual(lab: np.ndarray, inside: np.ndarray, sigma: float) -> np.ndarray:
    """Lab less its local mean over the cloth."""
    weight = inside.astype(np.float32)
    room = np.maximum(gaussian_filter(weight, sigma), 1e-3)
    means = [gaussian_filter(lab[..., c] * weight, sigma) / room for c in range(3)]
    return (lab - np.stack(means, axis=-1)) * weight[..., None]


def _gradients(lab: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Fine gradients of lightness and of chroma, per pixel."""
    slopes = []
    for channel, sigma in ((0, 0.8), (1, 1.2), (2, 1.2)):
        smooth = gaussian_filter(lab[..., channel], sigma)
        slopes.append(np.hypot(sobel(smooth, 0), sobel(smooth, 1)) / 8)
    return slopes[0], np.hypot(slopes[1], slopes[2])


def _texture(cloth: _Cloth) -> list[float]:
    """Local contrast, and how far colours lie from the median colour."""
    rest, colours = np.abs(cloth.rest[cloth.inside]), cloth.lab[cloth.inside]
    lightness, chroma = rest[:, 0], rest[:, 1:].sum(-1)
    away = colours - np.median(colours, axis=0)
    colour, light = np.hypot(away[:, 1], away[:, 2]), np.abs(away[:, 0])
    quantiles = [np.quantile(lightness, 0.9), np.quantile(lightness, 0.98), np.quantile(chroma, 0.98)]
    shares = [(colour > 12).mean(), (light > 25).mean(), colour.mean(), light.mean()]
    return [lightness.mean(), chroma.mean(), *quantiles, *shares]


def _spectrum(cloth: _Cloth) -> list[float]:
    """How the energy of windows gathers in one direction and across it, and how it is spread over windows."""
    weight = cloth.inside.astype(np.float32)
    found = []
    for y, x in product(*(range(0, max(1, n - _WINDOW + 1), _STEP) for n in weight.shape)):
        window = np.s_[y : y + _WINDOW, x : x + _WINDOW]
        if weight[window].shape == _TAPER.shape and weight[window].mean() >= _FILLED:
            found.append(_window_spectrum(cloth.rest[window], weight[window]))
    if not found:
        found = [(0.0, np.full(_DIRECTIONS, 1 / _DIRECTIONS), 0.0, 0.0)]
    energy, directions, peak, pitch = (np.array(column) for column in zip(*found, strict=True))
    share = energy / energy.sum() if energy.sum() else np.full(len(energy), 1 / len(energy))
    broad = directions + np.roll(directions, 1, 1) + np.roll(directions, -1, 1)  # (windows, directions)
    along = broad.max(1)
    across = broad[np.arange(len(broad)), (broad.argmax(1) + _DIRECTIONS // 2) % _DIRECTIONS]
    total = (broad * share[:, None]).sum(0)
    whole_across = total[(total.argmax() + _DIRECTIONS // 2) % _DIRECTIONS]
    strongest = max(energy.max(), 1e-6)
    return [
        (along * share).sum(), (across * share).sum(), total.max(), whole_across, 1 - total.max() - whole_across,
        (peak * share).sum(), (pitch * share).sum(), np.median(energy), energy.max(), np.quantile(energy, 0.25),
        np.median(energy) / strongest, (np.minimum(along, across) * share).sum(), len(energy), np.median(along),
        np.median(peak), np.quantile(energy, 0.1) / strongest,
    ]  # fmt: skip


def _window_spectrum(rest: np.ndarray, weight: np.ndarray) -> tuple[float, np.ndarray, float, float]:
    """Energy, its share by direction (18,), the share of its four strongest lines, and its mean frequency."""
    mean = (rest * weight[..., None]).sum((0, 1)) / weight.sum()
    tapered = (rest - mean) * (weight * _TAPER)[..., None]
    power = (np.abs(np.fft.rfft2(tapered, axes=(0, 1))) ** 2).sum(-1) * _BAND
    energy = max(float(power.sum()), 1e-6)
    directions = np.bincount(_BIN.ravel(), power.ravel(), _DIRECTIONS) / energy
    peak = np.partition(power.ravel(), -4)[-4:].sum() / energy
    return np.sqrt(power.sum()) / _WINDOW, directions, peak, float((power * _FREQUENCY).sum() / energy)


def _edges(cloth: _Cloth) -> list[float]:
    """How much of the cloth has sharp edges, and how much of it lies in regions full of them."""
    inside, lightness, chroma = cloth.inside, cloth.lightness, cloth.chroma
    weight = inside.astype(np.float32)
    room = np.maximum(uniform_filter(weight, 25), 0.3)
    values = []
    for slope, limits in ((lightness, (1.5, 3.0, 5.0)), (chroma, (0.7, 1.5, 3.0))):
        for limit in limits:
            sharp = (slope > limit) * weight
            around = (uniform_filter(sharp, 25) / room)[inside]
            values += [sharp[inside].mean(), (around > 0.25).mean(), np.median(around), np.quantile(around, 0.95)]
    smooth = gaussian_filter(cloth.lab[..., 0], 3.0)
    broad = (np.hypot(sobel(smooth, 0), sobel(smooth, 1)) / 8)[inside].mean()
    tails = [np.quantile(slope[inside], q) for slope in (lightness, chroma) for q in (0.9, 0.98)]
    return [*values, *tails, lightness[inside].mean() / (broad + 0.1)]


def _centre(cloth: _Cloth) -> list[float]:
    """Edges and foreign colours in the middle of the garment and elsewhere, and local spread of lightness."""
    lab, inside = cloth.lab, cloth.inside
    rows, columns = (slice(int(s.start * n), int(s.stop * n)) for s, n in zip(_CENTRE, inside.shape, strict=True))
    middle = np.zeros_like(inside)
    middle[rows, columns] = inside[rows, columns]
    regions = (middle, inside & ~middle)
    rest = _residual(lab, inside, _BROAD)
    foreign = np.sqrt((0.6 * rest[..., 0]) ** 2 + rest[..., 1] ** 2 + rest[..., 2] ** 2)
    values = []
    for quantity, limits in ((cloth.lightness, (1, 2, 4)), (cloth.chroma, (1, 2, 4)), (foreign, (10, 16, 24))):
        for limit, region in product(limits, regions):
            values.append((quantity[region] > limit).mean() if region.any() else 0.0)
    weight = inside.astype(np.float32)
    room = np.maximum(gaussian_filter(weight, 5.0), 1e-3)
    mean = gaussian_filter(lab[..., 0] * weight, 5.0) / room
    spread = np.sqrt(np.maximum(gaussian_filter(lab[..., 0] ** 2 * weight, 5.0) / room - mean**2, 0.0))[inside]
    return [*values, *np.quantile(spread, (0.5, 0.75, 0.9, 0.97)), (spread > 8).mean(), (spread > 14).mean()]
