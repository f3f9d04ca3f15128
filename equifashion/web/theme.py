"""How the page is served: theme, style sheet, icon, the page's own small script, and what is refused."""

import gradio as gr
from starlette.middleware import Middleware

from equifashion.web.assets import ASSETS, read_asset
from equifashion.web.local_files import LocalFilesOnly

# Cut from one cloth: warm paper, near-black ink, one madder red. Contrast with paper: ink 16:1, madder 8:1.
_MADDER = gr.themes.Color(
    name="madder",
    c50="#fbf1ef", c100="#f5dfdc", c200="#e9bdb8", c300="#d9958f", c400="#c26660", c500="#a8413f",
    c600="#8f2d32", c700="#762329", c800="#5e1d22", c900="#491a1d", c950="#2a0d0f",
)  # fmt: skip
_PAPER = gr.themes.Color(
    name="paper",
    c50="#fdfcfa", c100="#f7f4ef", c200="#ebe6de", c300="#d9d2c7", c400="#a39b8f", c500="#6f675d",
    c600="#5a534a", c700="#433d36", c800="#2d2924", c900="#1d1a17", c950="#12100e",
)  # fmt: skip
_SANS = ("-apple-system", "BlinkMacSystemFont", "Segoe UI", "Helvetica Neue", "Noto Sans", "sans-serif")
_MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "DejaVu Sans Mono", "monospace")


def theme() -> gr.themes.Base:
    """System fonts only: nothing is fetched from elsewhere."""
    return gr.themes.Base(
        primary_hue=_MADDER,
        secondary_hue=_PAPER,
        neutral_hue=_PAPER,
        radius_size=gr.themes.sizes.radius_none,
        font=_SANS,
        font_mono=_MONO,
    )


def launch_settings() -> dict:
    """What ``launch`` takes, but for where to listen."""
    return {
        "theme": theme(),
        "css_paths": [ASSETS / "studio.css"],
        "head": f"<script>{read_asset('studio.js')}</script>",
        "favicon_path": str(ASSETS / "icon.svg"),
        "footer_links": [],
        "run_history": False,  # Gradio's own log of every call: the studio keeps its own, smaller one
        "ssr_mode": False,
        "max_file_size": "10mb",
        "app_kwargs": {"middleware": [Middleware(LocalFilesOnly)]},
    }
