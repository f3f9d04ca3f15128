"""The published ControlLDM: checked, converted, equal to a reference of its own, and sampled as published."""

import gzip
import pickle
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from equifashion.diffusion.diffusers_callbacks import published_alphas
from equifashion.errors import CheckpointError, InvalidInput, MissingWeights
from equifashion.studio.backends.eqf import EqfModel, create_model, load_state_dict
from equifashion.studio.backends.eqf.config import EqfConfig
from equifashion.studio.backends.eqf.sampling import HybridInputs, published_ddim, sample_hybrid
from tests.support.ldm_layout import layout
from tests.support.ldm_reference import TINY, Reference, random_checkpoint

KEYS = Path(__file__).with_name("eqf_published_keys.txt.gz")
MAX_ERROR = 2e-5  # FP32, of values of about unit size

YAML = """
model:
  target: cldm.cldm.ControlLDM
  params:
    linear_start: 0.00085
    linear_end: 0.0120
    scale_factor: 0.18215
    control_stage_config: {target: cldm.cldm.ControlNet, params: {hint_channels: 3, <<SHARED>>}}
    unet_config: {target: cldm.cldm.ControlledUnetModel, params: {out_channels: 4, <<SHARED>>}}
    first_stage_config:
      target: ldm.models.autoencoder.AutoencoderKL
      params: {embed_dim: 4, ddconfig: {z_channels: 4, ch: 128, ch_mult: [1, 2, 4, 4], num_res_blocks: 2}}
    cond_stage_config:
      target: ldm.modules.encoders.modules.FrozenOpenCLIPEmbedder
      params: {freeze: True, layer: "penultimate"}
""".replace(
    "<<SHARED>>",
    "in_channels: 4, model_channels: 320, attention_resolutions: [4, 2, 1], num_res_blocks: 2, "
    "channel_mult: [1, 2, 4, 4], num_head_channels: 64, use_spatial_transformer: True, "
    "use_linear_in_transformer: True, transformer_depth: 1, context_dim: 1024, legacy: False",
)


def noise(seed: int, *shape: int) -> torch.Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed))


def published() -> dict[str, torch.Tensor]:
    """Every tensor of the published checkpoint in shape and type, each one number in memory."""
    found = {}
    for line in gzip.decompress(KEYS.read_bytes()).decode().splitlines():
        name, dtype, shape = line.split(" ")
        sides = [int(side) for side in shape.split(",") if side]
        found[name] = torch.zeros((), dtype=getattr(torch, dtype)).expand(sides)
    return found


@pytest.fixture(scope="module")
def tensors():
    return random_checkpoint()


@pytest.fixture(scope="module")
def model(tensors):
    made = EqfModel(TINY)
    made.load_state_dict(tensors)
    return made


@pytest.fixture(scope="module")
def reference(tensors):
    return Reference(tensors)


def close(found: torch.Tensor, wanted: torch.Tensor) -> bool:
    return found.shape == wanted.shape and bool(
        (found - wanted).abs().max() <= MAX_ERROR * (1 + wanted.abs().max())
    )


# Keys.


def test_the_small_checkpoints_are_laid_out_as_the_published_one():
    keys, needed = published(), layout(EqfConfig())
    assert len(keys) == 1721 and len(needed) == 1602
    assert {name: tuple(keys[name].shape) for name in needed} == needed


def test_the_full_sized_checkpoint_loads_key_complete(tmp_path):
    path = tmp_path / "EqF.ckpt"
    torch.save({"state_dict": published(), "epoch": 99}, path)
    assert path.stat().st_size < 1_000_000
    (tmp_path / "cldm_v2.yaml").write_text(YAML, encoding="utf-8")
    model = create_model(tmp_path / "cldm_v2.yaml").cpu()
    model.load_state_dict(load_state_dict(path, location="cpu"))
    assert not any(t.is_meta for t in (*model.parameters(), *model.buffers()))
    counts = {name: sum(p.numel() for p in part.parameters()) for name, part in model.named_children()}
    assert counts["unet"] == 865_910_724 and counts["vae"] == 83_653_863


def test_every_tensor_lands_once(model, tensors):
    """As many numbers as the checkpoint has, less what penultimate states leave out."""
    unused = (f"transformer.resblocks.{TINY.text_layers - 1}.", "text_projection", "logit_scale")
    wanted = sum(
        t.numel()
        for name, t in tensors.items()
        if not name.removeprefix("cond_stage_model.model.").startswith(unused)
    )
    running = sum(b.numel() for b in model.generator.buffers())
    assert sum(p.numel() for p in model.parameters()) + running == wanted


@pytest.mark.parametrize(
    ("name", "quoted"),
    [("model.diffusion_model.out.2.bias", "conv_out.bias"),
     ("control_model.zero_convs.0.0.weight", "controlnet_down_blocks.0.weight"),
     ("first_stage_model.quant_conv.bias", "quant_conv.bias"),
     ("cond_stage_model.model.ln_final.weight", "final_layer_norm.weight"),
     ("latent_generator.net.6.bias", "net.6.bias")],
)  # fmt: skip
def test_what_is_missing_extra_or_of_another_shape_is_named(tensors, name, quoted):
    less = {key: value for key, value in tensors.items() if key != name}
    with pytest.raises(CheckpointError, match=rf"no ControlLDM checkpoint.*{quoted.replace('.', '[.]')}"):
        EqfModel(TINY).load_state_dict(less)
    with pytest.raises(CheckpointError, match=rf"1 unknown: {name}_two|Unexpected .*\"net\.6\.bias_two\""):
        EqfModel(TINY).load_state_dict({**tensors, f"{name}_two": tensors[name].clone()})
    with pytest.raises(CheckpointError, match=r"no ControlLDM checkpoint of the configured sizes"):
        EqfModel(TINY).load_state_dict({**tensors, name: torch.zeros(3, 3)})


def test_tensors_of_no_network_are_named(tensors):
    with pytest.raises(CheckpointError, match=r"2 unknown: other\.a, other\.b"):
        EqfModel(TINY).load_state_dict({**tensors, "other.a": torch.zeros(1), "other.b": torch.zeros(1)})


def test_training_only_tensors_are_let_through_and_laxity_is_not(tensors):
    EqfModel(TINY).load_state_dict({**tensors, "lpips_loss.net.a": torch.zeros(1), "betas": torch.zeros(1000)})
    with pytest.raises(CheckpointError, match="only loaded strictly"):
        EqfModel(TINY).load_state_dict(tensors, strict=False)


# Numbers.


def test_epsilon_with_and_without_a_pose(model, reference):
    z, context, hint = noise(1, 2, 4, 8, 16), noise(2, 2, 7, 32), noise(3, 2, 3, 64, 128).sigmoid()
    times = torch.tensor([3, 951])
    with torch.no_grad():
        assert close(model.apply_model(z, times, context), reference.epsilon(z, times, context))
        posed = model.apply_model(z, times, context, hint)
        assert close(posed, reference.epsilon(z, times, context, hint))
        assert not close(posed, reference.epsilon(z, times, context))


def test_text_states(model, reference):
    tokens = torch.randint(0, 49408, (2, 77), generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        assert close(model.get_learned_conditioning(tokens), reference.text(tokens))


def test_autoencoder(model, reference):
    with torch.no_grad():
        pixels, latents = noise(1, 1, 3, 64, 64).tanh(), noise(2, 1, 4, 8, 8)
        assert close(model.encode_first_stage(pixels), reference.encode(pixels))
        assert close(model.decode_first_stage(latents), reference.decode(latents))


def test_latent_generator(model, reference):
    given = noise(1, 2, 4, 8, 16), noise(2, 2, 4, 8, 16), noise(3, 2, 7, 32), torch.tensor([1, 876])
    with torch.no_grad():
        assert close(model.generator(*given), reference.generated(*given))
    with pytest.raises(InvalidInput, match="multiples of 8; got 12 × 16"):
        model.generator(noise(1, 1, 4, 12, 16), noise(1, 1, 4, 12, 16), noise(1, 1, 7, 32), torch.tensor([1]))


# Sampling.


def test_hybrid_sampling_is_the_printed_loop(model, reference):
    """Eq. 20 with α_t = (t/T)^γ over the published steps 1, 126, …, 876, by the reference's own networks."""
    context, negative, hint = noise(2, 1, 7, 32), noise(4, 1, 7, 32), noise(3, 1, 3, 64, 64).sigmoid()
    start, codes = noise(5, 1, 4, 8, 8), noise(6, 8, 4, 8, 8)
    found = list(
        sample_hybrid(model, HybridInputs(context, negative, hint, 1.0, 9.0), start, codes, published_alphas(8))
    )
    betas = torch.linspace(0.00085**0.5, 0.012**0.5, 1000, dtype=torch.float64) ** 2
    bars = (1 - betas).cumprod(0)
    z = start
    with torch.no_grad():
        for t in range(8, 0, -1):
            step = 125 * (t - 1) + 1
            bar, before = bars[step].float(), (bars[step - 125] if t > 1 else bars[0]).float()
            times = torch.tensor([step])
            given = reference.epsilon(z, times, context, hint)
            epsilon = reference.epsilon(z, times, negative, hint)
            epsilon = epsilon + 9.0 * (given - epsilon)
            clean = (z - (1 - bar).sqrt() * epsilon) / bar.sqrt()
            z_tilde = before.sqrt() * clean + (1 - before).sqrt() * epsilon
            alpha = (t / 8) ** 0.7
            z = alpha * reference.generated(z, codes[8 - t][None], context, times) + (1 - alpha) * z_tilde
            assert close(found[8 - t], z) or (found[8 - t] - z).abs().max() < 1e-3 * z.abs().max()
    assert len(found) == 8
    assert [int(t) for t in _steps(100)][:2] == [991, 981] and int(_steps(100)[-1]) == 1


def _steps(count: int):
    scheduler = published_ddim(EqfConfig())
    scheduler.set_timesteps(count)
    return scheduler.timesteps


# Reading.


class _Harmful:
    def __reduce__(self):
        return (Path.touch, (Path("harm-was-done"),))


def test_no_code_in_a_checkpoint_is_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    torch.save({"state_dict": {"a": torch.zeros(1)}, "callbacks": _Harmful()}, tmp_path / "bad.ckpt")
    (tmp_path / "raw.ckpt").write_bytes(pickle.dumps({"state_dict": _Harmful()}))
    for name in ("bad.ckpt", "raw.ckpt"):
        with pytest.raises(CheckpointError, match=r"was not read|is damaged"):
            load_state_dict(tmp_path / name)
    assert not (tmp_path / "harm-was-done").exists()


def test_checkpoints_of_every_container(tensors, tmp_path):
    some = {name: tensors[name] for name in list(tensors)[:5]}
    torch.save(some, tmp_path / "bare.pth")
    torch.save({"state_dict": some, "global_step": 3}, tmp_path / "lightning.ckpt")
    save_file(some, tmp_path / "safe.safetensors")
    for name in ("bare.pth", "lightning.ckpt", "safe.safetensors"):
        found = load_state_dict(tmp_path / name)
        assert found.keys() == some.keys() and all(torch.equal(found[key], some[key]) for key in some)
    (tmp_path / "cut.safetensors").write_bytes((tmp_path / "safe.safetensors").read_bytes()[:100])
    (tmp_path / "cut.ckpt").write_bytes((tmp_path / "lightning.ckpt").read_bytes()[:3000])
    torch.save([1, 2], tmp_path / "list.ckpt")
    for name, words in (("cut.safetensors", "is damaged"), ("cut.ckpt", "is damaged|was not read")):
        with pytest.raises(CheckpointError, match=words):
            load_state_dict(tmp_path / name)
    with pytest.raises(CheckpointError, match="holds no tensors under names"):
        load_state_dict(tmp_path / "list.ckpt")
    with pytest.raises(MissingWeights, match="is missing"):
        load_state_dict(tmp_path / "nowhere.ckpt")


def test_the_published_configuration(tmp_path):
    (tmp_path / "cldm_v2.yaml").write_text(YAML, encoding="utf-8")
    assert EqfConfig.from_yaml(tmp_path / "cldm_v2.yaml") == EqfConfig()
    for changed, words in (
        (YAML.replace("ControlLDM", "LatentDiffusion", 1), "expected 'cldm.cldm.ControlLDM'"),
        (YAML.replace("penultimate", "last"), "penultimate"),
        (YAML.replace("hint_channels: 3", "hint_channels: 1"), "hints of 3 channels"),
        (YAML.replace("model_channels: 320", "model_channels: 256", 1), "differ in model_channels"),
        ("model: [", "not a ControlLDM configuration"),
        ("other: 1", "not a ControlLDM configuration"),
        (YAML.replace("model:", "model: !!python/object/apply:os.getcwd []\nother:", 1), "not a ControlLDM"),
    ):
        (tmp_path / "other.yaml").write_text(changed, encoding="utf-8")
        with pytest.raises(CheckpointError, match=words):
            EqfConfig.from_yaml(tmp_path / "other.yaml")
    with pytest.raises(CheckpointError, match="cannot be read"):
        create_model(tmp_path / "nowhere.yaml")
