"""Starts the studio's web page: `python app.py`, then open the address that it prints."""

import argparse
import os
import signal
import sys
import tempfile
from pathlib import Path


def parse_arguments(argv: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="EquiFashion Studio: a fashion design studio in the browser.")
    on_a_space = "SPACE_ID" in os.environ  # set by Hugging Face Spaces, which serves from a container
    parser.add_argument("--host", default="0.0.0.0" if on_a_space else "127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=None, help="port to listen on (default: 7860 or the next free)")
    parser.add_argument("--share", action="store_true", help="also open a temporary public link through Gradio")
    parser.add_argument(
        "--preset", default="embedded", help="embedded (default), photoreal, photoreal-light or eqf"
    )
    parser.add_argument("--models", type=Path, default=None, help="folder of a hub preset's models, or eqf's file")
    parser.add_argument("--device", default="auto", help="auto, cpu or cuda")
    parser.add_argument("--checkpoints", type=Path, default=None, help="folder with the weights")
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> None:
    """Serve the page at once, while the models load in the background."""
    arguments = parse_arguments(argv)
    checkpoints = arguments.checkpoints.resolve() if arguments.checkpoints else None
    models = arguments.models.resolve() if arguments.models else None
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that the temporary folder is removed
    with tempfile.TemporaryDirectory(prefix="equifashion-", ignore_cleanup_errors=True) as folder:
        # Gradio may serve what lies in the working directory and in its cache: both are our own and empty.
        # It reads these variables on import, which is why the page is imported here.
        os.environ["GRADIO_TEMP_DIR"] = str(Path(folder, "cache"))
        os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
        empty = Path(folder, "empty")
        empty.mkdir()
        os.chdir(empty)
        from equifashion.zero_gpu import on_zero_gpu

        # Spaces that lend their GPU call by call must see torch imported after their own package, and networks on
        # the GPU before the page is served.
        if on_zero_gpu():
            import spaces  # noqa: F401
        from equifashion.web.interface import create_ui
        from equifashion.web.loading import BackgroundLoader
        from equifashion.web.theme import launch_settings

        def load():
            from equifashion.studio import load_studio  # seconds of imports that the page does not wait for

            return load_studio(arguments.preset, arguments.device, checkpoints=checkpoints, models=models)

        loader = BackgroundLoader(load)
        loader.start()
        if on_zero_gpu():
            loader.wait()
        demo = create_ui(loader)
        try:
            demo.launch(
                server_name=arguments.host,
                server_port=arguments.port,
                share=arguments.share,
                **launch_settings(),
            )
        finally:
            demo.close(verbose=False)  # nobody may write to the folder while it is removed


if __name__ == "__main__":
    main()
