"""Puts the page together."""

from pathlib import Path

import gradio as gr

from equifashion.web.brief_events import BriefEvents
from equifashion.web.desk import Desk
from equifashion.web.detail_events import FittingEvents
from equifashion.web.downloads import MadeFolder
from equifashion.web.language import LanguageEvents
from equifashion.web.load_events import ArrivalEvents
from equifashion.web.loading import BackgroundLoader
from equifashion.web.panels import (
    Page,
    ResultsPanel,
    brief_panel,
    derived_panel,
    fitting_panel,
    masthead,
    results_panels,
    sheet_panel,
)
from equifashion.web.session import Visit
from equifashion.web.strings import label
from equifashion.web.tabs.tools import tool_tabs, wire_tools
from equifashion.web.upscale_events import EnlargingEvents

_TITLE = "EquiFashion Studio"
_CACHE_AGE = (3600, 24 * 3600)  # look once an hour; delete what is older than a day
# Names under which the browser keeps a visitor's work; the secret only has to stay the same from run to run.
_KEPT_SECRET = "equifashion-studio"


def create_ui(loader: BackgroundLoader) -> gr.Blocks:
    """The studio's page.

    Args:
        loader: gives the ``Studio`` once it is loaded; the page is usable before.

    Returns:
        Blocks to ``launch`` with ``launch_settings()``.
    """
    with gr.Blocks(title=_TITLE, analytics_enabled=False, fill_width=True, delete_cache=_CACHE_AGE) as demo:
        top = masthead()
        with gr.Row(elem_id="studio", equal_height=False):
            with gr.Tabs(elem_id="ways", overflow_behavior="wrap"):
                with gr.Tab(label("tab_brief"), id="brief", elem_id="tab-brief"):
                    brief = brief_panel()
                tools = tool_tabs()
            with gr.Column(elem_id="middle"):
                made = results_panels()
                sheet = sheet_panel()
                before = derived_panel()
            page = Page(top, brief, sheet, ResultsPanel(*made, *before), fitting_panel(), tools)
        desk = Desk(
            page=page,
            loader=loader,
            made=MadeFolder(Path(demo.GRADIO_CACHE) / "made"),
            visit=gr.State(Visit()),
            kept_form=_kept("form"),
            kept_references=_kept("references"),
            kept_work=_kept("work"),
        )
        steering = wire_tools(desk, demo)
        briefs = BriefEvents(desk)
        ArrivalEvents(desk, steering, briefs).wire(demo)
        briefs.wire()
        FittingEvents(desk).wire()
        EnlargingEvents(desk).wire()
        LanguageEvents(page, demo).wire(demo)
    demo.queue(max_size=64)
    return demo


def _kept(name: str) -> gr.BrowserState:
    return gr.BrowserState(None, storage_key=f"equifashion-{name}", secret=_KEPT_SECRET)
