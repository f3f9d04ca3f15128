"""A preset's models on this disk, downloaded by huggingface_hub where they are not.

Around its ``snapshot_download``: sizes and licences are shown first, the disk is checked, two processes take turns,
and the hash of everything that arrived is checked. A small JSON file in the cache folder records the commit, size
and hash of every file. With it and the files in the cache nothing is asked of any network.
"""

import errno
import fnmatch
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock
from huggingface_hub import HfApi, constants, snapshot_download, try_to_load_from_cache
from huggingface_hub.errors import (
    HfHubHTTPError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)

from equifashion.errors import CheckpointError, DownloadError
from equifashion.models.checkpoint import file_sha256
from equifashion.studio.backends.hub.table import HubModels, HubPart

_FREE_BYTES = 2**30  # of disk left free
_CHUNK_BYTES = 2**20
# What the hub library raises when nobody answers: its HTTP client's errors (of whichever client) and OSError.
_NETWORK_ERRORS: tuple[type[Exception], ...] = (OSError, *HfHubHTTPError.__bases__)


@dataclass(frozen=True)
class HubFile:
    """One file of a repository at a commit.

    Attributes:
        role, repository, commit, path: which.
        size: bytes.
        digest: SHA-256 of a large file; of a small one, git's own SHA-1 of its content.
    """

    role: str
    repository: str
    commit: str
    path: str
    size: int
    digest: str


@dataclass(frozen=True)
class Fetched:
    """Everything a preset needs, on this disk.

    Attributes:
        folders: role → folder that holds the role's files under their repository paths.
        hashes: ``"repository/path"`` → SHA-256 of the weights, for recipes.
    """

    folders: dict[str, Path]
    hashes: dict[str, str]


def fetch_models(
    name: str,
    models: HubModels,
    say: Callable[[str], None],
    cache: Path | None = None,
    endpoint: str | None = None,
) -> Fetched:
    """The preset's models, from the cache where they are whole, else from the hub.

    Args:
        name: of the preset.
        models: its row.
        say: called with what will be downloaded, under which licences, and how it goes.
        cache: folder of the hub's cache; None takes the usual one (``HF_HOME``).
        endpoint: address of the hub; None takes the usual one (``HF_ENDPOINT``).

    Raises:
        DownloadError: no network, no such revision or file, or too little disk.
        CheckpointError: a file arrived damaged.
    """
    cache = Path(cache or constants.HF_HUB_CACHE)
    record = cache / f"equifashion-{name}.lock.json"
    files = _read_record(record, models)
    if files is None or _missing(files, cache):
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / f"equifashion-{name}.lock"):
            files = _read_record(record, models) or list(_list_files(name, models, endpoint))
            if missing := _missing(files, cache):  # no other process has fetched them meanwhile
                say(explanation(name, models, files, missing, cache))
                _check_disk(name, missing, cache)
                _download(name, missing, cache, endpoint, say)
                say(f"The models of {name!r} are complete in {cache}.")
            _write_record(record, files)
    return _fetched(files, cache)


def local_models(models: HubModels, folder: Path) -> Fetched:
    """A preset's models from a folder with one folder a repository, named ``owner--name``.

    Raises:
        DownloadError: a file is missing; the message names it.
    """
    folders, hashes = {}, {}
    for part in models.parts:
        home = folder / part.repository.replace("/", "--")
        present = [path.relative_to(home).as_posix() for path in sorted(home.rglob("*")) if path.is_file()]
        for path in _matching(part, present, f"the folder {home}"):
            if _is_weights(path):
                hashes[f"{part.repository}/{path}"] = file_sha256(home / path)
        folders[part.role] = home
    return Fetched(folders, hashes)


def summary(name: str, models: HubModels) -> str:
    """What a preset needs, from its row alone, without asking any network."""
    lines = [
        f"{name}: about {_size(models.megabytes * 1_000_000)} to download; a GPU with {models.min_gpu_gb:g} GB or "
        f"more (from {models.full_gpu_gb:g} GB everything stays on it)."
    ]
    for part in models.parts:
        commit = part.revision or "the newest commit at the first download, then always that"
        size = _size(part.megabytes * 1_000_000)
        lines.append(f"  {part.role}: {part.repository}, about {size}, licence {part.licence}; {commit}")
    return "\n".join(lines)


def explanation(name: str, models: HubModels, wanted: list[HubFile], missing: list[HubFile], cache: Path) -> str:
    """What a download brings, shown before it starts: sizes, licences, where it goes."""
    lines = [f"The preset {name!r} uses these models:"]
    for part in models.parts:
        size = sum(file.size for file in wanted if file.role == part.role)
        lines.append(f"  {part.repository} ({_size(size)}), licence: {part.licence}")
    total = sum(file.size for file in missing)
    lines.append(
        f"{_size(total)} are downloaded to {cache}, once; after an interruption, files that are whole stay."
    )
    return "\n".join(lines)


def _list_files(name: str, models: HubModels, endpoint: str | None) -> Iterator[HubFile]:
    """Every wanted file, as the hub has it now at the pinned commits."""
    api = HfApi(endpoint=endpoint)
    for part in models.parts:
        try:
            found = api.model_info(part.repository, revision=part.revision, files_metadata=True)
        except (RevisionNotFoundError, RepositoryNotFoundError) as error:
            raise DownloadError(
                f"The hub no longer has {part.repository} at commit {part.revision or 'main'}. Please update "
                f"EquiFashion, or use another preset. ({_first_line(error)})"
            ) from error
        except _NETWORK_ERRORS as error:
            raise DownloadError(
                f"The preset {name!r} needs about {_size(models.megabytes * 1_000_000)} of models from the hub, "
                f"which are not in the cache yet, and the hub cannot be reached ({_first_line(error)}). Please "
                f"connect to the internet once; or run `python -m equifashion models {name}` on a machine that is "
                f"connected and copy its Hugging Face cache here; or use the preset 'embedded', which needs no "
                f"network."
            ) from error
        siblings = {sibling.rfilename: sibling for sibling in found.siblings or ()}
        for path in _matching(part, sorted(siblings), f"{part.repository} at {found.sha}"):
            entry = siblings[path]
            digest = entry.lfs.sha256 if entry.lfs else entry.blob_id
            yield HubFile(part.role, part.repository, str(found.sha), path, int(entry.size or 0), str(digest))


def _matching(part: HubPart, present: list[str], where: str) -> list[str]:
    """The wanted files among those present; each pattern must match one, and none may lead out of its folder."""
    if astray := [path for path in present if path.startswith("/") or ".." in path.split("/") or "\\" in path]:
        raise DownloadError(f"{where} names files outside its own folder ({astray[0]!r}); nothing of it is used.")
    found: dict[str, None] = {}
    for pattern in part.patterns:
        matches = [path for path in present if fnmatch.fnmatchcase(path, pattern)]
        if not matches:
            raise DownloadError(f"No file {pattern!r} is in {where}; the preset's {part.role} cannot be loaded.")
        found |= dict.fromkeys(matches)
    return list(found)


def _download(
    name: str, missing: list[HubFile], cache: Path, endpoint: str | None, say: Callable[[str], None]
) -> None:
    """Bring the missing files into the cache, one repository after the other, and check their hashes."""
    snapshots: dict[tuple[str, str], list[HubFile]] = {}
    for file in missing:
        snapshots.setdefault((file.repository, file.commit), []).append(file)
    for number, ((repository, commit), files) in enumerate(snapshots.items(), start=1):
        say(f"{number} of {len(snapshots)}: {repository} ({_size(sum(file.size for file in files))})")
        for file in files:
            _delete(file, cache)  # the library would take a file that is too short as it is
        try:
            paths = [file.path for file in files]
            snapshot_download(repository, revision=commit, allow_patterns=paths, cache_dir=cache, endpoint=endpoint)
        except _NETWORK_ERRORS as error:
            if getattr(error, "errno", None) == errno.ENOSPC:
                raise DownloadError(
                    f"The disk of {cache} is full. Please free some space and start again."
                ) from error
            raise DownloadError(
                f"The download of {repository} stopped ({_first_line(error)}). Please start the preset {name!r} "
                f"again when the network is back: files that are whole are kept."
            ) from error
        for file in files:
            _check_digest(name, file, cache)


def _check_digest(name: str, file: HubFile, cache: Path) -> None:
    """Delete a file that arrived damaged, and raise CheckpointError."""
    path = _cached_path(file, cache)
    if path is None or digest_of(path, file.digest) != file.digest:
        _delete(file, cache)
        raise CheckpointError(
            f"{file.repository}/{file.path} arrived damaged: its hash is not the hub's. It was deleted; please "
            f"start the preset {name!r} again."
        )


def digest_of(path: Path, like: str) -> str:
    """A file's digest of the same kind as another: SHA-256, or git's SHA-1 of a blob."""
    if len(like) == 64:
        return file_sha256(path)
    digest = hashlib.sha1(f"blob {path.stat().st_size}\0".encode(), usedforsecurity=False)
    with path.open("rb") as content:
        while chunk := content.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def _cached_path(file: HubFile, cache: Path) -> Path | None:
    """Where the cache has a file, in whatever length."""
    found = try_to_load_from_cache(file.repository, file.path, cache_dir=str(cache), revision=file.commit)
    return Path(found) if isinstance(found, str) and Path(found).is_file() else None


def _missing(files: list[HubFile], cache: Path) -> list[HubFile]:
    """The files that the cache does not have in their full length."""
    paths = ((file, _cached_path(file, cache)) for file in files)
    return [file for file, path in paths if path is None or path.stat().st_size != file.size]


def _delete(file: HubFile, cache: Path) -> None:
    """Take a file out of the cache: the content and the link to it."""
    if (path := _cached_path(file, cache)) is not None:
        path.resolve().unlink(missing_ok=True)
        path.unlink(missing_ok=True)


def _read_record(record: Path, models: HubModels) -> list[HubFile] | None:
    """What an earlier download recorded; None if there was none or the row's repositories or commits changed."""
    if not record.is_file():
        return None
    try:
        files = [HubFile(**entry) for entry in json.loads(record.read_text(encoding="utf-8"))["files"]]
    except (ValueError, KeyError, TypeError) as error:
        raise CheckpointError(f"{record} is damaged ({error}). Please delete it and start again.") from error
    commits = {file.role: (file.repository, file.commit) for file in files}
    for part in models.parts:
        repository, commit = commits.get(part.role, ("", ""))
        if repository != part.repository or (part.revision is not None and commit != part.revision):
            return None
    return files


def _write_record(record: Path, files: list[HubFile]) -> None:
    partial = record.with_suffix(".partial")
    partial.write_text(json.dumps({"files": [asdict(file) for file in files]}, indent=1), encoding="utf-8")
    os.replace(partial, record)


def _fetched(files: list[HubFile], cache: Path) -> Fetched:
    folders: dict[str, Path] = {}
    for file in files:
        path = _cached_path(file, cache)
        assert path is not None
        folders[file.role] = path.parents[file.path.count("/")]
    return Fetched(
        folders, {f"{file.repository}/{file.path}": file.digest for file in files if _is_weights(file.path)}
    )


def _is_weights(path: str) -> bool:
    return path.endswith((".safetensors", ".ckpt"))


def _check_disk(name: str, missing: list[HubFile], cache: Path) -> None:
    needed, free = sum(file.size for file in missing) + _FREE_BYTES, shutil.disk_usage(cache).free
    if free < needed:
        raise DownloadError(
            f"The preset {name!r} needs {_size(needed)} of free disk at {cache}; {_size(free)} are free. Please "
            f"free some, or set HF_HOME to a folder on a larger disk."
        )


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]


def _size(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e8 else f"{count / 1e6:.1f} MB"
