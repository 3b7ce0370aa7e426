"""What needs attention: the screen's list, with figure, people and the question to ask next."""

from __future__ import annotations

from metrics.judgement.attention import FAR_WORSE, RULE, attention_of
from metrics.targets.system import System
from pages.paper.blocks import Heading, Page, Paragraph, Table
from pages.paper.contents.sources import publishers_of
from pages.words import attention as say
from pages.words.numbers import count_of, listed

_HEADS = ("What", "Figure", "People and events", "Ask next", "Figures")


def attention_page(system: System, area: str) -> Page:
    """At most five things, most pressing first; what else there is in a line each."""
    found, name = attention_of(system, area), system.geography.area(area).label
    worse = sum(concern.kind != FAR_WORSE for concern in found.listed)
    far = len(found.listed) - worse
    rows = tuple(
        (
            say.title(concern),
            say.figure(concern),
            say.people(concern),
            concern.standing.metric.next_question,
            concern.standing.newest.provenance.capitalize(),
        )
        for concern in found.listed
    )
    marks = tuple("" if concern.kind == FAR_WORSE else "worsening" for concern in found.listed)
    table = Table("What needs attention", _HEADS, rows, (25, 30, 20, 25, 10), marks=marks)
    notes = []
    if found.others:
        others = "; ".join(f"{say.title(concern)}" for concern in found.others)
        notes.append(Paragraph(f"{others}.", strong=f"{count_of(len(found.others), 'more figure')}."))
    if found.doubtful:
        names = listed([one.name for one in found.doubtful])
        notes.append(Paragraph(f"{names}.", strong="Worsening, but it may be chance."))
    if found.synthetic:
        names = listed([concern.standing.name for concern in found.synthetic])
        notes.append(Paragraph(f"{names}.", strong="Worsening in demonstration records only (synthetic)."))
    nothing = Paragraph("No published figure worsens beyond chance, and none is far worse than England’s.")
    shown = [concern.standing for concern in found.listed]
    seen = frozenset(one.newest.provenance for one in shown)
    return Page(
        name=f"Needs attention: {name}",
        title=f"{name}: {_title(worse, far)}",
        deck=f"{count_of(found.tested, 'figure')} on published records could be judged for a change.",
        blocks=(
            *((table,) if rows else (nothing,)),
            *notes,
            Heading("How this list is made"),
            Paragraph(RULE, quiet=True),
        ),
        provenances=seen | ({"synthetic"} if found.synthetic else frozenset()),
        sources=publishers_of(shown) or ("no figure is shown",),
    )


def _title(worse: int, far: int) -> str:
    if not worse and not far:
        return "nothing on published records needs attention"
    told = [f"{worse} worsen{'s' if worse == 1 else ''}" if worse else ""]
    told += [f"{far} {'is' if far == 1 else 'are'} far worse than England" if far else ""]
    need = "needs" if worse + far == 1 else "need"
    return f"{count_of(worse + far, 'figure')} {need} attention: {listed([one for one in told if one])}"
