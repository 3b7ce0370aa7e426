"""Reads the small tables in ``cases``: inputs with the answers of the field's reference implementations."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

CASES = Path(__file__).parent / "cases"


def case_rows(name: str) -> list[dict[str, str]]:
    """The rows of a table as text; its first line names who gave the answers."""
    with (CASES / name).open(encoding="utf-8", newline="") as lines:
        source = next(lines)
        assert source.startswith("# Answers: "), f"{name} does not say who gave its answers"
        return list(csv.DictReader(lines))


def case_columns(name: str) -> dict[str, np.ndarray]:
    """The columns of a table: numbers where all are numbers (an empty cell is NaN), text otherwise."""
    rows = case_rows(name)
    return {column: _column([row[column] for row in rows]) for column in rows[0]}


def _column(texts: list[str]) -> np.ndarray:
    try:
        return np.array([float(text) if text else np.nan for text in texts])
    except ValueError:
        return np.array(texts)
