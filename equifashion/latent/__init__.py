"""Pixels and latents: the autoencoder and the codec between pictures and normalised latents.

May be imported by conditions and every layer above; imports errors.
"""
