"""What an outlook says: its sentence, its range and how it was made; no more exact than it is."""

from __future__ import annotations

from metrics.judgement.outlook import Outlook, chance_words
from metrics.language.metric import Metric
from pages.words.numbers import number, sign

HOW_MADE = (
    "Each forecast rests on the reported figures alone, with the season of monthly ones taken out and the "
    "months of the COVID period (23 March 2020 to 18 July 2021) left out. The level wanders as far as it did "
    "so far. No series of a few years tells what becomes of its trend: in a third of all outcomes it goes "
    "on, in a third it fades by half every two years, in a third there is none. It is worked out on a scale "
    "that no outcome can leave: no share above 100%, no rate below 0. 24 months or 6 yearly figures are "
    "needed. Tried on the published monthly figures of all 42 systems, with the last year held back, "
    "the dark band held that year's mean 6 times in 10 and the light band 8 times in 10. What nobody has "
    "seen yet, such as a new policy, is not in it."
)


def outlook_sentence(found: Outlook, metric: Metric) -> tuple[str, str]:
    """The status and what it rests on: ('On track.', 'Chance to meet it by 2034: about 85 in 100. ...')."""
    status = f"{found.status.capitalize()}."
    if found.reason:
        return status, f"{found.reason}."
    chance = f"Chance to meet it by {found.judged_on.year}: {chance_words(found.chance)}."
    return status, f"{chance} {heading(found, metric)}"


def heading(found: Outlook, metric: Metric) -> str:
    """'Heading for 25 to 40 in 2034.', the range of 8 in 10 outcomes; "" where nothing is forecast."""
    row = found.at_the_end
    if row is None:
        return ""
    low, high = (number(_coarse(end), metric.decimals) for end in (row.lower_80, row.upper_80))
    said = f"{low if low == high else f'{low} to {high}'}{sign(metric)}"
    return f"Heading for {said} in {row.period_end.year}."


def _coarse(figure: float) -> float:
    """A figure to three digits: a range years ahead has no more."""
    return float(f"{figure:.3g}")
