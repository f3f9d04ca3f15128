"""Do the words decide? Category, colour, length, pattern, and the image–text model's own opinion."""

import numpy as np
from scipy.ndimage import label

from equifashion.datasets.measure import measure_garment, measured_length
from equifashion.design import DesignBrief
from equifashion.evaluation.control import (
    COLOUR_NAMES,
    FIRST_SEED,
    Agreement,
    ControlResult,
    control_prompts,
    control_requests,
    judge_pictures,
)
from equifashion.evaluation.designs import STAGES, Progress, Request, unheard
from equifashion.evaluation.figures import (
    Estimate,
    Figure,
    Measure,
    Plate,
    PlateRow,
    Section,
    estimate,
    estimate_mean,
    found,
    missing,
)
from equifashion.evaluation.judge import colour_errors, garment_mask, judged_colour
from equifashion.evaluation.sheets import contact_sheet
from equifashion.evaluation.study import Pool, Study
from equifashion.evaluation.weights import NO_IMAGE_TEXT
from equifashion.vocabulary import PATTERNS, PHOTOGRAPH_LABELS, PhotographLabel

LENGTH_SEED, PATTERN_SEED = 3000, 3500
PATTERN_CATEGORIES = ("t-shirt", "shirt", "sweater", "dress", "skirt", "trousers")
_SHEETS = {"draft": "drafts", "finished": "finished designs", "drawing": "finished drawings in wash and ink"}
_SHUFFLED = "the same designs with prompts shuffled"
_PHOTOGRAPHS = "held-out photographs that are described by these names"

CATEGORY = Measure(
    "adherence.category",
    "Category recognised",
    "Share in which the judge, a classifier of EfficientNet-Lite0 features fitted on held-out photographs, "
    "sees the category of the prompt. 10 categories × 8 colours.",
    "higher",
    0.08,
    "Longer training of generator and refiner; a stronger consensus loss between words and garment.",
    reference="the judge on held-out photographs, five folds",
    control=_SHUFFLED,
)
COLOUR = Measure(
    "adherence.colour",
    "Colour recognised",
    "Share whose measured dominant colour is, of the eight, nearest to the one in the prompt. The same table "
    "of names makes the captions.",
    "higher",
    0.05,
    "More weight on the colour phrase in guidance.",
    reference=_PHOTOGRAPHS,
    control=_SHUFFLED,
)
COLOUR_ERROR = Measure(
    "adherence.colour_error",
    "Distance to the named colour",
    "Median CIEDE2000 from the dominant colour to the named one; below 5 is hard to see, above 20 another colour.",
    "lower",
    2.0,
    "More weight on the colour phrase in guidance.",
    reference=_PHOTOGRAPHS,
    control=_SHUFFLED,
)
LENGTH = Measure(
    "adherence.length",
    "Length words obeyed",
    "Share of prompts with mini, maxi, cropped, long, wide-leg, slim or short whose silhouette's height over "
    "width lies beyond the quartile of real garments that the word stands for.",
    "higher",
    0.15,
    "Length words in more captions, or sketches as a stronger guide to proportion.",
    reference="1 by definition: the captions of photographs follow the same rule",
    control="each design against the opposite word",
)
PATTERN = Measure(
    "adherence.pattern",
    "Pattern words obeyed",
    "Share of plain, striped and printed prompts in which the measured texture is of that kind; an undecided "
    "texture counts as a miss.",
    "higher",
    0.15,
    "An autoencoder that keeps fine texture, then longer training of the refiner on it.",
    reference="held-out photographs of each pattern through the autoencoder",
    control="the same designs with the words shuffled",
)
CLIP_S = Measure(
    "adherence.clip_s",
    "Image–text agreement (CLIP-S)",
    "Cosine of picture and prompt in the studio's own image–text model. It saturates, and the model has helped "
    "to train what it judges here.",
    "higher",
    0.03,
    "It moves with category and colour; do not tune for it.",
    reference="held-out photographs and their own prompts",
    control="the same pictures with prompts shuffled",
)
_LENGTHS = tuple(category for category in PHOTOGRAPH_LABELS if all(category.lengths))


def measure(study: Study, on_step: Progress = unheard) -> Section:
    """All of it for drafts and finished designs."""
    control, pool = study.control(on_step), study.pool(on_step)
    seeds = study.effort.control_seeds
    drawn = study.maker.make(control_requests(seeds, look="drawing"), on_step).of("finished")
    drawings = judge_pictures(drawn, control_prompts(seeds), study.judge, study.features)
    figures = _words(study, control, pool) + _drawings(study, drawings)
    figures += _lengths(study, on_step) + _patterns(study, on_step) + _clip_s(study, pool)
    order = (CATEGORY, COLOUR, COLOUR_ERROR, LENGTH, PATTERN, CLIP_S)
    figures.sort(key=lambda figure: order.index(figure.measure))
    return Section(
        "Adherence: do the words decide?",
        "Prompts of known meaning; what comes out is judged by classifiers and measurements that no training "
        "used. The control judges the same pictures against other prompts: a figure near it means the word was "
        "not heard.",
        tuple(figures),
        (*(_sheet(stage, control[stage]) for stage in STAGES), _sheet("drawing", drawings)),
    )


def _words(study: Study, control: dict[str, ControlResult], pool: Pool) -> list[Figure]:
    """Category, colour, and the distance to the colour, on the 80 prompts."""
    named = [p for p in pool.photographs if p.measured.colours and p.measured.colours[0] in COLOUR_NAMES]
    real_colour = np.mean(
        [judged_colour(p.image, COLOUR_NAMES) == p.measured.colours[0] for p in named] or [np.nan]
    )
    real_error = np.median([colour_errors(p.image, p.measured.colours[:1])[0] for p in named] or [np.nan])
    figures = []
    for stage in STAGES:
        result = control[stage]
        count, seeds = len(result.prompts), _seeds(FIRST_SEED, study.effort.control_seeds)

        def agreed(kind: Measure, agreement: Agreement, ceiling: float, stage=stage, count=count, seeds=seeds):
            estimated = Estimate(agreement.share, agreement.low, agreement.high)
            return found(kind, stage, estimated, count, seeds, reference=ceiling, control=agreement.shuffled)

        figures.append(agreed(CATEGORY, result.category, study.judge.ceiling))
        figures.append(agreed(COLOUR, result.colour, float(real_colour)))
        asked = np.array(result.prompts)[:, 1]
        # Error of every picture to every name: the right one is the figure, the others the control.
        table = np.stack([colour_errors(image, COLOUR_NAMES) for image in result.images])
        columns = np.array([COLOUR_NAMES.index(name) for name in asked])
        rows = np.arange(count)
        random = np.random.default_rng(0)
        others = [np.median(table[rows, random.permutation(columns)]) for _ in range(200)]
        estimated = estimate(np.median, table[rows, columns])
        figures.append(
            found(
                COLOUR_ERROR, stage, estimated, count, seeds, reference=float(real_error), control=np.mean(others)
            )
        )
    return figures


def _drawings(study: Study, result: ControlResult) -> list[Figure]:
    """Category and colour of the same 80 prompts, finished as drawings in wash and ink."""
    seeds, figures = _seeds(FIRST_SEED, study.effort.control_seeds), []
    ceiling = {"reference": study.judge.ceiling}
    for kind, a, real in ((CATEGORY, result.category, ceiling), (COLOUR, result.colour, {})):
        estimated, count = Estimate(a.share, a.low, a.high), len(result.prompts)
        figures.append(found(kind, "drawing", estimated, count, seeds, control=a.shuffled, **real))
    return figures


def _lengths(study: Study, on_step: Progress) -> list[Figure]:
    cases = [
        (category, word, seed)
        for seed in range(study.effort.word_seeds)
        for category in _LENGTHS
        for word in category.lengths
    ]
    requests = [
        Request(DesignBrief(f"{word} {_colour(i // 2)} {category.name}", look="flat"), LENGTH_SEED + seed)
        for i, (category, word, seed) in enumerate(cases)
    ]
    made = study.maker.make(requests, on_step)
    figures = []
    for stage in STAGES:
        shown = [
            length_word(image, category) for image, (category, _, _) in zip(made.of(stage), cases, strict=True)
        ]
        right = np.array([s == word for s, (_, word, _) in zip(shown, cases, strict=True)], float)
        wrong = [s in set(category.lengths) - {word} for s, (category, word, _) in zip(shown, cases, strict=True)]
        seeds = _seeds(LENGTH_SEED, study.effort.word_seeds)
        figures.append(
            found(
                LENGTH, stage, estimate_mean(right), len(cases), seeds, reference=1.0, control=float(np.mean(wrong))
            )
        )
    return figures


def length_word(image: np.ndarray, category: PhotographLabel) -> str:
    """The length word that a picture's largest silhouette deserves, or "" for one of middling proportion."""
    mask = garment_mask(image)
    parts, count = label(mask)
    if not count:
        return ""
    largest = parts == np.bincount(parts.ravel())[1:].argmax() + 1
    return measured_length(largest, category)


def pattern_cases(seeds: int) -> list[tuple[str, str, int]]:
    """(category, pattern, seed) of the designs that patterns are measured on, all 18 for each seed in turn."""
    return [(name, pattern, seed) for seed in range(seeds) for name in PATTERN_CATEGORIES for pattern in PATTERNS]


def pattern_requests(cases: list[tuple[str, str, int]]) -> list[Request]:
    """Designs for some pattern cases, in colours by turn."""
    return [
        Request(DesignBrief(f"{_colour(i // 3)} {pattern} {name}", look="flat"), PATTERN_SEED + seed)
        for i, (name, pattern, seed) in enumerate(cases)
    ]


def _patterns(study: Study, on_step: Progress) -> list[Figure]:
    by_name = {category.name: category for category in PHOTOGRAPH_LABELS}
    cases = pattern_cases(study.effort.word_seeds)
    made = study.maker.make(pattern_requests(cases), on_step)
    ceiling = _pattern_ceiling(study, on_step)
    random = np.random.default_rng(0)
    asked = np.array([pattern for _, pattern, _ in cases])
    figures = []
    for stage in STAGES:
        pairs = zip(made.of(stage), cases, strict=True)
        shown = np.array([pattern_word(image, by_name[name]) for image, (name, _, _) in pairs])
        shuffled = np.mean([(shown == random.permutation(asked)).mean() for _ in range(200)])
        estimated = estimate_mean((shown == asked).astype(float))
        others = {} if ceiling is None else {"reference": ceiling}
        seeds = _seeds(PATTERN_SEED, study.effort.word_seeds)
        figures.append(found(PATTERN, stage, estimated, len(cases), seeds, control=float(shuffled), **others))
    return figures


def pattern_word(image: np.ndarray, category: PhotographLabel) -> str:
    """The pattern that a picture's texture shows, or "" when it is undecided or blank."""
    mask = garment_mask(image)
    return measure_garment(image, mask.astype(np.uint8) * 255, category).pattern if mask.any() else ""


def _pattern_ceiling(study: Study, on_step: Progress) -> float | None:
    """How often photographs keep their pattern through the autoencoder, the mean over patterns that occur."""
    rebuilt = study.rebuilt(on_step)
    if rebuilt is None:
        return None
    kept: dict[str, list[bool]] = {}
    for photograph, image in zip(study.pool(on_step).photographs, rebuilt, strict=True):
        if pattern := photograph.measured.pattern:
            kept.setdefault(pattern, []).append(pattern_word(image, photograph.category) == pattern)
    return float(np.mean([np.mean(hits) for hits in kept.values()])) if kept else None


def _clip_s(study: Study, pool: Pool) -> list[Figure]:
    if study.weights.image_text is None:
        return [missing(CLIP_S, NO_IMAGE_TEXT)]
    texts = study.weights.embed_texts([photograph.prompt for photograph in pool.photographs])
    ceiling = float((study.weights.embed_images(pool.real) * texts).sum(axis=1).mean())
    figures = []
    for stage in STAGES:
        images = study.weights.embed_images(pool.made.of(stage))
        every = images @ texts.T
        # All pictures with all other prompts: the mean over every shuffling.
        others = (every.sum() - np.trace(every)) / (every.size - len(every))
        estimated = estimate_mean(np.diag(every))
        figures.append(
            found(CLIP_S, stage, estimated, len(every), pool.seeds, reference=ceiling, control=float(others))
        )
    return figures


def _colour(number: int) -> str:
    """The colours by turn."""
    return COLOUR_NAMES[number % len(COLOUR_NAMES)]


def _seeds(first: int, count: int) -> str:
    return str(first) if count == 1 else f"{first}–{first + count - 1}"


def _sheet(stage: str, result: ControlResult) -> Plate:
    """All designs of the first seed, misses of the category marked."""
    count = len(COLOUR_NAMES) * len({category for category, _ in result.prompts})
    asked = np.array(result.prompts[:count])
    missed = result.categories[:count] != asked[:, 0]
    sheet = contact_sheet(result.images[:count], len(COLOUR_NAMES), scale=0.35, marked=missed)
    rows = ", ".join(dict.fromkeys(asked[:, 0].tolist()))
    return Plate(
        f"All {count} {_SHEETS[stage]} of seed {FIRST_SEED}",
        f"Rows: {rows}. Columns: {', '.join(COLOUR_NAMES)}. None left out; a red corner marks those in which "
        f"the judge does not see the category ({int(missed.sum())} of {count}).",
        (),
        (PlateRow("", (sheet,)),),
    )
