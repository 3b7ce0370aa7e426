"""Checks every row of a source against its table: good rows are used, bad rows are kept with their reasons.

The checks run inside DuckDB, so that millions of rows take seconds. A row may have several reasons; all are
kept. A reason quotes a short code, number or date, never a text that could identify a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from data.errors import SourceError
from data.reading import personal_data
from data.records.month_states import within
from data.records.reasons import kind_label, quoted, quoted_value, reason
from data.records.record_files import goes_up, opened, reading_error
from data.records.value_forms import (
    DATE_FORMS,
    MIN_DATE,
    SQL_TYPES,
    date_form_of,
    is_identifier,
    is_type,
    raw_text,
    value,
)
from data.spreadsheet import harmless_sql
from data.storage.atomic_file import atomic_file
from data.storage.engines import in_memory
from data.storage.leftovers import staging
from data.tables import Column, Table

__all__ = ["Checked", "SourceError", "check_rows"]

MEMORY = "1GB"  # of DuckDB; beyond it, DuckDB uses the disk
# Rules between columns of a row: table -> (columns, SQL of the fault, sentence).
_RULES: dict[str, tuple[tuple[tuple[str, ...], str, str], ...]] = {
    "admitted_spells": (
        (
            ("admission_date", "discharge_date"),
            "{discharge_date} < {admission_date}",
            "discharge_date: is before the admission_date",
        ),
        (
            ("admission_date", "discharge_date", "length_of_stay"),
            "{discharge_date} >= {admission_date} AND {length_of_stay} <> {discharge_date} - "
            "{admission_date}",
            "length_of_stay: is not the number of nights from admission_date to discharge_date",
        ),
    ),
}


@dataclass(frozen=True)
class Checked:
    """``path`` is the file of the ``rows`` good rows; ``rejected`` counts bad rows by reason (a row may have
    several); ``rejected_path`` is the file of the bad rows. ``unused`` names columns outside the table.
    """

    path: Path
    rows: int
    rejected_rows: int
    rejected: pd.DataFrame
    rejected_path: Path | None
    unused: tuple[str, ...] = ()


def check_rows(
    path: Path,
    table: Table,
    folder: Path,
    sheet: str | None = None,
    in_place: bool = True,
    months: tuple[int, ...] | None = None,
) -> Checked:
    """Check a Parquet, CSV or Excel file; the good rows are written to ``folder``. A Parquet file whose rows
    are all good and need no rewriting is used in place, unless ``in_place`` is False.

    ``months`` limits the checks of single rows to these months, where the rows of all other months are known
    to be good (``data.records.checked_once``). Checks across rows always cover the whole file: repeated keys,
    and the share of NHS numbers among identifiers.

    Raises SourceError, with all reasons at once, where the file cannot be read, a column is missing or the
    file identifies people.
    """
    connection = in_memory(memory_limit=MEMORY)
    try:
        with staging(folder, "reading") as staged:
            names = opened(connection, path, staged, sheet)
            return _Check(connection, Path(path), table, names, months).run(folder, in_place)
    except duckdb.Error as error:
        raise reading_error(Path(path), error) from None
    finally:
        connection.close()


class _Check:
    """One file's check: its columns, how each is read, and the faults of its rows."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        path: Path,
        table: Table,
        names: list[str],
        months: tuple[int, ...] | None = None,
    ) -> None:
        self.connection, self.path, self.table = connection, path, table
        described = connection.execute("DESCRIBE raw").fetchall()
        self.types = {name: kind for name, kind, *_ in described}
        self.present = [column for column in table.columns if column.name in self.types]
        known = {column.name for column in table.columns}
        self.unused = tuple(name for name in names if name not in known)
        self.problems = self._missing() + self._refused_names()
        self.forms = self._date_forms()
        self.read = {column.name: f'"{column.name} read"' for column in self.present}
        # Numbers and dates are converted to text once, and every value is read once.
        slow = [c for c in self.present if not is_type(c, self.types[c.name])]
        texts = [f'{raw_text(c.name, self.types[c.name])} AS "{c.name} text"' for c in slow]
        self.texts = {c.name: raw_text(c.name, self.types[c.name]) for c in self.present}
        self.texts |= {c.name: f'"{c.name} text"' for c in slow}
        read = [f"{self._value(column)} AS {self.read[column.name]}" for column in self.present]
        connection.execute(f"CREATE VIEW texts AS SELECT {', '.join(['*', *texts])} FROM raw")
        connection.execute(f"CREATE VIEW read_rows AS SELECT {', '.join(['*', *read])} FROM texts")
        self.judged = "read_rows"
        if months is not None:
            self.judged = "judged_rows"
            connection.execute(
                f"CREATE VIEW judged_rows AS SELECT * FROM read_rows WHERE {within(table.date, months)}"
            )

    def _value(self, column: Column) -> str:
        form = self.forms.get(column.name, "iso")
        return value(column, self.table, self.types[column.name], self.texts[column.name], form)

    def run(self, folder: Path, in_place: bool) -> Checked:
        total, bad, changed, numbers = self._totals()
        self.problems += numbers
        if self.problems:
            raise SourceError(" ".join(self.problems))
        # A column that a count may name must exist, even if it is empty.
        named = [c for c in self.table.columns if c.usable or c.name == self.table.quantity]
        complete = all(column in self.present for column in named)
        sound = complete and all(is_type(column, self.types[column.name]) for column in self.present)
        if bad == 0 and not changed and sound and in_place and self.path.suffix == ".parquet":
            return Checked(self.path, total, 0, _no_rejects(), None, self.unused)
        folder.mkdir(parents=True, exist_ok=True)
        good_path = folder / f"{self.table.name}.parquet"
        bad_path = folder / f"{self.table.name}.rejected.csv"
        where = f"WHERE NOT ({self._is_bad()})" if bad else ""
        _copy(
            self.connection,
            f"SELECT {', '.join(map(self._typed, self.table.columns))} FROM read_rows {where}",
            good_path,
            "FORMAT parquet, COMPRESSION zstd",
        )
        if not bad:
            bad_path.unlink(missing_ok=True)
            return Checked(good_path, total, 0, _no_rejects(), None, self.unused)
        self._keep_bad_rows(bad_path)
        return Checked(good_path, total - bad, bad, self._summary(), bad_path, self.unused)

    def _missing(self) -> list[str]:
        missing = [c.name for c in self.table.columns if c.required and c.name not in self.types]
        missing += [c.name for c in self.table.columns if c.name == "lsoa_code" and c.name not in self.types]
        if not missing:
            return []
        present = ", ".join(name[:60] for name in self.types)[:400]
        return [f"{self.path.name}: the columns {', '.join(missing)} are missing; found {present}."]

    def _refused_names(self) -> list[str]:
        refused = personal_data.refused_columns(list(self.types))
        if not refused:
            return []
        return [
            f"{self.path.name}: the columns {', '.join(refused)[:200]} can identify a person and are "
            f"never read; leave them out (person_id may contain a pseudonym)."
        ]

    def _date_forms(self) -> dict[str, str]:
        """The form of the dates in each date column of text or numbers; mixed forms are a problem."""
        forms = {}
        for column in self.present:
            kind = self.types[column.name]
            if column.kind == "date" and kind != "DATE" and not kind.startswith("TIMESTAMP"):
                forms[column.name] = self._date_form(column.name, raw_text(column.name, kind))
        return forms

    def _date_form(self, name: str, text: str) -> str:
        first, second = f"TRY_CAST(left({text}, 2) AS INTEGER)", f"TRY_CAST(substr({text}, 4, 2) AS INTEGER)"
        form_counts = self.connection.execute(
            f"SELECT {date_form_of(text)} AS form, COUNT(*), COUNT(CASE WHEN {first} > 12 THEN 1 END), "
            f"COUNT(CASE WHEN {second} > 12 THEN 1 END) FROM raw WHERE {text} IS NOT NULL GROUP BY form"
        ).fetchall()
        counts = {form: (rows, days, months) for form, rows, days, months in form_counts if form}
        if len(counts) > 1:
            main, *other_forms = sorted(counts, key=lambda form: -counts[form][0])
            row = self._first_row(f"{date_form_of(text)} = '{other_forms[0]}'")
            self.problems.append(
                f"{self.path.name}, row {row:,}: {name} is written like {DATE_FORMS[other_forms[0]]}, and "
                f"like {DATE_FORMS[main]} in other rows; allowed is one form for all rows."
            )
            return main
        _, days, months = counts.get("day first", (0, 1, 0))
        if days and months:
            row = self._first_row(f"{date_form_of(text)} = 'day first' AND {second} > 12")
            self.problems.append(
                f"{self.path.name}, row {row:,}: {name} has the month first, and the day first in other "
                f"rows; allowed is one form for all rows, preferably like 2025-07-31."
            )
        elif not days:
            fault = "the month is first" if months else "day and month cannot be told apart"
            self.problems.append(
                f"{self.path.name}: {name} is written with slashes and {fault}; allowed are dates like "
                f"2025-07-31, or like 31/07/2025 with some day after the 12th."
            )
        return next(iter(counts), "iso")

    def _first_row(self, meets: str) -> int:
        return self.connection.execute(
            f"SELECT MIN(row) FROM (SELECT *, ROW_NUMBER() OVER () AS row FROM raw) WHERE {meets}"
        ).fetchone()[0]

    def _totals(self) -> tuple[int, int, bool, list[str]]:
        """Rows, bad rows, whether any value must be rewritten, and sentences on NHS numbers."""
        judging, keys = ([], []) if self.problems else (self._judgements(), self._key_counts())
        if self.judged == "read_rows":
            total, *counted = self._counted([*judging, *keys], "read_rows")
        else:
            _, *counted = self._counted(judging, self.judged)
            total, *of_keys = self._counted(keys, "read_rows" if keys else "raw")
            counted += of_keys
        # Where every date and code could be read, their columns contain nothing else, so no NHS number
        # either.
        by_form = {c.name for c in self.present if c.name in self.forms or c.allowed or c.pattern}
        numbers = self._nhs_numbers(total, by_form, set() if not judging or counted[0] else by_form)
        if not judging or numbers:
            return total, 0, False, numbers
        bad, changed, *keys = counted
        if len(set(keys)) > 1:
            self._mark_repeated_keys()
            bad = self._counted([f"COUNT(CASE WHEN {self._is_bad()} THEN 1 END)"], "read_rows")[1]
        return total, bad, bool(changed), []

    def _counted(self, counts: list[str], rows: str) -> tuple:
        """The number of rows and the ``counts``, in one pass over the file."""
        return self.connection.execute(f"SELECT {', '.join(['COUNT(*)', *counts])} FROM {rows}").fetchone()

    def _nhs_numbers(self, total: int, by_form: set[str], passed_over: set[str]) -> list[str]:
        identifiers = {c.name for c in self.present if is_identifier(c, self.table)}
        names = [name for name in self.types if name not in passed_over]
        counts: dict[str, dict[str, tuple[str, str]]] = {}
        for name in names:
            # A value that was read as a date or code is not an NHS number and need not be checked.
            unless = f"{self.read[name]} IS NULL" if name in by_form else "TRUE"
            # Some ten-digit identifiers pass the check by chance, so their share is judged over all rows.
            rows = self.judged
            if name in identifiers and rows != "read_rows":
                rows = "raw"
            counting = personal_data.counting_sql(name, self.types[name], name in identifiers, unless)
            counts.setdefault(rows, {})[name] = counting
        number_counts = {}
        for rows, of_names in counts.items():
            _, *numbers = self._counted([sql for pair in of_names.values() for sql in pair], rows)
            number_counts |= dict(zip(of_names, zip(numbers[::2], numbers[1::2], strict=True), strict=True))
        return [
            f"{self.path.name}: the column {name[:40]} contains NHS numbers, {number_counts[name][1]:,} of "
            f"{total:,} rows; none is allowed. Supply a pseudonym from which the number cannot be worked out."
            for name in names
            if personal_data.is_refused(*number_counts[name], name in identifiers)
        ]

    def _judgements(self) -> list[str]:
        """SQL of the counts of bad rows and of rows with a value to rewrite."""
        changed = [
            wrong
            for column in self.present
            if column.kind == "text" and is_type(column, self.types[column.name])
            for wrong in self._is_changed(column)
        ]
        return [
            f"COUNT(CASE WHEN {self._is_bad()} THEN 1 END)",
            f"COUNT(CASE WHEN {' OR '.join(changed) or 'FALSE'} THEN 1 END)",
        ]

    def _key_counts(self) -> list[str]:
        """SQL of the counts of keys and of different keys; none where keys cannot repeat."""
        name, key = self.table.key, self.read[self.table.key]
        if goes_up(self.connection, "raw", name, self.types[name]):
            return []
        return [f"COUNT({key})", f"COUNT(DISTINCT {key})"]

    def _is_changed(self, column: Column):
        """SQL conditions for a text whose value differs from the original text."""
        plain = self.types[column.name] == "VARCHAR"
        if plain and column.allowed:  # cheaper than comparing two texts
            yield f'"{column.name}" NOT IN ({", ".join(map(quoted, column.allowed))})'
        elif column.pattern or not plain:
            yield f'{self.read[column.name]} IS DISTINCT FROM "{column.name}"'

    def _mark_repeated_keys(self) -> None:
        key = self.read[self.table.key]
        self.connection.execute(
            f"CREATE TEMP TABLE repeated AS SELECT {key} AS key FROM read_rows WHERE {key} IS NOT NULL "
            f"GROUP BY {key} HAVING COUNT(*) > 1"
        )
        self._repeated = f"{key} IS NOT NULL AND {key} IN (SELECT key FROM repeated)"

    _repeated = ""

    def _reasons(self) -> list[tuple[str, str]]:
        """(SQL of the fault, SQL of the sentence) for every possible fault of the table."""
        pairs = [pair for column in self.present for pair in self._of_column(column)]
        for columns, wrong, sentence in _RULES.get(self.table.name, ()):
            if all(name in self.read for name in columns):
                pairs.append((wrong.format_map(self.read), quoted(sentence)))
        if self._repeated:
            pairs.append((self._repeated, quoted(f"{self.table.key}: is repeated")))
        return pairs

    def _of_column(self, column: Column) -> list[tuple[str, str]]:
        """The faults of one value: empty, unreadable or out of range; at most one applies."""
        text, read = self.texts[column.name], self.read[column.name]
        pairs = []
        if column.required:
            pairs.append((self._unread(read, f"{text} IS NULL"), quoted(f"{column.name}: is empty")))
        if is_identifier(column, self.table):
            return pairs
        allowed = (
            f"allowed are {', '.join(column.allowed)}"
            if column.allowed
            else f"allowed is the form {column.pattern}"
            if column.pattern
            else f"allowed is {kind_label(column.kind)}"
        )
        pairs.append((self._unread(read, f"{text} IS NOT NULL"), reason(column, quoted_value(text), allowed)))
        if column.minimum is not None:
            pairs.append(
                (
                    f"NOT ({read} BETWEEN {column.minimum} AND {column.maximum})",
                    reason(column, quoted_value(text), f"allowed is {column.minimum} to {column.maximum}"),
                )
            )
        if column.kind == "date":
            pairs.append(
                (
                    f"NOT ({read} BETWEEN DATE '{MIN_DATE}' AND current_date)",
                    reason(column, quoted_value(f"CAST({read} AS VARCHAR)"), "allowed is 1990 to today"),
                )
            )
        return pairs

    @staticmethod
    def _unread(read: str, text_is: str) -> str:
        # CASE, so that the text of values that were read is not evaluated again.
        return f"CASE WHEN {read} IS NULL THEN {text_is} ELSE FALSE END"

    def _is_bad(self) -> str:
        return " OR ".join(f"COALESCE({wrong}, FALSE)" for wrong, _ in self._reasons()) or "FALSE"

    def _typed(self, column: Column) -> str:
        read = self.read.get(column.name, "NULL")
        return f'CAST({read} AS {SQL_TYPES[column.kind]}) AS "{column.name}"'

    def _keep_bad_rows(self, path: Path) -> None:
        cases = ", ".join(f"CASE WHEN {wrong} THEN {sentence} END" for wrong, sentence in self._reasons())
        own = ", ".join(f'"{column.name}"' for column in self.present)
        self.connection.execute(
            f"CREATE TEMP TABLE bad AS SELECT {own}, list_filter([{cases}]::VARCHAR[], lambda reason: "
            f"reason IS NOT NULL) AS reasons FROM read_rows WHERE {self._is_bad()}"
        )
        cells = [
            f'{harmless_sql(f"""CAST("{column.name}" AS VARCHAR)""")} AS "{column.name}"'
            for column in self.present
        ]
        words = "array_to_string(reasons, '; ')"
        _copy(
            self.connection,
            f"SELECT {', '.join(cells)}, {harmless_sql(words)} AS reasons FROM bad",
            path,
            "FORMAT csv, HEADER",
        )

    def _summary(self) -> pd.DataFrame:
        return self.connection.execute(
            "SELECT reason, COUNT(*) AS row_count FROM (SELECT UNNEST(reasons) AS reason FROM bad) "
            "GROUP BY reason ORDER BY row_count DESC, reason"
        ).df()


def _copy(connection: duckdb.DuckDBPyConnection, query: str, path: Path, options: str) -> None:
    with atomic_file(path) as unfinished:
        connection.execute(f"COPY ({query}) TO {quoted(str(unfinished))} ({options})")


def _no_rejects() -> pd.DataFrame:
    return pd.DataFrame({"reason": pd.Series(dtype=str), "row_count": pd.Series(dtype="int64")})
