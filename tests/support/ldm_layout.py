"""Names and shapes of the tensors in a ControlLDM checkpoint, written out from its sizes: for small checkpoints."""

from collections.abc import Iterator

from equifashion.studio.backends.eqf.config import EqfConfig

Shape = tuple[int, ...]
Entry = tuple[str, Shape]

DENOISER, CONTROL = "model.diffusion_model.", "control_model."
VAE, TEXT, GENERATOR = "first_stage_model.", "cond_stage_model.model.", "latent_generator."
HINT_WIDTHS = (16, 32, 96, 256)  # of ControlNet's hint block


def layout(config: EqfConfig) -> dict[str, Shape]:
    """Tensor name → shape of everything that inference needs."""
    parts = (
        (DENOISER, _denoiser(config)),
        (CONTROL, _control(config)),
        (VAE, _vae(config)),
        (TEXT, _text(config)),
        (GENERATOR, _generator(config)),
    )
    return {prefix + name: shape for prefix, entries in parts for name, shape in entries}


def _affine(name: str, *shape: int, bias: bool = True) -> Iterator[Entry]:
    """A layer's weight and bias; of a norm, one number a channel."""
    yield f"{name}.weight", shape
    if bias:
        yield f"{name}.bias", shape[:1]


def _conv(name: str, into: int, out: int, side: int = 3) -> Iterator[Entry]:
    yield from _affine(name, out, into, side, side)


def _time(width: int) -> Iterator[Entry]:
    yield from _affine("time_embed.0", 4 * width, width)
    yield from _affine("time_embed.2", 4 * width, 4 * width)


def _residual(name: str, into: int, out: int, time: int) -> Iterator[Entry]:
    yield from _affine(f"{name}.in_layers.0", into)
    yield from _conv(f"{name}.in_layers.2", into, out)
    yield from _affine(f"{name}.emb_layers.1", out, time)
    yield from _affine(f"{name}.out_layers.0", out)
    yield from _conv(f"{name}.out_layers.3", out, out)
    if into != out:
        yield from _conv(f"{name}.skip_connection", into, out, 1)


def _transformer(name: str, width: int, context: int) -> Iterator[Entry]:
    yield from _affine(f"{name}.norm", width)
    yield from _affine(f"{name}.proj_in", width, width)
    block = f"{name}.transformer_blocks.0"
    for attention, seen in (("attn1", width), ("attn2", context)):
        yield from _affine(f"{block}.{attention}.to_q", width, width, bias=False)
        yield from _affine(f"{block}.{attention}.to_k", width, seen, bias=False)
        yield from _affine(f"{block}.{attention}.to_v", width, seen, bias=False)
        yield from _affine(f"{block}.{attention}.to_out.0", width, width)
    yield from _affine(f"{block}.ff.net.0.proj", 8 * width, width)
    yield from _affine(f"{block}.ff.net.2", width, 4 * width)
    for norm in ("norm1", "norm2", "norm3"):
        yield from _affine(f"{block}.{norm}", width)
    yield from _affine(f"{name}.proj_out", width, width)


def _way_down(config: EqfConfig) -> tuple[list[Entry], list[int]]:
    """Entries of ``time_embed``, ``input_blocks`` and ``middle_block``; and the channels each input block gives."""
    entries, time = list(_time(config.width)), 4 * config.width
    entries += _conv("input_blocks.0.0", config.channels, config.width)
    given, now = [config.width], config.width
    for level, width in enumerate(config.widths):
        for _ in range(config.blocks):
            name = f"input_blocks.{len(given)}"
            entries += _residual(f"{name}.0", now, width, time)
            if config.attended[level]:
                entries += _transformer(f"{name}.1", width, config.context_width)
            now = width
            given.append(now)
        if level + 1 < len(config.widths):
            entries += _conv(f"input_blocks.{len(given)}.0.op", now, now)
            given.append(now)
    entries += _residual("middle_block.0", now, now, time)
    entries += _transformer("middle_block.1", now, config.context_width)
    entries += _residual("middle_block.2", now, now, time)
    return entries, given


def _denoiser(config: EqfConfig) -> Iterator[Entry]:
    entries, given = _way_down(config)
    yield from entries
    now, number = given[-1], 0
    for level in reversed(range(len(config.widths))):
        width = config.widths[level]
        for block in range(config.blocks + 1):
            name = f"output_blocks.{number}"
            yield from _residual(f"{name}.0", now + given.pop(), width, 4 * config.width)
            now, number = width, number + 1
            if config.attended[level]:
                yield from _transformer(f"{name}.1", width, config.context_width)
            if level > 0 and block == config.blocks:
                yield from _conv(f"{name}.{1 + config.attended[level]}.conv", width, width)
    yield from _affine("out.0", config.width)
    yield from _conv("out.2", config.width, config.channels)


def _control(config: EqfConfig) -> Iterator[Entry]:
    entries, given = _way_down(config)
    yield from entries
    for number, width in enumerate(given):
        yield from _conv(f"zero_convs.{number}.0", width, width, 1)
    yield from _conv("middle_block_out.0", given[-1], given[-1], 1)
    first, *others = HINT_WIDTHS
    sizes = [(3, first), (first, first)]
    for before, after in zip(HINT_WIDTHS[:-1], others, strict=True):
        sizes += [(before, after), (after, after)]
    sizes[-1] = (HINT_WIDTHS[-1], config.width)  # the last block ends in the denoiser's width at once
    for place, (into, out) in enumerate(sizes):
        yield from _conv(f"input_hint_block.{2 * place}", into, out)


def _vae_residual(name: str, into: int, out: int) -> Iterator[Entry]:
    yield from _affine(f"{name}.norm1", into)
    yield from _conv(f"{name}.conv1", into, out)
    yield from _affine(f"{name}.norm2", out)
    yield from _conv(f"{name}.conv2", out, out)
    if into != out:
        yield from _conv(f"{name}.nin_shortcut", into, out, 1)


def _vae_middle(name: str, width: int) -> Iterator[Entry]:
    yield from _vae_residual(f"{name}.mid.block_1", width, width)
    yield from _affine(f"{name}.mid.attn_1.norm", width)
    for part in ("q", "k", "v", "proj_out"):
        yield from _conv(f"{name}.mid.attn_1.{part}", width, width, 1)
    yield from _vae_residual(f"{name}.mid.block_2", width, width)


def _vae(config: EqfConfig) -> Iterator[Entry]:
    widths, channels = config.vae_widths, config.channels
    yield from _conv("encoder.conv_in", 3, widths[0])
    now = widths[0]
    for level, width in enumerate(widths):
        for block in range(config.vae_blocks):
            yield from _vae_residual(f"encoder.down.{level}.block.{block}", now, width)
            now = width
        if level + 1 < len(widths):
            yield from _conv(f"encoder.down.{level}.downsample.conv", now, now)
    yield from _vae_middle("encoder", now)
    yield from _affine("encoder.norm_out", now)
    yield from _conv("encoder.conv_out", now, 2 * channels)
    yield from _conv("decoder.conv_in", channels, now)
    yield from _vae_middle("decoder", now)
    for level in reversed(range(len(widths))):
        for block in range(config.vae_blocks + 1):
            yield from _vae_residual(f"decoder.up.{level}.block.{block}", now, widths[level])
            now = widths[level]
        if level > 0:
            yield from _conv(f"decoder.up.{level}.upsample.conv", now, now)
    yield from _affine("decoder.norm_out", now)
    yield from _conv("decoder.conv_out", now, 3)
    yield from _conv("quant_conv", 2 * channels, 2 * channels, 1)
    yield from _conv("post_quant_conv", channels, channels, 1)


def _text(config: EqfConfig) -> Iterator[Entry]:
    width, wide = config.context_width, config.text_ratio * config.context_width
    yield "positional_embedding", (config.text_length, width)
    yield "text_projection", (width, width)
    yield "logit_scale", ()
    yield "token_embedding.weight", (config.vocabulary, width)
    yield from _affine("ln_final", width)
    for layer in range(config.text_layers):
        name = f"transformer.resblocks.{layer}"
        yield from _affine(f"{name}.ln_1", width)
        yield f"{name}.attn.in_proj_weight", (3 * width, width)
        yield f"{name}.attn.in_proj_bias", (3 * width,)
        yield from _affine(f"{name}.attn.out_proj", width, width)
        yield from _affine(f"{name}.ln_2", width)
        yield from _affine(f"{name}.mlp.c_fc", wide, width)
        yield from _affine(f"{name}.mlp.c_proj", width, wide)


def _generator(config: EqfConfig) -> Iterator[Entry]:
    width, wide = config.generator_width, 4 * config.generator_width
    yield from _affine("time_embed.0", wide, 1)
    yield from _affine("time_embed.2", wide, wide)
    yield from _affine("context_projection", wide, config.context_width)
    yield from _affine("net.0", width, 2 * config.channels + 2 * wide, 4, 4)
    # Stages 2 and 3 go down, 4 and 5 up; transposed convolutions name their input first.
    stages = [(2, 2 * width, width, 2 * width), (3, 4 * width, 2 * width, 4 * width)]
    stages += [(4, 4 * width, 2 * width, 2 * width), (5, 2 * width, width, width)]
    for place, first, second, out in stages:
        yield f"net.{place}.0.weight", (first, second, 4, 4)
        yield from _affine(f"net.{place}.1", out)
        yield f"net.{place}.1.running_mean", (out,)
        yield f"net.{place}.1.running_var", (out,)
        yield f"net.{place}.1.num_batches_tracked", ()
    yield "net.6.weight", (width, config.channels, 4, 4)
    yield "net.6.bias", (config.channels,)
