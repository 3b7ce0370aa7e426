"""The page of the strategy: every priority has a row, counts are the store's, statements can be searched."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.strategy import documents, priorities
from data.strategy.facts import Facts
from data.strategy.programmes import Site, programmes
from data.strategy.reading import FOLDER
from data.strategy.statements import statements
from geo.assembly import geography
from metrics.judgement.priorities import (
    PriorityRow,
    filtered_rows,
    priority_metrics,
    rows_by_change,
    rows_by_priority,
)
from metrics.judgement.standing import standings_from_rows
from metrics.language import registry
from metrics.language.metric import Shift
from metrics.store.results import open_store
from pages.panels.strategy import statements as statements_panel
from pages.panels.strategy.matrix import matrix_rows
from pages.panels.strategy.programmes import programme_rows, site_faults
from pages.words.numbers import number_within
from pages.words.strategy import deck, gaps, row_warning, title
from tests.pages.test_pages_without_browser import drawn, words


@pytest.fixture(scope="module")
def matrix(store_folder):
    """The store's rows of the system, and the rows of the matrix."""
    store, metrics, code = open_store("QE1"), registry.metrics(), geography("QE1").ics_code
    values = store.values(area=code, period="all")
    metrics_shown = priority_metrics(
        metrics, standings_from_rows(values, metrics, code, "ics"), store.values(period="latest")
    )
    return values, metrics_shown, rows_by_priority(metrics_shown, priorities().values())


@pytest.fixture(scope="module")
def page(store_folder) -> str:
    return unescape(words(drawn(store_folder, "strategy")))


def spoken(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def row_of(page: str, heading: str) -> str:
    """The markup of one row of the matrix."""
    return next(row for row in page.split("<tr") if f'scope="row"><b>{heading}</b>' in row).split("</tr>")[0]


def test_every_priority_has_a_row_with_every_metric_that_names_it(page, matrix):
    for priority in priorities().values():
        row = row_of(page, priority.title)
        for metric in registry.metrics().values():
            assert (f"metric={metric.id}&" in row or f'metric={metric.id}"' in row) == (
                priority.id in metric.priorities
            ), (priority.id, metric.id)


def test_each_mark_is_the_change_of_the_standing(page, matrix):
    _, measured, rows = matrix
    for row in rows:
        markup = row_of(page, row.heading)
        for metric in row.priority_metrics:
            if metric.standing is None:
                continue
            for item in re.findall(
                rf"<li>(?:(?!</li>).)*metric={metric.metric.id}&(?:(?!</li>).)*</li>", markup
            ):
                if f">{metric.standing.name}</a>" in item:
                    assert f'alt="{metric.verdict.capitalize()}:"' in item
                    assert ("chip-synthetic" in item) == (metric.standing.newest.provenance == "synthetic")


def test_the_counts_of_a_priority_are_those_of_the_store(matrix):
    values, _, rows = matrix
    real = values[(values.status == "ok") & (values.provenance != "synthetic")]
    for row in rows:
        metrics = [metric for metric in registry.metrics().values() if row.id in metric.priorities]
        pairs = {(metric.id, sex) for metric in metrics for sex in metric.sexes}
        has = set(zip(real.metric_id, real.sex, strict=True)) & pairs
        assert row.verdict.judged == len(has), row.id
        assert (row_warning(row) == "") == bool(has)


def test_the_finding_admits_every_gap(page, matrix):
    _, _, rows = matrix
    without = [row for row in rows if not row.verdict.judged]
    assert f"{len(rows) - len(without)} of {len(rows)} priorities" in spoken(page)
    assert [name for name, _ in gaps(rows)] == [row.heading for row in without]
    for row in without:
        assert "m-gap" in row_of(page, row.heading)


def test_a_priority_without_any_metric_is_shown_as_a_gap(matrix):
    _, _, rows = matrix
    bare = [*rows, PriorityRow("bare", "Bare", "Group", "group", ())]
    assert "One priority has no metric at all." in deck(bare)
    assert ("Bare", "No metric measures this priority") in gaps(bare)
    assert (
        title(bare, "Here") == f"18 of {len(bare)} priorities have a published figure for Here; 5 have none"
    )
    assert bare[-1] in filtered_rows(bare, "group", "all", "all")
    assert filtered_rows(bare, "all", "worsening", "all") == filtered_rows(rows, "all", "worsening", "all")


def test_demonstration_data_are_left_out_of_the_finding(matrix):
    values, measured, rows = matrix
    real = [metric for metric in measured if metric.figures == "published" and metric.metric.priorities]
    better = sum(metric.verdict == "improving" for metric in real)
    worse = sum(metric.verdict == "worsening" for metric in real)
    assert deck(rows).startswith(
        f"Of {len(real)} published metrics for a priority, {number_within(better)} are improving and "
        f"{number_within(worse)} are getting worse."
    )


def test_a_metric_without_a_figure_for_the_system_keeps_its_place(matrix):
    _, measured, _ = matrix
    below = [metric for metric in measured if metric.standing is None]
    assert {metric.metric.id for metric in below} >= {
        "suicide_rate",
        "adult_obesity",
        "published_life_expectancy",
    }
    assert {metric.metric.id for metric in measured} == set(registry.metrics())
    assert all(metric.levels for metric in below)


@pytest.mark.parametrize(
    ("address", "fits"),
    [
        ({"change": "worsening"}, lambda metric: metric.verdict == "worsening"),
        ({"figures": "published"}, lambda metric: metric.figures == "published"),
        ({"figures": "synthetic"}, lambda metric: metric.figures == "synthetic"),
        ({"figures": "none"}, lambda metric: metric.standing is None),
        ({"priority": "partnership_priorities"}, lambda metric: True),
        ({"priority": "stroke"}, lambda metric: True),
    ],
)
def test_a_filter_of_the_address_leaves_what_fits_and_nothing_else(matrix, address, fits):
    _, _, rows = matrix
    asked = {"priority": "all", "change": "all", "figures": "all"} | address
    shown = filtered_rows(rows, **asked)
    assert shown and all(fits(metric) for row in shown for metric in row.priority_metrics)
    wanted = sum(
        fits(metric)
        for row in rows
        if asked["priority"] in ("all", row.id, row.group_id)
        for metric in row.priority_metrics
    )
    assert sum(len(row.priority_metrics) for row in shown) == wanted


def test_a_filter_changes_what_is_shown_and_not_what_is_stated_about_a_priority(store_folder, page):
    filtered = unescape(words(drawn(store_folder, "strategy", change="worsening")))
    assert (
        "Living well" in filtered
        and "<b>Workforce</b>" not in filtered.split('class="gaps"')[1].split("</ul>")[1]
    )
    for heading in ("Living well", "Managing illness"):
        head = "<b>" + heading + "</b>"
        assert row_of(filtered, heading).split("</th>")[0] == row_of(page, heading).split("</th>")[0]
        assert head in filtered
    assert "<h1>" in filtered and filtered.split("<h1>")[1][:40] == page.split("<h1>")[1][:40]


def test_one_shift_alone_is_one_column(store_folder):
    app = drawn(store_folder, "strategy", shift="analogue_to_digital")
    table = unescape(words(app)).split('class="matrix"')[1].split("</table>")[0]
    assert 'scope="col">Analogue to digital' in table and 'scope="col">Treatment' not in table


def test_a_value_that_is_no_filter_is_answered_with_a_sentence(store_folder):
    app = drawn(store_folder, "strategy", priority="cure", change="awful", kind="lie", document="<b>")
    assert not app.exception
    assert words(app).count("not available here") == 4 and "<b>”" not in words(app)


def test_the_download_has_a_row_for_every_metric_of_every_cell(matrix):
    _, _, rows = matrix
    table = matrix_rows(rows, list(Shift))
    assert set(table.priority) == {row.heading for row in rows}
    assert len(table[["priority", "shift"]].drop_duplicates()) == len(rows) * len(Shift)
    for row in rows:
        for shift in Shift:
            mine = table[(table.priority == row.heading) & (table["shift"] == shift.title)]
            expected = [metric.metric.id for metric in row.under(shift)]
            assert sorted(mine.metric_id[mine.metric_id != ""]) == sorted(expected)


def test_the_download_of_nothing_is_a_table(matrix):
    assert matrix_rows([], list(Shift)).empty and isinstance(matrix_rows([], []), pd.DataFrame)


def test_the_first_programme_is_shown_with_its_sites_length_and_cost(page):
    row = next(row for row in page.split("<tr") if "<b>Population health management</b>" in row)
    assert "£471,000" in row and "20 weeks" in row and "from NHS England" in row
    for site in ("Barrow", "Blackpool", "Burnley", "Chorley", "Skelmersdale"):
        assert re.search(rf'<a [^>]*href="/compare\?[^"]*area=[^"]*"[^>]*>{site}', row), site
    assert "None stated" in row and "paragraphs 34, 90, 91, 92 and 95" in row


def test_every_site_with_a_code_is_an_area_of_the_system():
    assert site_faults(programmes(), geography("QE1")) == []
    strange = replace(programmes().entries[0], sites=(Site("Nowhere", "E09999999"),))
    assert "'E09999999' of Nowhere" in site_faults(Facts((strange,)), geography("QE1"))[0]


def test_what_is_not_stated_is_never_a_number():
    table = programme_rows(programmes())
    assert list(table.cost_gbp[1:]) == ["not stated"] * (len(table) - 1)
    assert not table.isin(["", "0", "nan"]).drop(columns=["site_codes"]).any(axis=None)


def test_the_engagement_log_says_who_took_part_and_what_the_number_is_not(page):
    text = spoken(page)
    for words_of_it in (
        "803 answers",
        "166 answers",
        "16 focus groups",
        "397 answers",
        "More than 200 people",
    ):
        assert words_of_it in text
    assert "3 of 8 entries count people who chose to answer" in text
    assert "A plan; the document does not state whether it took place" in text


def _finder() -> None:
    from pages.panels.strategy.statements import draw_statements
    from pages.shell.system import chosen_system

    draw_statements(chosen_system(), own=True)


def rows_shown(app: AppTest) -> list[str]:
    body = next((markup for markup in map(str, [unescape(words(app))]) if "<tbody>" in markup), "")
    return body.split("<tbody>")[1].split("<tr>")[1:] if body else []


def test_a_search_for_its_printed_words_shows_each_of_the_158_statements(store_folder):
    app = AppTest.from_function(_finder, default_timeout=600)
    for statement in statements().entries:
        app.query_params["find"] = statement.printed
        app.run()
        assert not app.exception
        mine = [row for row in rows_shown(app) if f"<span>{statement.statement}</span>" in row]
        assert any(
            f"<q>{statement.printed}</q>" in row and f"<b>{statement.about}</b>" in row for row in mine
        ), statement


def test_its_document_shows_each_of_the_158_statements(store_folder):
    app, seen = AppTest.from_function(_finder, default_timeout=600), 0
    for key, document in documents().items():
        app.query_params["document"] = key
        app.run()
        rows, mine = (
            rows_shown(app),
            [statement for statement in statements().entries if statement.document == key],
        )
        assert len(rows) == len(mine)
        assert f"{len(mine)} of 158 statements" in words(app)
        for statement, row in zip(mine, rows, strict=True):
            assert statement.statement in row and document.title in row and document.publisher in row
        seen += len(rows)
    assert seen == 158


def test_a_claim_is_marked_as_a_claim_and_nothing_else_is(store_folder):
    app = AppTest.from_function(_finder, default_timeout=600).run()
    rows = rows_shown(app)
    assert len(rows) == 158
    for statement, row in zip(statements().entries, rows, strict=True):
        assert ("chip-claim" in row) == ("A claim, not a result" in row) == statement.is_claim


def test_a_search_takes_words_in_any_order_in_capitals_or_not():
    every = list(statements().entries)
    assert statements_panel.matching(every, "POUNDS nothing of the kind") == []
    for asked in ("blackpool LIFE men", "men life  Blackpool"):
        assert {statement.value for statement in statements_panel.matching(every, asked)} >= {69.0}
    assert [
        statement.value for statement in statements_panel.matching(every, "471,000 investment nhs england's")
    ] == [471000.0]
    assert len(statements_panel.matching(every, "")) == 158
    assert len(statements_panel.matching(every, "", kind="reported outcome")) == 18


def test_a_search_that_finds_nothing_says_so_and_keeps_its_box(store_folder):
    app = drawn(store_folder, "strategy", find="<script>no such words</script>")
    assert not app.exception and "0 of 158 statements" in words(app)
    assert "<script>" not in words(app)
    app.text_input(key="filter_find").set_value("stroke").run()
    assert app.query_params["find"] in ("stroke", ["stroke"]) and not app.exception


def test_values_are_read_with_their_unit():
    values = {
        statement.printed: statements_panel.value_words(statement) for statement in statements().entries
    }
    assert values["£471,000"] == "£471,000" and values["54 per cent"] == "54%"
    assert values["One in three"] == "1 in 3" and values["46.5 years"] == "46.5 years"
    assert values["17 September 2019"] == "2019" and values["single CCG"] == "1 CCG"


@pytest.mark.parametrize("name", ["programmes.yaml", "engagement.yaml", "statements.csv"])
def test_a_broken_file_is_reported_and_the_rest_is_shown(store_folder, monkeypatch, tmp_path, name):
    for file in FOLDER.iterdir():
        if file.suffix in (".yaml", ".csv"):
            (tmp_path / file.name).write_text(file.read_text("utf-8"), "utf-8")
    (tmp_path / name).write_text("broken: [", "utf-8")
    for module in ("files._FOLDER", "statements.FOLDER"):
        monkeypatch.setattr(f"data.strategy.{module}", tmp_path)
    app = drawn(store_folder, "strategy")
    text = spoken(unescape(words(app)))
    assert (
        not app.exception
        and f"data/strategy/{name}" in text
        and "Some facts cannot be shown: the files of the strategy have 1 fault" in text
    )
    heads = {
        "programmes.yaml": "£471,000 from",
        "engagement.yaml": "803 answers",
        "statements.csv": "158 of 158 statements",
    }
    for file, head in heads.items():
        assert (head in text) == (file != name)


def test_one_wrong_entry_leaves_the_others(store_folder, monkeypatch, tmp_path):
    text = (FOLDER / "programmes.yaml").read_text("utf-8").replace("cost: 471000", "cost: -1")
    (tmp_path / "QE1").mkdir()
    (tmp_path / "QE1" / "programmes.yaml").write_text(text, "utf-8")
    monkeypatch.setenv("ICS_STRATEGY_FOLDER", str(tmp_path))
    text = spoken(unescape(words(drawn(store_folder, "strategy"))))
    assert "own_strategy/QE1/programmes.yaml, population_health_management_2019, cost: found -1" in text
    assert "Of 9 programmes, none states a result" in text


def test_a_system_without_a_strategy_gets_the_shifts_and_what_is_stated_about_it(
    store_folder, matrix, monkeypatch
):
    monkeypatch.setattr("pages.strategy.strategy_system", lambda: "QHM")
    app = drawn(store_folder, "strategy")
    text = spoken(unescape(words(app)))
    assert not app.exception
    assert "We hold no strategy for Lancashire and South Cumbria" in text
    for file in ("strategy/documents", "strategy/priorities", "own_strategy/QE1/programmes"):
        assert f"data/{file}.yaml" in text
    assert "Worsening" in text and "No figure for the ICS" in text
    assert "Gloucestershire" not in text


def test_another_system_is_shown_its_own_statements_and_those_on_england():
    own = [statement for statement in statements().entries if statement.system in ("", "QHM")]
    about = {statement.about for statement in own}
    assert about == {"England", "NHS England", "North East and North Cumbria"}


def test_without_a_strategy_every_metric_is_under_its_change(matrix):
    _, measured, _ = matrix
    rows = rows_by_change(measured)
    assert sorted(map(id, measured)) == sorted(id(metric) for row in rows for metric in row.priority_metrics)
    assert {row.heading for row in rows} <= {
        "Worsening",
        "Improving",
        "No clear change",
        "Cannot say",
        "No figure for the ICS",
    }
