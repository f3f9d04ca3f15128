"""How far designs as a set are from real photographs, each distance beside the real-against-real one."""

from equifashion.errors import MissingWeights
from equifashion.evaluation.designs import STAGES, Progress, unheard
from equifashion.evaluation.distances import class_score, estimate_frechet, estimate_kernel
from equifashion.evaluation.features import Features, InceptionFeatures, LargerFeatures
from equifashion.evaluation.figures import DRAWS, Figure, Measure, Section, estimate, found, missing
from equifashion.evaluation.study import Study

_FLOOR = "as many training photographs of the same categories, against the same held-out ones"
FLAT = "flat silhouettes: the held-out photographs' outlines, each filled with its garment's median colour"
_SHARPER = "Longer training of the autoencoder's decoder and the refiner: soft surfaces are most of this distance."
REBUILT = "photographs through the autoencoder"


def _distance(key: str, title: str, space: str, formula: str) -> Measure:
    return Measure(
        f"fidelity.{key}",
        title,
        f"{formula} of {space} features, between designs for the prompts of held-out photographs and these "
        "photographs.",
        "lower",
        0.15,
        _SHARPER,
        reference=_FLOOR,
        control=FLAT,
        relative=True,
    )


_FRECHET, _KERNEL = "Fréchet distance", "Kernel distance (unbiased squared MMD, cubic kernel)"
FRECHET = {
    Features.name: _distance("frechet.lite0", "Fréchet distance, Lite0", Features.name, _FRECHET),
    LargerFeatures.name: _distance("frechet.lite2", "Fréchet distance, Lite2", LargerFeatures.name, _FRECHET),
    InceptionFeatures.name: _distance("fid", "FID", InceptionFeatures.name, _FRECHET),
}
KERNEL = {
    Features.name: _distance("kernel.lite0", "Kernel distance, Lite0", Features.name, _KERNEL),
    LargerFeatures.name: _distance("kernel.lite2", "Kernel distance, Lite2", LargerFeatures.name, _KERNEL),
    InceptionFeatures.name: _distance("kid", "KID", InceptionFeatures.name, _KERNEL),
}
CLASS_SCORE = Measure(
    "fidelity.class_score",
    "Clear and varied categories",
    "The Inception score's formula with the category judge's probabilities: high when each picture is clearly one "
    "category and all categories occur. One domain, so only its ratio to real photographs means something.",
    "higher",
    0.3,
    "Whatever makes categories recognisable: see adherence.",
    reference="as many training photographs, which the judge has not seen",
)


def measure(study: Study, on_step: Progress = unheard) -> Section:
    """Distances in every feature space that can be had, and the class score."""
    pool, base = study.pool(on_step), study.pool_features(on_step)
    rebuilt = study.rebuilt(on_step)
    sets = study.pool_sets(on_step)
    if rebuilt is not None:
        sets[REBUILT] = rebuilt
        base = base | {REBUILT: study.features.pooled(rebuilt)}
    figures = _figures(Features.name, base, pool.seeds)
    larger = LargerFeatures()
    figures += _figures(larger.name, {name: larger.pooled(images) for name, images in sets.items()}, pool.seeds)
    try:
        inception = InceptionFeatures()
    except MissingWeights as error:
        reason = f"Not measured: {error} No other distance here is a FID or KID."
        figures += [
            missing(FRECHET[InceptionFeatures.name], reason),
            missing(KERNEL[InceptionFeatures.name], reason),
        ]
    else:
        features = {name: inception.pooled(images) for name, images in sets.items()}
        figures += _figures(inception.name, features, pool.seeds)
    scores = {name: study.judge.probabilities(base[name]) for name in ("alike", *STAGES)}
    real = class_score(scores["alike"])
    for stage in STAGES:
        score = estimate(class_score, scores[stage], draws=DRAWS // 4)
        figures.append(found(CLASS_SCORE, stage, score, len(scores[stage]), pool.seeds, reference=real))
    return Section(
        "Fidelity: do the designs look like photographs of garments?",
        f"{len(pool.photographs)} designs for the prompts of held-out photographs, against these photographs. "
        "Small sets lie apart by chance alone, so each distance stands beside that of as many real photographs, "
        "and beside that of flat silhouettes in the right colours. Training used another network of the same "
        "family (Lite1), which may flatter these spaces.",
        tuple(figures),
    )


def _figures(space: str, features: dict, seeds: str) -> list[Figure]:
    """Both distances to the held-out photographs, for every set."""
    figures = []
    for measure, distance in ((FRECHET[space], estimate_frechet), (KERNEL[space], estimate_kernel)):
        floor, flat = (distance(features[name], features["real"]).value for name in ("alike", "flat"))
        figures += [
            found(measure, stage, distance(rows, features["real"]), len(rows), seeds, reference=floor, control=flat)
            for stage, rows in features.items()
            if stage not in ("real", "alike", "flat")
        ]
    return figures
