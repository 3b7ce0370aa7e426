"""How fast a refresh is beside the publisher's package: ``python -m tests.benchmarks.refresh [--ics QE1]``.

Times a whole refresh (read, check, count, evaluate, compare, write), then hands counts of the same records to
phstatsmethods and to ``metrics.statistics``: crude rates (wards by month, emergency admissions) and directly
standardised rates (wards by year, deaths by age). phstatsmethods starts from finished counts and has no life
expectancy, so the comparison is kind to it. It is installed into a temporary folder (GPL-3; no run needs it).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
import venv
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd

from data.code_sets import CODE_SETS
from data.paths import store_folder
from data.reference import reference
from data.tables import AGE_BANDS
from geo.assembly import geography
from metrics.language import registry
from metrics.language.statistics.directly_standardised_rate import DirectlyStandardisedRate
from metrics.language.statistics.rate import Rate
from metrics.statistics import (
    EUROPEAN_STANDARD_POPULATION_2013_20_BANDS,
    directly_standardised_rate,
    rate,
)
from metrics.store.refresh import refresh
from metrics.store.results import open_store
from tests.lib.timing import machine

PINNED = "phstatsmethods==0.1.16"
_STARTS = [0, 1, *range(5, 95, 5)]


def people_by_ward(ics: str) -> pd.DataFrame:
    """Ward by age band: people, both sexes."""
    people = reference("population").groupby("lsoa_code")[list(AGE_BANDS)].sum()
    return people.join(ward_of(ics), how="inner").groupby("area_code")[list(AGE_BANDS)].sum()


def ward_of(ics: str) -> pd.Series:
    """The ward of each LSOA."""
    membership = geography(ics).membership
    return membership[membership.area_level == "ward"].set_index("lsoa_code").area_code


def monthly_admissions(ics: str, folder: Path) -> pd.DataFrame:
    """Emergency admissions, a row a ward and month: group, events, people."""
    columns = ["lsoa_code", "admission_date", "admission_method"]
    spells = pd.read_parquet(folder / "admitted_spells.parquet", columns=columns)
    spells = spells[spells.admission_method.isin(CODE_SETS["emergency_methods"].prefixes)]
    month = pd.to_datetime(spells.admission_date).dt.strftime("%Y-%m")
    counted = spells.assign(area_code=spells.lsoa_code.map(ward_of(ics)), month=month)
    counted = counted.groupby(["area_code", "month"], observed=True).size().rename("events").reset_index()
    counted["people"] = counted.area_code.map(people_by_ward(ics).sum(axis=1))
    return counted.assign(group=counted.area_code + " " + counted.month)[["group", "events", "people"]]


def yearly_deaths(ics: str, folder: Path) -> pd.DataFrame:
    """Deaths by ward, year and age band: group, events, people, standard; only groups with 10 or more."""
    deaths = pd.read_parquet(folder / "deaths.parquet", columns=["lsoa_code", "date_of_death", "age"])
    deaths["area_code"] = deaths.lsoa_code.map(ward_of(ics))
    deaths["year"] = pd.to_datetime(deaths.date_of_death).dt.year
    deaths["band"] = np.searchsorted(_STARTS, deaths.age, side="right") - 1
    people = people_by_ward(ics)
    every = pd.MultiIndex.from_product([people.index, sorted(deaths.year.unique()), range(len(AGE_BANDS))])
    counted = deaths.groupby(["area_code", "year", "band"]).size().reindex(every, fill_value=0)
    counted = counted.rename_axis(["area_code", "year", "band"]).rename("events").reset_index()
    counted["people"] = (
        people.stack()
        .to_numpy()
        .reshape(len(people), -1)[people.index.get_indexer(counted.area_code), counted.band]
    )
    counted["standard"] = np.array(EUROPEAN_STANDARD_POPULATION_2013_20_BANDS)[counted.band]
    counted["group"] = counted.area_code + " " + counted.year.astype(str)
    enough = counted.groupby("group").events.transform("sum") >= 10
    peopled = counted.groupby("group").people.transform("min") > 0
    return counted[enough & peopled][["group", "events", "people", "standard"]]


def seconds_of_judge(rates: pd.DataFrame, ages: pd.DataFrame, folder: Path) -> tuple[float, float]:
    """Install phstatsmethods below ``folder`` and time it on both tables."""
    venv.create(folder / "judge", with_pip=True)
    python = folder / "judge" / ("Scripts" if os.name == "nt" else "bin") / "python"
    subprocess.run([python, "-m", "pip", "install", "-qq", PINNED], check=True)
    rates.to_csv(folder / "rates.csv", index=False)
    ages.to_csv(folder / "ages.csv", index=False)
    judge = Path(__file__).with_name("phstatsmethods_judge.py")
    command = [python, judge, folder / "rates.csv", folder / "ages.csv"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    of_rates, of_ages = map(float, done.stdout.split())
    return of_rates, of_ages


def own_seconds(rates: pd.DataFrame, ages: pd.DataFrame, times: int = 20) -> tuple[float, float]:
    """The same by ``metrics.statistics``: the median of several times."""
    bands = len(AGE_BANDS)
    shaped = {name: ages[name].to_numpy().reshape(-1, bands) for name in ("events", "people")}
    works = (
        lambda: rate(rates.events.to_numpy(), rates.people.to_numpy(), per=1_000),
        lambda: directly_standardised_rate(
            shaped["events"], shaped["people"], EUROPEAN_STANDARD_POPULATION_2013_20_BANDS, per=100_000
        ),
    )
    medians = []
    for work in works:
        work()
        seconds = []
        for _ in range(times):
            start = time.perf_counter()
            work()
            seconds.append(time.perf_counter() - start)
        medians.append(float(np.median(seconds)))
    return medians[0], medians[1]


def results_by_statistic(ics: str) -> Counter[type]:
    """How many results the store has of each class of statistic."""
    metrics = registry.metrics()
    computed = open_store(ics).values(period="all").query("status != 'not_applicable'")
    return Counter(type(metrics[metric_id].statistic) for metric_id in computed.metric_id)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.refresh", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--ics", default="QE1")
    options = parser.parse_args()

    print(machine())
    records = store_folder(options.ics) / "demonstration"
    if not (records / "manifest.json").exists():
        refresh(options.ics)  # makes the demonstration records, which a refresh of real records does not
    start = time.perf_counter()
    refresh(options.ics)
    whole = time.perf_counter() - start
    results = results_by_statistic(options.ics)
    counts = ", ".join(f"{statistic.__name__} {number:,}" for statistic, number in results.most_common())
    took = f"{whole:.1f} s for {results.total():,} results"
    print(f"Refresh of {options.ics}: {took} ({counts})", file=sys.stderr)

    rates, ages = monthly_admissions(options.ics, records), yearly_deaths(options.ics, records)
    with tempfile.TemporaryDirectory() as folder:
        judged = seconds_of_judge(rates, ages, Path(folder))
    own = own_seconds(rates, ages)
    groups = (len(rates), ages.group.nunique())
    names = ("crude rates", "directly standardised rates")
    print(f"| what | groups | {PINNED} | metrics.statistics | times as fast |\n|---|--:|--:|--:|--:|")
    for what, number, theirs, ours in zip(names, groups, judged, own, strict=True):
        print(f"| {what} | {number:,} | {theirs:.2f} s | {ours * 1_000:.1f} ms | {theirs / ours:,.0f} |")
    numbers = [results[Rate], results[DirectlyStandardisedRate]]
    same = sum(judged[i] / groups[i] * numbers[i] for i in range(2))
    print(
        f"\nThe whole refresh took {took}. For its {sum(numbers):,} rates alone, from finished counts, "
        f"{PINNED} would need {same:,.0f} s ({same / whole:.1f} times as long)."
    )


if __name__ == "__main__":
    main()
