"""The small picture of where a metric is heading: its past, what is likely, and its target."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pages.charts import tokens
from pages.charts.icons import picture
from pages.charts.scale import Axis, axis
from pages.words.numbers import text

WIDTH, HEIGHT = 324, 190
_TOP, _BOTTOM, _RIGHT = 14, 26, 12
FIRST_YEAR = 2018


@dataclass(frozen=True)
class Course:
    """What is drawn: the past (gaps are None), the years to come, the target and the way to it.

    ``low`` and ``high`` hold (half of all outcomes, 8 in 10) a year to come. ``way`` are dated values, the
    last of them the target; ``left_out`` is a stretch of days that the forecast does not rest on.
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

    return picture(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="Arial, Liberation Sans, sans-serif" font-size="14">'
        + _shade(course, x)
        + _grid(scale, left, y)
        + _years(left, end, x)
        + _bands(course, x, y)
        + _past(course, x, y)
        + _target(course, x, y)
        + "</svg>"
    )


def _tick(figure: float) -> str:
    return f"{figure:,g}"


def _shade(course: Course, x) -> str:
    if course.left_out is None:
        return ""
    start, end = (x(day) for day in course.left_out)
    width, height = end - start, HEIGHT - _TOP - _BOTTOM
    return f'<rect x="{start:.1f}" y="{_TOP}" width="{width:.1f}" height="{height}" fill="{tokens.GRID}"/>'


def _grid(scale: Axis, left: float, y) -> str:
    return "".join(
        f'<path d="M{left} {y(tick):.1f}H{WIDTH - _RIGHT}" stroke="{tokens.GRID}"/>'
        f'<text x="{left - 6}" y="{y(tick) + 5:.1f}" text-anchor="end" fill="{tokens.SECONDARY}">'
        f"{text(_tick(tick))}</text>"
        for tick in scale.ticks
    )


def _years(left: float, end: int, x) -> str:
    base = HEIGHT - _BOTTOM
    step = 4 if end - FIRST_YEAR <= 20 else 8
    labels = "".join(
        f'<path d="M{x(date(year, 7, 1)):.1f} {base}v4" stroke="{tokens.CONTROL}"/>'
        f'<text x="{x(date(year, 7, 1)):.1f}" y="{base + 19}" text-anchor="middle" '
        f'fill="{tokens.SECONDARY}">{year}</text>'
        for year in range(FIRST_YEAR, end, step)
    )
    return f'<path d="M{left} {base}H{WIDTH - _RIGHT}" stroke="{tokens.CONTROL}"/>{labels}'


def _bands(course: Course, x, y) -> str:
    start = next(((day, value) for day, value in reversed(course.past) if value is not None), None)
    if start is None or not course.years:
        return ""
    drawn = ""
    for pairs, paint in ((course.high, tokens.FORECAST_OUTER), (course.low, tokens.FORECAST_INNER)):
        there = [(x(day), y(pair[1])) for day, pair in zip(course.years, pairs, strict=True)]
        back = [(x(day), y(pair[0])) for day, pair in zip(course.years, pairs, strict=True)]
        drawn += f'<path d="{_line([(x(start[0]), y(start[1])), *there, *back[::-1]])}Z" fill="{paint}"/>'
    way = [(x(day), y(value)) for day, value in zip(course.years, course.middle, strict=True)]
    line = _line([(x(start[0]), y(start[1])), *way])
    return drawn + (
        f'<path d="{line}" fill="none" stroke="{tokens.BRAND}" stroke-width="2" stroke-dasharray="5 3"/>'
    )


def _past(course: Course, x, y) -> str:
    shown = [(day, value) for day, value in course.past if day.year >= FIRST_YEAR]
    known = [(x(day), y(value)) for day, value in shown if value is not None]
    pieces: list[list[tuple[float, float]]] = [[]]
    for day, value in shown:
        if value is None:
            pieces.append([])
        else:
            pieces[-1].append((x(day), y(value)))
    path = "".join(_line(piece) for piece in pieces if len(piece) > 1)
    drawn = f'<path d="{path}" fill="none" stroke="{tokens.TEXT}" stroke-width="1.5"/>' if path else ""
    few = known if len(known) <= 20 else [piece[0] for piece in pieces if len(piece) == 1]
    return drawn + "".join(
        f'<circle cx="{place:.1f}" cy="{height:.1f}" r="2.5" fill="{tokens.TEXT}"/>' for place, height in few
    )


def _target(course: Course, x, y) -> str:
    if not course.way:
        return ""
    points = [(x(day), y(value)) for day, value in course.way]
    if len(points) == 1:
        begin = [x(day) for day, value in course.past if value is not None][-1:]
        points.insert(0, (min([*begin, points[0][0] - 24]), points[0][1]))
    (across, height), ink = points[-1], tokens.TEXT
    expected = course.middle[-1] if course.middle else math.nan
    below = course.way[-1][1] <= expected
    low = height + 19 if below else height - 9
    low = min(max(low, _TOP + 6), HEIGHT - _BOTTOM - 4)
    return (
        f'<path d="{_line(points)}" fill="none" stroke="{ink}" stroke-width="1.5" stroke-dasharray="2 3"/>'
        f'<path d="M{across:.1f} {height - 6:.1f}l6 6-6 6-6-6z" fill="#fff" stroke="{ink}" '
        'stroke-width="1.5"/>'
        f'<text x="{across - 9:.1f}" y="{low:.1f}" text-anchor="end" font-weight="bold" fill="{ink}" '
        f'stroke="#fff" stroke-width="3" paint-order="stroke">{text(course.target)}</text>'
    )


def _line(points: Sequence[tuple[float, float]]) -> str:
    return "".join(f"{'M' if not at else 'L'}{px:.1f} {py:.1f}" for at, (px, py) in enumerate(points))
