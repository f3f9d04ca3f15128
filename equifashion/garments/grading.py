"""Grading: which steering directions stretch a flat garment, and by how much."""

# Direction name → (measure, natural logarithm of its scale per unit of the direction's amount).
DIRECTION_STRETCHES = {
    "longer": (("length", 0.07),),
    "looser": (("width", 0.05),),
    "more flared": (("flare", 0.1),),
}
