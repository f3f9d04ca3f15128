"""What every handler works with, and how refusals reach the visitor."""

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import gradio as gr

from equifashion.errors import EquiFashionError
from equifashion.web import status
from equifashion.web.downloads import DownloadFolder
from equifashion.web.loading import BackgroundLoader
from equifashion.web.registry import Components

# How events run. The models serve one visitor at a time; Gradio shows the others their place in the queue.
MODEL_EVENT = {"concurrency_id": "studio", "concurrency_limit": 1, "api_visibility": "private"}
PAGE_EVENT = {"show_progress": "hidden", "concurrency_limit": None, "api_visibility": "private"}
INSTANT_EVENT = {"queue": False, "api_visibility": "private"}  # Stop must not wait behind what it stops

_TOAST_SECONDS = 6
# Secret of what the browser keeps; it only has to stay the same from run to run.
_BROWSER_SECRET = "equifashion-studio"


@dataclass(frozen=True)
class AppContext:
    """The page's components and what stands behind them.

    Attributes:
        components: all of the page's, by id.
        loader: gives the studio.
        downloads: where files for visitors are written.
        session: ``gr.State`` with this visitor's ``SessionState``.
        kept_form, kept_references, kept_work: what the browser keeps.
    """

    components: Components
    loader: BackgroundLoader
    downloads: DownloadFolder
    session: gr.State
    kept_form: gr.BrowserState
    kept_references: gr.BrowserState
    kept_work: gr.BrowserState


def browser_state(name: str) -> gr.BrowserState:
    """A value that the browser keeps under a name."""
    return gr.BrowserState(None, storage_key=f"equifashion-{name}", secret=_BROWSER_SECRET)


class Handlers:
    """Event handlers of one part of the page; everything that belongs to a visitor comes as an argument."""

    def __init__(self, context: AppContext) -> None:
        self.context, self.components = context, context.components


def report_errors(component_id: str) -> Callable:
    """Make a generator handler show the library's refusals as sentences, changing nothing else.

    Args:
        component_id: of the status line that shows them.
    """

    def decorate(handler: Callable[..., Iterator[dict]]) -> Callable[..., Iterator[dict]]:
        @functools.wraps(handler)
        def guarded(self: Handlers, *args, **kwargs) -> Iterator[dict]:
            try:
                yield from handler(self, *args, **kwargs)
            except EquiFashionError as error:
                gr.Warning(str(error), duration=_TOAST_SECONDS)
                yield {self.components[component_id]: status.alert(str(error))}

        return guarded

    return decorate
