"""A graph of units with people (wards, or parts of wards): connectedness, compactness, spanning trees."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

Sums = tuple[float, float, float, float]


@dataclass(frozen=True)
class Graph:
    """Units to divide: people, x and y (km), and for each unit the set of its neighbours (by position)."""

    people: tuple[float, ...]
    x: tuple[float, ...]
    y: tuple[float, ...]
    neighbours: tuple[frozenset[int], ...]

    def sums(self, units: Iterable[int]) -> Sums:
        """People, and the sums that their moment of inertia is made of."""
        total = (0.0, 0.0, 0.0, 0.0)
        for unit in units:
            total = add(total, self.sums_of(unit))
        return total

    def sums_of(self, unit: int) -> Sums:
        """The same for one unit, all of whose people are taken to live at its point."""
        people, x, y = self.people[unit], self.x[unit], self.y[unit]
        return people, people * x, people * y, people * (x * x + y * y)

    def is_connected(self, units: Iterable[int]) -> bool:
        """Whether any two of the units are linked by a path that stays within them."""
        remaining = set(units)
        reached = [remaining.pop()] if remaining else []
        while reached:
            next_units = self.neighbours[reached.pop()] & remaining
            remaining -= next_units
            reached += next_units
        return not remaining

    def random_tree(self, units: list[int], draw: Callable[[], float]) -> tuple[list[int], dict[int, int]]:
        """A random spanning tree of some units that prefers short steps: the units from the root down, and
        the unit above each. ``draw`` returns random numbers from 0 to 1.
        """
        inside = set(units)
        steps = sorted(
            (draw() * self._distance(unit, other), unit, other)
            for unit in units
            for other in sorted(self.neighbours[unit])
            if unit < other and other in inside
        )
        root = {unit: unit for unit in units}
        linked: dict[int, list[int]] = {unit: [] for unit in units}

        def top(unit: int) -> int:
            while root[unit] != unit:
                root[unit] = root[root[unit]]
                unit = root[unit]
            return unit

        for _, unit, other in steps:
            first_root, second_root = top(unit), top(other)
            if first_root != second_root:
                root[first_root] = second_root
                linked[unit].append(other)
                linked[other].append(unit)
        order, above = [units[0]], {}
        for unit in order:
            for other in linked[unit]:
                if other != above.get(unit):
                    above[other] = unit
                    order.append(other)
        return order, above

    def _distance(self, unit: int, other: int) -> float:
        return ((self.x[unit] - self.x[other]) ** 2 + (self.y[unit] - self.y[other]) ** 2) ** 0.5


def add(first: Sums, second: Sums) -> Sums:
    """The sums of two sets of units together."""
    return first[0] + second[0], first[1] + second[1], first[2] + second[2], first[3] + second[3]


def inertia(sums: Sums) -> float:
    """Moment of inertia of people about their centre (people times square km)."""
    people, x, y, squares = sums
    return max(0.0, squares - (x * x + y * y) / people) if people else 0.0
