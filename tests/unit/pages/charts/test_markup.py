from math import nan
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from markupsafe import escape

from metrics import Polarity
from metrics.judgement.compared_areas import compared_areas
from pages.charts import cards
from pages.charts.areas import levels, ranking
from pages.charts.map.area_map import map_markup
from pages.charts.sparkline import sparkline
from pages.charts.tables import table
from pages.words.provenance import provenance_words
from tests.spec.metrics.small_world import attendance_rate
from tests.unit.pages.sample_rows import EVIL, METRIC, areas, outlines, results


@pytest.fixture
def rows():
    return compared_areas(results(), areas())


@pytest.fixture(params=["map", "ranking", "table"])
def markup(request, rows):
    if request.param == "map":
        return map_markup(outlines(), rows, METRIC, key="m", title=EVIL, selected="A", area_word="ward")
    if request.param == "ranking":
        return ranking.ranking_markup(
            rows, METRIC, title=EVIL, measure=EVIL, selected="A", parent=(EVIL, 120)
        )
    columns = table.standing_columns(METRIC, "Rate", EVIL)
    return table.table_markup(rows, columns, caption=EVIL, first=1, selected="A")


def test_every_area_is_named(markup):
    for name in ["Claremont", escape(EVIL), "Bispham", "Stanley", "Norbreck", "Park"]:
        assert name in markup


def test_no_status_vanishes(markup):
    lowered = markup.lower()
    assert "too small to judge" in lowered
    assert "hidden" in lowered
    assert "no figure" in lowered


def test_foreign_text_never_becomes_markup(markup):
    assert "<script" not in markup.lower()
    assert "&lt;script&gt;" in markup


def test_markup_is_well_formed(markup):
    ElementTree.fromstring(
        f"<div>{markup}</div>".replace("<br>", "<br/>").replace("data-row ", 'data-row="" ')
    )


def test_each_area_of_the_map_says_name_value_and_standing(rows):
    drawn = map_markup(outlines(), rows, METRIC, key="m", title="Map", area_word="ward")
    assert 'aria-label="Claremont, 355 per 100,000 people, higher than England, priority area"' in drawn
    assert 'aria-label="Stanley, too small to judge: fewer than 10 events"' in drawn
    assert drawn.count("data-area=") == 6


def test_the_legend_counts_statuses_also_when_there_are_none(rows):
    whole = rows[rows["status"] == "ok"]
    drawn = map_markup(outlines(), whole, METRIC, key="m", title="Map")
    assert "too small to judge (0)" in drawn and "hidden (0)" in drawn


def test_rows_with_a_status_are_not_folded_away(rows):
    drawn = ranking.ranking_markup(rows, METRIC, title="t", measure="m", first=1)
    folded = [part for part in drawn.split("<tr") if 'class="extra"' in part]
    assert len(folded) == 2
    assert not any("Stanley" in part or "Norbreck" in part or "Park" in part for part in folded)


def test_the_counts_strip_shows_numbers_that_add_up(rows):
    strip = ranking.counts_strip(rows, "England")
    numbers = [int(part.split("</b>")[0]) for part in strip.split("<b>")[1:]]
    assert sum(numbers) == len(rows)


def test_the_bar_of_a_shift_names_its_counts():
    bar = cards.verdict_bar({"improving": 2, "no clear change": 3, "worsening": 0, "cannot say": 4})
    assert 'aria-label="9 metrics: 2 improving, 3 no clear change, 0 worsening, 4 cannot say"' in bar
    assert "bar-worsening" not in bar and "<b>0</b>worsening" in bar


def test_a_definition_card_escapes_what_a_metric_says():
    card = cards.definition_panel(
        attendance_rate(caution="Counts <b>cases</b>.", owner="", polarity=Polarity.LOWER_IS_BETTER)
    )
    assert "Counts &lt;b&gt;cases&lt;/b&gt;." in card
    assert "Not yet named" in card
    assert "▼ lower" in card


def test_a_metric_card_joins_per_cent_to_its_value():
    card = cards.metric_card(
        name=EVIL, address='/metric?a=1&b="', provenance="official", value="93.0", unit="% seen in time",
        detail="2024/25", verdict="cannot say", reason="One year only",
    )  # fmt: skip
    assert "<b>93.0%</b> <span>seen in time</span>" in card
    assert "<script" not in card and '"/metric?a=1&amp;b=&#34;"' in card


@pytest.mark.parametrize("values", [[], [nan], [5.0], [1.0, 2.0], [1.0, nan, 2.0] * 5, [3.0] * 9])
def test_a_sparkline_is_drawn_from_any_number_of_points(values):
    assert sparkline(values, "worsening", centre=2, usual=(1, 3)).startswith("data:image/svg+xml;base64,")


def test_levels_name_every_dot_and_say_how_many_have_none():
    strips = [
        levels.Strip("ICS", "1", [("Q", EVIL, 79.1)], "Q"),
        levels.Strip("Ward", "3 in the ICS", [("A", "Park", 75.0), ("B", "Talbot", 74.0)], "A", without=1),
    ]
    metric = SimpleNamespace(decimals=1, unit="years")
    drawn = levels.levels_markup(strips, metric, title="Levels", comparator_value=79.8)
    assert "<script" not in drawn
    assert 'aria-label="Talbot, Ward, 74.0 years"' in drawn
    assert "1 without a figure" in drawn and "England 79.8" in drawn


def test_the_strip_says_what_is_synthetic():
    assert provenance_words({"synthetic"})[0] == "Demonstration data."
    assert provenance_words({"synthetic", "official"})[0] == "Some figures are not real."
    assert "synthetic" in provenance_words({"official"})[1]
