"""What each hub preset is made of, as table rows.

A repository's ``revision`` is a commit. Where the row has none, the first download takes the newest commit and
writes it into the lock beside the cache, and every later one keeps to it.
"""

from dataclasses import dataclass

_OPENRAIL_XL = "openrail++ (use restrictions; commercial use allowed)"
_OPENRAIL = "creativeml-openrail-m (use restrictions; commercial use allowed)"


@dataclass(frozen=True)
class HubPart:
    """One repository's share of a preset.

    Attributes:
        role: what it is here; the key under which the loader finds it.
        repository: owner/name.
        patterns: files wanted; each must match something.
        licence: as the repository declares it.
        megabytes: approximate size of the download, shown before the hub is asked.
        revision: commit, 40 hexadecimal characters; None to lock the newest at the first download.
    """

    role: str
    repository: str
    patterns: tuple[str, ...]
    licence: str
    megabytes: int
    revision: str | None = None


@dataclass(frozen=True)
class HubModels:
    """The hub side of a preset.

    Attributes:
        family: ``"sdxl"``, ``"sd"`` or ``"eqf"``: which pipelines and which shapes.
        parts: repositories.
        size: width and height of a finished picture.
        full_gpu_gb: GPU memory from which everything may stay on the GPU; below, parts are moved in turn.
        min_gpu_gb: GPU memory below which it does not run at all.
        gpu_seconds: how long a finish may hold a shared GPU, loading of weights to it included.
        garment_prompt_suffix, drawing_prompt_suffix, figure_prompt_suffix: added to the prompt of a garment laid
            flat, of a drawing of it, and of a figure that wears it.
        negative_prompt: what no picture shall show.
        bundling_steps: first steps during which adjectives are drawn to their nouns.
        bundling_strength: how far each of them moves the latents, in their own spread.
        loader: ``"module:function"`` that loads a studio of it, imported when the preset is asked for.
    """

    family: str
    parts: tuple[HubPart, ...]
    size: tuple[int, int]
    full_gpu_gb: float
    min_gpu_gb: float
    gpu_seconds: int
    garment_prompt_suffix: str = (
        "product photograph of a garment, studio light, plain white background, highly detailed"
    )
    drawing_prompt_suffix: str = (
        "flat drawing of a garment, watercolour wash and ink outlines, plain white background"
    )
    figure_prompt_suffix: str = (
        "fashion model, full body, studio photograph, plain white background, highly detailed"
    )
    negative_prompt: str = "blurry, lowres, deformed, extra limbs, text, watermark, logo, cropped"
    bundling_steps: int = 2
    bundling_strength: float = 0.05
    loader: str = "equifashion.studio.backends.hub.studio:load_drafted_studio"

    def part(self, role: str) -> HubPart:
        """The part of a role; KeyError if the preset has none."""
        return {part.role: part for part in self.parts}[role]

    @property
    def megabytes(self) -> int:
        """About how much there is to download in all."""
        return sum(part.megabytes for part in self.parts)


_TEXT_FILES = ("tokenizer/*", "text_encoder/config.json", "text_encoder/*.fp16.safetensors")
_ONE_MODEL = ("config.json", "diffusion_pytorch_model.safetensors")
_IMAGE_ENCODER = ("models/image_encoder/config.json", "models/image_encoder/model.safetensors")
_IP_ADAPTER_COMMIT = "018e402774aeeddd60609b4ecdb7e298259dc729"
_HYPER_COMMIT = "a08b9c3da8dc3be0a6e79b04721bf237241403f9"  # of the openrail++ licence

PHOTOREAL = HubModels(
    family="sdxl",
    parts=(
        HubPart(
            "base",
            "SG161222/RealVisXL_V5.0",
            (
                *_TEXT_FILES,
                "tokenizer_2/*",
                "text_encoder_2/config.json",
                "text_encoder_2/*.fp16.safetensors",
                "unet/config.json",
                "unet/*.fp16.safetensors",
            ),
            _OPENRAIL_XL,
            6770,
            "ac93e0dda1f6d448cae19bbfab8c5e720a5e48bc",
        ),
        HubPart(
            "vae",
            "madebyollin/sdxl-vae-fp16-fix",
            _ONE_MODEL,
            "mit",
            335,
            "207b116dae70ace3637169f1ddd2434b91b3a8cd",
        ),
        HubPart(
            "preview",
            "madebyollin/taesdxl",
            _ONE_MODEL,
            "mit",
            10,
            "b20258aaef75ef61e659c1e0f14f251cf0ad153e",
        ),
        HubPart(
            "control",
            "xinsir/controlnet-union-sdxl-1.0",
            _ONE_MODEL,
            "apache-2.0",
            2513,
            "801a4a3fa3d4c936f4feea95b98607bc6726f80c",
        ),
        HubPart(
            "fabric",
            "h94/IP-Adapter",
            ("sdxl_models/ip-adapter-plus_sdxl_vit-h.safetensors", *_IMAGE_ENCODER),
            "apache-2.0",
            3375,
            _IP_ADAPTER_COMMIT,
        ),
        HubPart(
            "distillation_lora",
            "ByteDance/Hyper-SD",
            ("Hyper-SDXL-8steps-CFG-lora.safetensors",),
            _OPENRAIL_XL,
            787,
            _HYPER_COMMIT,
        ),
    ),
    size=(768, 1152),
    full_gpu_gb=16.0,
    min_gpu_gb=8.0,
    gpu_seconds=40,
)

PHOTOREAL_LIGHT = HubModels(
    family="sd",
    parts=(
        HubPart(
            "base",
            "stable-diffusion-v1-5/stable-diffusion-v1-5",
            (
                *_TEXT_FILES,
                "unet/config.json",
                "unet/*.fp16.safetensors",
                "vae/config.json",
                "vae/*.fp16.safetensors",
            ),
            _OPENRAIL,
            2132,
            "451f4fe16113bff5a5d2269ed5ad43b0592e9a14",
        ),
        HubPart(
            "preview",
            "madebyollin/taesd",
            _ONE_MODEL,
            "mit",
            10,
            "614f76814bbe30edbe2e627ace1c2234c81a2c0e",
        ),
        HubPart(
            "pose",
            "lllyasviel/control_v11p_sd15_openpose",
            ("config.json", "diffusion_pytorch_model.fp16.safetensors"),
            _OPENRAIL,
            723,
            "9ae9f970358db89e211b87c915f9535c6686d5ba",
        ),
        HubPart(
            "sketch",
            "lllyasviel/control_v11p_sd15_scribble",
            ("config.json", "diffusion_pytorch_model.fp16.safetensors"),
            _OPENRAIL,
            723,
        ),
        HubPart(
            "fabric",
            "h94/IP-Adapter",
            ("models/ip-adapter-plus_sd15.safetensors", *_IMAGE_ENCODER),
            "apache-2.0",
            2626,
            _IP_ADAPTER_COMMIT,
        ),
        HubPart(
            "distillation_lora",
            "ByteDance/Hyper-SD",
            ("Hyper-SD15-8steps-CFG-lora.safetensors",),
            _OPENRAIL_XL,
            135,
            _HYPER_COMMIT,
        ),
    ),
    size=(512, 768),
    full_gpu_gb=8.0,
    min_gpu_gb=4.0,
    gpu_seconds=20,
)

EQF = HubModels(
    family="eqf",
    parts=(
        HubPart(
            "checkpoint",
            "NguyenDinhHieu/EquiFashionModel",
            ("EqF_100epochs.ckpt",),
            "none declared: research use at your own judgement",
            6800,
        ),
    ),
    size=(512, 768),
    full_gpu_gb=8.0,
    min_gpu_gb=6.0,
    gpu_seconds=30,
    # As the published demonstration adds them.
    garment_prompt_suffix="best quality, extremely detailed, masterpiece, white background",
    drawing_prompt_suffix="best quality, flat drawing, watercolour wash and ink outlines, white background",
    figure_prompt_suffix="best quality, extremely detailed, masterpiece, white background",
    negative_prompt="worst quality, low quality, bad anatomy, watermark, signature, text, logo, extra limbs, "
    "lowres, blurry, cropped, jpeg artifacts",
    bundling_steps=0,
    loader="equifashion.studio.backends.eqf.backend:load_eqf_studio",
)
