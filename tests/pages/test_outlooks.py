"""Where metrics are heading, as the pages say it: in words, as a picture, as a table and in a download."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from html import unescape

import pytest

from metrics.judgement.outlook import chance_words
from metrics.judgement.standing import standings_from_rows
from metrics.language.metric import Target
from metrics.language.target_words import target_label
from metrics.targets.system import System, open_system
from pages.charts.tables.score_row import score_row
from pages.panels import outlook as panel
from pages.words.outlook import outlook_sentence
from tests.pages.test_pages_without_browser import drawn, words

ICS = "E54000048"


@pytest.fixture(scope="module")
def system(store_folder) -> System:
    return open_system("QE1")


@pytest.fixture(scope="module")
def every(system):
    rows = system.store.values(area=ICS, period="all")
    return panel.headings(system, standings_from_rows(rows, system.metrics, ICS, "ics"), ICS)


def test_each_metric_with_a_target_and_a_figure_has_an_outlook_and_no_other(every):
    assert every and all(each.outlook.target == each.standing.metric.target for each in every)
    assert {each.outlook.status for each in every} <= {"on track", "off track", "cannot say"}


def test_sentence_table_picture_and_download_show_the_same_chance(every):
    with_forecast = [each for each in every if not each.outlook.reason]
    table = panel._table(with_forecast).set_index("Metric")
    rows = panel.outlook_rows(with_forecast, ICS)
    for each in with_forecast:
        chance = chance_words(each.outlook.chance)
        assert chance in outlook_sentence(each.outlook, each.standing.metric)[1]
        assert table.loc[each.standing.name, "Chance"] == chance
        assert chance in panel.picture_words(each)
        assert set(rows.chance[rows.metric_id == each.standing.metric.id]) == {chance}


def test_what_is_modelled_synthetic_or_an_example_says_so_on_its_card(every):
    for each in every:
        if each.outlook.reason:
            continue
        card = panel._card(each)
        assert ("chip-synthetic" in card) == each.standing.is_synthetic
        assert ("chip-modelled" in card) != each.standing.is_synthetic
        assert ("chip-example" in card) == each.standing.metric.target.is_example
        assert (
            target_label(each.standing.metric).startswith("Example") == each.standing.metric.target.is_example
        )


def test_the_picture_shows_the_target_as_a_diamond_and_no_letter_below_14(every):
    each = next(each for each in every if not each.outlook.reason)
    card = panel._card(each)
    address = re.search(r'class="outlook-picture" src="data:image/svg\+xml;base64,([^"]+)"', card)[1]
    svg = base64.b64decode(address).decode()
    assert target_label(each.standing.metric) in svg and 'stroke-dasharray="2 3"' in svg
    assert all(int(size) >= 14 for size in re.findall(r'font-size="(\d+)"', svg))
    assert ">2018<" in svg and ">2034<" in svg


def test_the_download_marks_what_is_not_real_and_what_nobody_adopted(every):
    with_forecast = [each for each in every if not each.outlook.reason]
    rows = panel.outlook_rows(with_forecast, ICS)
    assert {"period_end", "middle", "lower_80", "upper_80", "target_is_example", "provenance"} <= set(rows)
    for each in with_forecast:
        own = rows[rows.metric_id == each.standing.metric.id]
        assert set(own.provenance) == {"synthetic" if each.standing.is_synthetic else "modelled"}


def test_a_shift_page_shows_where_its_metrics_are_heading(store_folder):
    page = unescape(words(drawn(store_folder, "shift", shift="hospital_to_community")))
    assert "heading by 2034" in page and "How the forecasts are made" in page
    assert "Targets marked as examples have not been adopted." in page


def test_a_shift_page_without_any_target_says_how_to_set_one(store_folder, tmp_path, monkeypatch):
    monkeypatch.setenv("ICS_STRATEGY_FOLDER", str(tmp_path))
    system = open_system("QE1")
    assert panel.headings(system, [], ICS) == []
    assert "docs/own-targets.md" in panel._NO_TARGET


def test_a_metric_page_shows_its_outlook_events_and_table(store_folder):
    page = unescape(
        words(drawn(store_folder, "metric", metric="emergency_admissions", level="ics", area=ICS))
    )
    assert "Outlook: " in page and "chip-example" in page
    assert "1 July 2022: Integrated care boards established. Health and Care Act 2022" in page
    assert "The same months as a table" in page


def test_an_example_reaches_no_ward(store_folder):
    page = words(drawn(store_folder, "metric", metric="emergency_admissions", level="ward", area="E05001666"))
    assert "chip-example" not in page and "Outlook: " not in page


def test_the_target_column_says_meets_sometimes_or_misses_by_the_usual_range(every):
    standing = next(each.standing for each in every if each.standing.metric.id == "ready_to_leave_hospital")
    low, high = float(standing.change.chart.lower_limit[-1]), float(standing.change.chart.upper_limit[-1])
    for goal, icon, sentence in (
        (high + 10, "meets", "Meets"),
        ((low + high) / 2, "sometimes", "Sometimes meets"),
        (low - 10, "misses", "Misses"),
    ):
        row = score_row(_with_target(standing, goal))
        assert row.target_icon == icon and row.target.startswith(sentence) and "(example)" in row.target


def _with_target(standing, goal: float):
    from metrics.judgement.change import change

    metric = replace(standing.metric, target=Target(round(goal), "An example of ours", is_example=True))
    return replace(standing, metric=metric, change=change(standing.change.series, metric))


def test_the_interval_of_a_year_decides_where_there_is_no_control_chart(every):
    standing = next(each.standing for each in every if each.standing.metric.id == "deaths_in_hospital")
    for goal, icon in ((standing.newest.upper_ci + 5, "meets"), (standing.newest.lower_ci - 5, "misses")):
        assert score_row(_with_target(standing, goal)).target_icon == icon
    row = score_row(_with_target(standing, round(standing.newest.value)))
    assert (row.target_icon, row.target.startswith("Cannot be told apart from")) == ("sometimes", True)
