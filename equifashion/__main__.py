"""Command line: ``python -m equifashion design | train | evaluate | bench | serve``; ``--help`` after each."""

import argparse
import sys
from pathlib import Path

from equifashion.errors import EquiFashionError


def main(argv: list[str] | None = None) -> int:
    """Run a command; user mistakes end in one sentence and exit status 2."""
    parser = argparse.ArgumentParser(prog="python -m equifashion", description="EquiFashion Studio.")
    commands = parser.add_subparsers(dest="command", required=True)
    for add in (_add_design, _add_train, _add_evaluate, _add_bench):
        add(commands)
    commands.add_parser("serve", help="start the studio in the browser", add_help=False)
    arguments, rest = parser.parse_known_args(argv)
    if arguments.command == "serve":
        return _serve(rest)
    if rest:
        parser.error(f"unrecognised arguments: {' '.join(rest)}")
    try:
        arguments.run(arguments)
    except EquiFashionError as error:
        print(f"equifashion: {error}", file=sys.stderr)
        return 2
    return 0


def _add_design(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("design", help="explore a brief and finish one variant")
    parser.add_argument("--prompt", required=True, help="what to design, in words")
    parser.add_argument("--sketch", type=Path, help="line drawing (PNG, JPEG or WebP)")
    parser.add_argument("--pose", type=Path, help="OpenPose JSON, skeleton picture or photo of a person")
    parser.add_argument("--fabric", type=Path, help="fabric swatch (PNG, JPEG or WebP)")
    parser.add_argument("--sketch-weight", type=float, default=1.0, help="0–2 (default 1)")
    parser.add_argument("--pose-weight", type=float, default=1.0, help="0–2 (default 1)")
    parser.add_argument("--fabric-weight", type=float, default=1.0, help="0–2 (default 1)")
    parser.add_argument("--count", type=int, default=8, help="drafts to make, 1–64 (default 8)")
    parser.add_argument("--pick", type=int, default=0, help="draft to finish, counted from 0 (default 0)")
    parser.add_argument("--steps", type=int, default=None, help="refinement steps (default: the preset's)")
    parser.add_argument("--freedom", type=float, default=None, help="0 keeps the draft, 1 ignores it")
    parser.add_argument("--seed", type=int, default=7, help="0–2147483647 (default 7)")
    parser.add_argument("--preset", default="embedded", help="which models (default embedded)")
    parser.add_argument("--device", default="auto", help="auto, cpu or cuda")
    parser.add_argument("--out", type=Path, required=True, help="folder for the pictures and the recipe")
    parser.set_defaults(run=_design)


def _design(arguments: argparse.Namespace) -> None:
    from equifashion import DesignBrief, InvalidInput, load_studio
    from equifashion.library import save_png, save_recipe

    brief = DesignBrief(
        arguments.prompt,
        sketch=arguments.sketch,
        pose=arguments.pose,
        fabric=arguments.fabric,
        sketch_weight=arguments.sketch_weight,
        pose_weight=arguments.pose_weight,
        fabric_weight=arguments.fabric_weight,
    )
    if arguments.count < 1:
        raise InvalidInput(f"--count must be at least 1; {arguments.count} came.")
    if not 0 <= arguments.pick < arguments.count:
        raise InvalidInput(
            f"--pick must be one of the {arguments.count} drafts, 0 to {arguments.count - 1}; "
            f"{arguments.pick} came."
        )
    studio = load_studio(arguments.preset, arguments.device)
    studio.check_finish(arguments.steps, arguments.freedom)
    for notice in studio.notices(brief):
        print(f"note: {notice}")
    ideas = studio.explore(brief, arguments.count, arguments.seed)
    for number, idea in enumerate(ideas):
        path = arguments.out / f"draft-{number}.png"
        save_png(path, idea.image, idea.recipe)
        print(path)
    design = studio.finish(ideas[arguments.pick], arguments.steps, arguments.freedom)
    save_png(arguments.out / "design.png", design.image, design.recipe)
    save_recipe(arguments.out / "recipe.json", design.recipe)
    print(arguments.out / "design.png")
    print(arguments.out / "recipe.json")


def _add_train(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("train", help="train one stage, or go on training it")
    stages = ("autoencoder", "decoder", "semantics", "denoiser", "ideation")
    parser.add_argument("stage", choices=stages, help="in this order; decoder freezes the encoder")
    parser.add_argument("--data", type=Path, required=True, help="folder of cut-out garment photographs")
    parser.add_argument("--preset", default="embedded", help="embedded or paper")
    parser.add_argument("--max-minutes", type=float, default=None, help="wall-clock limit over all resumed runs")
    parser.add_argument("--steps", type=int, default=None, help="steps instead of the preset's")
    parser.add_argument("--batch", type=int, default=None, help="batch instead of the preset's")
    parser.add_argument("--weights", type=Path, default=Path("checkpoints"), help="weights to start from")
    parser.add_argument("--out", type=Path, default=Path("runs/weights"), help="folder for the new weights")
    parser.add_argument("--run", dest="run_folder", type=Path, default=Path("runs"), help="log and resumable state")
    parser.add_argument("--cache", type=Path, default=Path(".cache"), help="folder for packed images")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--fresh", action="store_true", help="start from random weights, not from --weights")
    parser.set_defaults(run=_train)


def _train(arguments: argparse.Namespace) -> None:
    from equifashion.training.run import TrainingRun, train

    folder = train(
        TrainingRun(
            stage=arguments.stage,
            data=arguments.data,
            preset=arguments.preset,
            minutes=arguments.max_minutes,
            steps=arguments.steps,
            batch=arguments.batch,
            weights=arguments.weights,
            out=arguments.out,
            run=arguments.run_folder,
            cache=arguments.cache,
            seed=arguments.seed,
            warm_start=not arguments.fresh,
        )
    )
    print(f"The weights are in {folder}.")


def _add_evaluate(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("evaluate", help="measure category and colour control, and diversity")
    parser.add_argument("--data", type=Path, required=True, help="folder of cut-out garment photographs")
    parser.add_argument("--preset", default="embedded")
    parser.add_argument("--device", default="auto")
    parser.add_argument("--checkpoints", type=Path, default=None, help="weights to judge instead of the preset's")
    parser.add_argument("--seeds", type=int, default=1, help="designs for each prompt (default 1)")
    parser.add_argument("--cache", type=Path, default=Path(".cache"))
    parser.add_argument("--out", type=Path, required=True, help="folder for report.json and contact sheets")
    parser.set_defaults(run=_evaluate)


def _evaluate(arguments: argparse.Namespace) -> None:
    from equifashion import load_studio
    from equifashion.evaluation.report import write_report

    studio = load_studio(arguments.preset, arguments.device, checkpoints=arguments.checkpoints)
    print(write_report(studio, arguments.data, arguments.cache, arguments.out, arguments.seeds))


def _add_bench(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("bench", help="measure time and memory of the whole job")
    parser.add_argument("--preset", default="embedded")
    parser.add_argument("--device", default="auto")
    parser.add_argument("--checkpoints", type=Path, default=None)
    parser.add_argument("--quick", action="store_true", help="fewer rounds and cases, no large peer")
    parser.add_argument("--out", type=Path, required=True, help="folder for bench.json and bench.md")
    parser.set_defaults(run=_bench)


def _bench(arguments: argparse.Namespace) -> None:
    from equifashion.evaluation.bench import run_bench

    print(
        run_bench(
            arguments.preset,
            arguments.device,
            arguments.checkpoints,
            arguments.out,
            quick=arguments.quick,
            on_progress=lambda text: print(f"\r{text:<78}", end="", file=sys.stderr, flush=True),
        )
    )


def _serve(rest: list[str]) -> int:
    """The same as ``python app.py``; app.py belongs to the repository, beside the package."""
    import runpy

    script = Path(__file__).resolve().parents[1] / "app.py"
    if not script.is_file():
        print("equifashion: app.py is not here. Please run `python app.py` in a clone.", file=sys.stderr)
        return 2
    sys.argv = [str(script), *rest]
    runpy.run_path(str(script), run_name="__main__")
    return 0


if __name__ == "__main__":
    sys.exit(main())
