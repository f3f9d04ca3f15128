"""A brief as tensors: text, swatch tokens, sketch and pose features.

May be imported by ideation, refinement and every layer above; imports design, imaging, latent, semantics.
"""
