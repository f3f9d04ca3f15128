"""The diffusion schedule shared by training and sampling: scaled-linear β, zero terminal SNR, v-prediction.

Source: Lin et al. 2023, "Common diffusion noise schedules and sample steps are flawed".
"""

import torch
from diffusers import DDIMScheduler
from torch import Tensor

TRAIN_TIMESTEPS = 1000


def create_scheduler() -> DDIMScheduler:
    """A fresh DDIM scheduler of the embedded denoiser."""
    return DDIMScheduler(
        num_train_timesteps=TRAIN_TIMESTEPS,
        beta_start=0.00085,
        beta_end=0.012,
        beta_schedule="scaled_linear",
        prediction_type="v_prediction",
        rescale_betas_zero_snr=True,
        timestep_spacing="trailing",
        clip_sample=False,
        set_alpha_to_one=True,
    )


def signal_to_noise(scheduler: DDIMScheduler, timesteps: Tensor) -> Tensor:
    """SNR = ᾱ / (1 − ᾱ) at timesteps (B,); 0 at the last one."""
    alpha_bar = scheduler.alphas_cumprod.to(timesteps.device)[timesteps]
    return alpha_bar / (1.0 - alpha_bar)


def stratified_timesteps(count: int, device: torch.device) -> Tensor:
    """One random timestep from each of ``count`` equal intervals, shuffled: (count,) int64."""
    places = (torch.randperm(count, device=device) + torch.rand(count, device=device)) / count
    return (places * TRAIN_TIMESTEPS).long().clamp(max=TRAIN_TIMESTEPS - 1)
