"""Steer: a slider a direction with its measured effect, a walk as strip and film, directions of one's own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import gradio as gr

from equifashion.errors import InvalidInput
from equifashion.export.animation import MOTION_SUFFIXES, save_animation
from equifashion.files import write_whole
from equifashion.imaging.io import read_content
from equifashion.web import status
from equifashion.web.desk import QUIET, Desk, language_for, refusals_to
from equifashion.web.labels import how_made, moves_words, signed
from equifashion.web.panels import heading
from equifashion.web.session import MAX_OWN, Visit, keep_work
from equifashion.web.strings import direction_words, label, sentence
from equifashion.web.workbench import RunBar, Tool, run_bar, source_card

_NAMED, _COMPONENTS = 12, 8  # sliders that wait for directions
_PARTS = ("both", "structure", "style")
_FRAMES, _STRIDE = 19, 3  # of a walk; every third one stands in the strip
_STILL = 0.12  # seconds a frame
_CHECKPOINTS = "checkpoints"


@dataclass(frozen=True)
class SteerTab:
    """Sliders that are given a direction once the studio is there; the walk; directions of one's own."""

    source: gr.HTML
    note: gr.HTML
    named: tuple[gr.Slider, ...]
    own: tuple[gr.Slider, ...]
    fold: gr.Accordion
    components: tuple[gr.Slider, ...]
    reset: gr.Button
    bar: RunBar
    which: gr.Dropdown
    walk: gr.Button
    film: gr.Image
    films: tuple[gr.DownloadButton, ...]
    name: gr.Textbox
    part: gr.Radio
    make: gr.Button
    save: gr.DownloadButton
    open: gr.UploadButton

    @property
    def sliders(self) -> tuple[gr.Slider, ...]:
        return (*self.named, *self.components, *self.own)


def steer_tab() -> SteerTab:
    with gr.Column(elem_id="steer", elem_classes="tool"):
        heading("steer")
        source = source_card("steer")
        note = gr.HTML("", elem_id="steer-note")
        named = _sliders("direction", _NAMED)
        own = _sliders("own-direction", MAX_OWN)
        with gr.Accordion(
            label("steer_components"), open=False, visible=False, elem_classes="reference", elem_id="components"
        ) as fold:
            components = _sliders("component", _COMPONENTS)
        reset = gr.Button(label("steer_reset"), size="sm", elem_id="steer-reset", elem_classes="quiet")
        bar = run_bar("steer", label("steer_run"))
        with gr.Accordion(label("walk_title"), open=False, elem_classes="reference", elem_id="walk"):
            which = gr.Dropdown([], label=label("walk_which"), elem_id="walk-which")
            walk = gr.Button(label("walk_run"), elem_id="walk-run", elem_classes="second")
            film = gr.Image(
                label=label("walk_film"), show_label=False, interactive=False, visible=False, type="filepath",
                buttons=[], elem_id="walk-film",
            )  # fmt: skip
            with gr.Row(elem_classes="small-buttons"):
                films = tuple(
                    gr.DownloadButton(
                        label(f"walk_{suffix[1:]}"),
                        size="sm",
                        visible=False,
                        min_width=0,
                        elem_id=f"walk-{suffix[1:]}",
                    )
                    for suffix in MOTION_SUFFIXES
                )
        with gr.Accordion(label("own_title"), open=False, elem_classes="reference", elem_id="own"):
            gr.Markdown(label("own_hint"), elem_classes="hint")
            name = gr.Textbox(
                label=label("own_name"), placeholder=label("own_name_hint"), max_length=80, elem_id="own-name"
            )
            part = gr.Radio(
                [(label(part), part) for part in _PARTS], value="both", label=label("own_part"), elem_id="own-part"
            )
            make = gr.Button(label("own_make"), elem_id="own-make", elem_classes="second")
            with gr.Row(elem_classes="small-buttons"):
                save = gr.DownloadButton(
                    label("own_save"), size="sm", interactive=False, min_width=0, elem_id="own-save"
                )
                opened = gr.UploadButton(
                    label("own_open"), file_types=[".json"], size="sm", min_width=0, elem_id="own-open"
                )
    return SteerTab(
        source, note, named, own, fold, components, reset, bar, which, walk, film, films, name, part, make, save,
        opened,
    )  # fmt: skip


def _sliders(name: str, count: int) -> tuple[gr.Slider, ...]:
    return tuple(
        gr.Slider(-3, 3, 0, step=0.1, label=f"{name} {place}", info=" ", visible=False, elem_id=f"{name}-{place}")
        for place in range(count)
    )


class SteerEvents(Tool):
    """Handlers of the steer tab."""

    def __init__(self, desk: Desk) -> None:
        self.tab = desk.page.tools.steer
        super().__init__(desk, self.tab.bar)

    @property
    def slots(self) -> list[gr.blocks.Block]:
        """What ``fill`` updates."""
        return [self.tab.note, self.tab.fold, self.tab.which, *self.tab.sliders]

    def wire(self) -> None:
        tab, quiet = self.tab, {"api_visibility": "private", **QUIET}
        self.wire_run(self.steer, tab.sliders)
        self.wire_run(self.walk, [tab.which], [tab.film, *tab.films], button=tab.walk)
        self.wire_stop()
        tab.reset.click(lambda: [0] * len(tab.sliders), None, list(tab.sliders), **quiet)
        named = [*self.slots, self.bar.status, tab.save, self.desk.kept_work]
        tab.make.click(self.make_own, [self.visit, tab.name, tab.part], named, **quiet)
        tab.open.upload(self.open_own, [self.visit, tab.open], named, **quiet)

    def fill(self, visit: Visit, request: gr.Request) -> dict:
        """Give the sliders their directions; say how directions are found where there are none."""
        if not self.desk.loader.ready:
            return {self.tab.note: gr.skip()}
        language = language_for(request)
        studio = self.desk.loader.wait()
        slots = self._slots(visit, studio)
        updates = {slider: gr.update(visible=False, value=0) for slider in self.tab.sliders}
        for slider, direction in slots.items():
            low, high = direction.safe
            updates[slider] = gr.update(
                label=direction_words(direction.name, language), info=_effect(direction, language), value=0,
                minimum=min(low, -0.5), maximum=max(high, 0.5), visible=True,
            )  # fmt: skip
        names = [(direction_words(one.name, language), one.name) for one in slots.values()]
        shipped = bool(studio.directions())
        words = "" if shipped else status.caption(sentence("no_directions", language, folder=_CHECKPOINTS))
        return {
            **updates,
            self.tab.note: words,
            self.tab.fold: gr.update(visible=any(slider in slots for slider in self.tab.components)),
            self.tab.which: gr.update(choices=names, value=names[0][1] if names else None),
        }

    def _slots(self, visit: Visit, studio) -> Mapping[gr.Slider, object]:
        """Slider → direction."""
        known = studio.directions().values()
        kinds = (
            (self.tab.named, [one for one in known if one.explained is None]),
            (self.tab.components, [one for one in known if one.explained is not None]),
            (self.tab.own, self._own(visit, studio)),
        )
        return {slider: one for sliders, found in kinds for slider, one in zip(sliders, found, strict=False)}

    def _own(self, visit: Visit, studio) -> list:
        return [studio.open_direction(text) for text in visit.own.values()]

    @refusals_to("bar.status")
    def steer(self, visit: Visit, request: gr.Request, *amounts: float) -> Iterator[dict]:
        language = language_for(request)
        look = self.source(visit, language)
        studio = self.desk.loader.wait()
        slots = self._slots(visit, studio)
        moves = {
            slots[slider].name: float(amount)
            for slider, amount in zip(self.tab.sliders, amounts, strict=True)
            if slider in slots and amount
        }
        if not moves:
            raise InvalidInput(sentence("steer_nothing", language))
        idea = studio.steer(look.draft, moves, self._own(visit, studio))
        words = moves_words(moves, language)
        results = [(look.draft, how_made(look.draft.recipe, language)), (idea, words)]
        yield self.present(visit, results, [idea], sentence("steered", language, moves=words))

    @refusals_to("bar.status")
    def walk(self, visit: Visit, name: str | None, request: gr.Request) -> Iterator[dict]:
        language = language_for(request)
        look = self.source(visit, language)
        studio = self.desk.loader.wait()
        known = {one.name: one for one in self._slots(visit, studio).values()}
        if name not in known:
            raise InvalidInput(sentence("walk_choose", language))
        low, high = known[name].safe
        own, frames = self._own(visit, studio), []
        for index in range(_FRAMES):
            amount = low + (high - low) * index / (_FRAMES - 1)
            frames.append((studio.steer(look.draft, {name: round(amount, 4)}, own), signed(amount)))
            yield self.progress(sentence("walking", language, index=index + 1, steps=_FRAMES), index + 1, _FRAMES)
            if visit.stopping:
                yield self.say(sentence("halted", language))
                return
        strip = frames[::_STRIDE]
        values = {"low": signed(low), "high": signed(high), "name": direction_words(name, language)}
        made = [idea for idea, _ in strip if idea is not look.draft]
        yield self.present(visit, strip, made, sentence("walked", language, **values), columns=len(strip)) | (
            self._films([idea.image for idea, _ in frames])
        )

    def _films(self, pictures: Sequence) -> dict:
        folder = self.desk.made.new_folder()
        paths = {suffix: folder / f"equifashion-walk{suffix}" for suffix in MOTION_SUFFIXES}
        for path in paths.values():
            save_animation(path, pictures, _STILL)
        return {
            self.tab.film: gr.update(value=str(paths[".webp"]), visible=True),
            **{
                button: gr.update(value=str(path), visible=True)
                for button, path in zip(self.tab.films, paths.values(), strict=True)
            },
        }

    @refusals_to("bar.status")
    def make_own(self, visit: Visit, name: str, part: str, request: gr.Request) -> Iterator[dict]:
        language = language_for(request)
        if len(visit.parents) < 2:
            raise InvalidInput(sentence("needs_two", language))
        studio = self.desk.loader.wait()
        direction = studio.own_direction(name or "", *visit.parents[:2], part=part)
        yield self._keep_own(visit, direction, studio, "own_made", request)

    @refusals_to("bar.status")
    def open_own(self, visit: Visit, path: str, request: gr.Request) -> Iterator[dict]:
        studio = self.desk.loader.wait()
        direction = studio.open_direction(read_content(path, "direction"))
        yield self._keep_own(visit, direction, studio, "own_opened", request)

    def _keep_own(self, visit: Visit, direction, studio, words: str, request: gr.Request) -> dict:
        language = language_for(request)
        if len(visit.own) == MAX_OWN and direction.name not in visit.own:
            raise InvalidInput(sentence("own_full", language))
        visit.own[direction.name] = text = studio.save_direction(direction)
        path = self.desk.made.new_folder() / "equifashion-direction.json"
        write_whole(path, text.encode())
        return {
            **self.fill(visit, request),
            self.tab.save: gr.update(value=str(path), interactive=True),
            **self.say(sentence(words, language, name=direction.name)),
            self.desk.kept_work: keep_work(visit),
        }


def _effect(direction, language: str) -> str:
    """What a direction does to its own attribute, and what it moves beside it, in standard deviations a unit."""
    if not direction.effects:
        return sentence("effect_own", language)

    def said(name: str) -> str:
        return f"{direction_words(name, language)} {signed(direction.effects[name])} σ"

    others = [name for name in direction.effects if name != direction.attribute]
    side = max(others, key=lambda name: abs(direction.effects[name]), default=None)
    if direction.explained is not None:
        return sentence("effect_component", language, share=f"{direction.explained:.0%}", side=said(side))
    low, high = map(signed, direction.safe)
    return sentence("effect", language, own=said(direction.attribute), side=said(side), low=low, high=high)
