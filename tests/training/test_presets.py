from pathlib import Path

import pytest

from equifashion.errors import InvalidInput
from equifashion.training.builders import BUILDERS
from equifashion.training.presets import TRAINING_PRESETS, optimisation_for
from equifashion.training.run import TrainingRun, train


def test_the_papers_table():
    for stage in ("autoencoder", "semantics", "denoiser", "ideation", "upscaler"):
        row = optimisation_for("paper", stage)
        assert (row.learning_rate, row.discriminator_rate) == (2e-4, 1e-4)
        assert (row.batch, row.schedule, row.betas) == (32, "cosine", (0.9, 0.999))


def test_every_preset_has_every_stage():
    for preset in TRAINING_PRESETS:
        assert {*TRAINING_PRESETS[preset], "decoder"} == set(BUILDERS), preset


def test_unknown_names_list_the_known_ones(tmp_path):
    with pytest.raises(InvalidInput, match=r"no training preset 'large'; choose from \['embedded', 'paper'\]"):
        optimisation_for("large", "denoiser")
    with pytest.raises(InvalidInput, match=r"no training stage 'unet'; choose from \['autoencoder', 'semantics'"):
        optimisation_for("paper", "unet")
    with pytest.raises(InvalidInput, match=r"no training stage 'unet'; choose from \['autoencoder', 'decoder'"):
        train(TrainingRun("unet", data=(tmp_path,)))
    with pytest.raises(InvalidInput, match="no training preset 'large'"):
        train(TrainingRun("denoiser", data=(tmp_path,), preset="large"))


@pytest.mark.parametrize("stage", list(BUILDERS))
def test_training_without_photographs(tmp_path, stage):
    with pytest.raises(InvalidInput, match=r"Expected garment photographs in .*nowhere"):
        train(
            TrainingRun(
                stage, data=(tmp_path / "nowhere",), cache=tmp_path, out=tmp_path / "out", run=tmp_path / "run"
            )
        )
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"judge": "nobody"}, "There is no judge 'nobody'"),
        ({"judge": "latents", "distil": 2}, "distils nothing"),
        ({"distil": -1}, "distil must be 0 or more; got -1"),
    ],
)
def test_the_judges_are_known(options, message):
    with pytest.raises(InvalidInput, match=message):
        TrainingRun("ideation", data=(Path("garments"),), **options)


@pytest.mark.parametrize("progress", [-0.1, 1.5])
def test_the_discriminators_entry_is_a_progress(progress):
    with pytest.raises(InvalidInput, match="adversarial_from must be in"):
        TrainingRun("ideation", data=(Path("garments"),), adversarial_from=progress)
