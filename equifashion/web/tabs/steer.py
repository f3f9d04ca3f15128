"""Steer: a slider for each direction with its measured effect, a walk along one, directions of one's own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr
import numpy as np
from gradio.blocks import Block
from gradio.events import Dependency
from PIL import Image

from equifashion.errors import InvalidInput
from equifashion.export.animation import MOTION_SUFFIXES, save_animation
from equifashion.files import write_whole
from equifashion.imaging.io import read_content
from equifashion.web import status
from equifashion.web.components.elements import heading
from equifashion.web.components.run_bar import run_bar
from equifashion.web.components.tool_base import ToolHandlers, source_card
from equifashion.web.context import PAGE_EVENT, AppContext, report_errors
from equifashion.web.i18n import direction_words, language_for, sentence
from equifashion.web.labels import how_made, moves_words, signed
from equifashion.web.persistence import work_to_browser
from equifashion.web.registry import Components
from equifashion.web.state import MAX_OWN_DIRECTIONS, SessionState

if TYPE_CHECKING:
    from equifashion.studio import Studio

Direction = Any  # ``gan.directions.Direction``: the studio gives them, the page imports no networks

_NAMED_SLIDERS, _COMPONENT_SLIDERS = 12, 8  # they wait for directions
_FRAMES = 19  # of a traversal
_FRAMES_PER_RESULT = 3
_SECONDS_PER_FRAME = 0.12
_CHECKPOINTS = "checkpoints"


@dataclass(frozen=True)
class SteerTab:
    """Sliders that are given a direction once the studio is there; the traversal; directions of one's own."""

    note: gr.HTML
    named: tuple[gr.Slider, ...]
    own: tuple[gr.Slider, ...]
    fold: gr.Accordion
    components: tuple[gr.Slider, ...]
    direction: gr.Dropdown
    animation: gr.Image
    files: tuple[gr.DownloadButton, ...]
    name: gr.Textbox
    part: gr.Radio
    save: gr.DownloadButton

    @property
    def sliders(self) -> tuple[gr.Slider, ...]:
        return (*self.named, *self.components, *self.own)


def steer_tab(components: Components) -> SteerTab:
    add = components.add
    with add("steer", gr.Column, elem_classes="tool"):
        heading(components, "steer")
        source_card(components, "steer")
        note = add("steer.note", gr.HTML, "")
        named = _sliders(components, "direction", _NAMED_SLIDERS)
        own = _sliders(components, "own-direction", MAX_OWN_DIRECTIONS)
        with add("steer.components", gr.Accordion, open=False, visible=False, elem_classes="reference") as fold:
            unnamed = _sliders(components, "component", _COMPONENT_SLIDERS)
        add("steer.reset", gr.Button, size="sm", elem_classes="quiet")
        run_bar(components, "steer")
        traversal = _traversal(components)
        own_direction = _own_direction(components)
    return SteerTab(note, named, own, fold, unnamed, *traversal, *own_direction)


def _sliders(components: Components, name: str, count: int) -> tuple[gr.Slider, ...]:
    return tuple(
        components.add(
            f"steer.{name}.{place}", gr.Slider, -3, 3, 0, step=0.1, label=f"{name} {place}", info=" ", visible=False
        )
        for place in range(count)
    )


def _traversal(components: Components) -> tuple[gr.Dropdown, gr.Image, tuple[gr.DownloadButton, ...]]:
    add = components.add
    with add("steer.traverse", gr.Accordion, open=False, elem_classes="reference"):
        direction = add("steer.traverse.direction", gr.Dropdown, [])
        add("steer.traverse.run", gr.Button, elem_classes="second")
        animation = add(
            "steer.traverse.animation", gr.Image, show_label=False, interactive=False, visible=False,
            type="filepath", buttons=[],
        )  # fmt: skip
        with gr.Row(elem_classes="small-buttons"):
            files = tuple(
                add(f"steer.traverse{suffix}", gr.DownloadButton, size="sm", visible=False, min_width=0)
                for suffix in MOTION_SUFFIXES
            )
    return direction, animation, files


def _own_direction(components: Components) -> tuple[gr.Textbox, gr.Radio, gr.DownloadButton]:
    add = components.add
    with add("steer.own", gr.Accordion, open=False, elem_classes="reference"):
        add("steer.own.hint", gr.Markdown, elem_classes="hint")
        name = add("steer.own.name", gr.Textbox, max_length=80)
        part = add("steer.own.part", gr.Radio, value="both")
        add("steer.own.make", gr.Button, elem_classes="second")
        with gr.Row(elem_classes="small-buttons"):
            save = add("steer.own.save", gr.DownloadButton, size="sm", interactive=False, min_width=0)
            add("steer.own.open", gr.UploadButton, file_types=[".json"], size="sm", min_width=0)
    return name, part, save


def wire(context: AppContext, tab: SteerTab, restored: Dependency) -> None:
    """Wire the steer tab.

    Args:
        context: the page.
        tab: its components.
        restored: the studio is there, and the visitor's own directions are back.
    """
    components, session = context.components, context.session
    handlers = SteerHandlers(context, "steer", tab)
    restored.then(handlers.fill, session, handlers.slots, **PAGE_EVENT)
    handlers.wire_run(handlers.steer, tab.sliders)
    handlers.wire_run(
        handlers.traverse, [tab.direction], [tab.animation, *tab.files], button=components["steer.traverse.run"]
    )
    handlers.wire_stop()
    components["steer.reset"].click(lambda: [0] * len(tab.sliders), None, list(tab.sliders), **PAGE_EVENT)
    named = [*handlers.slots, handlers.status, tab.save, context.kept_work]
    make, opened = components.select("steer.own.make", "steer.own.open")
    make.click(handlers.make_own, [session, tab.name, tab.part], named, **PAGE_EVENT)
    opened.upload(handlers.open_own, [session, opened], named, **PAGE_EVENT)


class SteerHandlers(ToolHandlers[SteerTab]):
    """Handlers of the steer tab."""

    @property
    def slots(self) -> list[Block]:
        """What ``fill`` updates."""
        return [self.tab.note, self.tab.fold, self.tab.direction, *self.tab.sliders]

    def fill(self, session: SessionState, request: gr.Request) -> dict:
        """Give the sliders their directions; say how directions are found where there are none."""
        if not self.context.loader.ready:
            return {self.tab.note: gr.skip()}
        language, studio = language_for(request), self.context.loader.wait()
        given = self._given(session, studio)
        names = [(direction_words(one.name, language), one.name) for one in given.values()]
        missing = sentence("no_directions", language, folder=_CHECKPOINTS)
        return {
            **{slider: gr.update(visible=False, value=0) for slider in self.tab.sliders},
            **{slider: _slider_update(direction, language) for slider, direction in given.items()},
            self.tab.note: "" if studio.directions() else status.caption(missing),
            self.tab.fold: gr.update(visible=any(slider in given for slider in self.tab.components)),
            self.tab.direction: gr.update(choices=names, value=names[0][1] if names else None),
        }

    def _given(self, session: SessionState, studio: "Studio") -> Mapping[gr.Slider, Direction]:
        """Slider → direction."""
        known = studio.directions().values()
        kinds = (
            (self.tab.named, [one for one in known if one.explained is None]),
            (self.tab.components, [one for one in known if one.explained is not None]),
            (self.tab.own, self._own(session, studio)),
        )
        return {slider: one for sliders, found in kinds for slider, one in zip(sliders, found, strict=False)}

    def _own(self, session: SessionState, studio: "Studio") -> list[Direction]:
        return [studio.open_direction(text) for text in session.own_directions.values()]

    @report_errors("steer.status")
    def steer(self, session: SessionState, request: gr.Request, *amounts: float) -> Iterator[dict]:
        language = language_for(request)
        draft, studio = self.source(session, language).draft, self.context.loader.wait()
        moves = self._moves(self._given(session, studio), amounts)
        if not moves:
            raise InvalidInput(sentence("steer_nothing", language))
        idea = studio.steer(draft, moves, self._own(session, studio))
        words = moves_words(moves, language)
        results = [(draft, how_made(draft.recipe, language)), (idea, words)]
        yield self.show_results(session, results, [idea], sentence("steered", language, moves=words))

    def _moves(self, given: Mapping[gr.Slider, Direction], amounts: Sequence[float]) -> dict[str, float]:
        """Direction name → amount, of sliders that were moved."""
        return {
            given[slider].name: float(amount)
            for slider, amount in zip(self.tab.sliders, amounts, strict=True)
            if slider in given and amount
        }

    @report_errors("steer.status")
    def traverse(self, session: SessionState, name: str | None, request: gr.Request) -> Iterator[dict]:
        """Pictures along a direction, one at a time so that Stop is heard."""
        language = language_for(request)
        draft, studio = self.source(session, language).draft, self.context.loader.wait()
        direction = self._direction(session, studio, name, language)
        own, frames = self._own(session, studio), []
        for index, amount in enumerate(np.linspace(*direction.safe, _FRAMES), 1):
            [idea] = studio.traverse(draft, name, [round(float(amount), 4)], own)
            frames.append((idea, signed(amount)))
            words = sentence("traversing", language, index=index, steps=_FRAMES)
            yield self.show_progress(words, index, _FRAMES)
            if session.stopping:
                yield self.say(sentence("halted", language))
                return
        low, high = map(signed, direction.safe)
        words = sentence("traversed", language, low=low, high=high, name=direction_words(name, language))
        results = frames[::_FRAMES_PER_RESULT]
        made = [idea for idea, _ in results if idea is not draft]
        shown = self.show_results(session, results, made, words, columns=len(results))
        yield shown | self._animations([idea.image for idea, _ in frames])

    def _direction(self, session: SessionState, studio: "Studio", name: str | None, language: str) -> Direction:
        known = {one.name: one for one in self._given(session, studio).values()}
        if name not in known:
            raise InvalidInput(sentence("choose_direction", language))
        return known[name]

    def _animations(self, pictures: Sequence[Image.Image]) -> dict:
        """The traversal as a file of each kind; the page plays one of them."""
        folder = self.context.downloads.new_folder()
        paths = {suffix: folder / f"equifashion-walk{suffix}" for suffix in MOTION_SUFFIXES}
        for path in paths.values():
            save_animation(path, pictures, _SECONDS_PER_FRAME)
        buttons = zip(self.tab.files, paths.values(), strict=True)
        return {
            self.tab.animation: gr.update(value=str(paths[".webp"]), visible=True),
            **{button: gr.update(value=str(path), visible=True) for button, path in buttons},
        }

    @report_errors("steer.status")
    def make_own(self, session: SessionState, name: str, part: str, request: gr.Request) -> Iterator[dict]:
        if len(session.parents) < 2:
            raise InvalidInput(sentence("needs_two", language_for(request)))
        studio = self.context.loader.wait()
        direction = studio.own_direction(name or "", *session.parents[:2], part=part)
        yield self._keep_own(session, direction, studio, "own_made", request)

    @report_errors("steer.status")
    def open_own(self, session: SessionState, path: str, request: gr.Request) -> Iterator[dict]:
        studio = self.context.loader.wait()
        direction = studio.open_direction(read_content(path, "direction"))
        yield self._keep_own(session, direction, studio, "own_opened", request)

    def _keep_own(
        self, session: SessionState, direction: Direction, studio: "Studio", key: str, request: gr.Request
    ) -> dict:
        language = language_for(request)
        if len(session.own_directions) == MAX_OWN_DIRECTIONS and direction.name not in session.own_directions:
            raise InvalidInput(sentence("own_full", language))
        session.own_directions[direction.name] = text = studio.save_direction(direction)
        path = self.context.downloads.new_folder() / "equifashion-direction.json"
        write_whole(path, text.encode())
        return {
            **self.fill(session, request),
            self.tab.save: gr.update(value=str(path), interactive=True),
            **self.say(sentence(key, language, name=direction.name)),
            self.context.kept_work: work_to_browser(session),
        }


def _slider_update(direction: Direction, language: str) -> dict:
    low, high = direction.safe
    return gr.update(
        label=direction_words(direction.name, language), info=_effect(direction, language), value=0,
        minimum=min(low, -0.5), maximum=max(high, 0.5), visible=True,
    )  # fmt: skip


def _effect(direction: Direction, language: str) -> str:
    """What a direction does to its own attribute and what it moves beside it, in standard deviations per unit."""
    if not direction.effects:
        return sentence("effect_own", language)
    others = [name for name in direction.effects if name != direction.attribute]
    strongest = max(others, key=lambda name: abs(direction.effects[name]), default=None)
    side = _effect_on(direction, strongest, language) if strongest else ""
    if direction.explained is not None:
        return sentence("effect_component", language, share=f"{direction.explained:.0%}", side=side)
    own, (low, high) = _effect_on(direction, direction.attribute, language), map(signed, direction.safe)
    return sentence("effect" if side else "effect_alone", language, own=own, side=side, low=low, high=high)


def _effect_on(direction: Direction, name: str, language: str) -> str:
    return f"{direction_words(name, language)} {signed(direction.effects[name])} σ"
