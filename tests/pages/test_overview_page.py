"""The overview without a browser: its figures are the store's, and it speaks of no other system's place."""

from __future__ import annotations

import re
from html import unescape

from data.strategy.claims import claims
from metrics.judgement.attention import attention
from metrics.judgement.standing import in_shift, standings, verdict_of
from metrics.language.metric import Shift
from metrics.store.results import open_store
from metrics.targets.system import open_system
from pages.words.answer import answer, tally
from pages.words.numbers import interval, number
from pages.words.subject import in_sentence
from tests.pages.test_pages_without_browser import drawn, words

BLACKPOOL, LANCASHIRE = "QE1-P-BLACKPOOL", "QE1-P-LANCASHIRE"
OTHER = "QR1"  # a system without a strategy of its own


def plain(app) -> str:
    """What is read, without markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", words(app)).split())


def test_the_gap_of_the_answer_is_the_stores_with_its_interval(store_folder):
    page = plain(drawn(store_folder, "overview"))
    rows = open_store("QE1").values("published_life_expectancy", area=BLACKPOOL).set_index("sex")
    men, women = rows.loc["male"], rows.loc["female"]
    gaps = [f"{number(row.comparator_value - row.value, 1)}" for row in (men, women)]
    between = interval(men.comparator_value - men.upper_ci, men.comparator_value - men.lower_ci, 1)
    assert f"by {gaps[0]} years for men ({between}) and by {gaps[1]} years for women" in page


def test_the_gap_in_people_is_the_stores(store_folder):
    page = plain(drawn(store_folder, "overview"))
    rows = open_store("QE1").values(area=BLACKPOOL)
    for cause in ("cardiovascular", "respiratory", "cancer"):
        row = rows[rows.metric_id == f"under_75_{cause}_mortality_published"].iloc[0]
        fewer = round(row.numerator * (1 - row.comparator_value / row.value))
        assert f" {fewer} of {row.numerator:.0f} from" in page
    assert (
        "about 200 fewer deaths of people under 75 from three groups of causes in 2024 (160 to 250)" in page
    )


def test_claims_are_next_to_published_figures_with_the_difference(store_folder):
    page = plain(drawn(store_folder, "overview"))
    assert "Men, life expectancy, 2024 69 73.9 72.8 to 75.0 73.9 (synthetic) 4.9 higher" in page
    assert "Women, years below England, 2024 9 3.8 2.7 to 4.8" in page and "5.2 smaller" in page
    assert "Healthy life expectancy, men, 2022 to 2024 46.5 50.9 47.3 to 54.4" in page
    assert "All five figures in the board paper are outside the published interval." in page
    assert "names neither the period nor the source" in page


def test_what_needs_attention_is_what_the_rule_lists(store_folder):
    page = words(drawn(store_folder, "overview"))
    listed = attention([standing for standing in standings_of("E54000048") if standing.has_figure]).listed
    titles = re.findall(r'<h3 class="card-name"><a[^>]*>([^<]*)</a></h3><p>', page)
    assert len(titles) == len(listed) == 5
    for concern, title in zip(listed, titles, strict=True):
        assert in_sentence(concern.standing.metric.title) in in_sentence(unescape(title))
    first = listed[0]
    assert f"{first.people.rounded:,} more children" in page


def standings_of(area):
    return standings(open_system("QE1"), area)


def test_the_first_answer_and_the_counts_are_those_of_the_verdicts(store_folder):
    available = standings_of("E54000048")
    verdicts = {shift: verdict_of(in_shift(available, shift)) for shift in Shift}
    page = plain(drawn(store_folder, "overview"))
    assert answer(verdicts) in page
    for verdict in verdicts.values():
        assert tally(verdict) in page


def test_a_place_without_published_life_expectancy_shows_the_computed_gap_and_no_claims(store_folder):
    app = drawn(store_folder, "overview", area=LANCASHIRE)
    page = plain(app)
    assert not app.exception
    assert "Blackpool" not in page and "board paper" not in page.lower()
    assert "are not published for Lancashire" in page
    assert "Life expectancy in Lancashire is lower than in England by 0.7 years for men (0.6 to 0.9)" in page


def test_a_place_of_the_claims_shows_them(store_folder):
    page = plain(drawn(store_folder, "overview", area=BLACKPOOL))
    assert "What the board paper says" in page
    assert "Life expectancy gap with England" in page


def test_another_system_shows_nothing_of_this_strategy(small_store_folder, monkeypatch):
    monkeypatch.setenv("ICS_DATA_FOLDER", str(small_store_folder))
    app = drawn(small_store_folder, "overview", ics=OTHER)
    page = plain(app)
    assert not app.exception
    assert "Blackpool" not in page and "board paper" not in page.lower()
    assert {claim.area for claim in claims().claims} == {BLACKPOOL}
    assert "Most pressing" in page and "Needs attention" in page


def test_a_first_refresh_is_stated_plainly_and_what_is_held_back_with_its_reason(store_folder):
    page = plain(drawn(store_folder, "overview"))
    if not open_store("QE1").facts.get("compared_with"):
        assert "This is the first refresh" in page
    assert "repeats February and March 2024" in page
    assert "Virtual ward beds : we hold no figure after Feb 2024" in page
