"""Of 500 figures: the finding, the titles and the table agree with one another and with the store.

The store is read by plain SQL and the words by tests.lib.read_back, so that nothing judges itself.
"""

from __future__ import annotations

import re
from html import unescape

import duckdb
import pandas as pd
import pytest

from data.paths import store_folder as folder_of_the_store
from data.storage.versioned_file import current_path
from geo.assembly import geography
from geo.levels import level_words
from metrics.judgement.change import finest_change
from metrics.judgement.compared_areas import ranked_areas
from metrics.language import registry
from metrics.store.results import open_store
from pages.charts.tables import table
from pages.panels import trend as trend_panel
from pages.shell import frame
from pages.words import findings
from pages.words.findings import first_comparator
from tests.lib import read_back
from tests.pages.test_pages_without_browser import drawn, figures, words

CASES, PAGES = 500, 25
_LEVELS = "('ics', 'place', 'district', 'neighbourhood', 'ward')"
_SIDES = {"higher": "higher", "lower": "lower", "apart": "cannot be told apart", "": "not compared"}


@pytest.fixture(scope="module")
def held(store_folder):
    """All results of the store, by plain SQL."""
    path = current_path(folder_of_the_store("QE1"))
    with duckdb.connect(str(path), read_only=True, config={"threads": 1}) as open_file:
        return open_file.sql(
            "SELECT metric_id, area_code, area_level, frequency, period_start, period_end, period_label, "
            "sex, value, lower_ci, upper_ci, comparator, comparator_value, status, provenance "
            f"FROM results_by_metric WHERE area_level IN {_LEVELS} "
            "ORDER BY metric_id, area_level, area_code, sex, frequency, period_end"
        ).df()


@pytest.fixture(scope="module")
def series(held):
    """The rows of one metric, area and sex: a slice of ``held``."""
    return _groups(held, "metric_id", "area_code", "sex")


def _groups(held: pd.DataFrame, *columns: str):
    """The rows of ``held`` that have the same in the columns, by what they have there."""
    places = held.groupby(list(columns)).indices
    return lambda *values: held.iloc[places[values]]


METRICS = registry.metrics()


def _statistic(metric_id: str) -> str:
    return type(METRICS[metric_id].statistic).__name__


@pytest.fixture(scope="module")
def cases(held):
    """500 rows: some of each metric and level and of each level, status, frequency and side; then any."""
    here = geography("QE1")
    shown = {code for level in here.levels for code in here.table(level, here.default_footprint).area_code}
    rows = held[held.area_code.isin(shown)].copy()
    rows["side"] = [_side(row) for row in rows.itertuples()]
    rows["statistic"] = rows.metric_id.map(_statistic)
    mixed = rows.sample(frac=1, random_state=20240101)
    first = pd.concat(
        [
            mixed.groupby(["area_level", "status", "frequency", "side"]).head(2),
            mixed.groupby(["statistic", "status", "side"]).head(1),
            mixed[mixed.status == "ok"].groupby(["metric_id", "sex"]).head(1),
            mixed[mixed.status != "ok"].groupby("metric_id").head(1),
        ]
    )
    first = first[~first.index.duplicated()]
    assert len(first) <= CASES
    rest = mixed.drop(first.index).head(CASES - len(first))
    return list(pd.concat([first, rest]).itertuples())


def _side(row) -> str:
    """Where a row stands, by its interval alone."""
    if row.status != "ok" or pd.isna(row.lower_ci) or pd.isna(row.upper_ci) or pd.isna(row.comparator_value):
        return ""
    if row.lower_ci > row.comparator_value:
        return "higher"
    return "lower" if row.upper_ci < row.comparator_value else "apart"


class Page:
    """What the metric's page writes for one row's metric, level, area, sex and period."""

    def __init__(self, row) -> None:
        here, store = geography("QE1"), open_store("QE1")
        self.metric, self.name = METRICS[row.metric_id], here.area(row.area_code).label
        areas = here.table(row.area_level, here.default_footprint)
        codes = areas.area_code.tolist()
        self.results = store.values(
            row.metric_id, level=row.area_level, area=codes, sex=row.sex, period=row.period_label
        )
        self.rows = ranked_areas(self.metric, self.results, areas)
        own = self.results[self.results.area_code == row.area_code].iloc[0]
        self.sentence = findings.standing_sentence(own, self.metric, self.name)
        self.comparator = first_comparator(self.results, self.metric)
        self.ranking = findings.ranking_title(self.rows, row.area_level, self.comparator)
        self.leading = findings.leading_title(self.rows, row.area_level, self.metric)
        series = store.values(row.metric_id, area=[row.area_code], sex=row.sex, period="all")
        self.change = finest_change(series, self.metric, row.area_level)
        self.trend = findings.change_title(self.change, self.metric)
        word = level_words(row.area_level).singular
        columns = table.standing_columns(self.metric, "Figure", self.comparator or "comparator", word)
        markup = table.table_markup(
            self.rows, columns, caption="", row_word=word, limits=findings.limits(self.metric)
        )
        (self.cells,) = (cells for cells in read_back.table_rows(markup)[1:] if _is_of(cells[1], self.name))


def _is_of(cell: str, name: str) -> bool:
    return cell == name or cell.startswith(f"{name}P") or cell == f"{name} P"


@pytest.fixture(scope="module")
def pages(cases):
    return [(row, Page(row)) for row in cases]


def test_the_cases_hold_every_level_status_frequency_side_statistic_and_metric(cases, held):
    for column in ("area_level", "status", "frequency", "metric_id"):
        assert {getattr(row, column) for row in cases} == set(held[column]), column
    assert {_side(row) for row in cases} == {"higher", "lower", "apart", ""}
    assert {row.statistic for row in cases} == set(map(_statistic, METRICS))
    assert len(cases) == CASES


def _close(written: str, kept: float, decimals: int) -> bool:
    """Written with the metric's decimals and no further from the store's figure than rounding takes it."""
    told = read_back.number(written)
    return read_back.decimals(written) == decimals and abs(told - kept) <= 0.5 * 10**-decimals + 1e-9


def test_the_finding_says_what_the_store_holds(pages):
    for row, page in pages:
        said, decimals = read_back.finding(page.sentence), page.metric.decimals
        assert page.name in said.subject, page.sentence
        if row.status != "ok":
            assert said.side == "no figure", page.sentence
            assert not re.search(r"higher|lower|better|worse|told apart", page.sentence)
            continue
        assert _close(said.figure, row.value, decimals), (page.sentence, row.value)
        assert said.side == _side(row), (page.sentence, row)
        if said.side:
            assert _close(said.against, row.comparator_value, decimals), (page.sentence, row)
            assert said.whom == row.comparator, page.sentence
        who = {"female": "women", "male": "men"}.get(row.sex)
        if who and len(page.metric.sexes) == 2:
            assert re.search(rf"\b{who}\b", page.sentence, re.IGNORECASE), page.sentence


def test_the_table_says_what_the_finding_and_the_store_say(pages):
    for row, page in pages:
        said, decimals = read_back.finding(page.sentence), page.metric.decimals
        if row.status != "ok":
            assert page.cells[2].lower() == (said.against or "No figure").lower(), (page.cells, page.sentence)
            continue
        rank, _, figure, interval, told = page.cells
        assert _close(figure, row.value, decimals) and figure.replace("\u2212", "-").lstrip("-") == (
            said.figure.replace("\u2212", "-").lstrip("-")
        )
        ends = [] if pd.isna(row.lower_ci) else [row.lower_ci, row.upper_ci]
        written = interval.split(" to ") if interval else []
        assert len(written) == len(ends) and all(map(_close, written, ends, [decimals] * 2)), page.cells
        assert told == _SIDES[_side(row)], (page.cells, row)
        assert rank.isdigit()


def _shown_areas(level: str) -> pd.Series:
    here = geography("QE1")
    return here.table(level, here.default_footprint).area_code


def test_the_ranking_s_titles_say_what_the_store_holds(pages, held):
    level = _groups(held, "metric_id", "area_level", "sex", "period_label")
    for row, page in pages:
        peers = level(row.metric_id, row.area_level, row.sex, row.period_label)
        peers = peers[peers.area_code.isin(_shown_areas(row.area_level))]
        total = len(page.rows)
        sides = [_side(peer) for peer in peers.itertuples()]
        if total == 1:
            assert page.ranking.startswith("One ")
            continue
        counted = {
            side: int(many)
            for many, side in re.findall(r"and (\d+) (?:is|are) (higher|lower)\b", page.ranking)
        }
        if lead := re.match(r"(\d+) of (\d+) .* (?:is|are) (higher|lower) than", page.ranking):
            counted[lead[3]] = int(lead[1])
            assert int(lead[2]) == total
        assert counted.get("higher", 0) == sides.count("higher"), (page.ranking, row)
        assert counted.get("lower", 0) == sides.count("lower"), (page.ranking, row)
        if " told apart" in page.ranking:
            assert not sides.count("higher") + sides.count("lower") and "apart" in sides
        if only := re.match(r"(?!It is)(.+?) has the (highest|lowest) figure", page.leading):
            shown = peers[peers.status == "ok"]
            top = shown.loc[shown.value.idxmax() if only[2] == "highest" else shown.value.idxmin()]
            others = shown.drop(top.name)
            apart = (
                (others.upper_ci < top.lower_ci) if only[2] == "highest" else (others.lower_ci > top.upper_ci)
            )
            assert geography("QE1").area(top.area_code).label == only[1] and apart.all(), page.leading


def test_a_trend_s_title_claims_a_change_only_where_the_series_carries_one(pages, series):
    seen = set()
    for row, page in pages:
        title = page.trend
        way = re.search(r"(?:has|have) (risen|fallen)\b", title)
        judged = re.search(r"which is (better|worse)", title)
        seen.add((bool(way), judged[1] if judged else ""))
        if page.change.verdict == "cannot say":
            assert re.match("We cannot say whether .+ (has|have) changed", title), title
            continue
        assert bool(judged) == (page.change.verdict in ("improving", "worsening")), title
        if not way:
            continue
        sign = 1 if way[1] == "risen" else -1
        if judged:
            good = {"HIGHER_IS_BETTER": 1, "LOWER_IS_BETTER": -1}[page.metric.polarity.name]
            assert (judged[1] == "better") == (sign == good), title
        since = re.match(r"(Up|Down) from (\S+) in (.+?)(?:, but|$)", page.change.reason)
        if since is None:
            continue
        assert (since[1] == "Up") == (sign == 1)
        own = series(row.metric_id, row.area_code, row.sex)
        own = own[(own.status == "ok") & (own.frequency == page.change.series.frequency.iloc[0])]
        own = own.sort_values("period_end")
        last, before = own.iloc[-1], own[own.period_label == since[3]].iloc[-1]
        assert _close(since[2].rstrip("%"), before.value, page.metric.decimals), page.change.reason
        clear = last.lower_ci > before.upper_ci if sign == 1 else last.upper_ci < before.lower_ci
        assert clear and before.period_end < last.period_start, title
    assert {(True, "better"), (True, "worse"), (False, "")} <= seen


def test_the_chart_holds_the_store_s_figures_in_their_order(pages, series, monkeypatch):
    drawings: list = []
    monkeypatch.setattr(
        trend_panel.frame, "panel_head", lambda title, *rest, **more: drawings.append([title])
    )
    monkeypatch.setattr(
        trend_panel, "draw_trend", lambda chart, **more: drawings[-1].append((chart, more["alt"]))
    )
    monkeypatch.setattr(trend_panel.st, "html", lambda *rest: None)
    monkeypatch.setattr(trend_panel.cards, "draw", lambda *rest: None)
    assert frame.panel_head is trend_panel.frame.panel_head
    checked = {"month": 0, "year": 0, "years": 0}
    for row, page in pages:
        drawings.clear()
        trend_panel.draw_trend_panel(page.metric, page.change, page.name, "QE1")
        if not drawings or len(drawings[0]) < 2:
            continue
        title, (chart, alt) = drawings[0]
        assert title == page.trend, "the chart's title is the trend's"
        frequency = page.change.series.frequency.iloc[0]
        own = series(row.metric_id, row.area_code, row.sex)
        own = own[(own.status == "ok") & (own.frequency == frequency)].sort_values("period_end")
        kept = own.value.to_numpy()
        if page.metric.statistic.grows_with_time and frequency == "month":
            days = (own.period_end.dt.normalize() - own.period_start.dt.normalize()).dt.days.to_numpy() + 1
            kept = kept / days * (365.25 / 12)
        lines = [[y for y in line.y if y is not None and y == y] for line in chart.data if line.y is not None]
        assert any(len(line) == len(kept) and abs(line - kept).max() < 1e-9 for line in lines), (title, row)
        assert own.period_label.iloc[-1] in alt
        checked[frequency] += 1
    assert all(checked.values()), checked


def test_the_page_itself_shows_the_same_sentence_titles_and_table(pages, store_folder):
    shown = [
        (row, page)
        for row, page in pages
        if row.status != "not_applicable" and row.frequency in ("month", "year", "years")
    ]
    step = len(shown) // PAGES
    for row, page in shown[::step][:PAGES]:
        choice = {"metric": row.metric_id, "level": row.area_level, "area": row.area_code}
        choice["period"] = row.period_label
        if len(page.metric.sexes) > 1:
            choice["group"] = row.sex
        app = drawn(store_folder, "metric", **choice)
        assert not app.exception, choice
        told = unescape(words(app))
        assert "not available here" not in told, choice
        assert f"<h1>{page.sentence}.</h1>" in told, (choice, page.sentence)
        if len(page.rows) > 1:
            assert f">{page.ranking}</h2>" in told, (choice, page.ranking)
            assert f">{page.leading}</h2>" in told, (choice, page.leading)
        if (page.change.series.status == "ok").sum() > 1:
            assert f">{page.trend}</h2>" in told, (choice, page.trend)
        chips = re.search(r'<ul class="chips">(.*?)</ul>', told)[1]
        assert row.period_label in chips and (f'chip-{row.provenance}"' in chips), (choice, chips)
        if row.status == "ok":
            drawn_figures = figures(app)
            assert page.cells[2] in drawn_figures, choice
