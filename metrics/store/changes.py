"""The changes from the store in use to a new store, listed before the new one replaces it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from data.records.row_counts import rows_in_words, shown_rows

MAX_LISTED = 200
MAX_SHARE_OF_METRICS_LOST = 0.2
MAX_SHARE_OF_ROWS_LOST = 0.5
KINDS = {
    "metric vanishes": ("metric is gone", "metrics are gone"),
    "metric appears": ("new metric", "new metrics"),
    "area vanishes": ("area is gone", "areas are gone"),
    "area appears": ("new area", "new areas"),
    "period vanishes": ("period of a metric is gone", "periods of metrics are gone"),
    "period appears": ("new period of a metric", "new periods of metrics"),
    "moved": ("figure moved by more than its interval", "figures moved by more than their interval"),
    "revised": ("figure without an interval was revised", "figures without an interval were revised"),
    "status": ("figure changed its status", "figures changed their status"),
    "provenance": ("metric changed its provenance", "metrics changed their provenance"),
}
COLUMNS = ("kind", "metric_id", "area_code", "area_level", "sex", "period_label", "was", "now")
TABLES = ("changes", "change_counts", "losses")
_KEY = "metric_id, area_code, area_level, frequency, period_start, period_end, sex, breakdown"
_SAME = " AND ".join(f"o.{name.strip()} = n.{name.strip()}" for name in _KEY.split(","))
_LATEST = " AND ".join(
    f"o.{name} = n.{name}" for name in ("metric_id", "area_code", "area_level", "sex", "breakdown")
)
_ROW = "n.metric_id, n.area_code, n.area_level, n.sex, n.period_label"

Query = Callable[[str], pd.DataFrame]


class LossesTooLarge(ValueError):
    """The refresh stops since too much would be lost; the message says what, and how to accept the losses."""


@dataclass(frozen=True)
class Changes:
    """``listed`` has the first changes, the most important ones at the top; ``counts`` the number of each
    kind; ``losses`` one sentence per loss that somebody has to accept.
    """

    listed: pd.DataFrame
    counts: dict[str, int]
    losses: tuple[str, ...] = ()

    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables of the store in which they are kept."""
        counts = pd.DataFrame({"kind": list(self.counts), "number": list(self.counts.values())})
        return {
            "changes": self.listed.astype(str),
            "change_counts": counts.astype({"kind": str, "number": "int64"}),
            "losses": pd.DataFrame({"sentence": pd.Series(list(self.losses), dtype=str)}),
        }


def change_phrases(counts: pd.DataFrame) -> list[str]:
    """One phrase per kind, from the store's table change_counts: '3 new periods of metrics'."""
    return [f"{row.number:,} {KINDS[row.kind][row.number != 1]}" for row in counts.itertuples() if row.number]


def no_changes() -> Changes:
    return Changes(pd.DataFrame(columns=list(COLUMNS)), dict.fromkeys(KINDS, 0))


def find_changes(
    query: Query, taken: Sequence[str] = (), exact_rows: Mapping[str, int] | None = None
) -> Changes:
    """Compare the tables of a new store with the tables ``former.<table>`` of the store in use.

    The rows of the metrics ``taken`` over are the same in both and are not compared.
    ``exact_rows`` are the exact numbers of records of the new store, by table; the stores have rounded ones.
    """
    all_metrics = query("SELECT metric_id FROM results UNION SELECT metric_id FROM former.results").metric_id
    # All names are listed, since the rows of each metric are stored together and no others are then read.
    others = ", ".join(f"'{metric_id}'" for metric_id in sorted({*all_metrics} - {*taken})) or "NULL"
    compared = {
        "{new}": f"(SELECT * FROM results WHERE metric_id IN ({others}))",
        "{old}": f"(SELECT * FROM former.results WHERE metric_id IN ({others}))",
    }
    changes = {}
    for kind, text in _QUERIES.items():
        for placeholder, rows in compared.items():
            text = text.replace(placeholder, rows)
        changes[kind] = query(text)
    listed = [
        rows.head(MAX_LISTED).assign(kind=kind).reindex(columns=list(COLUMNS), fill_value="").astype(str)
        for kind, rows in changes.items()
        if len(rows)
    ]
    return Changes(
        pd.concat(listed, ignore_index=True).head(MAX_LISTED) if listed else no_changes().listed,
        {kind: len(rows) for kind, rows in changes.items()},
        tuple(_losses(query, changes["metric vanishes"], exact_rows or {})),
    )


def _losses(query: Query, gone: pd.DataFrame, exact: Mapping[str, int]):
    before = query("SELECT COUNT(DISTINCT metric_id) AS n FROM former.results").n.iloc[0]
    if len(gone) > MAX_SHARE_OF_METRICS_LOST * before:
        names = ", ".join(gone.metric_id[:5]) + (" and others" if len(gone) > 5 else "")
        yield f"{len(gone)} of {before} metrics would be lost ({names}); one in five is allowed."
    # An ICS's own records replace demonstration records and may be far fewer, so only records of the same
    # provenance are compared.
    rows = query(
        'SELECT o."table" AS name, o.rows AS was, COALESCE(n.rows, 0) AS now FROM former.sources AS o '
        'LEFT JOIN sources AS n ON o."table" = n."table" '
        "WHERE n.rows IS NULL OR o.provenance = n.provenance ORDER BY 1"
    )
    for row in rows.itertuples():
        now = exact.get(row.name, row.now)
        if row.was > 0 and now < (1 - MAX_SHARE_OF_ROWS_LOST) * row.was:
            was, now = rows_in_words(row.was), rows_in_words(shown_rows(int(now)))
            yield f"{row.name} would go from {was} to {now} rows; a loss of half is allowed."


def _only_in(first: str, second: str, columns: str, condition: str = "") -> str:
    return f"SELECT {columns} FROM {first} {condition} EXCEPT SELECT {columns} FROM {second} {condition}"


def _one_sided(first: str, second: str, all_of_first: str, all_of_second: str) -> tuple[str, str, str]:
    metrics = f"{_only_in(first, second, 'metric_id')} ORDER BY 1"
    # An area that one metric loses may still be in a metric that was taken over.
    areas = f"{_only_in(all_of_first, all_of_second, 'area_code, area_level')} ORDER BY 2, 1"
    in_both = f"WHERE metric_id IN (SELECT metric_id FROM {first} INTERSECT SELECT metric_id FROM {second})"
    periods = _only_in(first, second, "metric_id, area_level, period_label, frequency", in_both)
    return metrics, areas, f"SELECT metric_id, area_level, period_label FROM ({periods}) ORDER BY 1, 2, 3"


_GONE = _one_sided("{old}", "{new}", "former.results", "results")
_NEW = _one_sided("{new}", "{old}", "results", "former.results")
_FIGURE = "printf('%.6g (%.6g to %.6g)', {0}.value, {0}.lower_ci, {0}.upper_ci)"
_WIDTH = "NULLIF(GREATEST(n.upper_ci - n.lower_ci, o.upper_ci - o.lower_ci), 0)"
_OUTSIDE = (
    "n.status = 'ok' AND o.status = 'ok' AND (o.value < n.lower_ci OR o.value > n.upper_ci) "
    "AND (n.value < o.lower_ci OR n.value > o.upper_ci)"
)
_QUERIES = {
    "metric vanishes": _GONE[0],
    "area vanishes": _GONE[1],
    "period vanishes": _GONE[2],
    # The same period corrected, and the newest period compared with the one that was the newest before.
    "moved": (
        "SELECT metric_id, area_code, area_level, sex, period_label, was, now FROM ("
        f"SELECT {_ROW}, {_FIGURE.format('o')} AS was, {_FIGURE.format('n')} AS now, "
        f"ABS(n.value - o.value) / {_WIDTH} AS far FROM {{new}} AS n JOIN {{old}} AS o ON {_SAME} "
        f"WHERE {_OUTSIDE} UNION ALL "
        f"SELECT {_ROW}, {_FIGURE.format('o')} || ', ' || o.period_label AS was, "
        f"{_FIGURE.format('n')} AS now, ABS(n.value - o.value) / {_WIDTH} AS far "
        f"FROM {{new}} AS n JOIN {{old}} AS o ON {_LATEST} AND n.is_latest AND o.is_latest "
        f"AND (n.period_start <> o.period_start OR n.period_end <> o.period_end) WHERE {_OUTSIDE}"
        ") ORDER BY far DESC NULLS LAST, metric_id, area_code, sex, period_label"
    ),
    "status": (
        f"SELECT {_ROW}, o.status AS was, n.status AS now FROM {{new}} AS n "
        f"JOIN {{old}} AS o ON {_SAME} WHERE o.status <> n.status "
        "ORDER BY n.is_latest DESC, n.metric_id, n.area_code, n.period_end DESC, n.sex"
    ),
    "provenance": (
        "SELECT n.metric_id, o.kinds AS was, n.kinds AS now FROM "
        "(SELECT metric_id, string_agg(DISTINCT provenance, ', ' ORDER BY provenance) AS kinds "
        "FROM {new} GROUP BY metric_id) AS n JOIN "
        "(SELECT metric_id, string_agg(DISTINCT provenance, ', ' ORDER BY provenance) AS kinds "
        "FROM {old} GROUP BY metric_id) AS o ON o.metric_id = n.metric_id "
        "WHERE o.kinds <> n.kinds ORDER BY 1"
    ),
    "revised": (
        f"SELECT {_ROW}, printf('%.6g', o.value) AS was, printf('%.6g', n.value) AS now FROM {{new}} AS n "
        f"JOIN {{old}} AS o ON {_SAME} WHERE n.status = 'ok' AND o.status = 'ok' "
        "AND (n.lower_ci IS NULL OR isnan(n.lower_ci)) AND (o.lower_ci IS NULL OR isnan(o.lower_ci)) "
        "AND n.value <> o.value ORDER BY n.is_latest DESC, n.metric_id, n.area_code, n.period_end DESC, n.sex"
    ),
    "metric appears": _NEW[0],
    "area appears": _NEW[1],
    "period appears": _NEW[2],
}
