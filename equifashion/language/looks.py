"""Which look a brief asks for: a garment lying flat, or a fashion figure that wears the outfit."""

import re
from functools import lru_cache

from equifashion.design.brief import DesignBrief
from equifashion.language.parser import parse_prompt
from equifashion.language.wearers import for_children

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
    if _LYING.search(prompt) or for_children(prompt):
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


def without_domain(prompt: str) -> str:
    """A prompt without the word that it begins with to name its look; of nothing else, any garment."""
    found = _DOMAIN.match(prompt)
    return (prompt[found.end() :] if found else prompt).strip() or "garment"
