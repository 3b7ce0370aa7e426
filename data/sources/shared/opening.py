"""Opens a publisher's file as a table, or raises a sentence that explains what is wrong with it.

Nothing is guessed silently. A file that is a web page, is cut short, would unpack to more than memory can
take, or has two encodings is refused with what was found and what is allowed.
"""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data.errors import SourceError
from data.reading.file_limits import MAX_COLUMNS, check_unpacked, is_web_page
from data.reading.text_encoding import encoding_of
from data.storage.folder_trouble import raise_folder_trouble

MAX_BYTES = 600_000_000


def open_table(path: Path, columns: tuple[str, ...], sheet: str | None = None, skip: int = 0) -> pd.DataFrame:
    """The rows of a CSV, Parquet or Excel file; all columns as text for CSV and Excel, "" where empty.

    ``columns`` are required (others are allowed); ``sheet`` names an Excel sheet; ``skip`` is the number of
    lines above the header of a CSV or sheet. Raises SourceError with a sentence that names the file, what was
    found and what is allowed.
    """
    path = Path(path)
    start = _no_web_page(path)
    if start.startswith(b"PAR1") or (path.suffix == ".parquet" and not start.startswith(b"PK")):
        rows = _parquet(path)
    elif start.startswith(b"PK"):
        rows = _excel(path, sheet, skip)
    else:
        rows = _csv(path, skip)
    missing = [name for name in columns if name not in rows.columns]
    if missing:
        raise SourceError(
            f"{path.name}: the columns {', '.join(missing)} are missing; found "
            f"{', '.join(map(str, rows.columns))[:400]}."
        )
    if rows.empty:
        raise SourceError(f"{path.name}: the table has a header and no rows.")
    return rows


def open_text(path: Path) -> str:
    """The text of a file in UTF-8 or, throughout, Windows-1252, for tables whose rows are checked by the
    caller.

    Raises SourceError as ``open_table`` does.
    """
    _no_web_page(path)
    return _decoded(path)


def start_of(path: Path) -> bytes:
    """The first bytes of a file; raises SourceError where it is missing, empty or too large."""
    if not path.is_file():
        raise SourceError(f"{path.name}: there is no such file.")
    size = path.stat().st_size
    if size == 0:
        raise SourceError(f"{path.name}: the file is empty.")
    if size > MAX_BYTES:
        raise SourceError(f"{path.name}: the file has {size:,} bytes; allowed are {MAX_BYTES:,}.")
    with path.open("rb") as file:
        return file.read(2_048)


def _no_web_page(path: Path) -> bytes:
    start = start_of(path)
    if is_web_page(start):
        raise SourceError(
            f"{path.name}: this is a web page, not a table; download the publisher's file again."
        )
    return start


def _parquet(path: Path) -> pd.DataFrame:
    try:
        # The file is opened here, so that a damaged file is closed, and can be removed, at once.
        with pa.OSFile(str(path)) as opened, pq.ParquetFile(opened) as file:
            # The footer gives the unpacked size before anything is unpacked.
            parts = [file.metadata.row_group(i).total_byte_size for i in range(file.metadata.num_row_groups)]
            check_unpacked(path, sum(parts), "a publisher's file")
            _check_header(path, list(file.schema_arrow.names))
            return file.read().to_pandas()
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path.name}: is not a whole Parquet file ({type(error).__name__}).") from None


def _csv(path: Path, skip: int) -> pd.DataFrame:
    text = _decoded(path)
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for _ in range(skip):
            next(lines)
        header = [name.strip() for name in next(lines)]
    except (StopIteration, csv.Error):
        raise SourceError(f"{path.name}: there is no header; allowed is a CSV file with one.") from None
    _check_header(path, header)
    rows, number = [], skip + 1
    try:
        for cells in lines:
            number = lines.line_num
            if not any(cells):
                continue
            if len(cells) != len(header):
                raise SourceError(
                    f"{path.name}, line {number}: {len(cells):,} cells under a header of "
                    f"{len(header)}; the file is damaged or cut short."
                )
            rows.append(cells)
    except csv.Error as error:
        raise SourceError(f"{path.name}, line {number + 1}: cannot be read as CSV ({error}).") from None
    if text and not text.endswith(("\n", "\r")) and rows and _is_cut(rows):
        raise SourceError(f"{path.name}: the last line is cut short; download the file again.")
    return pd.DataFrame(rows, columns=header, dtype="str")


def _is_cut(rows: list[list[str]]) -> bool:
    # A complete last line without a line end is common; a last line with an empty last cell was cut short.
    return rows[-1][-1] == "" and any(row[-1] for row in rows[:-1])


def _decoded(path: Path) -> str:
    return path.read_bytes().decode(encoding_of(path))


def _excel(path: Path, sheet: str | None, skip: int) -> pd.DataFrame:
    try:
        with zipfile.ZipFile(path) as packed:
            check_unpacked(path, sum(part.file_size for part in packed.infolist()), "a publisher's file")
            if "xl/workbook.xml" not in packed.namelist():
                raise SourceError(
                    f"{path.name}: is a ZIP file and not an Excel workbook; unpack it and use the table "
                    "inside."
                )
        with pd.ExcelFile(path) as book:
            if sheet is not None and sheet not in book.sheet_names:
                raise SourceError(
                    f"{path.name}: there is no sheet {sheet!r}; it has "
                    f"{', '.join(map(str, book.sheet_names))[:300]}."
                )
            rows = book.parse(sheet or 0, header=skip, dtype=str, keep_default_na=False)
    except SourceError:
        raise
    except Exception as error:
        raise_folder_trouble(error, path.parent)
        # A workbook has many parts, and each can be damaged in its own way.
        raise SourceError(f"{path.name}: is not a whole Excel workbook ({type(error).__name__}).") from None
    header = [str(name).strip() for name in rows.columns]
    _check_header(path, header)
    rows.columns = header
    return rows


def _check_header(path: Path, header: list[str]) -> None:
    if len(header) > MAX_COLUMNS:
        raise SourceError(f"{path.name}: {len(header):,} columns; allowed are {MAX_COLUMNS}.")
    if not any(header):
        raise SourceError(f"{path.name}: there is no header; allowed is a table with one.")
    repeated = sorted({name for name in header if name and header.count(name) > 1})
    if repeated:
        raise SourceError(f"{path.name}: the column {repeated[0]} is repeated.")
