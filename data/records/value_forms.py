"""The forms of values and how each is read: dates, codes of the national data sets, numbers.

All functions return SQL of DuckDB, for millions of rows. An ambiguous form is never guessed.
"""

from __future__ import annotations

from data.tables import Column, Table

SQL_TYPES = {"text": "VARCHAR", "integer": "BIGINT", "date": "DATE"}
_INTEGERS = (
    "TINYINT",
    "SMALLINT",
    "INTEGER",
    "BIGINT",
    "UTINYINT",
    "USMALLINT",
    "UINTEGER",
    "UBIGINT",
    "HUGEINT",
)
_SEX = {"f": "female", "2": "female", "m": "male", "1": "male"}
_AMBULANCE = (
    "1048031000000100",  # emergency road ambulance
    "1048041000000109",  # with medical escort
    "1048021000000102",  # non-emergency road ambulance
    "1048051000000107",  # helicopter
    "1048081000000101",  # fixed-wing
)
# Other spellings of allowed values, in lower case (letter case never matters). Codes for "not known" or "not
# stated" are not a sex, and stay refused.
OTHER_FORMS: dict[str, dict[str, str]] = {
    "sex": _SEX,
    "department_type": {
        **{str(number): f"0{number}" for number in range(1, 6)},
        **{f"type {number}": f"0{number}" for number in range(1, 6)},
    },
    "arrival_mode": {
        **dict.fromkeys(_AMBULANCE, "ambulance"),
        "1048071000000103": "walk-in",  # own transport
        "1048061000000105": "walk-in",  # public transport
        "1048001000000106": "other",  # police
        "1047991000000102": "other",  # prison
        "1": "ambulance",  # in the older A&E data set
    },
    "care_given": {"y": "yes", "n": "no", "1": "yes", "0": "no", "true": "yes", "false": "no"},
}
MIN_DATE = "1990-01-01"


def is_identifier(column: Column, table: Table) -> bool:
    return column.name in (table.key, "person_id", "row_id")


def is_type(column: Column, kind: str) -> bool:
    """Whether a column of a Parquet file already has the table's type, so that its values need no
    conversion.
    """
    return {
        "text": kind == "VARCHAR" or kind.startswith("ENUM"),
        "date": kind == "DATE",
        "integer": kind in _INTEGERS and kind != "HUGEINT",
    }[column.kind]


def raw_text(name: str, kind: str) -> str:
    """SQL of a value as text, NULL where it is empty; a number without the ".0" that some programs add."""
    quoted = '"' + name.replace('"', '""') + '"'
    if kind in ("DOUBLE", "FLOAT") or kind.startswith("DECIMAL"):
        integer = f"CAST(TRY_CAST({quoted} AS BIGINT) AS VARCHAR)"
        return (
            f"CASE WHEN {quoted} IS NULL OR CAST({quoted} AS VARCHAR) = 'nan' THEN NULL "
            f"WHEN TRY_CAST({quoted} AS BIGINT) = {quoted} THEN {integer} ELSE CAST({quoted} AS VARCHAR) END"
        )
    if kind in _INTEGERS or kind == "DATE":
        return f"CAST({quoted} AS VARCHAR)"
    trimmed = f"trim(CAST({quoted} AS VARCHAR))"
    return f"CASE WHEN {trimmed} IN ('', 'NULL') THEN NULL ELSE {trimmed} END"


def value(column: Column, table: Table, kind: str, text: str, date_form: str = "iso") -> str:
    """SQL for the value in the table's own type and wording; NULL where it cannot be read. ``text`` is SQL of
    the value as text.
    """
    quoted = f'"{column.name}"'
    if is_identifier(column, table):
        return quoted if is_type(column, kind) else _identifier(text)
    if column.kind == "integer":
        if is_type(column, kind):
            return quoted
        return (
            f"CASE WHEN NOT contains({text}, '.') THEN TRY_CAST({text} AS BIGINT) "
            f"WHEN TRY_CAST({text} AS DOUBLE) = TRY_CAST({text} AS BIGINT) THEN TRY_CAST({text} AS "
            f"BIGINT) END"
        )
    if column.kind == "date":
        return _date(quoted, text, kind, date_form)
    if column.allowed:
        return _code(column, quoted if kind == "VARCHAR" else text, text)
    if column.pattern:
        # ICD-10 and OPCS-4 codes may have a dot, lower case, or a dash for "no fourth character".
        plain, form = f"rtrim(upper(replace({text}, '.', '')), '-')", _literal(column.pattern)
        direct = f"WHEN regexp_full_match({quoted}, {form}) THEN {quoted} " if kind == "VARCHAR" else ""
        return f"CASE {direct}WHEN regexp_full_match({plain}, {form}) THEN {plain} END"
    return quoted if kind == "VARCHAR" else text


def _identifier(text: str) -> str:
    """SQL of an identifier: a whole number is kept; any other text is hashed to a number, always the same."""
    integer = f"TRY_CAST({text} AS BIGINT)"
    return (
        f"CASE WHEN CAST({integer} AS VARCHAR) = {text} THEN {integer} "
        f"WHEN {text} IS NOT NULL THEN CAST(md5_number_lower({text}) >> 1 AS BIGINT) END"
    )


def _code(column: Column, direct: str, text: str) -> str:
    forms = {allowed.lower(): allowed for allowed in column.allowed}
    forms |= {
        form: meaning
        for form, meaning in OTHER_FORMS.get(column.name, {}).items()
        if meaning in column.allowed and form not in forms
    }
    by_meaning: dict[str, list[str]] = {}
    for form, meaning in forms.items():
        by_meaning.setdefault(meaning, []).append(form)
    cases = " ".join(
        f"WHEN lower({text}) IN ({', '.join(map(_literal, spellings))}) THEN {_literal(meaning)}"
        for meaning, spellings in by_meaning.items()
    )
    allowed = ", ".join(map(_literal, column.allowed))
    return f"CASE WHEN {direct} IN ({allowed}) THEN {direct} {cases} END"


def _date(quoted: str, text: str, kind: str, form: str) -> str:
    if kind == "DATE":
        return quoted
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f"CAST(timezone('Europe/London', {quoted}) AS DATE)"
    if kind.startswith("TIMESTAMP"):
        return f"CAST({quoted} AS DATE)"
    if form == "day first":
        forms = "'%d/%m/%Y', '%d/%m/%Y %H:%M', '%d/%m/%Y %H:%M:%S'"
        return f"CAST(TRY_STRPTIME({text}, [{forms}]) AS DATE)"
    if form == "compact":
        return f"CAST(TRY_STRPTIME({text}, '%Y%m%d') AS DATE)"
    zoned = f"length({text}) > 16 AND regexp_matches({text}, '(Z|[+-][0-9]{{2}}(:?[0-9]{{2}})?)$')"
    return (
        f"CASE WHEN length({text}) = 10 THEN TRY_CAST({text} AS DATE) "
        f"WHEN length({text}) < 10 THEN NULL "
        f"WHEN {zoned} THEN CAST(timezone('Europe/London', TRY_CAST({text} AS TIMESTAMPTZ)) AS DATE) "
        f"ELSE CAST(TRY_CAST({text} AS TIMESTAMP) AS DATE) END"
    )


DATE_FORMS = {"iso": "2025-07-31", "day first": "31/07/2025", "compact": "20250731"}


def date_form_of(text: str) -> str:
    """SQL for the apparent form of a date; NULL where it is not one of the supported forms."""
    return (
        f"CASE WHEN substr({text}, 5, 1) = '-' THEN 'iso' WHEN substr({text}, 3, 1) = '/' THEN 'day first' "
        f"WHEN length({text}) = 8 AND TRY_CAST({text} AS BIGINT) IS NOT NULL THEN 'compact' END"
    )


def _literal(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
