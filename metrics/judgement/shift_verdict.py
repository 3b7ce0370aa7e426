"""A shift's verdict from its metrics' changes: counted, never weighed by hand.

Figures made from demonstration records have no say. "Yes": most metrics improve and none worsens. "In part":
more improve than worsen. "Not yet": as many or more worsen. "No clear change": none moves. "Too early to
say": no metric has enough history.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from metrics.judgement.change import VERDICTS, Change


@dataclass(frozen=True)
class ShiftVerdict:
    """``word`` is the verdict, ``counts`` how many figures had which change, ``synthetic`` how many had no
    say.
    """

    word: str
    counts: dict[str, int]
    synthetic: int

    @property
    def judged(self) -> int:
        """How many figures the verdict rests on, those of which nothing can be said included."""
        return sum(self.counts.values())


def shift_verdict(changes: list[tuple[Change, str]]) -> ShiftVerdict:
    """The verdict over (change, provenance), one a figure of the shift."""
    real = [change.verdict for change, provenance in changes if provenance != "synthetic"]
    found = Counter(real)
    counts = {verdict: found.get(verdict, 0) for verdict in VERDICTS}
    better, worse = counts["improving"], counts["worsening"]
    if len(real) == counts["cannot say"]:
        word = "Too early to say"
    elif better > len(real) / 2 and worse == 0:
        word = "Yes"
    elif better > worse:
        word = "In part"
    elif better == worse == 0:
        word = "No clear change"
    else:
        word = "Not yet"
    return ShiftVerdict(word, counts, len(changes) - len(real))
