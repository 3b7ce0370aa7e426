"""A part of a map enlarged, in the map's own colours, with the names and figures of a few areas."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pages.charts import canvas, tokens
from pages.charts.canvas import picture
from pages.charts.map.legend import shades
from pages.charts.scale import class_limits, class_of
from pages.words.numbers import number, status

_LAND, _LABELS, _LINE = 150, 170, 44


def map_inset(
    outlines: object, rows: pd.DataFrame, decimals: int, named: list[str], limits: Mapping[str, str]
) -> tuple[str, str]:
    """(data address, alt text) of the areas of ``outlines``, with those ``named`` (codes) labelled.

    ``rows``: compared_areas of the whole map, from which the classes of colour are taken.
    """
    breaks = class_limits(rows.loc[rows["status"] == "ok", "value"].tolist(), decimals)
    blues = shades(len(breaks) + 1)
    row_of = {row.area_code: row for row in rows.itertuples()}
    scale = _LAND / outlines.width
    height = max(outlines.height * scale, _LINE * len(named)) + 8
    land, edges = [], []
    for area in outlines.areas:
        row = row_of.get(area.area_code)
        shown = row is not None and row.status == "ok"
        fill = blues[class_of(row.value, breaks, decimals)] if shown else tokens.WHITE
        land.append(canvas.path(area.path, fill=fill, stroke="#fff", stroke_width=1 / scale))
        if area.area_code in named:
            edges.append(canvas.path(area.path, fill="none", stroke=tokens.TEXT, stroke_width=2 / scale))
    labelled = sorted((area for area in outlines.areas if area.area_code in named), key=lambda area: area.y)
    top = max(0.0, (height - _LINE * len(labelled)) / 2)
    labels, alt = [], []
    for place, area in enumerate(labelled):
        row, y = row_of[area.area_code], top + _LINE * place + 16
        words = number(row.value, decimals) if row.status == "ok" else status(row.status, limits)
        x = area.x * scale
        start = canvas.steps("M", x, area.y * scale, "L", f"{_LAND + 12} {y}")
        labels += [
            canvas.path(start, fill="none", stroke=tokens.TEXT),
            canvas.circle(x, area.y * scale, 2.5, fill=tokens.TEXT, stroke="#fff"),
            canvas.words(row.name, _LAND + 16, f"{y + 4}", font_weight="bold"),
            canvas.words(words, _LAND + 16, f"{y + 22}"),
        ]
        alt.append(f"{row.name} {words}")
    shapes = canvas.group(*land, *edges, transform=f"scale({scale:.4f})")
    look = {"font_family": canvas.FONT, "font_size": 14, "fill": tokens.TEXT}
    drawn = canvas.svg(_LAND + _LABELS, round(height), shapes, *labels, **look)
    return picture(drawn), "; ".join(alt)
