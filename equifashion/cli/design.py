"""Designing: one brief from words to a finished picture, and the models that hub presets need for it."""

from pathlib import Path


def design(
    *,
    prompt: str,
    out: Path,
    sketch: Path | None = None,
    pose: Path | None = None,
    fabric: Path | None = None,
    sketch_weight: float = 1.0,
    pose_weight: float = 1.0,
    fabric_weight: float = 1.0,
    look: str = "auto",
    count: int = 8,
    pick: int = 0,
    steps: int | None = None,
    freedom: float | None = None,
    upscale: bool = False,
    seed: int = 7,
    preset: str = "embedded",
    models: Path | None = None,
    device: str = "auto",
) -> None:
    """Explore a brief and finish one variant.

    Args:
        prompt: what to design, in words
        out: folder for the pictures and the recipe
        sketch: line drawing (PNG, JPEG or WebP)
        pose: OpenPose JSON, skeleton picture or photo of a person
        fabric: fabric swatch (PNG, JPEG or WebP)
        sketch_weight: 0–2; of the guide lines, where no sketch is given
        pose_weight: 0–2
        fabric_weight: 0–2
        look: flat: the garment laid flat; drawing: the same in wash and ink; figure: worn by a figure; auto: as the
            prompt suggests, and a figure where a pose is given
        count: drafts to make, 1–64
        pick: draft to finish, counted from 0
        steps: refinement steps instead of the preset's
        freedom: 0 keeps the draft, 1 ignores it; instead of the preset's
        upscale: also write the design at twice its size
        seed: 0–2147483647
        preset: embedded, photoreal, photoreal-light or eqf
        models: folder of a hub preset's models, or eqf's file
        device: auto, cpu or cuda
    """
    from equifashion import DesignBrief, InvalidInput, load_studio
    from equifashion.export import save_png, save_recipe

    brief = DesignBrief(
        prompt, sketch=sketch, pose=pose, fabric=fabric, sketch_weight=sketch_weight, pose_weight=pose_weight,
        fabric_weight=fabric_weight, look=look,
    )  # fmt: skip
    if count < 1:
        raise InvalidInput(f"--count must be at least 1; got {count}.")
    if not 0 <= pick < count:
        raise InvalidInput(f"--pick must be one of the {count} drafts, 0 to {count - 1}; got {pick}.")
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
    finished = studio.finish(ideas[pick], steps, freedom)
    save_png(out / "design.png", finished.image, finished.recipe)
    save_recipe(out / "recipe.json", finished.recipe)
    print(out / "design.png")
    print(out / "recipe.json")
    if upscale:
        large = studio.upscale(finished)
        save_png(out / "design-large.png", large.image, large.recipe)
        print(out / "design-large.png")


def models(preset: str, *, tell: bool = False) -> None:
    """Fetch what a hub preset needs, or only tell what it would.

    Args:
        preset: photoreal, photoreal-light or eqf
        tell: tell sizes and licences; fetch nothing
    """
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
