"""Designing: one brief from words to a finished picture, and the models that hub presets need for it."""

from pathlib import Path

from equifashion.cli import Commands


def add_design(commands: Commands) -> None:
    parser = commands.add_parser("design", help="explore a brief and finish one variant")
    parser.add_argument("--prompt", required=True, help="what to design, in words")
    parser.add_argument("--sketch", type=Path, help="line drawing (PNG, JPEG or WebP)")
    parser.add_argument("--pose", type=Path, help="OpenPose JSON, skeleton picture or photo of a person")
    parser.add_argument("--fabric", type=Path, help="fabric swatch (PNG, JPEG or WebP)")
    parser.add_argument(
        "--sketch-weight",
        type=float,
        default=1.0,
        help="0–2 (default 1); of the cutting block, where none is given",
    )
    parser.add_argument("--pose-weight", type=float, default=1.0, help="0–2 (default 1)")
    parser.add_argument("--fabric-weight", type=float, default=1.0, help="0–2 (default 1)")
    parser.add_argument(
        "--look",
        default="auto",
        help="flat: the garment laid flat; drawing: the same in wash and ink; figure: worn by a figure; auto "
        "(default): as the prompt suggests, and a figure where a pose is given",
    )
    parser.add_argument("--count", type=int, default=8, help="drafts to make, 1–64 (default 8)")
    parser.add_argument("--pick", type=int, default=0, help="draft to finish, counted from 0 (default 0)")
    parser.add_argument("--steps", type=int, help="refinement steps (default: the preset's)")
    parser.add_argument("--freedom", type=float, help="0 keeps the draft, 1 ignores it")
    parser.add_argument("--upscale", action="store_true", help="also write the design at twice its size")
    parser.add_argument("--seed", type=int, default=7, help="0–2147483647 (default 7)")
    parser.add_argument(
        "--preset", default="embedded", help="embedded (default), photoreal, photoreal-light or eqf"
    )
    parser.add_argument("--models", type=Path, help="folder of a hub preset's models, or eqf's file")
    parser.add_argument("--device", default="auto", help="auto, cpu or cuda")
    parser.add_argument("--out", type=Path, required=True, help="folder for the pictures and the recipe")
    parser.set_defaults(perform=_design)


def _design(
    count: int,
    pick: int,
    steps: int | None,
    freedom: float | None,
    upscale: bool,
    seed: int,
    preset: str,
    models: Path | None,
    device: str,
    out: Path,
    **fields: object,
) -> None:
    from equifashion import DesignBrief, InvalidInput, load_studio
    from equifashion.export import save_png, save_recipe

    brief = DesignBrief(**fields)
    if count < 1:
        raise InvalidInput(f"--count must be at least 1; {count} came.")
    if not 0 <= pick < count:
        raise InvalidInput(f"--pick must be one of the {count} drafts, 0 to {count - 1}; {pick} came.")
    studio = load_studio(preset, device, models=models)
    studio.check_finish(steps, freedom)
    if upscale:
        studio.check_upscale()
    for notice in studio.notices(brief):
        print(f"note: {notice}")
    ideas = studio.explore(brief, count, seed)
    for number, idea in enumerate(ideas):
        path = out / f"draft-{number}.png"
        save_png(path, idea.image, idea.recipe)
        print(path)
    design = studio.finish(ideas[pick], steps, freedom)
    save_png(out / "design.png", design.image, design.recipe)
    save_recipe(out / "recipe.json", design.recipe)
    print(out / "design.png")
    print(out / "recipe.json")
    if upscale:
        large = studio.upscale(design)
        save_png(out / "design-large.png", large.image, large.recipe)
        print(out / "design-large.png")


def add_models(commands: Commands) -> None:
    parser = commands.add_parser("models", help="fetch what a hub preset needs, or only tell what it would")
    parser.add_argument("preset", help="photoreal, photoreal-light or eqf")
    parser.add_argument("--tell", action="store_true", help="tell sizes and licences; fetch nothing")
    parser.set_defaults(perform=_models)


def _models(preset: str, tell: bool) -> None:
    from equifashion import InvalidInput
    from equifashion.studio.backends.hub.download import fetch_models, summary
    from equifashion.studio.presets import preset_named

    row = preset_named(preset)
    if row.hub is None:
        raise InvalidInput(f"The preset {row.name!r} fetches no models: its weights come with the repository.")
    if tell:
        print(summary(row.name, row.hub))
    else:
        fetch_models(row.name, row.hub, lambda text: print(text, flush=True))
