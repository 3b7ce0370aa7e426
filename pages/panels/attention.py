"""Needs attention: the short list with its rule, and its first three for the answer at the top."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from metrics.judgement.attention import FAR_WORSE, RULE, Attention, Concern
from pages.charts import cards
from pages.charts.chip import chip, link
from pages.charts.icons import verdict_icon
from pages.charts.mark import mark
from pages.charts.markup import markup, paragraph, part
from pages.shell import frame
from pages.shell.links import metric_address
from pages.words import attention as say
from pages.words.numbers import count_of, listed, number_word

ANCHOR = "needs-attention"
_PRESSING = 3


def draw_attention(attention: Attention) -> None:
    """One card per concern, one line for each of the others, and the rule, folded."""
    worse = sum(concern.kind != FAR_WORSE for concern in attention.listed)
    far = len(attention.listed) - worse
    counts = (
        [f"{number_word(worse)} published metric{'s are' if worse > 1 else ' is'} getting worse"]
        if worse
        else []
    )
    if far:
        how_many = (
            number_word(far).lower() if counts else f"{number_word(far)} published metric{'s' * (far > 1)}"
        )
        counts.append(f"{how_many} {'is' if far == 1 else 'are'} far worse than England")
    first = " Those that affect most people come first." if worse + far > 1 else ""
    frame.panel_head(
        "Needs attention",
        f"{listed(counts) or 'No published metric is getting worse or is far worse than England'}.{first}",
        anchor=ANCHOR,
    )
    cards.draw(*(_card(concern) for concern in attention.listed))
    rule = (
        f"{RULE} {count_of(attention.tested, 'figure')} could be judged. Chance is "
        "limited by the method of Benjamini and Hochberg."
    )
    others = [(_link(concern), say.figure(concern)) for concern in attention.others]
    st.html(
        markup(
            "attention_others",
            others=others,
            counted=count_of(len(others), "more figure"),
            doubtful=listed([standing.name for standing in attention.doubtful]),
            synthetic=listed([concern.standing.name for concern in attention.synthetic]),
            rule=rule,
            chip=chip,
        )
    )


def _link(concern: Concern) -> Markup:
    return link(say.title(concern), metric_address(concern.standing))


def pressing(attention: Attention) -> Markup:
    """Markup of the most pressing things: a link and one figure each."""
    if not attention.listed:
        return paragraph(say.NOTHING)
    return markup(
        "pressing",
        concerns=[
            (
                _sign(concern),
                _link(concern),
                say.people(concern) if concern.people else say.figure(concern),
                chip(concern.standing.newest.provenance),
            )
            for concern in attention.listed[:_PRESSING]
        ],
    )


def _card(concern: Concern) -> Markup:
    standing = concern.standing
    return cards.attention_card(
        title=say.title(concern),
        address=metric_address(standing),
        figure=say.figure(concern),
        people=say.people(concern),
        question=standing.metric.next_question,
        question_address=metric_address(standing),
        provenance=standing.newest.provenance,
        sign=_sign(concern),
    )


def _sign(concern: Concern) -> Markup:
    standing = concern.standing
    if concern.kind == FAR_WORSE:
        direction = "higher" if standing.newest.value > standing.newest.comparator_value else "lower"
        return part("attention_mark", mark(direction, "worse", 20), "Far worse than England")
    return part("icon", verdict_icon("worsening", standing.change.direction), "Worsening")
