"""Puts the page's labels into a visitor's language when she arrives.

``gr.I18n`` would do this in the browser, but knows only the languages that Gradio itself speaks, and
Vietnamese is none of them.
"""

import gradio as gr

from equifashion.ui.desk import QUIET, language_for
from equifashion.ui.panels import Page
from equifashion.ui.strings import DEFAULT_LANGUAGE, LABELS

_PROPERTIES = ("label", "value", "placeholder")
_KEYS = {english: key for key, english in LABELS[DEFAULT_LANGUAGE].items()}
_NAME_LANGUAGE = "() => { document.documentElement.lang = window.studio.language; }"


class LanguageEvents:
    """Handler of the page's load that translates its labels.

    Args:
        page: the panels.
        demo: the finished page, whose components are looked through for labels.
    """

    def __init__(self, page: Page, demo: gr.Blocks) -> None:
        self._compare = page.fitting.compare
        self._labels = {block: found for block in list(demo.blocks.values()) if (found := _label_keys(block))}

    def wire(self, demo: gr.Blocks) -> None:
        outputs = [*self._labels, self._compare] if self._compare not in self._labels else [*self._labels]
        demo.load(self.speak, None, outputs, api_visibility="private", **QUIET)
        demo.load(None, None, None, js=_NAME_LANGUAGE)

    def speak(self, request: gr.Request) -> dict:
        language = language_for(request)
        if language == DEFAULT_LANGUAGE:
            return {self._compare: gr.skip()}
        words = LABELS[language]
        updates = {block: {name: words[key] for name, key in keys.items()} for block, keys in self._labels.items()}
        choices = [(words["draft"], "draft"), (words["finished"], "finished")]
        updates.setdefault(self._compare, {})["choices"] = choices
        return {block: gr.update(**properties) for block, properties in updates.items()}


def _label_keys(block: gr.blocks.Block) -> dict[str, str]:
    """Which properties of a component hold a label of ours, with its key."""
    texts = {name: getattr(block, name, None) for name in _PROPERTIES}
    return {name: _KEYS[text] for name, text in texts.items() if isinstance(text, str) and text in _KEYS}
