"""What a new store changes: compared with the one in use before it takes its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

LISTED = 200
LARGEST_SHARE_OF_METRICS = 0.2
LARGEST_SHARE_OF_ROWS = 0.5
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
    """So much would vanish that the refresh stops; the message says what, and how to go on all the same."""


@dataclass(frozen=True)
class Changes:
    """``listed``: the first of them, what matters most on top; ``counts``: how many of each kind there are;
    ``losses``: a sentence for each loss that needs a person's consent.
    """

    listed: pd.DataFrame
    counts: dict[str, int]
    losses: tuple[str, ...] = ()

    def tables(self) -> dict[str, pd.DataFrame]:
        """As the store keeps them."""
        counts = pd.DataFrame({"kind": list(self.counts), "number": list(self.counts.values())})
        return {
            "changes": self.listed.astype(str),
            "change_counts": counts.astype({"kind": str, "number": "int64"}),
            "losses": pd.DataFrame({"sentence": pd.Series(list(self.losses), dtype=str)}),
        }


def change_words(counts: pd.DataFrame) -> list[str]:
    """One phrase a kind, from the store's table change_counts: '3 new periods of metrics'."""
    return [f"{row.number:,} {KINDS[row.kind][row.number != 1]}" for row in counts.itertuples() if row.number]


def no_changes() -> Changes:
    return Changes(pd.DataFrame(columns=list(COLUMNS)), dict.fromkeys(KINDS, 0))


def find_changes(query: Query, taken: Sequence[str] = ()) -> Changes:
    """Compare the tables of a new store with those of ``former.<table>``.

    The rows of the metrics ``taken`` over are the same in both and are not compared one by one.
    """
    every = query("SELECT metric_id FROM results UNION SELECT metric_id FROM former.results").metric_id
    # Named one by one: the rows of a metric stand together, and those of all others are not read.
    others = ", ".join(f"'{one}'" for one in sorted({*every} - {*taken})) or "NULL"
    both = {
        "{new}": f"(SELECT * FROM results WHERE metric_id IN ({others}))",
        "{old}": f"(SELECT * FROM former.results WHERE metric_id IN ({others}))",
    }
    found = {}
    for kind, text in _QUESTIONS.items():
        for name, rows in both.items():
            text = text.replace(name, rows)
        found[kind] = query(text)
    listed = [
        rows.head(LISTED).assign(kind=kind).reindex(columns=list(COLUMNS), fill_value="").astype(str)
        for kind, rows in found.items()
        if len(rows)
    ]
    return Changes(
        pd.concat(listed, ignore_index=True).head(LISTED) if listed else no_changes().listed,
        {kind: len(rows) for kind, rows in found.items()},
        tuple(_losses(query, found["metric vanishes"])),
    )


def _losses(query: Query, gone: pd.DataFrame):
    before = query("SELECT COUNT(DISTINCT metric_id) AS n FROM former.results").n.iloc[0]
    if len(gone) > LARGEST_SHARE_OF_METRICS * before:
        named = ", ".join(gone.metric_id[:5]) + (" and others" if len(gone) > 5 else "")
        yield f"{len(gone)} of {before} metrics would vanish ({named}); allowed is one in five."
    # Demonstration records give way to an ICS's own, which may well be fewer: only like stands against like.
    rows = query(
        'SELECT o."table" AS name, o.rows AS was, COALESCE(n.rows, 0) AS now FROM former.sources AS o '
        'LEFT JOIN sources AS n ON o."table" = n."table" '
        "WHERE n.rows IS NULL OR o.provenance = n.provenance ORDER BY 1"
    )
    for row in rows.itertuples():
        if row.was > 0 and row.now < (1 - LARGEST_SHARE_OF_ROWS) * row.was:
            yield f"{row.name} would go from {row.was:,} to {row.now:,} rows; allowed is to lose half."


def _only_in(one: str, other: str, columns: str, more: str = "") -> str:
    return f"SELECT {columns} FROM {one} {more} EXCEPT SELECT {columns} FROM {other} {more}"


def _one_sided(one: str, other: str, all_of_one: str, all_of_other: str) -> tuple[str, str, str]:
    metrics = f"{_only_in(one, other, 'metric_id')} ORDER BY 1"
    # An area that one metric loses may stand in a metric that was taken over.
    areas = f"{_only_in(all_of_one, all_of_other, 'area_code, area_level')} ORDER BY 2, 1"
    both = f"WHERE metric_id IN (SELECT metric_id FROM {one} INTERSECT SELECT metric_id FROM {other})"
    periods = _only_in(one, other, "metric_id, area_level, period_label, frequency", both)
    return metrics, areas, f"SELECT metric_id, area_level, period_label FROM ({periods}) ORDER BY 1, 2, 3"


_GONE = _one_sided("{old}", "{new}", "former.results", "results")
_NEW = _one_sided("{new}", "{old}", "results", "former.results")
_FIGURE = "printf('%.6g (%.6g to %.6g)', {0}.value, {0}.lower_ci, {0}.upper_ci)"
_WIDTH = "NULLIF(GREATEST(n.upper_ci - n.lower_ci, o.upper_ci - o.lower_ci), 0)"
_OUTSIDE = (
    "n.status = 'ok' AND o.status = 'ok' AND (o.value < n.lower_ci OR o.value > n.upper_ci) "
    "AND (n.value < o.lower_ci OR n.value > o.upper_ci)"
)
_QUESTIONS = {
    "metric vanishes": _GONE[0],
    "area vanishes": _GONE[1],
    "period vanishes": _GONE[2],
    # The same period corrected, and the newest period beside what was the newest before.
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
