"""What misspelt and chatty prompts cost: accuracy on them as a share of that on clean ones."""

import numpy as np

from equifashion.datasets.captions.noise import NoiseRates, corrupt
from equifashion.design import DesignBrief
from equifashion.evaluation.bootstrap import estimate
from equifashion.evaluation.context import EvaluationContext
from equifashion.evaluation.designs import STAGES, Request
from equifashion.evaluation.metric import MetricResult, MetricSpec, Section, not_measured, result
from equifashion.evaluation.specs import CATEGORY as CATEGORY_SEEN
from equifashion.evaluation.specs import COLOUR as COLOUR_SEEN
from equifashion.evaluation.tasks import WORD_SEED, word_prompts, word_task


def _spec(name: str) -> MetricSpec:
    return MetricSpec(
        f"robustness.{name}",
        f"{name.capitalize()} kept under noise",
        f"{name.capitalize()} accuracy with misspelt, shouted and chatty prompts, over that with clean ones, same "
        "seeds.",
        "higher",
        0.12,
        "More noisy captions in training, and repair of typing errors before encoding.",
        reference="1: nothing lost",
        control="the same pictures with prompts shuffled",
        unit="ratio",
    )


CATEGORY, COLOUR = _spec("category"), _spec("colour")
# A slip in nearly every word of four letters or more. Nothing here changes what is asked for: no word is left out
# or contradicted, so the same picture remains the right answer.
_SLIPS = NoiseRates(
    insert=0.22, delete=0.22, transpose=0.22, replace=0.22, swap=0.12, drop=0.0, language=0.0, contradict=0.0,
    accent=0.0,
)  # fmt: skip
_CHATTER = ("please, a {}", "i would love a {} for my friend", "{}!!!", "can you draw me one {} thanks", "{} ...")


def noisy(prompt: str, random: np.random.Generator) -> str:
    """A prompt as somebody in a hurry types it: slips of the keyboard, words swapped, chatter, capitals."""
    text = corrupt(prompt, random, _SLIPS).text
    manner = random.integers(3)
    if manner == 0:
        return text.upper()
    return str(random.choice(_CHATTER)).format(text) if manner == 1 else text


def measure(context: EvaluationContext) -> Section:
    """Accuracy kept, for drafts and finished designs."""
    random = np.random.default_rng(0)
    # Prompts of the first seed; a part of them is spread over all categories and colours.
    asked = word_prompts(1, context.size.categories, context.size.colours)
    chosen = np.sort(random.permutation(len(asked))[: context.size.noisy])
    prompts = [asked[i] for i in chosen]
    words = [noisy(f"{colour} {category}", random) for category, colour in prompts]
    dirty = word_task(prompts, [Request(DesignBrief(text, look="flat"), WORD_SEED) for text in words])
    made = context.make(dirty.requests).by_stage
    results = []
    for stage in STAGES:
        for spec, seen in ((CATEGORY, CATEGORY_SEEN), (COLOUR, COLOUR_SEEN)):
            before = context.word_scores[stage][seen.key][chosen]
            looks, targets = seen.seen(context.evaluators, made[stage]), dirty.targets[seen]
            wrong = np.mean([seen.compared(looks, other).mean() for other in dirty.controls[seen]])
            results.append(kept(spec, stage, before, seen.compared(looks, targets), float(wrong)))
    return Section(
        "Robustness: do typing errors matter?",
        f"{len(prompts)} prompts with slips, capitals and chatter, such as “{words[0]}”, “{words[1]}” and "
        f"“{words[2]}”, against the same prompts clean.",
        tuple(results),
    )


def kept(spec: MetricSpec, stage: str, before: np.ndarray, after: np.ndarray, shuffled: float) -> MetricResult:
    """The ratio of two accuracies on the same prompts; without any clean success it has no meaning."""
    clean = float(before.mean())
    if not clean:
        reason = "Not measured: the clean prompts had no success, so there is nothing to keep."
        return not_measured(spec, reason, stage)
    pairs = np.stack([before, after], axis=1).astype(float)
    ratio = estimate(lambda rows: rows[:, 1].mean() / max(rows[:, 0].mean(), 1e-9), pairs)
    return result(spec, stage, ratio, len(pairs), str(WORD_SEED), reference=1.0, control=shuffled / clean)
