"""All tools of the page together."""

from dataclasses import dataclass

import gradio as gr

from equifashion.web.desk import Desk
from equifashion.web.strings import label
from equifashion.web.tabs.alter import AlterEvents, AlterTab, alter_tab
from equifashion.web.tabs.colour import ColourEvents, ColourTab, colour_tab
from equifashion.web.tabs.lock import LockEvents, LockTab, lock_tab
from equifashion.web.tabs.mix import MixEvents, MixTab, mix_tab
from equifashion.web.tabs.photo import PhotoEvents, PhotoTab, photo_tab
from equifashion.web.tabs.steer import SteerEvents, SteerTab, steer_tab
from equifashion.web.tabs.vary import VaryEvents, VaryTab, vary_tab


@dataclass(frozen=True)
class Tools:
    """The tools' components."""

    mix: MixTab
    steer: SteerTab
    photo: PhotoTab
    vary: VaryTab
    colour: ColourTab
    lock: LockTab
    alter: AlterTab

    @property
    def sources(self) -> tuple[gr.HTML, ...]:
        """The cards that show what a tool works on."""
        return tuple(tab.source for tab in (self.steer, self.vary, self.colour, self.lock, self.alter))

    @property
    def brushes(self) -> tuple[gr.HTML, ...]:
        """The brushes over the picked look."""
        return self.lock.brush, self.alter.brush


def tool_tabs() -> Tools:
    """A tab a tool; to be called among tabs."""
    made = []
    for name, build in (
        ("mix", mix_tab), ("steer", steer_tab), ("photo", photo_tab), ("vary", vary_tab), ("colour", colour_tab),
        ("lock", lock_tab), ("alter", alter_tab),
    ):  # fmt: skip
        with gr.Tab(label(f"tab_{name}"), id=name, elem_id=f"tab-{name}", render_children=True):
            made.append(build())
    return Tools(*made)


def wire_tools(desk: Desk, demo: gr.Blocks) -> SteerEvents:
    """Wire all tools; the steering is returned, for its sliders are filled once the studio is there."""
    for events in (MixEvents, PhotoEvents, VaryEvents, ColourEvents, LockEvents):
        events(desk).wire()
    AlterEvents(desk).wire(demo)
    steering = SteerEvents(desk)
    steering.wire()
    return steering
