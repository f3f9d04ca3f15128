import re
from pathlib import Path

import gradio as gr
import pytest

from equifashion import web
from equifashion.web.i18n.labels import CHOICES, LABELS
from equifashion.web.registry import Components, element_id

TEXT_PROPERTIES = ("label", "value", "placeholder", "choices")
# What has words that are no labels: a name, HTML of our own, and what a visitor's studio fills in.
WITHOUT_LABELS = {
    "header.wordmark", "gallery.frames", "brief.look", "recolor.colours", "recolor.picker", "detail.compare",
    "steer.own.part", "inpaint_attribute.attribute", "inpaint_attribute.value",
}  # fmt: skip


def test_an_id_names_component_words_and_element():
    components = Components()
    with gr.Blocks():
        prompt = components.add("brief.prompt", gr.Textbox, lines=3)
    assert components["brief.prompt"] is prompt and list(components) == ["brief.prompt"]
    assert (prompt.label, prompt.lines) == (LABELS["brief.prompt"]["label"][0], 3)
    assert prompt.elem_id == element_id("brief.prompt") == "brief-prompt"


def test_an_id_belongs_to_one_component():
    components = Components()
    with gr.Blocks():
        components.add("brief.prompt", gr.Textbox)
        with pytest.raises(ValueError, match=r"brief\.prompt"):
            components.add("brief.prompt", gr.Textbox)
    with pytest.raises(KeyError):
        components["brief.promt"]


def test_components_are_found_by_several_ids_and_by_their_last_name():
    components = Components()
    with gr.Blocks():
        first, other, second = (
            components.add(name, gr.HTML, "") for name in ("steer.source", "steer.note", "vary.source")
        )
    assert components.select("vary.source", "steer.note") == [second, other]
    assert components.ending(".source") == [first, second]


def test_every_label_belongs_to_a_component(context):
    assert [one for one in {**LABELS, **CHOICES} if one not in set(context.components)] == []


def test_every_component_with_words_has_a_label(context):
    unlabelled = [
        one
        for one in context.components
        for part in TEXT_PROPERTIES
        if _has_words(context.components[one], part) and part not in LABELS.get(one, {}) and one not in CHOICES
    ]
    slots = re.compile(r"steer\.(direction|own-direction|component)\.\d+")
    assert [one for one in unlabelled if one not in WITHOUT_LABELS and not slots.fullmatch(one)] == []


def _has_words(component: gr.blocks.Block, part: str) -> bool:
    value = getattr(component, part, None)
    return bool(value) and ((isinstance(value, str) and bool(value.strip())) or part == "choices")


def test_every_id_in_the_code_is_a_component(context):
    known = set(context.components)
    panels = {one.split(".")[0] for one in known if "." in one}
    quoted = re.compile(r'"([a-z_]+(?:\.[a-z_A-D]+)+)"')
    ids = {
        found
        for path in Path(web.__file__).parent.rglob("*.py")
        for found in quoted.findall(path.read_text(encoding="utf-8"))
        if found.split(".")[0] in panels
    }
    assert len(ids) > 100 and ids - known == set()


def test_elements_have_different_ids(context):
    elements = [element_id(one) for one in context.components]
    assert len(set(elements)) == len(elements)
