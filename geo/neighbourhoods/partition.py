"""Divides a graph of wards into connected, compact parts with the wanted number of people.

A first division halves the graph along random spanning trees. Then two neighbouring parts at a time are
merged and cut again where that is better, and three at a time where parts are still outside the range.
Cutting a spanning tree gives connected parts by construction. Source: recombination, DeFord, Duchin and
Solomon (2021), Harvard Data Science Review 3(1), where it samples districting plans; here it finds a good
division. Compactness is the moment of inertia of the people about the centre of their part (Weaver and Hess,
1963).
The random numbers start from the same seed every time: the same graph gives the same parts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from random import Random

from geo.neighbourhoods.graph import Graph, add, inertia

Part = frozenset[int]
_TREES, _TREES_OF_A_PAIR, _TREES_OF_MORE = 12, 24, 60
_ROUNDS, _REPAIRS, _COUNTS, _STARTS = 12, 6, 3, 8
_TIE = 1.000001


@dataclass(frozen=True)
class Size:
    """How many people a part should have: at least, about, at most."""

    minimum: int = 30_000
    target: int = 40_000
    maximum: int = 50_000

    def counts(self, people: float) -> list[int]:
        """Numbers of parts to try for so many people, the best first. Where no number brings all parts into
        the range, only the number that leaves the fewest parts outside it.
        """
        possible = range(max(1, ceil(people / self.maximum)), int(people // self.minimum) + 1)
        near = sorted(possible, key=lambda count: (abs(people / count - self.target), count))
        return near or [max(1, int(people // self.minimum))]

    def outside(self, people: float, count: int = 1) -> float:
        """How many people ``count`` parts together have too few or too many."""
        return max(0.0, count * self.minimum - people, people - count * self.maximum)


def partition(graph: Graph, size: Size = Size()) -> list[list[int]]:
    """The parts of a connected graph: lists of units, each unit in one part, by their first unit.

    As few parts as possible are outside the range of ``size``; a unit with more people than allowed, or a
    graph with too few, is a part outside it. Raises ValueError for a graph that is not connected.
    """
    everything = frozenset(range(len(graph.people)))
    if not everything or not graph.is_connected(everything):
        raise ValueError("Only a connected graph of at least one unit can be divided.")
    counts = size.counts(sum(graph.people))[:_COUNTS]
    best: _Division | None = None
    for count in counts:
        best = _better(best, _divide(graph, size, count, seed=0))
        if not best.outside:
            # How compact the parts are depends most on the first halves, so a few more starts are tried.
            for seed in range(1, _STARTS):
                best = _better(best, _divide(graph, size, count, seed))
            break
    return sorted(sorted(part) for part in best.parts)


@dataclass(frozen=True)
class _Division:
    """A division: how many parts are outside the range, people outside and inertia, and the parts."""

    outside: int
    cost: tuple[float, float]
    parts: list[Part]


def _divide(graph: Graph, size: Size, count: int, seed: int) -> _Division:
    units = frozenset(range(len(graph.people)))
    search = _Search(graph, size, seed)
    parts = search.improve(search.divide(units, count, _TREES))
    people = [sum(graph.people[unit] for unit in part) for part in parts]
    return _Division(sum(size.outside(part_people) > 0 for part_people in people), search.cost(parts), parts)


def _better(best: _Division | None, candidate: _Division) -> _Division:
    if best is None or (candidate.outside, candidate.cost[0]) < (best.outside, best.cost[0]):
        return candidate
    # A difference in the last digits is a tie, and a tie is no improvement.
    same = (candidate.outside, candidate.cost[0]) == (best.outside, best.cost[0])
    return candidate if same and candidate.cost[1] * _TIE < best.cost[1] else best


class _Search:
    """One search for a division, with its own sequence of random numbers and the groups that it has tried."""

    def __init__(self, graph: Graph, size: Size, seed: int):
        self.graph, self.size, self.random = graph, size, Random(seed)
        self.tried: set[frozenset[Part]] = set()

    def cost(self, parts: Iterable[Part]) -> tuple[float, float]:
        """People outside the range, then the moment of inertia (people times square km)."""
        sums = [self.graph.sums(sorted(part)) for part in parts]
        return sum(self.size.outside(part_sums[0]) for part_sums in sums), sum(
            inertia(part_sums) for part_sums in sums
        )

    def divide(self, units: Part, count: int, trees: int) -> list[Part]:
        """``count`` connected parts, by halving again and again."""
        if count <= 1 or len(units) == 1:
            return [units]
        side, side_count = self._cut(units, count, trees)
        return self.divide(side, side_count, trees) + self.divide(units - side, count - side_count, trees)

    def improve(self, parts: list[Part]) -> list[Part]:
        """The parts after cutting pairs, and where needed threes, again until nothing gets better."""
        parts = self._recut(parts, 2, _TREES_OF_A_PAIR)
        for _ in range(_REPAIRS):
            if not self.cost(parts)[0]:
                break
            before = self.cost(parts)
            parts = self._recut(self._recut(parts, 3, _TREES_OF_MORE), 2, _TREES_OF_A_PAIR)
            if self.cost(parts) >= before:
                break
        return parts

    def _recut(self, parts: list[Part], group_size: int, trees: int) -> list[Part]:
        for _ in range(_ROUNDS):
            changed = False
            for group in self._groups(parts, group_size):
                if group in self.tried or not group <= set(parts):
                    continue
                self.tried.add(group)
                units, best = frozenset().union(*group), list(group)
                best_cost = self.cost(sorted(group, key=min))
                for count in self._counts(units, group_size):
                    new = self.divide(units, count, trees)
                    cost = self.cost(new)
                    if (cost[0], cost[1] * _TIE) < best_cost:
                        best, best_cost = new, cost
                if set(best) != group:
                    parts = [part for part in parts if part not in group] + best
                    self.tried.add(frozenset(best))
                    changed = True
            if not changed:
                break
        return parts

    def _counts(self, units: Part, group_size: int) -> list[int]:
        if group_size == 2:
            return [2]
        return self.size.counts(sum(self.graph.people[unit] for unit in units))

    def _groups(self, parts: list[Part], group_size: int) -> list[frozenset[Part]]:
        """Pairs of neighbouring parts; or the threes around each part that is outside the range."""
        owner = {unit: part for part in parts for unit in part}
        neighbours = {
            part: {owner[other] for unit in part for other in self.graph.neighbours[unit]} - {part}
            for part in parts
        }
        if group_size == 2:
            groups = {frozenset((part, other)) for part in parts for other in neighbours[part]}
        else:
            groups = set()
            for part in parts:
                if self.size.outside(sum(self.graph.people[unit] for unit in part)):
                    for other in neighbours[part]:
                        thirds = (neighbours[part] | neighbours[other]) - {part, other}
                        groups |= {frozenset((part, other, third)) for third in thirds}
        return sorted(groups, key=lambda group: sorted(sorted(part) for part in group))

    def _cut(self, units: Part, count: int, trees: int) -> tuple[Part, int]:
        """One side of the best cut of ``units`` into two, and how many of ``count`` parts it should be
        divided into.
        """
        best, best_cost = None, None
        for _ in range(trees):
            order, above = self.graph.random_tree(sorted(units), self.random.random)
            sums = {unit: self.graph.sums_of(unit) for unit in order}
            for unit in reversed(order[1:]):
                sums[above[unit]] = add(sums[above[unit]], sums[unit])
            total = sums[order[0]]
            for unit in order[1:]:
                inside = sums[unit]
                outside = tuple(
                    total_value - inside_value
                    for total_value, inside_value in zip(total, inside, strict=True)
                )
                count_inside = min(max(round(inside[0] / total[0] * count), 1), count - 1) if total[0] else 1
                cost = (
                    self.size.outside(inside[0], count_inside)
                    + self.size.outside(outside[0], count - count_inside),
                    inertia(inside) + inertia(outside),
                )
                if best_cost is None or cost < best_cost:
                    best, best_cost = (order, above, unit, count_inside), cost
        order, above, top, count_inside = best
        side = {top}
        for unit in order:
            if above.get(unit) in side:
                side.add(unit)
        return frozenset(side), count_inside
