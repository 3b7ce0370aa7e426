import pandas as pd
import pytest

from metrics.judgement.compared_areas import compared_areas, counts, judgements
from tests.unit.pages.sample_rows import areas, results


def test_no_area_is_lost_and_those_without_a_figure_come_last():
    rows = compared_areas(results(), areas())
    assert rows["area_code"].tolist() == ["A", "B", "C", "D", "E", "F"]
    assert rows["status"].tolist() == ["ok", "ok", "ok", "too_small", "suppressed", "missing"]


def test_the_counts_add_up_to_the_number_of_areas():
    rows = compared_areas(results(), areas())
    assert sum(counts(rows).values()) == len(rows) == 6
    assert counts(rows) == {
        "higher": 1, "apart": 1, "lower": 1, "not compared": 0, "too_small": 1, "suppressed": 1, "missing": 1,
    }  # fmt: skip


def test_an_uncompared_figure_and_an_unknown_status_still_count():
    frame = results().assign(outcome="not compared")
    frame.loc[frame["area_code"] == "D", "status"] = "not_due"
    numbers = counts(compared_areas(frame, areas()))
    assert sum(numbers.values()) == 6
    assert numbers["not compared"] == 3
    assert numbers["missing"] == 2


def test_shape_is_direction_and_colour_is_judgement():
    frame = results()
    frame.loc[frame["area_code"] == "A", "outcome"] = "better"  # higher life expectancy
    row = compared_areas(frame, areas()).iloc[0]
    assert (row["direction"], row["judgement"]) == ("higher", "better")


def test_a_side_that_does_not_occur_has_the_opposite_judgement():
    rows = compared_areas(results()[lambda frame: frame["outcome"] != "better"], areas())
    assert judgements(rows) == {"higher": "worse", "lower": "better", "apart": "neutral"}


def test_a_value_under_a_status_is_never_shown():
    frame = results()
    frame.loc[frame["area_code"] == "E", "value"] = 3.0
    hidden = compared_areas(frame, areas()).set_index("area_code").loc["E"]
    assert pd.isna(hidden["value"])


def test_two_rows_of_one_area_are_refused():
    with pytest.raises(ValueError, match="A has more"):
        compared_areas(pd.concat([results(), results()[lambda frame: frame["area_code"] == "A"]]), areas())
