"""Sums of the whole ICS beside the publisher's: whether the parts add up."""

from __future__ import annotations

import numpy as np
import pandas as pd

from metrics.counting.atoms import Atoms
from metrics.counting.engine import Cube
from metrics.disclosure.policy import protect
from metrics.language.ages import age_mask
from metrics.language.metric import RECORD_LEVELS, Metric


def reconcile(metric: Metric, cube: Cube, atoms: Atoms, totals: pd.Series | None) -> pd.DataFrame:
    """Sums of the whole ICS a month: published, its records, the sum of each level, not placed.

    Exact where the publisher's own total is exact. An exact sum of any other month would give hidden parts
    away, so there the sums are protected after they were added.
    """
    months = np.array(cube.months)
    frame = pd.DataFrame({"metric_id": metric.id, "month_number": months, "covered": cube.covered})
    frame["published"] = totals.reindex(months).to_numpy() if totals is not None else np.nan
    per_atom = cube.counts[..., age_mask(metric.ages)].sum(axis=(2, 3))
    for level in RECORD_LEVELS:
        members = atoms.matrix[(atoms.areas.area_level == level).to_numpy()]
        # Places stand once for each footprint; each footprint covers every LSOA, so each atom counts once.
        share = members.sum(axis=0)
        frame[level] = (per_atom * np.minimum(share, 1)[:, None]).sum(axis=0)
    frame["not_placed"] = cube.unplaced
    sums = [*RECORD_LEVELS, "not_placed"]
    shown = protect(frame[sums].to_numpy()).count
    frame[sums] = np.where(frame[["published"]].notna(), frame[sums], shown)
    return frame
