"""Cards: a metric with its change, a shift with its verdict, a metric's definition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from markupsafe import Markup

from metrics.language.definition_card import definition_card
from metrics.language.metric import Metric
from metrics.language.target_words import target_words
from pages.charts.chip import chip, link
from pages.charts.icons import VERDICTS, verdict_icon
from pages.charts.markup import joined, markup, part
from pages.words.numbers import count_of, short_month, with_unit

_ARROW_WORDS = {
    "LOWER_IS_BETTER": ("▼", "lower"),
    "HIGHER_IS_BETTER": ("▲", "higher"),
    "NEUTRAL": ("", "neither"),
}


def metric_card(
    *,
    name: str,
    address: str,
    provenance: str,
    value: str,
    unit: str,
    detail: str,
    verdict: str,
    reason: str,
    direction: str = "none",
    picture: str | None = None,
    picture_words: str = "",
    picture_note: str = "",
    heading: int = 3,
) -> Markup:
    """Markup of a metric's card. `value` and `detail` (interval and period) are words; `picture` is a
    sparkline.sparkline, `picture_words` its alt text, `picture_note` a line under it ('England 49.0%')."""
    figure, _, words = with_unit(value, unit).partition(" ")
    return markup(
        "metric_card",
        heading=heading,
        name=link(name, address),
        chip=chip(provenance),
        value=figure,
        unit=words,
        detail=detail,
        picture=picture,
        picture_words=picture_words,
        picture_note=picture_note,
        verdict=verdict_line(verdict, direction, reason),
    )


def verdict_line(verdict: str, direction: str, reason: str) -> Markup:
    """Icon, bold word and reason of a change, in one line."""
    icon = verdict_icon(verdict, direction)
    return markup("verdict_line", icon=icon, verdict=verdict.capitalize(), reason=reason)


def verdict_bar(counts: Mapping[str, int], what: str = "metric") -> Markup:
    """Stacked bar and counts of improving, no clear change, worsening, cannot say. They add up to the
    metrics."""
    each = [(verdict, counts.get(verdict, 0)) for verdict in VERDICTS]
    counted = ", ".join(f"{how_many} {verdict}" for verdict, how_many in each)
    total = count_of(sum(how_many for _, how_many in each), what)
    return markup("verdict_bar", counts=each, said=f"{total}: {counted}")


def shift_panel(
    *, title: str, verdict: str, counts: Mapping[str, int], lead: str, rest: str = "", address: str = ""
) -> Markup:
    """Markup of a shift's verdict: its name (a link where it has an address), the verdict, why in a sentence,
    and the counts."""
    named = link(title, address) if address else title
    words = {"named": named, "title": title, "verdict": verdict, "lead": lead, "rest": rest}
    return markup("shift_panel", bar=verdict_bar(counts), **words)


def attention_card(
    *,
    title: str,
    address: str,
    figure: str,
    people: str,
    question: str = "",
    question_address: str = "",
    provenance: str,
    sign: Markup,
) -> Markup:
    """Markup of one thing that needs attention: title, figure with its range, people in bold, one next
    question. `sign` is the markup of its icon."""
    return markup(
        "attention_card",
        sign=sign,
        title=link(title, address),
        figure=figure,
        chip=chip(provenance),
        people=people,
        question=link(question, question_address) if question else "",
    )


def definition_panel(metric: Metric, priorities: Sequence[str] = ()) -> Markup:
    """Markup of 'About this metric': the rows of its definition card that a reader of a figure needs.
    ``priorities`` are the titles of the strategy's priorities that it measures."""
    card = dict(definition_card(metric))
    why = " ".join(metric.shifts.values())
    shifts = "; ".join(shift.title for shift in metric.shifts)
    target = [part("strong", target_words(metric)), f". {metric.target.source}"] if metric.target else []
    rows = [
        ("Measures", card.get("Measures")),
        ("Why", joined([f"{why} ", part("strong", f"{shifts}.")])),
        ("Priorities", "; ".join(priorities)),
        ("Better is", part("strong", " ".join(_ARROW_WORDS[metric.polarity.name]))),
        ("Target", joined(target)),
        ("Caution", card.get("Caution")),
        ("Next question", card.get("Next question")),
        ("Source", card.get("Source")),
        ("Owner", joined([card.get("Owner", "Not yet named"), _review(metric)])),
    ]
    return markup("definition_panel", rows=rows)


def _review(metric: Metric) -> str:
    if metric.next_review is None:
        return ""
    if metric.is_review_due:
        return joined([" ", chip("plain", "review due")])
    return f"; next review {metric.next_review.day} {short_month(metric.next_review)}"


def draw(*pieces: Markup) -> None:
    """Draw cards one below the other."""
    st.html(joined(pieces))
