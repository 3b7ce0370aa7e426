"""The attack on a store in use: what its hidden counts could be, given all that it shows.

Run by hand, from the project's folder: python -m tests.benchmarks.disclosure_attack --ics QE1 --counts 20

For each metric that counts records, some of its hidden counts are drawn. Of each, integer programmes find the
least and the greatest value that agree with every row of that metric inside the same year: all levels,
months, sexes. The attacker is given which hidden counts are 1 to 7, which nobody can see.
"""

from __future__ import annotations

import argparse
from dataclasses import replace

import numpy as np
import pandas as pd

from data.paths import store_folder
from geo.assembly import geography
from metrics.counting.atoms import atoms_of
from metrics.counting.engine import Cube
from metrics.counting.ledger import Ledgers
from metrics.language import registry
from metrics.language.ages import age_mask
from metrics.language.metric import Metric
from metrics.store.results import open_store
from tests.spec.metrics.attack import attack, hidden_and_small
from tests.spec.metrics.test_disclosure_attack import exact_counts


def inside(cube: Cube, start: pd.Timestamp, end: pd.Timestamp) -> Cube:
    """The months of one span."""
    first = start.year * 12 + start.month - 1 - cube.months[0]
    last = end.year * 12 + end.month - cube.months[0]
    months = slice(first, last)
    return Cube(cube.counts[:, months], cube.months[months], cube.covered[months], cube.unplaced[months])


def ranges(metric: Metric, rows: pd.DataFrame, cube: Cube, atoms, counts: int, numbers):
    """(range, true count) of some hidden counts of one metric, year by year."""
    cube = replace(cube, counts=cube.counts * age_mask(metric.ages))
    years = rows[(rows.frequency == "year") & (rows.status == "suppressed")]
    spans = years[["period_start", "period_end"]].drop_duplicates()
    for start, end in spans.sample(frac=1, random_state=1).itertuples(index=False):
        here = rows[(rows.period_start >= start) & (rows.period_end <= end)]
        part = inside(cube, start, end)
        exact = exact_counts(metric, part, atoms, here)
        small = hidden_and_small(here, exact)
        found = attack(here, None, part, atoms, small, metric.statistic.min_events)
        keys = list(
            zip(
                *(found.targets[name] for name in ("area_code", "period_start", "period_end", "sex")),
                strict=True,
            )
        )
        targets = [n for n, key in enumerate(keys) if key in small]
        for number in numbers.permutation(targets)[:counts]:
            yield found.range_of(int(number)), exact[keys[number]]
            counts -= 1
        if counts <= 0:
            return


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ics", default="QE1")
    parser.add_argument("--counts", type=int, default=20, help="hidden counts of each metric")
    options = parser.parse_args()
    here = geography(options.ics)
    store, atoms, numbers = open_store(here.nhs_code), atoms_of(here), np.random.default_rng(0)
    ledgers = Ledgers(store_folder(here.nhs_code) / "cubes" / "published")
    entries, metrics = ledgers.read(store.version), registry.load()[0]
    attacked = exact = within_one = 0
    for name, entry in entries.items():
        metric = metrics[name]
        rows = store.rows_of(name)
        rows = rows[rows.provenance.isin(("synthetic", "local")) & rows.area_level.isin(metric.levels)]
        if rows.numerator.notna().sum() == 0:
            continue  # gaps between fifths show no count
        cube = ledgers.cube(entry.counts[0], len(atoms.population))
        found = list(ranges(metric, rows, cube, atoms, options.counts, numbers))
        widths = np.array([greatest - least for (least, greatest), _ in found])
        attacked += len(found)
        exact += (widths == 0).sum()
        within_one += (widths == 1).sum()
        print(f"{name:40} {len(found):4} attacked: {(widths == 0).sum()} exact, {(widths == 1).sum()} to one")
    print(f"{attacked} hidden counts attacked: {exact} known exactly, {within_one} known to within one.")


if __name__ == "__main__":
    main()
