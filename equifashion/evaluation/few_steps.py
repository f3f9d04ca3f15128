"""How few steps a finish can do with: the same drafts and noise, finished with several T, judged and timed.

``python -m equifashion steps`` as a function; writes ``steps.json``, ``steps.md`` and ``steps.png``.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from equifashion.datasets.garment_photos import pack_garments
from equifashion.design import Idea
from equifashion.errors import InvalidInput
from equifashion.evaluation.bench.timing import Case, Timing, time_side_by_side
from equifashion.evaluation.control import CATEGORY_NAMES, FIRST_SEED, spread_requests
from equifashion.evaluation.designs import Maker, pixels
from equifashion.evaluation.distances import estimate_frechet
from equifashion.evaluation.features import Features, LargerFeatures
from equifashion.evaluation.figures import Estimate
from equifashion.evaluation.judge import CategoryJudge
from equifashion.evaluation.paired.designs import CATEGORY, COLOUR, COLOUR_ERROR, Judges
from equifashion.evaluation.paired.groups import Group, Quantity, group_to_json, group_to_markdown
from equifashion.evaluation.photographs import Photographs
from equifashion.evaluation.sheets import labelled_sheet
from equifashion.evaluation.weights import read_weights
from equifashion.studio import Studio, load_studio
from equifashion.training.perceptual import perceptual_distance

Say = Callable[[str], None]
FORMAT = 1
_SHOWN = 6  # prompts on the contact sheet
_NO_PHOTOGRAPHS = "Category and Fréchet distance are not measured: they need photographs (--data)."

APART = Quantity(
    "apart",
    "Distance to the longest",
    "Perceptual distance (EfficientNet-Lite0) to the same design with the most steps.",
    "lower",
)


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
        return named(self.counts[-1])


def named(count: int, guided: bool = True) -> str:
    """How a finish of so many steps is called."""
    return f"T = {count}" if guided else f"T = {count}, unguided"


def study_steps(study: StepsStudy, say: Say = lambda line: None) -> str:
    """Run a study; returns the Markdown.

    Raises:
        InvalidInput: no photographs where some were promised.
        MissingWeights: a weights file is missing.
    """
    studio = load_studio("embedded", checkpoints=study.weights)
    features = Features()
    photographs = judge = None
    if study.data is not None:
        photographs = Photographs(pack_garments(study.data, study.cache))
        judge = CategoryJudge.train(photographs.garments, CATEGORY_NAMES, features)
    prompts, requests = spread_requests(study.designs)
    maker = Maker(studio)
    ideas = [maker.idea(request) for request in requests]
    pictures = {"draft": np.stack([pixels(idea.image) for idea in ideas])}
    for count in study.counts:
        say(f"{named(count)}: {len(ideas)} designs")
        pictures[named(count)] = np.stack([pixels(studio.finish(idea, steps=count).image) for idea in ideas])
    judges = Judges(judge, features, read_weights(study.weights))
    group = _compared(study, pictures, prompts, judges)
    frechet = {} if photographs is None else _frechet(pictures, photographs)
    say("timing")
    timings = time_side_by_side(_cases(studio, ideas[0], study.counts), study.rounds)
    result = {
        "format": FORMAT,
        "weights": studio.weights,
        "device": studio.device_kind,
        "guidance": studio.preset.guidance,
        "freedom": studio.preset.freedom,
        "group": group_to_json(group),
        "frechet": {name: asdict(estimate) for name, estimate in frechet.items()},
        "seconds": {name: asdict(timing) for name, timing in timings.items()},
    }
    study.out.mkdir(parents=True, exist_ok=True)
    _sheet(pictures, prompts).save(study.out / "steps.png")
    text = json.dumps(result, indent=1, ensure_ascii=False)
    (study.out / "steps.json").write_text(text + "\n", encoding="utf-8")
    table = _markdown(study, studio, group, frechet, timings)
    (study.out / "steps.md").write_text(table, encoding="utf-8")
    return table


def _compared(
    study: StepsStudy, pictures: dict[str, np.ndarray], prompts: Sequence[tuple[str, str]], judges: Judges
) -> Group:
    values = {name: judges.words(images, prompts) for name, images in pictures.items()}
    longest = [judges.features.maps(image) for image in pictures[study.longest]]
    for name, images in pictures.items():
        if name != study.longest:
            values[name] |= {APART.key: _apart(judges.features, images, longest)}
    strangers = _apart(judges.features, pictures[study.longest], [*longest[1:], longest[0]])
    return Group(
        "Few steps",
        f"{len(prompts)} prompts of category and colour, one design each, seed {FIRST_SEED} on; drafts, noise, "
        f"freedom and guidance are the same in every row. Two designs of different prompts lie "
        f"{float(strangers.mean()):.3g} apart.",
        (CATEGORY, COLOUR, COLOUR_ERROR, APART),
        study.longest,
        {name: {key: found[None] for key, found in row.items()} for name, row in values.items()},
    )


def _apart(features: Features, images: np.ndarray, others: Sequence[list]) -> np.ndarray:
    pairs = zip(images, others, strict=True)
    return np.array([float(perceptual_distance(features.maps(image), other)) for image, other in pairs])


def _frechet(pictures: dict[str, np.ndarray], photographs: Photographs) -> dict[str, Estimate]:
    """Distances to as many held-out photographs, and that of training photographs of their categories."""
    space = LargerFeatures()
    real = photographs.held_out(len(pictures["draft"]))
    sets = pictures | {"photographs": photographs.alike(real)}
    held_out = space.pooled(np.stack([photograph.image for photograph in real]))
    return {name: estimate_frechet(space.pooled(images), held_out) for name, images in sets.items()}


def _cases(studio: Studio, idea: Idea, counts: Sequence[int]) -> list[Case]:
    """A finish with every T, guided as the preset does (two passes a step) and unguided (one)."""
    return [
        Case(named(count, guided), lambda _, options=options: studio.finish(idea, **options))
        for count in counts
        for guided in (True, False)
        for options in [{"steps": count} | ({} if guided else {"guidance": 1.0})]
    ]


def _sheet(pictures: dict[str, np.ndarray], prompts: Sequence[tuple[str, str]]):
    chosen = np.linspace(0, len(prompts) - 1, min(_SHOWN, len(prompts))).astype(int)
    images = np.stack([pictures[name][chosen] for name in pictures], axis=1)
    return labelled_sheet(images, [" ".join(reversed(prompts[i])) for i in chosen], list(pictures))


def _markdown(
    study: StepsStudy, studio: Studio, group: Group, frechet: dict[str, Estimate], timings: dict[str, Timing]
) -> str:
    lines = ["# Few steps", "", f"On {studio.device_kind}; freedom {studio.preset.freedom:g}, "]
    lines[-1] += f"guidance {studio.preset.guidance:g}. Values with their 95 % bootstrap intervals."
    lines += ["", *group_to_markdown(group), "## Fréchet distance to held-out photographs", ""]
    if frechet:
        lines += [
            f"{LargerFeatures.name} features, N = {study.designs} designs and as many photographs. The prompts ask "
            "for all categories and colours alike, which photographs do not show: compare rows, not with other "
            "reports. The last row is photographs against photographs.",
            "",
            "| | distance ↓ |",
            "|---|---|",
            *(f"| {name} | {e.value:.3g} [{e.low:.3g}, {e.high:.3g}] |" for name, e in frechet.items()),
        ]
    else:
        lines += [_NO_PHOTOGRAPHS]
    return "\n".join([*lines, "", *_times(study, timings)]) + "\n"


def _times(study: StepsStudy, timings: dict[str, Timing]) -> list[str]:
    lines = [
        "## Seconds a design",
        "",
        f"Medians of {study.rounds} rounds, all rows timed in turn; only the last step is decoded. Guidance runs "
        "the denoiser twice a step, with and without the words, as one batch of two.",
        "",
        "| T | guided, s | unguided, s | share of the second pass | a guided step, ms |",
        "|---|---|---|---|---|",
    ]
    for count in study.counts:
        guided, single = (timings[named(count, way)].median for way in (True, False))
        first, step = timings[named(study.counts[0])].median, "–"
        if count > study.counts[0]:
            step = f"{1e3 * (guided - first) / (count - study.counts[0]):.0f}"
        lines.append(f"| {count} | {guided:.3f} | {single:.3f} | {1 - single / guided:.0%} | {step} |")
    lines += [
        "",
        f"A step's time is the slope from T = {study.counts[0]}: what is done once a design is not in it.",
    ]
    return lines
