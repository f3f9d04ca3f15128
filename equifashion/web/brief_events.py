"""What happens in the brief: references come and go, and Explore fills the contact sheet."""

import time
from collections.abc import Callable, Iterator

import gradio as gr
from PIL import Image

from equifashion.design.brief import DesignBrief
from equifashion.errors import InvalidInput
from equifashion.imaging.skeleton import draw_skeleton
from equifashion.web import status
from equifashion.web.desk import ONE_AT_A_TIME, QUIET, Desk, language_for, refusals_to
from equifashion.web.panels import Reference
from equifashion.web.session import FORM_FIELDS, Visit, keep_references, keep_work, read_drawing
from equifashion.web.strings import sentence
from equifashion.web.views import fold_view, form_fields, look_view, reference_parts, reference_view, sheet_view

_ANY_PROMPT = "garment"  # stands in where only the references of a brief matter
_KEEP_FORM = f"(...values) => Object.fromEntries({list(FORM_FIELDS)}.map((name, i) => [name, values[i]]))"
_NEW_SEED = "() => Math.floor(Math.random() * 2147483647)"
_SHOW_SHEET = "() => window.studio.reveal('sheet', 'brief-status')"


class BriefEvents:
    """Handlers of the brief panel."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.brief = desk.page.brief
        self.sheet = desk.page.sheet

    def wire(self) -> None:
        self._wire_form()
        self._wire_references()
        self._wire_explore()

    def _wire_form(self) -> None:
        fields = list(form_fields(self.desk.page).values())
        changes = [field.change for field in fields]
        gr.on(changes, None, fields, self.desk.kept_form, js=_KEEP_FORM, queue=False)
        self.brief.dice.click(None, None, self.brief.seed, js=_NEW_SEED, queue=False)
        for button in self.brief.examples:
            button.click(None, button, self.brief.prompt, js="words => words", queue=False)

    def _wire_references(self) -> None:
        takers = (  # reading a pose off a photo needs a model
            (self.brief.sketch, self.take_sketch, self.drop_sketch, QUIET),
            (self.brief.pose, self.take_pose, self.drop_pose, ONE_AT_A_TIME),
            (self.brief.fabric, self.take_fabric, self.drop_fabric, QUIET),
        )
        for reference, take, drop, how in takers:
            outputs = [
                *reference_parts(reference),
                self.brief.pad, self.desk.kept_references,
            ]  # fmt: skip
            visit = self.desk.visit
            taken = reference.drop.upload(take, [visit, reference.drop], outputs, api_visibility="private", **how)
            dropped = reference.remove.click(drop, visit, outputs, api_visibility="private", **QUIET)
            if reference is self.brief.pose:
                self.wire_look(taken.then, dropped.then, self.brief.look.change)

        self.brief.pad.change(
            self.mark_drawing,
            [self.desk.visit, self.brief.pad],
            self.brief.sketch.fold,
            trigger_mode="always_last",
            api_visibility="private",
            **QUIET,
        )

    def wire_look(self, *events: Callable) -> None:
        """After each of some events, say what follows from the look."""
        for event in events:
            event(
                self.weigh_look,
                [self.desk.visit, self.brief.look],
                [self.brief.look, self.brief.look_note],
                api_visibility="private",
                **QUIET,
            )

    def _wire_explore(self) -> None:
        brief, sheet = self.brief, self.sheet
        asked = {
            "fn": self.explore,
            "inputs": [
                self.desk.visit, brief.prompt, brief.look, brief.pad, brief.sketch_weight, brief.pose_weight,
                brief.fabric_weight, brief.count, brief.seed,
            ],
            "outputs": [
                brief.status, sheet.caption, sheet.more, sheet.empty, sheet.gallery, sheet.notices,
                self.desk.page.masthead.state, self.desk.kept_work,
            ],
            "show_progress_on": [brief.status],
            "api_visibility": "private",
            **ONE_AT_A_TIME,
        }  # fmt: skip
        brief.explore.click(**asked).then(None, js=_SHOW_SHEET)
        sheet.more.click(None, None, brief.seed, js=_NEW_SEED, queue=False).then(**asked)

    @refusals_to("desk.page.brief.status")
    def explore(
        self,
        visit: Visit,
        prompt: str | None,
        look: str,
        drawing: str | None,
        sketch_weight: float,
        pose_weight: float,
        fabric_weight: float,
        count: float,
        seed: float | None,
        request: gr.Request,
    ) -> Iterator[dict]:
        """Draw the ideas; the sheet of before stays until they are here."""
        language = language_for(request)
        weights = (sketch_weight, pose_weight, fabric_weight)
        sketch = visit.sketch or read_drawing(drawing)
        brief = DesignBrief(prompt or "", sketch, visit.pose, visit.fabric, *weights, look=look)
        seed = _whole_seed(seed, language)
        if not self.desk.loader.ready:
            yield {self.brief.status: status.busy(sentence("loading_wait", language))}
        studio = self.desk.loader.wait()
        yield {self.brief.status: status.busy(sentence("exploring", language, count=int(count)))}
        start = time.monotonic()
        visit.ideas = studio.explore(brief, count=int(count), seed=seed)
        seconds = f"{time.monotonic() - start:.1f}"
        words = "explored" if len(visit.ideas) > 1 else "explored_one"
        done = sentence(words, language, count=len(visit.ideas), seconds=seconds)
        yield {
            **sheet_view(self.sheet, visit, self.desk.made, language),
            self.brief.status: status.plain(done),
            self.sheet.notices: status.notices(studio.notices(brief)),
            self.desk.page.masthead.state: status.state("ready", sentence("ready", language)),
            self.desk.kept_work: keep_work(visit),
        }

    def weigh_look(self, visit: Visit, look: str, request: gr.Request) -> dict:
        """Say what follows from the look and the pose together; nothing while the studio still loads."""
        if not self.desk.loader.ready:
            return {self.brief.look_note: ""}
        draws_figures = self.desk.loader.wait().draws_figures
        return look_view(self.brief, visit, look, draws_figures, language_for(request))

    @refusals_to("brief.sketch.note")
    def take_sketch(self, visit: Visit, path: str, request: gr.Request) -> Iterator[dict]:
        yield {self.brief.sketch.drop: None}
        visit.sketch = DesignBrief(_ANY_PROMPT, sketch=path).sketch
        changed = self._changed(visit, self.brief.sketch, visit.sketch, request)
        yield changed | {self.brief.pad: gr.update(visible=False)}

    def drop_sketch(self, visit: Visit, request: gr.Request) -> dict:
        visit.sketch = None
        return self._changed(visit, self.brief.sketch, None, request) | {self.brief.pad: gr.update(visible=True)}

    def mark_drawing(self, visit: Visit, drawing: str | None, request: gr.Request) -> dict:
        used = bool(drawing) or visit.sketch is not None
        return fold_view(self.brief.sketch, used, language_for(request))

    @refusals_to("brief.pose.note")
    def take_pose(self, visit: Visit, path: str, request: gr.Request) -> Iterator[dict]:
        yield {self.brief.pose.drop: None}
        visit.pose = DesignBrief(_ANY_PROMPT, pose=path).pose
        note = status.notices(self._pose_notices(visit))
        yield self._changed(visit, self.brief.pose, draw_skeleton(visit.pose), request) | {
            self.brief.pose.note: note
        }

    def drop_pose(self, visit: Visit, request: gr.Request) -> dict:
        visit.pose = None
        return self._changed(visit, self.brief.pose, None, request)

    @refusals_to("brief.fabric.note")
    def take_fabric(self, visit: Visit, path: str, request: gr.Request) -> Iterator[dict]:
        yield {self.brief.fabric.drop: None}
        visit.fabric = DesignBrief(_ANY_PROMPT, fabric=path).fabric
        yield self._changed(visit, self.brief.fabric, visit.fabric, request)

    def drop_fabric(self, visit: Visit, request: gr.Request) -> dict:
        visit.fabric = None
        return self._changed(visit, self.brief.fabric, None, request)

    def _changed(
        self, visit: Visit, reference: Reference, preview: Image.Image | None, request: gr.Request
    ) -> dict:
        return reference_view(reference, preview, language_for(request)) | {
            self.desk.kept_references: keep_references(visit)
        }

    def _pose_notices(self, visit: Visit) -> list[str]:
        """What the studio says about a brief only because of its pose (nothing while it still loads)."""
        if not self.desk.loader.ready:
            return []
        studio = self.desk.loader.wait()
        without = set(studio.notices(DesignBrief(_ANY_PROMPT)))
        with_pose = studio.notices(DesignBrief(_ANY_PROMPT, pose=visit.pose))
        return [line for line in with_pose if line not in without]


def _whole_seed(seed: object, language: str) -> int:
    if seed is None:
        raise InvalidInput(sentence("no_seed", language))
    return int(seed)
