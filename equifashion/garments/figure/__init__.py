"""Croquis: a drawn fashion figure in an outfit, as one scene that renders to every modality, pixel-aligned.

``compose.create_scene(index, seed)`` → ``Scene`` → ``render`` (picture, sketch, part masks, SVG).
Coordinates are canvas pixels, 256×384 (W×H), y down; "left" and "right" are the figure's own, as in OpenPose.
"""
