"""Shares of groups, tested as an attack: neither a hidden part nor a hidden group can be found."""

from __future__ import annotations

import numpy as np
import pytest

from data.tables import ae_attendances
from metrics import Frequency, count, proportion
from metrics.computing.evaluate import evaluate
from metrics.counting.engine import Cube
from tests.spec.metrics.attack import attack_share, hidden_and_small, is_open
from tests.spec.metrics.small_world import attendance_rate
from tests.spec.metrics.test_disclosure_attack import (
    LEVELS,
    exact_counts,
    hierarchy,
    random_cube,
    tight_world,
)

SHARE = {
    "numerator": count(ae_attendances, where="arrival_mode = 'ambulance'"),
    "denominator": count(ae_attendances),
    "statistic": proportion(),
    "levels": LEVELS,
    "frequency": Frequency.YEAR,
}


def part_of(seed: int, group: Cube, share: float) -> Cube:
    counts = np.random.default_rng(seed).binomial(group.counts, share).astype(np.int32)
    return Cube(counts, group.months, group.covered, group.unplaced)


def break_in_to_shares(metric, cube, group, atoms):
    """Each hidden small part and group, and whether it stays open."""
    frame = evaluate(metric, cube, atoms, "synthetic", group=group)
    parts, groups = (exact_counts(metric, counted, atoms, frame) for counted in (cube, group))
    small = hidden_and_small(frame, parts)
    small_groups = hidden_and_small(frame[frame.denominator.isna()], groups)

    def attacks(some: set, some_groups: set):
        return attack_share(frame, cube, group, atoms, some, some_groups)

    for which, (exact, wanted) in enumerate(((parts, small), (groups, small_groups))):
        found = attacks(small, small_groups)[which]
        for number, row in enumerate(found.targets.itertuples()):
            key = (row.area_code, row.period_start, row.period_end, row.sex)
            if key in wanted and row.status == "suppressed":
                alone = [set(), set()]
                alone[which] = {key}
                yield key, is_open(found, number, exact[key], attacks(*alone)[which])


@pytest.mark.parametrize(("seed", "mean", "share"), [(1, 0.5, 0.3), (2, 0.35, 0.9), (3, 0.2, 0.5)])
def test_neither_a_hidden_part_nor_a_hidden_group_can_be_worked_out(seed, mean, share):
    atoms = hierarchy(seed, wards=6)
    group = random_cube(seed, atoms, 12, mean)
    found = list(break_in_to_shares(attendance_rate(**SHARE), part_of(seed, group, share), group, atoms))
    assert len(found) >= 3
    for key, stays_open in found:
        assert stays_open, key


@pytest.mark.parametrize("others", [0, 3, 40])
def test_where_rounding_leaves_one_answer_more_is_hidden(others):
    """8, 8 and 1 of groups that are as large, a little larger, or far larger."""
    atoms, cube = tight_world()
    group = Cube(cube.counts + others * (cube.counts > 0), cube.months, cube.covered, cube.unplaced)
    metric = attendance_rate(**SHARE | {"levels": ("ics", "ward")})
    found = list(break_in_to_shares(metric, cube, group, atoms))
    assert found
    for key, stays_open in found:
        assert stays_open, key


def test_a_share_is_formed_from_the_two_rounded_counts():
    atoms = hierarchy(4)
    group = random_cube(4, atoms, 24, 1.5)
    frame = evaluate(attendance_rate(**SHARE), part_of(4, group, 0.95), atoms, "synthetic", group=group)
    shown = frame[frame.status == "ok"]
    assert len(shown) > 10
    assert shown.numerator.mod(5).eq(0).all() and shown.denominator.mod(5).eq(0).all()
    np.testing.assert_allclose(shown.value, 100 * shown.numerator / shown.denominator)
    assert shown.value.max() <= 100
    hidden = frame[frame.status == "suppressed"]
    assert len(hidden) and hidden[["numerator", "value", "lower_ci", "upper_ci"]].isna().all().all()
