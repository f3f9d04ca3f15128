"""The choice of a look on the page, with weights that draw figures and with weights that do not."""

from dataclasses import asdict
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from equifashion.models.checkpoint import load_checkpoint, save_checkpoint
from equifashion.models.conditioning import ConditionConfig, ConditionNetworks
from equifashion.studio.presets import PRESETS
from tests.support.page_steps import PATIENCE, bytes_of, download, explore, pick, recipe_in, type_prompt

pytestmark = pytest.mark.browser

CONDITIONS = "conditions.safetensors"
FIGURE = "#brief-look input[value=figure]"
JOINTS = [number for i in range(18) for number in (80 + 5 * i, 40 + 15 * i, 1.0)]
POSE = f'{{"people": [{{"pose_keypoints_2d": {JOINTS}}}], "canvas_width": 256, "canvas_height": 384}}'


def weights_folder(folder: Path, draws_figures: bool) -> Path:
    """The shipped weights, whose condition networks have learned poses or have not, as they say themselves."""
    folder.mkdir()
    for file in PRESETS["embedded"].checkpoints.glob("*.safetensors"):
        if file.name != CONDITIONS:
            (folder / file.name).symlink_to(file)
    shipped = load_checkpoint(PRESETS["embedded"].checkpoints / CONDITIONS, "conditions")
    networks = ConditionNetworks(ConditionConfig(**{**shipped.config, "pose_learned": False}))
    networks.load_trained({k: v for k, v in shipped.tensors.items() if not k.startswith("pose.")})
    if draws_figures:
        networks.learn_poses()
    save_checkpoint(folder / CONDITIONS, "conditions", asdict(networks.config), networks.trained_state())
    return folder


def test_a_look_is_chosen_kept_and_told(start_app, new_visitor, tmp_path):
    weights = weights_folder(tmp_path / "weights", draws_figures=True)
    with start_app(tmp_path, "--checkpoints", str(weights)) as address:
        page = new_visitor(address)
        page.locator(".state.ready").wait_for(timeout=PATIENCE)
        explore(page, "red dress", 8)
        assert recipe_in(bytes_of(page, "#gallery-ideas img"))["look"] == "auto"

        page.check(FIGURE, force=True)
        page.click("#brief-explore")
        page.locator("#gallery-caption", has_text="fashion figure").wait_for(timeout=PATIENCE)
        assert recipe_in(bytes_of(page, "#gallery-ideas img"))["look"] == "figure"

        page.check("#brief-look input[value=drawing]", force=True)
        page.locator("#brief-look-note", has_text="drawn over in ink").wait_for(timeout=PATIENCE)
        page.click("#brief-explore")
        page.locator("#gallery-caption", has_text="flat drawing").wait_for(timeout=PATIENCE)
        assert recipe_in(bytes_of(page, "#gallery-ideas img"))["look"] == "drawing"
        pick(page, 0)
        lines = download(page, "#detail-download-lines", tmp_path)
        assert lines.suffix == ".svg" and ElementTree.parse(lines).getroot().find("{*}path") is not None

        # Laid flat, a garment takes no pose: the page says so where the look is chosen, and below the sheet.
        page.check("#brief-look input[value=flat]", force=True)
        page.click("#brief-pose > button.label-wrap")
        pose = {"name": "pose.json", "mimeType": "application/json", "buffer": POSE.encode()}
        page.set_input_files("#brief-pose-drop input[type=file]", pose)
        page.locator("#brief-look-note", has_text="takes no pose").wait_for(timeout=PATIENCE)
        page.click("#brief-explore")
        page.locator("#gallery-notices", has_text="pose will not change the picture").wait_for(timeout=PATIENCE)
        page.click("#brief-pose-remove")
        expect(page.locator("#brief-look-note")).not_to_contain_text("pose", timeout=PATIENCE)

        page.reload()
        expect(page.locator("#brief-look input[value=flat]")).to_be_checked(timeout=PATIENCE)


def test_a_studio_that_draws_no_figures_offers_none(start_app, new_visitor, tmp_path):
    weights = weights_folder(tmp_path / "weights", draws_figures=False)
    with start_app(tmp_path, "--checkpoints", str(weights)) as address:
        page = new_visitor(address, locale="vi-VN")
        page.locator("#brief-look-note", has_text="chưa học vẽ dáng người").wait_for(timeout=PATIENCE)
        expect(page.locator(FIGURE)).to_be_disabled()
        type_prompt(page, "red dress on a model")
        page.click("#brief-explore")
        page.locator("#gallery-notices", has_text="not learned to draw figures").wait_for(timeout=PATIENCE)
