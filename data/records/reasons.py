"""How the check of a row words its reason, as SQL: never a value that could tell of a person."""

from __future__ import annotations

from data.tables import Column

LONGEST_QUOTED = 20


def found_words(raw: str) -> str:
    """SQL of "found x" where x is short, one word and no person's number; else that it is not told."""
    short = f"regexp_full_match({raw}, '[0-9A-Za-z<>./:+_-]{{1,{LONGEST_QUOTED}}}')"
    few_digits = f"length(regexp_replace({raw}, '[^0-9]', '', 'g')) < 10"
    return (
        f"CASE WHEN {short} AND {few_digits} THEN 'found ' || {raw} ELSE 'found a value that is not told' END"
    )


def reason(column: Column, found: str, allowed: str) -> str:
    """SQL of a whole reason; ``found`` is SQL, ``allowed`` words."""
    return f"{quoted(column.name + ': ')} || {found} || {quoted(', ' + allowed)}"


def quoted(words: str) -> str:
    """Words as a text of SQL."""
    return "'" + words.replace("'", "''") + "'"


def kind_words(kind: str) -> str:
    """What a column of this kind may hold."""
    return {"integer": "a whole number", "date": "a date like 2025-07-31", "text": "text"}[kind]
