"""Draws a series as a line of blocks, for a terminal."""

from __future__ import annotations

import math
from collections.abc import Sequence

BLOCKS = "▁▂▃▅▇"


def spark(values: Sequence[float]) -> str:
    """One block per value, from the lowest to the highest; a gap where a value is missing."""
    known = [value for value in values if math.isfinite(value)]
    if not known:
        return " " * len(values)
    low, spread = min(known), max(known) - min(known)

    def block(value: float) -> str:
        if not math.isfinite(value):
            return " "
        share = (value - low) / spread if spread else 0.5
        return BLOCKS[min(int(share * len(BLOCKS)), len(BLOCKS) - 1)]

    return "".join(map(block, values))
