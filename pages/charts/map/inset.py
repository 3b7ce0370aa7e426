"""A part of a map enlarged, in the map's own colours, with the names and figures of a few areas beside it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pages.charts import tokens
from pages.charts.icons import picture
from pages.charts.map.legend import shades
from pages.charts.scale import class_limits, class_of
from pages.words.numbers import number, status, text

_LAND, _LABELS, _LINE = 150, 170, 44


def map_inset(
    outlines: object, rows: pd.DataFrame, decimals: int, named: list[str], limits: Mapping[str, str]
) -> tuple[str, str]:
    """(data address, alt text) of the areas of ``outlines``, those of the codes ``named`` outlined and told.

    ``rows``: standing.standings of the whole map, from which the classes of colour are taken.
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
        land.append(
            f'<path d="{text(area.path)}" fill="{fill}" stroke="#fff" stroke-width="{1 / scale:.1f}"/>'
        )
        if area.area_code in named:
            edges.append(
                f'<path d="{text(area.path)}" fill="none" stroke="{tokens.TEXT}" '
                f'stroke-width="{2 / scale:.1f}"/>'
            )
    told = sorted((area for area in outlines.areas if area.area_code in named), key=lambda area: area.y)
    top = max(0.0, (height - _LINE * len(told)) / 2)
    labels, said = [], []
    for place, area in enumerate(told):
        row, y = row_of[area.area_code], top + _LINE * place + 16
        words = number(row.value, decimals) if row.status == "ok" else status(row.status, limits)
        x = area.x * scale
        labels.append(
            f'<path d="M{x:.1f} {area.y * scale:.1f}L{_LAND + 12} {y}" fill="none" stroke="{tokens.TEXT}"/>'
            f'<circle cx="{x:.1f}" cy="{area.y * scale:.1f}" r="2.5" fill="{tokens.TEXT}" stroke="#fff"/>'
            f'<text x="{_LAND + 16}" y="{y + 4}" font-weight="bold">{text(row.name)}</text>'
            f'<text x="{_LAND + 16}" y="{y + 22}">{text(words)}</text>'
        )
        said.append(f"{row.name} {words}")
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_LAND + _LABELS}" height="{height:.0f}" '
        f'viewBox="0 0 {_LAND + _LABELS} {height:.0f}" font-family="Arial, Liberation Sans, sans-serif" '
        f'font-size="14" fill="{tokens.TEXT}"><g transform="scale({scale:.4f})">{"".join(land)}'
        f"{''.join(edges)}</g>{''.join(labels)}</svg>"
    )
    return picture(svg), "; ".join(said)
