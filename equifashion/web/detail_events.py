"""What happens in the fitting: a look is picked, finished step by step, stopped, compared."""

from collections.abc import Iterator
from contextlib import closing

import gradio as gr

from equifashion.design.idea import Idea
from equifashion.design.result import FinishStep
from equifashion.errors import InvalidInput
from equifashion.web import status
from equifashion.web.desk import ONE_AT_A_TIME, QUIET, Desk, language_for, refusals_to
from equifashion.web.downloads import identity_in
from equifashion.web.eta import StepClock, remaining_words
from equifashion.web.session import Look, Visit, keep_work
from equifashion.web.strings import sentence
from equifashion.web.views import fitting_view, looks_view, source_parts, source_view

_SHOW_FITTING = "() => window.studio.reveal('fitting', 'finish-progress')"


class FittingEvents:
    """Handlers of the fitting panel, and of picking on the sheet."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.sheet = desk.page.sheet
        self.fitting = desk.page.fitting

    def wire(self) -> None:
        visit, fitting, sheet = self.desk.visit, self.fitting, self.sheet
        shown = [
            fitting.picture, fitting.hint, fitting.caption, fitting.compare, fitting.progress,
            *fitting.downloads, fitting.finish, fitting.add, *source_parts(self.desk.page), self.desk.kept_work,
        ]  # fmt: skip
        quiet = {"api_visibility": "private", **QUIET}
        page = self.desk.page
        galleries = (sheet.gallery, sheet.looks, page.results.gallery, page.results.derived, page.tools.mix.parents)
        for gallery in galleries:
            gallery.select(self.pick, visit, shown, **quiet).then(None, js=_SHOW_FITTING)
        fitting.compare.input(self.compare, [visit, fitting.compare], fitting.picture, **quiet)
        fitting.stop.click(self.stop, visit, fitting.stop, queue=False, api_visibility="private")
        buttons = [fitting.finish, fitting.stop]
        begun = fitting.finish.click(self.begin, visit, [*buttons, fitting.progress], **quiet)
        done = begun.then(
            self.finish,
            [visit, fitting.steps, fitting.freedom],
            [*shown, sheet.looks_block, sheet.looks],
            show_progress_on=[fitting.progress],
            api_visibility="private",
            **ONE_AT_A_TIME,
        )
        done.then(self.settle, visit, buttons, **quiet)

    @refusals_to("fitting.progress")
    def pick(self, visit: Visit, event: gr.SelectData, request: gr.Request) -> Iterator[dict]:
        look = visit.find(identity_in(event.value["image"]["path"]))
        if look is None:
            raise InvalidInput(sentence("gone", language_for(request)))
        visit.shown = look
        yield self._show(visit, request)

    def compare(self, visit: Visit, which: str):
        """The draft or the finished picture of the look."""
        look = visit.shown
        return gr.skip() if look is None else look.draft.image if which == "draft" else look.image

    def begin(self, visit: Visit, request: gr.Request) -> dict:
        """Answer the press at once, before the queue."""
        visit.stopping = False
        language = language_for(request)
        return {
            self.fitting.finish: gr.update(interactive=False),
            self.fitting.stop: gr.update(visible=True, interactive=True),
            self.fitting.progress: status.busy(sentence("starting", language)),
        }

    def stop(self, visit: Visit) -> dict:
        visit.stopping = True
        return gr.update(interactive=False)

    def settle(self, visit: Visit) -> dict:
        """However finishing ended, it can begin again."""
        return {
            self.fitting.finish: gr.update(interactive=visit.shown is not None),
            self.fitting.stop: gr.update(visible=False),
        }

    @refusals_to("fitting.progress")
    def finish(self, visit: Visit, steps: float, freedom: float, request: gr.Request) -> Iterator[dict]:
        language = language_for(request)
        if visit.shown is None:
            raise InvalidInput(sentence("pick_first", language))
        draft = visit.shown.draft
        studio = self.desk.loader.wait()
        if visit.stopping:  # while it was waiting in the queue
            yield self._stopped(visit, 0, int(steps), request)
            return
        clock, frames, index = StepClock(), [], 0
        with closing(studio.iter_finish(draft, steps=int(steps), freedom=float(freedom))) as running:
            for step in running:
                if step.design is not None:
                    yield self._finished(visit, Look(draft, step.design), clock, request)
                    return
                clock.lap()
                index = step.index
                frames.append(status.film_frame(step.preview))
                if visit.stopping:
                    break
                yield self._step(visit, draft, step, clock, frames, language)
        yield self._stopped(visit, index, int(steps), request)

    def _step(
        self, visit: Visit, draft: Idea, step: FinishStep, clock: StepClock, frames: list[str], language: str
    ) -> dict:
        remaining = remaining_words(clock.remaining(step.steps - step.index), language)
        line = sentence("step", language, index=step.index, steps=step.steps, remaining=remaining)
        update = {self.fitting.progress: status.film(line, step.index, step.steps, frames)}
        if visit.shown.draft.id == draft.id:  # she may look at another one meanwhile
            update[self.fitting.picture] = step.preview
        return update

    def _finished(self, visit: Visit, look: Look, clock: StepClock, request: gr.Request) -> dict:
        language = language_for(request)
        visit.looks = [look, *(other for other in visit.looks if other.design.id != look.design.id)]
        if visit.shown.draft.id == look.draft.id:
            visit.shown = look
        words = sentence("done", language, seconds=f"{clock.elapsed:.1f}")
        return {
            **self._show(visit, request),
            **looks_view(self.sheet, visit, self.desk.made),
            self.fitting.progress: status.plain(words),
        }

    def _stopped(self, visit: Visit, index: int, steps: int, request: gr.Request) -> dict:
        words = sentence("stopped", language_for(request), index=index, steps=steps)
        return {**self._show(visit, request), self.fitting.progress: status.plain(words)}

    def _show(self, visit: Visit, request: gr.Request) -> dict:
        return {
            **fitting_view(
                self.fitting,
                visit.shown,
                self.desk.made,
                language_for(request),
                self.desk.loader.wait().draws_figures,
            ),
            **source_view(self.desk.page, visit, language_for(request)),
            self.fitting.progress: "",
            self.desk.kept_work: keep_work(visit),
        }
