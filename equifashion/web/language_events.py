"""Puts the page's labels into a visitor's language when she arrives; the page itself is built in English."""

import gradio as gr

from equifashion.web.context import PAGE_EVENT, AppContext, Handlers
from equifashion.web.i18n import DEFAULT_LANGUAGE, language_for, text_properties
from equifashion.web.registry import Components

_NAME_LANGUAGE = "() => { document.documentElement.lang = window.studio.language; }"


def wire(context: AppContext, demo: gr.Blocks) -> None:
    handlers = LanguageHandlers(context)
    labelled = context.components.select(*labelled_ids(context.components))
    demo.load(handlers.translate, None, labelled, **PAGE_EVENT)
    demo.load(None, None, None, js=_NAME_LANGUAGE)


def labelled_ids(components: Components) -> list[str]:
    """The components that have words in every language."""
    return [component_id for component_id in components if text_properties(component_id)]


class LanguageHandlers(Handlers):
    """Handler of the page's load that translates its labels."""

    def translate(self, request: gr.Request) -> dict:
        language, ids = language_for(request), labelled_ids(self.components)
        if language == DEFAULT_LANGUAGE:
            return {self.components[ids[0]]: gr.skip()}
        return {self.components[one]: gr.update(**text_properties(one, language)) for one in ids}
