from datetime import date
from math import nan

from pages.components import trend

MONTHS = [date(2024 + place // 12, place % 12 + 1, 1) for place in range(14)]
VALUES = [500.0 + place for place in range(12)] + [nan, 620.0]


def _chart(**choices):
    return trend.control_chart(
        MONTHS,
        VALUES,
        centre=[505.0] * 6 + [510.0] * 8,
        lower_limit=[480.0] * 6 + [485.0] * 8,
        upper_limit=[530.0] * 6 + [535.0] * 8,
        flags=["common"] * 13 + ["worsening"],
        **choices,
    )


def test_a_missing_month_breaks_the_line():
    line = next(trace for trace in _chart().data if trace.mode == "lines" and len(trace.y) == len(VALUES))
    assert line.connectgaps is False


def test_a_gap_is_shaded_and_named():
    chart = _chart(gaps=[trend.Gap(date(2025, 1, 1), date(2025, 1, 1), "Jan 2025 left out")])
    assert any(note.text == "Jan 2025 left out" for note in chart.layout.annotations)


def test_limits_do_not_join_across_a_step():
    assert trend._stretches([505.0] * 6 + [510.0] * 8) == [(0, 5), (6, 13)]
    assert trend._stretches([505.0, nan, 505.0]) == [(0, 0), (2, 2)]


def test_lines_are_named_at_their_ends_and_letters_are_large_enough():
    chart = _chart(target=490)
    said = " ".join(note.text for note in chart.layout.annotations)
    assert all(
        words in said for words in ("mean 510", "limit 485", "limit 535", "target 490", "Feb 2025: 620")
    )
    assert all(note.font.size >= 14 for note in chart.layout.annotations)


def test_special_causes_differ_by_shape_as_well_as_colour():
    symbols = [trace.marker.symbol for trace in _chart().data if trace.mode == "markers" and len(trace.x)]
    assert "diamond" in symbols and "circle" in symbols


def test_few_points_carry_their_intervals_and_foreign_names_stay_text():
    chart = trend.few_points_chart(
        ["2022", "2023"], [10.0, 9.0], lower_ci=[9.0, nan], upper_ci=[11.0, nan],
        comparator_values=[7.0, 6.0], comparator="<i>x</i>",
    )  # fmt: skip
    assert list(chart.data[1].error_y.array) == [1.0, 0]
    assert not any("<i>" in note.text for note in chart.layout.annotations)
    assert trend.axis_note(chart) == "" or "starts at" in trend.axis_note(chart)
