"""Charts of the slides: PowerPoint's own, with their figures in a workbook that can be edited."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.oxml.ns import qn
from pptx.util import Pt

from data.spreadsheet import harmless
from pages.charts import tokens
from pages.charts.model import ControlChart, IntervalChart
from pages.charts.scale import Axis
from pages.paper.blocks import Verdict
from pages.paper.drawing.slide_parts import FONT, colour, describe
from pages.words.numbers import number

_SMALL = 10


def add_control_chart(slide, chart: ControlChart, left, top, width, height) -> None:
    """Line chart over months: values, average, limits, target, and unusual months as separate points."""
    data = CategoryChartData(number_format=_format(chart.decimals))
    data.categories = list(chart.months)
    flagged = {
        flag: [
            value if its == flag else math.nan for value, its in zip(chart.values, chart.flags, strict=True)
        ]
        for flag in ("improving", "worsening")
    }
    decimals = chart.decimals
    looks: list[tuple[str, Sequence[float], dict]] = [
        (
            "Value at equal length" if chart.equal_length else "Value",
            chart.values,
            {"line": tokens.SECONDARY, "marker": ("circle", 4, tokens.COMMON_CAUSE)},
        ),
        (f"Average {number(chart.centre[-1], decimals)}", chart.centre, {"line": tokens.TEXT}),
        (
            f"Upper limit {number(chart.upper_limit[-1], decimals)}",
            chart.upper_limit,
            {"line": tokens.SECONDARY, "dash": True},
        ),
        (
            f"Lower limit {number(chart.lower_limit[-1], decimals)}",
            chart.lower_limit,
            {"line": tokens.SECONDARY, "dash": True},
        ),
        ("Unusual, improving", flagged["improving"], {"marker": ("circle", 8, tokens.IMPROVING)}),
        ("Unusual, worsening", flagged["worsening"], {"marker": ("diamond", 9, tokens.WORSENING)}),
    ]
    if chart.aim:
        looks.append(_aim(chart.aim_word, _monthly_aim(chart), decimals))
    box = (left, top, width, height)
    months = _add_lines(slide, f"Control chart of {chart.name}", chart, data, looks, box).category_axis
    _label_months(months, max(1, math.ceil(len(chart.months) / 6)))
    months.tick_labels.number_format, months.tick_labels.number_format_is_linked = "mmm yyyy", False


def _monthly_aim(chart: ControlChart) -> list[float]:
    """The target's line at each month; NaN before it begins."""
    days, goals = zip(*((day.toordinal(), goal) for day, goal in chart.aim), strict=True)
    months = [day.toordinal() for day in chart.months]
    return np.interp(months, days, goals, left=math.nan).tolist()


def _aim(word: str, goals: Sequence[float], decimals: int) -> tuple[str, Sequence[float], dict]:
    name = f"{word.capitalize()} {number(goals[-1], decimals)}"
    return name, goals, {"line": tokens.TEXT, "dots": True}


def _label_months(axis, every: int) -> None:
    """Label one month in ``every``; the schema requires these elements at the end, in this order."""
    for name, setting in (("baseTimeUnit", "months"), ("majorUnit", str(every)), ("majorTimeUnit", "months")):
        for old in axis._element.findall(qn(f"c:{name}")):
            axis._element.remove(old)
        etree.SubElement(axis._element, qn(f"c:{name}"), val=setting)


def add_interval_chart(slide, chart: IntervalChart, left, top, width, height) -> None:
    """Points with the ends of their intervals, the comparator and the claim."""
    data = CategoryChartData(number_format=_format(chart.decimals))
    data.categories = [harmless(point) for point in chart.points]
    joined = chart.joined
    looks: list[tuple[str, Sequence[float], dict]] = [
        (
            chart.name,
            chart.values,
            {"line": tokens.BRAND if joined else "", "marker": ("circle", 8, tokens.BRAND)},
        ),
        ("Lower end of the 95% interval", chart.lower_ci, {"marker": ("dash", 8, tokens.BRAND)}),
        ("Upper end of the 95% interval", chart.upper_ci, {"marker": ("dash", 8, tokens.BRAND)}),
        (
            chart.comparator,
            chart.comparator_values,
            {"line": tokens.TEXT if joined else "", "dash": True, "marker": ("diamond", 8, tokens.TEXT)},
        ),
        (chart.claim, chart.claims, {"marker": ("square", 7, tokens.SECONDARY)}),
    ]
    if chart.target is not None:
        looks.append(_aim(chart.aim_word, [chart.target] * len(chart.points), chart.decimals))
    _add_lines(slide, f"Chart of {chart.name}", chart, data, looks, (left, top, width, height))


def _add_lines(slide, title: str, chart: ControlChart | IntervalChart, data, looks, box):
    """The chart of the series that have a value, each in its look; ``box`` in points."""
    drawn = [look for look in looks if any(math.isfinite(value) for value in look[1])]
    for name, values, _ in drawn:
        data.add_series(harmless(name), [_or_none(value) for value in values])
    frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *map(Pt, box), data)
    describe(frame, title, chart.alt)
    plot = _apply_style(frame.chart, chart.axis())
    for series, (_, _, look) in zip(plot.series, drawn, strict=True):
        _style(series, **look)
    return frame.chart


def add_verdict_bar(slide, verdict: Verdict, left, top, width, height) -> None:
    """One stacked bar with the number of metrics for each change."""
    data = CategoryChartData(number_format="0")
    data.categories = [harmless(verdict.name)]
    for name, how_many in verdict.counts:
        data.add_series(harmless(name.capitalize()), [how_many])
    frame = slide.shapes.add_chart(
        XL_CHART_TYPE.BAR_STACKED_100, Pt(left), Pt(top), Pt(width), Pt(height), data
    )
    counts = ", ".join(f"{how_many} {name}" for name, how_many in verdict.counts)
    describe(frame, f"Verdict bar of {verdict.name}", f"{verdict.name}: {counts}.")
    chart = frame.chart
    chart.has_legend = chart.has_title = False
    chart.value_axis.visible = chart.category_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 0, 100
    for series, (name, _) in zip(plot.series, verdict.counts, strict=True):
        fill = series.format.fill
        if name == "cannot say":
            fill.patterned()
            fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
            fill.fore_color.rgb, fill.back_color.rgb = colour(tokens.CONTROL), colour(tokens.WHITE)
        else:
            fill.solid()
            paints = {"improving": tokens.IMPROVING, "worsening": tokens.WORSENING}
            fill.fore_color.rgb = colour(paints.get(name, tokens.COMMON_CAUSE))
        series.format.line.color.rgb = colour(tokens.CONTROL)
        series.format.line.width = Pt(0.5)


def _apply_style(chart, scale: Axis):
    """Axes, gridlines, legend below and the paper's font; returns the plot."""
    chart.has_title = False
    chart.font.size, chart.font.name = Pt(_SMALL), FONT
    chart.font.color.rgb = colour(tokens.SECONDARY)
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    figures = chart.value_axis
    figures.minimum_scale, figures.maximum_scale = scale.start, scale.end
    if len(scale.ticks) > 1:
        figures.major_unit = scale.ticks[1] - scale.ticks[0]
    digits = max(len(f"{tick:g}".partition(".")[2]) for tick in scale.ticks)
    figures.tick_labels.number_format, figures.tick_labels.number_format_is_linked = _format(digits), False
    figures.major_gridlines.format.line.color.rgb = colour(tokens.GRID)
    figures.format.line.fill.background()
    points = chart.category_axis
    points.format.line.color.rgb = colour(tokens.CONTROL)
    points.has_major_gridlines = False
    points.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    return chart.plots[0]


def _style(series, line: str = "", dash: bool = False, dots: bool = False, marker: tuple = ()) -> None:
    series.smooth = False
    if line:
        series.format.line.color.rgb = colour(line)
        series.format.line.width = Pt(1.5)
        if dash or dots:
            series.format.line.dash_style = MSO_LINE.DASH if dash else MSO_LINE.ROUND_DOT
    else:
        series.format.line.fill.background()
    if not marker:
        series.marker.style = XL_MARKER_STYLE.NONE
        return
    shape, size, paint = marker
    series.marker.style = XL_MARKER_STYLE[shape.upper()]
    series.marker.size = size
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = colour(paint)
    series.marker.format.line.color.rgb = colour(paint)


def _or_none(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def _format(decimals: int) -> str:
    return f"#,##0.{'0' * decimals}" if decimals else "#,##0"
