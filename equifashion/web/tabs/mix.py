"""Mix: the cut of one idea with the cloth of another, two to four at a time, and every cut in every cloth."""

from collections.abc import Iterator
from dataclasses import dataclass

import gradio as gr
from gradio.blocks import Block

from equifashion.design import Idea
from equifashion.errors import InvalidInput
from equifashion.web import status
from equifashion.web.components.elements import heading, picture_gallery
from equifashion.web.components.gallery import picture_file
from equifashion.web.components.run_bar import run_bar
from equifashion.web.components.tool_base import ToolHandlers
from equifashion.web.context import PAGE_EVENT, AppContext, report_errors
from equifashion.web.i18n import language_for, sentence
from equifashion.web.persistence import work_to_browser
from equifashion.web.registry import Components
from equifashion.web.state import MAX_PARENTS, GalleryItem, SessionState

LETTERS = "ABCD"
_LAST_LAYER = 9  # until parents are there to tell


@dataclass(frozen=True)
class MixTab:
    """Amounts for a pair, shares for a group."""

    structure: gr.Slider
    style: gr.Slider
    layers_on: gr.Checkbox
    first_layer: gr.Slider
    last_layer: gr.Slider
    layers_amount: gr.Slider
    shares: tuple[gr.Slider, ...]
    truncation: gr.Slider


def mix_tab(components: Components) -> MixTab:
    add = components.add
    with add("mix", gr.Column, elem_classes="tool"):
        heading(components, "mix")
        add("mix.hint", gr.Markdown, elem_classes="hint")
        _parents(components)
        with add("mix.pair", gr.Column):
            structure = add("mix.structure", gr.Slider, 0, 1, 0.2, step=0.05)
            style = add("mix.style", gr.Slider, 0, 1, 0.8, step=0.05)
            with add("mix.layers", gr.Accordion, open=False, elem_classes="reference"):
                layers_on = add("mix.layers_on", gr.Checkbox, False)
                first, last = (
                    add(f"mix.{end}_layer", gr.Slider, 0, _LAST_LAYER, 0, step=1) for end in ("first", "last")
                )
                amount = add("mix.layers_amount", gr.Slider, 0, 1, 0.5, step=0.05)
        shares = _shares(components)
        truncation = add("mix.truncation", gr.Slider, 0, 1.5, 1, step=0.05)
        run_bar(components, "mix")
        add("mix.matrix", gr.Button, elem_classes="second")
    return MixTab(structure, style, layers_on, first, last, amount, shares, truncation)


def _parents(components: Components) -> None:
    picture_gallery(components, "mix.parents", columns=4, visible=False)
    with components.add("mix.parents_bar", gr.Row, visible=False, elem_classes="small-buttons"):
        for name in ("swap", "drop_last", "clear"):
            components.add(f"mix.{name}", gr.Button, size="sm", min_width=0)


def _shares(components: Components) -> tuple[gr.Slider, ...]:
    """Two sliders for each parent: of its structure and of its style."""
    with components.add("mix.group", gr.Column, visible=False):
        return tuple(
            components.add(f"mix.{part}.{letter}", gr.Slider, 0, 1, 1, step=0.05, visible=letter != LETTERS[-1])
            for letter in LETTERS
            for part in ("structure", "style")
        )


def parents_outputs(components: Components) -> list[Block]:
    """What ``parents_updates`` updates."""
    return components.select(
        "mix.hint", "mix.parents", "mix.parents_bar", "mix.pair", "mix.group", "mix.first_layer", "mix.last_layer",
        "mix.structure.D", "mix.style.D",
    )  # fmt: skip


def parents_updates(context: AppContext, session: SessionState) -> dict:
    """What is to be mixed, with amounts for two or shares for more."""
    hint, parents, bar, pair, group, first, last, *fourth = parents_outputs(context.components)
    count = len(session.parents)
    last_layer = len(session.parents[0].styles) - 1 if count else _LAST_LAYER
    pictures = [
        (picture_file(context, session, GalleryItem(idea)), letter)
        for idea, letter in zip(session.parents, LETTERS, strict=False)
    ]
    return {
        hint: gr.update(visible=count < 2),
        parents: gr.update(value=pictures, visible=count > 0, selected_index=None),
        bar: gr.update(visible=count > 0),
        pair: gr.update(visible=count <= 2),
        group: gr.update(visible=count > 2),
        first: gr.update(maximum=last_layer),
        last: gr.update(maximum=last_layer),
        **{slider: gr.update(visible=count > 3) for slider in fourth},
    }


def wire(context: AppContext, tab: MixTab) -> None:
    components, session = context.components, context.session
    handlers = MixHandlers(context, "mix", tab)
    listed = [*parents_outputs(components), handlers.status, context.kept_work]
    add, said = components.select("detail.add_to_mix", "detail.status")
    add.click(handlers.add, session, [*listed, said], **PAGE_EVENT)
    components["mix.swap"].click(handlers.swap, session, listed, **PAGE_EVENT)
    components["mix.drop_last"].click(handlers.drop_last, session, listed, **PAGE_EVENT)
    components["mix.clear"].click(handlers.clear, session, listed, **PAGE_EVENT)
    amounts = [tab.structure, tab.style, tab.layers_on, tab.first_layer, tab.last_layer, tab.layers_amount]
    handlers.wire_run(handlers.mix, [*amounts, tab.truncation, *tab.shares])
    handlers.wire_run(handlers.mixing_matrix, [], button=components["mix.matrix"])
    handlers.wire_stop()


class MixHandlers(ToolHandlers[MixTab]):
    """Handlers of the mix tab, and of "Add to the mix" in the detail panel."""

    @report_errors("detail.status")
    def add(self, session: SessionState, request: gr.Request) -> Iterator[dict]:
        language = language_for(request)
        idea = self.source(session, language).draft
        if len(session.parents) == MAX_PARENTS:
            raise InvalidInput(sentence("mix_full", language))
        if any(parent.id == idea.id for parent in session.parents):
            raise InvalidInput(sentence("already_in_mix", language))
        session.parents.append(idea)
        words = sentence("mix_added", language, letter=LETTERS[len(session.parents) - 1])
        yield self._listed(session) | {self.components["detail.status"]: status.plain(words)}

    def swap(self, session: SessionState) -> dict:
        session.parents[:2] = reversed(session.parents[:2])
        return self._listed(session)

    def drop_last(self, session: SessionState) -> dict:
        del session.parents[-1:]
        return self._listed(session)

    def clear(self, session: SessionState) -> dict:
        session.parents.clear()
        return self._listed(session)

    def _listed(self, session: SessionState) -> dict:
        return {
            **parents_updates(self.context, session),
            self.status: "",
            self.context.kept_work: work_to_browser(session),
        }

    @report_errors("mix.status")
    def mix(
        self, session: SessionState, structure: float, style: float, layers_on: bool, first: float, last: float,
        amount: float, truncation: float, request: gr.Request, *shares: float,
    ) -> Iterator[dict]:  # fmt: skip
        language = language_for(request)
        parents = self._mixable(session, language)
        pull = None if truncation == 1 else float(truncation)
        if len(parents) > 2:
            yield self._blended(session, parents, shares, pull, language)
            return
        layers = [(int(first), int(last), float(amount))] if layers_on else []
        studio = self.context.loader.wait()
        child = studio.mix(*parents, float(structure), float(style), layers=layers, truncation=pull)
        words = sentence("mixed", language, structure=f"{structure:.0%}", style=f"{style:.0%}")
        results = [(parents[0], "A"), (child, "A × B"), (parents[1], "B")]
        yield self.show_results(session, results, [child], words, columns=len(results))

    def _blended(
        self, session: SessionState, parents: list[Idea], shares: tuple[float, ...], pull: float | None,
        language: str,
    ) -> dict:  # fmt: skip
        parts = [(idea, float(shares[2 * i]), float(shares[2 * i + 1])) for i, idea in enumerate(parents)]
        child = self.context.loader.wait().blend(parts, truncation=pull)
        words = sentence("blended", language, count=len(parents))
        letters = LETTERS[: len(parents)]
        results = [(child, " × ".join(letters)), *zip(parents, letters, strict=True)]
        return self.show_results(session, results, [child], words, columns=len(results))

    @report_errors("mix.status")
    def mixing_matrix(self, session: SessionState, request: gr.Request) -> Iterator[dict]:
        """Every cut in every cloth, one at a time so that Stop is heard; the diagonal is the ideas themselves."""
        language = language_for(request)
        parents, words = self._mixable(session, language), sentence("mixing_matrix", language)
        named = list(zip(parents, LETTERS, strict=False))
        cells, made = [], []
        for row, column in ((row, column) for row in named for column in named):
            if session.stopping:
                break
            cells.append(self._cell(row, column))
            made += [] if row is column else [cells[-1][0]]
            yield self.show_progress(words, len(cells), len(named) ** 2)
        yield self.show_results(session, cells, made, words, columns=len(named))

    def _cell(self, row: tuple[Idea, str], column: tuple[Idea, str]) -> tuple[Idea, str]:
        if row is column:
            return row
        [[child]] = self.context.loader.wait().mixing_matrix([row[0]], [column[0]])
        return child, f"{row[1]} × {column[1]}"

    def _mixable(self, session: SessionState, language: str) -> list[Idea]:
        if len(session.parents) < 2:
            raise InvalidInput(sentence("needs_two", language))
        return list(session.parents)
