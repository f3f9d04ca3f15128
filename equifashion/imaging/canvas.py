"""The canvas every embedded model is made for."""

CANVAS_SIZE = (256, 384)  # pixels, width × height
