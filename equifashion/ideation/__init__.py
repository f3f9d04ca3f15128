"""The generator that lays out variants, and the discriminator that trained it.

Also what is made of its styles: mixes, directions, inversions, variations.
May be imported by pipeline, training and evaluation; imports conditions. Sibling of refinement: neither
imports the other.
"""
