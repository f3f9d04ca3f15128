"""Puts the page together."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import gradio as gr

from equifashion.web import brief_events, detail_events, load_events
from equifashion.web.components import brief, detail, gallery, header, history
from equifashion.web.context import AppContext, browser_state
from equifashion.web.downloads import DownloadFolder
from equifashion.web.loading import BackgroundLoader
from equifashion.web.registry import Components
from equifashion.web.state import SessionState
from equifashion.web.tabs import inpaint_attribute, inpaint_locked, invert, mix, recolor, steer, vary

Tab = TypeVar("Tab")

_TITLE = "EquiFashion Studio"
_CACHE_AGE_SECONDS = (3600, 24 * 3600)  # look once an hour; delete what is older than a day


@dataclass(frozen=True)
class ToolTabs:
    """The components of each tool, in the order of the page."""

    mix: mix.MixTab
    steer: steer.SteerTab
    invert: invert.InvertTab
    vary: vary.VaryTab
    recolor: recolor.RecolorTab
    inpaint_locked: inpaint_locked.InpaintLockedTab
    inpaint_attribute: inpaint_attribute.InpaintAttributeTab


@dataclass(frozen=True)
class Page:
    """The page as Gradio serves it, and what its handlers work with."""

    demo: gr.Blocks
    context: AppContext
    tabs: ToolTabs


def create_ui(loader: BackgroundLoader) -> gr.Blocks:
    """The studio's page.

    Args:
        loader: gives the ``Studio`` once it is loaded; the page is usable before.

    Returns:
        Blocks to ``launch`` with ``launch_settings()``.
    """
    return build_page(loader).demo


def build_page(loader: BackgroundLoader) -> Page:
    """The page with its parts; arguments as for ``create_ui``."""
    with gr.Blocks(title=_TITLE, analytics_enabled=False, fill_width=True, delete_cache=_CACHE_AGE_SECONDS) as demo:
        components = Components()
        tabs = _lay_out(components)
        context = AppContext(
            components=components,
            loader=loader,
            downloads=DownloadFolder(Path(demo.GRADIO_CACHE) / "made"),
            session=gr.State(SessionState()),
            kept_form=browser_state("form"),
            kept_references=browser_state("references"),
            kept_work=browser_state("work"),
        )
        _wire(context, tabs, demo)
    demo.queue(max_size=64)
    return Page(demo, context, tabs)


def _lay_out(components: Components) -> ToolTabs:
    """Build every panel and tab."""
    header.panel(components)
    with components.add("studio", gr.Row, equal_height=False):
        with components.add("tabs", gr.Tabs, overflow_behavior="wrap"):
            with components.add("tab.brief", gr.Tab, id="brief"):
                brief.panel(components)
            tabs = _tool_tabs(components)
        with components.add("middle", gr.Column):
            history.results_panel(components)
            gallery.panel(components)
            history.history_panel(components)
        detail.panel(components)
    return tabs


def _tool_tabs(components: Components) -> ToolTabs:
    def tool_tab(name: str, build: Callable[[Components], Tab]) -> Tab:
        with components.add(f"tab.{name}", gr.Tab, id=name, render_children=True):
            return build(components)

    return ToolTabs(
        mix=tool_tab("mix", mix.mix_tab),
        steer=tool_tab("steer", steer.steer_tab),
        invert=tool_tab("invert", invert.invert_tab),
        vary=tool_tab("vary", vary.vary_tab),
        recolor=tool_tab("recolor", recolor.recolor_tab),
        inpaint_locked=tool_tab("inpaint_locked", inpaint_locked.inpaint_locked_tab),
        inpaint_attribute=tool_tab("inpaint_attribute", inpaint_attribute.inpaint_attribute_tab),
    )


def _wire(context: AppContext, tabs: ToolTabs, demo: gr.Blocks) -> None:
    """Say what happens when; the visitor arrives first, then her work comes back, then she acts."""
    arrived = load_events.wire_arrival(context, demo)
    restored = load_events.wire_restore(context, arrived)
    load_events.wire_open_recipe(context)
    load_events.wire_language(context, demo)
    brief_events.wire(context, arrived)
    detail_events.wire(context)
    mix.wire(context, tabs.mix)
    steer.wire(context, tabs.steer, restored)
    invert.wire(context, tabs.invert)
    vary.wire(context, tabs.vary)
    recolor.wire(context, tabs.recolor)
    inpaint_locked.wire(context, tabs.inpaint_locked)
    inpaint_attribute.wire(context, tabs.inpaint_attribute, demo)
