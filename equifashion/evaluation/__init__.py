"""Measures what the studio makes: control by words, diversity, speed. Never used in training.

Imports anything but ui; imported by the command line alone.
"""
