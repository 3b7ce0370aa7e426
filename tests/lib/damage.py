"""Ways in which a publisher's file comes damaged, for a file of any source: CSV, Parquet or Excel.

Each takes a good file and a folder and writes a damaged copy there. A damage returns None where a file of
that form cannot have it.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd

MILLION = 1_000_000


def truncated(good: Path, folder: Path) -> Path:
    """The connection broke in the middle of a row."""
    data = good.read_bytes()
    cut = int(len(data) * 0.6)
    if _is_text(good):
        # Just behind the first comma of a row: a cut on a line's end leaves a smaller whole file.
        cut = data.index(b",", data.rindex(b"\n", 0, cut)) + 1
    return _written(data[:cut], good, folder)


def wrong_header(good: Path, folder: Path) -> Path:
    """The publisher gave all columns new names."""
    return _rewritten(good, folder, lambda rows: rows.rename(columns=lambda name: f"new {name} name"))


def duplicated_key(good: Path, folder: Path) -> Path:
    """The first row is repeated, the second time with other figures where it has any."""
    if good.suffix == ".geojson":
        found = json.loads(good.read_text(encoding="utf-8"))
        found["features"].append(found["features"][0])
        return _written(json.dumps(found).encode(), good, folder)

    def repeat(rows: pd.DataFrame) -> pd.DataFrame:
        return pd.concat([rows.head(1), rows], ignore_index=True)

    return _rewritten(good, folder, repeat)


def other_vintage(good: Path, folder: Path) -> Path:
    """All areas have codes of another time, which nobody here knows."""

    def recode(text: str) -> str:
        text = re.sub(r"\bE(\d{2})(\d{6})\b", r"E99\g<2>", text)
        return re.sub(r"\b[QRAT][A-Z0-9]{2}\b", "99", text)

    if _is_text(good):
        header, _, body = good.read_text(encoding="utf-8").partition("\n")
        return _written(f"{header}\n{recode(body)}".encode(), good, folder)

    def recode_all(rows: pd.DataFrame) -> pd.DataFrame:
        texts = [name for name in rows if pd.api.types.is_string_dtype(rows[name])]
        return rows.assign(**{name: rows[name].map(recode, na_action="ignore") for name in texts})

    return _rewritten(good, folder, recode_all)


def wrong_sheet(good: Path, folder: Path) -> Path:
    """A workbook whose only sheet is the notes."""
    path = folder / f"{good.stem}.xlsx"
    notes = pd.DataFrame({"Notes": ["Figures are provisional.", "Contact the publisher."]})
    notes.to_excel(path, sheet_name="Notes", index=False)
    return path


def web_page(good: Path, folder: Path) -> Path:
    """The server sent its page for files that are gone."""
    page = (
        b"<!DOCTYPE html>\n<html><head><title>Page not found</title></head><body>Sorry, a,b,c</body></html>\n"
    )
    return _written(page, good, folder)


def zip_bomb(good: Path, folder: Path) -> Path:
    """A small archive that unpacks to far more than it is."""
    path = folder / good.name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * 40 * MILLION)
    return path


def million_columns(good: Path, folder: Path) -> Path:
    """One row has a million cells; of a file that is no text, the header has."""
    if _is_text(good):
        return _written(good.read_bytes().rstrip() + b"\n" + b"1," * MILLION + b"1\n", good, folder)
    # No writer makes such a workbook or Parquet file, so it comes as text under the same name.
    return _written(b"column," * MILLION + b"\n" + b"1," * MILLION + b"\n", good, folder)


def mixed_encodings(good: Path, folder: Path) -> Path:
    """Two halves, written by two programs."""
    if not _is_text(good):
        # A binary file whose second half went through a program for text.
        data = good.read_bytes()
        half = len(data) // 2
        broken = data[half:].decode("cp1252", errors="replace").encode("utf-8")
        return _written(data[:half] + broken, good, folder)
    lines = good.read_bytes().rstrip().split(b"\n")
    first, last = (re.sub(rb"[^,]*$", word, lines[-1]) for word in ("Môn".encode(), "Môn".encode("cp1252")))
    return _written(b"\n".join([*lines, first, last]) + b"\n", good, folder)


def million_column_header(good: Path, folder: Path) -> Path | None:
    """The header, and a row below it, have a million cells."""
    if good.suffix != ".csv":
        return None
    return _written(b"a," * MILLION + b"b\n" + b"1," * MILLION + b"2\n", good, folder)


def header_only(good: Path, folder: Path) -> Path:
    """All columns and no row."""
    if good.suffix == ".geojson":
        found = json.loads(good.read_text(encoding="utf-8"))
        return _written(json.dumps(found | {"features": []}).encode(), good, folder)
    return _rewritten(good, folder, lambda rows: rows.head(0))


def repeated_column(good: Path, folder: Path) -> Path | None:
    """The last column has the name of the first."""
    if good.suffix != ".csv":
        return None
    header, _, body = good.read_bytes().partition(b"\n")
    names = header.strip().split(b",")
    return _written(b",".join([*names[:-1], names[0]]) + b"\n" + body, good, folder)


def zipped(good: Path, folder: Path) -> Path:
    """The good file in an archive, under the name of the file."""
    path = folder / good.name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(good, good.name)
    return path


def picture(good: Path, folder: Path) -> Path:
    """Bytes that are not text and no table."""
    return _written(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, good, folder)


def name_of_another_form(good: Path, folder: Path) -> Path | None:
    """Text that begins like a Parquet file."""
    return _written(b"PAR1" + good.read_bytes(), good, folder) if _is_text(good) else None


def empty(good: Path, folder: Path) -> Path:
    """Nothing in it."""
    return _written(b"", good, folder)


DAMAGES: dict[str, Callable[[Path, Path], Path | None]] = {
    damage.__name__: damage
    for damage in (
        truncated,
        wrong_header,
        duplicated_key,
        other_vintage,
        wrong_sheet,
        web_page,
        zip_bomb,
        million_columns,
        million_column_header,
        header_only,
        repeated_column,
        zipped,
        picture,
        name_of_another_form,
        mixed_encodings,
        empty,
    )
}


def _is_text(path: Path) -> bool:
    return path.suffix in (".csv", ".json", ".geojson")


def _written(data: bytes, good: Path, folder: Path) -> Path:
    path = folder / good.name
    path.write_bytes(data)
    return path


def _rewritten(good: Path, folder: Path, change: Callable[[pd.DataFrame], pd.DataFrame]) -> Path:
    """The table of a file, changed, in a file of the same form."""
    path = folder / good.name
    if good.suffix == ".csv":
        rows = list(csv.reader(io.StringIO(good.read_text(encoding="utf-8"))))
        table = change(pd.DataFrame(rows[1:], columns=rows[0], dtype=str))
        table.to_csv(path, index=False)
    elif good.suffix == ".parquet":
        change(pd.read_parquet(good)).to_parquet(path, index=False)
    elif good.suffix == ".xlsx":
        with pd.ExcelFile(good) as book:
            sheets = {name: book.parse(name, dtype=str, keep_default_na=False) for name in book.sheet_names}
        with pd.ExcelWriter(path) as writer:
            for name, rows in sheets.items():
                change(rows).to_excel(writer, sheet_name=name, index=False)
    else:
        # JSON and its kin have names and codes as text.
        shutil.copyfile(good, path)
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r'"(\w+)":', r'"new \1 name":', text), encoding="utf-8")
    return path
