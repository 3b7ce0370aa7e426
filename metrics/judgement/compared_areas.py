"""How each area compares with the comparator: the rows shared by map, ranking, counts strip and table.

No area is left out: an area without a figure keeps the status that says why.
"""

from __future__ import annotations

import pandas as pd

from metrics.language.metric import Metric, Polarity

DIRECTIONS = ("higher", "apart", "lower")
WITHOUT_FIGURE = ("too_small", "suppressed", "missing", "not_applicable", "not_due")


def compared_areas(results: pd.DataFrame, areas: pd.DataFrame, ascending: bool = False) -> pd.DataFrame:
    """One row per area of `areas`, in order of rank, areas without a figure last by name.

    `results`: results frame of one metric, one period, one sex (at most one row per area). `areas`:
    area_code, label (or area_name), and, where known, priority. Returns area_code, name, priority, value,
    lower_ci, upper_ci, numerator, denominator, status, direction (higher, apart, lower, none), judgement
    (better, worse, neutral), rank (NaN without a figure), comparator_value, provenance. Raises ValueError
    where an area has two rows.
    """
    twice = results.loc[results["area_code"].duplicated(), "area_code"]
    if not twice.empty:
        raise ValueError(
            f"{twice.iloc[0]} has more than one row; one per area is allowed: choose one period and sex."
        )
    named = pd.DataFrame(
        {
            "area_code": areas["area_code"].astype(str),
            "name": areas["label" if "label" in areas else "area_name"].astype(str),
            "priority": areas["priority"].fillna(False).astype(bool) if "priority" in areas else False,
        }
    )
    columns = ["area_code", "value", "lower_ci", "upper_ci", "numerator", "denominator", "status", "outcome"]
    columns += ["comparator_value", "provenance"]
    rows = named.merge(results.reindex(columns=columns), on="area_code", how="left")
    rows["status"] = rows["status"].fillna("missing").astype(str)
    for column in ("value", "lower_ci", "upper_ci", "numerator", "denominator", "comparator_value"):
        rows[column] = pd.to_numeric(rows[column], errors="coerce").astype(float)
    rows.loc[(rows["status"] == "ok") & rows["value"].isna(), "status"] = "missing"
    shown = rows["status"] == "ok"
    rows.loc[~shown, ["value", "lower_ci", "upper_ci"]] = float("nan")
    rows["direction"] = [direction_and_judgement(row)[0] for row in rows.itertuples()]
    rows["judgement"] = [direction_and_judgement(row)[1] for row in rows.itertuples()]
    rows["rank"] = rows["value"].rank(method="min", ascending=ascending)
    rows["_last"] = ~shown
    rows["_state"] = rows["status"].map({code: place for place, code in enumerate(("ok", *WITHOUT_FIGURE))})
    rows = rows.sort_values(["_last", "_state", "rank", "name"], kind="stable")
    return rows.drop(columns=["_last", "_state"]).reset_index(drop=True)


def direction_and_judgement(row: object) -> tuple[str, str]:
    """Direction (higher, apart, lower, none) and judgement (better, worse, neutral) of one result."""
    direction = _direction(row)
    judged = direction != "none" and row.outcome in ("better", "worse")
    return direction, row.outcome if judged else "neutral"


def _direction(row: object) -> str:
    if row.status != "ok" or row.outcome not in ("better", "worse", "higher", "lower", "similar"):
        return "none"
    if row.outcome in ("higher", "lower"):
        return row.outcome
    if row.outcome == "similar":
        return "apart"
    if pd.isna(row.comparator_value):
        return "none"
    return "higher" if row.value > row.comparator_value else "lower"


def counts(rows: pd.DataFrame) -> dict[str, int]:
    """How many areas are higher, apart, lower, not compared, too small, hidden and without a figure.

    The seven numbers add up to the number of areas.
    """
    shown = rows["status"] == "ok"
    return {
        "higher": int((rows["direction"] == "higher").sum()),
        "apart": int((rows["direction"] == "apart").sum()),
        "lower": int((rows["direction"] == "lower").sum()),
        "not compared": int((shown & (rows["direction"] == "none")).sum()),
        "too_small": int((rows["status"] == "too_small").sum()),
        "suppressed": int((rows["status"] == "suppressed").sum()),
        "missing": int((~shown & ~rows["status"].isin(["too_small", "suppressed"])).sum()),
    }


def judgements(rows: pd.DataFrame) -> dict[str, str]:
    """What higher, lower and apart mean for these rows: better, worse or neutral.

    Taken from the rows that are judged; where only one side occurs, the other is its opposite.
    """
    seen = rows.loc[rows["judgement"] != "neutral", ["direction", "judgement"]].drop_duplicates("direction")
    judged = dict(zip(seen["direction"], seen["judgement"], strict=True))
    opposite = {"worse": "better", "better": "worse"}
    for side, other in (("higher", "lower"), ("lower", "higher")):
        if side not in judged:
            judged[side] = opposite.get(judged.get(other, ""), "neutral")
    return judged | {"apart": "neutral"}


def worst_first(metric: Metric) -> bool:
    """Whether a ranking begins with the lowest figure, so that what needs attention comes first."""
    return metric.polarity is Polarity.HIGHER_IS_BETTER


def ranked_areas(metric: Metric, results: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """One row per area, those that need attention first: rows for ranking, map and table."""
    return compared_areas(results, areas, ascending=worst_first(metric))
