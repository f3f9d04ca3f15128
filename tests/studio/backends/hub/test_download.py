"""Fetching models by huggingface_hub from a hub on this machine: told, resumed, checked, locked, offline."""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from huggingface_hub import close_session

from equifashion.errors import CheckpointError, DownloadError
from equifashion.models.checkpoint import file_sha256
from equifashion.studio.backends.hub import download
from equifashion.studio.backends.hub.download import fetch_models, local_models
from equifashion.studio.backends.hub.table import HubModels, HubPart
from tests.support.hub_server import COMMIT, run_hub_server

ROW = HubModels(
    "sd",
    (
        HubPart("base", "kind/base", ("unet/config.json", "unet/*.safetensors"), "openrail", 1, COMMIT),
        HubPart("lora", "kind/lora", ("lora.safetensors",), "mit", 1),
    ),
    (64, 96), 8, 4, 5,
)  # fmt: skip
NOWHERE = "http://127.0.0.1:9"  # nobody listens there


@pytest.fixture
def repositories(tmp_path):
    home = tmp_path / "hub"
    for name, content in {
        "kind--base/unet/config.json": b'{"a": 1}',
        "kind--base/unet/model.safetensors": bytes(range(256)) * 4000,
        "kind--base/unet/model.bin": b"not wanted",
        "kind--lora/lora.safetensors": bytes(range(256)) * 2000,
    }.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(content)
    return home


@pytest.fixture(autouse=True)
def connected(monkeypatch):
    """huggingface_hub may use the network, directly and without waiting, whatever the environment says."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    close_session()
    monkeypatch.setattr("time.sleep", lambda seconds: None)  # the client waits between its tries
    monkeypatch.setattr("huggingface_hub.constants.DOWNLOAD_CHUNK_SIZE", 50_000)
    yield
    close_session()


@pytest.fixture
def hub(repositories):
    with run_hub_server(repositories) as running:
        yield running


def fetch(hub, cache, row=ROW, said=None):
    address = hub if isinstance(hub, str) else hub.address
    return fetch_models("photoreal", row, (said if said is not None else []).append, cache, address)


def test_what_arrives_and_what_is_told_before(hub, repositories, tmp_path):
    said = []
    fetched = fetch(hub, tmp_path / "cache", said=said)
    assert "kind/base (1.0 MB), licence: openrail" in said[0] and "kind/lora (0.5 MB), licence: mit" in said[0]
    assert str(tmp_path / "cache") in said[0] and "files that are whole stay" in said[0]
    assert "1 of 2: kind/base (1.0 MB)" in said[1] and "complete" in said[-1]
    first_file = next(i for i, (_, path, _) in enumerate(hub.asked) if "/resolve/" in path)
    assert all(path.startswith("/api/") for _, path, _ in hub.asked[:first_file])  # told before anything is fetched
    weights = repositories / "kind--base/unet/model.safetensors"
    assert (fetched.folders["base"] / "unet/model.safetensors").read_bytes() == weights.read_bytes()
    assert not (fetched.folders["base"] / "unet/model.bin").exists()
    assert fetched.hashes == {
        "kind/base/unet/model.safetensors": file_sha256(weights),
        "kind/lora/lora.safetensors": file_sha256(repositories / "kind--lora/lora.safetensors"),
    }


def test_a_second_time_nothing_is_asked_of_the_network(hub, tmp_path):
    first = fetch(hub, tmp_path / "cache")
    asked, said = len(hub.asked), []
    assert fetch(hub, tmp_path / "cache", said=said) == first
    assert fetch(NOWHERE, tmp_path / "cache", said=said) == first
    assert len(hub.asked) == asked and said == []


def test_a_row_without_a_commit_keeps_to_the_first_one(hub, tmp_path):
    fetch(hub, tmp_path / "cache")
    lock = json.loads((tmp_path / "cache" / "equifashion-photoreal.lock.json").read_text())
    assert {entry["commit"] for entry in lock["files"]} == {COMMIT}
    # Another commit in the row is another model: the lock no longer counts.
    other = replace(ROW, parts=(replace(ROW.parts[0], revision="f" * 40), ROW.parts[1]))
    with pytest.raises(DownloadError, match=r"no longer has kind/base at commit f{40}"):
        fetch(hub, tmp_path / "cache", other)


def test_a_broken_transfer_is_resumed_where_it_broke(hub, repositories, tmp_path):
    hub.broken, hub.breaks_after, hub.recovers = {"lora.safetensors"}, 100_000, True
    fetched = fetch(hub, tmp_path / "cache")
    ranges = [asked for method, path, asked in hub.asked if method == "GET" and path.endswith("lora.safetensors")]
    assert ranges == [None, "bytes=100000-"]
    wanted = (repositories / "kind--lora/lora.safetensors").read_bytes()
    assert (fetched.folders["lora"] / "lora.safetensors").read_bytes() == wanted


def test_an_interrupted_download_keeps_the_files_that_are_whole(hub, repositories, tmp_path):
    hub.broken, hub.breaks_after = {"lora.safetensors"}, 100_000
    with pytest.raises(DownloadError, match=r"download of kind/lora stopped .* files that are whole are kept"):
        fetch(hub, tmp_path / "cache")
    hub.silent = False
    hub.asked.clear()
    said = []
    fetched = fetch(hub, tmp_path / "cache", said=said)
    assert {path.split("/")[-1] for method, path, _ in hub.asked if method == "GET" and "/resolve/" in path} == {
        "lora.safetensors"
    }
    assert "0.5 MB are downloaded" in said[0] and "1 of 1: kind/lora" in said[1]
    wanted = (repositories / "kind--lora/lora.safetensors").read_bytes()
    assert (fetched.folders["lora"] / "lora.safetensors").read_bytes() == wanted


def test_two_downloads_at_once_fetch_once(hub, tmp_path):
    """The second waits for the first, and finds everything there."""
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: fetch(hub, tmp_path / "cache"), range(2))
    assert first == second
    fetched = [path for method, path, _ in hub.asked if method == "GET" and "/resolve/" in path]
    assert len(fetched) == len(set(fetched)) == 3


@pytest.mark.parametrize("name", ["unet/model.safetensors", "unet/config.json"])
def test_a_changed_file_is_deleted_and_named(hub, tmp_path, name):
    hub.tampered = {name}
    with pytest.raises(CheckpointError, match=rf"kind/base/{name} arrived damaged"):
        fetch(hub, tmp_path / "cache")
    hub.tampered = set()
    assert len(fetch(hub, tmp_path / "cache").hashes) == 2


def test_a_cut_file_in_the_cache_is_fetched_again(hub, repositories, tmp_path):
    fetched = fetch(hub, tmp_path / "cache")
    path = fetched.folders["base"] / "unet/model.safetensors"
    os.truncate(path.resolve(), 1000)
    with pytest.raises(DownloadError, match="stopped"):
        fetch(NOWHERE, tmp_path / "cache")
    wanted = (repositories / "kind--base/unet/model.safetensors").read_bytes()
    assert (fetch(hub, tmp_path / "cache").folders["base"] / "unet/model.safetensors").read_bytes() == wanted


def test_no_network_says_what_to_do(tmp_path):
    with pytest.raises(DownloadError) as refused:
        fetch(NOWHERE, tmp_path / "cache")
    for words in ("cannot be reached", "python -m equifashion models photoreal", "'embedded'"):
        assert words in str(refused.value)


def test_offline_mode_says_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(DownloadError, match="cannot be reached"):
        fetch(NOWHERE, tmp_path / "cache")


def test_too_little_disk_is_told_before_the_download(hub, tmp_path, monkeypatch):
    monkeypatch.setattr(download, "_FREE_BYTES", 10**18)  # more than any disk has
    with pytest.raises(DownloadError, match=r"needs 1000000000\.0 GB of free disk .* HF_HOME"):
        fetch(hub, tmp_path / "cache")
    assert all(path.startswith("/api/") for _, path, _ in hub.asked)


def test_what_the_hub_does_not_have(hub, tmp_path):
    missing = replace(ROW, parts=(replace(ROW.parts[1], patterns=("other.safetensors",)),))
    with pytest.raises(DownloadError, match=r"No file 'other\.safetensors' is in kind/lora"):
        fetch(hub, tmp_path / "cache", missing)
    gone = replace(ROW, parts=(replace(ROW.parts[1], repository="kind/gone"),))
    with pytest.raises(DownloadError, match="no longer has kind/gone"):
        fetch(hub, tmp_path / "cache", gone)


@pytest.mark.parametrize("name", ["unet/../../../../planted.safetensors", "/planted", "unet\\..\\planted"])
def test_names_that_lead_elsewhere_are_refused(name):
    part = replace(ROW.parts[0], patterns=("unet/*",))
    with pytest.raises(DownloadError, match="names files outside its own folder"):
        download._matching(part, ["unet/config.json", name], "the hub")


def test_a_damaged_lock(hub, tmp_path):
    fetch(hub, tmp_path / "cache")
    (tmp_path / "cache" / "equifashion-photoreal.lock.json").write_text("{")
    with pytest.raises(CheckpointError, match="Please delete it and start again"):
        fetch(hub, tmp_path / "cache")


def test_models_from_a_folder(repositories):
    fetched = local_models(ROW, repositories)
    assert set(fetched.folders) == {"base", "lora"} and len(fetched.hashes) == 2
    (repositories / "kind--lora/lora.safetensors").unlink()
    with pytest.raises(DownloadError, match=r"No file 'lora\.safetensors' is in the folder"):
        local_models(ROW, repositories)
