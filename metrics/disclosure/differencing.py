"""Hidden counts against subtraction: what the shown figures together leave open about each hidden one.

Every count is hidden or rounded by itself, and rounded parents less rounded parts leave some play. At times
they leave none: a parent shown as 15 (13 to 17) above parts shown as 10 and 10 (8 to 12 each) leaves exactly
one event for the hidden third. So each hidden count needs a witness: another world, in which it differs by
one and everything that is shown (all levels, both footprints, months, years, sexes, the publisher's exact
total) stays as it is. A world is what happened with one event more, one less, or one event moved to another
place. Where there is no witness, the fewest further figures are hidden that make one. As a last resort the
move takes another hidden count out of 1 to 7: then the witness rests on that count being hidden for its
neighbour's sake, which no reader can rule out.
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

# What stands in the way of a move: a shown count may be hidden too, an exact total of the publisher never.
_SHOWN, _ZERO, _HIDDEN, _NEVER = 1, 10, 1_000, 1_000_000
_MONTHS_TRIED_FIRST = 2


def protect_together(
    sets: list[Counts],
    cube: Cube,
    atoms: Atoms,
    fewest: int = 0,
    exact_levels: tuple[str, ...] = (),
    also_shown: list[Counts] | None = None,
    group: Cube | None = None,
    part: Cube | None = None,
) -> list[Protected]:
    """Protect all that is shown of one numerator: one result for each of ``sets``, in their order.

    ``fewest`` is a number of events below which a status tells that there are too few. At ``exact_levels`` a
    publisher's exact count stands, which can be neither hidden nor rounded. ``also_shown`` stand protected
    elsewhere, count by count, and are not hidden here. ``group`` is what these events are a part of, ``part``
    what is a part of them: no world has more of a part than of its group, in any area and month.
    """

    def series(counts: Counts, fixed: bool = False) -> _Series:
        total = counts.events.sum(axis=-1)
        rows = np.flatnonzero(np.isin(atoms.areas.area_code, counts.areas.area_code))
        exact = counts.areas.area_level.iloc[0] in exact_levels
        return _Series(rows, counts, total, protect(total), exact, fixed, 0 if fixed else fewest)

    shown = [series(counts) for counts in sets]
    if any(one.needs_witness.any() for one in shown):
        fixed = [series(counts, fixed=True) for counts in also_shown or []]
        _Search([*shown, *fixed], cube, atoms, age_mask(sets[0].ages), group, part).run()
    return [one.protected() for one in shown]


@dataclass
class _Series:
    """One level's counts (areas x periods x sexes) as shown; ``rows`` are its areas' places in the atoms'
    matrix.
    """

    rows: np.ndarray
    counts: Counts
    total: np.ndarray
    shown: Protected
    exact: bool
    fixed: bool
    fewest: int
    also_hidden: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self.also_hidden = np.zeros(self.total.shape, dtype=bool)

    @property
    def needs_witness(self) -> np.ndarray:
        return self.shown.hidden & (not self.exact)

    def protected(self) -> Protected:
        hidden = self.shown.hidden | self.also_hidden
        return Protected(np.where(hidden, np.nan, self.shown.count), hidden)

    def cost(self, step: int, policy: Policy = HOSPITAL) -> np.ndarray:
        """What a change by one event (``step`` is 1 or -1) would cost at each cell: 0 where nobody would see
        it.
        """
        if self.exact:
            return np.full(self.total.shape, _NEVER)
        before, after = self.total, self.total + step
        primary = self.shown.hidden
        stays = np.where(
            primary,
            (after >= 1) & (after <= policy.hide_to),
            (np.rint(before / policy.round_to) == np.rint(after / policy.round_to))
            & ((before >= self.fewest) == (after >= self.fewest))
            & (before > 0)
            & ~((after > 0) & (after <= policy.hide_to)),
        )
        price = np.where(primary, _HIDDEN, np.where(before == 0, _ZERO, _SHOWN))
        price = np.full(price.shape, _NEVER) if self.fixed else price
        return np.where(stays | self.also_hidden | np.isnan(before), 0, price)


class _Search:
    """Looks for a witness of each hidden count and hides more where there is none."""

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
        self.of_atoms = csr_array(atoms.matrix.T.astype(np.int64))
        self.events = cube.counts[..., ages].sum(axis=-1)
        # How many may be taken away from an atom, and how many may come to it.
        self.loose = self.events - part.counts[..., ages].sum(axis=-1) if part else self.events
        self.room = group.counts[..., ages].sum(axis=-1) - self.events if group else np.ones_like(self.events)
        self._add_up()

    def run(self) -> None:
        for one in self.series:
            for cell in np.argwhere(one.needs_witness):
                if not one.also_hidden[tuple(cell)]:
                    self._settle(one, *map(int, cell))

    def _add_up(self) -> None:
        """Cost of one event more or less in each area, month and sex, and in each atom."""
        shape = (len(self.inside), len(self.cube.months), len(SEXES))
        self.area_cost = {step: np.zeros(shape, dtype=np.int64) for step in (1, -1)}
        for one in self.series:
            for step, cost in self.area_cost.items():
                price = one.cost(step)
                for p in range(price.shape[1]):
                    for s, sex in enumerate(one.counts.sexes):
                        months, sexes = self._months(one, p), _sexes(sex)
                        cost[np.ix_(one.rows, months, sexes)] += price[:, p, s][:, None, None]
        closed = np.where(self.cube.covered, 0, _NEVER)[None, :, None]
        self.atom_sum = {
            step: (self.of_atoms @ cost.reshape(len(cost), -1)).reshape(-1, *shape[1:])
            for step, cost in self.area_cost.items()
        }
        self.atom_cost = {step: cost + closed for step, cost in self.atom_sum.items()}
        self.atom_cost[-1] = self.atom_cost[-1] + np.where(self.loose > 0, 0, _NEVER)
        self.atom_cost[1] = self.atom_cost[1] + np.where(self.room > 0, 0, _NEVER)

    def _months(self, one: _Series, p: int) -> np.ndarray:
        months = np.array(one.counts.periods[p].months) - self.cube.months[0]
        return months[(months >= 0) & (months < len(self.cube.months))]

    def _settle(self, one: _Series, area: int, p: int, s: int) -> None:
        own = np.flatnonzero(self.inside[one.rows[area]])
        months = self._months(one, p)
        months = months[self.cube.covered[months]]
        sexes = _sexes(one.counts.sexes[s])
        best = min(self._one_more_or_less(own, months, sexes), key=lambda move: move[0])
        if best[0]:
            busy = months[np.argsort(-self.events[own][:, months].sum(axis=(0, 2)), kind="stable")]
            for tried in (busy[:_MONTHS_TRIED_FIRST], busy):
                if best[0]:
                    best = min([best, *self._moved(own, tried, sexes)], key=lambda move: move[0])
        if 0 < best[0] < _NEVER:
            self._hide(*best[1:])

    def _one_more_or_less(self, own, months, sexes):
        for step in (1, -1):
            cost = self.atom_cost[step][np.ix_(own, months, sexes)]
            a, m, s = np.unravel_index(cost.argmin(), cost.shape)
            changed = np.where(self.inside[:, own[a]], step, 0)
            yield int(cost[a, m, s]), changed, int(months[m]), int(sexes[s])

    def _moved(self, own, months, sexes):
        """One event from an atom of the hidden area to one outside it (step -1), or the other way (step
        1).
        """
        outside = ~np.isin(np.arange(self.inside.shape[1]), own)
        at = np.ix_(np.arange(len(self.inside)), months, sexes)
        costs = {step: cost[at] for step, cost in self.area_cost.items()}
        everywhere = np.ix_(np.arange(len(self.events)), months, sexes)
        loose, room = self.loose[everywhere] > 0, self.room[everywhere] > 0
        for a in own:
            here = self.inside[:, a]
            for step in (1, -1):
                # The areas of a that b is not in change one way, those of b that a is not in the other way;
                # of the latter there are many, so they are all of b's less those shared with a.
                shared, apart = (
                    np.tensordot(inside.T.astype(np.int64), costs[way][here], axes=1)
                    for inside, way in ((self.inside[here], -step), (~self.inside[here], step))
                )
                cost = apart + self.atom_sum[-step][everywhere] - shared
                possible = loose[a][None] & room if step < 0 else loose & room[a][None]
                cost = np.where(possible & outside[:, None, None], cost, _NEVER)
                b, m, s = np.unravel_index(cost.argmin(), cost.shape)
                changed = step * (here.astype(int) - self.inside[:, b].astype(int))
                yield int(cost[b, m, s]), changed, int(months[m]), int(sexes[s])

    def _hide(self, changed: np.ndarray, month: int, sex: int) -> None:
        """Hide the figures that would show this move."""
        for one in self.series:
            for step in (1, -1):
                price = one.cost(step)
                for p in range(price.shape[1]):
                    for s, name in enumerate(one.counts.sexes):
                        if (
                            month in self._months(one, p)
                            and sex in _sexes(name)
                            and not (one.exact or one.fixed)
                        ):
                            one.also_hidden[:, p, s] |= (changed[one.rows] == step) & (price[:, p, s] > 0)
        self._add_up()


def _sexes(sex: str) -> np.ndarray:
    return np.arange(len(SEXES)) if sex == "persons" else np.array([SEXES.index(sex)])
