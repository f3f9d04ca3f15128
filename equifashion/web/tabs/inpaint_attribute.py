"""Inpaint one attribute: it gets another value where it lives; nothing else changes."""

from collections.abc import Iterator
from dataclasses import dataclass

import gradio as gr

from equifashion.errors import InvalidInput
from equifashion.vocabulary import ATTRIBUTE_NAMES, ATTRIBUTES
from equifashion.web.components.elements import heading
from equifashion.web.components.run_bar import run_bar
from equifashion.web.components.tool_base import ToolHandlers, brush_pad, source_card
from equifashion.web.context import MODEL_EVENT, PAGE_EVENT, AppContext, report_errors
from equifashion.web.form import brush_value, read_brush
from equifashion.web.i18n import language_for, sentence
from equifashion.web.labels import attribute_words, how_made, term_words
from equifashion.web.registry import Components
from equifashion.web.state import SessionState

_SLEEVE_LENGTH = "A2"


@dataclass(frozen=True)
class InpaintAttributeTab:
    """What to change into what, where, and how much."""

    attribute: gr.Dropdown
    value: gr.Dropdown
    show: gr.Button
    brush: gr.HTML
    noise: gr.Slider


def inpaint_attribute_tab(components: Components) -> InpaintAttributeTab:
    add, tool = components.add, "inpaint_attribute"
    with add(tool, gr.Column, elem_classes="tool"):
        heading(components, tool)
        source_card(components, tool)
        attribute = add(f"{tool}.attribute", gr.Dropdown, attribute_choices("en"), value=_SLEEVE_LENGTH)
        value = add(f"{tool}.value", gr.Dropdown, value_choices(_SLEEVE_LENGTH, "en"), value="long")
        with add(f"{tool}.brush", gr.Accordion, open=False, elem_classes="reference"):
            show = add(f"{tool}.show", gr.Button, size="sm", elem_classes="quiet")
            brush = brush_pad(components, f"{tool}.source_brush")
        noise = add(f"{tool}.noise", gr.Slider, 0, 1, 0, step=0.05)
        run_bar(components, tool)
    return InpaintAttributeTab(attribute, value, show, brush, noise)


def attribute_choices(language: str) -> list[tuple[str, str]]:
    return [(term_words(term, language).capitalize(), key) for key, term in ATTRIBUTE_NAMES.items()]


def value_choices(attribute: str, language: str) -> list[tuple[str, str]]:
    return [(term_words(term, language), value) for value, term in ATTRIBUTES.get(attribute, {}).items()]


def wire(context: AppContext, tab: InpaintAttributeTab, demo: gr.Blocks) -> None:
    handlers = InpaintAttributeHandlers(context, "inpaint_attribute", tab)
    tab.attribute.input(handlers.choose, tab.attribute, tab.value, **PAGE_EVENT)
    demo.load(handlers.translate, [tab.attribute], [tab.attribute, tab.value], **PAGE_EVENT)
    tab.show.click(
        handlers.show, [context.session, tab.attribute, tab.value], [tab.brush, handlers.status],
        show_progress_on=[handlers.status], **MODEL_EVENT,
    )  # fmt: skip
    handlers.wire_run(handlers.inpaint, [tab.attribute, tab.value, tab.brush, tab.noise])
    handlers.wire_stop()


class InpaintAttributeHandlers(ToolHandlers[InpaintAttributeTab]):
    """Handlers of the tab that gives an attribute another value."""

    def choose(self, attribute: str, request: gr.Request) -> dict:
        choices = value_choices(attribute, language_for(request))
        return gr.update(choices=choices, value=choices[0][1] if choices else None)

    def translate(self, attribute: str, request: gr.Request) -> dict:
        language = language_for(request)
        return {
            self.tab.attribute: gr.update(choices=attribute_choices(language)),
            self.tab.value: gr.update(choices=value_choices(attribute, language)),
        }

    @report_errors("inpaint_attribute.status")
    def show(self, session: SessionState, attribute: str, value: str, request: gr.Request) -> Iterator[dict]:
        source = self.source(session, language_for(request))
        region = self.context.loader.wait().find_region(source.work, attribute, value=value or None)
        yield {self.tab.brush: brush_value(source.image, region), self.status: ""}

    @report_errors("inpaint_attribute.status")
    def inpaint(
        self, session: SessionState, attribute: str, value: str, brushed: str, noise: float, request: gr.Request
    ) -> Iterator[dict]:
        language = language_for(request)
        source, mask = self.source(session, language), read_brush(brushed, language)
        self._check(attribute, value, language)
        steps = self.context.loader.wait().iter_inpaint(
            source.work, mask, attribute=attribute, value=value, noise=float(noise) or None
        )
        idea = yield from self.follow(session, steps, lambda step: step.result, language, words="inpainting")
        if idea is not None:
            words = attribute_words(attribute, value, language)
            results = [(source, how_made(source.draft.recipe, language)), (idea, words)]
            yield self.show_results(session, results, [idea], sentence("inpainted", language, what=words))

    def _check(self, attribute: str, value: str, language: str) -> None:
        if not attribute or not value:
            raise InvalidInput(sentence("choose_attribute", language))
        studio = self.context.loader.wait()
        if not studio.supports("inpaint drafts"):
            raise InvalidInput(sentence("inpaint_unsupported", language, preset=studio.preset.name))
