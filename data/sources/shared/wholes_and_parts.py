"""Published counts of wholes (England, counties, ICSs) against the sum of their parts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.reference import reference
from data.sources.shared.figures import KEY, Refused, area_names


def parts_against_wholes(
    rows: pd.DataFrame, refused: Refused
) -> tuple[pd.DataFrame, dict[str, tuple[float, float]]]:
    """Counts and denominators of counties, ICSs and England against the sum of their parts, if all are there.

    Where they differ by more than rounding the parts of that indicator are held back: which of them is wrong
    is not known, and parts elsewhere could not be tested.
    """
    lsoas = reference("lsoas")
    chains = []
    for part, whole, names in (
        ("district", "upper_tier", ["district_code", "upper_tier_code"]),
        ("sub_icb", "ics", ["sub_icb_code", "ics_code"]),
    ):
        pairs = lsoas[names].drop_duplicates()
        pairs.columns = ["part", "whole"]
        chains.append((part, whole, pairs[pairs.part != pairs.whole]))
    for part, column in (("region", "region_code"), ("ics", "ics_code")):
        codes = lsoas[column].unique()
        chains.append((part, "england", pd.DataFrame({"part": codes, "whole": "E92000001"})))
    totals: dict[str, tuple[float, float]] = {}
    names = area_names()
    by = [name for name in KEY if name != "area_code"] + ["period_label"]
    for part, whole, pairs in chains:
        parts = rows[rows.area_level == part].merge(pairs, left_on="area_code", right_on="part")
        if parts.empty:
            continue
        needed = pairs.groupby("whole").size()
        grouped = parts.groupby([*by, "whole"], sort=False)
        sums = grouped[["count", "denominator"]].sum(min_count=1)
        given = grouped[["count", "denominator"]].count()
        sums = sums.where(given.eq(needed.reindex(given.index.get_level_values("whole")).to_numpy(), axis=0))
        published = rows[rows.area_level == whole].rename(columns={"area_code": "whole"})
        both = sums.reset_index().merge(published, on=[*by, "whole"], suffixes=("_sum", ""))
        bad_indicators: set[str] = set()
        for measure in ("count", "denominator"):
            said, found = both[measure], both[f"{measure}_sum"]
            there = said.notna() & found.notna()
            allowed = np.maximum(0.015 * said.abs(), 3 * both.whole.map(needed))
            differs = there & ((said - found).abs() > allowed)
            for row in both[differs].itertuples(index=False):
                said_one, found_one = getattr(row, measure), getattr(row, f"{measure}_sum")
                area = names[whole, row.whole]
                totals[f"{row.indicator_id}, {area}, {row.period_label}, {row.sex}, {row.age}: {measure}"] = (
                    said_one,
                    found_one,
                )
                refused.hold_back(
                    f"{row.indicator_id}, {part.replace('_', ' ')} figures",
                    row.period_label,
                    f"{area}: its parts add up to a {measure} of {found_one:,.0f}, the publisher's own is "
                    f"{said_one:,.0f}",
                )
                bad_indicators.add(row.indicator_id)
            agree = both[there & ((said - found).abs() <= np.maximum(0.5, 1e-6 * said.abs()))]
            for (slug, code), group in agree.groupby(["indicator_id", "whole"]):
                totals[f"{slug}, {names[whole, code]}, periods, sexes and ages that agree: {measure}"] = (
                    float(group[measure].sum()),
                    float(group[f"{measure}_sum"].sum()),
                )
        rows = refused.without(
            rows,
            (rows.area_level == part) & rows.indicator_id.isin(bad_indicators),
            "{}, " + part.replace("_", " "),
            "conflicting: such parts do not add up to the publisher's own whole, so they are held back",
            each="indicator_id",
        )
    return rows, totals
