"""Presets whose finisher comes from a model hub: what they need, fetching it, loading it, finishing with it.

May be imported by the rest of studio and by evaluation; imports diffusion, models, prompts, design and imaging.
"""
