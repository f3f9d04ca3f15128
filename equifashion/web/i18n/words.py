"""Words that are neither labels nor sentences: of the pads' own scripts, and of directions."""

# What the drawing pad's own script says.
SKETCH_PAD: dict[str, dict[str, str]] = {
    "en": {
        "pad": "Drawing pad: draw the outline with pen, finger or mouse",
        "pen": "Thin pen",
        "brush": "Thick pen",
        "eraser": "Eraser",
        "undo": "Undo",
        "clear": "Clear the drawing",
    },
    "vi": {
        "pad": "Bảng vẽ: vẽ đường nét bằng bút, ngón tay hoặc chuột",
        "pen": "Bút mảnh",
        "brush": "Bút đậm",
        "eraser": "Tẩy",
        "undo": "Hoàn tác",
        "clear": "Xóa bản vẽ",
    },
}

# What the brush's own script says.
BRUSH_PAD: dict[str, dict[str, str]] = {
    "en": {
        "brush": "Brush: paint over the picture with pen, finger or mouse",
        "thin": "Thin brush",
        "thick": "Thick brush",
        "eraser": "Take away",
        "undo": "Undo",
        "clear": "Clear",
    },
    "vi": {
        "brush": "Cọ tô: tô lên ảnh bằng bút, ngón tay hoặc chuột",
        "thin": "Cọ mảnh",
        "thick": "Cọ đậm",
        "eraser": "Bớt đi",
        "undo": "Hoàn tác",
        "clear": "Xóa hết",
    },
}

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
