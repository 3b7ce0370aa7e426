"""A refresh at scale, beside pandas: ``python -m tests.benchmarks.refresh_at_scale [--england ROWS]``.

One ICS: a full build from four million attendances of its own and 1.7 million other records, then the same
with one month more. England: 26 million attendances, written in parts to a temporary Parquet file, counted by
ward and month. Each count stands beside the same one in pandas. Each step runs in a process of its own, so
that its highest memory is its own. No test asserts these figures.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data.paths import PROJECT_FOLDER
from data.reference import reference
from data.tables import TABLES, ae_attendances

_MONTHS = pd.period_range("2020-04", "2025-03", freq="M")
_PART = 1_000_000


def write_attendances(
    path: Path, rows: int, lsoas: np.ndarray, months: pd.PeriodIndex, first: int = 0
) -> None:
    """Attendances spread evenly over months, in order of day, in parts of a million rows."""
    random = np.random.default_rng([2024, rows, first])
    start, days = (
        months[0].start_time.to_numpy().astype("datetime64[D]"),
        (months[-1].end_time.normalize() - months[0].start_time).days,
    )
    writer = None
    for done in range(0, rows, _PART):
        size = min(_PART, rows - done)
        day = start + ((done + np.arange(size)) * days // rows).astype("timedelta64[D]")
        part = pa.table(
            {
                "attendance_id": pa.array(first + done + np.arange(size)),
                "arrival_date": pa.array(day).cast(pa.date32()),
                "lsoa_code": _words(random.integers(0, len(lsoas), size), lsoas),
                "age": pa.array(np.minimum(random.gamma(2.2, 20, size), 99).astype(np.int16)),
                "sex": _words(random.integers(0, 2, size), ["female", "male"]),
                "department_type": _words(
                    random.choice(4, size, p=[0.6, 0.05, 0.3, 0.05]), ["01", "02", "03", "05"]
                ),
                "arrival_mode": _words(random.integers(0, 3, size), ["ambulance", "walk-in", "other"]),
                "diagnosis": _words(random.integers(0, 2, size), ["copd-asthma", "other"]),
                "attendances_in_year": pa.array(random.integers(1, 8, size).astype(np.int16)),
                "person_id": pa.array(random.integers(0, 1_500_000, size)),
            }
        )
        writer = writer or pq.ParquetWriter(path, part.schema, compression="zstd", store_schema=False)
        writer.write_table(part, row_group_size=500_000)
    writer.close()


def _words(number: np.ndarray, vocabulary) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(number.astype(np.int32)), pa.array(list(vocabulary)))


def _measured(step: str, *given: str) -> dict:
    command = [sys.executable, "-m", "tests.benchmarks.refresh_at_scale", "--step", step, *map(str, given)]
    done = subprocess.run(
        command, cwd=PROJECT_FOLDER, env=os.environ, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def _step_refresh() -> None:
    from metrics.store.refresh import refresh

    refresh("QE1")


def _step_count(path: Path) -> None:
    """England by ward and month: the membership is that of every LSOA."""
    from data.storage.engines import DuckDBEngine
    from metrics.counting.engine import counting_sql
    from metrics.language.statistic import count

    engine = DuckDBEngine()
    engine.add_file("ae_attendances", path)
    lsoas = reference("lsoas")
    wards = lsoas.ward_code.astype("category").cat.codes.to_numpy().astype(np.int32)
    engine.add_rows("membership", pd.DataFrame({"lsoa_code": lsoas.lsoa_code, "atom": wards}))
    found = engine.sql(counting_sql(ae_attendances, [count(ae_attendances)]))
    print(found.num_rows, file=sys.stderr)


def _step_pandas(path: Path, share: float) -> None:
    """The same count in pandas, on the first ``share`` of the row groups."""
    file = pq.ParquetFile(path)
    groups = list(range(max(1, round(share * file.num_row_groups))))
    columns = ["arrival_date", "lsoa_code", "age", "sex"]
    rows = file.read_row_groups(groups, columns=columns).to_pandas()
    wards = reference("lsoas").set_index("lsoa_code").ward_code
    day = pd.to_datetime(rows.arrival_date)
    band = pd.cut(rows.age, [-1, 0, 4, *range(9, 90, 5), 200], labels=False)
    keys = [rows.lsoa_code.map(wards), day.dt.year * 12 + day.dt.month - 1, rows.sex, band]
    print(len(rows.groupby(keys).size()), file=sys.stderr)


def _run_step(step: str, given: list[str]) -> None:
    began, used = time.perf_counter(), time.process_time()
    if step == "refresh":
        # Imports stand apart: a server has them already.

        began, used = time.perf_counter(), time.process_time()
        _step_refresh()
    elif step == "count":
        _step_count(Path(given[0]))
    else:
        _step_pandas(Path(given[0]), float(given[1]))
    seconds, processor = time.perf_counter() - began, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(json.dumps({"seconds": seconds, "processor": processor, "gigabytes": peak}))


def _tell(what: str, measured: dict) -> None:
    print(
        f"{what:58} {measured['seconds']:7.1f} s  {measured['processor']:7.1f} s of processor  "
        f"{measured['gigabytes']:5.2f} GB",
        flush=True,
    )


def _one_ics(folder: Path) -> None:
    from data.records.open import make_demonstration_records

    os.environ["ICS_DATA_FOLDER"], os.environ["ICS_RECORDS_FOLDER"] = (
        str(folder / "made"),
        str(folder / "own"),
    )
    own = folder / "own" / "QE1"
    own.mkdir(parents=True)
    make_demonstration_records("QE1")
    lsoas = reference("lsoas")
    codes = lsoas.lsoa_code[lsoas.ics_code == "E54000048"].to_numpy()
    path = own / "ae_attendances.parquet"
    write_attendances(path, 4_000_000, codes, _MONTHS)
    _tell("one ICS, full build, 4 million of its own and 9 tables", _measured("refresh"))
    _tell("one ICS, nothing changed", _measured("refresh"))
    later = folder / "later.parquet"
    write_attendances(
        later, 4_000_000 // 60, codes, pd.period_range("2025-04", "2025-04", freq="M"), 5_000_000
    )
    pq.write_table(
        pa.concat_tables([pq.read_table(path), pq.read_table(later)]), path, row_group_size=500_000
    )
    _tell("one ICS, one new month of attendances", _measured("refresh"))
    counted, judged = _measured("count", path), _measured("pandas", path, 1.0)
    _tell("one ICS, one count of 4 million by ward and month", counted)
    _tell("the same in pandas", judged)
    print(f"pandas takes {judged['seconds'] / counted['seconds']:.1f} times as long")


def _england(folder: Path, rows: int) -> None:
    path = folder / "england.parquet"
    write_attendances(path, rows, reference("lsoas").lsoa_code.to_numpy(), _MONTHS)
    print(f"England: {rows:,} attendances, {path.stat().st_size / 1e6:,.0f} MB")
    counted, judged = _measured("count", path), _measured("pandas", path, 0.1)
    _tell("England, one count by ward and month", counted)
    _tell("a tenth of it in pandas", judged)
    times = 10 * judged["seconds"] / counted["seconds"]
    print(f"pandas would take {times:.1f} times as long (its tenth, times 10)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--england", type=int, default=26_000_000, metavar="ROWS", help="0 leaves England out"
    )
    parser.add_argument("--step", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        _run_step(options.step[0], options.step[1:])
        return
    assert set(TABLES) >= {"ae_attendances"}
    with tempfile.TemporaryDirectory() as name:
        _one_ics(Path(name))
        if options.england:
            _england(Path(name), options.england)


if __name__ == "__main__":
    main()
