"""Diffusion: the schedule, the hybrid sampler, Eq. 20, attention bundling and the callbacks for diffusers.

May be imported by studio, training and evaluation; imports models. Sibling of gan: neither imports the other.
"""
