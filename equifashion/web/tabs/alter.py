"""Alter: one attribute, A1–A5, gets another value where it lives; nothing else changes."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import gradio as gr

from equifashion.errors import InvalidInput
from equifashion.vocabulary import ATTRIBUTE_NAMES, ATTRIBUTES
from equifashion.web import status
from equifashion.web.desk import ONE_AT_A_TIME, QUIET, Desk, language_for, refusals_to
from equifashion.web.eta import StepClock, remaining_words
from equifashion.web.labels import altered_words, how_made
from equifashion.web.panels import heading
from equifashion.web.session import Visit, read_brush
from equifashion.web.strings import label, sentence
from equifashion.web.views import brush_value
from equifashion.web.workbench import RunBar, Tool, brush_pad, run_bar, source_card

_FIRST = "A2"


@dataclass(frozen=True)
class AlterTab:
    """What to change into what, where, and how much."""

    source: gr.HTML
    attribute: gr.Dropdown
    value: gr.Dropdown
    show: gr.Button
    brush: gr.HTML
    noise: gr.Slider
    bar: RunBar


def alter_tab() -> AlterTab:
    with gr.Column(elem_id="alter", elem_classes="tool"):
        heading("alter")
        source = source_card("alter")
        attribute = gr.Dropdown(
            attribute_choices("en"), value=_FIRST, label=label("alter_attribute"), elem_id="alter-attribute"
        )
        value = gr.Dropdown(
            value_choices(_FIRST, "en"), value="long", label=label("alter_value"), elem_id="alter-value"
        )
        with gr.Accordion(label("alter_brush"), open=False, elem_classes="reference", elem_id="alter-brush-fold"):
            show = gr.Button(label("alter_show"), size="sm", elem_id="alter-show", elem_classes="quiet")
            brush = brush_pad("alter-brush", label("alter_brush"))
        noise = gr.Slider(0, 1, 0, step=0.05, label=label("alter_noise"), elem_id="alter-noise")
        bar = run_bar("alter", label("alter_run"))
    return AlterTab(source, attribute, value, show, brush, noise, bar)


def attribute_choices(language: str) -> list[tuple[str, str]]:
    return [(_name(term, language).capitalize(), key) for key, term in ATTRIBUTE_NAMES.items()]


def value_choices(attribute: str, language: str) -> list[tuple[str, str]]:
    return [(_name(term, language), value) for value, term in ATTRIBUTES[attribute].items()]


def _name(term, language: str) -> str:
    return term.vi if language == "vi" else term.name


class AlterEvents(Tool):
    """Handlers of the alter tab."""

    def __init__(self, desk: Desk) -> None:
        self.tab = desk.page.tools.alter
        super().__init__(desk, self.tab.bar)

    def wire(self, demo: gr.Blocks) -> None:
        tab, private = self.tab, {"api_visibility": "private"}
        tab.attribute.input(self.choose, tab.attribute, tab.value, **private, **QUIET)
        demo.load(self.translate, [tab.attribute], [tab.attribute, tab.value], **private, **QUIET)
        tab.show.click(
            self.show, [self.visit, tab.attribute, tab.value], [tab.brush, self.bar.status],
            show_progress_on=[self.bar.status], **private, **ONE_AT_A_TIME,
        )  # fmt: skip
        self.wire_run(self.alter, [tab.attribute, tab.value, tab.brush, tab.noise])
        self.wire_stop()

    def choose(self, attribute: str, request: gr.Request) -> dict:
        choices = value_choices(attribute, language_for(request)) if attribute in ATTRIBUTES else []
        return gr.update(choices=choices, value=choices[0][1] if choices else None)

    def translate(self, attribute: str, request: gr.Request) -> dict:
        language = language_for(request)
        return {
            self.tab.attribute: gr.update(choices=attribute_choices(language)),
            self.tab.value: gr.update(choices=value_choices(attribute, language)),
        }

    @refusals_to("bar.status")
    def show(self, visit: Visit, attribute: str, value: str, request: gr.Request) -> Iterator[dict]:
        look = self.source(visit, language_for(request))
        region = self.desk.loader.wait().find_region(look.design or look.draft, attribute, value=value or None)
        yield {self.tab.brush: brush_value(look.image, region), self.bar.status: ""}

    @refusals_to("bar.status")
    def alter(
        self, visit: Visit, attribute: str, value: str, brushed: str, noise: float, request: gr.Request
    ) -> Iterator[dict]:
        language = language_for(request)
        look, studio = self.source(visit, language), self.desk.loader.wait()
        if not attribute or not value:
            raise InvalidInput(sentence("alter_choose", language))
        if studio.preset.hub is not None:
            raise InvalidInput(sentence("alter_elsewhere", language, preset=studio.preset.name))
        work, mask = look.design or look.draft, read_brush(brushed, language)
        clock, frames = StepClock(), []
        with closing(studio.editing_region(work, attribute, value, mask, noise=float(noise) or None)) as running:
            for step in running:
                if step.idea is not None:
                    words = altered_words(attribute, value, language)
                    shown = [(look, how_made(look.draft.recipe, language)), (step.idea, words)]
                    yield self.present(visit, shown, [step.idea], sentence("altered", language, what=words))
                    return
                clock.lap()
                if visit.stopping:
                    yield self.say(sentence("halted", language))
                    return
                frames.append(status.film_frame(step.preview))
                remaining = remaining_words(clock.remaining(step.steps - step.index), language)
                words = sentence("altering", language, index=step.index, steps=step.steps, remaining=remaining)
                yield {self.bar.status: status.film(words, step.index, step.steps, frames)}
