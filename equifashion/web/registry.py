"""The page's components by id.

An id such as ``"brief.prompt"`` is one name for three things: the component here, its words in ``i18n.labels``, and
its element in the page, ``#brief-prompt``, for the style sheet and the tests.
"""

from collections.abc import Callable, Iterator
from typing import ParamSpec, TypeVar

from gradio.blocks import Block

from equifashion.web.i18n import text_properties

Arguments = ParamSpec("Arguments")
Built = TypeVar("Built", bound=Block)


class Components:
    """Id → component, in the order of the page."""

    def __init__(self) -> None:
        self._by_id: dict[str, Block] = {}

    def add(
        self, component_id: str, kind: Callable[Arguments, Built], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Built:
        """Build a component with the words and the element id that belong to its id.

        Args:
            component_id: names joined by dots, the panel or tab first.
            kind: the component's class, called with the arguments that follow.

        Raises:
            ValueError: the id is taken.
        """
        if component_id in self._by_id:
            raise ValueError(f"there is a component {component_id!r} already.")
        texts = text_properties(component_id)
        component = kind(*args, **texts, elem_id=element_id(component_id), **kwargs)
        self._by_id[component_id] = component
        return component

    def __getitem__(self, component_id: str) -> Block:
        return self._by_id[component_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id)

    def select(self, *component_ids: str) -> list[Block]:
        """Several components, in the order asked for."""
        return [self._by_id[one] for one in component_ids]

    def ending(self, suffix: str) -> list[Block]:
        """Components that several parts of the page have under the same last name, e.g. ``".source"``."""
        return [component for component_id, component in self._by_id.items() if component_id.endswith(suffix)]


def element_id(component_id: str) -> str:
    """What the component's element is called in the page."""
    return component_id.replace(".", "-").replace("_", "-")
