"""The generator that lays out variants, and the discriminator that trained it.

May be imported by pipeline, training and evaluation; imports conditions. Sibling of refinement: neither
imports the other.
"""
