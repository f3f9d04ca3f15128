"""Trains the embedded weights with Lightning: stages, losses, presets, runs.

May be imported by evaluation and the command line; imports datasets and the model layers. The only layer that
imports Lightning, and the only one that calls ``backward``.
"""
