"""The first page: the answer, one verdict per shift with its basis, what is most pressing, and the gap."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.judgement.attention import Attention, Concern, attention_of
from metrics.judgement.leading_gap import leading_gap
from metrics.judgement.shift_verdict import ShiftVerdict
from metrics.judgement.standing import Standing, in_shift, verdict_of
from metrics.language.metric import Shift
from metrics.targets.system import System
from pages.paper.blocks import Block, Columns, Heading, Page, Paragraph, Verdict, Verdicts
from pages.paper.contents.gap_page import gap_area
from pages.words import answer as answer_words
from pages.words import attention as attention_words
from pages.words.findings import VERDICT_RULE
from pages.words.gap import gap_sentence
from pages.words.numbers import full_date
from pages.words.shift import verdict_lead

_PRESSING = 3


def summary_page(system: System, area: str, standings: list[Standing], shifts: Sequence[Shift]) -> Page:
    """The area's answer over the chosen shifts."""
    available = [standing for standing in standings if standing.has_figure]
    verdicts = {shift: verdict_of(in_shift(available, shift)) for shift in shifts}
    name = system.geography.area(area).label
    attention = attention_of(system, area)
    each = tuple(_verdict(shift, verdicts[shift], in_shift(available, shift), attention) for shift in shifts)
    gap, made = _gap(system, area)
    return Page(
        name=f"Summary: {name}",
        title=answer_words.answer(verdicts),
        deck=answer_words.overall_tally(available, name),
        blocks=(
            Verdicts(each),
            Columns((_pressing(attention), gap), (0.57, 0.43)),
        ),
        provenances=frozenset(figure.newest.provenance for figure in available) | made,
        sources=(f"named on each page. Refreshed on {full_date(system.store.refreshed_at.date())}",),
    )


def _pressing(attention: Attention) -> tuple[Block, ...]:
    listed = tuple(
        Paragraph(
            f"{attention_words.people(concern)}.",
            strong=f"{attention_words.title(concern)}.",
            mark=_mark(concern),
        )
        for concern in attention.listed[:_PRESSING]
    )
    none = Paragraph(attention_words.NOTHING)
    return (Heading("Most pressing"), *(listed or (none,)))


def _mark(concern: Concern) -> str:
    return "worsening" if concern.kind == "worsening" else ""


def _gap(system: System, area: str) -> tuple[tuple[Block, ...], frozenset[str]]:
    area = gap_area(system, area)
    gap = leading_gap(system, area, system.geography.default_footprint)
    rule = Paragraph(VERDICT_RULE, strong="How the verdicts are decided.", quiet=True)
    if gap is None:
        return (
            Heading("Life expectancy"),
            Paragraph("No life expectancy is published or counted for this area."),
            rule,
        ), frozenset()
    whose = "Widest published gap in life expectancy" if gap.area_code != area else "Gap in life expectancy"
    head = Heading(whose, f"Life expectancy at birth, {gap.period_label}, 95% interval", gap.provenance)
    return (head, Paragraph(gap_sentence(gap)), rule), frozenset({gap.provenance})


def _verdict(shift: Shift, verdict: ShiftVerdict, standings: list[Standing], attention: Attention) -> Verdict:
    rest = answer_words.movers(standings, attention)
    return Verdict(shift.title, verdict.word, verdict_lead(verdict), rest, tuple(verdict.counts.items()))
