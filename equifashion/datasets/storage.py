"""How a data set lies on disk: blocks of consecutive records, each written whole or not at all.

Both formats share this layout; ``datasets.load_dataset(folder)`` reads either through its ``README.md``::

    dataset.json              what is being built: source, seed, count, block size
    README.md                 the card, which names the files of each split
    index/00003.parquet       the rows of block 3 without pictures; written last, it marks the block as done
    data/train-00003.tar      format "shards": WebDataset archives
    data/train/00003/…        format "folder": picture files beside a metadata.parquet
"""

import io
import json
import tarfile
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from equifashion.datasets.encoding import HASHES, MODALITIES, SCHEMA, Encoded
from equifashion.datasets.files import remove, storing
from equifashion.datasets.record import SPLITS
from equifashion.errors import InvalidInput
from equifashion.files import replace_whole

INDEX_SCHEMA = SCHEMA.append(HASHES)
_MANIFEST = "dataset.json"
_PARTIAL = ".partial"  # what is being written; whatever a killed build leaves there is thrown away


@dataclass(frozen=True)
class Manifest:
    """What a folder is to hold.

    Attributes:
        source, seed: where its records come from.
        fingerprint: of the source's own data, so that no other photographs slip in on resuming.
        licence: of the records.
        format: a key of ``STORES``.
        count: records it shall hold.
        block: records in a block.
    """

    source: str
    seed: int
    fingerprint: str
    licence: str
    format: str
    count: int
    block: int

    def indices(self, block: int) -> range:
        """The records of a block."""
        return range(block * self.block, min(self.count, (block + 1) * self.block))

    @property
    def blocks(self) -> range:
        """All blocks."""
        return range(-(-self.count // self.block))


class Store(ABC):
    """A data set's folder. Writing belongs to the builder alone; reading asks for finished blocks only."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder = folder
        self.manifest = manifest

    @abstractmethod
    def _write_split(self, split: str, block: int, records: Sequence[Encoded]) -> None:
        """Write one split of a block, replacing what is there."""

    @abstractmethod
    def _split_path(self, split: str, block: int) -> Path:
        """Where a split of a block lies."""

    @abstractmethod
    def _read_split(self, split: str, block: int) -> Iterator[Encoded]:
        """The records of a split of a block; those that cannot be read raise what the library raises."""

    @abstractmethod
    def data_files(self, split: str) -> str:
        """Pattern of a split's files, relative to the folder."""

    def write(self, block: int, records: Sequence[Encoded]) -> None:
        """Write a block; it counts as done when its index is there.

        Raises:
            StorageError: full disk or no permission; the block is then not done.
        """
        with storing(self.folder):
            self._index_path(block).unlink(missing_ok=True)
            for split in SPLITS:
                chosen = [record for record in records if record.row["split"] == split]
                if chosen:
                    self._write_split(split, block, chosen)
                else:
                    remove(self._split_path(split, block))
            rows = [{**record.row, "sha256": record.hashes()} for record in records]
            replace_whole(self._index_path(block), _parquet(rows, INDEX_SCHEMA))

    def blocks_present(self) -> list[int]:
        """Finished blocks, in order."""
        return sorted(int(path.stem) for path in (self.folder / "index").glob("*.parquet") if path.stem.isdigit())

    def done(self) -> dict[int, int]:
        """Finished blocks → number of their records.

        Raises:
            InvalidInput: an index is damaged.
        """
        return {block: self._metadata(self._index_path(block)).num_rows for block in self.blocks_present()}

    def table(self, block: int | None = None, columns: Sequence[str] = INDEX_SCHEMA.names) -> pa.Table:
        """Rows of one block or of all finished ones, in order, with columns of ``INDEX_SCHEMA``.

        Raises:
            InvalidInput: an index is missing or damaged.
        """
        blocks = self.blocks_present() if block is None else [block]
        schema = pa.schema([INDEX_SCHEMA.field(name) for name in columns])
        tables = [self._read(self._index_path(number), schema) for number in blocks]
        return pa.concat_tables(tables) if tables else schema.empty_table()

    def records(self, split: str, block: int) -> Iterator[Encoded]:
        """The records of a split of a finished block, in order, as they were written.

        Raises:
            InvalidInput: the block's files are missing or damaged; raised when the iteration comes to them.
        """
        try:
            yield from self._read_split(split, block)
        except (OSError, ValueError, KeyError, tarfile.TarError, pa.ArrowException) as error:
            raise InvalidInput(_damaged(self._split_path(split, block))) from error

    def clear_partial(self) -> None:
        """Throw away what a killed build has left half-written."""
        with storing(self.folder):
            remove(self.folder / _PARTIAL)
            for path in self.folder.rglob(".*.partial"):
                path.unlink()

    def _index_path(self, block: int) -> Path:
        return self.folder / "index" / f"{block:05d}.parquet"

    def _metadata(self, path: Path) -> pq.FileMetaData:
        try:
            return pq.read_metadata(path)
        except (OSError, pa.ArrowException) as error:
            raise InvalidInput(_damaged(path)) from error

    def _read(self, path: Path, schema: pa.Schema) -> pa.Table:
        try:
            return pq.read_table(path, schema=schema)
        except (OSError, pa.ArrowException) as error:
            raise InvalidInput(_damaged(path)) from error


class ShardStore(Store):
    """WebDataset archives: one tar for each split of a block, with a record's files side by side."""

    def _split_path(self, split: str, block: int) -> Path:
        return self.folder / "data" / f"{split}-{block:05d}.tar"

    def data_files(self, split: str) -> str:
        return f"data/{split}-*.tar"

    def _write_split(self, split: str, block: int, records: Sequence[Encoded]) -> None:
        buffer = io.BytesIO()
        with tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT) as archive:
            for record in records:
                row = json.dumps(record.row, ensure_ascii=False).encode()
                for suffix, content in (*_named(record), ("json", row)):
                    entry = tarfile.TarInfo(f"{record.row['id']}.{suffix}")  # no time, no owner: the same bytes
                    entry.size = len(content)
                    archive.addfile(entry, io.BytesIO(content))
        replace_whole(self._split_path(split, block), buffer.getvalue())

    def _read_split(self, split: str, block: int) -> Iterator[Encoded]:
        names = {modality.suffix: name for name, modality in MODALITIES.items()}
        with tarfile.open(self._split_path(split, block), "r:") as archive:
            files: dict[str, bytes] = {}
            for entry in archive:
                suffix = entry.name.partition(".")[2]
                files[suffix] = archive.extractfile(entry).read()
                if suffix == "json":  # written last of a record's files
                    row = json.loads(files.pop("json"))
                    yield Encoded(row, {names[suffix]: content for suffix, content in files.items()})
                    files = {}


class FolderStore(Store):
    """Picture files in folders, each with a metadata.parquet beside them (the ImageFolder layout)."""

    def _split_path(self, split: str, block: int) -> Path:
        return self.folder / "data" / split / f"{block:05d}"

    def data_files(self, split: str) -> str:
        return f"data/{split}/**"

    def _write_split(self, split: str, block: int, records: Sequence[Encoded]) -> None:
        path = self._split_path(split, block)
        partial = self.folder / _PARTIAL / f"{split}-{block:05d}"
        remove(partial)
        partial.mkdir(parents=True)
        rows = []
        for record in records:
            row = dict(record.row) | {f"{name}_file_name": None for name in MODALITIES}
            for name, content in record.pictures.items():
                row[f"{name}_file_name"] = f"{record.row['id']}.{MODALITIES[name].suffix}"
                (partial / row[f"{name}_file_name"]).write_bytes(content)
            rows.append(row)
        schema = pa.schema([*SCHEMA, *(pa.field(f"{name}_file_name", pa.string()) for name in MODALITIES)])
        (partial / "metadata.parquet").write_bytes(_parquet(rows, schema))
        remove(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.rename(path)

    def _read_split(self, split: str, block: int) -> Iterator[Encoded]:
        folder = self._split_path(split, block)
        for row in pq.read_table(folder / "metadata.parquet").to_pylist():
            names = {name: row.pop(f"{name}_file_name") for name in MODALITIES}
            yield Encoded(row, {name: (folder / file).read_bytes() for name, file in names.items() if file})


STORES: dict[str, type[Store]] = {"shards": ShardStore, "folder": FolderStore}


def is_data_set(folder: Path | str) -> bool:
    """Whether a folder says of itself that it is one."""
    return (Path(folder) / _MANIFEST).is_file()


def open_store(folder: Path | str) -> Store:
    """The data set in a folder.

    Raises:
        InvalidInput: the folder holds none.
    """
    folder = Path(folder)
    path = folder / _MANIFEST
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        manifest = Manifest(**{field.name: content[field.name] for field in fields(Manifest)})
        return STORES[manifest.format](folder, manifest)
    except FileNotFoundError as error:
        raise InvalidInput(f"{folder} holds no data set: there is no {_MANIFEST} in it.") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InvalidInput(f"{path} is not the description of a data set, or a damaged one.") from error


def create_store(folder: Path | str, manifest: Manifest) -> Store:
    """Begin a data set, or go on with the one that is there.

    Raises:
        InvalidInput: the folder holds another data set, a larger one, or other things.
        StorageError: it cannot be written.
    """
    folder = Path(folder)
    if (folder / _MANIFEST).exists():
        _check_same(open_store(folder).manifest, manifest, folder)
    elif folder.exists() and (not folder.is_dir() or any(not p.name.startswith(".") for p in folder.iterdir())):
        raise InvalidInput(f"{folder} is not an empty folder and holds no data set. Please choose another one.")
    with storing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    store = STORES[manifest.format](folder, manifest)
    store.clear_partial()
    with storing(folder):
        content = json.dumps(asdict(manifest), indent=2, ensure_ascii=False) + "\n"
        replace_whole(folder / _MANIFEST, content.encode())
    return store


def _check_same(begun: Manifest, wanted: Manifest, folder: Path) -> None:
    options = {"source": "--source", "seed": "--seed", "format": "--format", "block": "the block size"}
    for name, option in options.items():
        old, new = getattr(begun, name), getattr(wanted, name)
        if old != new:
            raise InvalidInput(
                f"{folder} was begun with {option} {old}; got {option} {new}. "
                f"Please use the same, or choose another folder."
            )
    if begun.fingerprint != wanted.fingerprint:
        raise InvalidInput(f"{folder} was begun with other data than came now. Please choose another folder.")
    if begun.count > wanted.count:
        raise InvalidInput(
            f"{folder} was begun with --count {begun.count}; --count {wanted.count} is fewer. "
            f"Please choose another folder."
        )


def _named(record: Encoded) -> list[tuple[str, bytes]]:
    return [(MODALITIES[name].suffix, content) for name, content in record.pictures.items()]


def _parquet(rows: Sequence[Mapping[str, object]], schema: pa.Schema) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(list(rows), schema=schema), sink, compression="zstd")
    return sink.getvalue().to_pybytes()


def _damaged(path: Path) -> str:
    return f"{path} is missing or damaged"
