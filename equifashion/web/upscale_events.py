"""What happens when the picture in the fitting is wanted at twice its size: it is made, and at once downloaded."""

from collections.abc import Iterator

import gradio as gr

from equifashion.errors import InvalidInput
from equifashion.web import status
from equifashion.web.desk import ONE_AT_A_TIME, Desk, language_for, refusals_to
from equifashion.web.session import Visit
from equifashion.web.strings import sentence

_TAKE = "() => window.studio.take('download-large', 'finish-progress')"


class EnlargingEvents:
    """Handler of "Twice the size"."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.fitting = desk.page.fitting

    def wire(self) -> None:
        fitting = self.fitting
        made = fitting.enlarge.click(
            self.enlarge,
            self.desk.visit,
            [fitting.enlarge, fitting.large, fitting.progress],
            show_progress_on=[fitting.progress],
            api_visibility="private",
            **ONE_AT_A_TIME,
        )
        made.then(None, js=_TAKE)

    @refusals_to("fitting.progress")
    def enlarge(self, visit: Visit, request: gr.Request) -> Iterator[dict]:
        language = language_for(request)
        look = visit.shown
        if look is None:
            raise InvalidInput(sentence("pick_first", language))
        yield {self.fitting.progress: status.busy(sentence("enlarging", language))}
        large = self.desk.loader.wait().upscale(look.design or look.draft)
        if visit.shown is not look:  # she picked another one meanwhile
            yield {self.fitting.progress: ""}
            return
        path = self.desk.made.write_picture(large.image, large.recipe, large.id)
        width, height = large.image.size
        yield {
            self.fitting.enlarge: gr.update(visible=False),
            self.fitting.large: gr.update(value=str(path), visible=True),
            self.fitting.progress: status.plain(sentence("enlarged", language, width=width, height=height)),
        }
