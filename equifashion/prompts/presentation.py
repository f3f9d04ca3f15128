"""Which look a brief asks for: a garment lying flat, photographed or drawn, or a figure that wears the outfit."""

import re
from functools import lru_cache

from equifashion.design.brief import DesignBrief
from equifashion.prompts.parser import parse_prompt
from equifashion.prompts.wearers import for_children
from equifashion.vocabulary.wordings import DRAWINGS, FLAT_DRAWINGS

_WEARER = r"(?:figure|model|mannequin|woman|man|person|lady|girl|boy)"
# As captions name drawn figures and who wears an outfit, in English and Vietnamese.
_FIGURE = re.compile(
    rf"""\b(?:
        croquis | fashion\ (?:illustration|sketch|drawing|figure|model)
        | (?:on|worn\ by|modell?ed\ by)\ (?:an?|the)\ (?:[\w-]+\ ){{0,2}}{_WEARER}
        | {_WEARER}\ (?:is\ )?(?:in|wearing|dressed\ in)
        | (?:phác\ thảo|hình\ minh\ họa|bản\ vẽ)\ thời\ trang | người\ mẫu | nguoi\ mau | dáng\ người
        | (?:phụ\ nữ|đàn\ ông|cô\ gái|chàng\ trai)\ (?:đang\ )?mặc
    )\b | ^\s*phác\ thảo\b""",
    re.IGNORECASE | re.VERBOSE,
)
_FLAT = "|".join(map(re.escape, FLAT_DRAWINGS))
_MEDIUM = "|".join(map(re.escape, (*DRAWINGS, "watercolour", "watercolor")))
_FLAT_DRAWING = re.compile(rf"\b(?:{_FLAT})\b", re.IGNORECASE | re.VERBOSE)
# Said first, or last after a comma, they are of the picture, and not of a print on it.
_DRAWING = re.compile(
    rf"""^\s*(?:an?\ )?(?:{_FLAT}|{_MEDIUM})(?:\s*[:,–-]\s*|\ (?:of|về|của)\ |\ (?=(?:một|chiếc|áo|váy|quần|đầm)\b))
    | (?:\s*[,;–-]\s*(?:(?:as|in|dạng)\ )?|\ in\ (?=ink|wash|pen|line))(?:an?\ )?(?:{_FLAT}|{_MEDIUM})\s*\.?\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
# What is photographed without anybody in it.
_LYING = re.compile(
    r"""\b(?:
        photo(?:graph)?s? | flat[\ -]?lay | (?:laid|lying|lies)\ flat | on\ an?\ hanger | packshot
        | ảnh | trải\ phẳng | treo\ móc
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
# Kinds that make an outfit by themselves, and those that show on somebody what they are: open fronts and lapels.
_WORN = ("dress", "one-piece", "outer")
_DOMAIN = re.compile(
    r"\s*(?:an?\s+)?(?:photo|croquis|phác thảo(?: thời trang)?)\b[\s,:;.–-]*(?:of\s+)?", re.IGNORECASE
)


def asks_for_figure(prompt: str) -> bool:
    """Whether the words of a prompt ask for a figure: “croquis, …”, “… on a model”, “a woman wearing …”."""
    return _FIGURE.search(prompt) is not None


def names_figure(brief: DesignBrief) -> bool:
    """Whether a brief asks for a figure by its look or, where the look is left to it, by its words."""
    return brief.look == "figure" or (brief.look == "auto" and asks_for_figure(brief.prompt))


@lru_cache(maxsize=1024)
def suits_figure(prompt: str) -> bool:
    """Whether a prompt speaks of a dress, a coat or several garments: worn, they look as they are meant.

    Figures are adults: children's clothes suit none.
    """
    if _LYING.search(prompt) or _FLAT_DRAWING.search(prompt) or for_children(prompt):
        return False
    garments = parse_prompt(prompt).garments
    return len(garments) > 1 or any(garment.kind in _WORN for garment in garments)


def wants_figure(brief: DesignBrief) -> bool:
    """Whether a brief is to be drawn as a figure.

    Its look decides. Left to the brief, its words do, its pose, which nothing else can take, and what it describes:
    a whole outfit and what is worn over it are worn, unless a sketch already shows how the garment lies.
    """
    if names_figure(brief) or (brief.followed_pose is not None and brief.pose_weight > 0):
        return True
    return brief.look == "auto" and brief.followed_sketch is None and suits_figure(brief.prompt)


def asks_for_drawing(brief: DesignBrief) -> bool:
    """Whether a brief asks that its garment lie flat as a drawing: by its look or, left to it, its words."""
    if brief.look != "auto" or wants_figure(brief):
        return brief.look == "drawing"
    return (_FLAT_DRAWING.search(brief.prompt) or _DRAWING.search(brief.prompt)) is not None


def suits_drawing(brief: DesignBrief) -> bool:
    """Whether a brief leaves it open how its garment, which is to lie flat, is shown: no “photo”, no “flat lay”."""
    return brief.look == "auto" and not wants_figure(brief) and not _LYING.search(brief.prompt)


def without_domain(prompt: str) -> str:
    """A prompt without the words that name its look, first or last; of nothing else, any garment."""
    found = _DOMAIN.match(prompt)
    body = _DRAWING.sub("", prompt[found.end() :] if found else prompt)
    return body.strip() or "garment"
