"""What is wrong with a file: one sentence each, all of them at once."""

from __future__ import annotations

import pytest

from data.errors import Problem, ProblemsFound


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (
            Problem("QE1.csv", "row 3", "area_code", "'b'", "capitals"),
            "QE1.csv, row 3, area_code: found 'b'; allowed: capitals.",
        ),
        (Problem("falls.py", "line 7", message="Too long."), "falls.py, line 7: Too long."),
        (Problem("roles.yaml", message="must contain one list."), "roles.yaml: must contain one list."),
        (Problem(message="There is no such shift."), "There is no such shift."),
    ],
)
def test_a_sentence_says_where_then_what(problem, sentence):
    assert str(problem) == sentence


def test_only_lines_and_rows_have_a_number():
    places = ["line 7", "row 1062", "entry 4", "", "paragraph 3 of 12"]
    assert [Problem("a", place, message="wrong").line for place in places] == [7, 1062, 0, 0, 0]


def test_what_is_raised_together_is_told_together_up_to_twenty():
    found = ProblemsFound([Problem("a.csv", f"row {row}", message="Wrong.") for row in range(2, 24)])
    lines = str(found).splitlines()
    assert lines[0] == "22 problems in a.csv; none of it is used."
    assert lines[1] == "a.csv, row 2: Wrong." and lines[-1] == "... and 2 more."
    assert len(lines) == 22 and len(found.problems) == 22


def test_a_choice_that_is_in_no_file_is_told_by_its_sentence_alone():
    assert str(ProblemsFound([Problem(message="No such area.")])) == "No such area."
