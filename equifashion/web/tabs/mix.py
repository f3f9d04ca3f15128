"""Mix: the cut of one idea with the cloth of another, two to four at a time, and every cut in every cloth."""

from collections.abc import Iterator
from dataclasses import dataclass

import gradio as gr

from equifashion.errors import InvalidInput
from equifashion.web import status
from equifashion.web.desk import QUIET, Desk, language_for, refusals_to
from equifashion.web.downloads import MadeFolder
from equifashion.web.panels import heading, picture_row
from equifashion.web.session import MAX_PARENTS, Look, Visit, keep_work
from equifashion.web.strings import label, sentence
from equifashion.web.views import picture_of
from equifashion.web.workbench import RunBar, Tool, run_bar

LETTERS = "ABCD"


@dataclass(frozen=True)
class MixTab:
    """Parents, amounts for a pair, shares for a group."""

    hint: gr.Markdown
    parents: gr.Gallery
    parents_bar: gr.Row
    swap: gr.Button
    drop: gr.Button
    clear: gr.Button
    pair: gr.Column
    structure: gr.Slider
    style: gr.Slider
    layers_on: gr.Checkbox
    first: gr.Slider
    last: gr.Slider
    amount: gr.Slider
    group: gr.Column
    shares: tuple[tuple[gr.Slider, gr.Slider], ...]
    truncation: gr.Slider
    matrix: gr.Button
    bar: RunBar


def mix_tab() -> MixTab:
    with gr.Column(elem_id="mix", elem_classes="tool"):
        heading("mix")
        hint = gr.Markdown(label("mix_hint"), elem_classes="hint")
        parents = picture_row("parents", columns=4, visible=False)
        with gr.Row(visible=False, elem_classes="small-buttons") as parents_bar:
            swap, drop, clear = (
                gr.Button(label(key), size="sm", min_width=0, elem_id=f"mix-{key.replace('_', '-')}")
                for key in ("swap", "drop_last", "clear_mix")
            )
        with gr.Column() as pair:
            structure = gr.Slider(0, 1, 0.2, step=0.05, label=label("mix_structure"), elem_id="mix-structure")
            style = gr.Slider(0, 1, 0.8, step=0.05, label=label("mix_style"), elem_id="mix-style")
            with gr.Accordion(label("mix_layers"), open=False, elem_classes="reference", elem_id="mix-layers"):
                layers_on = gr.Checkbox(False, label=label("mix_layers_on"), elem_id="mix-layers-on")
                first = gr.Slider(0, 9, 0, step=1, label=label("mix_first"), elem_id="mix-first")
                last = gr.Slider(0, 9, 0, step=1, label=label("mix_last"), elem_id="mix-last")
                amount = gr.Slider(0, 1, 0.5, step=0.05, label=label("mix_amount"), elem_id="mix-amount")
        with gr.Column(visible=False, elem_id="mix-group") as group:
            shares = tuple(
                tuple(
                    gr.Slider(
                        0, 1, 1, step=0.05, label=label(f"share_{part}_{letter}"), visible=place < 3,
                        elem_id=f"share-{part}-{letter}",
                    )
                    for part in ("structure", "style")
                )
                for place, letter in enumerate(LETTERS)
            )  # fmt: skip
        truncation = gr.Slider(0, 1.5, 1, step=0.05, label=label("truncation"), elem_id="mix-truncation")
        bar = run_bar("mix", label("mix_run"))
        matrix = gr.Button(label("matrix_run"), elem_id="matrix-run", elem_classes="second")
    return MixTab(
        hint, parents, parents_bar, swap, drop, clear, pair, structure, style, layers_on, first, last, amount,
        group, shares, truncation, matrix, bar,
    )  # fmt: skip


class MixEvents(Tool):
    """Handlers of the mix tab, and of "Add to the mix" in the fitting."""

    def __init__(self, desk: Desk) -> None:
        self.tab = desk.page.tools.mix
        super().__init__(desk, self.tab.bar)

    def wire(self) -> None:
        tab = self.tab
        listed = [*parents_parts(tab), self.bar.status, self.desk.kept_work]
        quiet = {"api_visibility": "private", **QUIET}
        added = self.desk.page.fitting.add
        added.click(self.add, self.visit, [*listed, self.desk.page.fitting.progress], **quiet)
        tab.swap.click(self.swap, self.visit, listed, **quiet)
        tab.drop.click(self.drop_last, self.visit, listed, **quiet)
        tab.clear.click(self.clear, self.visit, listed, **quiet)
        amounts = [tab.structure, tab.style, tab.layers_on, tab.first, tab.last, tab.amount, tab.truncation]
        shares = [slider for pair in tab.shares for slider in pair]
        self.wire_run(self.mix, [*amounts, *shares])
        self.wire_run(self.matrix, [], button=tab.matrix)
        self.wire_stop()

    @refusals_to("desk.page.fitting.progress")
    def add(self, visit: Visit, request: gr.Request) -> Iterator[dict]:
        language = language_for(request)
        idea = self.source(visit, language).draft
        if len(visit.parents) == MAX_PARENTS:
            raise InvalidInput(sentence("mix_full", language))
        if any(parent.id == idea.id for parent in visit.parents):
            raise InvalidInput(sentence("mix_has_it", language))
        visit.parents.append(idea)
        words = sentence("mix_added", language, letter=LETTERS[len(visit.parents) - 1])
        yield self._listed(visit) | {self.desk.page.fitting.progress: status.plain(words)}

    def swap(self, visit: Visit) -> dict:
        visit.parents[:2] = reversed(visit.parents[:2])
        return self._listed(visit)

    def drop_last(self, visit: Visit) -> dict:
        del visit.parents[-1:]
        return self._listed(visit)

    def clear(self, visit: Visit) -> dict:
        visit.parents.clear()
        return self._listed(visit)

    def _listed(self, visit: Visit) -> dict:
        return {
            **parents_view(self.tab, visit, self.desk.made),
            self.bar.status: "",
            self.desk.kept_work: keep_work(visit),
        }

    @refusals_to("bar.status")
    def mix(
        self, visit: Visit, structure: float, style: float, layers_on: bool, first: float, last: float,
        amount: float, truncation: float, request: gr.Request, *shares: float,
    ) -> Iterator[dict]:  # fmt: skip
        language = language_for(request)
        parents = self._parents(visit, language)
        studio = self.desk.loader.wait()
        pull = None if truncation == 1 else float(truncation)
        if len(parents) == 2:
            apart = [(int(first), int(last), float(amount))] if layers_on else []
            child = studio.mix(*parents, float(structure), float(style), layers=apart, truncation=pull)
            words = sentence("mixed", language, structure=f"{structure:.0%}", style=f"{style:.0%}")
            shown = [(parents[0], "A"), (child, "A × B"), (parents[1], "B")]
        else:
            parts = [(idea, *map(float, shares[2 * i : 2 * i + 2])) for i, idea in enumerate(parents)]
            child = studio.blend(parts, truncation=pull)
            words = sentence("blended", language, count=len(parents))
            letters = LETTERS[: len(parents)]
            shown = [(child, " × ".join(letters)), *zip(parents, letters, strict=True)]
        yield self.present(visit, shown, [child], words, columns=len(shown))

    @refusals_to("bar.status")
    def matrix(self, visit: Visit, request: gr.Request) -> Iterator[dict]:
        language = language_for(request)
        parents = self._parents(visit, language)
        studio = self.desk.loader.wait()
        grid, made = [], []
        for i, row in enumerate(parents):
            for j, column in enumerate(parents):
                if visit.stopping:
                    break
                child = row if i == j else studio.mix(row, column, structure=0.0, style=1.0)
                made += [] if i == j else [child]
                grid.append((child, LETTERS[i] if i == j else f"{LETTERS[i]} × {LETTERS[j]}"))
                yield self.progress(sentence("matrix", language), len(grid), len(parents) ** 2)
        yield self.present(visit, grid, made, sentence("matrix", language), columns=len(parents))

    def _parents(self, visit: Visit, language: str) -> list:
        if len(visit.parents) < 2:
            raise InvalidInput(sentence("needs_two", language))
        return list(visit.parents)


def parents_parts(tab: MixTab) -> list[gr.blocks.Block]:
    """What ``parents_view`` updates."""
    fourth = [slider for pair in tab.shares[3:] for slider in pair]
    return [tab.hint, tab.parents, tab.parents_bar, tab.pair, tab.group, tab.first, tab.last, *fourth]


def parents_view(tab: MixTab, visit: Visit, made: MadeFolder) -> dict:
    """What is to be mixed, with amounts for two or shares for more."""
    count = len(visit.parents)
    pictures = [
        (picture_of(Look(idea), visit, made), letter) for idea, letter in zip(visit.parents, LETTERS, strict=False)
    ]
    layers = len(visit.parents[0].styles) - 1 if count else 9
    return {
        tab.hint: gr.update(visible=count < 2),
        tab.parents: gr.update(value=pictures, visible=count > 0, selected_index=None),
        tab.parents_bar: gr.update(visible=count > 0),
        tab.pair: gr.update(visible=count <= 2),
        tab.group: gr.update(visible=count > 2),
        tab.first: gr.update(maximum=layers),
        tab.last: gr.update(maximum=layers),
        **{slider: gr.update(visible=count > 3) for pair in tab.shares[3:] for slider in pair},
    }
