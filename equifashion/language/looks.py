"""Which look a brief asks for: a garment lying flat, or a fashion figure that wears the outfit."""

import re

from equifashion.design.brief import DesignBrief

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
_DOMAIN = re.compile(
    r"\s*(?:an?\s+)?(?:photo|croquis|phác thảo(?: thời trang)?)\b[\s,:;.–-]*(?:of\s+)?", re.IGNORECASE
)


def asks_for_figure(prompt: str) -> bool:
    """Whether the words of a prompt ask for a figure: “croquis, …”, “… on a model”, “a woman wearing …”."""
    return _FIGURE.search(prompt) is not None


def names_figure(brief: DesignBrief) -> bool:
    """Whether a brief asks for a figure by its look or, where the look is left to it, by its words."""
    return brief.look == "figure" or (brief.look == "auto" and asks_for_figure(brief.prompt))


def wants_figure(brief: DesignBrief) -> bool:
    """Whether a brief asks for a figure: by its look, its words or its pose, which nothing else can take."""
    return names_figure(brief) or (brief.followed_pose is not None and brief.pose_weight > 0)


def without_domain(prompt: str) -> str:
    """A prompt without the word that it begins with to name its look; of nothing else, any garment."""
    found = _DOMAIN.match(prompt)
    return (prompt[found.end() :] if found else prompt).strip() or "garment"
