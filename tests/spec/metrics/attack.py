"""The attacker: who holds everything that a store shows and wants one hidden count.

Each figure becomes bounds on a sum of unknown whole numbers (events in an atom, a month and a sex); integer
linear programming then finds the least and the greatest value that a hidden count can have.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import block_array, csr_array, lil_array

from data.tables import SEXES
from metrics.counting.atoms import Atoms
from metrics.counting.engine import Cube

HIDDEN = (1, 7)


@dataclass(frozen=True)
class Attack:
    """All sums that are known, as rows of a matrix over the unknown cells with a lower and an upper bound."""

    rows: csr_array
    lower: np.ndarray
    upper: np.ndarray
    targets: pd.DataFrame

    def range_of(self, target: int) -> tuple[int, int]:
        """Least and greatest value of one hidden count."""
        found = []
        for sign in (1, -1):
            objective = sign * self.rows[[target]].toarray().ravel()
            answer = milp(
                objective,
                constraints=LinearConstraint(self.rows, self.lower, self.upper),
                integrality=np.ones(len(objective)),
                bounds=Bounds(0, np.inf),
                options={"time_limit": 20},
            )
            assert answer.success, answer.message
            found.append(round(sign * answer.fun))
        return found[0], found[1]


def is_open(found: Attack, number: int, truth: int, unaided: Attack) -> bool:
    """Whether a hidden count is known neither exactly nor to within one.

    Whoever knows of each hidden count whether it is 1 to 7 or hidden for a neighbour's sake must be left with
    two values; whoever does not (``unaided``: nobody does) with three.
    """
    least, greatest = found.range_of(number)
    assert least <= truth <= greatest
    if greatest - least == 1:
        least, greatest = unaided.range_of(number)
    return greatest - least >= 2


def bounds_of(row, fewest: int, small: set[tuple]) -> tuple[float, float]:
    """What one row of results says about its count."""
    if row.status == "suppressed":
        # Who knows the rule knows that most hidden counts are 1 to 7; ``small`` tells which, and helps the
        # attacker.
        return HIDDEN if (row.area_code, row.period_start, row.period_end, row.sex) in small else (0, np.inf)
    if row.provenance == "derived" or row.numerator == 0:
        return row.numerator, row.numerator
    lower, upper = max(row.numerator - 2, 8), row.numerator + 2
    if fewest and row.status == "too_small":
        return lower, min(upper, fewest - 1)
    return (max(lower, fewest), upper) if fewest else (lower, upper)


def attack(
    frame: pd.DataFrame,
    reconciled: pd.DataFrame | None,
    cube: Cube,
    atoms: Atoms,
    small: set[tuple],
    fewest: int = 0,
) -> Attack:
    """The attack on a results frame, with the store's reconciliation (month_number, lower, upper) beside
    it.
    """
    shape = cube.counts.shape[:3]
    position = np.arange(np.prod(shape)).reshape(shape)
    first = cube.months[0]
    known = frame[frame.status.isin(["ok", "suppressed", "too_small"])].reset_index(drop=True)
    place = {area: row for row, area in enumerate(atoms.areas.area_code)}
    extra = 0 if reconciled is None else len(reconciled)
    matrix = lil_array((len(known) + extra, position.size))
    lower, upper = np.zeros(len(known) + extra), np.zeros(len(known) + extra)
    for number, row in enumerate(known.itertuples()):
        start = row.period_start.year * 12 + row.period_start.month - 1 - first
        stop = row.period_end.year * 12 + row.period_end.month - first
        months = [month for month in range(start, stop) if cube.covered[month]]
        sexes = range(len(SEXES)) if row.sex == "persons" else [SEXES.index(row.sex)]
        inside = np.flatnonzero(atoms.matrix[place[row.area_code]])
        matrix[number, position[np.ix_(inside, months, sexes)].ravel()] = 1
        lower[number], upper[number] = bounds_of(row, fewest, small)
    for number, row in enumerate(() if reconciled is None else reconciled.itertuples(), start=len(known)):
        matrix[number, position[:, row.month_number - first].ravel()] = 1
        lower[number], upper[number] = row.lower, row.upper
    return Attack(matrix.tocsr(), lower, upper, known)


def hidden_and_small(frame: pd.DataFrame, exact: dict[tuple, int]) -> set[tuple]:
    """Keys of the hidden rows whose true count is 1 to 7."""
    rows = frame[frame.status == "suppressed"]
    keys = zip(rows.area_code, rows.period_start, rows.period_end, rows.sex, strict=True)
    return {key for key in keys if HIDDEN[0] <= exact[key] <= HIDDEN[1]}


def attack_share(
    frame: pd.DataFrame, cube: Cube, group: Cube, atoms: Atoms, small: set[tuple], small_groups: set[tuple]
) -> tuple[Attack, Attack]:
    """The attack on proportions: on the hidden parts, and on the hidden groups, with both known together.

    The unknowns are the part and the rest of each cell, neither below 0, so that no part exceeds its group.
    """
    groups = frame.assign(
        numerator=frame.denominator,
        status=frame.status.where(~frame.status.isin(["ok", "suppressed"]), "ok").where(
            frame.denominator.notna() | ~frame.status.isin(["ok", "suppressed"]), "suppressed"
        ),
    )
    part = attack(frame, None, cube, atoms, small)
    whole = attack(groups, None, group, atoms, small_groups)
    rows = block_array([[part.rows, None], [whole.rows, whole.rows]]).tocsr()
    lower = np.concatenate([part.lower, whole.lower])
    upper = np.concatenate([part.upper, whole.upper])
    # The sums of the groups come first in the second, so that its targets stand in the order of its rows.
    turned = np.r_[len(part.lower) : len(lower), : len(part.lower)]
    return (
        Attack(rows, lower, upper, part.targets),
        Attack(rows[turned], lower[turned], upper[turned], whole.targets),
    )
