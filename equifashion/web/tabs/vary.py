"""Vary: more like this, at a chosen distance, near-duplicates left out."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import gradio as gr

from equifashion.design import Idea
from equifashion.imaging.difference import picture_distance
from equifashion.web.desk import Desk, language_for, refusals_to
from equifashion.web.eta import StepClock, remaining_words
from equifashion.web.panels import heading
from equifashion.web.session import Visit
from equifashion.web.strings import label, sentence
from equifashion.web.workbench import RunBar, Tool, run_bar, source_card


@dataclass(frozen=True)
class VaryTab:
    """How far, how many, by which seed."""

    source: gr.HTML
    distance: gr.Slider
    count: gr.Slider
    seed: gr.Number
    bar: RunBar


def vary_tab() -> VaryTab:
    with gr.Column(elem_id="vary", elem_classes="tool"):
        heading("vary")
        source = source_card("vary")
        distance = gr.Slider(1, 15, 4, step=0.5, label=label("distance"), elem_id="vary-distance")
        count = gr.Slider(1, 12, 8, step=1, label=label("vary_count"), elem_id="vary-count")
        seed = gr.Number(0, precision=0, label=label("vary_seed"), elem_id="vary-seed")
        bar = run_bar("vary", label("vary_run"))
    return VaryTab(source, distance, count, seed, bar)


class VaryEvents(Tool):
    """Handlers of the vary tab."""

    def __init__(self, desk: Desk) -> None:
        self.tab = desk.page.tools.vary
        super().__init__(desk, self.tab.bar)

    def wire(self) -> None:
        self.wire_run(self.vary, [self.tab.distance, self.tab.count, self.tab.seed])
        self.wire_stop()

    @refusals_to("bar.status")
    def vary(
        self, visit: Visit, distance: float, count: float, seed: float | None, request: gr.Request
    ) -> Iterator[dict]:
        language = language_for(request)
        look, studio = self.source(visit, language), self.desk.loader.wait()
        clock = StepClock()
        with closing(studio.iter_vary(look.draft, float(distance), int(count), int(seed or 0))) as running:
            for step in running:
                if step.ideas is not None:
                    yield self._found(visit, look.draft, step.ideas, int(count), language)
                    return
                clock.lap()
                if visit.stopping:
                    yield self.say(sentence("halted", language))
                    return
                remaining = remaining_words(clock.remaining(step.steps - step.index), language)
                words = sentence("locking", language, index=step.index, steps=step.steps, remaining=remaining)
                yield self.progress(words, step.index, step.steps)

    def _found(self, visit: Visit, source: Idea, ideas: list[Idea], asked: int, language: str) -> dict:
        key = "varied" if len(ideas) == asked else "varied_fewer"
        away = [picture_distance(source.image, idea.image) for idea in ideas]
        least, most = (f"{each:.1f}" for each in (min(away), max(away)))
        words = sentence(key, language, count=len(ideas), asked=asked, least=least, most=most)
        results = [(idea, f"{number:02d}") for number, idea in enumerate(ideas, 1)]
        return self.present(visit, results, ideas, words, columns=4)
