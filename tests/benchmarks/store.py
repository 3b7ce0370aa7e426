"""How long a query of the store takes: ``python -m tests.benchmarks.store [--ics QE1] [--times 200]``.

Asks what pages ask (one metric at one level, one area over all metrics, one series) of the store in use.
"""

from __future__ import annotations

import argparse
import random

from metrics.store.results import open_store
from tests.lib.timing import HEAD, Times, machine


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.store", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--ics", default="QE1")
    parser.add_argument("--times", type=int, default=200, help="how often each question is asked")
    options = parser.parse_args()

    store = open_store(options.ics)
    everything = store.values(period="all")
    pairs = everything[["metric_id", "area_level"]].drop_duplicates().to_numpy().tolist()
    series = everything[["metric_id", "area_code"]].drop_duplicates().to_numpy().tolist()
    areas = everything.area_code.unique().tolist()
    questions = {
        "one metric at one level": (pairs, lambda pair: store.values(metric=pair[0], level=pair[1])),
        "one metric at one level, all periods": (
            pairs,
            lambda pair: store.values(metric=pair[0], level=pair[1], period="all"),
        ),
        "one metric of one area, all periods": (
            series,
            lambda pair: store.values(metric=pair[0], area=pair[1], period="all"),
        ),
        "all metrics of one area": (areas, lambda area: store.values(area=area)),
    }
    choose = random.Random(1)
    print(f"{len(everything):,} results; {machine()}\n{HEAD}")
    for what, (cases, ask) in questions.items():
        times = Times(what)
        ask(cases[0])
        for case in choose.choices(cases, k=options.times):
            with times.once():
                ask(case)
        print(times.row("ms", "10 ms"))


if __name__ == "__main__":
    main()
