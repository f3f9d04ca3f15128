import torch
from diffusers.models.controlnets.controlnet import ControlNetConditioningEmbedding

from equifashion.diffusion.control_cache import CachedEmbedding


def noise(seed: int) -> torch.Tensor:
    return torch.randn((1, 3, 16, 16), generator=torch.Generator().manual_seed(seed))


@torch.no_grad()
def test_equal_maps_are_embedded_once_and_alike():
    plain = ControlNetConditioningEmbedding(8, block_out_channels=(4, 8))
    for parameter in plain.parameters():
        parameter += 0.1 * torch.randn_like(parameter)
    remembered = CachedEmbedding(plain)
    for seed in (1, 2, 1, 2, 1):
        assert torch.equal(remembered(noise(seed)), plain(noise(seed)))
    assert (remembered.computed, remembered.reused) == (2, 3)
    remembered(noise(1).double().float())  # another tensor of the same numbers
    assert remembered.computed == 2
    for seed in range(10, 20):
        remembered(noise(seed))
    remembered(noise(1))  # long forgotten: memory is bounded
    assert remembered.computed == 13 and len(remembered._kept) == 6


def test_it_stands_aside_for_training():
    remembered = CachedEmbedding(ControlNetConditioningEmbedding(8, block_out_channels=(4, 8)))
    remembered(noise(1)).sum().backward()
    assert remembered.computed == remembered.reused == 0
    assert remembered.embedding.conv_in.weight.grad is not None
