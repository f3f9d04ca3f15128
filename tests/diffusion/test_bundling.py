import torch

from equifashion.diffusion.attention_maps import Bundles, bundle_divergence, record_attention_maps
from equifashion.diffusion.bundling import bundle_gradient, step_against
from tests.support.tiny_diffusers import _sd_unet, _sdxl_unet, _shaken

BUNDLES = Bundles.from_groups([[((2,), (4,)), ((3,), (4,))]], 8, torch.device("cpu"))


def noise(seed: int, *shape: int) -> torch.Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed))


def network(family: str):
    with torch.random.fork_rng():
        torch.manual_seed(0)
        unet = _shaken(_sd_unet() if family == "sd" else _sdxl_unet(), 0.2).eval().requires_grad_(False)
    width = unet.config.cross_attention_dim
    arguments = {"encoder_hidden_states": 3 * noise(2, 1, 8, width)}
    if family == "sdxl":
        times = torch.tensor([[96, 64, 0, 0, 96, 64]])
        arguments["added_cond_kwargs"] = {"text_embeds": noise(3, 1, 32), "time_ids": times}
    return unet, arguments


def divergence(unet, latents, arguments) -> float:
    """As the whole network's first half sees it, without the function under test."""
    with torch.no_grad(), record_attention_maps(unet) as maps:
        unet(latents, torch.tensor(500), **arguments)
    seen = sum(name.endswith("attn2") and name.startswith(("down", "mid")) for name, _ in unet.named_modules())
    return float(bundle_divergence(maps[:seen], BUNDLES))


def test_moving_against_the_gradient_draws_adjectives_to_their_nouns():
    for family in ("sd", "sdxl"):
        unet, arguments = network(family)
        latents = noise(1, 1, 4, 12, 8)
        found, gradient = bundle_gradient(unet, latents, torch.tensor(500), arguments, BUNDLES)
        assert abs(found - divergence(unet, latents, arguments)) < 1e-6
        assert gradient.shape == latents.shape and gradient.abs().max() > 0
        nearer = divergence(unet, step_against(latents, gradient, 0.002), arguments)
        farther = divergence(unet, step_against(latents, gradient, -0.002), arguments)
        assert nearer < found < farther


def test_the_gradient_is_that_of_finite_differences():
    unet, arguments = network("sd")
    unet = unet.double()
    arguments = {"encoder_hidden_states": arguments["encoder_hidden_states"].double()}
    latents, way = noise(1, 1, 4, 12, 8).double(), noise(7, 1, 4, 12, 8)
    _, gradient = bundle_gradient(unet, latents, torch.tensor(500), arguments, BUNDLES)
    step = 1e-2
    ends = [divergence(unet, latents + sign * step * way.double(), arguments) for sign in (1, -1)]
    slope = (ends[0] - ends[1]) / (2 * step)
    assert abs(float((gradient * way).sum()) - slope) < 0.05 * abs(slope) + 1e-8


def test_no_way_up_is_run_and_no_hook_stays():
    unet, arguments = network("sd")
    called = []
    hook = unet.up_blocks[0].register_forward_hook(lambda *_: called.append(1))
    bundle_gradient(unet, noise(1, 1, 4, 12, 8), torch.tensor(500), arguments, BUNDLES)
    assert not called
    hook.remove()
    assert not unet.mid_block._forward_hooks
    assert unet(noise(1, 1, 4, 12, 8), 500, **arguments).sample.shape == (1, 4, 12, 8)


def test_latents_without_a_gradient_stay():
    latents = noise(1, 1, 4, 4, 4)
    assert step_against(latents, torch.zeros_like(latents), 0.1) is latents
    assert step_against(latents, torch.full_like(latents, torch.nan), 0.1) is latents
