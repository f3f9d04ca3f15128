"""The operations there are: every module of this package that defines ``OPERATION``.

A new operation is one new module here; nothing lists it.
"""

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

from equifashion.design import Edit

if TYPE_CHECKING:
    from equifashion.studio.operations.base import Operation


@cache
def operations() -> dict[str, "Operation"]:
    """Edit kind → operation."""
    package = importlib.import_module("equifashion.studio.operations")
    names = [module.name for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}.")]
    found = [getattr(importlib.import_module(name), "OPERATION", None) for name in names]
    return {operation.kind: operation for operation in found if operation is not None}


def operation_of(edit: Edit) -> "Operation":
    """The operation that an edit records."""
    return operations()[edit.kind]
