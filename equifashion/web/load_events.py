"""What happens when a visitor arrives or comes back: kept work is drawn again, recipes are opened."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import gradio as gr

from equifashion.design.edits import Upscale
from equifashion.errors import EquiFashionError, InvalidInput
from equifashion.export.png import read_recipe
from equifashion.web import status
from equifashion.web.brief_events import BriefEvents
from equifashion.web.desk import ONE_AT_A_TIME, QUIET, Desk, language_for, refusals_to
from equifashion.web.session import (
    Look,
    Visit,
    draft_recipe,
    form_of,
    keep_references,
    keep_work,
    read_kept_form,
    read_kept_references,
    read_kept_work,
)
from equifashion.web.strings import sentence
from equifashion.web.tabs.mix import parents_parts, parents_view
from equifashion.web.tabs.steer import SteerEvents
from equifashion.web.views import (
    derived_view,
    fitting_view,
    form_fields,
    form_view,
    looks_view,
    reference_parts,
    references_view,
    results_parts,
    sheet_view,
    source_parts,
    source_view,
)

_POLL_SECONDS = 0.2


class ArrivalEvents:
    """Handlers of the page's load and of "Open a recipe"."""

    def __init__(self, desk: Desk, steering: SteerEvents, briefs: BriefEvents) -> None:
        self.desk, self.steering, self.briefs = desk, steering, briefs
        self.page = desk.page

    def wire(self, demo: gr.Blocks) -> None:
        desk, page, brief = self.desk, self.page, self.page.brief
        references = [part for one in (brief.sketch, brief.pose, brief.fabric) for part in reference_parts(one)]
        form = list(form_fields(page).values())
        work = [
            page.sheet.caption, page.sheet.more, page.sheet.empty, page.sheet.gallery, page.sheet.notices,
            page.sheet.looks_block, page.sheet.looks, page.fitting.picture, page.fitting.caption,
            page.fitting.hint, page.fitting.compare, *page.fitting.downloads,
            page.fitting.finish, page.fitting.add, *source_parts(page), *results_parts(page.results),
            *parents_parts(page.tools.mix), brief.status,
        ]  # fmt: skip
        private = {"api_visibility": "private"}
        came = demo.load(
            self.arrive,
            [desk.visit, desk.kept_form, desk.kept_references],
            [*form, *references, brief.pad, brief.status, page.masthead.state],
            **private,
            **QUIET,
        )
        self.briefs.wire_look(came.then)  # as it is now: it may have been chosen while the studio loaded
        back = came.then(self.restore, [desk.visit, desk.kept_work], work, **private, **ONE_AT_A_TIME)
        back.then(self.steering.fill, desk.visit, self.steering.slots, **private, **QUIET)
        page.masthead.open_recipe.upload(
            self.open_recipe,
            [desk.visit, page.masthead.open_recipe],
            [*work, *form, *references, brief.pad, desk.kept_work, desk.kept_references],
            show_progress_on=[brief.status],
            **private,
            **ONE_AT_A_TIME,
        )

    async def arrive(self, visit: Visit, form, references, request: gr.Request) -> AsyncIterator[dict]:
        """Fill in the form at once, then say when the studio is ready."""
        language = language_for(request)
        yield {
            **form_view(self.page, read_kept_form(form)),
            **self._kept_references(visit, references, language),
            self.page.masthead.state: status.state("loading", sentence("loading", language)),
        }
        self.desk.loader.start()
        while not self.desk.loader.settled:
            await asyncio.sleep(_POLL_SECONDS)
        yield self._readiness(language)

    def _kept_references(self, visit: Visit, kept, language: str) -> dict:
        try:
            visit.use_references(read_kept_references(kept))
        except InvalidInput as error:
            return {self.page.brief.status: status.alert(sentence("unreadable_work", language, reason=error))}
        return references_view(self.page, visit, language) if kept else {}

    def _readiness(self, language: str) -> dict:
        problem = self.desk.loader.problem
        if problem is None:
            return {self.page.masthead.state: status.state("ready", sentence("ready", language))}
        return {
            self.page.masthead.state: status.state("refused", sentence("unavailable", language)),
            self.page.brief.status: status.alert(problem),
        }

    def restore(self, visit: Visit, kept, request: gr.Request) -> Iterator[dict]:
        """Draw the kept sheet again from its recipes, then the finished looks."""
        language = language_for(request)
        if kept is None or visit.ideas or visit.derived or not self.desk.loader.ready:
            yield source_view(self.page, visit, language)
            return
        yield {self.page.brief.status: status.busy(sentence("restoring", language))}
        try:
            yield from self._redraw(visit, kept, language)
        except EquiFashionError as error:
            yield {self.page.brief.status: status.alert(sentence("unreadable_work", language, reason=error))}

    def _redraw(self, visit: Visit, kept, language: str) -> Iterator[dict]:
        work = read_kept_work(kept)
        studio = self.desk.loader.wait()
        visit.own = {studio.open_direction(text).name: text for text in work.own}
        visit.ideas = [studio.rebuild(recipe) for recipe in work.ideas]
        if work.shown is not None:
            visit.shown = Look(studio.rebuild(work.shown))
        yield self._sheet_and_fitting(visit, language)
        visit.looks = [Look(studio.rebuild(draft_recipe(one)), studio.rebuild(one)) for one in work.looks]
        if visit.shown is not None:
            visit.shown = visit.look_of(visit.shown.draft)
        visit.parents = [studio.rebuild(recipe) for recipe in work.parents]
        visit.derived = [Look(studio.rebuild(recipe)) for recipe in work.derived]
        yield {
            **self._fitting(visit, language),
            **looks_view(self.page.sheet, visit, self.desk.made),
            **derived_view(self.page.results, visit, self.desk.made),
            **parents_view(self.page.tools.mix, visit, self.desk.made),
            self.page.brief.status: status.plain(sentence("restored", language)),
        }

    @refusals_to("page.brief.status")
    def open_recipe(self, visit: Visit, path: str, request: gr.Request) -> Iterator[dict]:
        language = language_for(request)
        recipe = read_recipe(path)
        if isinstance(recipe.edit, Upscale):
            recipe = recipe.edit.parent  # to work on; it is enlarged again by a press
        yield {self.page.brief.status: status.busy(sentence("rebuilding", language))}
        studio = self.desk.loader.wait()
        draft = studio.rebuild(draft_recipe(recipe))
        design = None if recipe.is_draft else studio.rebuild(recipe)
        visit.use_references(recipe.brief())
        visit.ideas, visit.shown = [draft], Look(draft, design)
        if design is not None:
            visit.looks = [visit.shown, *visit.looks]
        yield {
            **form_view(self.page, form_of(recipe)),
            **references_view(self.page, visit, language),
            **self._sheet_and_fitting(visit, language),
            **looks_view(self.page.sheet, visit, self.desk.made),
            self.page.brief.status: status.plain(sentence("rebuilt", language)),
            self.desk.kept_work: keep_work(visit),
            self.desk.kept_references: keep_references(visit),
        }

    def _sheet_and_fitting(self, visit: Visit, language: str) -> dict:
        sheet = sheet_view(self.page.sheet, visit, self.desk.made, language)
        return sheet | self._fitting(visit, language)

    def _fitting(self, visit: Visit, language: str) -> dict:
        source = source_view(self.page, visit, language)
        if visit.shown is None:
            return source
        return source | fitting_view(
            self.page.fitting, visit.shown, self.desk.made, language, self.desk.loader.wait().draws_figures
        )
