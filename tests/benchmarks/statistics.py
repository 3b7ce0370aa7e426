"""What the statistics cost at the size of England: ``python -m tests.benchmarks.statistics``.

70,000 life tables (7,000 wards, 5 periods, 2 sexes) and 4 million directly standardised rates of 19 bands, in
seconds of processor time. phstatsmethods gets 2,000 of the same rates (it takes minutes for more) and the
ratio is per group; it has no life expectancy. It is installed into a temporary folder (GPL-3; no run needs
it).
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from metrics.statistics import (
    EUROPEAN_STANDARD_POPULATION_2013,
    directly_standardised_rate,
    life_expectancy,
)
from tests.benchmarks.refresh import PINNED, seconds_of_judge
from tests.lib.timing import machine

LIFE_TABLES, RATES, JUDGED = 70_000, 4_000_000, 2_000
BANDS = len(EUROPEAN_STANDARD_POPULATION_2013)


def processor_seconds(work: Callable[[], object], times: int = 5) -> float:
    """The median of several times, after one that warms up."""
    work()
    seconds = []
    for _ in range(times):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return float(np.median(seconds))


def life_tables(numbers: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    people = numbers.integers(200, 2_000, (LIFE_TABLES, 20))
    return numbers.binomial(people, 0.01) + 1, people


def rates(numbers: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Whole numbers of 32 bits, as the counting engine's cubes hold them."""
    events = numbers.poisson(5.0, (RATES, BANDS)).astype(np.int32)
    return events, numbers.integers(200, 2_000, (RATES, BANDS), dtype=np.int32)


def judge_seconds(events: np.ndarray, people: np.ndarray) -> float:
    """Seconds of phstatsmethods for the first rates."""
    table = pd.DataFrame(
        {
            "group": np.repeat(np.arange(JUDGED), BANDS),
            "events": events[:JUDGED].ravel(),
            "people": people[:JUDGED].ravel(),
            "standard": np.tile(EUROPEAN_STANDARD_POPULATION_2013, JUDGED),
        }
    )
    with tempfile.TemporaryDirectory() as folder:
        return seconds_of_judge(table[["group", "events", "people"]].head(100), table, Path(folder))[1]


def main() -> None:
    print(machine())
    numbers = np.random.default_rng(2024)
    deaths, residents = life_tables(numbers)
    lives = processor_seconds(lambda: life_expectancy(deaths, residents))
    events, people = rates(numbers)
    standardised = processor_seconds(lambda: directly_standardised_rate(events, people))
    judged = judge_seconds(events, people)
    ratio = (judged / JUDGED) / (standardised / RATES)
    print(f"| what | groups | processor time | beside {PINNED} |\n|---|--:|--:|--:|")
    print(f"| life tables of 20 bands | {LIFE_TABLES:,} | {lives:.2f} s | has none |")
    print(
        f"| directly standardised rates of {BANDS} bands | {RATES:,} | {standardised:.2f} s | {ratio:,.0f} "
        f"times as fast a group ({JUDGED:,} took {judged:.2f} s) |"
    )


if __name__ == "__main__":
    main()
