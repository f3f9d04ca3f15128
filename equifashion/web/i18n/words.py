"""Words that are neither labels nor sentences: of the pads' own scripts, and of directions.

As everywhere, (English, Vietnamese).
"""

# What the drawing pad's own script says.
SKETCH_PAD: dict[str, tuple[str, str]] = {
    "pad": ("Drawing pad: draw the outline with pen, finger or mouse",
            "Bảng vẽ: vẽ đường nét bằng bút, ngón tay hoặc chuột"),
    "pen": ("Thin pen", "Bút mảnh"),
    "brush": ("Thick pen", "Bút đậm"),
    "eraser": ("Eraser", "Tẩy"),
    "undo": ("Undo", "Hoàn tác"),
    "clear": ("Clear the drawing", "Xóa bản vẽ"),
}  # fmt: skip

# What the brush's own script says.
BRUSH_PAD: dict[str, tuple[str, str]] = {
    "brush": ("Brush: paint over the picture with pen, finger or mouse",
              "Cọ tô: tô lên ảnh bằng bút, ngón tay hoặc chuột"),
    "thin": ("Thin brush", "Cọ mảnh"),
    "thick": ("Thick brush", "Cọ đậm"),
    "eraser": ("Take away", "Bớt đi"),
    "undo": ("Undo", "Hoàn tác"),
    "clear": ("Clear", "Xóa hết"),
}  # fmt: skip

# Measured attributes of directions, and the names of shipped ones.
DIRECTIONS: dict[str, tuple[str, str]] = {
    "long": ("length", "độ dài"),
    "wide": ("width", "bề rộng"),
    "sleeves": ("sleeves", "tay áo"),
    "flared": ("flare", "độ xòe"),
    "light": ("lightness", "độ sáng"),
    "saturated": ("saturation", "độ rực"),
    "warm": ("warmth", "độ ấm"),
    "graphic": ("graphic contrast", "độ tương phản họa tiết"),
    "longer": ("longer", "dài hơn"),
    "looser": ("looser", "rộng hơn"),
    "longer sleeves": ("longer sleeves", "tay dài hơn"),
    "more flared": ("more flared", "xòe hơn"),
    "lighter": ("lighter", "sáng hơn"),
    "more saturated": ("more saturated", "rực hơn"),
    "warmer": ("warmer", "ấm hơn"),
    "more graphic": ("more graphic", "nhiều họa tiết hơn"),
}  # fmt: skip
