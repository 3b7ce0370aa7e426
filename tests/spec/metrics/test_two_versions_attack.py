"""Two versions of a store next to each other, tested as an attack; and metrics that count each other's
events.

The attacker knows both versions, which cells were published again, and that the counts of all others have
moved by two at most. The unknowns are the counts of both times; every hidden count of either must stay open.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import block_array

from metrics.computing.as_published import cell_sets, keep_published
from metrics.computing.evaluate import evaluate
from metrics.counting.engine import Cube
from metrics.counting.ledger import LastPublished
from metrics.disclosure.closed_periods import MIN_MOVED, PublishedBefore, closed_months
from tests.spec.metrics.attack import Attack, attack, attack_share, hidden_and_small, is_open
from tests.spec.metrics.small_world import attendance_rate
from tests.spec.metrics.test_disclosure_attack import LEVELS, exact_counts, hierarchy, random_cube

MONTHS = 18
MOST = 12


def late(cube: Cube, seed: int, single: int, clusters: int) -> Cube:
    """Single late records, and clusters of four in one ward and month."""
    numbers = np.random.default_rng(seed)
    counts = cube.counts.copy()
    closed = np.flatnonzero(closed_months(cube.months, cube.months[-1]))
    for events in [1] * single + [4] * clusters:
        place = tuple(int(numbers.integers(size)) for size in (len(counts), len(closed), 2, 20))
        counts[place[0], closed[place[1]], place[2], place[3]] += events
    counts[:, -2:] += numbers.poisson(0.02, counts[:, -2:].shape).astype(np.int32)
    return replace(cube, counts=counts)


def two_versions(seed: int, mean: float):
    """Metric, atoms, both counts, both frames: published as a refresh does."""
    atoms = hierarchy(seed, wards=5)
    before = random_cube(seed, atoms, MONTHS, mean)
    now = late(before, seed, single=12, clusters=3)
    metric = attendance_rate(levels=LEVELS)
    first = keep_published(evaluate(metric, before, atoms, "local"), None)
    made = PublishedBefore(metric, atoms, (now,), (before,), LastPublished("", ("",)), first)
    second = keep_published(evaluate(metric, now, atoms, "local", before=made), made)
    # ``published_in`` is what explain says of a row; the first store names itself, later ones take it over.
    kept = made_kept(made, second)
    return atoms, before, now, first, second, kept


def made_kept(made: PublishedBefore, frame: pd.DataFrame) -> np.ndarray:
    kept = pd.Series(False, index=frame.index)
    for level, periods, sexes in cell_sets(frame):
        mask = made.kept(level, periods, sexes)
        area = {code: n for n, code in enumerate(made.codes(level))}
        period = {(one.start, one.end): n for n, one in enumerate(periods)}
        rows = frame[(frame.area_level == level) & (frame.frequency == periods[0].frequency)]
        for row in rows.itertuples():
            place = (area[row.area_code], period[row.period_start.date(), row.period_end.date()], 0)
            kept[row.Index] = mask[place]
    return kept.to_numpy()


def both(first: Attack, second: Attack, kept: np.ndarray) -> tuple[Attack, Attack]:
    """The attack on the counts of before and on those of now: published again, a row is of now."""
    link = second.rows[np.flatnonzero(kept)]
    again = second.rows[np.flatnonzero(~kept)]
    rows = block_array([[first.rows, None], [None, again], [-link, link]]).tocsr()
    fresh = ~kept
    limit = np.full(link.shape[0], MIN_MOVED - 1)
    lower = np.concatenate([first.lower, second.lower[fresh], -limit])
    upper = np.concatenate([first.upper, second.upper[fresh], limit])
    targets = second.targets[fresh].reset_index(drop=True)
    turned = np.r_[len(first.lower) : len(first.lower) + fresh.sum(), : len(first.lower)]
    turned = np.r_[turned, len(first.lower) + fresh.sum() : len(lower)]
    return (
        Attack(rows, lower, upper, first.targets),
        Attack(rows[turned], lower[turned], upper[turned], targets),
    )


@pytest.mark.parametrize(("seed", "mean"), [(1, 0.3), (2, 0.5), (3, 0.25)])
def test_two_versions_leave_every_hidden_count_open(seed, mean):
    atoms, before, now, first, second, kept = two_versions(seed, mean)
    assert kept.any() and not kept.all()
    metric = attendance_rate(levels=LEVELS)
    exact = [exact_counts(metric, cube, atoms, frame) for cube, frame in ((before, first), (now, second))]
    small = [hidden_and_small(frame, counts) for frame, counts in zip((first, second), exact, strict=True)]
    parts = [
        attack(frame, None, cube, atoms, those)
        for frame, cube, those in zip((first, second), (before, now), small, strict=True)
    ]
    known = second.status.isin(["ok", "suppressed", "too_small"]).to_numpy()
    attacks = both(*parts, kept[known])
    tried = 0
    for found, counts, those in zip(attacks, exact, small, strict=True):
        for number, row in list(enumerate(found.targets.itertuples())):
            key = (row.area_code, row.period_start, row.period_end, row.sex)
            if row.status != "suppressed" or key not in those:
                continue
            least, greatest = found.range_of(number)
            assert least <= counts[key] <= greatest
            assert greatest - least >= 2, f"{key} must be {least} to {greatest}"
            tried += 1
            if tried % MOST == 0:
                break
    assert tried > 5


@pytest.mark.parametrize(("seed", "mean", "share"), [(4, 0.5, 0.4), (5, 0.4, 0.8), (6, 0.9, 0.15)])
def test_a_metric_and_one_that_counts_a_part_of_its_events_leave_every_hidden_count_open(seed, mean, share):
    """Two metrics, each protected for itself: chronic conditions, say, and all emergencies."""
    atoms = hierarchy(seed, wards=6)
    whole = random_cube(seed, atoms, 12, mean)
    part = np.random.default_rng(seed).binomial(whole.counts, share).astype(np.int32)
    part = replace(whole, counts=part)
    metric = attendance_rate(levels=LEVELS)
    frames = [evaluate(metric, cube, atoms, "local") for cube in (part, whole)]
    exact = [
        exact_counts(metric, cube, atoms, frame) for cube, frame in zip((part, whole), frames, strict=True)
    ]
    small = [hidden_and_small(frame, counts) for frame, counts in zip(frames, exact, strict=True)]
    shares = frames[0].assign(denominator=frames[1].numerator)

    def attacks(*some: set):
        return attack_share(shares, part, whole, atoms, *some)

    tried = 0
    for which, (counts, those) in enumerate(zip(exact, small, strict=True)):
        found = attacks(*small)[which]
        for number, row in enumerate(found.targets.itertuples()):
            key = (row.area_code, row.period_start, row.period_end, row.sex)
            if row.status != "suppressed" or key not in those:
                continue
            alone = [set(), set()]
            alone[which] = {key}
            assert is_open(found, number, counts[key], attacks(*alone)[which]), key
            tried += 1
            if tried % MOST == 0:
                break
    assert tried > 5
