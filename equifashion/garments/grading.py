"""Grading: what steering directions do to the cut, flat and on a figure."""

# Direction name → (measure, natural logarithm of its scale per unit of the direction's amount).
DIRECTION_STRETCHES = {
    "longer": (("length", 0.07),),
    "looser": (("width", 0.05),),
    "more flared": (("flare", 0.1),),
}

# Direction name → whole grades of (length, width) of what a figure wears, per unit of the direction's amount.
DIRECTION_GRADES = {"longer": (2 / 3, 0.0), "looser": (0.0, 2 / 3), "more flared": (0.0, 2 / 3)}
