"""Checked values: frozen dataclasses whose fields pydantic checks, and one sentence for what does not fit."""

import dataclasses
from collections.abc import Mapping
from functools import wraps
from numbers import Real
from typing import Annotated, Any, TypeVar, dataclass_transform

import pydantic.dataclasses
from pydantic import ConfigDict, GetCoreSchemaHandler, ValidationError
from pydantic_core import CoreSchema, core_schema

from equifashion.errors import InvalidInput

MAX_SEED = 2**31 - 1

_LARGEST = 1e6  # of any number in a recipe
_SHOWN_CHARACTERS = 60  # of a value in a message
_UNKNOWN = ("unexpected_keyword_argument", "unexpected_positional_argument", "extra_forbidden")
_WANTED = {  # pydantic's error type → what was wanted
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "an object",
    "dataclass_type": "an object",
    "model_attributes_type": "an object",
    "too_short": "at least {min_length}",
    "too_long": "at most {max_length}",
    "enum": "one of {expected}",
    "literal_error": "one of {expected}",
    "union_tag_invalid": "one of {expected_tags}",
}
_Class = TypeVar("_Class")


@dataclass_transform(frozen_default=True)
def checked(cls: type[_Class]) -> type[_Class]:
    """Make a frozen dataclass whose fields are checked whenever one is made, also by ``dataclasses.replace``.

    Making one raises InvalidInput about the first value that does not fit.
    """
    made: Any = pydantic.dataclasses.dataclass(frozen=True, config=ConfigDict(extra="forbid"))(cls)
    check = made.__init__
    names = [field.name for field in dataclasses.fields(made)]

    @wraps(check)
    def __init__(self: object, *args: object, **values: object) -> None:
        if len(args) > len(names) or any(name in values for name in names[: len(args)]):
            raise TypeError(f"{cls.__name__} takes {', '.join(names)}, each once.")
        try:
            check(self, **dict(zip(names, args, strict=False)), **values)
        except ValidationError as error:
            raise as_invalid_input(error) from None

    made.__init__ = __init__
    return made  # type: ignore[no-any-return]


def as_invalid_input(error: ValidationError) -> InvalidInput:
    """What pydantic found as one sentence that a designer understands."""
    found = error.errors(include_url=False)
    unknown = sorted({str(each["loc"][-1]) for each in found if each["type"] in _UNKNOWN})
    missing = sorted({str(each["loc"][-1]) for each in found if each["type"] == "missing"})
    if unknown or missing:
        wrong = [f"unknown: {shown(', '.join(unknown), 200)}"] if unknown else []
        wrong += [f"missing: {', '.join(missing)}"] if missing else []
        return InvalidInput(f"The recipe's fields do not fit ({'; '.join(wrong)}). Is it one of this studio's?")
    first = found[0]
    reason = first.get("ctx", {})
    if isinstance(reason.get("error"), InvalidInput):
        return reason["error"]  # type: ignore[no-any-return]
    name = next((part for part in reversed(first["loc"]) if isinstance(part, str)), "value")
    wanted = _WANTED.get(first["type"], first["msg"]).format(**_without_quotes(reason))
    got = reason.get("actual_length", first["input"])
    return InvalidInput(f"The recipe's {name.replace('_', ' ')} must be {wanted}; got {quoted(got)}.")


def shown(value: object, characters: int = _SHOWN_CHARACTERS) -> str:
    """The beginning of a value, whatever it is; what cannot be written as text is named by its type."""
    try:
        return str(value)[:characters].encode("utf-8", "backslashreplace").decode()
    except (ValueError, RecursionError):
        return type(value).__name__


def quoted(value: object) -> str:
    """The beginning of a value for a message; text stands in quotation marks."""
    return repr(shown(value)) if isinstance(value, str) else shown(value)


@dataclasses.dataclass(frozen=True)
class Must:
    """For ``Annotated``: says in plain words what a field must be, whatever is wrong with it."""

    wanted: str

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return _must(handler(source), self.wanted)


@dataclasses.dataclass(frozen=True)
class Whole:
    """For ``Annotated[int, …]``: a whole number in a range; True and False are none."""

    low: int
    high: int

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        whole = core_schema.int_schema(strict=True, ge=self.low, le=self.high)
        return _must(whole, f"a whole number from {self.low} to {self.high}")


@dataclasses.dataclass(frozen=True)
class Number:
    """For ``Annotated[float, …]``: a finite number in a range, kept as a float; True and False are none.

    Attributes:
        low: the smallest one.
        high: the largest one; None for any that a recipe holds.
        above_low: whether ``low`` itself is too small.
    """

    low: float
    high: float | None = None
    above_low: bool = False

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        high = _LARGEST if self.high is None else self.high
        lower: Any = {"gt": self.low} if self.above_low else {"ge": self.low}
        number = core_schema.float_schema(strict=True, allow_inf_nan=False, le=high, **lower)
        wanted = f"a number {'above' if self.above_low else 'from'} {self.low:g}"
        wanted += "" if self.high is None else f" to {self.high:g}"
        return _must(core_schema.no_info_before_validator_function(_as_float, number), wanted)


@dataclasses.dataclass(frozen=True)
class Text:
    """For ``Annotated[str, …]``: text of a length in characters."""

    shortest: int = 0
    longest: int | None = None

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        text = core_schema.str_schema(strict=True, min_length=self.shortest or None, max_length=self.longest)
        length = "" if self.longest is None else f" of {self.shortest} to {self.longest} characters"
        return _must(core_schema.no_info_after_validator_function(_writable, text), f"text{length}")


Seed = Annotated[int, Whole(0, MAX_SEED)]
Index = Annotated[int, Whole(0, MAX_SEED)]  # from 0
Sha256 = Annotated[str, pydantic.Field(pattern=r"^[0-9a-f]{64}$"), Must("a SHA-256, 64 hexadecimal characters")]


def _must(schema: CoreSchema, wanted: str) -> CoreSchema:
    return core_schema.custom_error_schema(schema, custom_error_type="unfit", custom_error_message=wanted)


def _as_float(value: object) -> object:
    try:
        return float(value) if not isinstance(value, bool) and isinstance(value, Real) else value
    except OverflowError:
        return None  # a whole number beyond every range


def _writable(text: str) -> str:
    text.encode()  # half a surrogate pair, which JSON can hold, raises ValueError
    return text


def _without_quotes(reason: Mapping[str, object]) -> dict[str, object]:
    return {name: value.replace("'", "") if isinstance(value, str) else value for name, value in reason.items()}
