"""The table twin of a picture: a real table, numbers to the right, every status written out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from pages.charts.figure import figure
from pages.charts.mark import mark, priority_badge, status_swatch
from pages.charts.markup import joined, markup, part
from pages.words.numbers import count_of, interval, number
from pages.words.numbers import status as status_words

_SIDES = {"higher": "higher", "lower": "lower", "apart": "cannot be told apart", "none": "not compared"}


@dataclass(frozen=True)
class Column:
    """A column: its head in at most two lines (| parts them), the row's cell as text, and whether it
    is a number."""

    head: str
    cell: Callable[[object], str]
    numeric: bool = True
    strong: bool = False
    needs_figure: bool = False


def standing_columns(
    metric: object, value_head: str, comparator: str, area_word: str = "ward"
) -> list[Column]:
    """Columns for rows of compared_areas: rank, name, value, interval, standing."""
    decimals = metric.decimals
    return [
        Column("Rank", lambda row: f"{int(row.rank)}" if row.status == "ok" else "–"),
        Column(
            area_word[:1].upper() + area_word[1:],
            lambda row: joined([row.name, priority_badge(f"priority {area_word}") if row.priority else ""]),
            numeric=False,
        ),
        Column(value_head, lambda row: number(row.value, decimals), strong=True, needs_figure=True),
        Column("95%|interval", lambda row: interval(row.lower_ci, row.upper_ci, decimals), needs_figure=True),
        Column(
            f"Against|{comparator}",
            lambda row: part("told", mark(row.direction, row.judgement, 12), _SIDES[row.direction]),
            numeric=False,
            needs_figure=True,
        ),
    ]


def table_markup(
    rows: pd.DataFrame,
    columns: Sequence[Column],
    *,
    caption: str,
    selected: str | None = None,
    first: int = 25,
    row_word: str = "row",
    limits: Mapping[str, str] | None = None,
    header: int = 1,
) -> Markup:
    """Markup of a table. A cell is escaped unless it is markup. `header` is the column that names a row.

    Where `rows` has a status other than 'ok', the columns that need a figure become one cell with the
    status in words. Rows after `first` wait behind a button, except those with a
    status, the selected and the priority ones.
    """
    return markup(
        "table",
        caption=caption,
        columns=columns,
        rows=[
            _row(row, columns, place >= first and not _kept(row, selected), selected, limits, header)
            for place, row in enumerate(rows.itertuples())
        ],
        more=count_of(len(rows), row_word) if len(rows) > first else "",
    )


def draw_table(
    rows: pd.DataFrame, columns: Sequence[Column], *, key: str, caption: str, **choices: object
) -> None:
    """Draw `table_markup`."""
    figure(table_markup(rows, columns, caption=caption, **choices), key)


def _kept(row: object, selected: str | None) -> bool:
    chosen = selected is not None and getattr(row, "area_code", None) == selected
    return chosen or getattr(row, "priority", False) or getattr(row, "status", "ok") != "ok"


def _row(
    row: object,
    columns: Sequence[Column],
    extra: bool,
    selected: str | None,
    limits: Mapping[str, str] | None,
    header: int,
) -> dict:
    status = getattr(row, "status", "ok")
    cells, place = [], 0
    while place < len(columns):
        column = columns[place]
        if status != "ok" and column.needs_figure:
            span = 1
            while place + span < len(columns) and columns[place + span].needs_figure:
                span += 1
            words = joined([status_swatch(status), status_words(status, limits)])
            cells.append({"span": span, "words": words})
            place += span
            continue
        look = {"numeric": column.numeric, "strong": column.strong, "heads_row": place == header}
        cells.append({"span": 0, "words": column.cell(row), **look})
        place += 1
    classes = " ".join(
        filter(
            None,
            (
                "chosen" if selected is not None and getattr(row, "area_code", None) == selected else "",
                "priority" if getattr(row, "priority", False) else "",
                "extra" if extra else "",
            ),
        )
    )
    return {"classes": classes, "cells": cells}
