"""Source: the original EquiFashion-DB, from the Hub or from a local folder in its layout.

The layout is ``train_pose.json`` or ``train.json``, a list or JSON lines of objects with ``gt``, ``caption`` and
``pose`` (and ``sketch``, ``fabric`` where there are any), beside the pictures that they name
(https://github.com/nguyendinhhieu1309/EquiFashion, ``scripts/train/my_dataset.py``). Where that loader puts a black
square for a missing picture, this one stops and names the record.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
from PIL import Image, ImageOps

from equifashion.datasets.captions.writing import Caption
from equifashion.datasets.record import SWATCH_SIZE, NoisyCaption, Record
from equifashion.datasets.splits import split_by_hash
from equifashion.errors import InvalidInput
from equifashion.imaging.canvas import CANVAS_SIZE
from equifashion.imaging.io import open_image
from equifashion.imaging.pose import Pose
from equifashion.imaging.skeleton import looks_like_skeleton, read_skeleton
from equifashion.imaging.sketch import extract_lines

HUB_ID = "NguyenDinhHieu/EquiFashion-DB"
_LICENCE = f"as stated by {HUB_ID}"
_TABLES = ("train_pose.json", "train.json")  # the first that is there
_PICTURE_FOLDERS = ("", "train", "images", "gt")
_COLUMNS = {  # what a record has → columns that may hold it
    "gt": ("gt", "image", "jpg", "target"),
    "caption": ("caption", "text", "txt", "prompt"),
    "pose": ("pose", "hint", "pose_map", "conditioning_image"),
    "sketch": ("sketch",),
    "fabric": ("fabric", "swatch"),
}
_NEEDED = ("gt", "caption")
_HELD_OUT_PERCENT = 10
_SKETCH_DETAIL = 0.6

Entry = Mapping[str, Any]  # keys of _COLUMNS → a path, a picture, or None


@dataclass(frozen=True)
class Original:
    """The source. Attributes as in ``sources.Source``; ``entries`` are rows, ``columns`` names what they hold."""

    seed: int
    fingerprint: str
    entries: Sequence[Entry] = field(repr=False)
    columns: Mapping[str, str]
    folder: Path | None = None
    name: str = "original"
    licence: str = _LICENCE

    @property
    def size(self) -> int:
        """All entries."""
        return len(self.entries)

    def record(self, index: int) -> Record:
        """Entry ``index``, its pictures letterboxed onto the canvas."""
        identity = f"original-{self.seed}-{index:08d}"
        entry = self.entries[index]
        held = {what: entry.get(column) for what, column in self.columns.items()}
        text = held["caption"]
        if not isinstance(text, str) or not text.strip():
            raise InvalidInput(f"Record {identity} (entry {index}) has no caption.")
        image = self._picture(identity, "gt", held["gt"])
        if image is None:
            raise InvalidInput(f"Record {identity} (entry {index}) has no picture.")
        pose_map = self._picture(identity, "pose", held.get("pose"))
        sketch = self._picture(identity, "sketch", held.get("sketch"))
        fabric = self._picture(identity, "fabric", held.get("fabric"))
        image = ImageOps.pad(image, CANVAS_SIZE, Image.Resampling.LANCZOS, color="white")
        drawing = extract_lines(image, _SKETCH_DETAIL) if sketch is None else sketch.convert("L")
        text = text.strip()
        captions = (Caption(text, (), "", "en"),)
        group = _group(held["gt"], index)
        return Record(
            id=identity,
            index=index,
            source=self.name,
            licence=self.licence,
            split=split_by_hash(f"original:{group}", _HELD_OUT_PERCENT),
            group=group,
            image=image,
            captions=captions,
            noisy_captions=(NoisyCaption.of(captions, 0, np.random.default_rng((self.seed, index))),),
            sketch=ImageOps.pad(drawing, CANVAS_SIZE, Image.Resampling.LANCZOS, color=255),
            sketch_hand="extracted" if sketch is None else "original",
            swatch=None if fabric is None else ImageOps.fit(fabric, SWATCH_SIZE, Image.Resampling.LANCZOS),
            pose=_pose(pose_map),
            pose_map=None if pose_map is None else ImageOps.pad(pose_map, CANVAS_SIZE, color="black"),
        )

    def _picture(self, identity: str, what: str, value: object) -> Image.Image | None:
        """A picture of an entry, which names a file or holds the picture itself."""
        if value is None or value == "":
            return None
        if isinstance(value, str):
            path = None if self.folder is None else find_picture(self.folder, what, value)
            if path is None:
                raise InvalidInput(f"Record {identity}: its {what} {value} is not there.")
            value = path
        try:
            return open_image(value, what=what)
        except InvalidInput as error:
            raise InvalidInput(f"Record {identity}: {error}") from error


def open_source(data: Path | str | None, seed: int) -> Original:
    """The original data set: a local folder, a Hub id, or by default the published one.

    Raises:
        InvalidInput: neither a folder in the layout nor a data set that can be reached, or a picture is missing.
    """
    if data is not None and Path(data).exists():
        return _open_folder(Path(data), seed)
    if data is not None and (str(data).count("/") != 1 or str(data).startswith((".", "/", "~"))):
        raise InvalidInput(
            f"There is no folder {data}. Please name a folder, or a data set on the Hub as owner/name."
        )
    return _open_hub(str(data or HUB_ID), seed)


def find_picture(folder: Path, what: str, name: str) -> Path | None:
    """The file that an entry names, looked for where the original loader looks; None where there is none.

    Raises:
        InvalidInput: the name leads out of the folder.
    """
    relative = PurePosixPath(name.replace("\\", "/"))
    if relative.is_absolute() or ".." in relative.parts:
        raise InvalidInput(f"The {what} {name!r} lies outside of {folder}.")
    places = _PICTURE_FOLDERS if what == "gt" else ("",)
    return next((path for place in places if (path := folder / place / relative).is_file()), None)


def _open_folder(folder: Path, seed: int) -> Original:
    table = next((folder / name for name in _TABLES if (folder / name).is_file()), None)
    if table is None:
        raise InvalidInput(f"Expected the original EquiFashion-DB in {folder}: there is no {_TABLES[1]} in it.")
    content = table.read_bytes()
    entries = _entries(content, table)
    columns = _columns({key for entry in entries for key in entry}, str(table))
    for index, entry in enumerate(entries):
        for what in ("gt", "pose", "sketch", "fabric"):
            name = entry.get(columns.get(what, ""))
            if name and find_picture(folder, what, str(name)) is None:
                raise InvalidInput(f"Record {index} of {table} names the {what} {name}, which is not there.")
    return Original(seed, hashlib.sha256(content).hexdigest()[:16], entries, columns, folder)


def _entries(content: bytes, table: Path) -> list[dict[str, Any]]:
    """The objects of a JSON list or of JSON lines."""
    try:
        text = content.decode("utf-8-sig").strip()
        listed = text.startswith("[")
        entries = json.loads(text) if listed else [json.loads(line) for line in text.splitlines() if line.strip()]
    except ValueError as error:
        raise InvalidInput(f"{table} is neither a JSON list nor JSON lines ({error}).") from error
    if not entries or not all(isinstance(entry, dict) for entry in entries):
        raise InvalidInput(f"{table} holds no records: a list of objects with gt, caption and pose is expected.")
    return entries


def _columns(names: set[str], where: str) -> dict[str, str]:
    """What a record has → the column that holds it."""
    found = {
        what: next(column for column in columns if column in names)
        for what, columns in _COLUMNS.items()
        if names & set(columns)
    }
    missing = [what for what in _NEEDED if what not in found]
    if missing:
        raise InvalidInput(f"{where} lacks {' and '.join(missing)}; it has {', '.join(sorted(names))}.")
    return found


def _open_hub(identity: str, seed: int) -> Original:
    import datasets

    try:
        splits = datasets.load_dataset(identity)
    except (OSError, ValueError, datasets.exceptions.DatasetsError) as error:
        raise InvalidInput(
            f"The data set {identity} could not be read from the Hub ({str(error).splitlines()[0]}). "
            f"Please check the connection, or name a local copy with --data."
        ) from error
    rows = datasets.concatenate_datasets(list(splits.values()))
    return Original(seed, rows._fingerprint, rows, _columns(set(rows.column_names), identity))


def _group(name: object, index: int) -> str:
    """Pictures ``009292_0.jpg`` and ``009292_1.jpg`` show one outfit and stay together."""
    if not isinstance(name, str):
        return str(index)
    return PurePosixPath(name.replace("\\", "/")).stem.rpartition("_")[0] or name


def _pose(pose_map: Image.Image | None) -> Pose | None:
    """Keypoints read back from an OpenPose drawing."""
    if pose_map is None or not looks_like_skeleton(pose_map):
        return None
    return read_skeleton(pose_map)
