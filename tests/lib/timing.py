"""Times and how to print them."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy


@dataclass
class Times:
    """Seconds of one thing, done many times."""

    what: str
    seconds: list[float] = field(default_factory=list)

    @contextmanager
    def once(self) -> Iterator[None]:
        """Time what happens inside."""
        start = time.perf_counter()
        yield
        self.seconds.append(time.perf_counter() - start)

    def row(self, unit: str = "s", target: str = "") -> str:
        """A row of a Markdown table: what, how many, median, 95th percentile, slowest, target."""
        scale, digits = {"s": (1, 2), "ms": (1_000, 1)}[unit]
        median, high = numpy.percentile(self.seconds, [50, 95]) * scale
        slowest = max(self.seconds) * scale
        figures = " | ".join(f"{figure:.{digits}f} {unit}" for figure in (median, high, slowest))
        return f"| {self.what} | {len(self.seconds)} | {figures} | {target} |"


HEAD = "| what | times | median | p95 | slowest | target p95 |\n|---|--:|--:|--:|--:|--:|"


def machine() -> str:
    """A sentence on how busy the machine is, without which no time means anything."""
    return f"{os.cpu_count()} cores; load average over the last minute {os.getloadavg()[0]:.1f}\n"
