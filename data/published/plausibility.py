"""Figures that look right on their own but cannot be: they are held back before they are published.

Three rules. A period that repeats an earlier one in all areas is a copy. A value far from all other values of
its area, while the periods before and after are as usual, is an error. If a total is not the sum of its
parts, either the total or a part is wrong, and it is unknown which. What is held back is reported with its
reason, and is a gap, never a zero.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from data.reference.table_names import FIGURES, MONTHLY

# A copy: at least this many areas, nearly all of them with the same values. Single areas repeat by chance.
MIN_AREAS, MIN_VALUES, SAME_SHARE = 5, 4, 0.95
# A jump: JUMP times the area's median and STEP times all its other values, with at least MIN_POINTS points.
JUMP, STEP, MIN_POINTS = 5, 3, 6
# With fewer events than this a rate jumps by chance.
MIN_EVENTS = 20
# Publishers round the parts of a total (to 5 in each area), and a few patients have no area.
TOTAL_TOLERANCE = 0.05
ENGLAND, SYSTEMS = "E92000001", 42

HELD_BACK_COLUMNS = ("what", "period", "reason")


def hold_back(
    table: str,
    rows: pd.DataFrame,
    known: pd.DataFrame,
    totals: dict[str, tuple[float, float]] | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The rows that may be published, the list of what was held back (what, period, reason), and its rows.

    ``known`` are the rows of the table in use: a new month is also compared with those before it, but only
    ``rows`` are held back.
    """
    if table not in (FIGURES, MONTHLY, "trust_monthly_activity") or rows.empty:
        return rows, pd.DataFrame({name: [] for name in HELD_BACK_COLUMNS}), rows.head(0)
    series = _series(table, rows, known)
    reasons: dict[int, str] = {}
    entries = []
    rules = (_copies(series), _jumps(series), _totals(table, rows), _stated_totals(series, totals or {}))
    for finding in (finding for rule in rules for finding in rule):
        positions, item, period, reason = finding
        fresh = [position for position in positions if position not in reasons]
        if fresh:
            reasons.update(dict.fromkeys(fresh, reason))
            entries.append((item, period, reason))
    back = np.isin(np.arange(len(rows)), list(reasons))
    held_back = pd.DataFrame(entries, columns=list(HELD_BACK_COLUMNS)).astype(object)
    return rows[~back].reset_index(drop=True), held_back, rows[back].reset_index(drop=True)


def _series(table: str, rows: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """item, area_code, start, days, label, value, events, position: one row per fact, where a new row
    replaces a known one; ``position`` is that of the new row, -1 for a known one.
    """
    monthly = table != FIGURES
    item = "measure" if monthly else "indicator_id"
    known = known[known[item].isin(rows[item].unique())]
    both = pd.concat([known.assign(position=-1), rows.assign(position=np.arange(len(rows)))])
    if monthly:
        columns = {
            "item": both[item],
            "start": both.month,
            "days": 31,
            "label": both.month.dt.strftime("%B %Y"),
            "events": both.value,
        }
    else:
        # A difference within the published interval is chance.
        columns = {
            "item": both[item] + "; " + both.sex + "; " + both.age,
            "start": both.period_start,
            "days": ((both.period_end - both.period_start).dt.days / 30.4).round(),
            "label": both.period_label,
            "events": both["count"],
            "lower": both.lower_ci,
            "upper": both.upper_ci,
        }
    frame = pd.DataFrame(
        {"area_code": both.area_code, "value": both.value, "position": both.position, **columns}
    )
    return frame.drop_duplicates(["item", "area_code", "start", "days"], keep="last").dropna(subset="value")


def _copies(series: pd.DataFrame) -> Iterator[tuple]:
    for (item, _), own in series.groupby(["item", "days"], sort=True):
        if own.start.nunique() < 2 or not (own.position >= 0).any():
            continue
        wide = own.pivot(index="start", columns="area_code", values="value").sort_index()
        values, starts = wide.to_numpy(), list(wide.index)
        new = own[own.position >= 0].groupby("start").position.agg(list)
        labels = own.drop_duplicates("start").set_index("start").label
        for at in (at for at, start in enumerate(starts) if start in new.index):
            here = ~np.isnan(values[at])
            if here.sum() < MIN_AREAS or len(np.unique(values[at][here])) < MIN_VALUES:
                continue
            both = here & ~np.isnan(values[:at])
            same = (both & (values[:at] == values[at])).sum(axis=1)
            copied = (both.sum(axis=1) >= max(MIN_AREAS, 0.9 * here.sum())) & (
                same >= SAME_SHARE * both.sum(axis=1)
            )
            if copied.any():
                original = int(np.flatnonzero(copied)[-1])
                yield (
                    new[starts[at]],
                    _item(item),
                    labels[starts[at]],
                    f"Repeats {labels[starts[original]]} to the last digit in {same[original]} of "
                    f"{both[original].sum()} areas. Held back: a gap, not a zero.",
                )


def _jumps(series: pd.DataFrame) -> Iterator[tuple]:
    order = series.sort_values(["item", "days", "area_code", "start"], ignore_index=True)
    groups = order.groupby(["item", "days", "area_code"], sort=False)
    median, points = groups.value.transform("median"), groups.value.transform("size")
    before, after = groups.value.shift(1), groups.value.shift(-1)
    value = order.value

    # The lowest and highest of the area's other values: a winter peak that came twice is not an error.
    ranked = groups.value.rank(method="first")
    lowest, highest = (order.value.where(ranked == wanted) for wanted in (2, points - 1))
    keys = [order["item"], order.days, order.area_code]
    lowest, highest = (edge.groupby(keys).transform("max") for edge in (lowest, highest))

    def far(a, b, times):
        return (a > times * b) | (a < b / times)

    alone = ((value > median) & (value > STEP * highest)) | ((value < median) & (value < lowest / STEP))

    # If the period before or after is also far off, this is a change and not an error; an end of the series
    # has
    # only one such period.
    lonely = (before.isna() | (far(value, before, STEP) & ~far(before, median, JUMP))) & (
        after.isna() | (far(value, after, STEP) & ~far(after, median, JUMP))
    )
    usual = groups.events.transform("median")
    # Without a count, the published interval shows whether it could be chance; without both, only the factor
    # counts.
    enough = (usual >= MIN_EVENTS) | usual.isna()
    if "lower" in order:
        enough &= ~((order.lower <= median) & (order.upper >= median))
    jumps = order[
        (order.position >= 0) & (points >= MIN_POINTS) & (median > 0) & far(value, median, JUMP) & lonely
        & enough & alone
    ]  # fmt: skip
    for row in jumps.itertuples():
        yield (
            [row.position],
            f"{_item(row.item)}, {row.area_code}",
            row.label,
            f"{_number(row.value)} is {_times(row.value, median[row.Index])} the area's median of "
            f"{_number(median[row.Index])}, the periods before and after are not; allowed is a fifth to five "
            "times.",
        )


def _totals(table: str, rows: pd.DataFrame) -> Iterator[tuple]:
    """England's count against the sum of all systems, where the file has both."""
    if table != FIGURES:
        return
    numbered = rows.assign(position=np.arange(len(rows))).dropna(subset="count")
    keys = ["indicator_id", "sex", "age", "period_start", "period_end"]
    for key, own in numbered[numbered.area_level.isin(("england", "ics"))].groupby(keys, sort=True):
        england = own[own.area_level == "england"]["count"]
        parts = own[own.area_level == "ics"]["count"]
        if len(england) != 1 or len(parts) != SYSTEMS:
            continue
        total, summed = float(england.iloc[0]), float(parts.sum())
        if abs(total - summed) > TOTAL_TOLERANCE * abs(total) + 5 * SYSTEMS:
            yield (
                list(own.position),
                f"{_item(key[0])}",
                own.period_label.iloc[0],
                f"England's count is {total:,.0f}, its {SYSTEMS} systems add up to {summed:,.0f}; allowed is "
                f"a difference of {TOTAL_TOLERANCE:.0%}.",
            )


def _stated_totals(series: pd.DataFrame, totals: dict[str, tuple[float, float]]) -> Iterator[tuple]:
    """Rows whose total, as the source states it, is not the sum of its parts."""
    wrong = {key: pair for key, pair in totals.items() if not agrees(*pair)}
    if not wrong:
        return
    new = series[series.position >= 0]
    keys = new["item"].str.split(";").str[0] + ", " + new.label
    for key, (total, summed) in wrong.items():
        positions = list(new.position[keys == key])
        if positions:
            item, _, period = key.partition(", ")
            yield (
                positions,
                _item(item),
                period,
                f"The publisher's total is {_number(total)}, its parts add up to {_number(summed)}: "
                "all are held back.",
            )


def agrees(total: float, summed: float) -> bool:
    """Whether a sum equals the total: within 0.5 for counts, within a millionth for other numbers."""
    return bool(abs(total - summed) <= max(0.5, 1e-6 * abs(total)))


def _item(item: str) -> str:
    name, *rest = item.split("; ")
    rest = [part for part in rest if part not in ("persons", "All ages")]
    return ", ".join([name.replace("_", " "), *rest])


def _times(value: float, median: float) -> str:
    return f"{value / median:,.1f} times" if value >= median else f"{value / median:.1%} of"


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1_000 else f"{value:.4g}"
