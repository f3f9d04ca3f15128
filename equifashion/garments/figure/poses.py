"""The library of stances: drawn after the runway, the editorial page and the street, jittered and mirrored."""

from dataclasses import replace

import numpy as np

from equifashion.errors import InvalidInput
from equifashion.garments.figure.body import Stance
from equifashion.garments.figure.person import Limbs

_HANGING = (-11.0, -5.0, 11.0, 5.0)

_STANCES = (
    # Standing.
    Stance("standing", arms=(-12, -6, 12, 6), legs=(-4, -1, 4, 1)),
    Stance("standing relaxed", arms=(-10, -2, 13, 5), legs=(-2, -1, 9, 3), hips=-4, shoulders=2, feet=(-0.15,
    0.45)),
    Stance("feet apart", arms=(-17, -12, 17, 12), legs=(-10, -8, 10, 8), hands=("curled", "curled"), feet=(-0.3,
    0.3)),
    Stance(
        "contrapposto", arms=(-13, -3, 16, 10), legs=(2, 1, 15, 3), torso=3, shoulders=5, hips=-8, head=-4,
        look=0.2, feet=(-0.1, 0.5),
    ),
    Stance(
        "contrapposto crossed", arms=(-14, -8, 12, 4), legs=(3, 5, -8, -13), torso=2, shoulders=3, hips=-6, head=3,
        front_leg="left", feet=(-0.2, -0.1),
    ),
    Stance(
        "hand on hip", arms=(-50, 30, 12, 5), reach=("hip", None), hands=("flat", "relaxed"), legs=(1, 0, 13, 4),
        torso=2, shoulders=4, hips=-6, head=-4, feet=(-0.15, 0.4),
    ),
    Stance(
        "hands on hips", arms=(-50, 30, 50, -30), reach=("hip", "hip"), hands=("flat", "flat"), legs=(-8, -5, 8, 5),
        feet=(-0.3, 0.3),
    ),
    Stance(
        "hand on waist", arms=(-11, -4, 55, -30), reach=(None, "waist"), hands=("relaxed", "flat"), legs=(-12,
        -4, 0, 1),
        torso=-2, shoulders=-4, hips=6, head=5, look=-0.3, feet=(-0.4, 0.15),
    ),
    Stance(
        "arms crossed", arms=(-16, 60, 16, -60), reach=("far elbow", "far elbow"), front_arms=(True, True),
        hands=("flat", "flat"), legs=(-4, -2, 9, 4), hips=-3, feet=(-0.2, 0.35),
    ),
    Stance(
        "hands in pockets", arms=(-30, 10, 30, -10), reach=("pocket", "pocket"), hands=("curled", "curled"),
        legs=(-6, -3, 7, 2), look=0.25, feet=(-0.3, 0.3),
    ),
    Stance(
        "one hand in pocket", arms=(-34, 10, 13, 4), reach=("pocket", None), hands=("curled", "relaxed"),
        legs=(0, 0, 12, 5), torso=2, shoulders=3, hips=-5, look=-0.35, head=-3, feet=(-0.15, 0.45),
    ),
    Stance(
        "hands clasped", arms=(-14, 30, 14, -30), reach=("hips front", "hips front"), front_arms=(True, True),
        hands=("flat", "flat"), legs=(-3, -1, 4, 1), head=3,
    ),
    Stance(
        "hands behind back", arms=(-22, 12, 22, -12), reach=("lower back", "lower back"), behind_arms=(True, True),
        legs=(-3, -1, 8, 2), hips=-3, head=-3, look=0.3, feet=(-0.2, 0.4),
    ),
    # Runway.
    Stance(
        "runway walk", arms=(-14, -4, 10, 14), legs=(3, 1, -3, 3), leg_lengths=(1, 1, 1, 0.86), torso=-1,
        shoulders=-4,
        hips=5, hands=("curled", "curled"), front_leg="right", feet=(-0.05, 0.0),
    ),
    Stance(
        "runway walk hand on hip", arms=(-52, 30, 12, 10), reach=("hip", None), hands=("flat", "curled"),
        legs=(-3, -4, -6, 4), leg_lengths=(1, 0.84, 1, 1), torso=2, shoulders=4, hips=-7, front_leg="left",
        head=-2, feet=(0.0, 0.05),
    ),
    Stance(
        "runway turn", arms=(-16, 4, 18, 24), legs=(-5, -8, 6, 0), turn=0.5, look=0.75, shoulders=-4, hips=4,
        head=3, feet=(-0.1, 0.8), hands=("relaxed", "relaxed"),
    ),
    Stance(
        "runway stop", arms=(-20, -12, 20, 12), legs=(-2, 0, 18, 8), torso=3, shoulders=6, hips=-9, head=-3,
        hands=("relaxed", "relaxed"), feet=(-0.1, 0.55),
    ),
    # Walking.
    Stance(
        "walking", arms=(-16, 8, 14, 22), legs=(-6, -7, 10, 2), leg_lengths=(0.97, 0.86, 1, 1), turn=0.35,
        look=0.45,
        hands=("curled", "curled"), shoulders=-3, hips=3, feet=(0.15, 0.7),
    ),
    Stance(
        "striding", arms=(-24, -4, 20, 32), legs=(-15, -20, 16, 6), leg_lengths=(0.98, 0.88, 1, 1), turn=0.45,
        look=0.6,
        torso=2, hands=("curled", "curled"), feet=(0.3, 0.85),
    ),
    Stance(
        "strolling", arms=(-12, -10, 34, -8), reach=(None, "pocket"), hands=("relaxed", "curled"), legs=(-2, -6,
        7, 7),
        leg_lengths=(1, 0.92, 1, 1), turn=-0.25, look=-0.5, head=2, feet=(-0.5, 0.2),
    ),
    # Editorial.
    Stance(
        "hand behind head", arms=(-140, 60, 13, 6), reach=("nape", None), hands=("flat", "relaxed"), legs=(1, 0,
        14, 5),
        torso=3, shoulders=-5, hips=-6, head=5, feet=(-0.15, 0.45),
    ),
    Stance(
        "both hands behind head", arms=(-135, 60, 135, -60), reach=("nape", "nape"), hands=("flat", "flat"),
        legs=(-3, -1, 11, 4), torso=2, hips=-5, feet=(-0.2, 0.45),
    ),
    Stance(
        "hand in hair", arms=(-13, -6, 120, -140), reach=(None, "temple"), hands=("relaxed", "flat"),
        legs=(-14, -5, 0, 0), torso=-2, shoulders=5, hips=6, head=6, look=-0.3, feet=(-0.45, 0.15),
    ),
    Stance(
        "arm raised", arms=(-160, -172, 12, 4), hands=("open", "relaxed"), legs=(-2, -1, 12, 4), torso=2,
        shoulders=4,
        hips=-5, look=-0.2, head=-3, feet=(-0.15, 0.4),
    ),
    Stance(
        "arms wide", arms=(-36, -50, 36, 50), hands=("open", "open"), legs=(-6, -4, 6, 4), feet=(-0.25, 0.25),
    ),
    Stance(
        "presenting", arms=(-13, -4, 32, 78), hands=("relaxed", "open"), legs=(0, 1, 11, 4), torso=1, shoulders=-2,
        hips=-5, look=0.4, feet=(-0.15, 0.45),
    ),
    Stance(
        "hand at collar", arms=(-14, 140, 13, 6), reach=("collar", None), front_arms=(True, False),
        hands=("curled", "relaxed"), legs=(-3, -1, 9, 3), hips=-4, head=-3, look=0.25, feet=(-0.2, 0.4),
    ),
    Stance(
        "holding the elbow", arms=(-14, 40, 12, 4), reach=("far waist", None), front_arms=(True, False),
        hands=("flat", "relaxed"), legs=(-3, 0, 8, 2), hips=-3, head=4, look=-0.3, feet=(-0.2, 0.35),
    ),
    Stance(
        "thinking", arms=(-14, 60, 18, -150), reach=("far waist", "chin"), front_arms=(True, True),
        hands=("flat", "curled"), legs=(-3, -1, 9, 4), hips=-4, head=4, look=0.2, feet=(-0.2, 0.4),
    ),
    Stance(
        "leaning", arms=(-40, 20, 26, 12), reach=("hip", None), hands=("flat", "relaxed"), legs=(8, 6, 22, 10),
        torso=-7,
        shoulders=-2, hips=-7, head=-6, look=0.3, feet=(0.1, 0.5),
    ),
    Stance(
        "sway", arms=(-26, -14, 22, 30), legs=(-7, -2, 13, 17), torso=-6, shoulders=7, hips=-9, head=6, look=-0.25,
        hands=("relaxed", "open"), feet=(-0.25, 0.3),
    ),
    Stance(
        "looking over the shoulder", arms=(-15, 2, 17, 12), legs=(-4, -3, 7, 0), turn=-0.55, look=0.7, shoulders=4,
        hips=-4, head=-4, feet=(-0.6, 0.15),
    ),
    # Seated and low.
    Stance(
        "seated upright", arms=(-18, 20, 18, -20), reach=("thigh", "thigh"), front_arms=(True, True),
        hands=("flat", "flat"), legs=(-26, -4, 26, 4), leg_lengths=(0.56, 1, 0.56, 1), seated=True, feet=(-0.2,
        0.2),
    ),
    Stance(
        "seated turned", arms=(-16, 20, 20, 30), reach=("seat", "thigh"), front_arms=(False, True),
        hands=("flat", "flat"), legs=(44, 6, 58, 12), leg_lengths=(0.8, 1, 0.78, 1), turn=0.35, look=0.3,
        shoulders=2,
        head=-3, front_leg="left", seated=True, feet=(0.7, 0.75),
    ),
    Stance(
        "seated legs crossed", arms=(-24, 30, 22, -30), reach=("lap", "lap"), front_arms=(True, True),
        hands=("flat", "flat"), legs=(22, -3, -14, -26), leg_lengths=(0.56, 1, 0.5, 0.95), shoulders=3, torso=2,
        head=-4,
        look=-0.2, front_leg="left", seated=True, feet=(0.1, -0.7),
    ),
    Stance(
        "seated leaning back", arms=(-34, -20, 34, 20), reach=("seat", "seat"), hands=("flat", "flat"),
        legs=(-18, -6, 30, 22), leg_lengths=(0.6, 1, 0.66, 1.0), torso=-3, head=4, seated=True, feet=(-0.2, 0.45),
    ),
)  # fmt: skip
POSES: dict[str, Stance] = {stance.name: stance for stance in _STANCES}


def sample_stance(random: np.random.Generator, name: str | None = None) -> Stance:
    """A stance of the library as somebody else would strike it: a few degrees off, and mirrored half of the time.

    Raises:
        InvalidInput: an unknown name; the message lists the known ones.
    """
    if name is not None and name not in POSES:
        raise InvalidInput(f"There is no stance called {name!r}; known are {', '.join(POSES)}.")
    stance = POSES[name or list(POSES)[random.integers(len(POSES))]]
    stance = jittered(stance, random)
    return mirrored(stance) if random.random() < 0.5 else stance


def jittered(stance: Stance, random: np.random.Generator) -> Stance:
    """The stance with small random changes: about 3° in the arms, 1.5° in legs and trunk, 0.1 in the look."""

    def vary(values: Limbs, spread: float) -> Limbs:
        first, second, third, fourth = (float(value + spread * random.standard_normal()) for value in values)
        return first, second, third, fourth

    torso, shoulders, hips, head = vary((stance.torso, stance.shoulders, stance.hips, stance.head), 1.2)
    look = float(stance.look + 0.1 * random.standard_normal())
    return replace(
        stance,
        arms=vary(stance.arms, 2.5),
        legs=vary(stance.legs, 1.2),
        torso=torso,
        shoulders=shoulders,
        hips=hips,
        head=head,
        look=float(np.clip(look, -0.85, 0.85)),
    )


def mirrored(stance: Stance) -> Stance:
    """The stance seen in a mirror; doing it twice gives the same stance."""

    def swap(values: tuple, sign: int = 1) -> tuple:
        half = len(values) // 2
        turned = values[half:] + values[:half]
        return tuple(sign * value for value in turned) if sign < 0 else turned

    return replace(
        stance,
        arms=swap(stance.arms, -1),
        legs=swap(stance.legs, -1),
        torso=-stance.torso,
        shoulders=-stance.shoulders,
        hips=-stance.hips,
        head=-stance.head,
        arm_lengths=swap(stance.arm_lengths),
        leg_lengths=swap(stance.leg_lengths),
        turn=-stance.turn,
        look=-stance.look,
        front_arms=swap(stance.front_arms),
        behind_arms=swap(stance.behind_arms),
        reach=swap(stance.reach),
        hands=swap(stance.hands),
        wrists=swap(stance.wrists, -1),
        feet=swap(stance.feet, -1),
        front_leg="left" if stance.front_leg == "right" else "right",
    )
