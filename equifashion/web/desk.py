"""What every handler works with, and how refusals reach the visitor."""

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter

import gradio as gr

from equifashion.errors import EquiFashionError
from equifashion.web import status
from equifashion.web.downloads import MadeFolder
from equifashion.web.loading import BackgroundLoader
from equifashion.web.panels import Page
from equifashion.web.strings import language_of

# The models serve one visitor at a time; Gradio shows the others their place in the queue.
ONE_AT_A_TIME = {"concurrency_id": "studio", "concurrency_limit": 1}
QUIET = {"show_progress": "hidden", "concurrency_limit": None}

_TOAST_SECONDS = 6


@dataclass(frozen=True)
class Desk:
    """The page and what stands behind it.

    Attributes:
        page: the components.
        loader: gives the studio.
        made: where downloads are written.
        visit: ``gr.State`` with this visitor's ``session.Visit``.
        kept_form, kept_references, kept_work: what the browser keeps.
    """

    page: Page
    loader: BackgroundLoader
    made: MadeFolder
    visit: gr.State
    kept_form: gr.BrowserState
    kept_references: gr.BrowserState
    kept_work: gr.BrowserState


def language_for(request: gr.Request) -> str:
    """The language that this visitor's browser asks for."""
    return language_of(request.headers.get("accept-language"))


def refusals_to(place: str) -> Callable:
    """Make a generator handler show the library's refusals as sentences, changing nothing else.

    Args:
        place: path from the handler's object to the status component, e.g. ``"desk.page.brief.status"``.
    """
    find = attrgetter(place)

    def decorate(handler: Callable[..., Iterator[dict]]) -> Callable[..., Iterator[dict]]:
        @functools.wraps(handler)
        def guarded(self, *args, **kwargs) -> Iterator[dict]:
            try:
                yield from handler(self, *args, **kwargs)
            except EquiFashionError as error:
                gr.Warning(str(error), duration=_TOAST_SECONDS)
                yield {find(self): status.alert(str(error))}

        return guarded

    return decorate
