"""A definition in words: the rows that every card, page and document shows of a metric."""

from __future__ import annotations

from datetime import date

from data.code_sets import CODE_SETS
from data.strategy import priorities
from geo.levels import level_words
from metrics.language.metric import Metric
from metrics.language.quoting import quote
from metrics.language.statistic import Count
from metrics.language.statistics.published import indicator_name
from metrics.language.statistics.statistic import Statistic
from metrics.language.target_words import target_words

NONE_PUBLISHED = "None published"


def definition_card(metric: Metric) -> list[tuple[str, str]]:
    """(label, text) of all that a definition states; what it leaves out has no row."""
    titles = {id: priority.title for id, priority in priorities().items()}
    rows = [
        ("Measures", metric.measures),
        ("Why", metric.why),
        *((shift.title, reason) for shift, reason in metric.shifts.items()),
        ("Priorities", "; ".join(titles[id] for id in metric.priorities if id in titles)),
        ("Better is", metric.polarity.value.removesuffix(" is better").lower()),
        ("Unit", metric.unit),
        ("Statistic", statistic_words(metric.statistic)),
        ("Numerator", counted_words(metric.numerator)),
        ("Denominator", counted_words(metric.denominator)),
        ("Published total", _total_words(metric.published_total)),
        ("Ages", age_words(metric.ages)),
        ("Sexes", _listed(list(metric.sexes))),
        ("Levels", _listed([level_words(level).plural for level in metric.levels])),
        ("Years together", _pool_words(metric.pool)),
        ("Shown by", f"{metric.frequency.value}, {metric.year} years"),
        ("Comparator", _comparator_words(metric)),
        ("Target", _target(metric)),
        ("Caution", metric.caution),
        ("Next question", metric.next_question),
        ("Source", metric.source),
        ("Owner", metric.owner),
        ("Reviewed", _day(metric.reviewed_on)),
        ("Next review", _day(metric.next_review)),
    ]
    return [(label, text) for label, text in rows if text]


def statistic_words(statistic: Statistic) -> str:
    """The method as a sentence."""
    return f"{statistic.method_words}."


def counted_words(part) -> str:
    """What is counted, with its condition and the code sets that the condition names."""
    if part is None:
        return ""
    if not isinstance(part, Count):
        return f"{getattr(part, 'title', quote(part))}."
    text = f"Rows of {part.table.title} ({part.table.name})"
    if part.where.text:
        text += f" where {' '.join(part.where.text.split())}"
    code_sets = [f"{name} ({CODE_SETS[name].title})" for name in part.where.code_sets]
    return f"{text}. Code sets: {', '.join(code_sets)}." if code_sets else f"{text}."


def age_words(ages: str) -> str:
    """'All', '65 and over', '5 to 19'."""
    if ages.endswith("+"):
        return f"{ages[:-1]} and over"
    return ages.replace("-", " to ").capitalize()


def _target(metric: Metric) -> str:
    """The target with its source, or the statement that there is none."""
    if metric.target is None:
        return NONE_PUBLISHED
    return f"{target_words(metric)} ({metric.target.source})"


def _comparator_words(metric: Metric) -> str:
    if metric.is_published:
        return "England, where the publisher gives its figure"
    if metric.comparator is not None:
        return f"England: {indicator_name(metric.comparator.indicator)}"
    return "The ICS; no figure for England with the same definition is available"


def _total_words(total) -> str:
    return f"At ICS level, the publisher's monthly count ({total.measure})" if total else ""


def _pool_words(pool: dict) -> str:
    return ", ".join(f"{years} for {level_words(level).plural}" for level, years in pool.items())


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""
