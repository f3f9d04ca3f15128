"""What drawings are made of: curves, shapes in painter's order, SVG, and renderers.

The lowest part of ``garments``; imports textiles, design and imaging.
"""
