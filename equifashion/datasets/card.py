"""The card of a data set, README.md: what it holds, and where ``datasets`` finds each split and column."""

from collections import Counter

import pyarrow as pa
import yaml

from equifashion.datasets.encoding import MODALITIES, SCHEMA
from equifashion.datasets.files import storing
from equifashion.datasets.record import PART_NAMES, SPLITS
from equifashion.datasets.storage import Store
from equifashion.files import replace_whole

_SCALARS = {
    pa.string(): "string",
    pa.bool_(): "bool",
    pa.int32(): "int32",
    pa.int64(): "int64",
    pa.float64(): "float64",
}


def write_card(store: Store) -> None:
    """Write README.md for the blocks that are there now.

    Raises:
        StorageError: it cannot be written.
    """
    counts = Counter(store.table(columns=["split"])["split"].to_pylist())
    splits = [split for split in SPLITS if counts[split]]
    header: dict[str, object] = {
        "license": "other",
        "license_name": store.manifest.licence,
        "configs": [
            {
                "config_name": "default",
                "data_files": [{"split": split, "path": store.data_files(split)} for split in splits],
            }
        ],
    }
    if store.manifest.format == "shards":  # columns of rare values cannot be guessed from the first records
        header["dataset_info"] = {"features": _features()}
    text = f"---\n{yaml.safe_dump(header, sort_keys=False, allow_unicode=True)}---\n\n{_body(store, counts)}"
    with storing(store.folder):
        replace_whole(store.folder / "README.md", text.encode())


def _body(store: Store, counts: Counter) -> str:
    manifest = store.manifest
    return f"""# EquiFashion-DB, source “{manifest.source}”

{sum(counts.values())} records ({", ".join(f"{counts[split]} {split}" for split in SPLITS)}), seed {manifest.seed}.
Licence: {manifest.licence}.

Each record has a picture, a sketch, a pose (OpenPose-18 keypoints and map), a fabric swatch, part masks, clean and
noisy captions with what was corrupted, and its attributes; what a source does not have is empty.
Part masks hold the indices {", ".join(f"{i} {name}" for i, name in enumerate(PART_NAMES))}.

```python
from datasets import load_dataset
data = load_dataset("{store.folder.name}")
```
"""


def _features() -> list[dict[str, object]]:
    pictures = [{"name": modality.suffix, "dtype": "image"} for modality in MODALITIES.values()]
    return [
        {"name": "__key__", "dtype": "string"},
        *pictures,
        {"name": "json", "struct": [_feature(field.name, field.type) for field in SCHEMA]},
    ]


def _feature(name: str, kind: pa.DataType) -> dict[str, object]:
    """One column in the notation of a card's ``dataset_info``."""
    if pa.types.is_list(kind):
        item = kind.value_type
        if pa.types.is_struct(item):
            return {"name": name, "list": [_feature(f.name, f.type) for f in item.fields]}
        inner = _feature("", item)
        return {"name": name, "list": {"list": inner["list"]} if pa.types.is_list(item) else inner["dtype"]}
    if pa.types.is_struct(kind):
        return {"name": name, "struct": [_feature(f.name, f.type) for f in kind.fields]}
    return {"name": name, "dtype": _SCALARS[kind]}
