"""The denoiser and the hybrid sampler that finish a draft.

May be imported by pipeline, training and evaluation; imports conditions and latent. Sibling of ideation:
neither imports the other.
"""
