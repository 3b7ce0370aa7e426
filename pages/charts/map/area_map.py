"""Choropleth drawn from outlines: no tiles, no network; every area has a shape, a name and a place in
the keyboard's order."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd
from markupsafe import Markup

from metrics.judgement.compared_areas import counts
from pages.charts import canvas, tokens
from pages.charts.figure import figure
from pages.charts.map.legend import legend_words, shades
from pages.charts.mark import swatch
from pages.charts.markup import markup
from pages.charts.scale import class_limits, class_of
from pages.words.numbers import spoken
from pages.words.numbers import status as status_words
from pages.words.numbers import value as value_words

_MAX_LABELS = 45


def map_markup(
    outlines: object,
    rows: pd.DataFrame,
    metric: object,
    *,
    key: str,
    title: str,
    comparator: str = "England",
    unit: str | None = None,
    selected: str | None = None,
    area_word: str = "area",
    numbered: bool = True,
    limits: Mapping[str, str] | None = None,
    breaks: tuple[float, ...] | None = None,
    over: object | None = None,
) -> Markup:
    """SVG of `outlines` (view_box; areas with area_code, path, x, y) coloured by `rows` (compared_areas).

    `numbered` puts the rank into each area where there is room; `limits` words the limits of statuses;
    `breaks` fixes the class limits, so that two maps can share them; `over` are outlines in the same frame
    whose lines are drawn on top (places over wards). An area of the outlines without a row is 'no figure'.
    """
    decimals = metric.decimals
    shown = rows.loc[rows["status"] == "ok", "value"].tolist()
    breaks = class_limits(shown, decimals) if breaks is None else breaks
    blues = shades(len(breaks) + 1)
    row_of = {row.area_code: row for row in rows.itertuples()}
    left, top, width, height = (float(part) for part in str(outlines.view_box).replace(",", " ").split())
    grain = width / 420 * (1.6 if height > 1.3 * width else 1.0)
    shapes, priority, labels, chosen = [], [], [], []
    taken: list[tuple[float, float]] = []
    numbered = numbered and len(outlines.areas) <= _MAX_LABELS
    for area in sorted(outlines.areas, key=lambda area: _order(area, row_of)):
        code, path, x, y = area.area_code, area.path, area.x, area.y
        row = row_of.get(code)
        if row is None:
            continue
        fill, ink = _fill(row, key, breaks, blues, decimals)
        figure_words = (
            value_words(row.value, decimals, metric.unit)
            if row.status == "ok"
            else status_words(row.status, limits)
        )
        tip = "|".join(
            part.replace("|", "/") for part in (row.name, figure_words, *_tip_extra(row, comparator))
        )
        shapes.append(
            canvas.path(
                path,
                fill=fill,
                class_=None if row.status == "ok" else "none",
                role="button",
                tabindex="-1",
                data_area=code,
                data_x=f"{x:g}",
                data_y=f"{y:g}",
                data_tip=tip,
                aria_label=spoken(row, metric, comparator, limits),
                aria_pressed="true" if code == selected else "false",
            )
        )
        if row.priority:
            priority.append(canvas.path(path))
        if code == selected:
            chosen = [canvas.path(path, class_="halo"), canvas.path(path, class_="ring")]
        if numbered and row.status == "ok" and not _crowded(x, y, taken, grain * 17):
            taken.append((x, y))
            at = (100 * (x - left) / width, 100 * (y - top) / height)
            labels.append((*at, ink, int(row.rank)))
    land = "land fine" if len(outlines.areas) > _MAX_LABELS else "land"
    places = [canvas.path(area.path) for area in over.areas] if over is not None else []
    drawn = canvas.element(
        "svg",
        canvas.element("defs", *_patterns(key, grain)),
        canvas.group(*shapes, class_=land),
        canvas.group(*places, class_="over places"),
        canvas.group(*priority, class_="over priority"),
        canvas.group(*chosen, class_="over"),
        viewBox=outlines.view_box,
        role="group",
        aria_label=title,
    )
    head = unit or metric.unit
    return markup(
        "map",
        is_tall=height > 1.7 * width,
        aspect=f"{width:g}/{height:g}",
        drawn=drawn,
        labels=labels,
        head=head[:1].upper() + head[1:],
        legend=[*_classes(breaks, blues, metric.decimals), *_others(rows, selected, area_word)],
        area_word=area_word,
    )


def draw_map(
    outlines: object,
    rows: pd.DataFrame,
    metric: object,
    *,
    key: str,
    title: str,
    on_choose: Callable[[str], None] | None = None,
    **choices: object,
) -> str | None:
    """Draw `map_markup`; returns the area chosen in this run. `title` says what the map shows, for
    those who hear it."""
    return figure(map_markup(outlines, rows, metric, key=key, title=title, **choices), key, on_choose)


def _order(area: object, row_of: Mapping[str, object]) -> tuple:
    row = row_of.get(area.area_code)
    return (row.name if row is not None else "", area.area_code)


def _fill(row: object, key: str, breaks: tuple, blues: tuple, decimals: int) -> tuple[str, str]:
    if row.status == "ok":
        blue = blues[class_of(row.value, breaks, decimals)]
        return blue, tokens.INK_ON_BLUES[tokens.BLUES.index(blue)]
    pattern = {"too_small": f"url(#{key}-hatch)", "suppressed": f"url(#{key}-dots)"}.get(
        row.status, tokens.WHITE
    )
    return pattern, tokens.TEXT


def _tip_extra(row: object, comparator: str) -> list[str]:
    words = {
        "higher": f"Higher than {comparator}",
        "lower": f"Lower than {comparator}",
        "apart": f"Cannot be told apart from {comparator}",
    }
    return [words[row.direction]] if row.direction in words else []


def _crowded(x: float, y: float, taken: list[tuple[float, float]], room: float) -> bool:
    return any(abs(x - ox) < room * 1.2 and abs(y - oy) < room for ox, oy in taken)


def _patterns(key: str, grain: float) -> list[Markup]:
    """Hatch for what is too small to judge, dots for what is hidden."""
    size = 6 * grain
    ground = canvas.rect(None, None, size, size, fill="#fff")
    sized = {"width": size, "height": size, "patternUnits": "userSpaceOnUse"}
    stroke = canvas.rect(None, None, grain * 1.2, size, fill=tokens.CONTROL)
    dots = [canvas.circle(at, at, grain, fill=tokens.SECONDARY) for at in (size / 4, size * 3 / 4)]
    return [
        canvas.element("pattern", ground, stroke, id=f"{key}-hatch", patternTransform="rotate(45)", **sized),
        canvas.element("pattern", ground, *dots, id=f"{key}-dots", **sized),
    ]


def _classes(breaks: tuple, blues: tuple, decimals: int) -> list[tuple[Markup, str]]:
    """The legend's classes, high to low."""
    worded = list(zip(blues, legend_words(breaks, decimals), strict=True))
    return [(swatch("fill", blue), words) for blue, words in reversed(worded)]


def _others(rows: pd.DataFrame, selected: str | None, area_word: str) -> list[tuple[Markup, str]]:
    """The rest of the legend: why an area has no figure, and which are outlined."""
    number_of = counts(rows)
    others = [
        (swatch("hatch"), f"too small to judge ({number_of['too_small']})"),
        (swatch("dots"), f"hidden ({number_of['suppressed']})"),
        (swatch("empty"), f"no figure ({number_of['missing']})"),
    ]
    if rows["priority"].any():
        others.append((swatch("priority"), f"priority {area_word} ({int(rows['priority'].sum())})"))
    if selected in set(rows["area_code"]):
        others.append((swatch("selected"), "selected"))
    return others
