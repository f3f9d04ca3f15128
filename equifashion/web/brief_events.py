"""What happens in the brief: references come and go, and Explore fills the contact sheet."""

import time
from collections.abc import Iterator

import gradio as gr
from gradio.events import Dependency

from equifashion.design.brief import DesignBrief
from equifashion.web import status
from equifashion.web.components import gallery, header
from equifashion.web.components.brief import (
    EXAMPLES,
    form_outputs,
    look_updates,
    reference_outputs,
    reference_updates,
)
from equifashion.web.components.reference import fold_update
from equifashion.web.context import MODEL_EVENT, PAGE_EVENT, AppContext, Handlers, report_errors
from equifashion.web.form import FORM_FIELDS, read_drawing, read_seed
from equifashion.web.i18n import language_for, sentence
from equifashion.web.persistence import references_to_browser, work_to_browser
from equifashion.web.state import SessionState

_ANY_PROMPT = "garment"  # stands in where only the references of a brief matter
_KEEP_FORM = f"(...values) => Object.fromEntries({list(FORM_FIELDS)}.map((name, i) => [name, values[i]]))"
_NEW_SEED = "() => Math.floor(Math.random() * 2147483647)"
_SHOW_GALLERY = "() => window.studio.reveal('gallery', 'brief-status')"


def wire(context: AppContext, arrived: Dependency) -> None:
    """Wire the brief.

    Args:
        context: the page.
        arrived: the visitor is here and the studio loaded, or not to be had.
    """
    handlers = BriefHandlers(context)
    _wire_form(context)
    _wire_references(context, handlers, arrived)
    _wire_explore(context, handlers)


def _wire_form(context: AppContext) -> None:
    components = context.components
    fields = form_outputs(components)
    gr.on([field.change for field in fields], None, fields, context.kept_form, js=_KEEP_FORM, queue=False)
    seed, prompt = components.select("brief.seed", "brief.prompt")
    components["brief.dice"].click(None, None, seed, js=_NEW_SEED, queue=False)
    for button in components.select(*EXAMPLES):
        button.click(None, button, prompt, js="words => words", queue=False)


def _wire_references(context: AppContext, handlers: "BriefHandlers", arrived: Dependency) -> None:
    components, session = context.components, context.session
    look, look_note = components.select("brief.look", "brief.look_note")
    look_changes = [look.change, arrived.then]  # it may have been chosen while the studio loaded
    takers = (
        ("sketch", handlers.take_sketch, handlers.drop_sketch, PAGE_EVENT),
        ("pose", handlers.take_pose, handlers.drop_pose, MODEL_EVENT),  # reading it off a photo needs a model
        ("fabric", handlers.take_fabric, handlers.drop_fabric, PAGE_EVENT),
    )
    for name, take, drop, how in takers:
        area, remove = components.select(f"brief.{name}.drop", f"brief.{name}.remove")
        outputs = [*reference_outputs(components, name), context.kept_references]
        taken = area.upload(take, [session, area], outputs, **how)
        dropped = remove.click(drop, session, outputs, **PAGE_EVENT)
        look_changes += [taken.then, dropped.then] if name == "pose" else []
    for changed in look_changes:
        changed(handlers.weigh_look, [session, look], [look, look_note], **PAGE_EVENT)
    pad, fold = components.select("brief.sketch.pad", "brief.sketch")
    pad.change(handlers.mark_drawing, [session, pad], fold, trigger_mode="always_last", **PAGE_EVENT)


def _wire_explore(context: AppContext, handlers: "BriefHandlers") -> None:
    components = context.components
    seed, more = components.select("brief.seed", "gallery.more")
    asked = {
        "fn": handlers.explore,
        "inputs": [
            context.session,
            *components.select(
                "brief.prompt", "brief.look", "brief.sketch.pad", "brief.sketch_weight", "brief.pose_weight",
                "brief.fabric_weight", "brief.count", "brief.seed",
            ),
        ],
        "outputs": [
            *gallery.outputs(components), *components.select("brief.status", "gallery.notices", "header.state"),
            context.kept_work,
        ],
        "show_progress_on": components.select("brief.status"),
    }  # fmt: skip
    components["brief.explore"].click(**asked, **MODEL_EVENT).then(None, js=_SHOW_GALLERY)
    more.click(None, None, seed, js=_NEW_SEED, queue=False).then(**asked, **MODEL_EVENT)


class BriefHandlers(Handlers):
    """Handlers of the brief panel."""

    @report_errors("brief.status")
    def explore(
        self, session: SessionState, prompt: str | None, look: str, drawing: str | None, sketch_weight: float,
        pose_weight: float, fabric_weight: float, count: float, seed: float | None, request: gr.Request,
    ) -> Iterator[dict]:  # fmt: skip
        """Draw the ideas; the sheet of before stays until they are here."""
        language = language_for(request)
        sketch = session.sketch or read_drawing(drawing)
        weights = (sketch_weight, pose_weight, fabric_weight)
        brief = DesignBrief(prompt or "", sketch, session.pose, session.fabric, *weights, look=look)
        yield from self._explore(session, brief, int(count), read_seed(seed, language), language)

    def _explore(
        self, session: SessionState, brief: DesignBrief, count: int, seed: int, language: str
    ) -> Iterator[dict]:
        line = self.components["brief.status"]
        if not self.context.loader.ready:
            yield {line: status.busy(sentence("loading_wait", language))}
        studio = self.context.loader.wait()
        yield {line: status.busy(sentence("exploring", language, count=count))}
        start = time.monotonic()
        session.ideas = studio.explore(brief, count=count, seed=seed)
        yield self._explored(session, studio.notices(brief), time.monotonic() - start, language)

    def _explored(self, session: SessionState, notices: list[str], seconds: float, language: str) -> dict:
        count = len(session.ideas)
        key = "explored" if count > 1 else "explored_one"
        words = sentence(key, language, count=count, seconds=f"{seconds:.1f}")
        return {
            **gallery.updates(self.context, session, language),
            **header.state_update(self.components, "ready", language),
            self.components["brief.status"]: status.plain(words),
            self.components["gallery.notices"]: status.notices(notices),
            self.context.kept_work: work_to_browser(session),
        }

    def weigh_look(self, session: SessionState, look: str, request: gr.Request) -> dict:
        """Say what follows from the look and the pose together; nothing while the studio still loads."""
        if not self.context.loader.ready:
            return {self.components["brief.look_note"]: ""}
        draws_figures = self.context.loader.wait().supports("figures")
        return look_updates(self.components, session, look, draws_figures, language_for(request))

    def mark_drawing(self, session: SessionState, drawing: str | None, request: gr.Request) -> dict:
        used = bool(drawing) or session.sketch is not None
        return fold_update(self.components, "sketch", used, language_for(request))

    @report_errors("brief.sketch.note")
    def take_sketch(self, session: SessionState, path: str, request: gr.Request) -> Iterator[dict]:
        yield {self.components["brief.sketch.drop"]: None}  # empty again, also when the file is refused
        yield self._changed(session, "sketch", DesignBrief(_ANY_PROMPT, sketch=path).sketch, request)

    @report_errors("brief.pose.note")
    def take_pose(self, session: SessionState, path: str, request: gr.Request) -> Iterator[dict]:
        yield {self.components["brief.pose.drop"]: None}
        changed = self._changed(session, "pose", DesignBrief(_ANY_PROMPT, pose=path).pose, request)
        yield changed | {self.components["brief.pose.note"]: status.notices(self._pose_notices(session))}

    @report_errors("brief.fabric.note")
    def take_fabric(self, session: SessionState, path: str, request: gr.Request) -> Iterator[dict]:
        yield {self.components["brief.fabric.drop"]: None}
        yield self._changed(session, "fabric", DesignBrief(_ANY_PROMPT, fabric=path).fabric, request)

    def drop_sketch(self, session: SessionState, request: gr.Request) -> dict:
        return self._changed(session, "sketch", None, request)

    def drop_pose(self, session: SessionState, request: gr.Request) -> dict:
        return self._changed(session, "pose", None, request)

    def drop_fabric(self, session: SessionState, request: gr.Request) -> dict:
        return self._changed(session, "fabric", None, request)

    def _changed(self, session: SessionState, name: str, reference: object, request: gr.Request) -> dict:
        setattr(session, name, reference)
        updates = reference_updates(self.components, name, session, language_for(request))
        return updates | {self.context.kept_references: references_to_browser(session)}

    def _pose_notices(self, session: SessionState) -> list[str]:
        """What the studio says about a brief only because of its pose (nothing while it still loads)."""
        if not self.context.loader.ready:
            return []
        studio = self.context.loader.wait()
        without = set(studio.notices(DesignBrief(_ANY_PROMPT)))
        with_pose = studio.notices(DesignBrief(_ANY_PROMPT, pose=session.pose))
        return [line for line in with_pose if line not in without]
