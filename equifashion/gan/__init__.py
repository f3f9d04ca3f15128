"""Working with the generator's w+ space: mixing, directions, inversion, variation.

May be imported by studio, training and evaluation; imports models. Sibling of diffusion: neither imports the other.
"""
