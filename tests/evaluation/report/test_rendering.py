import base64
import io
import json
import re
from html.parser import HTMLParser

import pytest
from PIL import Image

from equifashion.evaluation.report.html import to_html
from equifashion.evaluation.report.markdown import to_markdown
from equifashion.evaluation.report.verdict import verdict, weakest
from equifashion.evaluation.tables import number


class Page(HTMLParser):
    """Collects text, tags and pictures; every opened tag must be closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.open, self.images, self.links = "", [], [], []
        self.feed(html)
        assert not self.open

    def handle_starttag(self, tag, attributes):
        if tag == "img":
            self.images.append(dict(attributes))
        self.links += [value for name, value in attributes if name in ("src", "href") and tag != "img"]
        if tag not in ("img", "meta"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def test_the_page_needs_nothing_else(report):
    html = to_html(report)
    page = Page(html)
    assert not page.links and "url(" not in html and "@import" not in html and "<script" not in html
    assert len(page.images) == 3
    for image in page.images:
        kind, data = image["src"].split(",", 1)
        assert kind == "data:image/jpeg;base64" and image["alt"]
        with Image.open(io.BytesIO(base64.b64decode(data))) as picture:
            assert (picture.width, picture.height) == (int(image["width"]), int(image["height"]))


def test_the_page_says_everything(report):
    text = Page(to_html(report)).text
    for said in (
        "Category recognised ↑", "0.42", "0.37 – 0.47", "Fréchet distance, Lite0 ↓", "4.0 × real", "No weights.",
        "Not applicable to these weights: <prints>.", "Inception <features>.", "best & first", "ab" * 32, "cd" * 32,
        "torch 2.11.0", "Seeds 1000.", "629 held out", "prefers-color-scheme: dark",
    ):  # fmt: skip
        assert said in text, said


def test_dots_stand_between_control_and_reference(reporting):
    make_preset, make_report = reporting

    def places(category: float) -> list[float]:
        html = to_html(make_report(make_preset(category=category)))
        return [float(left) for left in re.findall(r'class="dot finished" style="left:([\d.]+)%"', html)]

    assert places(0.1)[0] == 10.0 and places(0.87)[0] == 90.0  # the track's ends
    assert places(0.485)[0] == 50.0
    assert places(0.0)[0] < 10.0  # worse than the control


def test_two_presets_stand_side_by_side(reporting):
    make_preset, make_report = reporting
    report = make_report(make_preset("embedded (1)"), make_preset("embedded (2)", category=0.6))
    for text in (Page(to_html(report)).text, to_markdown(report)):
        assert "embedded (1)" in text and "embedded (2)" in text and "0.42" in text and "0.60" in text


def test_markdown(report):
    text = to_markdown(report)
    assert "| Category recognised | finished | 0.42 [0.37, 0.47] | 0.10 | 0.87 | higher | 80 | 1000 |" in text
    assert "| FID | finished | No weights. |" in text
    widths = {line.count("|") for line in text.splitlines() if line.startswith("|")}
    assert widths == {9}


def test_the_verdict_names_what_is_weakest(report):
    text = " ".join(verdict(report.presets[0]))
    assert "in 42 % (real photographs: 87 %; with prompts shuffled: 10 %)" in text
    # Category makes 42 % of the way, the distance is 4 times its floor: that is the weaker one.
    assert [result.spec.key for result in weakest(report.presets[0])] == [
        "fidelity.frechet",
        "adherence.category",
    ]
    assert "Fréchet distance, Lite0 40.0, real 10.0 (4.0 times the floor)" in text
    assert "What would move them: sharpen; train longer." in text
    assert "clearly betters 2 figures and clearly worsens 0" in text  # colour's intervals overlap
    assert "Not measured, for reasons given below: FID, Each garment in its own colour." in text


def test_one_weakest_figure_a_section(reporting):
    make_preset, _ = reporting
    keys = [result.spec.key for result in weakest(make_preset(category=0.11))]
    assert keys == ["adherence.category", "fidelity.frechet"]


def test_json_keeps_every_figure(report):
    found = json.loads(json.dumps(report.to_json()))
    figures = found["presets"][0]["figures"]
    assert len(figures) == 8 and found["format"] == 2
    first = figures[0]
    assert (first["key"], first["stage"], first["value"], first["count"]) == (
        "adherence.category",
        "draft",
        0.19,
        80,
    )
    assert first["attained"] == pytest.approx((0.19 - 0.1) / (0.87 - 0.1))
    assert figures[-1]["value"] is None and figures[-1]["missing"].startswith("Not applicable")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.4231, "0.42"),
        (1.0, "1.00"),
        (0.0, "0.00"),
        (0.0123, "0.012"),
        (43.21, "43.2"),
        (1234.5, "1234"),
        (None, "–"),
    ],
)
def test_numbers(value, text):
    assert number(value) == text
