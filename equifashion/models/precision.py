"""Whether a device computes in BF16 itself, or would only imitate it, many times slower than FP32."""

import torch


def computes_bf16(device: torch.device) -> bool:
    """A CUDA GPU, or a processor with AVX-512 BF16 or AMX."""
    if device.type == "cuda":
        return True
    return torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
