"""Opens a file of records for DuckDB without loading it, if it is a complete table with a header.

Faults of the file are reported before any row is read: file, line, what was found and what is allowed.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from data.errors import SourceError
from data.paths import generated_folder
from data.reading.file_limits import MAX_COLUMNS, check_unpacked, is_web_page
from data.reading.text_encoding import blocks, encoding_of
from data.storage.folder_trouble import raise_folder_trouble

ALLOWED = (".parquet", ".csv", ".xlsx")
MAX_ROWS = 200_000_000
_MAX_HEADER_BYTES = 1_000_000


def opened(
    connection: duckdb.DuckDBPyConnection, path: Path, staged: Path, sheet: str | None = None
) -> list[str]:
    """Open the file as the view ``raw`` of the connection; yields its column names in lower case. A file
    that DuckDB cannot read as it is comes as a copy in the folder ``staged``.

    Raises SourceError where the file is not a complete table.
    """
    path = Path(path)
    _check_form(path)
    if path.suffix == ".parquet":
        names, source = _parquet(path)
    elif path.suffix == ".xlsx":
        names, source = _parquet(_sheet_as_parquet(path, sheet, staged), path)
    else:
        names, source = _csv(path, staged)
    columns = plain_names(path, names)
    listed = ", ".join(f"{_quoted(old)} AS {_quoted(new)}" for old, new in zip(names, columns, strict=True))
    connection.execute(f"CREATE OR REPLACE VIEW raw AS SELECT {listed} FROM {source}")
    return columns


def plain_names(path: Path, names: list[str]) -> list[str]:
    """Column names in the tables' form: lower case, without outer spaces, "_" between words."""
    if len(names) > MAX_COLUMNS:
        raise SourceError(f"{path.name}: {len(names):,} columns; allowed are {MAX_COLUMNS}.")
    plain = [
        re.sub(r"\s+", "_", str(name).strip().lower()) or f"column_{i}" for i, name in enumerate(names, 1)
    ]
    repeated = sorted({name for name in plain if plain.count(name) > 1})
    if repeated:
        raise SourceError(
            f"{path.name}: the column {repeated[0][:40]} is repeated; each column must have its own name."
        )
    return plain


def reading_error(path: Path, error: duckdb.Error) -> SourceError:
    """DuckDB's error as a sentence without any content of the file; raises FolderUnusable where it is the
    disk that is to blame.
    """
    raise_folder_trouble(error, generated_folder())
    words = str(error)
    line = re.search(r"CSV Error on Line: (\d+)", words)
    cells = re.search(r"Expected Number of Columns: (\d+) Found: (\d+)", words)
    where = f"{path.name}, line {int(line[1]):,}" if line else path.name
    if cells:
        more = int(cells[2]) > int(cells[1])
        return SourceError(
            f"{where}: {'more' if more else 'fewer'} cells than the {cells[1]} in the header; the file is "
            f"damaged "
            f"or cut short."
        )
    if "unterminated quote" in words:
        return SourceError(f"{where}: a quotation mark is never closed; the file is damaged or cut short.")
    if "Maximum line size" in words or "max_line_size" in words:
        return SourceError(f"{where}: the line is longer than 2,000,000 characters; the file is damaged.")
    if "state machine" in words:
        return SourceError(
            f"{where}: line ends of two kinds, or quotation marks within cells; allowed is CSV with one "
            f"kind of "
            f"line end."
        )
    return SourceError(f"{where}: cannot be read as a table ({type(error).__name__}).")


def _check_form(path: Path) -> None:
    if not path.is_file():
        raise SourceError(f"{path.name}: there is no such file.")
    if path.suffix not in ALLOWED:
        raise SourceError(
            f"{path.name}: the form {path.suffix!r} is not read; allowed are {', '.join(ALLOWED)}."
        )
    with path.open("rb") as file:
        start = file.read(2_048)
    if not start:
        raise SourceError(f"{path.name}: the file is empty.")
    if is_web_page(start):
        raise SourceError(f"{path.name}: this is a web page, not a table; allowed are rows of records.")
    if path.suffix != ".xlsx" and start.startswith(b"PK\x03\x04"):
        raise SourceError(
            f"{path.name}: is a ZIP file or an Excel workbook; unpack it, or name the workbook .xlsx."
        )
    if path.suffix == ".csv" and start.startswith(b"PAR1"):
        raise SourceError(f"{path.name}: is a Parquet file; name it .parquet.")


def _parquet(path: Path, named: Path | None = None) -> tuple[list[str], str]:
    try:
        # The file is opened here, so that a damaged file is closed, and can be removed, at once.
        with pa.OSFile(str(path)) as opened, pq.ParquetFile(opened) as file:
            names, rows = file.schema_arrow.names, file.metadata.num_rows
            nested = [field.name for field in file.schema_arrow if field.type.num_fields]
    except Exception as error:
        raise_folder_trouble(error, path.parent)
        raise SourceError(f"{path.name}: is not a whole Parquet file ({type(error).__name__}).") from None
    shown = named or path
    if rows > MAX_ROWS:
        raise SourceError(f"{shown.name}: would unpack to {rows:,} rows; allowed are {MAX_ROWS:,}.")
    if nested and len(names) <= MAX_COLUMNS:
        raise SourceError(
            f"{shown.name}: the column {nested[0][:40]} contains lists or structures; allowed are "
            "single values."
        )
    return names, f"read_parquet({_literal(str(path))})"


def _csv(path: Path, folder: Path) -> tuple[list[str], str]:
    encoding = encoding_of(path)
    with path.open("rb") as file:
        first = file.readline(_MAX_HEADER_BYTES + 1)
    if len(first) > _MAX_HEADER_BYTES:
        raise SourceError(
            f"{path.name}: the header is longer than {_MAX_HEADER_BYTES:,} characters; allowed are "
            f"{MAX_COLUMNS} columns."
        )
    # A file from an old Macintosh has only carriage returns.
    line = re.split(r"\r\n|\r|\n", first.decode(encoding))[0]
    separator = max(",;\t|", key=line.count)
    names = next(csv.reader(io.StringIO(line), delimiter=separator), [])
    if not any(name.strip() for name in names):
        raise SourceError(f"{path.name}: there is no header; allowed is a CSV file with one.")
    read = _in_utf8(path, folder / "utf8.csv") if encoding == "cp1252" else path
    columns = ", ".join(f"{_literal(f'c{number}')}: 'VARCHAR'" for number in range(len(names)))
    source = (
        f"read_csv({_literal(str(read))}, auto_detect=false, header=true, delim={_literal(separator)}, "
        f"quote='\"', "
        f"escape='\"', columns={{{columns}}})"
    )
    renamed = ", ".join(f"c{number} AS {_quoted(name)}" for number, name in enumerate(names))
    plain_names(path, names)
    return names, f"(SELECT {renamed} FROM {source})"


def _in_utf8(path: Path, target: Path) -> Path:
    with target.open("wb") as written:
        for block in blocks(path):
            written.write(block.decode("cp1252").encode("utf-8"))
    return target


def _sheet_as_parquet(path: Path, sheet: str | None, folder: Path) -> Path:
    """A sheet as text; Excel has at most 1,048,576 rows, so it can be loaded as a whole."""
    try:
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
            check_unpacked(path, unpacked, "a workbook of records")
            if "xl/workbook.xml" not in packed.namelist():
                raise SourceError(f"{path.name}: is a ZIP file and not an Excel workbook.")
        with path.open("rb") as file, closing(_workbook(file)) as book:
            if sheet is not None and sheet not in book.sheetnames:
                raise SourceError(
                    f"{path.name}: there is no sheet {sheet!r}; it has {', '.join(book.sheetnames)[:300]}."
                )
            lines = (book[sheet] if sheet else book.worksheets[0]).iter_rows(values_only=True)
            header = next(lines, None)
            names = ["" if name is None else str(name) for name in header or ()]
            if not any(names):
                raise SourceError(
                    f"{path.name}: the first line of the sheet is empty; allowed is a header there."
                )
            plain_names(path, names)
            rows = [
                [_cell(value) for value in line] for line in lines if any(value is not None for value in line)
            ]
    except SourceError:
        raise
    except Exception as error:  # a workbook has many parts, and each can be damaged in its own way
        raise_folder_trouble(error, path.parent)
        raise SourceError(f"{path.name}: is not a whole Excel workbook ({type(error).__name__}).") from None
    target = folder / "sheet.parquet"
    columns = zip(*rows, strict=True) if rows else [()] * len(names)
    arrays = [pa.array(column, pa.string()) for column in columns]
    pq.write_table(pa.Table.from_arrays(arrays, names=names), target)
    return target


def goes_up(connection: duckdb.DuckDBPyConnection, view: str, column: str, kind: str) -> bool:
    """Whether each whole number of a column is larger than the one before it; False where it is not, or where
    that is unknown. Numbers that only increase cannot repeat, in whatever order the rows are read, and this
    check is cheaper than looking for repeats.
    """
    if kind not in ("INTEGER", "BIGINT"):
        return False
    name = _quoted(column)
    return not connection.execute(
        f"SELECT COUNT(*) FROM (SELECT {name} AS number, LAG({name}) OVER () AS before FROM {view}) "
        f"WHERE number IS NULL OR number <= before"
    ).fetchone()[0]


def _workbook(file: BinaryIO):
    import openpyxl  # imported here, because few records are workbooks and the import would slow every start

    return openpyxl.load_workbook(file, read_only=True, data_only=True)


def _cell(value: object) -> str | None:
    """A cell as text: a whole number without decimals, a date in ISO form."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return None if value is None else str(value)


def _quoted(name: str) -> str:
    return '"' + str(name).replace('"', '""') + '"'


def _literal(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
