"""Monthly events in rows that represent several: one row per LSOA, sex, wide age group and channel.

The number of each row is drawn so that all rows of a month add up to its total exactly. Its age is one age of
the group, in proportion to the use of the service there, and its other columns are distributed evenly over
the rows: the shares of a system or ward are right, but the columns of a single row have no meaning.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.sample import drawing

MONTHS = np.arange("2023-04", "2025-08", dtype="datetime64[M]")
GROUP_START = np.array([0, 5, 10, 14, 17])  # first bands of 0-19, 20-44, 45-64, 65-79, 80 and over
DEPRIVATION = np.linspace(0.5, -0.5, 5)  # log steps of the fifths of deprivation, most deprived first


@dataclass(frozen=True)
class Rows:
    """Rows of one month (arrays along rows); ``channel`` is the number of the row's channel."""

    channel: np.ndarray
    lsoa: np.ndarray
    sex: np.ndarray
    band: np.ndarray
    age: np.ndarray
    count: np.ndarray

    def __len__(self) -> int:
        return len(self.count)


def monthly_rows(rng: np.random.Generator, total: int, weight: np.ndarray) -> Rows:
    """Distribute a month's ``total`` over ``weight``, (channels, LSOAs, 2, 20) of any scale."""
    by_group = np.add.reduceat(weight, GROUP_START, axis=-1)
    count = drawing.allocate(rng, total, by_group)
    cell = np.flatnonzero(count)
    channel, lsoa, sex, group = np.unravel_index(cell, count.shape)
    band = _band(rng, weight, channel, lsoa, sex, group)
    return Rows(channel, lsoa, sex, band, drawing.ages(rng, band), count.ravel()[cell])


def _band(rng, weight: np.ndarray, channel, lsoa, sex, group) -> np.ndarray:
    """One band of each row's group, drawn in proportion to the weight of the bands there."""
    running = np.cumsum(weight, axis=-1)
    before = np.concatenate([np.zeros((*running.shape[:-1], 1)), running], axis=-1)
    start, end = GROUP_START[group], np.append(GROUP_START[1:], weight.shape[-1])[group]
    low, high = before[channel, lsoa, sex, start], before[channel, lsoa, sex, end]
    aim = low + rng.random(len(group)) * (high - low)
    band = (running[channel, lsoa, sex] <= aim[:, None]).sum(axis=1)
    return np.clip(band, start, end - 1)


def expected(
    population: np.ndarray, by_age: np.ndarray, quintile: np.ndarray, gradient: float, women: float = 1.0
) -> np.ndarray:
    """Use of a service, (LSOAs, 2, 20), adding up to one.

    ``by_age`` is the rate by band (any scale), ``gradient`` the log ratio of the most deprived fifth to the
    least, ``women`` the ratio of women to men at 15 to 49.
    """
    by_sex = np.ones((2, 20))
    by_sex[0, 5:12] = women
    use = population * by_age * by_sex * np.exp(gradient * DEPRIVATION)[quintile][:, None, None]
    return use / use.sum()


def age_group(band: np.ndarray) -> np.ndarray:
    """The number of the wide age group of each band."""
    return np.searchsorted(GROUP_START, band, side="right") - 1


def years(months: np.ndarray = MONTHS) -> np.ndarray:
    """Years since the first month."""
    return (months - MONTHS[0]).astype(int) / 12


def monthly_totals(weight: np.ndarray, inside: np.ndarray, total: int) -> np.ndarray:
    """Whole numbers of all months in proportion to ``weight``; those ``inside`` add up to ``total``."""
    scaled = weight / weight[inside].sum() * total
    number = np.rint(scaled)
    # rounding errors are carried over from month to month, so that the months add up to the total
    number[inside] = np.diff(np.rint(np.concatenate([[0], np.cumsum(scaled[inside])])))
    return number.astype(np.int64)


def season(by_month: tuple[float, ...], months: np.ndarray = MONTHS) -> np.ndarray:
    """The value of each month's calendar month; ``by_month`` runs from January to December."""
    return np.array(by_month)[months.astype(int) % 12]


def day_of(months: np.ndarray, number: int, size: int) -> np.ndarray:
    """The first day of one month (days since 1970), once for each of ``size`` rows."""
    return np.full(size, months[number].astype("datetime64[D]").astype(np.int64))


def row_ids(written: int, size: int) -> np.ndarray:
    """Numbers of the next ``size`` rows after those written."""
    return np.arange(written + 1, written + 1 + size)
