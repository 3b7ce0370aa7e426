"""Compares sums over the whole ICS with the publisher's totals, to show whether the parts add up."""

from __future__ import annotations

import numpy as np
import pandas as pd

from metrics.counting.atoms import Atoms
from metrics.counting.engine import Cube
from metrics.disclosure.policy import protect
from metrics.language.ages import age_mask
from metrics.language.metric import RECORD_LEVELS, Metric


def reconcile(metric: Metric, cube: Cube, atoms: Atoms, totals: pd.Series | None) -> pd.DataFrame:
    """Sums over the whole ICS by month: the published total, the sum at each level, and events not placed.

    They are exact where the publisher's own total is exact. An exact sum for any other month would reveal
    hidden parts, so those sums are protected after they have been added up. How many events could not be
    placed is always protected.
    """
    months = np.array(cube.months)
    frame = pd.DataFrame({"metric_id": metric.id, "month_number": months, "covered": cube.covered})
    frame["published"] = totals.reindex(months).to_numpy() if totals is not None else np.nan
    per_atom = cube.counts[..., age_mask(metric.ages)].sum(axis=(2, 3))
    for level in RECORD_LEVELS:
        members = atoms.matrix[(atoms.areas.area_level == level).to_numpy()]
        # Places occur once per footprint. Every footprint covers every LSOA, so each atom counts once.
        times = members.sum(axis=0)
        frame[level] = (per_atom * np.minimum(times, 1)[:, None]).sum(axis=0)
    frame["not_placed"] = cube.unplaced
    sums = [*RECORD_LEVELS, "not_placed"]
    shown = protect(frame[sums].to_numpy()).count
    exact = frame[["published"]].notna().to_numpy() & np.array([name != "not_placed" for name in sums])
    frame[sums] = np.where(exact, frame[sums], shown)
    return frame
