"""Training data: sources, measurements, captions.

May be imported by training and evaluation; imports design, imaging and errors. No torch here.
"""
