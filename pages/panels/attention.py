"""Needs attention: the short list with its rule, and its first three for the answer at the top."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from metrics.judgement.attention import FAR_WORSE, MAX_CHANCE, RULE, Attention, Concern
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


def draw_attention(found: Attention) -> None:
    """A card a concern, what else there is in a line each, and the rule, folded."""
    worse = sum(concern.kind != FAR_WORSE for concern in found.listed)
    far = len(found.listed) - worse
    counted = [
        f"{number_word(worse)} worsen{'s' if worse == 1 else ''}" if worse else "None worsens beyond chance",
        f"{number_word(far).lower()} {'is' if far == 1 else 'are'} far worse than England" if far else "",
    ]
    frame.panel_head(
        "Needs attention",
        f"Published records only. {listed([one for one in counted if one])}; most people first.",
        anchor=ANCHOR,
    )
    cards.draw(*(_card(concern) for concern in found.listed))
    rule = (
        f"{RULE} {count_of(found.tested, 'figure')} could be judged. Control: Benjamini and Hochberg, "
        f"{MAX_CHANCE:.0%} of those found."
    )
    others = [(_link(concern), say.figure(concern)) for concern in found.others]
    st.html(
        markup(
            "attention_others",
            others=others,
            counted=count_of(len(others), "more figure"),
            doubtful=listed([one.name for one in found.doubtful]),
            synthetic=listed([concern.standing.name for concern in found.synthetic]),
            rule=rule,
            chip=chip,
        )
    )


def _link(concern: Concern) -> Markup:
    return link(say.title(concern), metric_address(concern.standing))


def pressing(found: Attention) -> Markup:
    """Markup of the most pressing things: a link and one figure each."""
    if not found.listed:
        return paragraph("No published figure worsens beyond chance, and none is far worse than England’s.")
    return markup(
        "pressing",
        concerns=[
            (
                _sign(concern),
                _link(concern),
                say.people(concern) if concern.people else say.figure(concern),
                chip(concern.standing.newest.provenance),
            )
            for concern in found.listed[:_PRESSING]
        ],
    )


def _card(concern: Concern) -> Markup:
    one = concern.standing
    return cards.attention_card(
        title=say.title(concern),
        address=metric_address(one),
        figure=say.figure(concern),
        people=say.people(concern),
        question=one.metric.next_question,
        question_address=metric_address(one),
        provenance=one.newest.provenance,
        sign=_sign(concern),
    )


def _sign(concern: Concern) -> Markup:
    one = concern.standing
    if concern.kind == FAR_WORSE:
        direction = "higher" if one.newest.value > one.newest.comparator_value else "lower"
        return part("attention_mark", mark(direction, "worse", 20), "Far worse than England")
    return part("icon", verdict_icon("worsening", one.change.direction), "Worsening")
