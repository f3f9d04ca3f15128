"""The top of the page."""

import gradio as gr

from equifashion.web import status
from equifashion.web.i18n import sentence
from equifashion.web.registry import Components

_WORDMARK = '<h1 class="wordmark">EquiFashion <em>Studio</em></h1>'


def panel(components: Components) -> None:
    with components.add("header", gr.Row):
        components.add("header.wordmark", gr.HTML, _WORDMARK)
        components.add("header.state", gr.HTML, "")
        components.add(
            "header.open_recipe", gr.UploadButton, file_types=[".json", ".png"], size="sm", min_width=150
        )


def state_update(components: Components, kind: str, language: str) -> dict:
    """The studio is ``ready``, ``loading`` or ``refused``."""
    words = sentence("unavailable" if kind == "refused" else kind, language)
    return {components["header.state"]: status.state(kind, words)}
