"""A publisher's own figure, shown as published."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics.language.quoting import quote
from metrics.language.statistics.answers import Counted
from metrics.language.statistics.arguments import check_texts
from metrics.language.statistics.counts import Figure, PublishedNumbers
from metrics.language.statistics.problems import published_problems
from metrics.language.statistics.statistic import FromPublisher, Problems


def published(
    indicator: str, sex: str = "persons", age: str = "", frequency: str = "year", unit: str = ""
) -> Published:
    """A publisher's own figure, shown as published. ``indicator`` is its id in
    data/reference/published_indicators.csv.
    """
    if sex not in ("persons", "female", "male"):
        raise ValueError(f"published() has sex={quote(sex)}; allowed are persons, female and male.")
    if frequency not in ("month", "year"):
        raise ValueError(f"published() has frequency={quote(frequency)}; allowed are month and year.")
    check_texts("published", indicator=indicator, age=age, unit=unit)
    published_rows(indicator, age)
    return Published(indicator, sex, age, frequency, unit or _units()[indicator])


@dataclass(frozen=True)
class Published(FromPublisher):
    """The published figure ``indicator_id`` for one ``age``, in the publisher's own unit."""

    indicator_id: str
    sex: str
    age: str
    frequency: str
    published_unit: str

    name = "published"
    grows_with_time = False
    counted = Counted.NUMERATOR
    is_of_lsoas = False
    provenance = "official"
    measures = ()

    @property
    def indicator(self) -> str:
        return self.indicator_id

    @property
    def unit(self) -> str:
        return self.published_unit

    @property
    def is_share(self) -> bool:
        # The publisher's table does not say it in any other way.
        return self.published_unit.startswith("%")

    @property
    def method_words(self) -> str:
        return f"Published figure, shown as published: {indicator_name(self.indicator_id)}"

    def average_words(self, days: int) -> str:
        return "than at the average share" if self.is_share else "than in an average month"

    def problems(self, metric) -> Problems:
        yield from published_problems(metric)

    def estimate(self, counts: PublishedNumbers) -> Figure:
        # A publisher may round a value more coarsely than its limits; the interval must contain the value.
        lower, upper = np.minimum(counts.lower_ci, counts.value), np.maximum(counts.upper_ci, counts.value)
        return Figure(
            counts.value,
            lower,
            upper,
            counts.count,
            counts.exposure,
            absent=np.zeros(counts.value.shape, bool),
        )


def indicator_name(indicator: str) -> str:
    """The name of a published figure, and its publisher."""
    from data.reference import reference

    rows = reference("published_indicators")
    names = dict(zip(rows.indicator_id, rows.indicator_name + ", " + rows.publisher, strict=True))
    return names.get(indicator, indicator)


def published_rows(indicator: str, age: str):
    """The rows of a published figure at one age; raises ValueError if it is unknown or has several ages."""
    from data.reference import reference_rows

    if indicator not in _units():
        raise ValueError(
            f"The published figure {quote(indicator)} is unknown; data/reference/published_indicators.csv "
            f"lists those that are available."
        )
    rows = reference_rows("published_figures", "indicator_id", indicator)
    known = ", ".join(map(repr, sorted(rows.age.unique())))
    if age and age not in set(rows.age):
        raise ValueError(f"The published figure {quote(indicator)} has no age {quote(age)}; it has {known}.")
    if not age and rows.age.nunique() > 1:
        raise ValueError(
            f"The published figure {quote(indicator)} is available for several ages; name one: {known}."
        )
    return rows[rows.age == age] if age else rows


def _units() -> dict[str, str]:
    from data.reference import reference

    rows = reference("published_indicators")
    return dict(zip(rows.indicator_id.tolist(), rows.unit.tolist(), strict=True))
