"""Cards: a metric with its change, a shift with its verdict, a metric's definition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from metrics.language.definition_card import definition_card
from metrics.language.metric import Metric
from metrics.language.target_words import target_words
from pages.charts.chip import chip, link
from pages.charts.icons import VERDICTS, verdict_icon
from pages.words.numbers import count_of, short_month, text

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
) -> str:
    """Markup of a metric's card. `value` and `detail` (interval and period) come ready worded; `picture` is a
    sparkline.sparkline, `picture_words` its alt text, `picture_note` a line under it ('England 49.0%')."""
    sparkline = ""
    if picture:
        under = f"<span>{text(picture_note)}</span>" if picture_note else ""
        sparkline = (
            f'<div class="card-picture"><img src="{text(picture)}" alt="{text(picture_words)}" '
            'width="150" height="44">'
            f"{under}</div>"
        )
    sign, unit = ("%", unit.removeprefix("%").strip()) if unit.startswith("%") else ("", unit)
    return (
        f'<article class="card"><div class="card-top"><h{heading} '
        f'class="card-name">{link(name, address)}</h{heading}>'
        f'{chip(provenance)}</div><div class="card-body"><div class="card-figure"><p>'
        f"<b>{text(value)}{sign}</b> "
        f"<span>{text(unit)}</span></p><p>{text(detail)}</p>"
        f"</div>{sparkline}</div>{verdict_line(verdict, direction, reason)}</article>"
    )


def verdict_line(verdict: str, direction: str, reason: str) -> str:
    """Icon, bold word and reason of a change, in one line."""
    return (
        f'<p class="verdict-line"><img src="{verdict_icon(verdict, direction)}" alt="" width="28" '
        'height="28">'
        f"<span><b>{text(verdict.capitalize())}.</b> {text(reason)}</span></p>"
    )


def verdict_bar(counts: Mapping[str, int], what: str = "metric") -> str:
    """Stacked bar and counts of improving, no clear change, worsening, cannot say. They add up to the
    metrics."""
    total = sum(counts.get(verdict, 0) for verdict in VERDICTS)
    said = ", ".join(f"{counts.get(verdict, 0)} {verdict}" for verdict in VERDICTS)
    bars = "".join(
        f'<i class="bar-{verdict.replace(" ", "-")}" style="flex-grow:{counts[verdict]}"></i>'
        for verdict in VERDICTS
        if counts.get(verdict, 0)
    )
    items = "".join(
        f'<li><i class="key-{verdict.replace(" ", "-")}" aria-hidden="true"></i>'
        f"<b>{counts.get(verdict, 0)}</b>"
        f"{verdict}</li>"
        for verdict in VERDICTS
    )
    return (
        f'<div class="verdict-bar" role="img" aria-label="{count_of(total, what)}: {said}">{bars}</div>'
        f'<ul class="verdict-counts">{items}</ul>'
    )


def shift_panel(
    *, title: str, verdict: str, counts: Mapping[str, int], lead: str, rest: str = "", address: str = ""
) -> str:
    """Markup of a shift's verdict: its name (a link where it has an address), the verdict, why in a sentence,
    and the counts."""
    named = link(title, address) if address else text(title)
    return (
        f'<section class="shift"><p class="shift-name">{named}</p><h2 class="shift-verdict">'
        f'<span class="unseen">{text(title)}: </span>{text(verdict)}</h2>'
        f'<p class="shift-why"><b>{text(lead)}</b> <span>{text(rest)}</span>'
        f"</p>{verdict_bar(counts)}</section>"
    )


def attention_card(
    *,
    title: str,
    address: str,
    figure: str,
    people: str,
    question: str = "",
    question_address: str = "",
    provenance: str,
    sign: str,
) -> str:
    """Markup of one thing that needs attention: title, figure with its range, people in bold, one next
    question. `sign` is the markup of its icon."""
    asked = f'<p class="ask">Ask next: {link(question, question_address)}</p>' if question else ""
    return (
        f'<article class="attention">{sign}<div><h3 class="card-name">{link(title, address)}</h3>'
        f"<p>{text(figure)} {chip(provenance)}</p><p><b>{text(people)}</b></p>{asked}</div></article>"
    )


def definition_panel(metric: Metric, priorities: Sequence[str] = ()) -> str:
    """Markup of 'What this metric says': the rows of its definition card that a reader of a figure needs.
    ``priorities`` are the titles of the strategy's priorities it tells of."""
    told = dict(definition_card(metric))
    why = " ".join(metric.shifts.values())
    shifts = "; ".join(shift.title for shift in metric.shifts)
    arrow, better = _ARROW_WORDS[metric.polarity.name]
    wanted = f"<b>{text(target_words(metric))}</b>. {text(metric.target.source)}" if metric.target else ""
    rows = [
        ("Measures", text(told.get("Measures"))),
        ("Why", f"{text(why)} <b>{text(shifts)}.</b>"),
        ("Priorities", text("; ".join(priorities))),
        ("Better is", f"<b>{arrow} {better}</b>"),
        ("Target", wanted),
        ("Caution", text(told.get("Caution"))),
        ("Next question", text(told.get("Next question"))),
        ("Source", text(told.get("Source"))),
        ("Owner", text(told.get("Owner", "Not yet named")) + _review(metric)),
    ]
    listed = "".join(f"<div><dt>{name}</dt><dd>{words}</dd></div>" for name, words in rows if words)
    title = '<h2 class="panel-title">What this metric says</h2>'
    return f'<section class="ground definition">{title}<dl>{listed}</dl></section>'


def _review(metric: Metric) -> str:
    if metric.next_review is None:
        return ""
    if metric.is_review_due:
        return f" {chip('plain', 'review due')}"
    return f"; next review {metric.next_review.day} {short_month(metric.next_review)}"


def draw(*markup: str) -> None:
    """Draw cards one below the other."""
    st.html("".join(markup))
