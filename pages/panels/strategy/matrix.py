"""The panel of the matrix: its filters, the table, and the same as a file."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from markupsafe import Markup

from metrics.judgement.priorities import FIGURES, PriorityMetric, PriorityRow, filtered_rows
from metrics.language.metric import RECORD_LEVELS, Shift
from metrics.targets.system import System
from pages.charts.icons import VERDICTS
from pages.charts.markup import joined, paragraph
from pages.charts.tables.matrix import MatrixCell, MatrixItem, MatrixRow, matrix, verdict_legend
from pages.charts.tables.score_rows import group_head
from pages.panels.shift_rows import rows_shown
from pages.shell import filters, frame
from pages.shell.choices import SHIFTS
from pages.shell.download import download_csv, file_name
from pages.shell.filters import Choice
from pages.shell.links import metric_address
from pages.words.numbers import listed
from pages.words.shift_order import Group
from pages.words.strategy import row_lines, row_warning, shown_words


def draw_matrix(system: System, rows: list[PriorityRow], heading: str) -> None:
    """``rows`` by ``heading`` ("Priority" or "Change"), as far as they match the filters of the address."""
    by_priority = heading == "Priority"
    what = "priority" if by_priority else "kind of change"
    frame.panel_head(
        "Which metrics measure each priority, and how they are changing"
        if by_priority
        else "How the metrics of each shift are changing",
        f"Latest figures for {system.geography.name} as a whole. Published metrics that have changed are "
        "shown; open a cell for the rest. A metric may appear in more than one place.",
    )
    choices = _choices(rows, by_priority)
    with st.container(key="matrix_tools", horizontal=True, vertical_alignment="bottom", gap="small"):
        chosen = {choice.parameter: filters.select(choice) for choice in choices}
    shown_choices = {choice.parameter: choice.options[chosen[choice.parameter]] for choice in choices}
    filters.show_refusals(shown_choices)
    shown = filtered_rows(rows, chosen.get("priority", "all"), chosen["change"], chosen["figures"])
    shifts = [SHIFTS[chosen["shift"]]] if chosen["shift"] in SHIFTS else list(Shift)
    if len(shifts) == 1 and (chosen["change"], chosen["figures"]) != ("all", "all"):
        shown = [row for row in shown if row.under(shifts[0])]
    metrics = [metric for row in shown for shift in shifts for metric in row.under(shift)]
    counted = paragraph(shown_words(shown, rows, metrics, what), kind="sub", role="status")
    st.html(joined([counted, verdict_legend()]))
    if shown:
        is_open = chosen["change"] != "all" or chosen["figures"] != "all"
        whole = {row.id: row for row in rows} if by_priority else {}
        drawn = [_row(row, shifts, is_open, whole.get(row.id)) for row in shown]
        heads = [heading, *(shift.title for shift in shifts)]
        st.html(_by_group(shown, drawn, heads))
    download_csv(
        lambda: matrix_rows(shown, shifts),
        key="matrix_download",
        name=file_name("strategy", system.geography.nhs_code, "priorities" if by_priority else "shifts"),
        names=system.geography.areas,
        refreshed_at=system.store.refreshed_at,
        label="Download this matrix (CSV)",
    )


def _choices(rows: list[PriorityRow], by_priority: bool) -> list[Choice]:
    groups = {row.group_id: row.group for row in rows}
    priority = {"all": f"All {len(rows)} priorities", **groups, **{row.id: row.heading for row in rows}}
    changes = {"all": "All changes", **{verdict: verdict.capitalize() for verdict in VERDICTS}}
    asked = [Choice("priority", priority, "all", omits_default=True)] if by_priority else []
    return [
        *asked,
        Choice(
            "shift",
            {"all": "All three shifts", **{slug: shift.title for slug, shift in SHIFTS.items()}},
            "all",
            omits_default=True,
        ),
        Choice("change", changes, "all", omits_default=True),
        Choice("figures", {"all": "All figures", **FIGURES}, "all", omits_default=True),
    ]


def _by_group(rows: list[PriorityRow], drawn: list[MatrixRow], heads: list[str]) -> Markup:
    """A table for each group of priorities, below its name."""
    pieces = []
    for group in dict.fromkeys(row.group for row in rows):
        mine = [drawn_row for row, drawn_row in zip(rows, drawn, strict=True) if row.group == group]
        pieces += [group_head(group)] if group else []
        pieces.append(matrix(mine, heads, caption=f"{group or heads[0]} by {listed(heads[1:])}"))
    return joined(pieces)


def _row(row: PriorityRow, shifts: list[Shift], is_open: bool, whole: PriorityRow | None) -> MatrixRow:
    """``whole`` is the row before any filter: what is stated about a priority is based on all its metrics."""
    lines, warning = (row_lines(whole), row_warning(whole)) if whole else ([], "")
    cells = []
    for shift in shifts:
        mine = row.under(shift)
        seen = mine if is_open else [metric for metric in mine if metric.has_changed]
        cells.append(
            MatrixCell(
                [_item(metric) for metric in seen], [_item(metric) for metric in mine if metric not in seen]
            )
        )
    return MatrixRow(row.heading, lines, cells, warning)


def _item(metric: PriorityMetric) -> MatrixItem:
    standing, definition = metric.standing, metric.metric
    if standing is None:
        level = next((level for level in RECORD_LEVELS if level in metric.levels), None)
        note = "in parts of the system only" if level else "no figure"
        address = filters.address("metric", metric=definition.id, level=level, area=None, group=None)
        return MatrixItem(
            definition.title, address, provenance="synthetic" * metric.synthetic_below, note=note
        )
    return MatrixItem(
        standing.name,
        metric_address(standing),
        standing.change.verdict,
        standing.change.direction,
        standing.newest.provenance,
    )


def matrix_rows(rows: list[PriorityRow], shifts: list[Shift]) -> pd.DataFrame:
    """The matrix as a long table: one row per priority, shift and metric; empty cells keep a row.

    Columns: priority, priority_group, shift, then those of ``pages.shift.rows_shown``.
    """
    tables = []
    for row in rows:
        for shift in shifts:
            mine = row.under(shift)
            table = rows_shown([Group("", [metric.standing for metric in mine if metric.standing])])
            others = [(metric.metric.id, metric.metric.title) for metric in mine if metric.standing is None]
            if others or not mine:
                more = pd.DataFrame(others or [("", "")], columns=["metric_id", "title"]).assign(
                    status="missing"
                )
                table = pd.concat([table, more], ignore_index=True) if len(table) else more
            table.insert(0, "shift", shift.title)
            table.insert(0, "priority_group", row.group)
            table.insert(0, "priority", row.heading)
            tables.append(table)
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()
