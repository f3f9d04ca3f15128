"""Every word on the page, in English and Vietnamese; imports nothing of the page.

A visitor's language is the one that her browser asks for. Errors of the library come in English. ``gr.I18n`` is of
no use here: it knows only the languages that Gradio itself speaks, and Vietnamese is none of them.
"""

import gradio as gr

from equifashion.web.i18n.labels import CHOICES, LABELS
from equifashion.web.i18n.sentences import SENTENCES
from equifashion.web.i18n.words import DIRECTIONS

DEFAULT_LANGUAGE = "en"
LANGUAGES = ("en", "vi")


def language_of(accept_language: str | None) -> str:
    """The language to answer in, from a browser's Accept-Language header: ``"vi"`` or ``"en"``."""
    first = (accept_language or "").split(",")[0].strip().lower()
    return "vi" if first == "vi" or first.startswith("vi-") else DEFAULT_LANGUAGE


def language_for(request: gr.Request) -> str:
    """The language that this visitor's browser asks for."""
    return language_of(request.headers.get("accept-language"))


def sentence(key: str, language: str = DEFAULT_LANGUAGE, **values: object) -> str:
    """A status sentence with its values filled in."""
    return _in(language, SENTENCES[key]).format(**values)


def label(component_id: str, language: str = DEFAULT_LANGUAGE, part: str = "label") -> str:
    """One text of a component: its ``label``, ``value`` or ``placeholder``."""
    return _in(language, LABELS[component_id][part])


def choice(component_id: str, value: str, language: str = DEFAULT_LANGUAGE) -> str:
    """What one of a component's choices is called."""
    return _in(language, CHOICES[component_id][value])


def text_properties(component_id: str, language: str = DEFAULT_LANGUAGE) -> dict[str, str | list[tuple[str, str]]]:
    """Every property of a component that holds words: label, value, placeholder, choices."""
    texts = {part: _in(language, words) for part, words in LABELS.get(component_id, {}).items()}
    choices = [(_in(language, words), value) for value, words in CHOICES.get(component_id, {}).items()]
    return texts | ({"choices": choices} if choices else {})


def direction_words(name: str, language: str) -> str:
    """A measured attribute's or a direction's name; a component's and her own stay as they are."""
    return _in(language, DIRECTIONS[name]) if name in DIRECTIONS else name


def in_languages(words: dict[str, tuple[str, str]]) -> dict[str, dict[str, str]]:
    """Language → key → words, as the page's own scripts want them."""
    return {language: {key: _in(language, pair) for key, pair in words.items()} for language in LANGUAGES}


def _in(language: str, words: tuple[str, str]) -> str:
    english, vietnamese = words
    return vietnamese if language == "vi" else english
