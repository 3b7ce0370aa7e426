"""Needs attention: the short list with its rule, and its first three for the answer at the top."""

from __future__ import annotations

import streamlit as st

from metrics.judgement.attention import FAR_WORSE, LARGEST_CHANCE, RULE, Attention, Concern
from pages.charts import cards
from pages.charts.chip import chip, link
from pages.charts.icons import verdict_icon
from pages.charts.mark import mark
from pages.shell import frame
from pages.shell.links import metric_address
from pages.words import attention as say
from pages.words.numbers import count_of, listed, number_word, text

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
    others = []
    if found.others:
        names = [say.title(concern) for concern in found.others]
        others.append(
            f'<details class="fold"><summary>{count_of(len(names), "more figure")}</summary>'
            '<ul class="plain">'
            + "".join(
                f"<li>{link(name, metric_address(concern.standing))}. {text(say.figure(concern))}</li>"
                for name, concern in zip(names, found.others, strict=True)
            )
            + "</ul></details>"
        )
    if found.doubtful:
        names = listed([one.name for one in found.doubtful])
        others.append(f'<p class="sub">Worsening, but it may be chance: {text(names)}.</p>')
    if found.synthetic:
        names = listed([concern.standing.name for concern in found.synthetic])
        others.append(
            f'<p class="sub">Also worsening, in demonstration records only: {text(names)}. '
            f"{chip('synthetic')}</p>"
        )
    rule = (
        f"{RULE} {count_of(found.tested, 'figure')} could be judged. Control: Benjamini and Hochberg, "
        f"{LARGEST_CHANCE:.0%} of those found."
    )
    others.append(
        f'<details class="rule"><summary>How this list is made</summary><p>{text(rule)}</p></details>'
    )
    st.html("".join(others))


def pressing(found: Attention) -> str:
    """Markup of the most pressing things: a link and one figure each."""
    if not found.listed:
        return "<p>No published figure worsens beyond chance, and none is far worse than England’s.</p>"
    items = "".join(
        f"<li>{_sign(concern)}<div>{link(say.title(concern), metric_address(concern.standing))}"
        f"<span>{text(say.people(concern) if concern.people else say.figure(concern))} "
        f"{chip(concern.standing.newest.provenance)}</span></div></li>"
        for concern in found.listed[:_PRESSING]
    )
    return f"<ol>{items}</ol>"


def _card(concern: Concern) -> str:
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


def _sign(concern: Concern) -> str:
    one = concern.standing
    if concern.kind == FAR_WORSE:
        direction = "higher" if one.newest.value > one.newest.comparator_value else "lower"
        return (
            f'<span class="attention-mark">{mark(direction, "worse", 20)}'
            f'<span class="unseen">Far worse than England</span></span>'
        )
    return (
        f'<img src="{verdict_icon("worsening", one.change.direction)}" alt="Worsening" '
        'width="28" height="28">'
    )
