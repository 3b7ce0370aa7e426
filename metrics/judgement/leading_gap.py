"""The life expectancy gap that a page shows first: the widest published one, else the area's computed one."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from metrics.targets.system import System

PUBLISHED, COMPUTED = "published_life_expectancy", "life_expectancy_gap"


@dataclass(frozen=True)
class Gap:
    """One area's years below England's. ``rows``: indexed by sex (male, female), with value (years of life,
    NaN where the gap alone is counted), lower_ci, upper_ci, england, and gap, gap_lower, gap_upper.
    """

    area_code: str
    name: str
    rows: pd.DataFrame
    period_label: str
    provenance: str

    @property
    def is_published(self) -> bool:
        return self.provenance == "official"

    @property
    def is_clear(self) -> bool:
        """Whether men and women both live shorter lives than in England, by the interval."""
        return {"male", "female"} <= set(self.rows.index) and bool((self.rows.gap_lower > 0).all())


def places_of(system: System, area: str, footprint: str) -> pd.DataFrame:
    """The places used for the area: the area itself if it is a place, or all places of the system."""
    places = system.geography.table("place", footprint)
    return places[places.area_code == area] if area in set(places.area_code) else places


def leading_gap(system: System, area: str, footprint: str) -> Gap | None:
    """The widest published gap among the area's places; if none is published, the area's gap from records."""
    published = latest_figures(system, PUBLISHED, places_of(system, area, footprint).area_code.tolist())
    published = published.assign(gap=published.comparator_value - published.value)
    if len(published):
        widest = published.sort_values("gap").area_code.iloc[-1]
        lead = published[published.area_code == widest]
        lead = lead.assign(
            england=lead.comparator_value,
            # England's figure is published without an interval and taken as exact.
            gap_lower=lead.comparator_value - lead.upper_ci,
            gap_upper=lead.comparator_value - lead.lower_ci,
        )
    else:
        lead = latest_figures(system, COMPUTED, [area])
        lead = lead.assign(
            gap=lead.value, gap_lower=lead.lower_ci, gap_upper=lead.upper_ci, value=float("nan")
        )
    if lead.empty:
        return None
    lead = lead.assign(order=lead.sex.map({"male": 0, "female": 1})).sort_values("order").set_index("sex")
    code = lead.area_code.iloc[0]
    return Gap(
        code,
        system.geography.area(code).label,
        lead,
        str(lead.period_label.iloc[0]),
        str(lead.provenance.iloc[0]),
    )


def latest_figures(system: System, metric: str, codes: list[str]) -> pd.DataFrame:
    """The newest rows that have a figure."""
    if metric not in system.metrics:
        return system.values(metric, area=codes).iloc[:0]
    results = system.values(metric, area=codes)
    return results[results.status == "ok"]
