"""Vary: more like this, at a chosen distance, near-duplicates left out."""

from collections.abc import Iterator
from dataclasses import dataclass

import gradio as gr

from equifashion.design import Idea
from equifashion.imaging.difference import picture_distance
from equifashion.web.components.elements import heading
from equifashion.web.components.run_bar import run_bar
from equifashion.web.components.tool_base import ToolHandlers, numbered, source_card
from equifashion.web.context import AppContext, report_errors
from equifashion.web.i18n import language_for, sentence
from equifashion.web.registry import Components
from equifashion.web.state import SessionState


@dataclass(frozen=True)
class VaryTab:
    """How far, how many, by which seed."""

    distance: gr.Slider
    count: gr.Slider
    seed: gr.Number


def vary_tab(components: Components) -> VaryTab:
    add = components.add
    with add("vary", gr.Column, elem_classes="tool"):
        heading(components, "vary")
        source_card(components, "vary")
        tab = VaryTab(
            distance=add("vary.distance", gr.Slider, 1, 15, 4, step=0.5),
            count=add("vary.count", gr.Slider, 1, 12, 8, step=1),
            seed=add("vary.seed", gr.Number, 0, precision=0),
        )
        run_bar(components, "vary")
    return tab


def wire(context: AppContext, tab: VaryTab) -> None:
    handlers = VaryHandlers(context, "vary", tab)
    handlers.wire_run(handlers.vary, [tab.distance, tab.count, tab.seed])
    handlers.wire_stop()


class VaryHandlers(ToolHandlers[VaryTab]):
    """Handlers of the vary tab."""

    @report_errors("vary.status")
    def vary(
        self, session: SessionState, distance: float, count: float, seed: float | None, request: gr.Request
    ) -> Iterator[dict]:
        language = language_for(request)
        source, studio = self.source(session, language).draft, self.context.loader.wait()
        steps = studio.iter_vary(source, float(distance), int(count), int(seed or 0))
        ideas = yield from self.follow(session, steps, lambda step: step.ideas, language)
        if ideas is not None:
            words = _found_words(source, ideas, int(count), language)
            yield self.show_results(session, numbered(ideas), ideas, words, columns=4)


def _found_words(source: Idea, ideas: list[Idea], wanted: int, language: str) -> str:
    distances = [picture_distance(source.image, idea.image) for idea in ideas]
    least, most = (f"{distance:.1f}" for distance in (min(distances), max(distances)))
    key = "varied" if len(ideas) == wanted else "varied_fewer"
    return sentence(key, language, count=len(ideas), asked=wanted, least=least, most=most)
