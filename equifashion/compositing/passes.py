"""The passes of a picture, in order: decoded pixels → clean-up → fabric → sharpening → ink.

A pass takes an image and its plan and returns an image: the very same object where it changes nothing. An ablation
leaves one out by ``PostprocessConfig``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PIL import Image

from equifashion.compositing.clean_up import CleanUp
from equifashion.compositing.contrast import Sharpen
from equifashion.compositing.fabric import FabricOverlay
from equifashion.compositing.ink import Ink
from equifashion.compositing.render_plan import RenderPlan
from equifashion.models.part_finder import PartRegions


class Pass(Protocol):
    """One step of compositing."""

    def __call__(self, image: Image.Image, plan: RenderPlan) -> Image.Image: ...


@dataclass(frozen=True)
class PostprocessConfig:
    """What helps the networks; each can be switched off for an ablation.

    Attributes:
        regional_prompts: each half of an outfit is conditioned on its own words.
        guide_lines: a garment without a designer's sketch is drawn along one of the studio's.
        cleanup: strays are removed, and cloth of one colour is evened out.
        fabric_overlay: the swatch, or the cloth that the words name, is laid over its garment.
        sharpening: finished pictures gain local contrast.
        ink_lines: drawings and figures get the lines of their sketch.
    """

    regional_prompts: bool = True
    guide_lines: bool = True
    cleanup: bool = True
    fabric_overlay: bool = True
    sharpening: bool = True
    ink_lines: bool = True


def build_passes(config: PostprocessConfig, parts: PartRegions | None) -> tuple[Pass, ...]:
    """The passes that a configuration leaves, in order.

    Args:
        config: what is switched on.
        parts: tells clothes from skin where no sketch does; None leaves figures without a sketch as they are.
    """
    passes: tuple[tuple[bool, Pass], ...] = (
        (config.cleanup, CleanUp()),
        (config.fabric_overlay, FabricOverlay(parts)),
        (config.sharpening, Sharpen()),
        (config.ink_lines, Ink()),
    )
    return tuple(each for wanted, each in passes if wanted)


@dataclass(frozen=True, eq=False)
class Composition:
    """What came out of the passes.

    Attributes:
        image: the picture.
        fabric_laid: whether a fabric overlay changed it.
    """

    image: Image.Image
    fabric_laid: bool


def compose(passes: Sequence[Pass], image: Image.Image, plan: RenderPlan) -> Composition:
    """Run the passes over a decoded picture."""
    laid = False
    for each in passes:
        before, image = image, each(image, plan)
        laid |= isinstance(each, FabricOverlay) and image is not before
    return Composition(image, laid)
