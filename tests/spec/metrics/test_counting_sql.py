"""The counting query, word by word, in each engine's dialect: a new SQLGlot that writes it otherwise shows
here.

After a change that is meant: ``python -m tests.spec.metrics.test_counting_sql`` writes the file anew; read
its diff.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from data.tables import admitted_spells, ae_attendances, registered_people
from metrics import count
from metrics.counting.engine import counting_sql

DIALECTS = ("duckdb", "spark", "postgres", "tsql", "snowflake")
GOLDEN = Path(__file__).with_name("counting.sql")
QUERIES = {
    "attendances": (
        ae_attendances,
        ["", "department_type IN ('01', '02') AND NOT arrival_mode = 'ambulance'"],
    ),
    "spells": (
        admitted_spells,
        [
            "admission_method IN emergency_methods AND (primary_diagnosis IN asthma OR age >= 35)",
            "secondary_diagnosis IS NOT NULL AND length_of_stay BETWEEN 0 AND 1 AND "
            "primary_diagnosis LIKE 'J4%'",
        ],
    ),
    "people": (registered_people, ["nhs_app = 'used'"]),
}


def written(name: str, dialect: str) -> str:
    table, conditions = QUERIES[name]
    return counting_sql(table, [count(table, where=where) for where in conditions], dialect)


def golden() -> dict[str, str]:
    parts = GOLDEN.read_text(encoding="utf-8").split("-- ")[1:]
    return {title: text.strip() for title, text in (part.split("\n", 1) for part in parts)}


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("name", QUERIES)
def test_the_counting_query_is_written_as_it_was(name, dialect):
    assert written(name, dialect) == golden()[f"{name}, {dialect}"]


def test_no_dialect_groups_by_position():
    for text in golden().values():
        assert "GROUP BY m.atom, " in text


if __name__ == "__main__":
    titles = [(name, dialect) for name in QUERIES for dialect in DIALECTS]
    GOLDEN.write_text(
        "\n\n".join(f"-- {name}, {dialect}\n{written(name, dialect)}" for name, dialect in titles) + "\n",
        encoding="utf-8",
    )
