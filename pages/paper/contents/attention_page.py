"""What needs attention: the list on screen, with figure, people and the question to ask next."""

from __future__ import annotations

from metrics.judgement.attention import FAR_WORSE, RULE, attention_of
from metrics.targets.system import System
from pages.paper.blocks import Heading, Page, Paragraph, Table
from pages.paper.contents.sources import publishers_of
from pages.words import attention as say
from pages.words.attention import NOTHING
from pages.words.numbers import count_of, listed, number_within, number_word

_HEADS = ("Finding", "Figure", "People and events", "Ask next", "Figures")


def attention_page(system: System, area: str) -> Page:
    """At most five metrics, most pressing first; the others in a line each."""
    attention, name = attention_of(system, area), system.geography.area(area).label
    worse = sum(concern.kind != FAR_WORSE for concern in attention.listed)
    far = len(attention.listed) - worse
    rows = tuple(
        (
            say.title(concern),
            say.figure(concern),
            say.people(concern),
            concern.standing.metric.next_question,
            concern.standing.newest.provenance.capitalize(),
        )
        for concern in attention.listed
    )
    marks = tuple("" if concern.kind == FAR_WORSE else "worsening" for concern in attention.listed)
    table = Table("What needs attention", _HEADS, rows, (25, 30, 20, 25, 10), marks=marks)
    notes = []
    if attention.others:
        others = "; ".join(f"{say.title(concern)}" for concern in attention.others)
        notes.append(Paragraph(f"{others}.", strong=f"{count_of(len(attention.others), 'more metric')}."))
    if attention.doubtful:
        names = listed([standing.name for standing in attention.doubtful])
        notes.append(Paragraph(f"{names}.", strong="Getting worse, but this may be due to chance:"))
    if attention.synthetic:
        names = listed([concern.standing.name for concern in attention.synthetic])
        notes.append(Paragraph(f"{names}.", strong="Getting worse in demonstration data only (synthetic):"))
    nothing = Paragraph(NOTHING)
    shown = [concern.standing for concern in attention.listed]
    seen = frozenset(standing.newest.provenance for standing in shown)
    return Page(
        name=f"Needs attention: {name}",
        title=f"In {name}, {_title(worse, far)}",
        deck=_deck(attention.tested),
        blocks=(
            *((table,) if rows else (nothing,)),
            *notes,
            Heading("How this list is made"),
            Paragraph(RULE, quiet=True),
        ),
        provenances=seen | ({"synthetic"} if attention.synthetic else frozenset()),
        sources=publishers_of(shown) or ("no figure is shown",),
    )


def _deck(tested: int) -> str:
    if not tested:
        return "No published metric has enough history to judge a change."
    has = "metric has" if tested == 1 else "metrics have"
    return f"{number_word(tested)} published {has} enough history to judge a change."


def _title(worse: int, far: int) -> str:
    if not worse and not far:
        return "no published metric needs attention"
    every = worse + far
    need = "metric needs" if every == 1 else "metrics need"
    parts = [f"{number_within(worse)} {'is' if worse == 1 else 'are'} getting worse"] if worse else []
    parts += [f"{number_within(far)} {'is' if far == 1 else 'are'} far worse than England"] if far else []
    return f"{number_within(every)} {need} attention: {listed(parts)}"
