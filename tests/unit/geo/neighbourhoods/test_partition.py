"""Dividing a graph of wards: connected parts of the right size, the same every time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.neighbourhoods.graph import Graph
from geo.neighbourhoods.partition import Size, partition


def grid(columns, rows, people):
    """Wards of 1 km in a grid, each beside those to its north, south, east and west."""
    at = {(x, y): x + columns * y for y in range(rows) for x in range(columns)}
    steps = ((1, 0), (-1, 0), (0, 1), (0, -1))
    return Graph(
        people=tuple(float(people(number)) for number in at.values()),
        x=tuple(float(x) for x, _ in at),
        y=tuple(float(y) for _, y in at),
        neighbours=tuple(
            frozenset(at[x + right, y + up] for right, up in steps if (x + right, y + up) in at)
            for x, y in at
        ),
    )


def people_of(graph, parts):
    return [sum(graph.people[unit] for unit in part) for part in parts]


def test_a_grid_is_divided_into_parts_of_the_right_size():
    graph = grid(8, 8, lambda number: 8_000)
    parts = partition(graph)
    assert sorted(unit for part in parts for unit in part) == list(range(64))
    assert all(30_000 <= people <= 50_000 for people in people_of(graph, parts))
    assert all(graph.is_connected(part) for part in parts)


def test_parts_are_compact_rather_than_long():
    parts = partition(grid(4, 4, lambda number: 10_000))
    assert len(parts) == 4
    squares = [sorted((x + 4 * y) for x in (a, a + 1) for y in (b, b + 1)) for a in (0, 2) for b in (0, 2)]
    assert sorted(parts) == sorted(squares)


@pytest.mark.parametrize(
    ("people", "counts"),
    [
        (8_579, [1]),  # too few for one
        (40_000, [1]),
        (55_000, [1]),  # too many for one, too few for two: one part lies outside the range, not two
        (100_000, [3, 2]),
        (160_000, [4, 5]),
    ],
)
def test_the_number_of_parts_follows_the_people(people, counts):
    assert Size().counts(people) == counts


def test_a_place_too_small_is_one_neighbourhood():
    assert partition(grid(2, 2, lambda number: 2_000)) == [[0, 1, 2, 3]]


def test_a_giant_ward_stands_alone_and_the_others_fit():
    graph = grid(5, 2, lambda number: 60_000 if number == 0 else 10_000)
    parts = partition(graph)
    assert [0] in parts
    others = people_of(graph, [part for part in parts if part != [0]])
    assert all(30_000 <= people <= 50_000 for people in others)


def test_wards_of_which_only_some_pairs_fit_are_paired_so():
    # 1 may only go with 0 and 3 only with 2; a first half down the middle of the row would part them.
    people = (29_000, 20_000, 29_000, 20_000, 35_000)
    row = tuple(frozenset(other for other in (n - 1, n + 1) if 0 <= other < 5) for n in range(5))
    graph = Graph(people, tuple(float(n) for n in range(5)), (0.0,) * 5, row)
    assert partition(graph) == [[0, 1], [2, 3], [4]]


def test_a_graph_in_two_pieces_is_refused():
    apart = Graph((40_000.0, 40_000.0), (0.0, 1.0), (0.0, 0.0), (frozenset(), frozenset()))
    with pytest.raises(ValueError, match="connected graph"):
        partition(apart)


@settings(max_examples=25, deadline=None)
@given(
    columns=st.integers(1, 7),
    rows=st.integers(1, 6),
    people=st.lists(st.integers(0, 26_000), min_size=42, max_size=42),
)
def test_whatever_the_wards_parts_are_connected_cover_all_and_come_again(columns, rows, people):
    graph = grid(columns, rows, lambda number: people[number])
    parts = partition(graph)
    assert sorted(unit for part in parts for unit in part) == list(range(columns * rows))
    assert all(graph.is_connected(part) for part in parts)
    assert partition(graph) == parts
