"""The figure that wears an outfit: body, head, hair, hands, feet and stances, as shapes of a scene.

``on_figure`` draws the clothes around it; ``on_figure.croquis`` puts both into one scene.
Coordinates are canvas pixels, 256×384 (W×H), y down; "left" and "right" are the figure's own, as in OpenPose.
"""
