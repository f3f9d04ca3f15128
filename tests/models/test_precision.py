import pytest
import torch

from equifashion.models.precision import computes_bf16
from equifashion.studio.loader import choose_dtype


@pytest.mark.parametrize(
    "avx512, amx, dtype",
    [(False, False, torch.float32), (True, False, torch.bfloat16), (False, True, torch.bfloat16)],
)
def test_a_cpu_computes_in_bf16_where_it_can(monkeypatch, avx512, amx, dtype):
    monkeypatch.setattr(torch.cpu, "_is_avx512_bf16_supported", lambda: avx512)
    monkeypatch.setattr(torch.cpu, "_is_amx_tile_supported", lambda: amx)
    cpu = torch.device("cpu")
    assert computes_bf16(cpu) is (dtype == torch.bfloat16) and choose_dtype(cpu) == dtype
    assert computes_bf16(torch.device("cuda"))
