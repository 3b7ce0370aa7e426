"""A number below zero where only counts can be is refused by all sources alike."""

from __future__ import annotations

import re
import warnings
from pathlib import Path

import pandas as pd
import pytest

from data.errors import SourceError
from data.sources.shared import registry
from data.sources.shared.counts import below_zero, figure_below_zero
from data.sources.shared.source import Ingested, Source
from tests.lib.source_examples import examples

EXAMPLES = examples()
# Shapes and codes of areas: they have no counts.
WITHOUT_NUMBERS = {"ons_boundaries", "ons_lookups"}
# Scores, and lower limits that a publisher's approximation takes below zero: the file's columns by source.
SIGNED = {
    "explore_local_statistics": {"lci_95"},
    "fingertips": {"Lower CI 95.0 limit"},
    "health_index": {"value"},
    "nhs_england_provider_metrics": {"lower_95"},
}


# Columns that some files lack, and against which others would be found to be wrong.
CROSS_CHECKS = re.compile(r"pct_|discharged_(by|between)|.*_rate$")


def table_of(path: Path) -> pd.DataFrame:
    rows = pd.read_parquet(path) if path.suffix == ".parquet" else pd.read_csv(path, dtype=str)
    return rows[[column for column in rows if not CROSS_CHECKS.match(column)]]


def write(path: Path, rows: pd.DataFrame) -> Path:
    rows.to_parquet(path, index=False) if path.suffix == ".parquet" else rows.to_csv(path, index=False)
    return path


def with_negative(path: Path, rows: pd.DataFrame, column: str) -> Path:
    """The same file with the sign of one number of that column changed."""
    numbers = pd.to_numeric(rows[column], errors="coerce")
    at = int((numbers > 0).to_numpy().argmax())
    changed = rows.copy()
    number = -numbers.iloc[at]
    changed.iloc[at, changed.columns.get_loc(column)] = (
        number if path.suffix == ".parquet" else f"-{rows[column].iloc[at]}"
    )
    return write(path, changed)


def counted(rows: pd.DataFrame) -> list[str]:
    """The columns in which a number above zero is given."""
    return [
        column
        for column in rows
        if not pd.api.types.is_bool_dtype(rows[column])
        and (pd.to_numeric(rows[column].astype(str), errors="coerce") > 0).any()
    ]


def is_refused(source: Source, good: Ingested, path: Path) -> bool:
    """Whether the changed file is refused, or its row is; or the column is not read at all."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            found = source.read(path)
    except SourceError:
        return True
    unread = all(
        found.tables[name].equals(rows) for name, rows in good.tables.items() if name in found.tables
    )
    return (
        unread or len(found.refused) > len(good.refused) or found.refused.rows.sum() > good.refused.rows.sum()
    )


@pytest.mark.parametrize("name", sorted(set(EXAMPLES) - WITHOUT_NUMBERS))
def test_a_number_below_zero_is_refused_in_every_column(name: str, tmp_path: Path):
    source, path = registry.find(name), EXAMPLES[name](tmp_path)
    rows = table_of(path)
    good = source.read(write(path, rows))
    columns = counted(rows)
    assert columns, "the example has numbers"
    content = path.read_bytes()
    used = []
    for column in columns:
        if column not in SIGNED.get(name, ()) and not is_refused(
            source, good, with_negative(path, rows, column)
        ):
            used.append(column)
        path.write_bytes(content)
    assert not used, f"{name} uses numbers below zero in {', '.join(used)}"


def test_every_source_with_numbers_is_tried():
    assert set(registry.sources()) <= set(EXAMPLES)
    assert set(registry.sources()) >= WITHOUT_NUMBERS


def test_a_row_is_below_zero_in_any_of_its_columns():
    rows = pd.DataFrame({"a": [1.0, -1.0, None], "b": [0.0, 2.0, -0.5]})
    assert below_zero(rows, ("a", "b", "absent")).tolist() == [False, True, True]


def test_only_scores_and_differences_may_be_below_zero():
    rows = pd.DataFrame(
        {"indicator_id": list("abc"), "value": [-1.0] * 3, "count": [1.0] * 3, "denominator": [1.0] * 3}
    )
    units = {"a": "score", "b": "per 100,000"}
    assert figure_below_zero(rows, units).tolist() == [False, True, True]
    assert figure_below_zero(rows.assign(count=-1.0), units).all()
