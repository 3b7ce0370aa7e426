"""The wording of a row's reason, as SQL: it never quotes a value that could identify a person."""

from __future__ import annotations

from data.tables import Column

LONGEST_QUOTED = 20


def quoted_value(raw: str) -> str:
    """SQL of "found x" where x is one short word without a person's number; else the value is not quoted."""
    short = f"regexp_full_match({raw}, '[0-9A-Za-z<>./:+_-]{{1,{LONGEST_QUOTED}}}')"
    few_digits = f"length(regexp_replace({raw}, '[^0-9]', '', 'g')) < 10"
    hidden = "'found a value that is not shown'"
    return f"CASE WHEN {short} AND {few_digits} THEN 'found ' || {raw} ELSE {hidden} END"


def reason(column: Column, value_sql: str, allowed: str) -> str:
    """SQL of a complete reason; ``value_sql`` is SQL, ``allowed`` plain words."""
    return f"{quoted(column.name + ': ')} || {value_sql} || {quoted(', ' + allowed)}"


def quoted(words: str) -> str:
    """Words as a string literal of SQL."""
    return "'" + words.replace("'", "''") + "'"


def kind_label(kind: str) -> str:
    """The allowed values of a column of this kind, in words."""
    return {"integer": "a whole number", "date": "a date like 2025-07-31", "text": "text"}[kind]
