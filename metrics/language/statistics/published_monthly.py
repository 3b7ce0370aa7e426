"""A publisher's monthly series for the ICS: a measure as published, or one measure as a share of another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics import statistics
from metrics.language.frequency import Frequency
from metrics.language.quoting import quote
from metrics.language.statistics.answers import Counted
from metrics.language.statistics.arguments import check_texts
from metrics.language.statistics.counts import Figure, PublishedNumbers
from metrics.language.statistics.problems import persons_problems, published_problems
from metrics.language.statistics.statistic import FromPublisher, Problems

TOTAL, MEAN = "monthly total", "mean of daily values"


def published_monthly(measure: str, of: str = "", unit: str = "") -> PublishedMonthly:
    """A publisher's monthly series for the ICS, from ``data/reference/monthly_activity.parquet``.

    With ``of``, its share of another measure in per cent: with Wilson's interval if both are counts, without
    an interval if they are means of daily values.
    """
    forms = monthly_measures()
    check_texts("published_monthly", measure=measure, of=of, unit=unit)
    for name in (measure, of) if of else (measure,):
        if name not in forms:
            raise ValueError(
                f"published_monthly(): the measure {quote(name)} is unknown; allowed are {', '.join(forms)}."
            )
    if of == measure:
        raise ValueError(f"published_monthly({measure!r}, of={of!r}): a share needs two measures.")
    if of and forms[of] != forms[measure]:
        raise ValueError(
            f"published_monthly(): {measure!r} is a {forms[measure]} and {of!r} a {forms[of]}; a share needs "
            f"two of the same kind."
        )
    return PublishedMonthly(measure, of, forms[measure], unit)


@dataclass(frozen=True)
class PublishedMonthly(FromPublisher):
    """``measure`` by month, or its share of the measure ``of``; ``form`` is what a month's number is: TOTAL,
    MEAN or a count on its last day.
    """

    measure: str
    of: str
    form: str
    published_unit: str = ""

    name = "published_monthly"
    method_words = "A publisher's monthly series for the ICS, from data/reference/monthly_activity.parquet"
    is_of_lsoas = False
    indicator = ""

    @property
    def measures(self) -> tuple[str, ...]:
        return (self.measure, self.of) if self.of else (self.measure,)

    @property
    def unit(self) -> str:
        return self.published_unit or ("%" if self.is_share else self.form)

    @property
    def is_share(self) -> bool:
        return bool(self.of)

    @property
    def grows_with_time(self) -> bool:
        return not self.is_share and self.form == TOTAL

    @property
    def counted(self) -> Counted:
        return Counted.NUMERATOR if self.is_share else Counted.FIGURE

    @property
    def provenance(self) -> str:
        return "derived" if self.is_share else "official"

    def average_words(self, days: int) -> str:
        if self.is_share:
            return "than at the average share"
        return "than on an average day" if self.form == MEAN else "than in an average month"

    def problems(self, metric) -> Problems:
        yield from published_problems(metric)
        yield from persons_problems(metric)
        if metric.levels != ("ics",):
            yield (
                "levels",
                f'levels is {quote(metric.levels)}; the monthly series are available for ("ics",) only.',
            )
        if metric.frequency is not Frequency.MONTH:
            yield "frequency", "A monthly series has frequency=Frequency.MONTH."

    def estimate(self, counts: PublishedNumbers) -> Figure:
        unknown = np.full(counts.count.shape, np.nan)
        if not self.is_share:
            return Figure(counts.count, unknown, unknown, unknown, unknown, absent=np.isnan(counts.count))
        share = statistics.proportion(counts.count, counts.exposure, per=100)
        known = ~np.isnan(share.value)
        # Means of daily values are not counts, so their share has no interval.
        is_counted = known & (self.form != MEAN)
        return Figure(
            share.value,
            np.where(is_counted, share.lower_ci, np.nan),
            np.where(is_counted, share.upper_ci, np.nan),
            np.where(known, counts.count, np.nan),
            np.where(known, counts.exposure, np.nan),
            absent=~known,
        )


def monthly_measures() -> dict[str, str]:
    """The measures of the monthly table, in order of name, each with the form of its figures."""
    from data.reference import reference

    rows = reference("monthly_activity").drop_duplicates("measure").sort_values("measure")
    return dict(zip(rows.measure, rows.statistic, strict=True))
