"""Ranking with intervals: a real table whose plot is drawn in percentages, so that it fits any width."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd
from markupsafe import Markup

from metrics.judgement.compared_areas import counts, judgements
from pages.charts.figure import figure
from pages.charts.mark import colour, mark, priority_badge, status_swatch, swatch
from pages.charts.markup import legend, markup, part
from pages.charts.scale import Axis, axis
from pages.words.numbers import against, count_of, interval, number, spoken, value
from pages.words.numbers import status as status_words


def counts_strip(
    rows: pd.DataFrame, comparator: str, area_word: str = "ward", note: tuple[str, str] | None = None
) -> Markup:
    """How many areas are higher, lower or not judged; the numbers add up to the number of areas. `note` is a
    title and a sentence."""
    number_of = counts(rows)
    judged = judgements(rows)
    plural = f"{area_word}s"

    def noun(how_many: int) -> str:
        return area_word if how_many == 1 else plural

    cells = []
    for direction in ("higher", "apart", "lower"):
        how_many = number_of[direction]
        words = {
            "higher": f"{noun(how_many)} higher than {comparator}",
            "apart": f"{noun(how_many)} that cannot be told apart",
            "lower": f"{noun(how_many)} lower than {comparator}",
        }[direction]
        cells.append((mark(direction, judged[direction], 18), how_many, words))
    if number_of["not compared"]:
        cells.append(
            (
                mark("none", size=18),
                number_of["not compared"],
                f"{noun(number_of['not compared'])} not compared",
            )
        )
    cells.append(
        (swatch("hatch"), number_of["too_small"], f"{noun(number_of['too_small'])} too small to judge")
    )
    cells.append(
        (swatch("dots"), number_of["suppressed"], f"{noun(number_of['suppressed'])} hidden to protect people")
    )
    if number_of["missing"]:
        cells.append(
            (swatch("empty"), number_of["missing"], f"{noun(number_of['missing'])} without a figure")
        )
    return markup("counts_strip", cells=cells, note=note)


def ranking_markup(
    rows: pd.DataFrame,
    metric: object,
    *,
    title: str,
    measure: str,
    comparator: str = "England",
    comparator_value: float | None = None,
    parent: tuple[str, float] | None = None,
    selected: str | None = None,
    area_word: str = "ward",
    first: int = 25,
    limits: Mapping[str, str] | None = None,
) -> Markup:
    """Markup of the ranking of `rows` (compared_areas).

    `measure` names the axis with its unit; `parent` is the name and value of the area that contains them
    (dotted line); the rows after `first` are behind a button, except the selected area and priority areas.
    """
    if comparator_value is None:
        known = rows["comparator_value"].dropna()
        comparator_value = float(known.iloc[0]) if not known.empty else None
    lines = [] if comparator_value is None else [comparator_value]
    shown = rows[rows["status"] == "ok"]
    scale = axis(
        [*shown["value"], *shown["lower_ci"], *shown["upper_ci"], *lines, *([parent[1]] if parent else [])]
    )
    start = (
        ""
        if scale.start == 0 or not scale.ticks
        else f"The axis starts at {number(scale.start, _tick_decimals(scale))}."
    )
    shared = {"selected": selected, "limits": limits, "area_word": area_word}
    return markup(
        "ranking",
        title=title,
        start=start,
        area_word=area_word,
        measure=measure,
        axis=_axis(scale, comparator, comparator_value, metric.decimals),
        scale=scale,
        comparator=None if comparator_value is None else scale.place(comparator_value),
        parent=scale.place(parent[1]) if parent else None,
        rows=[
            _row(row, metric, scale, comparator, extra=place >= first, **shared)
            for place, row in enumerate(rows.itertuples())
        ],
        more=count_of(len(rows), area_word) if len(shown) > first else "",
    )


def ranking_legend(
    rows: pd.DataFrame,
    comparator: str,
    area_word: str = "ward",
    parent: tuple[str, float] | None = None,
    decimals: int = 0,
) -> Markup:
    """The marks in one line, with a note where one does not occur; the parent area with its value."""
    number_of = counts(rows)
    judged = judgements(rows)
    items = []
    for direction, words in (
        ("higher", f"higher than {comparator}"),
        ("apart", "cannot be told apart"),
        ("lower", "lower"),
    ):
        none = "" if number_of[direction] else " (none here)"
        items.append((mark(direction, judged[direction]), f"{words}{none}"))
    if rows["priority"].any():
        items.append((part("priority_key"), f"priority {area_word}"))
    if parent:
        items.append((part("dotted_key"), f"{parent[0]} {number(parent[1], decimals)}"))
    return legend(items)


def draw_ranking(
    rows: pd.DataFrame,
    metric: object,
    *,
    key: str,
    title: str,
    measure: str,
    comparator: str = "England",
    area_word: str = "ward",
    parent: tuple[str, float] | None = None,
    on_choose: Callable[[str], None] | None = None,
    **choices: object,
) -> str | None:
    """Draw legend and ranking; returns the area chosen in this run."""
    drawn = ranking_legend(rows, comparator, area_word, parent, metric.decimals) + ranking_markup(
        rows,
        metric,
        title=title,
        measure=measure,
        comparator=comparator,
        area_word=area_word,
        parent=parent,
        **choices,
    )
    return figure(drawn, key, on_choose)


def _tick_decimals(scale: Axis) -> int:
    return max((len(f"{tick:g}".partition(".")[2]) for tick in scale.ticks), default=0)


def _axis(scale: Axis, comparator: str, comparator_value: float | None, decimals: int) -> dict:
    at = None if comparator_value is None else scale.place(comparator_value)
    words = "" if at is None else f"{comparator} {number(comparator_value, decimals)}"
    half = 1.05 * len(words)
    ticks = [
        {"at": scale.place(tick), "words": number(tick, _tick_decimals(scale))}
        for tick in scale.ticks
        if at is None or abs(scale.place(tick) - at) > half + 2.5
    ]
    side = "" if at is None else " start" if at < 12 else " end" if at > 88 else ""
    return {"ticks": ticks, "at": at, "words": words, "side": side}


def _row(
    row: object,
    metric: object,
    scale: Axis,
    comparator: str,
    *,
    selected: str | None,
    limits: Mapping[str, str] | None,
    area_word: str,
    extra: bool,
) -> dict:
    """What the template needs for one row; ``extra`` rows are behind a button unless something marks them."""
    pressed, ranked = row.area_code == selected, row.status == "ok"
    classes = {
        "chosen": pressed,
        "priority": row.priority,
        "extra": extra and not pressed and not row.priority and ranked,
    }
    cells = {
        "classes": " ".join(name for name, its in classes.items() if its),
        "rank": int(row.rank) if ranked else "–",
        "area_code": row.area_code,
        "tip": "|".join(part.replace("|", "/") for part in _tip(row, metric, comparator, limits)),
        "pressed": str(pressed).lower(),
        "spoken": spoken(row, metric, comparator, limits),
        "name": row.name,
        "badge": priority_badge(f"priority {area_word}") if row.priority else "",
    }
    if not ranked:
        return cells | {"status": status_words(row.status, limits), "sign": status_swatch(row.status)}
    reach = None
    if row.lower_ci == row.lower_ci and row.upper_ci == row.upper_ci:
        start, end = scale.place(row.lower_ci), scale.place(row.upper_ci)
        reach = (start, round(end - start, 2))
    return cells | {
        "status": "",
        "said": against(row.direction, comparator),
        "reach": reach,
        "paint": colour(row.direction, row.judgement),
        "at": scale.place(row.value),
        "sign": mark(row.direction, row.judgement, 15),
        "value": number(row.value, metric.decimals),
        "interval": interval(row.lower_ci, row.upper_ci, metric.decimals),
    }


def _tip(row: object, metric: object, comparator: str, limits: Mapping[str, str] | None) -> list[str]:
    if row.status != "ok":
        return [row.name, status_words(row.status, limits)]
    parts = [row.name, value(row.value, metric.decimals, metric.unit)]
    reach = interval(row.lower_ci, row.upper_ci, metric.decimals)
    if reach:
        parts.append(f"95% interval {reach}")
    if row.direction != "none":
        compared = against(row.direction, comparator)
        parts.append(compared[:1].upper() + compared[1:])
    return parts
