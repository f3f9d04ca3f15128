"""Do the words decide? Category, colour, length, pattern, and the image–text model's own opinion."""

import numpy as np

from equifashion.evaluation.context import EvaluationContext
from equifashion.evaluation.metric import ImageGrid, ImageRow, MetricResult, MetricSpec, Section, not_measured
from equifashion.evaluation.sheets import contact_sheet
from equifashion.evaluation.specs import CATEGORY, CLIP_S, COLOUR, COLOUR_ERROR, LENGTH, PATTERN
from equifashion.evaluation.tasks import WORD_SEED, all_words, caption_task, length_task, pattern_task
from equifashion.evaluation.vision import colour_error, dominant_lab, judged_colour, named_lab, pattern_word
from equifashion.evaluation.weights import NO_IMAGE_TEXT

_SHEETS = {"draft": "drafts", "finished": "finished designs", "drawing": "finished drawings in wash and ink"}


def measure(context: EvaluationContext) -> Section:
    """All of it for drafts and finished designs, category and colour also for drawings."""
    size, evaluators = context.size, context.evaluators
    drawn = all_words(size.control_seeds, size.categories, size.colours, look="drawing")
    drawings = {"drawing": context.make(drawn.requests).finished}
    results = context.words.results(evaluators, context.word_pictures, _word_references(context))
    results += drawn.select(CATEGORY, COLOUR).results(evaluators, drawings, {CATEGORY: context.ceiling})
    lengths = length_task(size.word_seeds, size.length_categories, size.colours)
    results += lengths.results(evaluators, context.make(lengths.requests).by_stage, {LENGTH: 1.0})
    patterns = pattern_task(size.word_seeds, size.pattern_categories, size.colours)
    ceiling = {PATTERN: _pattern_ceiling(context)}
    results += patterns.results(evaluators, context.make(patterns.requests).by_stage, ceiling)
    results += _clip_s(context)
    order = (CATEGORY, COLOUR, COLOUR_ERROR, LENGTH, PATTERN, CLIP_S)
    results.sort(key=lambda result: order.index(result.spec))
    return Section(
        "Adherence: do the words decide?",
        "Prompts of known meaning; what comes out is judged by classifiers and measurements that no training used. "
        "The control judges the same pictures against other prompts: a figure near it means that the word changed "
        "nothing.",
        tuple(results),
        tuple(_sheet(context, stage, images) for stage, images in (context.word_pictures | drawings).items()),
    )


def _word_references(context: EvaluationContext) -> dict[MetricSpec, float | None]:
    """What photographs reach that are described by one of the colours."""
    colours = context.size.colours
    named = [p for p in context.pool.photographs if p.measured.colours and p.measured.colours[0] in colours]
    hits = [judged_colour(p.image, colours) == p.measured.colours[0] for p in named]
    errors = [colour_error(dominant_lab(p.image), named_lab(p.measured.colours[0])) for p in named]
    return {
        CATEGORY: context.ceiling,
        COLOUR: float(np.mean(hits)) if hits else None,
        COLOUR_ERROR: float(np.median(errors)) if errors else None,
    }


def _pattern_ceiling(context: EvaluationContext) -> float | None:
    """How often photographs keep their pattern through the autoencoder, the mean over patterns that occur."""
    if context.rebuilt is None:
        return None
    kept: dict[str, list[bool]] = {}
    for photograph, image in zip(context.pool.photographs, context.rebuilt, strict=True):
        if pattern := photograph.measured.pattern:
            kept.setdefault(pattern, []).append(pattern_word(image) == pattern)
    return float(np.mean([np.mean(hits) for hits in kept.values()])) if kept else None


def _clip_s(context: EvaluationContext) -> list[MetricResult]:
    if context.evaluators.weights.image_text is None:
        return [not_measured(CLIP_S, NO_IMAGE_TEXT)]
    task = caption_task(context.pool.requests, context.evaluators)
    ceiling = float(task.scores(context.evaluators, context.pool.real)[CLIP_S.key].mean())
    return task.results(context.evaluators, context.pool.made.by_stage, {CLIP_S: ceiling})


def _sheet(context: EvaluationContext, stage: str, images: np.ndarray) -> ImageGrid:
    """All designs of the first seed, misses of the category marked."""
    size = context.size
    count = len(size.categories) * len(size.colours)
    asked = np.array(context.words.targets[CATEGORY][:count])
    missed = context.evaluators.categories(images[:count]) != asked
    sheet = contact_sheet(images[:count], len(size.colours), scale=0.35, marked=missed)
    return ImageGrid(
        f"All {count} {_SHEETS[stage]} of seed {WORD_SEED}",
        f"Rows: {', '.join(size.categories)}. Columns: {', '.join(size.colours)}. None left out; a red corner "
        f"marks those in which the classifier does not see the category ({int(missed.sum())} of {count}).",
        (),
        (ImageRow("", (sheet,)),),
    )
