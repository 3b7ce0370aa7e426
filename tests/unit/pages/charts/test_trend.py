from datetime import date
from math import nan

from pages.charts.change_chart import aim_line
from pages.charts.model import ControlChart, Event, Gap, IntervalChart
from pages.charts.trend import chart as trend
from pages.charts.trend.events import event_list

MONTHS = [date(2024 + place // 12, place % 12 + 1, 1) for place in range(14)]
VALUES = [500.0 + place for place in range(12)] + [nan, 620.0]


def _chart(**choices):
    return trend.control_figure(
        ControlChart(
            title="",
            name="",
            where="",
            months=MONTHS,
            values=VALUES,
            centre=[505.0] * 6 + [510.0] * 8,
            lower_limit=[480.0] * 6 + [485.0] * 8,
            upper_limit=[530.0] * 6 + [535.0] * 8,
            flags=["common"] * 13 + ["worsening"],
            decimals=0,
            unit="",
            alt="",
            **choices,
        )
    )


def _aim(target, way=()):
    return aim_line(target, way, MONTHS)


def test_a_missing_month_breaks_the_line():
    line = next(trace for trace in _chart().data if trace.mode == "lines" and len(trace.y) == len(VALUES))
    assert line.connectgaps is False


def test_a_gap_is_shaded_and_named():
    chart = _chart(gaps=[Gap(date(2025, 1, 1), date(2025, 1, 1), "Jan 2025 left out")])
    assert any(note.text == "Jan 2025 left out" for note in chart.layout.annotations)


def test_limits_do_not_join_across_a_step():
    assert trend._stretches([505.0] * 6 + [510.0] * 8) == [(0, 5), (6, 13)]
    assert trend._stretches([505.0, nan, 505.0]) == [(0, 0), (2, 2)]


def test_lines_are_named_at_their_ends_and_letters_are_large_enough():
    chart = _chart(aim=_aim(490))
    written = " ".join(note.text for note in chart.layout.annotations)
    assert all(
        words in written for words in ("mean 510", "limit 485", "limit 535", "target 490", "Feb 2025: 620")
    )
    assert all(note.font.size >= 14 for note in chart.layout.annotations)


def test_special_causes_differ_by_shape_as_well_as_colour():
    symbols = [trace.marker.symbol for trace in _chart().data if trace.mode == "markers" and len(trace.x)]
    assert "diamond" in symbols and "circle" in symbols


def test_few_points_carry_their_intervals_and_foreign_names_stay_text():
    model = IntervalChart(
        title="", name="Here", where="Here", points=["2022", "2023"], values=[10.0, 9.0],
        lower_ci=[9.0, nan], upper_ci=[11.0, nan], comparator_values=[7.0, 6.0], comparator="<i>x</i>",
        decimals=0, unit="", alt="",
    )  # fmt: skip
    chart = trend.interval_figure(model)
    assert list(chart.data[1].error_y.array) == [1.0, 0]
    assert not any("<i>" in note.text for note in chart.layout.annotations)
    assert model.sub == "Here. The axis starts at 6."


def _tags(chart):
    return [note.text for note in chart.layout.annotations if note.yshift == 20]


def test_events_are_numbered_and_numbers_that_would_touch_stand_together():
    events = [
        Event(date(2024, 3, 1), "First"),
        Event(date(2024, 3, 20), "Second"),
        Event(date(2024, 9, 1), "Third"),
    ]
    assert _tags(_chart(events=events)) == ["<b>1, 2</b>", "<b>3</b>"]
    assert event_list(events) == '<ol class="events"><li>First</li><li>Second</li><li>Third</li></ol>'
    assert event_list([]) == ""


def test_a_period_is_shaded_inside_the_drawn_months_only():
    chart = _chart(events=[Event(date(2020, 3, 23), "Long", end=date(2024, 4, 1))])
    shade = chart.layout.shapes[-1]
    assert (str(shade.x0)[:10], str(shade.x1)[:10]) == ("2024-01-01", "2024-04-01")


def test_new_limits_are_a_solid_line_and_other_days_a_dashed_one():
    events = [Event(date(2024, 7, 1), "New", new_limits=True), Event(date(2024, 10, 1), "Other")]
    lines = [shape.line.dash for shape in _chart(events=events).layout.shapes if shape.type == "line"]
    assert lines == ["solid", "dash"]


def test_a_target_is_dotted_and_ends_in_an_open_diamond():
    chart = _chart(aim=_aim(490))
    assert any(trace.line.dash == "dot" for trace in chart.data if trace.mode == "lines")
    assert any(trace.marker.symbol == "diamond-open" for trace in chart.data if trace.mode == "markers")


def test_the_way_to_a_target_is_drawn_where_it_crosses_the_months():
    way = [(date(2023, 8, 1), 600.0), (date(2024, 8, 1), 540.0), (date(2025, 8, 1), 480.0)]
    line = next(trace for trace in _chart(aim=_aim(480, way)).data if trace.line.dash == "dot")
    assert [str(day)[:10] for day in line.x] == ["2024-01-01", "2024-08-01", "2025-02-01"]
    assert line.y[1] == 540 and 540 < line.y[0] < 600 and 480 < line.y[2] < 540
