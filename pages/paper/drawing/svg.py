"""Charts as SVG for the PDF, in points; text is at least 9 points high."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import date
from textwrap import wrap

from markupsafe import Markup

from pages.charts import canvas, tokens
from pages.charts.model import ControlChart, IntervalChart
from pages.charts.scale import Axis
from pages.paper.drawing.font import NAME as FONT
from pages.paper.drawing.font import shown
from pages.words.numbers import number, short_month

_SIZE = 9.5
_LETTER = 5.2  # points of an average letter at that size
_LINE = 12.0
_LABELS = 92.0  # room for the names at the ends of lines
_LABEL_CHARACTERS = 16  # in a line of that room


class Drawing:
    """Marks on a canvas with an axis of figures on the left; y grows downwards."""

    def __init__(self, width: float, height: float, scale: Axis, top: float, bottom: float):
        self.width, self.height, self.scale = width, height, scale
        self.top, self.bottom = top, height - bottom
        digits = max((len(_tick(tick)) for tick in scale.ticks), default=1)
        self.left, self.right = 8 + 5.6 * digits, width - _LABELS
        self.parts: list[Markup] = []
        for tick in scale.ticks:
            y = self.y(tick)
            self.line(self.left, y, self.right, y, tokens.GRID, 0.8)
            self.words(self.left - 5, y + 3.2, _tick(tick), tokens.SECONDARY, "end")

    def y(self, figure: float) -> float:
        return self.bottom - self.scale.place(figure) / 100 * (self.bottom - self.top)

    def line(self, x1, y1, x2, y2, paint: str, thick: float = 1.2, dash: str = "") -> None:
        self.path([(x1, y1), (x2, y2)], paint, thick, dash)

    def path(self, points: Sequence[tuple[float, float]], paint: str, thick: float, dash: str = "") -> None:
        """A line through points; a point whose y is NaN breaks it."""
        look = {"stroke": paint, "stroke_width": thick, "stroke_dasharray": dash or None}
        if points:
            self.parts.append(canvas.path(canvas.through(points), fill="none", **look))

    def area(self, x1, y1, x2, y2, paint: str) -> None:
        self.parts.append(canvas.rect(x1, y1, x2 - x1, y2 - y1, fill=paint))

    def dot(self, x: float, y: float, radius: float, paint: str) -> None:
        self.parts.append(canvas.circle(x, y, radius, **_inked(paint)))

    def diamond(self, x: float, y: float, radius: float, paint: str, hollow: bool = False) -> None:
        self.parts.append(canvas.diamond(x, y, radius, **_inked(paint, hollow)))

    def square(self, x: float, y: float, half: float, paint: str) -> None:
        look = {"fill": "#fff", "stroke": paint, "stroke_width": 1.2, "stroke_dasharray": "2.2 1.6"}
        self.parts.append(canvas.rect(x - half, y - half, 2 * half, 2 * half, **look))

    def words(self, x, y, text: str, paint: str, anchor: str = "start", bold: bool = False) -> None:
        look = {"font_family": FONT, "font_size": _SIZE, "fill": paint, "text_anchor": anchor}
        self.parts.append(canvas.words(shown(text), x, y, font_weight="bold" if bold else None, **look))

    def aim(self, points: Sequence[tuple[float, float]]) -> None:
        """The dotted line of a target with an open diamond at its end; nothing where there are no points."""
        self.path(points, tokens.TEXT, 1.3, "1.5 2.5")
        for x, y in points[-1:]:
            self.diamond(x, y, 4.5, tokens.TEXT, hollow=True)

    def ends(self, labels: Sequence[tuple[float, str, str, bool]]) -> None:
        """Names of lines at their right end, moved apart if they would touch."""
        known = sorted((label for label in labels if math.isfinite(label[0])), key=lambda label: label[0])
        wrapped = [wrap(text, _LABEL_CHARACTERS) for _, text, *_ in known]
        placed: list[float] = []
        for (at, *_), lines in zip(known, wrapped, strict=True):
            y = self.y(at) + 3.2 - (len(lines) - 1) * _LINE / 2
            placed.append(min(y, placed[-1] - len(lines) * _LINE) if placed else y)
        over = min(0.0, (placed[-1] if placed else self.top) - self.top - 3)
        for (_, _, paint, bold), lines, y in zip(known, wrapped, placed, strict=True):
            for place, line in enumerate(lines):
                self.words(self.right + 7, y - over + place * _LINE, line, paint, bold=bold)

    def svg(self) -> str:
        return str(canvas.svg(round(self.width), round(self.height), *self.parts))


def _inked(paint: str, hollow: bool = False) -> dict:
    """Fill and stroke of a mark; a hollow mark has its colour at the edge."""
    fill, stroke = (tokens.WHITE, paint) if hollow else (paint, tokens.WHITE)
    return {"fill": fill, "stroke": stroke, "stroke_width": 1.4 if hollow else 0.6}


def control_chart(chart: ControlChart, width: float, height: float) -> str:
    """Values over months with average, limits, target and unusual points."""
    drawing = Drawing(width, height, chart.axis(), top=18, bottom=22)
    first, last = chart.months[0], chart.months[-1]
    days = max(1, (last - first).days)

    def x(day: date) -> float:
        return drawing.left + 6 + (day - first).days / days * (drawing.right - drawing.left - 12)

    places = [x(day) for day in chart.months]
    for gap in chart.gaps:
        drawing.area(x(gap.start) - 4, drawing.top, x(gap.end) + 4, drawing.bottom, tokens.GRID)
    for line, paint, thick, dash in (
        (chart.upper_limit, tokens.SECONDARY, 1, "4 3"),
        (chart.lower_limit, tokens.SECONDARY, 1, "4 3"),
        (chart.centre, tokens.TEXT, 1.1, ""),
    ):
        drawing.path(_stepped(places, [_or_nan(drawing.y, figure) for figure in line]), paint, thick, dash)
    for event in chart.events:
        if first <= event.day <= last:
            paint, dash = (tokens.TEXT, "") if event.new_limits else (tokens.BRAND, "4 3")
            drawing.line(x(event.day), drawing.top, x(event.day), drawing.bottom, paint, 1, dash)
    drawing.aim(
        [
            ({first: drawing.left, last: drawing.right}.get(day, x(day)), drawing.y(value))
            for day, value in chart.aim
        ]
    )
    heights = [_or_nan(drawing.y, figure) for figure in chart.values]
    drawing.path(list(zip(places, heights, strict=True)), tokens.SECONDARY, 1.3)
    for place, y, flag in zip(places, heights, chart.flags, strict=True):
        if not math.isfinite(y):
            continue
        if flag == "worsening":
            drawing.diamond(place, y, 4.6, tokens.WORSENING)
        else:
            radius, paint = (4, tokens.IMPROVING) if flag == "improving" else (2.4, tokens.COMMON_CAUSE)
            drawing.dot(place, y, radius, paint)
    newest = max(at for at, y in enumerate(heights) if math.isfinite(y))
    decimals = chart.decimals
    equal = " at equal length" if chart.equal_length else ""
    newest_words = f"{short_month(chart.months[newest])}{equal}: {number(chart.values[newest], decimals)}"
    drawing.words(min(places[newest] + 4, drawing.right), 10, newest_words, tokens.TEXT, "end", bold=True)
    for gap in chart.gaps:
        drawing.words(x(gap.start) - 6, drawing.bottom - 4, gap.words, tokens.SECONDARY, "end")
    labels = [
        (chart.upper_limit[-1], f"limit {number(chart.upper_limit[-1], decimals)}", tokens.SECONDARY, False),
        (chart.centre[-1], f"average {number(chart.centre[-1], decimals)}", tokens.TEXT, True),
        (chart.lower_limit[-1], f"limit {number(chart.lower_limit[-1], decimals)}", tokens.SECONDARY, False),
    ]
    for _, goal in chart.aim[-1:]:
        labels.append((goal, f"{chart.aim_word} {number(goal, decimals)}", tokens.TEXT, True))
    drawing.ends(labels)
    drawing.line(drawing.left, drawing.bottom, drawing.right, drawing.bottom, tokens.CONTROL, 1)
    for day in _labelled_months(chart.months):
        drawing.words(x(day), drawing.height - 7, short_month(day), tokens.SECONDARY, "middle")
    return drawing.svg()


def interval_chart(chart: IntervalChart, width: float, height: float) -> str:
    """Figures with interval whiskers, the comparator and the claim; a line joins figures over time."""
    drawing = Drawing(width, height, chart.axis(), top=8, bottom=22 if chart.joined else 48)
    step = (drawing.right - drawing.left) / len(chart.points)
    places = [drawing.left + step * (at + 0.5) for at in range(len(chart.points))]
    heights = [_or_nan(drawing.y, figure) for figure in chart.values]
    others = [_or_nan(drawing.y, figure) for figure in chart.comparator_values]
    if chart.joined:
        drawing.path(list(zip(places, others, strict=True)), tokens.TEXT, 1.3, "4 3")
        drawing.path(list(zip(places, heights, strict=True)), tokens.BRAND, 1.6)
    for place, low, high in zip(places, chart.lower_ci, chart.upper_ci, strict=True):
        if math.isfinite(low) and math.isfinite(high):
            drawing.line(place, drawing.y(low), place, drawing.y(high), tokens.BRAND, 1.4)
            for end in (low, high):
                drawing.line(place - 3, drawing.y(end), place + 3, drawing.y(end), tokens.BRAND, 1.4)
    for place, y in zip(places, others, strict=True):
        if math.isfinite(y):
            drawing.diamond(place, y, 4.4, tokens.TEXT, hollow=True)
    for place, claim in zip(places, chart.claims, strict=False):
        if math.isfinite(claim):
            drawing.square(place, drawing.y(claim), 4, tokens.TEXT)
    for place, y in zip(places, heights, strict=True):
        if math.isfinite(y):
            drawing.dot(place, y, 4, tokens.BRAND)
    decimals = chart.decimals
    labels = [
        (_last(chart.values), f"{chart.name} {number(_last(chart.values), decimals)}", tokens.BRAND, True),
        (
            _last(chart.comparator_values),
            f"{chart.comparator} {number(_last(chart.comparator_values), decimals)}",
            tokens.TEXT,
            True,
        ),
    ]
    if not chart.joined:
        labels[0] = (labels[0][0], f"published {number(labels[0][0], decimals)}", tokens.BRAND, True)
    if chart.claims:
        labels.append((_last(chart.claims), chart.claim, tokens.TEXT, True))
    if chart.target is not None:
        goal = drawing.y(chart.target)
        drawing.aim([(drawing.left, goal), (drawing.right, goal)])
        labels.append((chart.target, f"{chart.aim_word} {number(chart.target, decimals)}", tokens.TEXT, True))
    drawing.ends(labels)
    drawing.line(drawing.left, drawing.bottom, drawing.right, drawing.bottom, tokens.CONTROL, 1)
    # A label such as "2018/19 to 2020/21" needs more room than a year, or neighbours run into each other.
    room = max(62, 8 + _LETTER * max(map(len, chart.points)))
    every = max(1, math.ceil(len(places) * room / (drawing.right - drawing.left))) if chart.joined else 1
    for at, (place, point) in enumerate(zip(places, chart.points, strict=True)):
        if (len(places) - 1 - at) % every == 0:
            for line, words in enumerate(_lines(point, step) if not chart.joined else [point]):
                drawing.words(place, drawing.bottom + 14 + 11.5 * line, words, tokens.SECONDARY, "middle")
    return drawing.svg()


def _lines(point: str, room: float) -> list[str]:
    return [line for part in point.split(", ") for line in wrap(part, max(8, int(room / _LETTER)))]


def _stepped(places: list[float], heights: list[float]) -> list[tuple[float, float]]:
    """Points of a line that steps where its height does: new limits do not slope into old ones."""
    points: list[tuple[float, float]] = []
    for x, y in zip(places, heights, strict=True):
        if points and math.isfinite(y) and math.isfinite(points[-1][1]) and abs(points[-1][1] - y) > 0.01:
            points.append((x, math.nan))
        points.append((x, y))
    return points


def _labelled_months(months: Sequence[date]) -> list[date]:
    """At most five months to label on the axis, evenly spaced from the first."""
    every = max(1, math.ceil(len(months) / 5))
    return list(months[::every])


def _or_nan(y: Callable[[float], float], figure: float) -> float:
    return y(figure) if math.isfinite(figure) else math.nan


def _last(values: Sequence[float]) -> float:
    return next((figure for figure in reversed(values) if math.isfinite(figure)), math.nan)


def _tick(tick: float) -> str:
    return number(tick, len(f"{tick:g}".partition(".")[2]))
