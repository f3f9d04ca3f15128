"""Who a garment is for, as far as its cut depends on it."""

import re

CHILDREN = r"(?:kids? | children'?s? | child'?s? | bab(?:y|ies) | toddler'?s? | trẻ\ em | bé)"
_CHILDREN = re.compile(rf"\b{CHILDREN}\b", re.IGNORECASE | re.VERBOSE)


def for_children(text: str) -> bool:
    """Whether a prompt, or a word of it, speaks of children: “kids dress”, “váy trẻ em”."""
    return _CHILDREN.search(text) is not None
