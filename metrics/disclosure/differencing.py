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

In general, each hidden count needs *witnesses*: different events that would be shown in exactly the same way
(at all levels, in both footprints, for months, years and sexes, with the publisher's exact total), but with
another number in the hidden count. A count with two witnesses is known neither exactly nor to within one: one
event more and one event fewer, or two more, or two fewer, which are there or moved to or from another place.
If they would be visible, the smallest number of further figures is hidden that makes them invisible. As a
last resort, a change takes another hidden count out of 1 to 7. Such a witness relies on the other count being
hidden only to protect its neighbour, which no reader can rule out.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_array

from data.tables import SEXES
from metrics.counting.atoms import Atoms
from metrics.counting.engine import Cube
from metrics.counting.rollup import Counts
from metrics.disclosure.closed_periods import Past
from metrics.disclosure.policy import HOSPITAL, Policy, Protected, protect
from metrics.language.ages import age_mask

# What a change costs at a figure that would reveal it. A shown count can be hidden as well, a shown 0 at a
# higher price; a hidden count that leaves 1 to 7 is the last resort; and an exact total cannot be hidden.
_SHOWN, _ZERO, _HIDDEN, _IMPOSSIBLE = 1, 10, 1_000, 1_000_000
_MONTHS_TRIED_FIRST = 2
# How many events more or fewer a witness has.
_STEPS = (1, -1, 2, -2)


def protect_together(
    sets: list[Counts],
    cube: Cube,
    atoms: Atoms,
    min_events: int = 0,
    exact_levels: tuple[str, ...] = (),
    also_shown: list[Counts] | None = None,
    group: Cube | None = None,
    part: Cube | None = None,
    pasts: list[Past] | None = None,
    before: Cube | None = None,
) -> list[Protected]:
    """Protect all that is shown of one numerator: one result for each of ``sets``, in their order.

    ``min_events`` is a number of events below which a status says that there are too few. At
    ``exact_levels`` a publisher's exact count is shown, which can be neither hidden nor rounded.
    ``also_shown`` are protected elsewhere, count by count, and are not hidden here. ``group`` is what these
    events are a part of, ``part`` what is a part of them: no world has more of a part than of its group, in
    any area and month.

    ``pasts`` are what is published of the ``sets`` already, and ``before`` the counts of that time: a world
    must then leave both versions as they are, since a reader may have both. Cells that stay published as they
    are keep what they show, whatever is hidden for their sake.
    """

    def series_of(counts: Counts, past: Past | None = None, fixed: bool = False) -> _Series:
        total = counts.events.sum(axis=-1)
        rows = np.flatnonzero(np.isin(atoms.areas.area_code, counts.areas.area_code))
        exact = counts.areas.area_level.iloc[0] in exact_levels
        return _Series(rows, counts, total, protect(total), exact, fixed, 0 if fixed else min_events, past)

    shown = [series_of(*pair) for pair in zip(sets, pasts or [None] * len(sets), strict=True)]
    # Where nothing is published again, both versions show the same, and the former one was searched.
    is_same = pasts is not None and all(past.kept.all() for past in pasts)
    if not is_same and any(series.needs_witness.any() for series in shown):
        fixed = [series_of(counts, fixed=True) for counts in also_shown or []]
        _Search([*shown, *fixed], cube, atoms, age_mask(sets[0].ages), group, part, before).run()
    return [series.protected() for series in shown]


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
    min_events: int
    past: Past | None = None
    also_hidden: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self.also_hidden = np.zeros(self.total.shape, dtype=bool)

    @property
    def kept(self) -> np.ndarray:
        """Cells that stay published as they are."""
        return np.zeros(self.total.shape, dtype=bool) if self.past is None else self.past.kept

    @property
    def needs_witness(self) -> np.ndarray:
        hidden = self.shown.hidden
        if self.past is not None:
            hidden = np.where(self.kept, self.past.hidden & protect(self.past.total).hidden, hidden)
        return hidden & (not self.exact)

    def protected(self) -> Protected:
        hidden = self.shown.hidden | self.also_hidden
        return Protected(np.where(hidden, np.nan, self.shown.count), hidden)

    def prices(self, policy: Policy = HOSPITAL) -> dict[int, np.ndarray]:
        """What a change by so many events would cost at each cell, by step: 0 where it would not be it, in
        this version or in the one before.
        """
        if self.exact:
            return {step: np.full(self.total.shape, _IMPOSSIBLE) for step in _STEPS}
        prices = {
            step: self._price(self.total, self.shown.hidden, step, policy, self.fixed) for step in _STEPS
        }
        if self.past is None:
            return prices
        published = self.published_prices(policy)
        return {
            step: np.where(self.kept, published[step], np.maximum(price, published[step]))
            for step, price in prices.items()
        }

    def published_prices(self, policy: Policy = HOSPITAL) -> dict[int, np.ndarray]:
        """The same of what is published already, which nothing can hide any more."""
        if self.past is None:
            return {step: np.zeros(self.total.shape, dtype=np.int64) for step in _STEPS}
        small = self.past.hidden & protect(self.past.total, policy).hidden
        free = self.past.hidden & ~small
        return {
            step: np.where(free, 0, self._price(self.past.total, small, step, policy, fixed=True))
            for step in _STEPS
        }

    def _price(
        self,
        before: np.ndarray,
        primary: np.ndarray,
        step: int,
        policy: Policy,
        fixed: bool,
    ) -> np.ndarray:
        after = before + step
        stays = np.where(
            primary,
            (after >= 1) & (after <= policy.hide_to),
            (np.rint(before / policy.round_to) == np.rint(after / policy.round_to))
            & ((before >= self.min_events) == (after >= self.min_events))
            & (before > 0)
            & ~((after > 0) & (after <= policy.hide_to)),
        )
        price = np.where(primary, _HIDDEN, np.where(before == 0, _ZERO, _SHOWN))
        price = np.full(price.shape, _IMPOSSIBLE) if fixed else price
        return np.where(stays | np.isnan(before), 0, price)


class _Search:
    """Looks for witnesses of each hidden count and hides more where there are none."""

    def __init__(
        self,
        series: list[_Series],
        cube: Cube,
        atoms: Atoms,
        ages: np.ndarray,
        group: Cube | None,
        part: Cube | None,
        before: Cube | None,
    ):
        self.series, self.cube = series, cube
        self.inside = atoms.matrix.astype(bool)
        self.of_atoms = csr_array(atoms.matrix.T.astype(np.int64))
        self.events = cube.counts[..., ages].sum(axis=-1)
        # How many may be taken away from an atom, and how many may come to it.
        self.loose = self.events - part.counts[..., ages].sum(axis=-1) if part else self.events
        self.room = (
            group.counts[..., ages].sum(axis=-1) - self.events
            if group
            else np.full_like(self.events, max(_STEPS))
        )
        if before is not None:
            self._also_before(before.counts[..., ages].sum(axis=-1), before.months[0])
        self._add_up()

    def _also_before(self, events: np.ndarray, first: int) -> None:
        """What may be taken away must have been there before as well."""
        months = np.arange(events.shape[1]) + first - self.cube.months[0]
        both = (months >= 0) & (months < len(self.cube.months))
        self.loose = self.loose.copy()
        self.loose[:, months[both]] = np.minimum(self.loose[:, months[both]], events[:, both])

    def run(self) -> None:
        for series in self.series:
            for cell in np.argwhere(series.needs_witness):
                if not series.also_hidden[tuple(cell)]:
                    self._settle(series, *map(int, cell))

    def _add_up(self) -> None:
        """Cost of events more or fewer in each area, month and sex, and in each atom."""
        shape = (len(self.inside), len(self.cube.months), len(SEXES))
        self.prices = [series.prices() for series in self.series]
        self.area_cost = {step: np.zeros(shape, dtype=np.int64) for step in _STEPS}
        for series, prices in zip(self.series, self.prices, strict=True):
            for step, cost in self.area_cost.items():
                for p in range(prices[step].shape[1]):
                    for s, sex in enumerate(series.counts.sexes):
                        months, sexes = self._months(series, p), _sexes(sex)
                        cost[np.ix_(series.rows, months, sexes)] += prices[step][:, p, s][:, None, None]
        self.atom_sum = {step: np.zeros((len(self.events), *shape[1:]), np.int64) for step in _STEPS}
        self.atom_cost = {step: np.zeros_like(self.atom_sum[step]) for step in _STEPS}
        self._add_atoms(np.arange(shape[1]))

    def _add_atoms(self, months: np.ndarray) -> None:
        """The costs of some months, of all areas of each atom together."""
        closed = np.where(self.cube.covered[months], 0, _IMPOSSIBLE)[None, :, None]
        for step in _STEPS:
            cost = self.area_cost[step][:, months]
            sums = (self.of_atoms @ cost.reshape(len(cost), -1)).reshape(-1, *cost.shape[1:])
            self.atom_sum[step][:, months] = sums
            there = self.loose if step < 0 else self.room
            self.atom_cost[step][:, months] = (
                sums + closed + np.where(there[:, months] >= abs(step), 0, _IMPOSSIBLE)
            )

    def _months(self, series: _Series, p: int) -> np.ndarray:
        months = np.array(series.counts.periods[p].months) - self.cube.months[0]
        return months[(months >= 0) & (months < len(self.cube.months))]

    def _settle(self, series: _Series, area: int, p: int, s: int) -> None:
        own = np.flatnonzero(self.inside[series.rows[area]])
        months = self._months(series, p)
        months = months[self.cube.covered[months]]
        sexes = _sexes(series.counts.sexes[s])
        cheapest = {step: self._more_or_fewer(own, months, sexes, step) for step in _STEPS}
        busy = months[np.argsort(-self.events[own][:, months].sum(axis=(0, 2)), kind="stable")]
        for tried in (busy[:_MONTHS_TRIED_FIRST], busy):
            if _cost(_plan(cheapest)):
                for step in _STEPS:
                    moves = self._moved(own, tried, sexes, step) if cheapest[step][0] else ()
                    cheapest[step] = min([cheapest[step], *moves], key=lambda move: move[0])
        plan = _plan(cheapest)
        if 0 < _cost(plan) < _IMPOSSIBLE:
            for move in plan:
                self._hide(*move[1:])

    def _more_or_fewer(self, own, months, sexes, step):
        """The cheapest way to have ``step`` events more in one atom of the hidden area (below 0: fewer)."""
        cost = self.atom_cost[step][np.ix_(own, months, sexes)]
        a, m, s = np.unravel_index(cost.argmin(), cost.shape)
        changed = np.where(self.inside[:, own[a]], step, 0)
        return int(cost[a, m, s]), changed, int(months[m]), int(sexes[s])

    def _moved(self, own, months, sexes, step):
        """Events from an atom of the hidden area to one outside it (``step`` below 0), or the other way."""
        outside = ~np.isin(np.arange(self.inside.shape[1]), own)
        at = np.ix_(np.arange(len(self.inside)), months, sexes)
        costs = {way: self.area_cost[way][at] for way in (step, -step)}
        everywhere = np.ix_(np.arange(len(self.events)), months, sexes)
        loose, room = (there[everywhere] >= abs(step) for there in (self.loose, self.room))
        for a in own:
            here = self.inside[:, a]
            # The areas of a that b is not in change one way, those of b that a is not in the other way; of
            # the latter there are many, so they are all of b's less those shared with a.
            shared, apart = (
                np.tensordot(inside.T.astype(np.int64), costs[way][here], axes=1)
                for inside, way in ((self.inside[here], -step), (~self.inside[here], step))
            )
            cost = apart + self.atom_sum[-step][everywhere] - shared
            possible = loose[a][None] & room if step < 0 else loose & room[a][None]
            cost = np.where(possible & outside[:, None, None], cost, _IMPOSSIBLE)
            b, m, s = np.unravel_index(cost.argmin(), cost.shape)
            changed = step * (here.astype(int) - self.inside[:, b].astype(int))
            yield int(cost[b, m, s]), changed, int(months[m]), int(sexes[s])

    def _hide(self, changed: np.ndarray, month: int, sex: int) -> None:
        """Hide the figures that would show this move."""
        touched = []
        for series, prices in zip(self.series, self.prices, strict=True):
            if series.exact or series.fixed:
                continue
            published = series.published_prices()
            moved = changed[series.rows]
            for p in range(series.total.shape[1]):
                months = self._months(series, p)
                if month not in months:
                    continue
                for s, name in enumerate(series.counts.sexes):
                    price = sum(np.where(moved == step, prices[step][:, p, s], 0) for step in _STEPS)
                    seen = (price > 0) & ~series.kept[:, p, s]
                    if sex not in _sexes(name) or not seen.any():
                        continue
                    series.also_hidden[seen, p, s] = True
                    for step in _STEPS:
                        less = np.where(seen, published[step][:, p, s] - prices[step][:, p, s], 0)
                        prices[step][:, p, s] += less
                        self.area_cost[step][np.ix_(series.rows, months, _sexes(name))] += less[:, None, None]
                    touched.append(months)
        if touched:
            self._add_atoms(np.unique(np.concatenate(touched)))


def _plan(cheapest: dict) -> list:
    """The cheapest moves that leave three values open: one more and one fewer, or two more, or two fewer."""
    plans = [[cheapest[1], cheapest[-1]], [cheapest[2]], [cheapest[-2]]]
    plan = min(plans, key=_cost)
    # Where the publisher's exact counts allow no more, one other value at least.
    return plan if _cost(plan) < _IMPOSSIBLE else [min(cheapest[1], cheapest[-1], key=lambda move: move[0])]


def _cost(plan: list) -> int:
    return sum(move[0] for move in plan)


def _sexes(sex: str) -> np.ndarray:
    return np.arange(len(SEXES)) if sex == "persons" else np.array([SEXES.index(sex)])
