"""A map with its legend as one SVG, which stands in the PDF as it is and in the slides as a picture."""

from __future__ import annotations

import pandas as pd

from geo.boundaries.outlines import Outlines
from metrics.judgement.compared_areas import counts
from metrics.language.metric import Metric
from pages.charts import tokens
from pages.charts.map.legend import legend_words, shades
from pages.charts.scale import class_limits, class_of
from pages.paper.blocks import Map
from pages.paper.drawing.font import NAME as FONT
from pages.words.numbers import text

HEIGHT = 250.0
_LINE = 17.0
_STATUSES = (("too_small", "too small to judge"), ("suppressed", "hidden"), ("missing", "no figure"))


def map_picture(shapes: Outlines, rows: pd.DataFrame, metric: Metric, name: str, said: str) -> Map:
    """Areas coloured by class; hidden, too small and missing ones keep their shape, each in its pattern."""
    shown = rows[rows.status == "ok"].value.tolist()
    breaks = class_limits(shown, metric.decimals)
    blues = shades(len(breaks) + 1)
    scale = HEIGHT / shapes.height
    entries = _entries(rows, breaks, blues, metric)
    width = shapes.width * scale + 36 + 5.3 * max(len(words) for _, words in entries)
    row_of = {row.area_code: row for row in rows.itertuples()}
    edge = 0.6 / scale
    drawn = "".join(
        f'<path d="{text(area.path)}" fill="{_fill(row_of[area.area_code], breaks, blues, metric.decimals)}" '
        f'stroke="{tokens.WHITE if row_of[area.area_code].status == "ok" else tokens.CONTROL}" '
        f'stroke-width="{edge:.2f}"/>'
        for area in shapes.areas
        if area.area_code in row_of
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {HEIGHT:.0f}" width="{width:.0f}" '
        f'height="{HEIGHT:.0f}"><defs>{_patterns(1 / scale)}</defs>'
        f'<g transform="scale({scale:.5f})">{drawn}</g>'
        f"{_legend(entries, shapes.width * scale + 14)}</svg>"
    )
    ranges = ", ".join(legend_words(breaks, metric.decimals)) if shown else ""
    return Map(name, svg, width / HEIGHT, f"{said} Classes: {ranges}.")


def _fill(row, breaks: tuple, blues: tuple, decimals: int) -> str:
    if row.status == "ok":
        return blues[class_of(row.value, breaks, decimals)]
    return {"too_small": "url(#hatch)", "suppressed": "url(#dots)"}.get(row.status, tokens.WHITE)


def _patterns(grain: float) -> str:
    """Hatch and dots, once in the size of the map's units and once in that of the legend."""
    return "".join(_pattern(name, size) for name, size in (("", grain), ("-key", 1.0)))


def _pattern(name: str, grain: float) -> str:
    size = 5 * grain
    ground = f'<rect width="{size:.2f}" height="{size:.2f}" fill="#fff"/>'
    sized = f'width="{size:.2f}" height="{size:.2f}" patternUnits="userSpaceOnUse"'
    dots = "".join(
        f'<circle cx="{size * at:.2f}" cy="{size * at:.2f}" r="{grain * 0.8:.2f}" fill="{tokens.SECONDARY}"/>'
        for at in (0.25, 0.75)
    )
    return (
        f'<pattern id="hatch{name}" {sized} patternTransform="rotate(45)">{ground}'
        f'<rect width="{grain:.2f}" height="{size:.2f}" fill="{tokens.CONTROL}"/></pattern>'
        f'<pattern id="dots{name}" {sized}>{ground}{dots}</pattern>'
    )


def _entries(rows: pd.DataFrame, breaks: tuple, blues: tuple, metric: Metric) -> list[tuple[str, str]]:
    """Fill and words of each line of the legend, high to low, then the statuses that occur."""
    number_of = counts(rows)
    fills = {"too_small": "url(#hatch-key)", "suppressed": "url(#dots-key)", "missing": tokens.WHITE}
    return [
        *list(zip(blues, legend_words(breaks, metric.decimals), strict=True))[::-1],
        *(
            (fills[status], f"{words} ({number_of[status]})")
            for status, words in _STATUSES
            if number_of[status]
        ),
    ]


def _legend(entries: list[tuple[str, str]], left: float) -> str:
    parts = []
    for place, (fill, words) in enumerate(entries):
        y = 8 + place * _LINE
        parts.append(
            f'<rect x="{left:.0f}" y="{y:.0f}" width="12" height="12" fill="{fill}" '
            f'stroke="{tokens.CONTROL}" stroke-width="0.5"/>'
            f'<text x="{left + 18:.0f}" y="{y + 10:.0f}" font-family="{FONT}" font-size="10" '
            f'fill="{tokens.TEXT}">{text(words)}</text>'
        )
    return "".join(parts)
