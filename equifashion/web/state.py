"""What belongs to one visitor on the server; lives in ``gr.State`` and is changed in place by the handlers."""

from dataclasses import dataclass, field

from PIL import Image

from equifashion.design.brief import DesignBrief
from equifashion.design.idea import Idea
from equifashion.design.recipe import Recipe
from equifashion.design.result import Design
from equifashion.imaging.pose import Pose

MAX_PARENTS = 4  # of a mix on the page
MAX_HISTORY = 24  # made out of other ideas, on the page
MAX_OWN_DIRECTIONS = 6


@dataclass(frozen=True)
class GalleryItem:
    """One picture of a gallery: a draft and, once it is finished, its design."""

    draft: Idea
    design: Design | None = None

    @property
    def work(self) -> Idea | Design:
        """The design if there is one, else the draft."""
        return self.draft if self.design is None else self.design

    @property
    def image(self) -> Image.Image:
        return self.work.image

    @property
    def recipe(self) -> Recipe:
        return self.work.recipe

    @property
    def id(self) -> str:
        return self.work.id


@dataclass
class SessionState:
    """One visitor's work.

    Attributes:
        sketch, pose, fabric: uploaded references, already checked and normalised.
        ideas: the contact sheet.
        selected: what the detail panel shows and the tools work on.
        finished: finished designs, newest first.
        results: what a tool showed last, parents included.
        history: what was made out of other ideas, newest first.
        parents: what is to be mixed, in the order of their letters.
        photo_file, photo: a photograph's content, and the idea found for it.
        own_directions: name of her own direction → its JSON text.
        files: id of an item → its picture, as the page serves it.
        stopping: Stop was pressed; read between steps.
    """

    sketch: Image.Image | None = None
    pose: Pose | None = None
    fabric: Image.Image | None = None
    ideas: list[Idea] = field(default_factory=list)
    selected: GalleryItem | None = None
    finished: list[GalleryItem] = field(default_factory=list)
    results: list[GalleryItem] = field(default_factory=list)
    history: list[GalleryItem] = field(default_factory=list)
    parents: list[Idea] = field(default_factory=list)
    photo_file: bytes | None = None
    photo: Idea | None = None
    own_directions: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    stopping: bool = False

    def find(self, identity: str) -> GalleryItem | None:
        """What a gallery shows under this id: finished if it was finished, else as it was made."""
        for idea in (*self.ideas, *self.parents):
            if idea.id == identity:
                return self.newest_of(idea)
        items = (*self.finished, *self.results, *self.history)
        item = next((item for item in items if item.id == identity), None)
        return item if item is None or item.design else self.newest_of(item.draft)

    def newest_of(self, idea: Idea) -> GalleryItem:
        """The newest finished design of an idea, or the bare draft."""
        return next((item for item in self.finished if item.draft.id == idea.id), GalleryItem(idea))

    def sheet_position(self, idea: Idea) -> int | None:
        """Where an idea lies on the contact sheet, from 0; None when it is not on it."""
        return next((i for i, other in enumerate(self.ideas) if other.id == idea.id), None)

    def set_results(self, results: list[GalleryItem], made: list[GalleryItem]) -> None:
        """Show results; what of them was newly made joins the history, the newest first."""
        self.results = results
        fresh = {item.id for item in made}
        self.history = [*made, *(item for item in self.history if item.id not in fresh)][:MAX_HISTORY]

    def add_finished(self, item: GalleryItem) -> None:
        """Put a finished design first, and select it if its draft is still selected."""
        self.finished = [item, *(other for other in self.finished if other.id != item.id)]
        if self.selected is not None and self.selected.draft.id == item.draft.id:
            self.selected = item

    def use_references(self, brief: DesignBrief) -> None:
        """Take over a brief's sketch, pose and fabric."""
        self.sketch, self.pose, self.fabric = brief.sketch, brief.pose, brief.fabric
