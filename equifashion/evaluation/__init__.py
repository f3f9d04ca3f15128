"""Measures what the studio makes, with floors, ceilings and wrong conditions beside every figure. Never trains.

``study`` gathers weights, photographs and judges; ``metrics`` measure; ``report`` writes and compares; ``bench``
times. Imports anything but ui; imported by the command line alone.
"""
