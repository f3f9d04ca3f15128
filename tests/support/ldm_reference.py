"""A ControlLDM computed straight from its checkpoint's tensors, by plain functions: the reference for conversion.

Written from the architecture's papers (Rombach et al. 2022, Zhang et al. 2023, Radford et al. 2021), with neither
diffusers nor transformers.
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor

from equifashion.studio.backends.eqf.config import EqfConfig
from tests.support.ldm_layout import layout

TINY = EqfConfig(
    width=32, multipliers=(1, 2), attended=(True, False), blocks=1, head_width=16, context_width=32, vae_width=32,
    vae_multipliers=(1, 1, 1, 2), vae_blocks=1, text_layers=3, text_heads=2, generator_width=4,
)  # fmt: skip

Tensors = dict[str, Tensor]


def random_checkpoint(config: EqfConfig = TINY, seed: int = 0) -> Tensors:
    """A checkpoint of these sizes in which no tensor is trivial."""
    generator, found = torch.Generator().manual_seed(seed), {}
    for name, shape in layout(config).items():
        if name.endswith("num_batches_tracked"):
            found[name] = torch.tensor(7)
        elif name.endswith("running_var"):
            found[name] = 0.5 + torch.rand(shape, generator=generator)
        else:
            size = 1.0 / math.sqrt(math.prod(shape[1:])) if len(shape) > 1 else 0.1
            found[name] = size * torch.randn(shape, generator=generator)
            if name.endswith(("norm.weight", "norm1.weight", "norm2.weight", "norm3.weight", "ln_1.weight")):
                found[name] += 1.0
    return found


class Reference:
    """The networks of a checkpoint."""

    def __init__(self, tensors: Tensors, config: EqfConfig = TINY) -> None:
        self.tensors, self.config = tensors, config

    # Layers, by name.

    def linear(self, name: str, x: Tensor) -> Tensor:
        return F.linear(x, self.tensors[f"{name}.weight"], self.tensors.get(f"{name}.bias"))

    def conv(self, name: str, x: Tensor, stride: int = 1, padding: int | None = None) -> Tensor:
        weight = self.tensors[f"{name}.weight"]
        padding = weight.shape[-1] // 2 if padding is None else padding
        return F.conv2d(x, weight, self.tensors.get(f"{name}.bias"), stride, padding)

    def group_norm(self, name: str, x: Tensor, eps: float) -> Tensor:
        return F.group_norm(x, 32, self.tensors[f"{name}.weight"], self.tensors[f"{name}.bias"], eps)

    def layer_norm(self, name: str, x: Tensor) -> Tensor:
        return F.layer_norm(x, x.shape[-1:], self.tensors[f"{name}.weight"], self.tensors[f"{name}.bias"])

    # Denoiser and ControlNet.

    def time(self, root: str, timesteps: Tensor) -> Tensor:
        half = self.config.width // 2
        frequencies = torch.exp(-math.log(10000.0) * torch.arange(half) / half)
        angles = timesteps.float()[:, None] * frequencies
        embedding = torch.cat([angles.cos(), angles.sin()], dim=1)
        return self.linear(f"{root}time_embed.2", F.silu(self.linear(f"{root}time_embed.0", embedding)))

    def residual(self, name: str, x: Tensor, time: Tensor) -> Tensor:
        h = self.conv(f"{name}.in_layers.2", F.silu(self.group_norm(f"{name}.in_layers.0", x, 1e-5)))
        h = h + self.linear(f"{name}.emb_layers.1", F.silu(time))[:, :, None, None]
        h = self.conv(f"{name}.out_layers.3", F.silu(self.group_norm(f"{name}.out_layers.0", h, 1e-5)))
        known = f"{name}.skip_connection.weight" in self.tensors
        return h + (self.conv(f"{name}.skip_connection", x) if known else x)

    def attention(self, name: str, x: Tensor, context: Tensor) -> Tensor:
        def heads(t: Tensor) -> Tensor:
            return t.unflatten(-1, (-1, self.config.head_width)).transpose(1, 2)

        q, k, v = (heads(self.linear(f"{name}.to_{p}", s)) for p, s in (("q", x), ("k", context), ("v", context)))
        weights = (q @ k.transpose(-1, -2) * self.config.head_width**-0.5).softmax(-1)
        return self.linear(f"{name}.to_out.0", (weights @ v).transpose(1, 2).flatten(2))

    def transformer(self, name: str, x: Tensor, context: Tensor) -> Tensor:
        h = self.group_norm(f"{name}.norm", x, 1e-6).flatten(2).transpose(1, 2)
        h, block = self.linear(f"{name}.proj_in", h), f"{name}.transformer_blocks.0"
        seen = self.layer_norm(f"{block}.norm1", h)
        h = h + self.attention(f"{block}.attn1", seen, seen)
        h = h + self.attention(f"{block}.attn2", self.layer_norm(f"{block}.norm2", h), context)
        value, gate = self.linear(f"{block}.ff.net.0.proj", self.layer_norm(f"{block}.norm3", h)).chunk(2, dim=-1)
        h = h + self.linear(f"{block}.ff.net.2", value * F.gelu(gate))
        return x + self.linear(f"{name}.proj_out", h).transpose(1, 2).unflatten(2, x.shape[2:])

    def block(self, name: str, x: Tensor, time: Tensor, context: Tensor) -> Tensor:
        """Whatever lies under a block's name, in order."""
        for place in range(3):
            part = f"{name}.{place}"
            if f"{part}.in_layers.0.weight" in self.tensors:
                x = self.residual(part, x, time)
            elif f"{part}.transformer_blocks.0.norm1.weight" in self.tensors:
                x = self.transformer(part, x, context)
            elif f"{part}.op.weight" in self.tensors:
                x = self.conv(f"{part}.op", x, stride=2)
            elif f"{part}.conv.weight" in self.tensors:
                x = self.conv(f"{part}.conv", F.interpolate(x, scale_factor=2.0, mode="nearest"))
            elif f"{part}.weight" in self.tensors:
                x = self.conv(part, x)
        return x

    def count(self, root: str) -> int:
        return len({n.removeprefix(root).split(".")[0] for n in self.tensors if n.startswith(root)})

    def control(self, x: Tensor, hint: Tensor, timesteps: Tensor, context: Tensor) -> list[Tensor]:
        root = "control_model."
        time, h = self.time(root, timesteps), hint
        for place in range(0, 16, 2):
            h = self.conv(f"{root}input_hint_block.{place}", h, stride=2 if place in (4, 8, 12) else 1)
            h = F.silu(h) if place < 14 else h
        guide, outs = h, []
        for number in range(self.count(f"{root}input_blocks.")):
            x = self.block(f"{root}input_blocks.{number}", x, time, context)
            x = x + guide if number == 0 else x
            outs.append(self.conv(f"{root}zero_convs.{number}.0", x))
        x = self.block(f"{root}middle_block", x, time, context)
        return [*outs, self.conv(f"{root}middle_block_out.0", x)]

    def epsilon(self, x: Tensor, timesteps: Tensor, context: Tensor, hint: Tensor | None = None) -> Tensor:
        root = "model.diffusion_model."
        added = self.control(x, hint, timesteps, context) if hint is not None else []
        time, kept = self.time(root, timesteps), []
        for number in range(self.count(f"{root}input_blocks.")):
            x = self.block(f"{root}input_blocks.{number}", x, time, context)
            kept.append(x)
        x = self.block(f"{root}middle_block", x, time, context)
        x = x + added.pop() if added else x
        for number in range(self.count(f"{root}output_blocks.")):
            skip = kept.pop() + added.pop() if added else kept.pop()
            x = self.block(f"{root}output_blocks.{number}", torch.cat([x, skip], dim=1), time, context)
        return self.conv(f"{root}out.2", F.silu(self.group_norm(f"{root}out.0", x, 1e-5)))

    # Autoencoder.

    def vae_residual(self, name: str, x: Tensor) -> Tensor:
        h = self.conv(f"{name}.conv1", F.silu(self.group_norm(f"{name}.norm1", x, 1e-6)))
        h = self.conv(f"{name}.conv2", F.silu(self.group_norm(f"{name}.norm2", h, 1e-6)))
        return h + (self.conv(f"{name}.nin_shortcut", x) if f"{name}.nin_shortcut.weight" in self.tensors else x)

    def vae_middle(self, name: str, x: Tensor) -> Tensor:
        x = self.vae_residual(f"{name}.mid.block_1", x)
        h = self.group_norm(f"{name}.mid.attn_1.norm", x, 1e-6)
        q, k, v = (self.conv(f"{name}.mid.attn_1.{part}", h).flatten(2) for part in "qkv")
        weights = (q.transpose(1, 2) @ k * q.shape[1] ** -0.5).softmax(-1)
        x = x + self.conv(f"{name}.mid.attn_1.proj_out", (v @ weights.transpose(1, 2)).view_as(x))
        return self.vae_residual(f"{name}.mid.block_2", x)

    def encode(self, pixels: Tensor) -> Tensor:
        root, c = "first_stage_model.encoder", self.config
        x = self.conv(f"{root}.conv_in", pixels)
        for level in range(len(c.vae_multipliers)):
            for block in range(c.vae_blocks):
                x = self.vae_residual(f"{root}.down.{level}.block.{block}", x)
            if level + 1 < len(c.vae_multipliers):
                x = self.conv(f"{root}.down.{level}.downsample.conv", F.pad(x, (0, 1, 0, 1)), stride=2, padding=0)
        x = F.silu(self.group_norm(f"{root}.norm_out", self.vae_middle(root, x), 1e-6))
        mean, _ = self.conv("first_stage_model.quant_conv", self.conv(f"{root}.conv_out", x)).chunk(2, dim=1)
        return mean * c.scale_factor

    def decode(self, latents: Tensor) -> Tensor:
        root, c = "first_stage_model.decoder", self.config
        x = self.conv("first_stage_model.post_quant_conv", latents / c.scale_factor)
        x = self.vae_middle(root, self.conv(f"{root}.conv_in", x))
        for level in reversed(range(len(c.vae_multipliers))):
            for block in range(c.vae_blocks + 1):
                x = self.vae_residual(f"{root}.up.{level}.block.{block}", x)
            if level > 0:
                x = self.conv(
                    f"{root}.up.{level}.upsample.conv", F.interpolate(x, scale_factor=2.0, mode="nearest")
                )
        return self.conv(f"{root}.conv_out", F.silu(self.group_norm(f"{root}.norm_out", x, 1e-6)))

    # Text encoder: OpenCLIP's, one layer short, then the final norm.

    def text(self, tokens: Tensor) -> Tensor:
        root, c = "cond_stage_model.model.", self.config
        x = self.tensors[f"{root}token_embedding.weight"][tokens] + self.tensors[f"{root}positional_embedding"]
        length = x.shape[1]
        ahead = torch.full((length, length), -torch.inf).triu(1)
        for layer in range(c.text_layers - 1):
            name = f"{root}transformer.resblocks.{layer}"
            packed = F.linear(
                self.layer_norm(f"{name}.ln_1", x),
                self.tensors[f"{name}.attn.in_proj_weight"],
                self.tensors[f"{name}.attn.in_proj_bias"],
            )
            q, k, v = (t.unflatten(-1, (c.text_heads, -1)).transpose(1, 2) for t in packed.chunk(3, dim=-1))
            weights = (q @ k.transpose(-1, -2) * q.shape[-1] ** -0.5 + ahead).softmax(-1)
            x = x + self.linear(f"{name}.attn.out_proj", (weights @ v).transpose(1, 2).flatten(2))
            h = F.gelu(self.linear(f"{name}.mlp.c_fc", self.layer_norm(f"{name}.ln_2", x)))
            x = x + self.linear(f"{name}.mlp.c_proj", h)
        return self.layer_norm(f"{root}ln_final", x)

    # Latent generator.

    def generated(self, z: Tensor, u: Tensor, context: Tensor, timesteps: Tensor) -> Tensor:
        root = "latent_generator."
        time = self.linear(f"{root}time_embed.0", timesteps.float()[:, None])
        time = self.linear(f"{root}time_embed.2", F.silu(time))
        said = self.linear(f"{root}context_projection", context.mean(dim=1))
        tiled = [t[:, :, None, None].expand(-1, -1, *z.shape[2:]) for t in (time, said)]
        x = F.leaky_relu(self.conv(f"{root}net.0", torch.cat([z, u, *tiled], dim=1), stride=2, padding=1), 0.2)
        for place in (2, 3, 4, 5):
            name, weight = f"{root}net.{place}", self.tensors[f"{root}net.{place}.0.weight"]
            x = (F.conv2d if place < 4 else F.conv_transpose2d)(x, weight, None, 2, 1)
            norm = [self.tensors[f"{name}.1.{p}"] for p in ("running_mean", "running_var", "weight", "bias")]
            x = F.batch_norm(x, *norm)
            x = F.leaky_relu(x, 0.2) if place < 4 else F.relu(x)
        weight, bias = self.tensors[f"{root}net.6.weight"], self.tensors[f"{root}net.6.bias"]
        return torch.tanh(F.conv_transpose2d(x, weight, bias, 2, 1))
