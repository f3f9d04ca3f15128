"""Measures what the studio makes, with floors, ceilings and wrong conditions beside every figure.

``study`` gathers weights, photographs and judges; ``metrics`` measure; ``report`` writes and compares; ``bench``
times; ``ablation`` and ``few_steps`` compare variants on the same items, pair by pair (``paired``). Never trains,
but for the ablation's variants. Imports anything but ui; imported by the command line alone.
"""
