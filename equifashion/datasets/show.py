"""A contact sheet: one row for each record, with its five modalities and captions."""

import io
from pathlib import Path

import numpy as np
from matplotlib import get_data_path
from PIL import Image, ImageDraw, ImageFont

from equifashion.datasets.encoding import PART_COLOURS, Encoded, decode
from equifashion.datasets.files import storing
from equifashion.datasets.storage import Store, open_store
from equifashion.errors import InvalidInput
from equifashion.files import replace_whole

_CELL, _GAP, _TEXT_WIDTH, _MARGIN = (192, 288), 10, 640, 16
_COLUMNS = ("image", "sketch", "pose", "swatch", "parts")
_TITLES = {"image": "picture", "sketch": "sketch", "pose": "pose", "swatch": "fabric", "parts": "parts"}
_INK, _FAINT, _CHANGED = (30, 30, 34), (150, 150, 155), (176, 42, 48)
_MOST_ROWS = 60


def show(folder: Path | str, out: Path | str, rows: int = 8, seed: int = 0) -> Path:
    """Draw a contact sheet of records chosen at random.

    Args:
        folder: of the data set.
        out: PNG file to write.
        rows: records, 1–60.
        seed: chooses them.

    Raises:
        InvalidInput: no data set, an empty or damaged one, or wrong numbers.
        StorageError: the sheet cannot be written.
    """
    if not 1 <= rows <= _MOST_ROWS:
        raise InvalidInput(f"The rows must be a whole number from 1 to {_MOST_ROWS}; got {rows}.")
    records = _chosen(open_store(folder), rows, seed)
    height = _CELL[1] + _GAP
    left = _MARGIN + len(_COLUMNS) * (_CELL[0] + _GAP)
    sheet = Image.new("RGB", (left + _TEXT_WIDTH + _MARGIN, 2 * _MARGIN + 24 + height * len(records)), "white")
    draw = ImageDraw.Draw(sheet)
    for column, name in enumerate(_COLUMNS):
        at = (_MARGIN + column * (_CELL[0] + _GAP), _MARGIN)
        draw.text(at, _TITLES[name], font=_font(14, bold=True), fill=_INK)
    for number, record in enumerate(records):
        top = _MARGIN + 24 + number * height
        for column, name in enumerate(_COLUMNS):
            _paste(sheet, record, name, (_MARGIN + column * (_CELL[0] + _GAP), top))
        _write(draw, record.row, left, top)
    buffer = io.BytesIO()
    sheet.save(buffer, "PNG")
    with storing(Path(out)):
        replace_whole(Path(out), buffer.getvalue())
    return Path(out)


def _chosen(store: Store, rows: int, seed: int) -> list[Encoded]:
    table = store.table(columns=["id", "split", "index"]).to_pylist()
    if not table:
        raise InvalidInput(f"{store.folder} holds no finished records yet.")
    picks = np.random.default_rng(seed).permutation(len(table))[:rows]
    chosen = sorted((table[int(i)] for i in picks), key=lambda row: row["index"])
    found = {}
    for split, block in sorted({(row["split"], row["index"] // store.manifest.block) for row in chosen}):
        wanted = {row["id"] for row in chosen}
        found |= {r.row["id"]: r for r in store.records(split, block) if r.row["id"] in wanted}
    missing = [row["id"] for row in chosen if row["id"] not in found]
    if missing:
        raise InvalidInput(f"The files of record {missing[0]} are not there; `data check` tells more.")
    return [found[row["id"]] for row in chosen]


def _paste(sheet: Image.Image, record: Encoded, name: str, at: tuple[int, int]) -> None:
    draw = ImageDraw.Draw(sheet)
    if name not in record.pictures:
        draw.rectangle((*at, at[0] + _CELL[0] - 1, at[1] + _CELL[1] - 1), outline=(225, 225, 228))
        draw.text((at[0] + 12, at[1] + 12), "none", font=_font(13), fill=_FAINT)
        return
    picture = decode(name, record.pictures[name])
    if name == "parts":
        picture = Image.fromarray(np.array(PART_COLOURS, np.uint8)[np.asarray(picture)])
    scale = min(_CELL[0] / picture.width, _CELL[1] / picture.height)
    size = (round(picture.width * scale), round(picture.height * scale))
    resample = Image.Resampling.NEAREST if name == "parts" else Image.Resampling.LANCZOS
    sheet.paste(picture.resize(size, resample), at)
    draw.rectangle((*at, at[0] + size[0] - 1, at[1] + size[1] - 1), outline=(225, 225, 228))


def _write(draw: ImageDraw.ImageDraw, row: dict, left: int, top: int) -> None:
    """Id, captions, noisy captions and what was corrupted, figure."""
    lines = [(f"{row['id']} · {row['split']} · {row['sketch_hand']} hand", 12, _FAINT)]
    lines += [(caption["text"], 13, _INK) for caption in row["captions"]]
    for noisy in row["noisy_captions"]:
        told = "; ".join(f"{c['kind']}: {c['before'] or '–'} → {c['after'] or '–'}" for c in noisy["corruptions"])
        lines.append((f"≈ {noisy['text']}" + (f"  [{told}]" if told else ""), 11, _CHANGED))
    if row["figure"]:
        figure = row["figure"]
        lines.append(
            (f"Monk {figure['skin_tone']} · {figure['body_shape']} · {figure['presentation']}", 12, _FAINT)
        )
    bottom = top + _CELL[1] - 14
    for text, size, colour in lines:
        for piece in _wrapped(text, _font(size)):
            if top > bottom:
                return
            draw.text((left, top), piece, font=_font(size), fill=colour)
            top += size + 3
        top += 3


def _wrapped(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > _TEXT_WIDTH:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _font(size: int, bold: bool = False) -> ImageFont.FreeTypeFont:
    """DejaVu Sans, which comes with matplotlib and has the Vietnamese letters."""
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return ImageFont.truetype(f"{get_data_path()}/fonts/ttf/{name}", size)
