"""How few steps a finish can do with: the same drafts and noise, finished with several T, judged and timed.

``python -m equifashion steps`` as a function; writes ``steps.json``, ``steps.md`` and ``steps.png``.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import numpy as np
from PIL import Image

from equifashion.datasets.garment_photos import pack_garments
from equifashion.design import Idea
from equifashion.errors import InvalidInput
from equifashion.evaluation.bench.timing import Case, Timing, time_side_by_side
from equifashion.evaluation.bootstrap import Estimate
from equifashion.evaluation.classifier import CategoryClassifier
from equifashion.evaluation.comparison import VariantTable
from equifashion.evaluation.designs import DesignCache, Say, pixels, say_nothing
from equifashion.evaluation.distances import estimate_frechet
from equifashion.evaluation.evaluators import CATEGORY_NAMES, Evaluators
from equifashion.evaluation.features import Features, LargerFeatures
from equifashion.evaluation.photographs import Photographs
from equifashion.evaluation.sheets import labelled_sheet
from equifashion.evaluation.specs import APART
from equifashion.evaluation.tables import markdown_table, with_interval, write_study
from equifashion.evaluation.tasks import Task, spread_words, turned
from equifashion.evaluation.weights import read_weights
from equifashion.studio import Studio, load_studio

FORMAT = 2  # of the JSON; 1 named metrics by other keys
_SHOWN = 6  # prompts on the contact sheet
_NO_PHOTOGRAPHS = "Category and Fréchet distance are not measured: they need photographs (--data)."


@dataclass(frozen=True)
class StepsStudy:
    """What to finish, and how often.

    Attributes:
        weights: folder of the embedded weights.
        out: folder for the files.
        counts: T of each finish; the largest is what the others are compared with.
        designs: prompts, one design each.
        rounds: of the timing.
        data: folder of garment photographs; None leaves out what needs them.
        cache: folder for packed photographs.
    """

    weights: Path
    out: Path
    counts: tuple[int, ...] = (4, 8, 16, 50)
    designs: int = 80
    rounds: int = 5
    data: Path | None = None
    cache: Path = Path(".cache")

    def __post_init__(self) -> None:
        if len(set(self.counts)) < 2 or not all(1 <= count <= 100 for count in self.counts):
            raise InvalidInput(f"Expected two or more different numbers of steps, 1–100; got {list(self.counts)}.")
        if self.designs < 2 or self.rounds < 1:
            raise InvalidInput(
                f"Expected 2 designs or more and 1 round or more; got {self.designs} and {self.rounds}."
            )
        object.__setattr__(self, "counts", tuple(sorted(set(self.counts))))

    @property
    def longest(self) -> str:
        """Name of the row with the most steps."""
        return row_name(self.counts[-1])


def row_name(count: int, guided: bool = True) -> str:
    """How a finish of so many steps is called."""
    return f"T = {count}" if guided else f"T = {count}, unguided"


def study_steps(study: StepsStudy, say: Say = say_nothing) -> str:
    """Run a study; returns the Markdown.

    Raises:
        InvalidInput: no photographs where some were promised.
        MissingWeights: a weights file is missing.
    """
    studio = load_studio("embedded", checkpoints=study.weights)
    features, photographs, classifier = Features(), None, None
    if study.data is not None:
        photographs = Photographs(pack_garments(study.data, study.cache))
        classifier = CategoryClassifier.train(photographs.garments, CATEGORY_NAMES, features)
    evaluators = Evaluators(features, read_weights(study.weights), classifier)
    task, designs = spread_words(study.designs), DesignCache(studio)
    ideas = [designs.idea(request) for request in task.requests]
    pictures = {"draft": np.stack([pixels(idea.image) for idea in ideas])}
    for count in study.counts:
        say(f"{row_name(count)}: {len(ideas)} designs")
        pictures[row_name(count)] = np.stack([pixels(studio.finish(idea, steps=count).image) for idea in ideas])
    table = _compared(study, pictures, task, evaluators)
    frechet = {} if photographs is None else _frechet(pictures, photographs)
    say("timing")
    timings = time_side_by_side(_cases(studio, ideas[0], study.counts), study.rounds)
    content = {
        "format": FORMAT,
        "weights": studio.weights,
        "device": studio.device_kind,
        "guidance": studio.preset.guidance,
        "freedom": studio.preset.freedom,
        "group": table.to_json(),
        "frechet": {name: asdict(estimated) for name, estimated in frechet.items()},
        "seconds": {name: asdict(timing) for name, timing in timings.items()},
    }
    text = _markdown(study, studio, table, frechet, timings)
    write_study(study.out, "steps", content, text)
    _sheet(pictures, [request.brief.prompt for request in task.requests]).save(study.out / "steps.png")
    return text


def _compared(
    study: StepsStudy, pictures: dict[str, np.ndarray], task: Task, evaluators: Evaluators
) -> VariantTable:
    values = {name: task.scores(evaluators, images) for name, images in pictures.items()}
    longest = APART.seen(evaluators, pictures[study.longest])
    for name, images in pictures.items():
        if name != study.longest:
            values[name][APART.key] = APART.scores(evaluators, images, longest)
    strangers = float(APART.compared(longest, turned(longest)).mean())
    return VariantTable(
        "Few steps",
        f"{len(task.requests)} prompts of category and colour, one design each, seed {task.seeds.split('–')[0]} "
        "on; drafts, noise, freedom and guidance are the same in every row. Two designs of different prompts lie "
        f"{strangers:.3g} apart.",
        (*task.specs, APART),
        study.longest,
        {name: {key: found[None] for key, found in row.items()} for name, row in values.items()},
    )


def _frechet(pictures: dict[str, np.ndarray], photographs: Photographs) -> dict[str, Estimate]:
    """Distances to as many held-out photographs, and that of training photographs of their categories."""
    space = LargerFeatures()
    real = photographs.held_out(len(pictures["draft"]))
    sets = pictures | {"photographs": photographs.matched_train(real)}
    held_out = space.pooled(np.stack([photograph.image for photograph in real]))
    return {name: estimate_frechet(space.pooled(images), held_out) for name, images in sets.items()}


def _cases(studio: Studio, idea: Idea, counts: Sequence[int]) -> list[Case]:
    """A finish with every T, guided as the preset does (two passes a step) and unguided (one)."""

    def finish(number: int, steps: int, guidance: float | None) -> None:
        studio.finish(idea, steps=steps, guidance=guidance)

    return [
        Case(row_name(count, scale is None), partial(finish, steps=count, guidance=scale))
        for count in counts
        for scale in (None, 1.0)
    ]


def _sheet(pictures: dict[str, np.ndarray], prompts: Sequence[str]) -> Image.Image:
    chosen = np.linspace(0, len(prompts) - 1, min(_SHOWN, len(prompts))).astype(int)
    images = np.stack([pictures[name][chosen] for name in pictures], axis=1)
    return labelled_sheet(images, [prompts[i] for i in chosen], list(pictures))


def _markdown(
    study: StepsStudy,
    studio: Studio,
    table: VariantTable,
    frechet: dict[str, Estimate],
    timings: dict[str, Timing],
) -> str:
    lines = [
        "# Few steps",
        "",
        f"On {studio.device_kind}; freedom {studio.preset.freedom:g}, guidance {studio.preset.guidance:g}. Values "
        "with their 95 % bootstrap intervals.",
        "",
        *table.to_markdown(),
        "## Fréchet distance to held-out photographs",
        "",
    ]
    if frechet:
        lines += [
            f"{LargerFeatures.name} features, N = {study.designs} designs and as many photographs. The prompts ask "
            "for all categories and colours alike, which photographs do not show: compare rows, not with other "
            "reports. The last row is photographs against photographs.",
            "",
            *markdown_table(["", "distance ↓"], [(name, with_interval(e)) for name, e in frechet.items()]),
        ]
    else:
        lines += [_NO_PHOTOGRAPHS]
    return "\n".join([*lines, "", *_times(study, timings)]) + "\n"


def _times(study: StepsStudy, timings: dict[str, Timing]) -> list[str]:
    rows = []
    least = study.counts[0]
    for count in study.counts:
        guided, single = (timings[row_name(count, way)].median for way in (True, False))
        first, step = timings[row_name(least)].median, "–"
        if count > least:
            step = f"{1e3 * (guided - first) / (count - least):.0f}"
        rows.append((count, f"{guided:.3f}", f"{single:.3f}", f"{1 - single / guided:.0%}", step))
    return [
        "## Seconds a design",
        "",
        f"Medians of {study.rounds} rounds, all rows timed in turn; only the last step is decoded. Guidance runs "
        "the denoiser twice a step, with and without the words, as one batch of two.",
        "",
        *markdown_table(["T", "guided, s", "unguided, s", "share of the second pass", "a guided step, ms"], rows),
        "",
        f"A step's time is the slope from T = {least}: what is done once a design is not in it.",
    ]
