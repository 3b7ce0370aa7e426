"""What every page reads: the ICS in force, its geography, store and metrics; kept once for all sessions."""

from __future__ import annotations

import os
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from data.paths import made_folder
from data.storage.versioned_file import StoreMissing
from geo.areas import Geography
from geo.assembly import geography
from geo.boundaries.outlines import Outlines, outlines
from metrics.language.metric import Metric
from metrics.store.results import Store, open_store
from metrics.targets.own_targets import metrics_for
from pages.shell.filters import Choice, chosen

DEFAULT_ICS = os.environ.get("ICS", "QE1")


@dataclass(frozen=True)
class Holdings:
    """One ICS as a page sees it; ``metrics`` have the targets that are in force for the whole system."""

    geography: Geography
    store: Store
    metrics: dict[str, Metric]

    def metric_in(self, metric_id: str, area: str) -> Metric:
        """One metric with the target that is in force for one area."""
        here = self.geography
        return metrics_for(here.nhs_code, area, here.area(area).area_level)[metric_id]

    def values(self, metric: str | None = None, **question) -> pd.DataFrame:
        """Results frame; asked once for each version of the store."""
        area = question.pop("area", None)
        codes = tuple(area) if isinstance(area, list | tuple) else area
        return _values(
            self.store.version, self.geography.nhs_code, metric, codes, tuple(sorted(question.items()))
        )


def built_systems() -> dict[str, str]:
    """NHS code to name of every ICS with a store."""
    folders = [path.parent.name for path in made_folder().glob("*/current")]
    return {code: geography(code).name for code in sorted(folders)}


def ics_choice() -> Choice:
    systems = built_systems() or {DEFAULT_ICS: geography(DEFAULT_ICS).name}
    default = DEFAULT_ICS if DEFAULT_ICS in systems else next(iter(systems))
    return Choice("ics", systems, default)


def holdings() -> Holdings:
    """The ICS that the address asks for. Stops the page with a sentence where its store is not built."""
    choice = ics_choice()
    code = chosen("ics", choice.options, choice.default)
    try:
        store = open_store(code)
    except StoreMissing as error:
        st.html(
            f'<div class="finding"><h1>There is nothing to show yet</h1><p class="deck">{error}</p></div>'
        )
        st.stop()
    here = geography(code)
    return Holdings(here, store, metrics_for(code, here.ics_code, "ics"))


# Shared and never changed in place: a copy for each reader would cost as much as the query.
@st.cache_resource(max_entries=512, show_spinner=False)
def _values(version: str, ics: str, metric: str | None, area, question: tuple) -> pd.DataFrame:
    codes = list(area) if isinstance(area, tuple) else area
    return open_store(ics).values(metric=metric, area=codes, **dict(question))


@st.cache_resource(max_entries=64, show_spinner="Drawing the map for the first time")
def map_outlines(ics: str, level: str, footprint: str | None, only: tuple[str, ...] | None) -> Outlines:
    """Shapes of a level's areas; of `only` these, in finer detail, where given."""
    return outlines(geography(ics), level, footprint, only)
