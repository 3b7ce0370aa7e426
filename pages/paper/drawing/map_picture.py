"""A map with its legend as one SVG, used as it is in the PDF and as a picture in the slides."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from geo.boundaries.outlines import Outlines
from metrics.judgement.compared_areas import counts
from metrics.language.metric import Metric
from pages.charts import canvas, tokens
from pages.charts.map.legend import legend_words, shades
from pages.charts.scale import class_limits, class_of
from pages.paper.blocks import Map
from pages.paper.drawing.font import NAME as FONT

HEIGHT = 250.0
_LINE = 17.0
_STATUSES = (("too_small", "too small to judge"), ("suppressed", "hidden"), ("missing", "no figure"))


def map_picture(shapes: Outlines, rows: pd.DataFrame, metric: Metric, name: str, alt: str) -> Map:
    """Areas coloured by class; those hidden, too small or without a figure have a pattern instead."""
    shown = rows[rows.status == "ok"].value.tolist()
    breaks = class_limits(shown, metric.decimals)
    blues = shades(len(breaks) + 1)
    scale = HEIGHT / shapes.height
    entries = _entries(rows, breaks, blues, metric)
    width = shapes.width * scale + 36 + 5.3 * max(len(words) for _, words in entries)
    row_of = {row.area_code: row for row in rows.itertuples()}
    edge = 0.6 / scale
    drawn = [
        canvas.path(
            area.path,
            fill=_fill(row_of[area.area_code], breaks, blues, metric.decimals),
            stroke=tokens.WHITE if row_of[area.area_code].status == "ok" else tokens.CONTROL,
            stroke_width=f"{edge:.2f}",
        )
        for area in shapes.areas
        if area.area_code in row_of
    ]
    svg = canvas.svg(
        round(width),
        round(HEIGHT),
        canvas.element("defs", *_patterns("", 1 / scale), *_patterns("-key", 1.0)),
        canvas.group(*drawn, transform=f"scale({scale:.5f})"),
        *_legend(entries, shapes.width * scale + 14),
    )
    ranges = ", ".join(legend_words(breaks, metric.decimals)) if shown else ""
    return Map(name, str(svg), width / HEIGHT, f"{alt} Classes: {ranges}.")


def _fill(row, breaks: tuple, blues: tuple, decimals: int) -> str:
    if row.status == "ok":
        return blues[class_of(row.value, breaks, decimals)]
    return {"too_small": "url(#hatch)", "suppressed": "url(#dots)"}.get(row.status, tokens.WHITE)


def _patterns(name: str, grain: float) -> list[Markup]:
    """Hatch and dots, in the units of the map or in those of the legend."""
    size, thin = f"{5 * grain:.2f}", f"{grain:.2f}"
    ground = canvas.rect(None, None, size, size, fill="#fff")
    sized = {"width": size, "height": size, "patternUnits": "userSpaceOnUse"}
    places = [f"{5 * grain * at:.2f}" for at in (0.25, 0.75)]
    dots = [canvas.circle(at, at, f"{grain * 0.8:.2f}", fill=tokens.SECONDARY) for at in places]
    stroke = canvas.rect(None, None, thin, size, fill=tokens.CONTROL)
    return [
        canvas.element("pattern", ground, stroke, id=f"hatch{name}", patternTransform="rotate(45)", **sized),
        canvas.element("pattern", ground, *dots, id=f"dots{name}", **sized),
    ]


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


def _legend(entries: list[tuple[str, str]], left: float) -> list[Markup]:
    parts = []
    for place, (fill, words) in enumerate(entries):
        y = 8 + place * _LINE
        box = {"fill": fill, "stroke": tokens.CONTROL, "stroke_width": 0.5}
        parts.append(canvas.rect(round(left), round(y), 12, 12, **box))
        look = {"font_family": FONT, "font_size": 10, "fill": tokens.TEXT}
        parts.append(canvas.words(words, round(left + 18), round(y + 10), **look))
    return parts
