"""The small picture of a metric's outlook: its past, its forecast and its target."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from pages.charts import canvas, tokens
from pages.charts.canvas import picture
from pages.charts.scale import Axis, axis

WIDTH, HEIGHT = 324, 190
_TOP, _BOTTOM, _RIGHT = 14, 26, 12
FIRST_YEAR = 2018


@dataclass(frozen=True)
class Course:
    """What is drawn: the past (gaps are None), the years to come, the target and the way to it.

    ``low`` and ``high`` are ranges (of half of all outcomes and of 8 in 10) for each future year. ``way`` are
    dated values, the last of them the target; ``left_out`` are days that the forecast leaves out.
    """

    past: Sequence[tuple[date, float | None]]
    years: Sequence[date]
    middle: Sequence[float]
    low: Sequence[tuple[float, float]]
    high: Sequence[tuple[float, float]]
    way: Sequence[tuple[date, float]]
    target: str
    decimals: int = 0
    left_out: tuple[date, date] | None = None


def upright(course: Course) -> Axis:
    """The vertical axis of the picture."""
    ends = [edge for pair in (*course.low, *course.high) for edge in pair]
    shown = [value for day, value in course.past if day.year >= FIRST_YEAR and value is not None]
    return axis([*shown, *ends, *(value for _, value in course.way)], 4, course.decimals)


def outlook_picture(course: Course) -> str:
    """Data address of an SVG, WIDTH by HEIGHT, on the years from FIRST_YEAR to the last day that it shows."""
    scale = upright(course)
    last_day = max([*course.years[-1:], *(day for day, _ in course.way)])
    left = 12 + 8 * max((len(_tick(tick)) for tick in scale.ticks), default=1)
    end = last_day.year + 1

    def x(day: date) -> float:
        years = day.year + (day.timetuple().tm_yday - 1) / 365.25
        return left + (years - FIRST_YEAR) / (end - FIRST_YEAR) * (WIDTH - left - _RIGHT)

    def y(value: float) -> float:
        return HEIGHT - _BOTTOM - scale.place(value) / 100 * (HEIGHT - _TOP - _BOTTOM)

    drawn = (
        *_shade(course, x),
        *_grid(scale, left, y),
        *_years(left, end, x),
        *_bands(course, x, y),
        *_past(course, x, y),
        *_target(course, x, y),
    )
    return picture(canvas.svg(WIDTH, HEIGHT, *drawn, font_family=canvas.FONT, font_size=14))


def _tick(figure: float) -> str:
    return f"{figure:,g}"


def _shade(course: Course, x) -> list[Markup]:
    if course.left_out is None:
        return []
    start, end = (x(day) for day in course.left_out)
    return [canvas.rect(start, _TOP, end - start, HEIGHT - _TOP - _BOTTOM, fill=tokens.GRID)]


def _grid(scale: Axis, left: float, y) -> list[Markup]:
    drawn = []
    for tick in scale.ticks:
        drawn.append(canvas.path(canvas.steps("M", left, y(tick), "H", WIDTH - _RIGHT), stroke=tokens.GRID))
        look = {"text_anchor": "end", "fill": tokens.SECONDARY}
        drawn.append(canvas.words(_tick(tick), left - 6, y(tick) + 5, **look))
    return drawn


def _years(left: float, end: int, x) -> list[Markup]:
    base = HEIGHT - _BOTTOM
    drawn = [canvas.path(canvas.steps("M", left, base, "H", WIDTH - _RIGHT), stroke=tokens.CONTROL)]
    for year in range(FIRST_YEAR, end, 4 if end - FIRST_YEAR <= 20 else 8):
        at = x(date(year, 7, 1))
        drawn.append(canvas.path(canvas.steps("M", at, base, "v", 4), stroke=tokens.CONTROL))
        look = {"text_anchor": "middle", "fill": tokens.SECONDARY}
        drawn.append(canvas.words(year, at, base + 19, **look))
    return drawn


def _bands(course: Course, x, y) -> list[Markup]:
    start = next(((day, value) for day, value in reversed(course.past) if value is not None), None)
    if start is None or not course.years:
        return []
    first, drawn = (x(start[0]), y(start[1])), []
    for pairs, paint in ((course.high, tokens.FORECAST_OUTER), (course.low, tokens.FORECAST_INNER)):
        there = [(x(day), y(pair[1])) for day, pair in zip(course.years, pairs, strict=True)]
        back = [(x(day), y(pair[0])) for day, pair in zip(course.years, pairs, strict=True)]
        drawn.append(canvas.path(canvas.through([first, *there, *back[::-1]]) + "Z", fill=paint))
    way = [(x(day), y(value)) for day, value in zip(course.years, course.middle, strict=True)]
    look = {"stroke": tokens.BRAND, "stroke_width": 2, "stroke_dasharray": "5 3"}
    return [*drawn, canvas.path(canvas.through([first, *way]), fill="none", **look)]


def _past(course: Course, x, y) -> list[Markup]:
    shown = [(day, value) for day, value in course.past if day.year >= FIRST_YEAR]
    known = [(x(day), y(value)) for day, value in shown if value is not None]
    pieces: list[list[tuple[float, float]]] = [[]]
    for day, value in shown:
        if value is None:
            pieces.append([])
        else:
            pieces[-1].append((x(day), y(value)))
    line = "".join(canvas.through(piece) for piece in pieces if len(piece) > 1)
    drawn = [canvas.path(line, fill="none", stroke=tokens.TEXT, stroke_width=1.5)] if line else []
    few = known if len(known) <= 20 else [piece[0] for piece in pieces if len(piece) == 1]
    return [*drawn, *(canvas.circle(place, height, 2.5, fill=tokens.TEXT) for place, height in few)]


def _target(course: Course, x, y) -> list[Markup]:
    if not course.way:
        return []
    points = [(x(day), y(value)) for day, value in course.way]
    if len(points) == 1:
        begin = [x(day) for day, value in course.past if value is not None][-1:]
        points.insert(0, (min([*begin, points[0][0] - 24]), points[0][1]))
    (across, height), ink = points[-1], {"stroke": tokens.TEXT, "stroke_width": 1.5}
    expected = course.middle[-1] if course.middle else math.nan
    below = course.way[-1][1] <= expected
    low = height + 19 if below else height - 9
    low = min(max(low, _TOP + 6), HEIGHT - _BOTTOM - 4)
    halo = {"stroke": "#fff", "stroke_width": 3, "paint_order": "stroke"}
    name = {"text_anchor": "end", "font_weight": "bold", "fill": tokens.TEXT}
    return [
        canvas.path(canvas.through(points), fill="none", stroke_dasharray="2 3", **ink),
        canvas.diamond(across, height, 6, fill="#fff", **ink),
        canvas.words(course.target, across - 9, low, **name, **halo),
    ]
