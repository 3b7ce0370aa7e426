"""A shift's verdict from its metrics' changes: counted, with no weights.

Demonstration data are left out. "Yes": most metrics are improving and none is getting worse. "In part": more
are improving than getting worse. "Not yet": as many or more are getting worse. "No clear change": no metric
has changed. "Too early to say": no metric has enough history.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from metrics.judgement.change import VERDICTS, Change


@dataclass(frozen=True)
class ShiftVerdict:
    """``word`` is the verdict, ``counts`` the number of figures with each change, ``synthetic`` the number of
    demonstration figures left out.
    """

    word: str
    counts: dict[str, int]
    synthetic: int

    @property
    def judged(self) -> int:
        """How many figures the verdict is based on, including those whose change cannot be judged."""
        return sum(self.counts.values())


def shift_verdict(changes: list[tuple[Change, str]]) -> ShiftVerdict:
    """The verdict from (change, provenance), one pair per figure of the shift."""
    real = [change.verdict for change, provenance in changes if provenance != "synthetic"]
    frequencies = Counter(real)
    counts = {verdict: frequencies.get(verdict, 0) for verdict in VERDICTS}
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
