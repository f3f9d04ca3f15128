"""Puts the page's labels into a visitor's language when she arrives.

``gr.I18n`` would do this in the browser, but knows only the languages that Gradio itself speaks, and
Vietnamese is none of them.
"""

import gradio as gr

from equifashion.web.desk import QUIET, language_for
from equifashion.web.panels import Page
from equifashion.web.strings import DEFAULT_LANGUAGE, LABELS

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
        self._picture = page.fitting.picture
        blocks = list(demo.blocks.values())
        self._labels = {block: found for block in blocks if (found := _label_keys(block))}
        self._choices = {block: found for block in blocks if (found := _choice_keys(block))}

    def wire(self, demo: gr.Blocks) -> None:
        outputs = list(dict.fromkeys([*self._labels, *self._choices, self._picture]))
        demo.load(self.speak, None, outputs, api_visibility="private", **QUIET)
        demo.load(None, None, None, js=_NAME_LANGUAGE)

    def speak(self, request: gr.Request) -> dict:
        language = language_for(request)
        if language == DEFAULT_LANGUAGE:
            return {self._picture: gr.skip()}
        words = LABELS[language]
        updates = {block: {name: words[key] for name, key in keys.items()} for block, keys in self._labels.items()}
        for block, keys in self._choices.items():
            updates.setdefault(block, {})["choices"] = [(words[key], value) for key, value in keys]
        return {block: gr.update(**properties) for block, properties in updates.items()}


def _label_keys(block: gr.blocks.Block) -> dict[str, str]:
    """Which properties of a component hold a label of ours, with its key."""
    texts = {name: getattr(block, name, None) for name in _PROPERTIES}
    return {name: _KEYS[text] for name, text in texts.items() if isinstance(text, str) and text in _KEYS}


def _choice_keys(block: gr.blocks.Block) -> list[tuple[str, object]]:
    """(key, value) of a component's choices, where all of them are labels of ours."""
    choices = getattr(block, "choices", None) or []
    known = [(_KEYS[choice[0]], choice[1]) for choice in choices if choice[0] in _KEYS]
    return known if len(known) == len(choices) else []
