"""Two versions of a store must not profile one late record.

A record that comes late changes every count it belongs to. Whoever compares the two versions would read its
ward, sex, age group, cause and year off the cells that changed. So a month is closed when it ended more than
three months before the newest month delivered, and what closed months add to a cell is published again only
where three records or more have moved since the cell was last published; until then its whole row is taken
over from the former store. A cell with several counts (a part and its group; the fifths) waits until each
count that moved at all has moved so far. What open months add is published as it comes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from data.tables import SEXES
from metrics.counting.atoms import FIFTHS, Atoms
from metrics.counting.differences import Difference, difference
from metrics.counting.engine import Cube
from metrics.counting.ledger import Cell, LastPublished
from metrics.counting.periods import Period
from metrics.counting.rollup import of_fifth, roll_up
from metrics.language.ages import age_mask
from metrics.language.metric import Metric
from metrics.language.statistics.answers import Needs

MONTHS_OPEN = 3
MIN_MOVED = 3
# The row of a month in the reconciliation: a level of its own, whose only area is the whole system.
RECONCILIATION = "reconciliation"


def closed_months(months: tuple[int, ...], newest: int) -> np.ndarray:
    """Which ``months`` ended more than three months before the ``newest`` one delivered."""
    return np.array(months) < newest - MONTHS_OPEN


@dataclass(frozen=True, eq=False)
class Past:
    """What is published of some cells (areas x periods x sexes): the exact ``total`` behind each (NaN where
    there was none), whether it is ``hidden``, and whether it stays published as it is (``kept``).
    """

    total: np.ndarray
    hidden: np.ndarray
    kept: np.ndarray


@dataclass(frozen=True, eq=False)
class _Part:
    """One of a cell's own counts: of the events (0) or their group (1), in some of its atoms; or, where it is
    ``of_the_system``, of both sexes in all atoms.
    """

    count: int
    atoms: np.ndarray
    of_the_system: bool = False


@dataclass(frozen=True, eq=False)
class PublishedBefore:
    """One metric's cells as they were last published, against the counts of now.

    ``now`` and ``before`` are the cubes (the events, then their group) of this refresh and of the store in
    use; ``entry`` is that store's entry in the ledger; ``former`` are its rows of the metric (a results
    frame).
    """

    metric: Metric
    atoms: Atoms
    now: tuple[Cube, ...]
    before: tuple[Cube, ...]
    entry: LastPublished
    former: pd.DataFrame
    _known: dict = field(default_factory=dict)

    def kept(self, level: str, periods: tuple[Period, ...], sexes: tuple[str, ...]) -> np.ndarray:
        """Which cells stay published as they are (areas x periods x sexes)."""
        again, _ = self._judged(level, periods, sexes)
        return ~again & self._is_published(level, periods, sexes)

    def past(
        self, level: str, periods: tuple[Period, ...], sexes: tuple[str, ...], count: int = 0, fifth: int = -1
    ) -> Past:
        """What is published of the events (``count`` 0) or their group (1), or of one ``fifth`` of them."""
        kept = self.kept(level, periods, sexes)
        if fifth >= 0:
            shown = self._row_of(level, periods, sexes, self.former.status == "ok")
        elif count:
            shown = self._row_of(level, periods, sexes, self.former.denominator.notna())
        else:
            shown = self._row_of(level, periods, sexes, self.former.status != "suppressed")
        total = self._past_total(level, periods, sexes, count, fifth)
        return Past(np.where(self._is_published(level, periods, sexes), total, np.nan), ~shown, kept)

    def next_entry(self, made_of: str, counts: tuple[str, ...], asked: list) -> LastPublished:
        """The metric's entry in the ledger of the new store; ``asked`` are all (level, periods, sexes)."""
        cells: dict[Cell, int] = {}
        for level, periods, sexes in asked:
            again, moved = self._judged(level, periods, sexes)
            older = ~again & moved & self._is_published(level, periods, sexes)
            which = self._which(level, periods, sexes)
            codes = self.codes(level)
            for area, period, sex in np.argwhere(older):
                months = periods[period].months
                cells[level, codes[area], months[0], months[-1], sexes[sex]] = int(which[area, period, sex])
        used = sorted(set(cells.values()))
        return LastPublished(
            made_of,
            counts,
            tuple(self._pasts[past] for past in used),
            {cell: used.index(past) for cell, past in cells.items()},
        )

    @cached_property
    def _rows(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Of each row of the former store: its area's place in the atoms' matrix, its span and its sex."""
        former = self.former
        first, last = (
            (former[name].dt.year * 12 + former[name].dt.month - 1).to_numpy(dtype=np.int64)
            for name in ("period_start", "period_end")
        )
        areas = pd.Index(self.atoms.areas.area_code)
        return areas.get_indexer(former.area_code), _span(first, last), former.sex.to_numpy()

    @cached_property
    def _differences(self) -> tuple[Difference, ...]:
        return tuple(difference(*pair) for pair in zip(self.now, self.before, strict=True))

    @cached_property
    def _pasts(self) -> list[tuple[Difference, ...]]:
        """How much more the counts of now are than when cells were last published: first of the store in use,
        then of each older publication that cells still show.
        """
        older = [
            tuple(change.plus(more) for change, more in zip(past, self._differences, strict=True))
            for past in self.entry.pasts
        ]
        return [self._differences, *older]

    def _which(self, level: str, periods: tuple[Period, ...], sexes: tuple[str, ...]) -> np.ndarray:
        """Each cell's place in ``_pasts``."""
        which = np.zeros((len(self.codes(level)), len(periods), len(sexes)), dtype=np.int64)
        area = {code: place for place, code in enumerate(self.codes(level))}
        period = {(span.months[0], span.months[-1]): place for place, span in enumerate(periods)}
        for (its_level, code, first, last, sex), past in self.entry.cells.items():
            if its_level == level and code in area and (first, last) in period and sex in sexes:
                which[area[code], period[first, last], sexes.index(sex)] = 1 + past
        return which

    def _judged(
        self, level: str, periods: tuple[Period, ...], sexes: tuple[str, ...]
    ) -> tuple[np.ndarray, np.ndarray]:
        """Whether each cell is published again, and whether any of its counts differs from what it shows."""
        asked = (level, periods, sexes)
        if asked not in self._known:
            self._known[asked] = self._judge(*asked)
        return self._known[asked]

    def _judge(
        self, level: str, periods: tuple[Period, ...], sexes: tuple[str, ...]
    ) -> tuple[np.ndarray, np.ndarray]:
        which = self._which(level, periods, sexes)
        again, moved = (np.zeros(which.shape, dtype=bool) for _ in range(2))
        for number, past in enumerate(self._pasts):
            chosen = which == number
            if not chosen.any() or not any(past):
                continue
            opened, enough, little = (np.zeros(which.shape, dtype=bool) for _ in range(3))
            for closed, is_open in self._moves(past, level, periods, sexes):
                opened |= is_open
                enough |= closed >= MIN_MOVED
                little |= (closed > 0) & (closed < MIN_MOVED)
            again |= chosen & (opened | enough & ~little)
            moved |= chosen & (opened | enough | little)
        other_months = self._months_with_data(self.now[0], periods) != self._months_with_data(
            self.before[0], periods
        )
        return again | other_months[None, :, None], moved

    def _moves(
        self, past: tuple[Difference, ...], level: str, periods: tuple[Period, ...], sexes: tuple[str, ...]
    ) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """For each of a cell's own counts: how many records moved in its closed months, and whether any did
        in its open ones. A record that moved from one age, atom or sex to another counts once.
        """
        months = self.now[0].months
        closed = closed_months(months, int(np.array(months)[self.now[0].covered].max()))
        if level == RECONCILIATION:
            yield self._by_period(np.abs(past[0].unplaced(months))[None, :, None], periods, closed)
        matrix, bands = self._matrix(level), age_mask(self.metric.ages)
        for part in self._parts(level):
            inside = np.ones_like(matrix) if part.of_the_system else matrix * part.atoms
            more, fewer = (past[part.count].by_area(inside, months, bands, sign) for sign in (1, -1))
            sexed = [
                _of_sex(moved, ("persons",) * len(sexes) if part.of_the_system else sexes)
                for moved in (more, fewer)
            ]
            (more, is_open), (fewer, also_open) = (self._by_period(moved, periods, closed) for moved in sexed)
            yield np.maximum(more, fewer), is_open | also_open

    def _parts(self, level: str) -> Iterator[_Part]:
        everywhere = np.ones(len(self.atoms.population), dtype=bool)
        needs = self.metric.statistic.needs
        if level == RECONCILIATION:
            yield _Part(0, everywhere)
            return
        for count in range(len(self.now)):
            for fifth in range(FIFTHS) if needs is Needs.FIFTHS else ():
                yield _Part(count, self.atoms.fifth == fifth)
            if needs is not Needs.FIFTHS:
                yield _Part(count, everywhere)
        if needs is Needs.EXPECTED:
            yield _Part(0, everywhere, of_the_system=True)

    def _by_period(
        self, by_month: np.ndarray, periods: tuple[Period, ...], closed: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Sums over the closed months of each period, and whether its open months have any."""
        running = np.concatenate(
            [np.zeros_like(by_month[:, :1]), (by_month * closed[:, None]).cumsum(axis=1)], 1
        )
        opened = np.concatenate(
            [np.zeros_like(by_month[:, :1]), (by_month * ~closed[:, None]).cumsum(axis=1)], 1
        )
        start, stop = self._spans(periods, self.now[0])
        return running[:, stop] - running[:, start], (opened[:, stop] - opened[:, start]) > 0

    def _spans(self, periods: tuple[Period, ...], cube: Cube) -> tuple[np.ndarray, np.ndarray]:
        """Where the months that each period's figure is formed from begin and end in a cube."""
        if self.metric.statistic.needs is Needs.MONTHS:  # the months of the baseline too
            return np.zeros(len(periods), dtype=int), np.full(len(periods), len(cube.months))
        ends = np.array([(p.months[0], p.months[-1] + 1) for p in periods]) - cube.months[0]
        start, stop = np.clip(ends, 0, len(cube.months)).T
        return start, stop

    def _months_with_data(self, cube: Cube, periods: tuple[Period, ...]) -> np.ndarray:
        running = np.concatenate([[0], cube.covered.cumsum()])
        start, stop = self._spans(periods, cube)
        return running[stop] - running[start]

    def _past_total(
        self, level: str, periods: tuple[Period, ...], sexes: tuple[str, ...], count: int, fifth: int
    ) -> np.ndarray:
        atoms = self.atoms if fifth < 0 else of_fifth(self.atoms, fifth)
        total = roll_up(self.before[count], atoms, level, periods, sexes, self.metric.ages).events.sum(
            axis=-1
        )
        which = self._which(level, periods, sexes)
        matrix = self._matrix(level) * (1 if fifth < 0 else self.atoms.fifth == fifth)
        bands = age_mask(self.metric.ages)
        months = self.before[count].months
        for number, past in enumerate(self.entry.pasts, start=1):
            if (which == number).any():
                less = _of_sex(past[count].by_area(matrix, months, bands), sexes)
                running = np.concatenate([np.zeros_like(less[:, :1]), less.cumsum(axis=1)], axis=1)
                start, stop = self._spans(periods, self.before[count])
                total = np.where(which == number, total - (running[:, stop] - running[:, start]), total)
        return total

    def _matrix(self, level: str) -> np.ndarray:
        if level == RECONCILIATION:
            return np.ones((1, len(self.atoms.population)), dtype=np.int64)
        return self.atoms.matrix[(self.atoms.areas.area_level == level).to_numpy()]

    def codes(self, level: str) -> list[str]:
        """The areas of a level, in the order of all arrays."""
        if level == RECONCILIATION:
            return [""]
        return self.atoms.areas.area_code.to_numpy()[
            (self.atoms.areas.area_level == level).to_numpy()
        ].tolist()

    def _is_published(self, level: str, periods: tuple[Period, ...], sexes: tuple[str, ...]) -> np.ndarray:
        """Which cells the former store has."""
        if level == RECONCILIATION:
            there = [period.months[0] in self.before[0].months for period in periods]
            return np.array(there)[None, :, None]
        return self._row_of(level, periods, sexes)

    def _row_of(
        self, level: str, periods: tuple[Period, ...], sexes: tuple[str, ...], answer: pd.Series | None = None
    ) -> np.ndarray:
        """``answer`` by row of the former store's frame, laid out by cell; False where it has no such row."""
        places = np.flatnonzero(self.atoms.areas.area_level == level)
        spans = np.array([_span(period.months[0], period.months[-1]) for period in periods])
        in_order = np.argsort(spans)
        area, span, sex = self._rows
        laid = np.zeros((len(places), len(periods), len(sexes)), dtype=bool)
        of_level = np.isin(area, places) & np.isin(span, spans)
        if answer is not None:
            of_level &= answer.to_numpy()
        for number, name in enumerate(sexes):
            chosen = of_level & (sex == name)
            period = in_order[np.searchsorted(spans, span[chosen], sorter=in_order)]
            laid[np.searchsorted(places, area[chosen]), period, number] = True
        return laid


def _span(first, last):
    """Two month numbers as one."""
    return first * 100_000 + last


def _of_sex(numbers: np.ndarray, sexes: tuple[str, ...]) -> np.ndarray:
    """Areas x months x both sexes as areas x months x the ``sexes`` asked for."""
    return np.stack(
        [numbers.sum(axis=-1) if sex == "persons" else numbers[..., SEXES.index(sex)] for sex in sexes],
        axis=-1,
    )
