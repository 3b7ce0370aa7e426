"""Every sentence template, filled for each metric, level, status, standing and sex that the store holds."""

from __future__ import annotations

import re
from itertools import product

import pytest

from geo.assembly import geography
from metrics.judgement.change import VERDICTS, Change, finest_change
from metrics.judgement.compared_areas import ranked_areas
from metrics.judgement.shift_verdict import shift_verdict
from metrics.judgement.standing import standings_from_rows
from metrics.language import registry
from metrics.language.metric import Shift
from metrics.store.results import open_store
from pages.words import findings
from pages.words import shift as shift_words
from pages.words.findings import first_comparator
from pages.words.shift import verdict_lead
from pages.words.subject import in_sentence
from tests.lib.reading_age import NAME, name_as_one_word, reading_age
from tests.lib.reading_age import words as words_of

LONGEST, OLDEST = 25, 12.5
_CLAIMS = re.compile(
    r"\b(higher|lower|better|worse|up|down|longer|shorter|less|fewer|more|risen|fallen|rising|falling)\b"
)
_BROKEN = re.compile(
    r"  |\bnan\b|\bNone\b(?! of)|\bnat\b|\bE\d{8}|QE1|\b1 (?:metrics|wards|places|districts|figures|others)\b"
    r"|\b1 (?:improve|worsen|have|are)\b|, a (?:month|year)\b|\bis are\b|_|\.\.| ,| \.",
)


@pytest.fixture(scope="module")
def said(store_folder):
    """(kind of sentence, sentence, metric, what it may claim: a side or a change, names in it)."""
    store, here, metrics = open_store("QE1"), geography("QE1"), registry.metrics()
    labels = {}
    found = []
    for metric in metrics.values():
        results = store.values(metric=metric.id)
        for level, sex in product(metric.levels, metric.sexes):
            if level not in here.levels:
                continue
            areas = here.table(level, here.default_footprint)
            labels |= dict(zip(areas.area_code, areas.label, strict=True))
            own = results[
                (results.area_level == level) & (results.sex == sex) & results.area_code.isin(areas.area_code)
            ]
            if own.empty:
                continue
            for _, row in own.drop_duplicates(["status", "outcome"]).iterrows():
                name = labels[row.area_code]
                told = findings.standing_sentence(row, metric, name)
                carries = row.status == "ok" and row.outcome not in ("similar", "not compared")
                found.append(("finding", told, metric, carries, [metric.title, name, row.comparator]))
            rows = ranked_areas(metric, own, areas)
            if len(rows) > 1:
                told = findings.ranking_title(rows, level, first_comparator(own, metric))
                names = ["Lancashire and South Cumbria"]
                found.append(("ranking", told, metric, rows.direction.isin(["higher", "lower"]).any(), names))
                told = findings.leading_title(rows, level, metric)
                found.append(("leading", told, metric, True, rows.name.tolist()))
            one = own.area_code.iloc[0]
            series = store.values(metric=metric.id, area=[one], sex=sex, period="all")
            change = finest_change(series, metric, level)
            carries = findings.moved(change) != ""
            for told in (findings.change_title(change, metric), findings.change_sentence(change)):
                found.append(("change", told, metric, carries, [metric.title, *series.period_label]))
    for level in ("ics", "place", "ward"):
        area = here.table(level, here.default_footprint).area_code.iloc[0]
        for one in standings_from_rows(store.values(area=area, period="all"), metrics, area, level):
            told = shift_words.compared_words(one)
            carries = one.newest.outcome not in ("similar", "not compared")
            found.append(("compared", told[:1].upper() + told[1:], one.metric, carries, []))
    return found


def test_each_kind_is_filled_for_every_metric(said):
    assert {metric.id for kind, _, metric, *_ in said if kind == "finding"} == set(registry.metrics())
    assert {kind for kind, *_ in said} == {"finding", "ranking", "leading", "change", "compared"}


def test_each_sentence_is_well_formed(said):
    for kind, sentence, *_ in said:
        assert re.match(r"[A-Z0-9]", sentence), (kind, sentence)
        assert not _BROKEN.search(sentence), (kind, sentence)


def test_a_figure_keeps_its_metric_s_decimals(said):
    for kind, sentence, metric, *_ in said:
        if kind == "finding" and (figure := re.match(r".*? (?:was|were) [\u2212-]?([\d,]+\.?\d*)", sentence)):
            assert len(figure[1].partition(".")[2]) == metric.decimals, sentence


def test_nothing_is_claimed_that_the_interval_does_not_carry(said):
    for kind, sentence, metric, carries, names in said:
        bare = sentence
        for name in (
            *names,
            metric.title,
            metric.unit,
            "neither better nor worse",
            in_sentence(metric.title),
            "or fewer",
            "fewer than 10",
        ):
            bare = bare.replace(name, "") if name else bare
        if kind != "leading" and not carries:
            assert not _CLAIMS.search(bare), (kind, sentence)


def test_no_sentence_is_long(said):
    for kind, sentence, metric, _, names in said:
        for part in re.split(r"(?<=\w)\. |: ", name_as_one_word(sentence, [*names, metric.unit])):
            assert len(words_of(part)) <= LONGEST, (kind, sentence)


def test_a_reader_of_twelve_can_follow(said):
    ages = {}
    for kind in ("finding", "ranking", "leading", "change", "compared"):
        of_kind = [
            name_as_one_word(sentence, [one for one in (*names, metric.title, metric.unit) if one])
            for its, sentence, metric, _, names in said
            if its == kind
        ]
        ages[kind] = reading_age(of_kind)
    assert max(ages.values()) <= OLDEST, ages


def test_a_verdict_s_words_are_right_in_singular_and_plural():
    for counts in product(range(3), repeat=4):
        changes = [
            (Change(word, "none", "", None), made)
            for word, many in zip(VERDICTS, counts, strict=True)
            for made in ["official"] * many
        ]
        for synthetic in range(3):
            made = [(Change("improving", "up", "", None), "synthetic")] * synthetic
            verdict = shift_verdict([*changes, *made])
            lead = verdict_lead(verdict)
            assert re.match(r"[A-Z]", lead) and lead.endswith(".") and not _BROKEN.search(lead), lead
            assert " 0 " not in lead, lead
            for shift in Shift:
                title = shift_words.title(shift, verdict, "Blackpool")
                assert not _BROKEN.search(title)
                if verdict.word != "Yes":
                    assert re.search(r"in part|not yet|no clear sign|too early|no published figure", title), (
                        title
                    )
                else:
                    assert counts[0] > sum(counts) / 2 and not counts[1]


def test_the_reading_age_tells_plain_words_from_hard_ones():
    plain = ["The cat sat on the mat.", f"{NAME} is up."]
    hard = ["Multidisciplinary operational interdependencies necessitate organisational reconfiguration."]
    assert reading_age(plain) < 8 < 20 < reading_age(hard)
    assert name_as_one_word("Deaths in Park and Talbot", ["Park and Talbot"]) == f"Deaths in {NAME}"
