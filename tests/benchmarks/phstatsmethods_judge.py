"""Times the publisher's own package, which is GPL-3 and no part of this project, where it alone is installed.

Called by ``tests.benchmarks.refresh`` as ``python phstatsmethods_judge.py RATES.csv AGES.csv``; imports
nothing of the project and prints two numbers of seconds.
"""

from __future__ import annotations

import sys
import time

import pandas
from PHStatsMethods import ph_dsr, ph_rate

rates, ages = pandas.read_csv(sys.argv[1]), pandas.read_csv(sys.argv[2])

start = time.perf_counter()
ph_rate(rates, "events", "people", "group", multiplier=1_000)
middle = time.perf_counter()
ph_dsr(ages, "events", "people", "standard", "group", euro_standard_pops=False)
end = time.perf_counter()
print(middle - start, end - middle)
