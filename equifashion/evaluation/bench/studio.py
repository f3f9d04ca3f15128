"""The studio's jobs and their parts as cases to time."""

from collections.abc import Iterator
from functools import partial

import torch

from equifashion.design import DesignBrief
from equifashion.evaluation.bench.peers import plain_diffusers_loop
from equifashion.evaluation.bench.timing import Case
from equifashion.evaluation.runner import AblationRunner
from equifashion.gan.directions import direction_between
from equifashion.gan.inversion import InversionSettings
from equifashion.models.brief_encoder import WordEncoder, encode_brief
from equifashion.models.codec import decode_to_images
from equifashion.models.conditions import join
from equifashion.studio import Studio

SHEET, STEPS = 8, 8  # the contact sheet and the finish that the other figures are ratios of
INVERSION_STEPS = 20


def fresh_brief(number: int) -> DesignBrief:
    """A brief that no cache has seen; the same words in another round."""
    return DesignBrief(f"red dress number {number}")


def job_cases(studio: Studio, quick: bool) -> Iterator[Case]:
    """Whole jobs as a visitor asks for them; the finish comes first, as the reference."""
    kept = studio.explore(DesignBrief("blue shirt"), 1, 0)[0]
    known = kept.recipe.brief()

    def finish(number: int, steps: int) -> None:
        studio.finish(kept, steps=steps)

    def explore(number: int, brief: DesignBrief, count: int) -> None:
        studio.explore(brief, count, number)

    yield Case(f"finish, {STEPS} steps, every step shown", lambda n: list(studio.iter_finish(kept, steps=STEPS)))
    yield Case(f"finish, {STEPS} steps, only the last shown", partial(finish, steps=STEPS))
    yield Case(f"contact sheet of {SHEET}, new words", lambda n: studio.explore(fresh_brief(n), SHEET, n))
    for count in (1, SHEET) if quick else (1, SHEET, 16, 32):
        yield Case(f"contact sheet of {count}, same words", partial(explore, brief=known, count=count))
    for steps in (4,) if quick else (1, 4, 16, 50):
        yield Case(f"finish, {steps} steps", partial(finish, steps=steps))
    other = studio.explore(known, 2, 0)[1]
    yield Case("mix two drafts", lambda n: studio.mix(kept, other, structure=0.3, style=0.7))
    between = direction_between("bench", kept.styles, other.styles)
    yield Case("move a draft along a direction", lambda n: studio.steer(kept, {"bench": 1.0}, [between]))
    yield Case("4 variations of a draft", lambda n: studio.vary(kept, 4.0, count=4, seed=n))
    yield Case("4 colourways of a draft", lambda n: studio.recolor(kept, ["navy", "red", "mint", "#c04848"]))
    if studio.can_upscale:
        design = studio.finish(kept, steps=STEPS)
        yield Case("a finished design at twice its size", lambda n: studio.upscale(design))
    if not quick:
        search = InversionSettings(steps=INVERSION_STEPS)
        yield Case(
            f"find a picture's styles, {INVERSION_STEPS} steps",
            lambda n: studio.invert(other.image, "blue shirt", settings=search),
        )
    yield Case("rebuild a draft from its recipe", lambda n: studio.rebuild(kept.recipe))


def part_cases(runner: AblationRunner) -> Iterator[Case]:
    """The stages of those jobs, alone; a guided denoiser call comes first, as the reference."""
    parts, words = runner.components, WordEncoder(runner.components.text)
    conditions = encode_brief(DesignBrief("blue shirt"), words, parts.conditions).to(runner.dtype)
    z_dim = parts.generator.config.z_dim
    code = torch.randn(1, z_dim, generator=torch.Generator().manual_seed(0)).to(runner.device, runner.dtype)
    with torch.no_grad():
        latents = parts.generator(code, conditions.given)
    rows, times = latents.expand(2, -1, -1, -1), torch.full((2,), 500, device=runner.device)
    both = join(conditions.given, conditions.unguided)
    without_gradients = torch.no_grad()
    yield Case("guided denoiser call", without_gradients(lambda n: parts.denoiser(rows, times, both)))
    yield Case("encode the words", lambda n: encode_brief(fresh_brief(n), words, parts.conditions))
    yield Case("generate a latent", without_gradients(lambda n: parts.generator(code, conditions.given)))
    yield Case("decode a latent", lambda n: decode_to_images(latents, parts.autoencoder))


def peer_cases(runner: AblationRunner) -> Iterator[Case]:
    """Text to picture by this studio and by a plain loop over the same network, same steps and guidance."""
    brief, parts, studio = DesignBrief("blue shirt"), runner.components, runner.studio
    conditions = encode_brief(brief, WordEncoder(parts.text), parts.conditions).to(runner.dtype)
    idea = studio.explore(brief, 1, 0)[0]

    def plain(number: int) -> None:
        guidance = studio.preset.guidance
        latents = plain_diffusers_loop(
            parts.denoiser, conditions.given, conditions.unguided, STEPS, guidance, number
        )
        decode_to_images(latents, parts.autoencoder)

    yield Case(f"plain diffusers loop, {STEPS} steps, decoded once", plain)
    yield Case(f"this studio's finish, {STEPS} steps, decoded once", lambda n: studio.finish(idea))
