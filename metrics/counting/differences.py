"""How the counts of two refreshes differ: few entries, since most records stay as they are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from data.tables import SEXES
from metrics.counting.engine import Cube

# Where an event that could not be placed is entered.
UNPLACED = -1


@dataclass(frozen=True, eq=False)
class Difference:
    """Events that one count has more than another: rows of atom (UNPLACED for none), month number, sex and
    age band in ``at``, and how many more (below 0: fewer) in ``events``. Each place has one row.
    """

    at: np.ndarray
    events: np.ndarray

    def __bool__(self) -> bool:
        return bool(len(self.events))

    def plus(self, other: Difference) -> Difference:
        """Both together; what cancels out is left out."""
        at, place = np.unique(np.concatenate([self.at, other.at]), axis=0, return_inverse=True)
        events = np.zeros(len(at), dtype=np.int64)
        np.add.at(events, place.ravel(), np.concatenate([self.events, other.events]))
        return Difference(at[events != 0], events[events != 0])

    def by_area(
        self, matrix: np.ndarray, months: tuple[int, ...], bands: np.ndarray, sign: int = 0
    ) -> np.ndarray:
        """Its events in the areas of ``matrix`` (areas x atoms), by month and sex, of the age ``bands``
        alone; with a ``sign`` only the events more (1) or, as a positive number, the events fewer (-1).
        """
        atom, month, sex, band = self.at.T
        chosen = (atom != UNPLACED) & np.isin(month, months) & bands[band]
        if sign:
            chosen &= self.events * sign > 0
        sums = np.zeros((matrix.shape[1], len(months), len(SEXES)), dtype=np.int64)
        where = (atom[chosen], month[chosen] - months[0], sex[chosen])
        np.add.at(sums, where, self.events[chosen] * (sign or 1))
        flat = csr_array(matrix.astype(np.int64)) @ sums.reshape(len(sums), -1)
        return flat.reshape(len(matrix), len(months), len(SEXES))

    def unplaced(self, months: tuple[int, ...]) -> np.ndarray:
        """Its events by month that could not be placed."""
        sums = np.zeros(len(months), dtype=np.int64)
        chosen = (self.at[:, 0] == UNPLACED) & np.isin(self.at[:, 1], months)
        np.add.at(sums, self.at[chosen, 1] - months[0], self.events[chosen])
        return sums

    def rows(self) -> list[list[int]]:
        """As a file keeps it: atom, month number, sex, band and events."""
        return np.column_stack([self.at, self.events]).tolist()


def difference_of_rows(rows: list[list[int]]) -> Difference:
    """What ``Difference.rows`` gave; raises ValueError where it is something else."""
    table = np.array(rows, dtype=np.int64).reshape(-1, 5)
    return Difference(table[:, :4], table[:, 4])


def difference(now: Cube, before: Cube) -> Difference:
    """What ``now`` has more than ``before``, of the same atoms, in the months that both span."""
    months = np.array(sorted(set(now.months) & set(before.months)), dtype=np.int64)
    if not len(months):
        return difference_of_rows([])
    a, b = (slice(months[0] - cube.months[0], months[-1] + 1 - cube.months[0]) for cube in (now, before))
    more = now.counts[:, a] - before.counts[:, b]
    at = np.argwhere(more)
    events = more[tuple(at.T)].astype(np.int64)
    at[:, 1] += months[0]
    lost = now.unplaced[a] - before.unplaced[b]
    places = np.flatnonzero(lost)
    outside = np.column_stack(
        [np.full(len(places), UNPLACED), months[places], *np.zeros((2, len(places)), dtype=np.int64)]
    )
    return Difference(np.concatenate([at, outside]).astype(np.int64), np.concatenate([events, lost[places]]))
