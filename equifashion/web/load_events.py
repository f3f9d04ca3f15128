"""What happens when a visitor arrives or comes back: kept work is drawn again, recipes are opened."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import gradio as gr
from gradio.blocks import Block
from gradio.events import Dependency

from equifashion.design.recipe import Recipe
from equifashion.errors import EquiFashionError, InvalidInput
from equifashion.export.png import read_recipe
from equifashion.web import persistence, status
from equifashion.web.components import brief, detail, gallery, header, history
from equifashion.web.context import MODEL_EVENT, PAGE_EVENT, AppContext, Handlers, report_errors
from equifashion.web.form import form_of, read_form
from equifashion.web.i18n import DEFAULT_LANGUAGE, language_for, sentence, text_properties
from equifashion.web.registry import Components
from equifashion.web.state import GalleryItem, SessionState
from equifashion.web.tabs import mix

_POLL_SECONDS = 0.2
_NAME_LANGUAGE = "() => { document.documentElement.lang = window.studio.language; }"


def wire_arrival(context: AppContext, demo: gr.Blocks) -> Dependency:
    """Wire the page's load; what it returns is over once the studio is there, or not to be had."""
    components = context.components
    inputs = [context.session, context.kept_form, context.kept_references]
    outputs = [*_form_outputs(context), *components.select("brief.status", "header.state")]
    return demo.load(LoadHandlers(context).arrive, inputs, outputs, **PAGE_EVENT)


def wire_restore(context: AppContext, arrived: Dependency) -> Dependency:
    """Wire what follows the arrival; what it returns is over once kept work is back."""
    inputs = [context.session, context.kept_work]
    return arrived.then(LoadHandlers(context).restore, inputs, _work_outputs(context), **MODEL_EVENT)


def wire_language(context: AppContext, demo: gr.Blocks) -> None:
    """Put the page, which is built in English, into the visitor's language."""
    labelled = context.components.select(*labelled_ids(context.components))
    demo.load(LoadHandlers(context).translate, None, labelled, **PAGE_EVENT)
    demo.load(None, None, None, js=_NAME_LANGUAGE)


def labelled_ids(components: Components) -> list[str]:
    """The components that have words in every language."""
    return [component_id for component_id in components if text_properties(component_id)]


def wire_open_recipe(context: AppContext) -> None:
    upload, line = context.components.select("header.open_recipe", "brief.status")
    outputs = [*_work_outputs(context), *_form_outputs(context), context.kept_work, context.kept_references]
    handler = LoadHandlers(context).open_recipe
    upload.upload(handler, [context.session, upload], outputs, show_progress_on=[line], **MODEL_EVENT)


def _form_outputs(context: AppContext) -> list[Block]:
    return list(
        dict.fromkeys([*brief.form_outputs(context.components), *brief.references_outputs(context.components)])
    )


def _work_outputs(context: AppContext) -> list[Block]:
    components = context.components
    return [
        *gallery.outputs(components), *gallery.finished_outputs(components), *detail.outputs(components),
        *history.results_outputs(components), *mix.parents_outputs(components), components["brief.status"],
    ]  # fmt: skip


class LoadHandlers(Handlers):
    """Handlers of the page's load and of "Open a recipe"."""

    def translate(self, request: gr.Request) -> dict:
        language, ids = language_for(request), labelled_ids(self.components)
        if language == DEFAULT_LANGUAGE:
            return {self.components[ids[0]]: gr.skip()}
        return {self.components[one]: gr.update(**text_properties(one, language)) for one in ids}

    async def arrive(self, session: SessionState, form, references, request: gr.Request) -> AsyncIterator[dict]:
        """Fill in the form at once, then say when the studio is ready."""
        language = language_for(request)
        yield {
            **brief.form_updates(self.components, read_form(form)),
            **self._kept_references(session, references, language),
            **header.state_update(self.components, "loading", language),
        }
        self.context.loader.start()
        while not self.context.loader.settled:
            await asyncio.sleep(_POLL_SECONDS)
        yield self._readiness(language)

    def _kept_references(self, session: SessionState, kept: object, language: str) -> dict:
        try:
            session.use_references(persistence.references_from_browser(kept))
        except InvalidInput as error:
            return self._unreadable(error, language)
        return brief.references_updates(self.components, session, language) if kept else {}

    def _readiness(self, language: str) -> dict:
        problem = self.context.loader.problem
        if problem is None:
            return header.state_update(self.components, "ready", language)
        refused = header.state_update(self.components, "refused", language)
        return refused | {self.components["brief.status"]: status.alert(problem)}

    def restore(self, session: SessionState, kept, request: gr.Request) -> Iterator[dict]:
        """Draw the kept sheet again from its recipes, then the finished designs."""
        language = language_for(request)
        if kept is None or session.ideas or session.history or not self.context.loader.ready:
            yield detail.source_updates(self.components, session, language)
            return
        yield {self.components["brief.status"]: status.busy(sentence("restoring", language))}
        try:
            yield from self._redraw(session, persistence.work_from_browser(kept), language)
        except EquiFashionError as error:
            yield self._unreadable(error, language)

    def _redraw(self, session: SessionState, work: persistence.PersistedSession, language: str) -> Iterator[dict]:
        """The contact sheet first, then what takes longer."""
        studio = self.context.loader.wait()
        session.own_directions = {studio.open_direction(text).name: text for text in work.own_directions}
        session.ideas = [studio.rebuild(recipe) for recipe in work.ideas]
        if work.selected is not None:
            session.selected = GalleryItem(studio.rebuild(work.selected))
        yield self._sheet_and_detail(session, language)
        self._rebuild_the_rest(session, work)
        yield {
            **detail.updates(self.context, session, language),
            **gallery.finished_updates(self.context, session),
            **history.history_updates(self.context, session),
            **mix.parents_updates(self.context, session),
            self.components["brief.status"]: status.plain(sentence("restored", language)),
        }

    def _rebuild_the_rest(self, session: SessionState, work: persistence.PersistedSession) -> None:
        session.finished = [self._rebuilt(recipe) for recipe in work.finished]
        if session.selected is not None:
            session.selected = session.newest_of(session.selected.draft)
        rebuild = self.context.loader.wait().rebuild
        session.parents = [rebuild(recipe) for recipe in work.parents]
        session.history = [GalleryItem(rebuild(recipe)) for recipe in work.history]

    def _rebuilt(self, recipe: Recipe) -> GalleryItem:
        """A draft and, if the recipe makes one, its finished design."""
        rebuild = self.context.loader.wait().rebuild
        draft = rebuild(persistence.draft_recipe(recipe))
        return GalleryItem(draft, None if recipe.is_draft else rebuild(recipe))

    @report_errors("brief.status")
    def open_recipe(self, session: SessionState, path: str, request: gr.Request) -> Iterator[dict]:
        language = language_for(request)
        recipe = read_recipe(path)
        if recipe.edit.kind == "upscale":
            recipe = recipe.edit.parent  # to work on; it is enlarged again by a press
        yield {self.components["brief.status"]: status.busy(sentence("rebuilding", language))}
        item = self._rebuilt(recipe)
        session.use_references(recipe.brief())
        session.ideas, session.selected = [item.draft], item
        if item.design is not None:
            session.add_finished(item)
        yield self._opened(session, recipe, language)

    def _opened(self, session: SessionState, recipe: Recipe, language: str) -> dict:
        return {
            **brief.form_updates(self.components, form_of(recipe)),
            **brief.references_updates(self.components, session, language),
            **self._sheet_and_detail(session, language),
            **gallery.finished_updates(self.context, session),
            self.components["brief.status"]: status.plain(sentence("rebuilt", language)),
            self.context.kept_work: persistence.work_to_browser(session),
            self.context.kept_references: persistence.references_to_browser(session),
        }

    def _sheet_and_detail(self, session: SessionState, language: str) -> dict:
        sheet = gallery.updates(self.context, session, language)
        return sheet | detail.updates(self.context, session, language)

    def _unreadable(self, error: Exception, language: str) -> dict:
        words = sentence("unreadable_work", language, reason=error)
        return {self.components["brief.status"]: status.alert(words)}
