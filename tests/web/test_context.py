import gradio as gr
import pytest

from equifashion.errors import InvalidInput
from equifashion.web.context import Handlers, report_errors


class Raising(Handlers):
    @report_errors("brief.status")
    def explore(self, error: Exception | None):
        yield {self.components["gallery.more"]: "first"}
        if error is not None:
            raise error


@pytest.fixture(autouse=True)
def toasts(monkeypatch) -> list[str]:
    """What is said beside the page; outside a request there is nobody to show it to."""
    said = []
    monkeypatch.setattr(gr, "Warning", lambda text, duration: said.append(text))
    return said


def test_a_refusal_stands_at_its_place_and_changes_nothing_else(context, toasts):
    first, refused = Raising(context).explore(InvalidInput("The <seed> is empty."))
    assert first == {context.components["gallery.more"]: "first"}
    assert list(refused) == [context.components["brief.status"]]
    assert 'role="alert"' in refused[context.components["brief.status"]]
    assert "&lt;seed&gt;" in refused[context.components["brief.status"]]
    assert toasts == ["The <seed> is empty."]


def test_a_fault_of_our_own_is_no_refusal(context):
    with pytest.raises(ZeroDivisionError):
        list(Raising(context).explore(ZeroDivisionError()))


def test_without_a_refusal_nothing_is_added(context, toasts):
    assert len(list(Raising(context).explore(None))) == 1 and toasts == []
