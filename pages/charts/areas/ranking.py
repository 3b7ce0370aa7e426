"""Ranking with intervals: a real table whose plot is drawn in percentages, so that it fits any width."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from metrics.judgement.compared_areas import counts, judgements
from pages.charts.figure import figure
from pages.charts.mark import colour, mark, priority_badge, swatch
from pages.charts.scale import Axis, axis
from pages.words.numbers import against, count_of, interval, number, spoken, text, value
from pages.words.numbers import status as status_words

_SWATCHES = {"too_small": "hatch", "suppressed": "dots"}


def counts_strip(
    rows: pd.DataFrame, comparator: str, area_word: str = "ward", note: tuple[str, str] | None = None
) -> str:
    """How many areas stand where; the numbers add up to the number of areas. `note` is a title and a
    sentence."""
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
    items = "".join(
        f'<li><span class="count-head">{sign}<b>{how_many:,}</b></span><span '
        f'class="count-words">{text(words)}</span></li>'
        for sign, how_many, words in cells
    )
    aside = (
        f'<div class="count-note"><b>{text(note[0])}</b><span>{text(note[1])}</span></div>' if note else ""
    )
    return f'<div class="counts"><ul>{items}</ul>{aside}</div>'


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
) -> str:
    """Markup of the ranking of `rows` (standing.standings).

    `measure` names the axis with its unit; `parent` is the name and value of the area that holds them
    (dotted line); the rows after `first` wait behind a button, except the selected and the priority ones.
    """
    if comparator_value is None:
        known = rows["comparator_value"].dropna()
        comparator_value = float(known.iloc[0]) if not known.empty else None
    lines = [] if comparator_value is None else [comparator_value]
    shown = rows[rows["status"] == "ok"]
    scale = axis(
        [*shown["value"], *shown["lower_ci"], *shown["upper_ci"], *lines, *([parent[1]] if parent else [])]
    )
    body = "".join(
        _row(
            row,
            metric,
            scale,
            comparator,
            comparator_value,
            parent,
            selected,
            limits,
            area_word,
            extra=place >= first and row.area_code != selected and not row.priority and row.status == "ok",
        )
        for place, row in enumerate(rows.itertuples())
    )
    hidden = max(0, len(shown) - first)
    more = (
        f'<button type="button" class="more" aria-expanded="false" data-more="Show all '
        f'{count_of(len(rows), area_word)}" data-fewer="Show fewer"></button>'
        if hidden
        else ""
    )
    zero = (
        ""
        if scale.start == 0 or not scale.ticks
        else (f" The axis starts at {number(scale.start, _tick_decimals(scale))}.")
    )
    return (
        f'<table class="ranking" role="table"><caption class="unseen">{text(title)}.{text(zero)}</caption>'
        f'<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col" class="r-rank">'
        f'<span class="unseen">Rank</span></th>'
        '<th role="columnheader" scope="col" '
        f'class="r-name">{text(area_word[:1].upper() + area_word[1:])}</th>'
        f'<th role="columnheader" scope="col" class="r-plot"><span class="r-measure">{text(measure)}</span>'
        f"{_axis(scale, comparator, comparator_value, metric.decimals)}</th>"
        f'<th role="columnheader" scope="col" class="r-value"><span class="unseen">Value</span></th>'
        '<th role="columnheader" scope="col" class="r-interval"><span class="unseen">95% '
        "interval</span></th></tr></thead>"
        f'<tbody role="rowgroup">{body}</tbody></table>{more}'
        + (f'<p class="sub">{text(zero.strip())}</p>' if zero else "")
    )


def ranking_legend(
    rows: pd.DataFrame,
    comparator: str,
    area_word: str = "ward",
    parent: tuple[str, float] | None = None,
    decimals: int = 0,
) -> str:
    """The marks in one line, those that do not occur named as such; the parent area's line with its value."""
    number_of = counts(rows)
    judged = judgements(rows)
    items = []
    for direction, words in (
        ("higher", f"higher than {comparator}"),
        ("apart", "cannot be told apart"),
        ("lower", "lower"),
    ):
        none = "" if number_of[direction] else " (none here)"
        items.append(f"<li>{mark(direction, judged[direction])}{text(words)}{none}</li>")
    if rows["priority"].any():
        items.append(f'<li><span class="p-badge" aria-hidden="true">P</span>priority {text(area_word)}</li>')
    if parent:
        items.append(
            f'<li><span class="dotted-key" aria-hidden="true"></span>{text(parent[0])} '
            f"{number(parent[1], decimals)}</li>"
        )
    return f'<ul class="legend">{"".join(items)}</ul>'


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
    markup = ranking_legend(rows, comparator, area_word, parent, metric.decimals) + ranking_markup(
        rows,
        metric,
        title=title,
        measure=measure,
        comparator=comparator,
        area_word=area_word,
        parent=parent,
        **choices,
    )
    return figure(markup, key, on_choose)


def _tick_decimals(scale: Axis) -> int:
    return max((len(f"{tick:g}".partition(".")[2]) for tick in scale.ticks), default=0)


def _axis(scale: Axis, comparator: str, comparator_value: float | None, decimals: int) -> str:
    at = None if comparator_value is None else scale.place(comparator_value)
    words = "" if at is None else f"{comparator} {number(comparator_value, decimals)}"
    half = 1.05 * len(words)
    tick_words = "".join(
        f'<span class="tick" style="left:{scale.place(tick)}%">{number(tick, _tick_decimals(scale))}</span>'
        for tick in scale.ticks
        if at is None or abs(scale.place(tick) - at) > half + 2.5
    )
    side = "" if at is None else " start" if at < 12 else " end" if at > 88 else ""
    name = (
        "" if at is None else f'<span class="tick comparator{side}" style="left:{at}%">{text(words)}</span>'
    )
    return f'<span class="r-axis">{tick_words}{name}</span>'


def _row(
    row: object,
    metric: object,
    scale: Axis,
    comparator: str,
    comparator_value: float | None,
    parent: tuple[str, float] | None,
    selected: str | None,
    limits: Mapping[str, str] | None,
    area_word: str,
    extra: bool,
) -> str:
    pressed = row.area_code == selected
    classes = " ".join(
        filter(
            None, ("chosen" if pressed else "", "priority" if row.priority else "", "extra" if extra else "")
        )
    )
    badge = priority_badge(f"priority {area_word}") if row.priority else ""
    ranked = row.status == "ok"
    tip = "|".join(part.replace("|", "/") for part in _tip(row, metric, comparator, limits))
    name = (
        f'<button type="button" tabindex="-1" data-area="{text(row.area_code)}" data-tip="{text(tip)}" '
        f'aria-pressed="{str(pressed).lower()}" aria-label="{text(spoken(row, metric, comparator, limits))}">'
        f"{text(row.name)}</button>{badge}"
    )
    head = (
        f'<tr role="row" data-row class="{classes}">'
        f'<td role="cell" class="r-rank">{int(row.rank) if ranked else "–"}</td>'
        f'<th role="rowheader" scope="row" class="r-name">{name}</th>'
    )
    lines = "".join(f'<i class="grid" style="left:{scale.place(tick)}%"></i>' for tick in scale.ticks)
    if parent:
        lines += f'<i class="parent" style="left:{scale.place(parent[1])}%"></i>'
    if comparator_value is not None:
        lines += f'<i class="line" style="left:{scale.place(comparator_value)}%"></i>'
    if not ranked:
        sign = swatch(_SWATCHES.get(row.status, "empty"))
        return (
            f'{head}<td role="cell" class="r-status" aria-colspan="3" '
            f'colspan="3">{sign}{text(status_words(row.status, limits))}'
            f"</td></tr>"
        )
    paint = colour(row.direction, row.judgement)
    reach = ""
    if row.lower_ci == row.lower_ci and row.upper_ci == row.upper_ci:
        start, end = scale.place(row.lower_ci), scale.place(row.upper_ci)
        reach = (
            f'<i class="reach" style="left:{start}%;width:{round(end - start, 2)}%;background:{paint}"></i>'
        )
    spot = (
        f'<i class="spot" style="left:{scale.place(row.value)}%">{mark(row.direction, row.judgement, 15)}</i>'
    )
    said = against(row.direction, comparator)
    return (
        f'{head}<td role="cell" class="r-plot"><span class="unseen">{text(said)}</span>'
        f'<span class="plot" aria-hidden="true">{lines}{reach}{spot}</span></td>'
        f'<td role="cell" class="r-value">{number(row.value, metric.decimals)}</td>'
        '<td role="cell" class="r-interval">'
        f"{interval(row.lower_ci, row.upper_ci, metric.decimals)}</td></tr>"
    )


def _tip(row: object, metric: object, comparator: str, limits: Mapping[str, str] | None) -> list[str]:
    if row.status != "ok":
        return [row.name, status_words(row.status, limits)]
    parts = [row.name, value(row.value, metric.decimals, metric.unit)]
    reach = interval(row.lower_ci, row.upper_ci, metric.decimals)
    if reach:
        parts.append(f"95% interval {reach}")
    if row.direction != "none":
        said = against(row.direction, comparator)
        parts.append(said[:1].upper() + said[1:])
    return parts
