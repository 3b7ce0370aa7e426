"""Compares published counts of England, counties and ICSs with the sum of their parts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.reference import reference
from data.sources.shared.figures import KEY, Refused, area_names


def compare_parts_with_totals(
    rows: pd.DataFrame, refused: Refused
) -> tuple[pd.DataFrame, dict[str, tuple[float, float]]]:
    """Compares counts and denominators of counties, ICSs and England with the sum of their parts, if
    complete.

    Where they differ by more than rounding, the parts of that indicator are held back: it is unknown which of
    them is wrong, and parts of other areas could not be tested. Returns the remaining rows and the totals.
    """
    lsoas = reference("lsoas")
    chains = []
    for part, total, names in (
        ("district", "upper_tier", ["district_code", "upper_tier_code"]),
        ("sub_icb", "ics", ["sub_icb_code", "ics_code"]),
    ):
        pairs = lsoas[names].drop_duplicates()
        pairs.columns = ["part", "total"]
        chains.append((part, total, pairs[pairs.part != pairs.total]))
    for part, column in (("region", "region_code"), ("ics", "ics_code")):
        codes = lsoas[column].unique()
        chains.append((part, "england", pd.DataFrame({"part": codes, "total": "E92000001"})))
    totals: dict[str, tuple[float, float]] = {}
    names = area_names()
    by = [name for name in KEY if name != "area_code"] + ["period_label"]
    for part, total, pairs in chains:
        parts = rows[rows.area_level == part].merge(pairs, left_on="area_code", right_on="part")
        if parts.empty:
            continue
        needed = pairs.groupby("total").size()
        grouped = parts.groupby([*by, "total"], sort=False)
        sums = grouped[["count", "denominator"]].sum(min_count=1)
        given = grouped[["count", "denominator"]].count()
        sums = sums.where(given.eq(needed.reindex(given.index.get_level_values("total")).to_numpy(), axis=0))
        published = rows[rows.area_level == total].rename(columns={"area_code": "total"})
        both = sums.reset_index().merge(published, on=[*by, "total"], suffixes=("_sum", ""))
        bad_indicators: set[str] = set()
        for measure in ("count", "denominator"):
            stated, summed = both[measure], both[f"{measure}_sum"]
            both_given = stated.notna() & summed.notna()
            allowed = np.maximum(0.015 * stated.abs(), 3 * both.total.map(needed))
            differs = both_given & ((stated - summed).abs() > allowed)
            for row in both[differs].itertuples(index=False):
                stated_value, summed_value = getattr(row, measure), getattr(row, f"{measure}_sum")
                area = names[total, row.total]
                totals[f"{row.indicator_id}, {area}, {row.period_label}, {row.sex}, {row.age}: {measure}"] = (
                    stated_value,
                    summed_value,
                )
                refused.hold_back(
                    f"{row.indicator_id}, {part.replace('_', ' ')} figures",
                    row.period_label,
                    f"{area}: its parts add up to a {measure} of {summed_value:,.0f}, the publisher's own is "
                    f"{stated_value:,.0f}",
                )
                bad_indicators.add(row.indicator_id)
            agree = both[both_given & ((stated - summed).abs() <= np.maximum(0.5, 1e-6 * stated.abs()))]
            for (slug, code), group in agree.groupby(["indicator_id", "total"]):
                totals[f"{slug}, {names[total, code]}, periods, sexes and ages that agree: {measure}"] = (
                    float(group[measure].sum()),
                    float(group[f"{measure}_sum"].sum()),
                )
        rows = refused.without(
            rows,
            (rows.area_level == part) & rows.indicator_id.isin(bad_indicators),
            "{}, " + part.replace("_", " "),
            "conflicting: these parts do not add up to the publisher's own total, so they are held back",
            each="indicator_id",
        )
    return rows, totals
