"""Lock: parts of a look are held to the last pixel while the rest varies."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import gradio as gr

from equifashion.errors import InvalidInput
from equifashion.imaging.part_finder import LOCKS
from equifashion.web.desk import ONE_AT_A_TIME, Desk, language_for, refusals_to
from equifashion.web.eta import StepClock, remaining_words
from equifashion.web.panels import heading
from equifashion.web.session import Visit, read_brush
from equifashion.web.strings import label, sentence
from equifashion.web.views import brush_value
from equifashion.web.workbench import RunBar, Tool, brush_pad, run_bar, source_card


@dataclass(frozen=True)
class LockTab:
    """What to hold, and how far the rest may go."""

    source: gr.HTML
    parts: gr.CheckboxGroup
    show: gr.Button
    brush: gr.HTML
    distance: gr.Slider
    count: gr.Slider
    bar: RunBar


def lock_tab() -> LockTab:
    with gr.Column(elem_id="lock", elem_classes="tool"):
        heading("lock")
        source = source_card("lock")
        parts = gr.CheckboxGroup(
            [(label(f"lock_{name}"), name) for name in LOCKS], value=["collar"], label=label("lock_parts"),
            elem_id="lock-parts",
        )  # fmt: skip
        with gr.Accordion(label("lock_brush"), open=False, elem_classes="reference", elem_id="lock-brush-fold"):
            show = gr.Button(label("lock_show"), size="sm", elem_id="lock-show", elem_classes="quiet")
            brush = brush_pad("lock-brush", label("lock_brush"))
        distance = gr.Slider(1, 15, 6, step=0.5, label=label("lock_distance"), elem_id="lock-distance")
        count = gr.Slider(1, 8, 4, step=1, label=label("lock_count"), elem_id="lock-count")
        bar = run_bar("lock", label("lock_run"))
    return LockTab(source, parts, show, brush, distance, count, bar)


class LockEvents(Tool):
    """Handlers of the lock tab."""

    def __init__(self, desk: Desk) -> None:
        self.tab = desk.page.tools.lock
        super().__init__(desk, self.tab.bar)

    def wire(self) -> None:
        tab = self.tab
        tab.show.click(
            self.show, [self.visit, tab.parts], [tab.brush, self.bar.status],
            show_progress_on=[self.bar.status], api_visibility="private", **ONE_AT_A_TIME,
        )  # fmt: skip
        self.wire_run(self.vary, [tab.parts, tab.brush, tab.distance, tab.count])
        self.wire_stop()

    @refusals_to("bar.status")
    def show(self, visit: Visit, parts: list[str], request: gr.Request) -> Iterator[dict]:
        look = self.source(visit, language_for(request))
        held = self.desk.loader.wait().find_parts(look.design or look.draft, parts)
        yield {self.tab.brush: brush_value(look.image, held), self.bar.status: ""}

    @refusals_to("bar.status")
    def vary(
        self, visit: Visit, parts: list[str], brushed: str, distance: float, count: float, request: gr.Request
    ) -> Iterator[dict]:
        language = language_for(request)
        look, studio = self.source(visit, language), self.desk.loader.wait()
        work, mask = look.design or look.draft, read_brush(brushed, language)
        if mask is None and not parts:
            raise InvalidInput(sentence("brush_or_part", language))
        if parts:
            studio.find_parts(work, parts)  # refused before the long work
        clock, others, made = StepClock(), [], []
        with closing(studio.iter_vary(look.draft, float(distance), int(count))) as searching:
            for step in searching:
                clock.lap()
                others = step.ideas or others
                yield self._step(clock, step.index, step.steps + int(count), language)
                if visit.stopping:
                    break
        for index, other in enumerate(others, 1):
            if visit.stopping:
                break
            made.append(studio.lock(work, other, parts, mask))
            clock.lap()
            yield self._step(clock, step.steps + index, step.steps + len(others), language)
        if not made:
            yield self.say(sentence("halted", language))
            return
        results = [(idea, f"{number:02d}") for number, idea in enumerate(made, 1)]
        yield self.present(visit, results, made, sentence("locked", language, count=len(made)), columns=4)

    def _step(self, clock: StepClock, index: int, steps: int, language: str) -> dict:
        remaining = remaining_words(clock.remaining(steps - index), language)
        words = sentence("locking", language, index=index, steps=steps, remaining=remaining)
        return self.progress(words, index, steps)
