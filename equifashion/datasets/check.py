"""Check a built data set: nothing missing, doubled, unreadable, or on both sides of the split."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from equifashion.datasets.encoding import Encoded, decode
from equifashion.datasets.record import SPLITS
from equifashion.datasets.storage import Store, open_store
from equifashion.errors import InvalidInput

_THREADS = 4  # decoding pictures lets other threads run


@dataclass(frozen=True)
class Problem:
    """Something wrong with a data set.

    Attributes:
        kind: ``"missing"``, ``"duplicate"``, ``"unreadable"`` or ``"leaking"``.
        what: one sentence that names the record, file or group.
    """

    kind: str
    what: str


def check(folder: Path | str, on_progress: Callable[[int, int], None] | None = None) -> list[Problem]:
    """Read everything in a data set and list what is wrong.

    Args:
        folder: of the data set.
        on_progress: called with (blocks read, blocks in all).

    Raises:
        InvalidInput: there is no data set.
    """
    store = open_store(folder)
    readable, problems = _indexed(store)
    rows = [row for block in readable for row in store.table(block, ["id", "split", "group", "sha256"]).to_pylist()]
    problems += _repeated(rows) + _leaking(rows)
    with ThreadPoolExecutor(_THREADS) as pool:
        for done, found in enumerate(pool.map(lambda block: list(_block(store, block)), readable), start=1):
            problems += found
            if on_progress:
                on_progress(done, len(readable))
    return problems


def _indexed(store: Store) -> tuple[list[int], list[Problem]]:
    """Blocks whose index can be read, and what is wrong with the others."""
    readable, problems = [], []
    present = set(store.blocks_present())
    for block in store.manifest.blocks:
        wanted = store.manifest.indices(block)
        if block not in present:
            problems.append(Problem("missing", f"Records {wanted[0]} to {wanted[-1]} have not been built."))
            continue
        try:
            indices = store.table(block, ["index"])["index"].to_pylist()
        except InvalidInput as error:
            problems.append(Problem("unreadable", f"{error}."))
            continue
        readable.append(block)
        for index in sorted(set(wanted) - set(indices)):
            problems.append(Problem("missing", f"Record {index} is not in the index of block {block}."))
    for block in sorted(present - set(store.manifest.blocks)):
        problems.append(Problem("duplicate", f"Block {block} lies beyond the last record."))
    return readable, problems


def _repeated(rows: list[dict]) -> list[Problem]:
    """Ids, numbers and pictures that occur more than once."""
    ids: Counter[str] = Counter()
    pictures: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        ids[row["id"]] += 1
        pictures[dict(row["sha256"]).get("image", "")].append(row["id"])
    return [
        *(Problem("duplicate", f"Record {name} is there {n} times.") for name, n in ids.items() if n > 1),
        *(
            Problem("duplicate", f"Records {', '.join(names)} have the same picture.")
            for names in pictures.values()
            if len(set(names)) > 1
        ),
    ]


def _leaking(rows: list[dict]) -> list[Problem]:
    """Groups with records on both sides of the split."""
    sides: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        sides[row["group"]][row["split"]] += 1
    return [
        Problem("leaking", f"{group} is on both sides: {', '.join(f'{n} in {s}' for s, n in splits.items())}.")
        for group, splits in sides.items()
        if len(splits) > 1
    ]


def _block(store: Store, block: int) -> Iterator[Problem]:
    """What is wrong with a block's files."""
    rows = {row["id"]: row for row in store.table(block).to_pylist()}
    seen: Counter[str] = Counter()
    damaged = set()
    for split in SPLITS:
        if not any(row["split"] == split for row in rows.values()):
            continue
        try:
            for record in store.records(split, block):
                seen[record.row["id"]] += 1
                yield from _record(record, rows.get(record.row["id"]))
        except InvalidInput as error:
            yield Problem("unreadable", f"{error}.")
            damaged.add(split)
    for name, row in rows.items():
        if not seen[name] and row["split"] not in damaged:
            yield Problem("missing", f"Record {name} is in the index, but its files are not there.")
        if seen[name] > 1:
            yield Problem("duplicate", f"Record {name} has its files {seen[name]} times.")


def _record(record: Encoded, row: dict[str, object] | None) -> Iterator[Problem]:
    """What is wrong with one record's files, against its row of the index."""
    name = record.row["id"]
    if row is None:
        yield Problem("duplicate", f"Record {name} has files, but is not in the index.")
        return
    expected = dict(row["sha256"])
    if {key: value for key, value in row.items() if key != "sha256"} != record.row:
        yield Problem("unreadable", f"Record {name} reads otherwise in its file than in the index.")
    for modality in sorted(expected.keys() - record.pictures.keys()):
        yield Problem("missing", f"Record {name} lacks its {modality}.")
    hashes = record.hashes()
    for modality, content in record.pictures.items():
        try:
            decode(modality, content)
        except InvalidInput as error:
            yield Problem("unreadable", f"Record {name}: {error}.")
            continue
        if hashes[modality] != expected.get(modality):
            yield Problem("unreadable", f"Record {name}: the {modality} is not the one that was built.")
