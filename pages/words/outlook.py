"""An outlook in words: its sentence, its range and how it was made, no more exact than it is."""

from __future__ import annotations

from metrics.judgement.outlook import Outlook, chance_words
from metrics.language.metric import Metric
from pages.words.numbers import number, sign

HOW_MADE = (
    "Each forecast is based on the reported figures alone. The seasonal pattern of monthly figures is "
    "removed, and the months of the COVID period (23 March 2020 to 18 July 2021) are left out. The level is "
    "assumed to vary as much as it has so far. A few years of figures cannot show whether a trend will "
    "last: in a third of the outcomes it continues, in a third it halves every two years, and in a third "
    "there is none. No forecast leaves the possible range: no share is above 100% and no rate below 0. At "
    "least 24 months or six yearly figures are needed. In a test on the published monthly figures of all 42 "
    "systems, with the last year withheld, the mean of that year was within the dark band 6 times in 10 and "
    "within the light band 8 times in 10. Events that no one can foresee, such as a new policy, are not "
    "included."
)


def outlook_sentence(outlook: Outlook, metric: Metric) -> tuple[str, str]:
    """The status and its reason: ('On track.', 'The chance of meeting it by 2034 is about 85 in 100.')."""
    status = f"{outlook.status.capitalize()}."
    if outlook.reason:
        return status, f"{outlook.reason}."
    chance = f"The chance of meeting it by {outlook.judged_on.year} is {chance_words(outlook.chance)}."
    return status, f"{chance} {heading(outlook, metric)}"


def heading(outlook: Outlook, metric: Metric) -> str:
    """'The forecast for 2034 is 25 to 40.', the range of 8 in 10 outcomes; "" where there is no forecast."""
    row = outlook.at_the_end
    if row is None:
        return ""
    low, high = (number(_coarse(end), metric.decimals) for end in (row.lower_80, row.upper_80))
    span = f"{low if low == high else f'{low} to {high}'}{sign(metric)}"
    return f"The forecast for {row.period_end.year} is {span}."


def _coarse(figure: float) -> float:
    """A figure to three digits: a range years ahead has no more."""
    return float(f"{figure:.3g}")
