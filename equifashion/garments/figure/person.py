"""Who is drawn and how they stand: values only; ``body`` places them on the canvas."""

from dataclasses import dataclass

BODY_SHAPES = ("straight", "hourglass", "pear", "inverted triangle", "athletic", "full")
PRESENTATIONS = ("feminine", "masculine", "androgynous")
SHOES = ("heels", "flats", "ankle boots", "tall boots", "sneakers", "loafers", "sandals")
MONK_TONES = (  # Monk Skin Tone scale 1–10 (Ellis Monk, Google 2022)
    "#f6ede4", "#f3e7db", "#f7ead0", "#eadaba", "#d7bd96", "#a07e56", "#825c43", "#604134", "#3a312a", "#292420",
)  # fmt: skip
MASCULINITY = {"feminine": 0.0, "androgynous": 0.5, "masculine": 1.0}

Limbs = tuple[float, float, float, float]  # upper and lower part of the right limb, then of the left

SIDES = ("right", "left")
SIGN = {"right": -1, "left": 1}  # the figure's right lies on the canvas's left


@dataclass(frozen=True)
class Figure:
    """Who is drawn.

    Attributes:
        skin_tone: 1–10 on the Monk scale.
        shape: one of ``BODY_SHAPES``.
        presentation: one of ``PRESENTATIONS``.
        heads: height in head lengths; fashion figures have 8–9.
        hair: a style's name, of ``hair.HAIR_STYLES``.
        hair_colour: #rrggbb.
        shoes: one of ``SHOES``.
        shoe_colour: #rrggbb.
    """

    skin_tone: int = 5
    shape: str = "straight"
    presentation: str = "feminine"
    heads: float = 8.5
    hair: str = "bob"
    hair_colour: str = "#3a2a22"
    shoes: str = "heels"
    shoe_colour: str = "#2c2a2e"

    @property
    def skin(self) -> str:
        """Skin colour, #rrggbb."""
        return MONK_TONES[self.skin_tone - 1]

    @property
    def masculinity(self) -> float:
        """0 feminine … 1 masculine."""
        return MASCULINITY[self.presentation]


@dataclass(frozen=True)
class Stance:
    """Angles of a pose, degrees, as seen by the viewer; 0 hangs straight down, positive swings the end to +x.

    Attributes:
        name: of the pose in the library.
        arms: (upper, fore) angles of the figure's right arm, then of its left.
        legs: (thigh, shin) angles of the right leg, then of the left.
        torso, shoulders, hips, head: tilts; positive turns clockwise on the canvas.
        arm_lengths, leg_lengths: foreshortening factors of the same segments.
        turn: -1…1, how far the figure turns to the canvas's left or right; narrows shoulders and hips.
        look: the same for the head, on its own account.
        front_arms: which arms lie in front of the torso (right, left).
        behind_arms: which arms lie behind it.
        reach: what each hand touches, of ``REACHES``, or None; it overrules that arm's angles.
        hands: shapes of the right and the left hand, of ``hands.HAND_SHAPES``.
        wrists: degrees that each hand bends against its forearm, positive to +x.
        feet: where each foot points: 0 to the viewer, -1 and 1 in profile to the canvas's left and right.
        front_leg: the leg that lies in front where both cross.
        seated: whether the figure sits.
    """

    name: str = "standing"
    arms: Limbs = (-12.0, -6.0, 12.0, 6.0)
    legs: Limbs = (-4.0, -1.0, 4.0, 1.0)
    torso: float = 0.0
    shoulders: float = 0.0
    hips: float = 0.0
    head: float = 0.0
    arm_lengths: Limbs = (1.0, 1.0, 1.0, 1.0)
    leg_lengths: Limbs = (1.0, 1.0, 1.0, 1.0)
    turn: float = 0.0
    look: float = 0.0
    front_arms: tuple[bool, bool] = (False, False)
    behind_arms: tuple[bool, bool] = (False, False)
    reach: tuple[str | None, str | None] = (None, None)
    hands: tuple[str, str] = ("relaxed", "relaxed")
    wrists: tuple[float, float] = (0.0, 0.0)
    feet: tuple[float, float] = (-0.2, 0.2)
    front_leg: str = "left"
    seated: bool = False
