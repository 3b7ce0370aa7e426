"""Divides a graph of wards into connected parts of a wanted number of people, as compact as they can be.

A first division halves the graph along random spanning trees; then two neighbouring parts at a time are put
together and cut anew where that is better, and where parts are left outside the range also three at a time.
Cutting a spanning tree gives connected parts by construction. Source: recombination, DeFord, Duchin and
Solomon (2021), Harvard Data Science Review 3(1), there used to sample districting plans, here to find a good
one. Compactness is the moment of inertia of the people about the centre of their part (Weaver and Hess,
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

    least: int = 30_000
    target: int = 40_000
    most: int = 50_000

    def counts(self, people: float) -> list[int]:
        """Numbers of parts to try for so many people, the best first. Where no number puts all parts into
        the range, the one that leaves the fewest parts outside it.
        """
        possible = range(max(1, ceil(people / self.most)), int(people // self.least) + 1)
        near = sorted(possible, key=lambda count: (abs(people / count - self.target), count))
        return near or [max(1, int(people // self.least))]

    def outside(self, people: float, count: int = 1) -> float:
        """How many people ``count`` parts together have too few or too many."""
        return max(0.0, count * self.least - people, people - count * self.most)


def partition(graph: Graph, size: Size = Size()) -> list[list[int]]:
    """The parts of a connected graph: lists of units, each unit in one part, by their first unit.

    As few parts as can be lie outside the range of ``size``; a unit with more people than allowed, or a graph
    with too few, is a part outside it. Raises ValueError for a graph that is not connected.
    """
    everything = frozenset(range(len(graph.people)))
    if not everything or not graph.is_connected(everything):
        raise ValueError("Only a connected graph of at least one unit can be divided.")
    counts = size.counts(sum(graph.people))[:_COUNTS]
    best: _Found | None = None
    for count in counts:
        best = _better(best, _found(graph, size, count, seed=0))
        if not best.outside:
            # The first halves weigh most on how compact the parts come out: begin some more times.
            for seed in range(1, _STARTS):
                best = _better(best, _found(graph, size, count, seed))
            break
    return sorted(sorted(part) for part in best.parts)


@dataclass(frozen=True)
class _Found:
    """A division: how many parts lie outside the range, people outside and inertia, and the parts."""

    outside: int
    cost: tuple[float, float]
    parts: list[Part]


def _found(graph: Graph, size: Size, count: int, seed: int) -> _Found:
    units = frozenset(range(len(graph.people)))
    search = _Search(graph, size, seed)
    parts = search.improved(search.divided(units, count, _TREES))
    people = [sum(graph.people[unit] for unit in part) for part in parts]
    return _Found(sum(size.outside(one) > 0 for one in people), search.cost(parts), parts)


def _better(one: _Found | None, other: _Found) -> _Found:
    if one is None or (other.outside, other.cost[0]) < (one.outside, one.cost[0]):
        return other
    # A tie is no gain, whatever the last digits.
    same = (other.outside, other.cost[0]) == (one.outside, one.cost[0])
    return other if same and other.cost[1] * _TIE < one.cost[1] else one


class _Search:
    """One search for a division, with its own row of random numbers and the cuts that it has tried."""

    def __init__(self, graph: Graph, size: Size, seed: int):
        self.graph, self.size, self.random = graph, size, Random(seed)
        self.tried: set[frozenset[Part]] = set()

    def cost(self, parts: Iterable[Part]) -> tuple[float, float]:
        """People outside the range, then the moment of inertia (people times square km)."""
        sums = [self.graph.sums(sorted(part)) for part in parts]
        return sum(self.size.outside(one[0]) for one in sums), sum(inertia(one) for one in sums)

    def divided(self, units: Part, count: int, trees: int) -> list[Part]:
        """``count`` connected parts, by halving again and again."""
        if count <= 1 or len(units) == 1:
            return [units]
        one, ones = self._cut(units, count, trees)
        return self.divided(one, ones, trees) + self.divided(units - one, count - ones, trees)

    def improved(self, parts: list[Part]) -> list[Part]:
        """The parts after cutting pairs, and where needed threes, anew until nothing gets better."""
        parts = self._recut(parts, 2, _TREES_OF_A_PAIR)
        for _ in range(_REPAIRS):
            if not self.cost(parts)[0]:
                break
            before = self.cost(parts)
            parts = self._recut(self._recut(parts, 3, _TREES_OF_MORE), 2, _TREES_OF_A_PAIR)
            if self.cost(parts) >= before:
                break
        return parts

    def _recut(self, parts: list[Part], together: int, trees: int) -> list[Part]:
        for _ in range(_ROUNDS):
            changed = False
            for group in self._groups(parts, together):
                if group in self.tried or not group <= set(parts):
                    continue
                self.tried.add(group)
                units, best = frozenset().union(*group), list(group)
                least = self.cost(sorted(group, key=min))
                for count in self._counts(units, together):
                    new = self.divided(units, count, trees)
                    cost = self.cost(new)
                    if (cost[0], cost[1] * _TIE) < least:
                        best, least = new, cost
                if set(best) != group:
                    parts = [part for part in parts if part not in group] + best
                    self.tried.add(frozenset(best))
                    changed = True
            if not changed:
                break
        return parts

    def _counts(self, units: Part, together: int) -> list[int]:
        if together == 2:
            return [2]
        return self.size.counts(sum(self.graph.people[unit] for unit in units))

    def _groups(self, parts: list[Part], together: int) -> list[frozenset[Part]]:
        """Pairs of neighbouring parts; or threes and pairs around those that lie outside the range."""
        owner = {unit: part for part in parts for unit in part}
        beside = {
            part: {owner[other] for unit in part for other in self.graph.neighbours[unit]} - {part}
            for part in parts
        }
        if together == 2:
            groups = {frozenset((part, other)) for part in parts for other in beside[part]}
        else:
            groups = set()
            for part in parts:
                if self.size.outside(sum(self.graph.people[unit] for unit in part)):
                    for other in beside[part]:
                        threes = (beside[part] | beside[other]) - {part, other}
                        groups |= {frozenset((part, other, third)) for third in threes}
        return sorted(groups, key=lambda group: sorted(sorted(part) for part in group))

    def _cut(self, units: Part, count: int, trees: int) -> tuple[Part, int]:
        """One side of the best cut of ``units`` into two, and how many of ``count`` parts it should hold."""
        best, least = None, None
        for _ in range(trees):
            order, above = self.graph.random_tree(sorted(units), self.random.random)
            sums = {unit: self.graph.sums_of(unit) for unit in order}
            for unit in reversed(order[1:]):
                sums[above[unit]] = add(sums[above[unit]], sums[unit])
            whole = sums[order[0]]
            for unit in order[1:]:
                inside = sums[unit]
                outside = tuple(one - other for one, other in zip(whole, inside, strict=True))
                ones = min(max(round(inside[0] / whole[0] * count), 1), count - 1) if whole[0] else 1
                cost = (
                    self.size.outside(inside[0], ones) + self.size.outside(outside[0], count - ones),
                    inertia(inside) + inertia(outside),
                )
                if least is None or cost < least:
                    best, least = (order, above, unit, ones), cost
        order, above, top, ones = best
        side = {top}
        for unit in order:
            if above.get(unit) in side:
                side.add(unit)
        return frozenset(side), ones
