"""A ``where`` passes only as comparisons over the table's own columns; everything else gives a sentence."""

from __future__ import annotations

import pytest

from data.tables import admitted_spells, ae_attendances, deaths
from metrics.language.where import Where


@pytest.mark.parametrize(
    "text",
    [
        "age > 5; DROP TABLE admitted_spells",
        "age > 5) OR (1 = 1",
        "1 = 1",
        "age > 5 UNION SELECT 1",
        "age IN (SELECT age FROM deaths)",
        "age > (SELECT MAX(age) FROM deaths)",
        "EXISTS (SELECT 1)",
        "lower(sex) = 'male'",
        "read_csv('/etc/passwd') = 'x'",
        "age > 5 -- and the rest",
        "age /* hidden */ > 5",
        "age > 5 ORDER BY age",
        "age > 5 LIMIT 1",
        "age > 5 GROUP BY age HAVING 1 = 1",
        "age > 5 QUALIFY 1 = 1",
        "age::text = '5'",
        "CASE WHEN age > 1 THEN TRUE END",
        "CAST(age AS TEXT) = '5'",
        "age > ?",
        "age > $1",
        "e.age > 1",
        "person_id = 5",
        "lsoa_code = 'E01000001'",
        "age + 1 > 2",
        "sex || 'x' = 'malex'",
        "sex = $$male$$",
        "sex = E'\\n'",
        "sex ILIKE 'm'",
        "sex SIMILAR TO 'm'",
        "age >= ALL (1, 2)",
        "(age, sex) IN ((1, 'male'))",
        "*",
        "'",
        "(" * 2_000 + "age > 1" + ")" * 1_000,
        "NOT " * 999 + "age > 1",
        "age > 5 \x00",
        "age > 5 AND age > 5 " * 400,
    ],
)
def test_what_is_more_than_a_comparison_gives_a_sentence(text):
    with pytest.raises(ValueError, match=r"(?s)^where .*\.$"):
        Where.parse(text, admitted_spells)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("age", "where a comparison is expected"),
        ("age > 5 AND NULL", "where a comparison is expected"),
        ("NOT age", "where a comparison is expected"),
        ("age = NULL", "never true; write age IS NULL"),
        ("age IS 5", "allowed after IS is NULL or NOT NULL"),
        ("age = 'old'", "it has whole numbers, like 65"),
        ("age > 1e400", "it has whole numbers"),
        ("age BETWEEN 5 AND 'x'", "it has whole numbers"),
        ("age IN emergency_methods", "a code set has text"),
        ("sex = 1", "it has text in quotes"),
        ("sex = 'women'", "it has female, male"),
        ("sex IN ()", "allowed after IN is a list of values"),
        ("admission_method IN no_such_set", "names the code set 'no_such_set'; there are emergency_methods"),
        ("ages > 5", "names the column 'ages'; admitted_spells has age, sex"),
    ],
)
def test_a_condition_that_would_stop_a_database_or_count_nothing_is_told(text, words):
    with pytest.raises(ValueError, match=words):
        Where.parse(text, admitted_spells)


@pytest.mark.parametrize(
    ("table", "text"),
    [
        (ae_attendances, "department_type IN ('01', '02') AND NOT (age < 18 OR arrival_mode = 'other')"),
        (ae_attendances, "diagnosis IS NOT NULL AND diagnosis LIKE 'resp%'"),
        (admitted_spells, "admission_method IN emergency_methods AND length_of_stay BETWEEN 0 AND 1"),
        (admitted_spells, "primary_diagnosis NOT IN asthma"),
        (deaths, "underlying_cause LIKE 'X6%' AND sex <> 'male' AND age >= 15"),
        (deaths, "   "),
    ],
)
def test_what_an_analyst_writes_passes_in_every_dialect(table, text):
    where = Where.parse(text, table)
    for dialect in ("duckdb", "spark", "postgres", "tsql", "snowflake"):
        assert where.sql(dialect)


def test_a_code_set_matches_by_the_beginning_of_a_code():
    assert Where.parse("primary_diagnosis IN asthma", admitted_spells).sql() == (
        "(SUBSTRING(primary_diagnosis, 1, 3) IN ('J45', 'J46'))"
    )


def test_what_is_not_text_gives_a_sentence():
    with pytest.raises(ValueError, match="where is 5; allowed is text"):
        Where.parse(5, deaths)
