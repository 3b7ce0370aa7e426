"""Protects hidden counts against subtraction.

Every count is hidden or rounded by itself. Rounded totals minus rounded parts usually leave a range of values
for a hidden part, but sometimes they leave a single one. Three wards make up a place:

    area     count   shown    can be
    ward A       8      10    8 to 12
    ward B       8      10    8 to 12
    ward C       1  hidden    1 to 7
    place       17      15   13 to 17

A reader subtracts: ward C has at most 17 - 8 - 8 = 1 event, and a hidden count is at least 1, so it is
exactly 1. The count of the place is therefore hidden too, and ward C can again be any number from 1 to 7.

In general, each hidden count needs a *witness*: different events that would be shown in exactly the same way
(at all levels, in both footprints, for months, years and sexes, with the publisher's exact total), but with
one event more or less in the hidden count. Three changes are tried: one event more, one event less, and one
event moved to another place. If each of them would be visible, the smallest number of further figures is
hidden that makes one of them invisible. As a last resort, that change takes another hidden count out of 1 to
7. Such a witness relies on the other count being hidden only to protect its neighbour, which no reader can
rule out.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_array

from data.tables import SEXES
from metrics.counting.atoms import Atoms
from metrics.counting.engine import Cube
from metrics.counting.rollup import Counts
from metrics.disclosure.policy import HOSPITAL, Policy, Protected, protect
from metrics.language.ages import age_mask

# What a change by one event costs at a figure that would reveal it. A shown count can be hidden as well, a
# shown 0 at a higher price; a hidden count that leaves 1 to 7 is the last resort; and an exact total cannot
# be hidden.
_SHOWN, _ZERO, _HIDDEN, _IMPOSSIBLE = 1, 10, 1_000, 1_000_000
_MONTHS_TRIED_FIRST = 2


def protect_together(
    sets: list[Counts],
    cube: Cube,
    atoms: Atoms,
    min_events: int = 0,
    exact_levels: tuple[str, ...] = (),
    also_shown: list[Counts] | None = None,
    group: Cube | None = None,
    part: Cube | None = None,
) -> list[Protected]:
    """Protect all that is shown of one numerator; returns one result for each of ``sets``, in their order.

    Below ``min_events`` events a status says that there are too few, which a reader sees too. At
    ``exact_levels`` a publisher's exact count is shown, which can be neither hidden nor rounded.
    ``also_shown`` are protected and shown elsewhere, count by count, and are not hidden here. ``group`` is
    the group of which these events are a part, ``part`` a part of these events: no witness has more events in
    a part than in its group, in any area and month.
    """

    def series(counts: Counts, is_fixed: bool = False) -> _Series:
        total = counts.events.sum(axis=-1)
        rows = np.flatnonzero(np.isin(atoms.areas.area_code, counts.areas.area_code))
        is_exact = counts.areas.area_level.iloc[0] in exact_levels
        threshold = 0 if is_fixed else min_events
        return _Series(rows, counts, total, protect(total), is_exact, is_fixed, threshold)

    shown = [series(counts) for counts in sets]
    if any(counts.needs_witness.any() for counts in shown):
        fixed = [series(counts, is_fixed=True) for counts in also_shown or []]
        _Search([*shown, *fixed], cube, atoms, age_mask(sets[0].ages), group, part).run()
    return [counts.protected() for counts in shown]


@dataclass
class _Series:
    """The counts of one level (areas x periods x sexes) as they are shown; ``rows`` are the positions of its
    areas in the matrix of the atoms.
    """

    rows: np.ndarray
    counts: Counts
    total: np.ndarray
    shown: Protected
    is_exact: bool
    is_fixed: bool
    min_events: int
    also_hidden: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self.also_hidden = np.zeros(self.total.shape, dtype=bool)

    @property
    def needs_witness(self) -> np.ndarray:
        return self.shown.hidden & (not self.is_exact)

    def protected(self) -> Protected:
        hidden = self.shown.hidden | self.also_hidden
        return Protected(np.where(hidden, np.nan, self.shown.count), hidden)

    def cost(self, step: int, policy: Policy = HOSPITAL) -> np.ndarray:
        """What a change by one event (``step``: 1 or -1) costs at each figure; 0 if it would be invisible."""
        if self.is_exact:
            return np.full(self.total.shape, _IMPOSSIBLE)
        before, after = self.total, self.total + step
        hidden = self.shown.hidden
        is_same = np.where(
            hidden,
            (after >= 1) & (after <= policy.hide_to),
            (np.rint(before / policy.round_to) == np.rint(after / policy.round_to))
            & ((before >= self.min_events) == (after >= self.min_events))
            & (before > 0)
            & ~((after > 0) & (after <= policy.hide_to)),
        )
        price = np.where(hidden, _HIDDEN, np.where(before == 0, _ZERO, _SHOWN))
        price = np.full(price.shape, _IMPOSSIBLE) if self.is_fixed else price
        return np.where(is_same | self.also_hidden | np.isnan(before), 0, price)


class _Search:
    """Looks for a witness of each hidden count, and hides more where there is none."""

    def __init__(
        self,
        series: list[_Series],
        cube: Cube,
        atoms: Atoms,
        ages: np.ndarray,
        group: Cube | None,
        part: Cube | None,
    ):
        self.series, self.cube = series, cube
        self.inside = atoms.matrix.astype(bool)
        self.areas_of_atoms = csr_array(atoms.matrix.T.astype(np.int64))
        self.events = cube.counts[..., ages].sum(axis=-1)
        # How many events can be taken away from an atom, and how many can be added to it.
        self.removable = self.events - part.counts[..., ages].sum(axis=-1) if part else self.events
        self.addable = (
            group.counts[..., ages].sum(axis=-1) - self.events if group else np.ones_like(self.events)
        )
        self._add_up_costs()

    def run(self) -> None:
        for series in self.series:
            for cell in np.argwhere(series.needs_witness):
                if not series.also_hidden[tuple(cell)]:
                    self._ensure_witness(series, *map(int, cell))

    def _add_up_costs(self) -> None:
        """The cost of one event more or less in each area, month and sex, and in each atom."""
        shape = (len(self.inside), len(self.cube.months), len(SEXES))
        self.area_cost = {step: np.zeros(shape, dtype=np.int64) for step in (1, -1)}
        for series in self.series:
            for step, cost in self.area_cost.items():
                price = series.cost(step)
                for p in range(price.shape[1]):
                    for s, sex in enumerate(series.counts.sexes):
                        months, sexes = self._months(series, p), _sexes(sex)
                        cost[np.ix_(series.rows, months, sexes)] += price[:, p, s][:, None, None]
        no_data = np.where(self.cube.covered, 0, _IMPOSSIBLE)[None, :, None]
        # An event in an atom is an event in each area that the atom is a part of.
        self.atom_sum = {
            step: (self.areas_of_atoms @ cost.reshape(len(cost), -1)).reshape(-1, *shape[1:])
            for step, cost in self.area_cost.items()
        }
        self.atom_cost = {step: cost + no_data for step, cost in self.atom_sum.items()}
        self.atom_cost[-1] = self.atom_cost[-1] + np.where(self.removable > 0, 0, _IMPOSSIBLE)
        self.atom_cost[1] = self.atom_cost[1] + np.where(self.addable > 0, 0, _IMPOSSIBLE)

    def _months(self, series: _Series, p: int) -> np.ndarray:
        months = np.array(series.counts.periods[p].months) - self.cube.months[0]
        return months[(months >= 0) & (months < len(self.cube.months))]

    def _ensure_witness(self, series: _Series, area: int, p: int, s: int) -> None:
        """Find the cheapest change of one hidden count, and hide the figures that would reveal it, if any."""
        own = np.flatnonzero(self.inside[series.rows[area]])
        months = self._months(series, p)
        months = months[self.cube.covered[months]]
        sexes = _sexes(series.counts.sexes[s])
        best = min(self._one_more_or_less(own, months, sexes), key=lambda change: change[0])
        if best[0]:
            # Moves are many and slow to try; the months with most events are the most likely to have one.
            by_events = months[np.argsort(-self.events[own][:, months].sum(axis=(0, 2)), kind="stable")]
            for tried in (by_events[:_MONTHS_TRIED_FIRST], by_events):
                if best[0]:
                    best = min([best, *self._moves(own, tried, sexes)], key=lambda change: change[0])
        if 0 < best[0] < _IMPOSSIBLE:
            self._hide(*best[1:])

    def _one_more_or_less(self, own, months, sexes):
        """The cheapest event more, and the cheapest event less, in the atoms ``own`` of the hidden area:
        cost, change of each area, month and sex.
        """
        for step in (1, -1):
            cost = self.atom_cost[step][np.ix_(own, months, sexes)]
            a, m, s = np.unravel_index(cost.argmin(), cost.shape)
            change = np.where(self.inside[:, own[a]], step, 0)
            yield int(cost[a, m, s]), change, int(months[m]), int(sexes[s])

    def _moves(self, own, months, sexes):
        """The same for one event moved from an atom of the hidden area to one outside it (step -1), or the
        other way (step 1).
        """
        outside = ~np.isin(np.arange(self.inside.shape[1]), own)
        in_areas = np.ix_(np.arange(len(self.inside)), months, sexes)
        costs = {step: cost[in_areas] for step, cost in self.area_cost.items()}
        in_atoms = np.ix_(np.arange(len(self.events)), months, sexes)
        removable, addable = self.removable[in_atoms] > 0, self.addable[in_atoms] > 0
        for a in own:
            areas_of_a = self.inside[:, a]
            for step in (1, -1):
                # The areas of a that b is not in change by step, those of b that a is not in by -step, and
                # the areas of both do not change. The areas of b are many: their cost is that of all of them,
                # less those shared with a.
                shared, only_a = (
                    np.tensordot(inside.T.astype(np.int64), costs[way][areas_of_a], axes=1)
                    for inside, way in ((self.inside[areas_of_a], -step), (~self.inside[areas_of_a], step))
                )
                cost = only_a + self.atom_sum[-step][in_atoms] - shared
                is_possible = removable[a][None] & addable if step < 0 else removable & addable[a][None]
                cost = np.where(is_possible & outside[:, None, None], cost, _IMPOSSIBLE)
                b, m, s = np.unravel_index(cost.argmin(), cost.shape)
                change = step * (areas_of_a.astype(int) - self.inside[:, b].astype(int))
                yield int(cost[b, m, s]), change, int(months[m]), int(sexes[s])

    def _hide(self, change: np.ndarray, month: int, sex: int) -> None:
        """Hide the figures that would reveal this change."""
        for series in self.series:
            for step in (1, -1):
                price = series.cost(step)
                for p in range(price.shape[1]):
                    for s, name in enumerate(series.counts.sexes):
                        if (
                            month in self._months(series, p)
                            and sex in _sexes(name)
                            and not (series.is_exact or series.is_fixed)
                        ):
                            series.also_hidden[:, p, s] |= (change[series.rows] == step) & (
                                price[:, p, s] > 0
                            )
        self._add_up_costs()


def _sexes(sex: str) -> np.ndarray:
    return np.arange(len(SEXES)) if sex == "persons" else np.array([SEXES.index(sex)])
