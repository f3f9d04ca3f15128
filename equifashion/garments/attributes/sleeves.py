"""The sixteen types of sleeve; widths on a figure in heads."""

from dataclasses import dataclass

Profile = tuple[tuple[float, float], ...]  # (share of the sleeve's length, heads between arm and cloth)


@dataclass(frozen=True)
class SleeveShape:
    """How one type of sleeve is cut; widths in heads.

    Attributes:
        outer, inner: profiles of the edge that continues the shoulder and of the one that leaves the underarm.
        depth: torso t of the underarm.
        shoulder: where the seam's top lies along the shoulder; 1 is the tip, above 1 down the arm.
        seam: ``"armhole"``, ``"raglan"``, ``"dropped"``, ``"open"`` (bare shoulder) or ``"none"`` (cut in one
            with the bodice).
        head: how far gathers lift the top above the shoulder.
        end: ``"plain"``, ``"band"``, ``"cuff"``, ``"wave"``, ``"square"`` or ``"tulip"``.
        band: width of that band or cuff.
        reach: longest share of the arm the cut covers.
        joint: share of the length where a seam crosses it (lantern's widest place, juliet's puff), 0 for none.
        hang: how far volume sinks to the lower side of a lifted arm, 0–1.
        sweep: above 0 the inner edge is one curve from the side to the wrist; 1 ignores the arm.
        flat_fullness: cm that a flat's sleeve swells beyond its straight edge, at its head and above its end.
        flat_cuff: width of a flat's sleeve at its end, of a plain one.
        usually_long: whether it is long where no length is named.
    """

    outer: Profile
    inner: Profile
    depth: float = 0.25
    shoulder: float = 1.0
    seam: str = "armhole"
    head: float = 0.0
    end: str = "plain"
    band: float = 0.0
    reach: float = 1.0
    joint: float = 0.0
    hang: float = 0.5
    sweep: float = 0.0
    flat_fullness: tuple[float, float] = (0.0, 0.0)
    flat_cuff: float = 1.0
    usually_long: bool = False


SLEEVE_SHAPES: dict[str, SleeveShape] = {
    "set-in": SleeveShape(((0, 0.03), (0.5, 0.05), (1, 0.05)), ((0, 0.06), (0.5, 0.06), (1, 0.05))),
    "raglan": SleeveShape(
        ((0, 0.03), (0.5, 0.06), (1, 0.05)), ((0, 0.10), (0.5, 0.08), (1, 0.05)), depth=0.3, seam="raglan",
        usually_long=True,
    ),
    "drop-shoulder": SleeveShape(
        ((0, 0.05), (0.4, 0.11), (1, 0.10)), ((0, 0.14), (0.4, 0.13), (1, 0.10)),
        depth=0.34, shoulder=1.2, seam="dropped", hang=0.7,
    ),
    "cap": SleeveShape(((0, 0.05), (1, 0.09)), ((0, 0.0), (1, 0.0)), end="cap", reach=0.19),
    "puff": SleeveShape(
        ((0, 0.06), (0.18, 0.26), (0.55, 0.36), (0.85, 0.25), (1, 0.03)),
        ((0, 0.04), (0.25, 0.16), (0.6, 0.26), (0.88, 0.19), (1, 0.03)),
        head=0.17, end="band", band=0.10, hang=0.4,
        flat_fullness=(3.5, 1.0),
    ),
    "juliet": SleeveShape(
        ((0, 0.06), (0.13, 0.25), (0.26, 0.22), (0.36, 0.03), (1, 0.02)),
        ((0, 0.04), (0.16, 0.14), (0.28, 0.12), (0.36, 0.03), (1, 0.02)),
        head=0.16, joint=0.36, hang=0.3,
        flat_fullness=(4.0, 0.0), usually_long=True,
    ),
    "bishop": SleeveShape(
        ((0, 0.03), (0.35, 0.07), (0.7, 0.20), (0.9, 0.24), (1, 0.03)),
        ((0, 0.05), (0.35, 0.09), (0.7, 0.26), (0.92, 0.34), (1, 0.03)),
        end="cuff", band=0.14, hang=0.8,
        flat_fullness=(0.5, 3.5), flat_cuff=0.9, usually_long=True,
    ),
    "bell": SleeveShape(
        ((0, 0.03), (0.45, 0.04), (0.75, 0.14), (1, 0.34)),
        ((0, 0.05), (0.45, 0.06), (0.75, 0.18), (1, 0.42)),
        end="wave", hang=0.7,
        flat_cuff=1.9, usually_long=True,
    ),
    "flutter": SleeveShape(
        ((0, 0.03), (0.4, 0.16), (1, 0.34)), ((0, 0.02), (0.4, 0.07), (1, 0.16)), end="flutter", hang=0.6,
        flat_cuff=1.8,
    ),
    "lantern": SleeveShape(
        ((0, 0.03), (0.3, 0.09), (0.66, 0.36), (0.72, 0.355), (1, 0.03)),
        ((0, 0.05), (0.3, 0.11), (0.66, 0.38), (0.72, 0.375), (1, 0.03)),
        joint=0.69, end="band", band=0.05, hang=0.35,
        flat_fullness=(0.5, 4.0), usually_long=True,
    ),
    "leg-of-mutton": SleeveShape(
        ((0, 0.10), (0.16, 0.34), (0.34, 0.34), (0.58, 0.10), (0.75, 0.02), (1, 0.015)),
        ((0, 0.04), (0.2, 0.20), (0.38, 0.22), (0.6, 0.07), (0.75, 0.02), (1, 0.015)),
        head=0.24, end="cuff", band=0.0, hang=0.3,
        flat_fullness=(4.5, 0.0), usually_long=True,
    ),
    "dolman": SleeveShape(
        ((0, 0.04), (0.5, 0.07), (1, 0.04)), ((0, 0.42), (0.3, 0.30), (0.65, 0.11), (1, 0.04)),
        depth=0.5, seam="none", end="band", band=0.06, hang=0.8, sweep=0.45,
        usually_long=True,
    ),
    "batwing": SleeveShape(
        ((0, 0.05), (0.5, 0.10), (1, 0.06)), ((0, 0.62), (0.3, 0.58), (0.7, 0.30), (1, 0.06)),
        depth=0.76, seam="none", end="cuff", band=0.10, hang=1.0, sweep=0.95,
        flat_cuff=1.3, usually_long=True,
    ),
    "kimono": SleeveShape(
        ((0, 0.08), (0.4, 0.18), (1, 0.26)), ((0, 0.20), (0.3, 0.32), (1, 0.44)),
        depth=0.36, seam="none", end="square", hang=0.85,
        flat_cuff=1.8, usually_long=True,
    ),
    "cold-shoulder": SleeveShape(
        ((0, 0.06), (0.5, 0.10), (1, 0.12)), ((0, 0.08), (0.5, 0.10), (1, 0.12)), depth=0.25, seam="open", hang=0.6,
    ),
    "petal": SleeveShape(((0, 0.05), (0.5, 0.13), (1, 0.10)), ((0, 0.04), (0.5, 0.10), (1, 0.07)), end="tulip"),
}  # fmt: skip

FITS = {"fitted": 0.0, "regular": 0.025, "loose": 0.07, "oversized": 0.12}  # heads added all along
