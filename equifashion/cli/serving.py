"""Serving the studio's page."""

import os
import signal
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from equifashion.zero_gpu import on_zero_gpu

if TYPE_CHECKING:
    from equifashion.studio import Studio


def serve(
    *,
    host: str | None = None,
    port: int | None = None,
    share: bool = False,
    preset: str = "embedded",
    models: Path | None = None,
    device: str = "auto",
    checkpoints: Path | None = None,
) -> None:
    """Start the studio in the browser.

    The page is served at once, while the models load in the background. Ends with Ctrl-C or SIGTERM.

    Args:
        host: address to listen on (default: 127.0.0.1; on a Hugging Face Space 0.0.0.0)
        port: port to listen on (default: 7860 or the next free one)
        share: also open a temporary public link through Gradio
        preset: embedded, photoreal, photoreal-light or eqf
        models: folder of a hub preset's models, or eqf's file
        device: auto, cpu or cuda
        checkpoints: folder with the embedded weights, instead of those that come with the studio
    """
    if host is None:
        host = "0.0.0.0" if "SPACE_ID" in os.environ else "127.0.0.1"  # a Space serves from a container
    # Absolute before the working directory changes.
    checkpoints = checkpoints and checkpoints.resolve()
    models = models and models.resolve()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that the temporary folder is removed
    with tempfile.TemporaryDirectory(prefix="equifashion-", ignore_cleanup_errors=True) as folder:
        _enter_empty_folder(Path(folder))
        if on_zero_gpu():
            import spaces  # noqa: F401  # must come before torch
        from equifashion.web.interface import create_ui
        from equifashion.web.loading import BackgroundLoader
        from equifashion.web.theme import launch_settings

        def load() -> "Studio":
            from equifashion.studio import load_studio  # seconds of imports that the page does not wait for

            return load_studio(preset, device, checkpoints=checkpoints, models=models)

        loader = BackgroundLoader(load)
        loader.start()
        if on_zero_gpu():
            loader.wait()  # networks must be on the GPU before the page is served
        demo = create_ui(loader)
        try:
            demo.launch(server_name=host, server_port=port, share=share, **launch_settings())
        finally:
            demo.close(verbose=False)  # nobody may write to the folder while it is removed


def _enter_empty_folder(folder: Path) -> None:
    """Work in an empty directory, and keep Gradio's cache beside it.

    Gradio may serve any file of the working directory and of its cache. It reads the variables when it is imported.
    """
    os.environ["GRADIO_TEMP_DIR"] = str(folder / "cache")
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    empty = folder / "empty"
    empty.mkdir()
    os.chdir(empty)
