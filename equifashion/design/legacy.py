"""Recipes written by earlier versions, as the JSON of today's. What does not fit is left for today's checks.

Version 1 was one flat object of a sampled idea. Version 2 was an ancestry whose entries had an ``origin``.
"""

from typing import Any

_SAMPLE_FIELDS = ("seed", "index", "truncation")
_SHARED_FIELDS = ("preset", "weights")
_KINDS = {  # version 2 → today
    "sampled": "sample",
    "mixed": "mix",
    "edited": "steer",
    "inverted": "invert",
    "varied": "vary",
    "recoloured": "recolor",
    "altered": "inpaint",
    "redrawn": "inpaint",
    "upscaled": "upscale",
}
_ROOTS = ("sample", "invert")
_JOINED = ("mix", "inpaint")  # which have several parents

_Content = dict[str, Any]


def convert_version_1(content: _Content) -> _Content:
    """A flat recipe as an ancestry of one."""
    entry = {name: value for name, value in content.items() if name not in _SHARED_FIELDS}
    edit = {name: entry.pop(name) for name in _SAMPLE_FIELDS if name in entry}
    pictures = []
    for name in ("sketch", "fabric"):
        if entry.get(name) is not None:
            pictures.append(entry[name])
            entry[name] = len(pictures) - 1
    shared = {name: content[name] for name in _SHARED_FIELDS if name in content}
    return shared | {
        "pictures": pictures,
        "ancestry": [{"look": "auto"} | entry | {"edit": {"kind": "sample"} | edit}],
    }


def convert_version_2(content: _Content) -> _Content:
    """An ancestry with origins as one with edits."""
    ancestry = content.get("ancestry")
    if not isinstance(ancestry, list):
        return content
    return content | {"ancestry": [_entry(entry) if isinstance(entry, dict) else entry for entry in ancestry]}


def _entry(entry: _Content) -> _Content:
    converted: _Content = {"look": "auto", **entry}
    if isinstance(entry.get("origin"), dict):
        converted["edit"] = _edit(converted.pop("origin"))
    return converted


def _edit(origin: _Content) -> _Content:
    kind = origin.get("kind")
    if not isinstance(kind, str) or kind not in _KINDS:
        return origin
    edit, parents = origin | {"kind": _KINDS[kind]}, origin.get("parents")
    if kind == "redrawn":
        edit |= {"attribute": None, "value": "", "held": [], "noise": None, "steps": None, "guidance": None}
    if kind == "altered":
        edit |= _held(origin, lets_in_other=isinstance(parents, list) and len(parents) == 2)
    if edit["kind"] in _ROOTS and parents == []:
        del edit["parents"]
    if edit["kind"] not in (*_ROOTS, *_JOINED) and isinstance(parents, list) and len(parents) == 1:
        edit["parent"] = edit.pop("parents")[0]
    return edit


def _held(origin: _Content, lets_in_other: bool) -> _Content:
    """What version 2 packed into ``value``: the parts that were held when another idea was let in."""
    changes: _Content = {"held": []}
    if origin.get("attribute") == "":
        changes["attribute"] = None
    if lets_in_other and isinstance(origin.get("value"), str):
        changes |= {"value": "", "held": [name for name in origin["value"].split(",") if name]}
    return changes
