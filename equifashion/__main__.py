"""Command line, ``python -m equifashion``; ``--help`` lists the commands."""

import argparse
import sys
from pathlib import Path

from equifashion.errors import EquiFashionError


def main(argv: list[str] | None = None) -> int:
    """Run a command; user mistakes end in one sentence and exit status 2."""
    parser = argparse.ArgumentParser(prog="python -m equifashion", description="EquiFashion Studio.")
    commands = parser.add_subparsers(dest="command", required=True)
    adders = (
        _add_design,
        _add_models,
        _add_data,
        _add_train,
        _add_interpolate,
        _add_evaluate,
        _add_upscaling,
        _add_bench,
        _add_figures,
        _add_directions,
        _add_parts,
    )
    for add in adders:
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
    parser.add_argument(
        "--look",
        default="auto",
        help="flat: the garment laid flat; figure: worn by a fashion figure; auto (default): a figure where the "
        "prompt speaks of one or a pose is given",
    )
    parser.add_argument("--count", type=int, default=8, help="drafts to make, 1–64 (default 8)")
    parser.add_argument("--pick", type=int, default=0, help="draft to finish, counted from 0 (default 0)")
    parser.add_argument("--steps", type=int, default=None, help="refinement steps (default: the preset's)")
    parser.add_argument("--freedom", type=float, default=None, help="0 keeps the draft, 1 ignores it")
    parser.add_argument("--upscale", action="store_true", help="also write the design at twice its size")
    parser.add_argument("--seed", type=int, default=7, help="0–2147483647 (default 7)")
    parser.add_argument(
        "--preset", default="embedded", help="embedded (default), photoreal, photoreal-light or eqf"
    )
    parser.add_argument("--models", type=Path, default=None, help="folder of a hub preset's models, or eqf's file")
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
        look=arguments.look,
    )
    if arguments.count < 1:
        raise InvalidInput(f"--count must be at least 1; {arguments.count} came.")
    if not 0 <= arguments.pick < arguments.count:
        raise InvalidInput(
            f"--pick must be one of the {arguments.count} drafts, 0 to {arguments.count - 1}; "
            f"{arguments.pick} came."
        )
    studio = load_studio(arguments.preset, arguments.device, models=arguments.models)
    studio.check_finish(arguments.steps, arguments.freedom)
    if arguments.upscale:
        studio.check_upscale()
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
    if arguments.upscale:
        large = studio.upscale(design)
        save_png(arguments.out / "design-large.png", large.image, large.recipe)
        print(arguments.out / "design-large.png")


def _add_models(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("models", help="fetch what a hub preset needs, or only tell what it would")
    parser.add_argument("preset", help="photoreal, photoreal-light or eqf")
    parser.add_argument("--tell", action="store_true", help="tell sizes and licences; fetch nothing")
    parser.set_defaults(run=_models)


def _models(arguments: argparse.Namespace) -> None:
    from equifashion import InvalidInput
    from equifashion.pipeline.hub.download import fetch_models, summary
    from equifashion.pipeline.presets import preset_named

    row = preset_named(arguments.preset)
    if row.hub is None:
        raise InvalidInput(f"The preset {row.name!r} fetches no models: its weights come with the repository.")
    if arguments.tell:
        print(summary(row.name, row.hub))
    else:
        fetch_models(row.name, row.hub, lambda text: print(text, flush=True))


def _add_data(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("data", help="build, describe, check or show a data set")
    actions = parser.add_subparsers(dest="action", required=True)
    build = actions.add_parser("build", help="make the records that are still missing; give it again to go on")
    build.add_argument("--source", required=True, help="croquis, photos or original")
    build.add_argument("--data", default=None, help="the source's own folder; for original also a Hub id")
    build.add_argument("--count", type=int, required=True, help="records in all")
    build.add_argument("--seed", type=int, default=0, help="0–2147483647 (default 0)")
    build.add_argument("--workers", type=int, default=1, help="processes (default 1); they change nothing else")
    build.add_argument("--format", default="shards", help="shards (WebDataset) or folder (pictures + Parquet)")
    build.add_argument("--out", type=Path, required=True, help="folder for the data set")
    build.set_defaults(run=_data_build)
    stats = actions.add_parser("stats", help="count everything, test the balance, draw plots")
    stats.add_argument("folder", type=Path)
    stats.add_argument("--out", type=Path, default=None, help="folder for the plots (default: FOLDER/statistics)")
    stats.set_defaults(run=_data_stats)
    check = actions.add_parser("check", help="look for missing, doubled, unreadable and leaking records")
    check.add_argument("folder", type=Path)
    check.set_defaults(run=_data_check)
    show = actions.add_parser("show", help="draw a contact sheet with every modality")
    show.add_argument("folder", type=Path)
    show.add_argument("--out", type=Path, required=True, help="PNG file")
    show.add_argument("--rows", type=int, default=8, help="records, 1–60 (default 8)")
    show.add_argument("--seed", type=int, default=0, help="chooses them")
    show.set_defaults(run=_data_show)
    patterns = actions.add_parser("patterns", help="how often measured pattern kinds agree with hand labels")
    patterns.add_argument("--data", type=Path, required=True, help="folder of cut-out garment photographs")
    patterns.add_argument("--fit", action="store_true", help="fit the measure anew first")
    patterns.set_defaults(run=_data_patterns)


def _data_build(arguments: argparse.Namespace) -> None:
    from equifashion.data.build import build
    from equifashion.data.progress import ProgressLine
    from equifashion.data.sources import open_source

    source = open_source(arguments.source, arguments.data, arguments.seed)
    options = {"format": arguments.format, "workers": arguments.workers}
    try:
        with ProgressLine("records") as progress:
            built = build(source, arguments.count, arguments.out, **options, on_progress=progress)
    except KeyboardInterrupt as error:
        raise EquiFashionError("Interrupted. The same command goes on where it was.") from error
    print(f"{built.made} records made, {built.found} were there; they are in {built.folder}.")


def _data_stats(arguments: argparse.Namespace) -> None:
    from equifashion.data.stats import measure, summary, write_statistics

    found = measure(arguments.folder)
    print(summary(found))
    for path in write_statistics(found, arguments.out or arguments.folder / "statistics"):
        print(path)


def _data_check(arguments: argparse.Namespace) -> None:
    from equifashion.data.check import check
    from equifashion.data.progress import ProgressLine

    with ProgressLine("blocks") as progress:
        problems = check(arguments.folder, progress)
    for problem in problems:
        print(f"{problem.kind}: {problem.what}")
    if problems:
        raise EquiFashionError(f"{arguments.folder}: {len(problems)} things are wrong, as listed.")
    print(f"{arguments.folder}: nothing is missing, doubled, unreadable or leaking.")


def _data_show(arguments: argparse.Namespace) -> None:
    from equifashion.data.show import show

    print(show(arguments.folder, arguments.out, arguments.rows, arguments.seed))


def _data_patterns(arguments: argparse.Namespace) -> None:
    from equifashion.data.pattern_kind import fit_patterns, judge_patterns
    from equifashion.data.progress import ProgressLine

    with ProgressLine("photographs") as progress:
        if arguments.fit:
            fit_patterns(arguments.data, on_progress=progress)
        report = judge_patterns(arguments.data, on_progress=progress)
    print(report)


def _add_train(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("train", help="train one stage, or go on training it")
    stages = ("autoencoder", "decoder", "semantics", "denoiser", "ideation", "upscaler", "segmenter")
    parser.add_argument("stage", choices=stages, help="in this order; decoder freezes the encoder")
    parser.add_argument(
        "--data", type=Path, nargs="+", required=True, help="folders of garment photographs or built data sets"
    )
    parser.add_argument("--shares", type=float, nargs="+", default=None, help="how often each folder is drawn from")
    parser.add_argument("--preset", default="embedded", help="embedded or paper")
    parser.add_argument("--max-minutes", type=float, default=None, help="wall-clock limit over all resumed runs")
    parser.add_argument("--steps", type=int, default=None, help="steps instead of the preset's")
    parser.add_argument("--batch", type=int, default=None, help="batch instead of the preset's")
    parser.add_argument("--accumulate", type=int, default=None, help="batches for one optimiser step")
    parser.add_argument(
        "--devices", type=int, default=None, help="processes side by side; default: every GPU, or one"
    )
    parser.add_argument("--workers", type=int, default=None, help="processes that prepare batches")
    parser.add_argument(
        "--terms", nargs="+", default=[], metavar="NAME=WEIGHT", help="of the denoiser's objective, e.g. bundle=0.5"
    )
    parser.add_argument(
        "--finishes",
        type=int,
        default=0,
        help="drafts of each batch finished for the generator to learn (ideation)",
    )
    parser.add_argument(
        "--hold-conditions", action="store_true", help="train the denoiser alone, not its condition networks"
    )
    parser.add_argument(
        "--judge",
        default="features",
        help="features: heads on the denoiser; latents: a quick discriminator (ideation)",
    )
    parser.add_argument("--save-minutes", type=float, default=3.0, help="between two saves")
    parser.add_argument("--weights", type=Path, default=Path("checkpoints"), help="weights to start from")
    parser.add_argument("--out", type=Path, default=Path("runs/weights"), help="folder for the new weights")
    parser.add_argument("--run", dest="run_folder", type=Path, default=Path("runs"), help="log and resumable state")
    parser.add_argument("--cache", type=Path, default=Path(".cache"), help="folder for packed images")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--fresh", action="store_true", help="start from random weights, not from --weights")
    parser.add_argument(
        "--adversarial-from", type=float, default=None, help="progress, 0–1, from which the discriminator joins"
    )
    parser.set_defaults(run=_train)


def _train(arguments: argparse.Namespace) -> None:
    from equifashion.training.run import TrainingRun, train

    folder = train(
        TrainingRun(
            stage=arguments.stage,
            data=tuple(arguments.data),
            shares=None if arguments.shares is None else tuple(arguments.shares),
            preset=arguments.preset,
            minutes=arguments.max_minutes,
            steps=arguments.steps,
            batch=arguments.batch,
            accumulate=arguments.accumulate,
            devices=arguments.devices,
            workers=arguments.workers,
            save_minutes=arguments.save_minutes,
            terms=tuple(arguments.terms),
            finishes=arguments.finishes,
            hold_conditions=arguments.hold_conditions,
            judge=arguments.judge,
            weights=arguments.weights,
            out=arguments.out,
            run=arguments.run_folder,
            cache=arguments.cache,
            seed=arguments.seed,
            warm_start=not arguments.fresh,
            adversarial_from=arguments.adversarial_from,
        )
    )
    print(f"The weights are in {folder}.")


def _add_interpolate(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("interpolate", help="weights between a training's start and its end")
    parser.add_argument("kind", help="of the checkpoints, e.g. generator")
    parser.add_argument("start", type=Path)
    parser.add_argument("end", type=Path)
    parser.add_argument("--share", type=float, required=True, help="of the end's weights, 0–1")
    parser.add_argument("--out", type=Path, required=True, help="file to write")
    parser.set_defaults(run=_interpolate)


def _interpolate(arguments: argparse.Namespace) -> None:
    from equifashion.training.interpolation import interpolate_weights

    interpolate_weights(arguments.kind, arguments.start, arguments.end, arguments.share, arguments.out)
    print(f"The weights are in {arguments.out}.")


def _add_evaluate(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("evaluate", help="measure what a preset can do, and write a report about it")
    parser.add_argument("--data", type=Path, required=True, help="folder of cut-out garment photographs")
    parser.add_argument("--preset", nargs="+", default=["embedded"], help="one, or several to compare")
    parser.add_argument("--device", default="auto", help="auto, cpu or cuda")
    parser.add_argument("--checkpoints", nargs="+", type=Path, default=[], help="weights instead of each preset's")
    parser.add_argument("--quick", action="store_true", help="fewer designs: minutes on two cores")
    parser.add_argument("--against", type=Path, default=None, help="an earlier report.json; exit 1 if worse")
    parser.add_argument("--cache", type=Path, default=Path(".cache"), help="folder for packed images")
    parser.add_argument("--out", type=Path, required=True, help="folder for report.html, .md and .json")
    parser.set_defaults(run=_evaluate)


def _evaluate(arguments: argparse.Namespace) -> None:
    from equifashion.evaluation.report import evaluate

    comparison = evaluate(
        arguments.preset,
        arguments.data,
        arguments.out,
        checkpoints=arguments.checkpoints,
        device=arguments.device,
        cache=arguments.cache,
        quick=arguments.quick,
        against=arguments.against,
        say=lambda line: print(line, flush=True),
    )
    if comparison is not None and comparison.regressions:
        sys.exit(1)


def _add_upscaling(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("upscaling", help="measure the upscaler beside bicubic, on held-out pictures")
    parser.add_argument(
        "--data", type=Path, nargs="+", required=True, help="folders of garment photographs or data sets of croquis"
    )
    parser.add_argument("--checkpoints", type=Path, default=Path("checkpoints"), help="folder with the weights")
    parser.add_argument("--cache", type=Path, default=Path(".cache"), help="folder for pieces of pictures")
    parser.set_defaults(run=_upscaling)


def _upscaling(arguments: argparse.Namespace) -> None:
    from equifashion.evaluation.upscaling import measure_upscaler, render_table

    found = measure_upscaler(
        arguments.data, arguments.checkpoints, arguments.cache, say=lambda line: print(line, file=sys.stderr)
    )
    print(render_table(found))


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


def _add_figures(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("figures", help="write a README's figures from a report and a benchmark")
    parser.add_argument("--report", type=Path, default=Path("checkpoints/report/report.json"))
    parser.add_argument("--bench", type=Path, default=Path("checkpoints/report/bench.json"))
    parser.add_argument("--readme", type=Path, default=Path("README.md"), help="holds the markers to write between")
    parser.set_defaults(run=_figures)


def _figures(arguments: argparse.Namespace) -> None:
    from equifashion.evaluation.report import update_readme

    print(update_readme(arguments.readme, arguments.report, arguments.bench))


def _add_directions(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("directions", help="find directions to edit designs along, and measure them")
    parser.add_argument("--preset", default="embedded")
    parser.add_argument("--device", default="auto", help="auto, cpu or cuda")
    parser.add_argument("--checkpoints", type=Path, default=None, help="weights instead of the preset's")
    parser.add_argument("--quick", action="store_true", help="fewer designs, so that less can be told apart")
    parser.add_argument("--out", type=Path, required=True, help="folder for directions.safetensors")
    parser.set_defaults(run=_directions)


def _directions(arguments: argparse.Namespace) -> None:
    from equifashion.evaluation.directions import QUICK, find_directions

    print(
        find_directions(
            arguments.preset,
            arguments.out,
            arguments.device,
            arguments.checkpoints,
            QUICK if arguments.quick else None,
            say=lambda line: print(line, flush=True),
        )
    )


def _add_parts(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("parts", help="how well the segmenter and the outline find garment parts")
    parser.add_argument("--data", type=Path, nargs="+", required=True, help="a data set of drawn figures")
    parser.add_argument("--checkpoints", type=Path, default=Path("checkpoints"), help="folder with the segmenter")
    parser.add_argument("--count", type=int, default=None, help="held-out pictures (default: all)")
    parser.add_argument("--cache", type=Path, default=Path(".cache"), help="folder for packed images")
    parser.set_defaults(run=_parts)


def _parts(arguments: argparse.Namespace) -> None:
    from equifashion.evaluation.parts import report_parts

    data = tuple(arguments.data)
    report_parts(
        arguments.checkpoints, data, arguments.cache, arguments.count, lambda line: print(line, flush=True)
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
