"""The command line, called as a function; what a user does wrong ends in one sentence and status 2."""

import subprocess
import sys

import numpy as np
import pytest
from PIL import Image, ImageDraw

from equifashion import Design, Recipe
from equifashion.cli.main import COMMANDS, main
from equifashion.export import read_recipe


def one_sentence(captured) -> str:
    """What was printed to the error stream, checked to be a single line without a traceback."""
    assert captured.err.startswith("equifashion: ") and captured.err.count("\n") == 1, captured.err
    return captured.err.removeprefix("equifashion: ")


def test_designing_from_words(studio, tmp_path, capsys):
    out = tmp_path / "out"
    status = main(
        ["design", "--prompt", "red dress", "--count", "2", "--pick", "1", "--steps", "2", "--out", str(out)]
    )
    assert status == 0
    names = ["draft-0.png", "draft-1.png", "design.png", "recipe.json"]
    assert sorted(path.name for path in out.iterdir()) == sorted(names)
    assert capsys.readouterr().out.split() == [str(out / name) for name in names]
    recipe = Recipe.from_json((out / "recipe.json").read_text(encoding="utf-8"))
    assert (recipe.index, recipe.seed, recipe.steps, recipe.freedom) == (1, 7, 2, studio.preset.freedom)
    assert read_recipe(out / "design.png") == recipe and read_recipe(out / "draft-1.png").steps is None
    remade = studio.rebuild(recipe)
    assert isinstance(remade, Design)
    with Image.open(out / "design.png") as saved:
        assert saved.size == (256, 384) and saved.convert("RGB").tobytes() == remade.image.tobytes()


def test_a_design_at_twice_its_size(studio, tmp_path, capsys):
    out = tmp_path / "out"
    arguments = ["design", "--prompt", "red dress", "--count", "1", "--steps", "1", "--upscale", "--out", str(out)]
    assert main(arguments) == 0
    assert capsys.readouterr().out.split()[-1] == str(out / "design-large.png")
    large = studio.rebuild(read_recipe(out / "design-large.png"))
    with Image.open(out / "design-large.png") as saved:
        assert saved.size == (512, 768) and saved.convert("RGB").tobytes() == large.image.tobytes()
    assert read_recipe(out / "recipe.json") == large.recipe.edit.parent  # the design's own stays what it was


def test_what_a_hub_preset_would_fetch_is_told_without_a_network(capsys):
    assert main(["models", "photoreal", "--tell"]) == 0
    told = capsys.readouterr().out
    for words in ("13.8 GB", "SG161222/RealVisXL_V5.0", "apache-2.0", "8 GB or more"):
        assert words in told
    assert main(["models", "embedded"]) == 2
    assert "its weights come with the repository" in one_sentence(capsys.readouterr())


def test_designing_from_sketch_pose_and_fabric(studio, tmp_path, capsys):
    drawing = Image.new("RGB", (300, 400), "white")
    ImageDraw.Draw(drawing).line([(120, 40), (180, 40), (240, 360), (60, 360), (120, 40)], fill="black", width=3)
    drawing.save(tmp_path / "sketch.png")
    Image.fromarray(np.random.default_rng(0).integers(0, 256, (90, 90, 3), dtype=np.uint8)).save(
        tmp_path / "fabric.png"
    )
    joints = [[0.3 + 0.02 * i, 0.1 + 0.04 * i, 1.0] for i in range(18)]
    numbers = [n for x, y, c in joints for n in (x * 256, y * 384, c)]
    content = {"people": [{"pose_keypoints_2d": numbers}], "canvas_width": 256, "canvas_height": 384}
    (tmp_path / "pose.json").write_text(str(content).replace("'", '"'), encoding="utf-8")
    arguments = [
        "design",
        "--prompt",
        "sparkly red dress",
        "--count",
        "1",
        "--steps",
        "1",
        "--out",
        str(tmp_path / "out"),
    ]
    for name in ("sketch.png", "pose.json", "fabric.png"):
        arguments += [f"--{name.split('.')[0]}", str(tmp_path / name)]
    assert main([*arguments, "--sketch-weight", "0.5"]) == 0
    printed = capsys.readouterr().out
    assert "note: " in printed and "“sparkly”" in printed
    brief = read_recipe(tmp_path / "out" / "design.png").brief()
    assert brief.sketch is not None and brief.fabric is not None and brief.sketch_weight == 0.5
    assert np.allclose([p[:2] for p in brief.pose.keypoints], [j[:2] for j in joints], atol=1e-3)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--pick", "8"], "--pick must be one of the 8 drafts, 0 to 7; got 8."),
        (["--pick", "-1"], "--pick must be one of"),
        (["--prompt", "  "], "The prompt is empty."),
        (["--sketch", "missing.png"], "missing.png"),
        (["--fabric", "notes.txt"], "fabric"),
        (["--pose", "notes.txt"], "pose"),
        (["--look", "sideways"], "The look must be auto, flat, drawing or figure; got 'sideways'."),
        (["--fabric-weight", "3"], "The fabric weight must be a number from 0 to 2"),
        (["--preset", "large"], "There is no preset 'large'"),
        (["--device", "tpu"], "The device must be 'auto', 'cpu' or 'cuda'"),
    ],
)
def test_mistakes_cost_one_sentence(tmp_path, monkeypatch, capsys, arguments, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes.txt").write_text("no picture", encoding="utf-8")
    assert main(["design", "--prompt", "red dress", "--out", "out", *arguments]) == 2
    assert message in one_sentence(capsys.readouterr())
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--count", "0"], "--count must be at least 1; got 0"),
        (["--count", "65"], "The count must be a whole number from 1 to 64; got 65."),
        (["--seed", "-1"], "The seed must be a whole number from 0 to 2147483647; got -1."),
        (["--count", "1", "--steps", "0"], "The steps must be a whole number from 1 to 100; got 0."),
        (["--count", "1", "--freedom", "2"], "The freedom must be a number from 0 to 1; got 2.0."),
    ],
)
def test_numbers_out_of_range(studio, tmp_path, capsys, arguments, message):
    assert main(["design", "--prompt", "red dress", "--out", str(tmp_path / "out"), *arguments]) == 2
    assert message in one_sentence(capsys.readouterr())


def test_a_folder_that_cannot_be_written(studio, tmp_path, capsys):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    out = str(tmp_path / "file" / "out")
    assert main(["design", "--prompt", "red dress", "--count", "1", "--steps", "1", "--out", out]) == 2
    assert one_sentence(capsys.readouterr())


def test_training_without_data(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["train", "denoiser", "--data", "nowhere"]) == 2
    assert "Expected garment photographs in nowhere" in one_sentence(capsys.readouterr())
    assert main(["train", "denoiser", "--data", "nowhere", "--preset", "large"]) == 2
    assert "There is no training preset 'large'" in one_sentence(capsys.readouterr())


def test_every_option_of_training_is_a_field_of_its_run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    options = "--preset embedded --max-minutes 1 --steps 2 --batch 2 --accumulate 1 --devices 1 --workers 0"
    options += " --terms bundle=0.5 --distil 2 --hold-conditions --judge features --save-minutes 3 --weights w"
    options += " --out o --run r --cache c --seed 1 --fresh --adversarial-from 0.5 --shares 1"
    assert main(["train", "denoiser", "--data", "nowhere", *options.split()]) == 2
    assert "Expected garment photographs in nowhere" in one_sentence(capsys.readouterr())


def test_evaluating_without_data(studio, tmp_path, capsys):
    assert main(["evaluate", "--data", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out")]) == 2
    assert "Expected garment photographs" in one_sentence(capsys.readouterr())


@pytest.mark.parametrize("command", ["evaluate", "bench", "directions"])
def test_missing_weights(tmp_path, capsys, command):
    arguments = [command, "--checkpoints", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out")]
    assert main(arguments + (["--data", str(tmp_path)] if command == "evaluate" else [])) == 2
    assert "is missing. Restore the checkpoints folder" in one_sentence(capsys.readouterr())


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["paint"],
        ["design"],
        ["design", "--prompt", "dress", "--out", "o", "--colour", "red"],
        ["train", "unet"],
    ],
)
def test_unknown_commands_and_options(capsys, arguments):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2 and "usage: python -m equifashion" in capsys.readouterr().err


EVALUATIONS = [f"evaluate {name}" for name in COMMANDS.commands["evaluate"].commands]


@pytest.mark.parametrize("command", [*sorted(COMMANDS.commands.keys() - {"serve"}), *EVALUATIONS])
def test_help(capsys, command):
    with pytest.raises(SystemExit) as ended:
        main([*command.split(), "--help"])
    assert ended.value.code == 0 and f"equifashion {command}" in capsys.readouterr().out


def test_help_of_serving(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["serve", "--help"])
    assert ended.value.code == 0 and "--port" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "today"),
    [(["bench"], "evaluate bench"), (["parts"], "evaluate parts"), (["evaluate", "--quick"], "evaluate report")],
)
def test_commands_by_their_old_names(capsys, old, today):
    with pytest.raises(SystemExit):
        main([*old, "--help"])
    assert f"usage: python -m equifashion {today} " in capsys.readouterr().out


def test_help_comes_without_waiting_for_heavy_libraries():
    asked = "import sys; from equifashion.cli.main import main\ntry: main(['--help'])\n"
    asked += "except SystemExit: print(sorted({'torch', 'lightning', 'gradio'} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout
    assert "serve" in told and told.endswith("[]\n")
