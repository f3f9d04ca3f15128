"""What misspelt and chatty prompts cost: accuracy on them as a share of that on clean ones."""

import numpy as np

from equifashion.datasets.captions.noise import NoiseRates, corrupt
from equifashion.design import DesignBrief
from equifashion.evaluation.control import FIRST_SEED, control_prompts, judge_control
from equifashion.evaluation.designs import STAGES, Progress, Request, unheard
from equifashion.evaluation.figures import Estimate, Figure, Measure, Section, estimate, missing
from equifashion.evaluation.study import Study

_REMEDY = "More noisy captions in training, and repair of typing errors before encoding."


def _measure(name: str) -> Measure:
    return Measure(
        f"robustness.{name}",
        f"{name.capitalize()} kept under noise",
        f"{name.capitalize()} accuracy with misspelt, shouted and chatty prompts, over that with clean "
        "ones, same seeds.",
        "higher",
        0.12,
        _REMEDY,
        reference="1: nothing lost",
        control="the same pictures with prompts shuffled",
    )


CATEGORY, COLOUR = _measure("category"), _measure("colour")
# A slip in nearly every word of four letters or more. Nothing here changes what is asked for: no word is left
# out or contradicted, so the same picture remains the right answer.
_SLIPS = NoiseRates(
    insert=0.22,
    delete=0.22,
    transpose=0.22,
    replace=0.22,
    swap=0.12,
    drop=0.0,
    language=0.0,
    contradict=0.0,
    accent=0.0,
)
_CHATTER = ("please, a {}", "i would love a {} for my friend", "{}!!!", "can you draw me one {} thanks", "{} ...")


def noisy(prompt: str, random: np.random.Generator) -> str:
    """A prompt as somebody in a hurry types it: slips of the keyboard, words swapped, chatter, capitals."""
    text = corrupt(prompt, random, _SLIPS).text
    manner = random.integers(3)
    if manner == 0:
        return text.upper()
    return str(random.choice(_CHATTER)).format(text) if manner == 1 else text


def measure(study: Study, on_step: Progress = unheard) -> Section:
    """Accuracy kept, for drafts and finished designs."""
    clean = study.control(on_step)
    random = np.random.default_rng(0)
    # The first seed's 80 prompts; a part of them is spread over all categories and colours.
    asked = control_prompts(1)
    chosen = np.sort(random.permutation(len(asked))[: study.effort.noisy])
    prompts = [asked[i] for i in chosen]
    words = [noisy(f"{colour} {category}", random) for category, colour in prompts]
    made = study.maker.make([Request(DesignBrief(text, look="flat"), FIRST_SEED) for text in words], on_step)
    dirty = judge_control(made, prompts, study.judge, study.features)
    figures = []
    for stage in STAGES:
        for kept, column, name in ((CATEGORY, 0, "categories"), (COLOUR, 1, "colours")):
            wanted = np.array(prompts)[:, column]
            before = getattr(clean[stage], name)[chosen] == wanted
            after = getattr(dirty[stage], name) == wanted
            shuffled = [(getattr(dirty[stage], name) == random.permutation(wanted)).mean() for _ in range(200)]
            figures.append(_kept(kept, stage, before, after, float(np.mean(shuffled))))
    return Section(
        "Robustness: do typing errors matter?",
        f"{len(prompts)} prompts with slips, capitals and chatter, such as “{words[0]}”, “{words[1]}” and "
        f"“{words[2]}”, against the same prompts clean.",
        tuple(figures),
    )


def _kept(measure: Measure, stage: str, before: np.ndarray, after: np.ndarray, shuffled: float) -> Figure:
    """The ratio of two accuracies on the same prompts; without any clean success it has no meaning."""
    if not before.any():
        return missing(measure, "Not measured: not one clean prompt was met, so there is nothing to keep.", stage)
    pairs = np.stack([before, after], axis=1).astype(float)
    clean = float(before.mean())
    ratio: Estimate = estimate(lambda rows: rows[:, 1].mean() / max(rows[:, 0].mean(), 1e-9), pairs)
    return Figure(
        measure, stage, ratio.value, ratio.low, ratio.high, len(pairs), str(FIRST_SEED), 1.0, shuffled / clean
    )
