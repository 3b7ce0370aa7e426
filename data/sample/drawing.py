"""Drawing many values quickly: exact allocation of counts to cells, ages inside bands, categories by
group."""

from __future__ import annotations

import numpy as np

BAND_START = np.array([0, 1, *range(5, 95, 5)])
BAND_WIDTH = np.array([1, 4, *[5] * 17, 1])
OLDEST = 108
SLOTS = 1 << 14
_GOLDEN = (5**0.5 - 1) / 2


def allocate(rng: np.random.Generator, total: int, weight: np.ndarray) -> np.ndarray:
    """Distribute ``total`` events over the cells of ``weight`` (any shape); the counts add up to the total
    exactly."""
    share = weight.ravel() / weight.sum()
    return rng.multinomial(int(total), share).reshape(weight.shape)


def ages(rng: np.random.Generator, band: np.ndarray) -> np.ndarray:
    """Completed years (int16), uniform inside each band; at 90 and over the numbers fall by a third
    per year of age.
    """
    age = BAND_START[band] + (rng.random(len(band), dtype=np.float32) * BAND_WIDTH[band]).astype(np.int16)
    oldest = np.flatnonzero(band == len(BAND_START) - 1)
    age[oldest] = np.minimum(90 + rng.exponential(2.6, len(oldest)).astype(np.int16), OLDEST)
    return age.astype(np.int16)


class CategoryTable:
    """Draws a category for each record by its group: shares are laid out over 16,384 slots, with one lookup
    per record.

    ``share`` is (groups, categories); rows need not add up to one. A category of less than half a slot (1 in
    33,000) may not be drawn.
    """

    def __init__(self, share: np.ndarray):
        edges = np.cumsum(share / share.sum(axis=1, keepdims=True), axis=1)
        middle = (np.arange(SLOTS) + 0.5) / SLOTS
        self._slots = np.stack([np.searchsorted(row, middle) for row in edges]).clip(max=share.shape[1] - 1)
        self._slots = self._slots.astype(np.int16)

    def draw(self, rng: np.random.Generator, group: np.ndarray) -> np.ndarray:
        """A category number (int16) for each record of the given groups."""
        return self._slots[group, rng.integers(0, SLOTS, len(group), dtype=np.uint16)]


def chances(log_odds: np.ndarray, weight: np.ndarray, mean: float) -> np.ndarray:
    """Chances with the given log odds (any shape), shifted together until their weighted mean is ``mean``."""
    low, high = -30.0, 30.0
    for _ in range(50):
        middle = (low + high) / 2
        chance = 1 / (1 + np.exp(-(log_odds + middle)))
        low, high = (middle, high) if (chance * weight).sum() < mean * weight.sum() else (low, middle)
    return chance


def evenly(rng: np.random.Generator, share: np.ndarray, group: np.ndarray) -> np.ndarray:
    """A category for each row of the given groups, ``share`` being (groups, categories), in even steps.

    If each row were drawn on its own, rows that represent many events would vary far more than the events do.
    Steps of the golden ratio bring any run of rows, such as those of a ward, near the shares.
    """
    edges = np.cumsum(share / share.sum(axis=1, keepdims=True), axis=1)[:, :-1]
    position = (rng.random() + np.arange(len(group)) * _GOLDEN) % 1
    return (position[:, None] >= edges[group]).sum(axis=1).astype(np.int16)
