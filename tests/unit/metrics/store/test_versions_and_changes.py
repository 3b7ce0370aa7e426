"""Stores are kept and can be put back; what a new one changes is told before it is put to use."""

from __future__ import annotations

import pandas as pd
import pytest

from data.paths import store_folder
from data.storage.issues_log import log_issues, logged_issues
from metrics.__main__ import main
from metrics.store import fingerprint as state
from metrics.store.changes import LossesTooLarge, find_changes
from metrics.store.explain import explain
from metrics.store.refresh import refresh
from metrics.store.results import open_store, store_at
from metrics.store.versions import accept, is_pinned, roll_back, versions
from tests.unit.metrics.definition_text import SMALLEST
from tests.unit.metrics.own_records import own_rows

NONE = float("nan")


@pytest.fixture(autouse=True)
def no_maps(monkeypatch):
    monkeypatch.setattr("geo.maps.draw_maps", lambda ics: None)


def add_definition() -> None:
    (state.DEFINITIONS_FOLDER / "major_again.py").write_text(SMALLEST, "utf-8")


def counts() -> dict[str, int]:
    table = open_store("QE1").table("change_counts")
    return {kind: number for kind, number in zip(table.kind, table.number, strict=True) if number}


def test_a_roll_back_puts_the_store_before_to_use_and_holds_until_something_changes(world, capsys):
    first, second = refresh("QE1"), refresh("QE1")
    assert [(one.version, one.in_use) for one in versions("QE1")] == [(second, True), (first, False)]
    assert main(["roll-back"]) == 0
    assert capsys.readouterr().out.startswith(f"Store {first} of QE1 is in use again: made ")
    assert open_store("QE1").version == first
    assert is_pinned("QE1")
    add_definition()
    assert not is_pinned("QE1")
    assert main(["refresh", "--if-needed"]) == 0
    assert open_store("QE1").version not in (first, second)


def test_a_store_that_was_rolled_back_to_stays_when_a_refresh_is_not_needed(refreshed, capsys):
    first = open_store("QE1").version
    add_definition()
    refresh("QE1")
    roll_back("QE1")
    capsys.readouterr()
    assert main(["refresh", "--if-needed"]) == 0
    assert "was rolled back and nothing has changed since, so it stays in use" in capsys.readouterr().out
    assert open_store("QE1").version == first


def test_a_roll_back_goes_to_the_version_named_and_to_no_other(world, capsys):
    first, _, third = refresh("QE1"), refresh("QE1"), refresh("QE1")
    assert roll_back("QE1", first) == (third, first)
    assert main(["roll-back", "20200101"]) == 2
    assert "There is no store 20200101 of QE1" in capsys.readouterr().err
    assert main(["roll-back"]) == 2
    assert f"There is no store of QE1 before {first}" in capsys.readouterr().err
    assert open_store("QE1").version == first
    assert main(["versions"]) == 0
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.endswith("in use")]
    assert line.startswith(first)


def test_a_review_tells_what_would_change_and_puts_nothing_to_use(refreshed, capsys):
    first = open_store("QE1").version
    add_definition()
    assert main(["refresh", "--review"]) == 0
    out = capsys.readouterr().out
    assert "1 metrics computed" in out and "1 new metric" in out and "metric appears   major_again" in out
    assert open_store("QE1").version == first
    new = versions("QE1")[0].version
    assert f"--accept {new}" in out
    assert main(["refresh", "--accept", new]) == 0
    assert open_store("QE1").version == new


def test_a_refresh_that_would_lose_much_stops_and_says_how_to_go_on(refreshed, capsys):
    first = open_store("QE1").version
    for name in ("ae_attendances", "frequent_ambulance_attendances"):
        (state.DEFINITIONS_FOLDER / f"{name}.py").unlink()
    assert main(["refresh"]) == 2
    said = capsys.readouterr().err
    assert "2 of 5 metrics would be lost (ae_attendances, frequent_ambulance_attendances)" in said
    assert "--accept-losses" in said and "Traceback" not in said
    assert open_store("QE1").version == first
    assert logged_issues(store_folder("QE1")).found_in.tolist() == ["refresh"]
    version = refresh("QE1", use=False)
    with pytest.raises(LossesTooLarge, match="2 of 5 metrics"):
        accept("QE1", version)
    assert open_store("QE1").version == first
    assert main(["refresh", "--accept-losses"]) == 0
    assert counts()["metric vanishes"] == 2


def test_a_source_that_loses_more_than_half_of_its_rows_stops_the_refresh(refreshed):
    own_rows("deaths", 499).to_parquet(refreshed / "deaths.parquet", index=False)
    with pytest.raises(LossesTooLarge, match="deaths would go from 1,000 to 500 rows"):
        refresh("QE1")
    own_rows("deaths", 500).to_parquet(refreshed / "deaths.parquet", index=False)
    refresh("QE1")


def test_a_source_that_is_gone_stops_the_refresh(refreshed):
    own_rows("deaths", 100, bad=50).to_parquet(refreshed / "deaths.parquet", index=False)
    with pytest.raises(LossesTooLarge, match="deaths would go from 1,000 to 0 rows"):
        refresh("QE1")


def test_figures_that_move_by_more_than_their_interval_are_listed(refreshed):
    rows = own_rows("ae_attendances", 4_000)
    more = pd.concat([rows, *(rows.assign(attendance_id=rows.attendance_id + n * 10_000) for n in (1, 2))])
    more.to_parquet(refreshed / "ae_attendances.parquet", index=False)
    refresh("QE1")
    found = open_store("QE1").table("changes")
    moved = found[(found.metric_id == "ae_attendances") & (found.kind == "moved")]
    whole = moved[(moved.area_level == "ics") & (moved.period_label == "2024/25")].iloc[0]
    assert float(whole.now.split()[0]) == pytest.approx(3 * float(whole.was.split()[0]), rel=0.01)
    assert set(found.metric_id) == {"ae_attendances"}
    assert counts()["moved"] > 10


def results(**changed) -> pd.DataFrame:
    row = {
        "metric_id": "m",
        "area_code": "a",
        "area_level": "ward",
        "frequency": "year",
        "period_start": pd.Timestamp("2024-01-01"),
        "period_end": pd.Timestamp("2024-12-31"),
        "period_label": "2024",
        "sex": "persons",
        "breakdown": "",
        "value": 10.0,
        "lower_ci": 8.0,
        "upper_ci": 12.0,
        "status": "ok",
        "provenance": "local",
        "is_latest": True,
    }
    return pd.DataFrame([row | changed])


@pytest.mark.parametrize(
    ("new", "kinds"),
    [
        ({}, {}),
        ({"value": 11.0, "lower_ci": 9.0, "upper_ci": 13.0}, {}),
        # Outside the other's interval from one side only: a wide old interval, a narrow new one.
        ({"value": 11.5, "lower_ci": 11.0, "upper_ci": 12.0}, {}),
        ({"value": 14.0, "lower_ci": 12.5, "upper_ci": 16.0}, {"moved": 1}),
        (
            {
                "status": "suppressed",
                "value": float("nan"),
                "lower_ci": float("nan"),
                "upper_ci": float("nan"),
            },
            {"status": 1},
        ),
        ({"provenance": "synthetic"}, {"provenance": 1}),
        ({"area_code": "b"}, {"area vanishes": 1, "area appears": 1}),
        ({"metric_id": "n"}, {"metric vanishes": 1, "metric appears": 1}),
        (
            {
                "period_label": "2025",
                "period_start": pd.Timestamp("2025-01-01"),
                "period_end": pd.Timestamp("2025-12-31"),
                "value": 20.0,
                "lower_ci": 18.0,
                "upper_ci": 22.0,
            },
            {"period vanishes": 1, "period appears": 1, "moved": 1},
        ),
    ],
)
def test_each_kind_of_change_is_told_as_such(tmp_path, new, kinds):
    from data.storage.versioned_file import write_store

    sources = pd.DataFrame({"table": ["t"], "rows": [1], "provenance": ["local"]})
    former = write_store(tmp_path, "1", {"results": results(), "sources": sources}, {})
    found = []

    def note(query):
        found.append(find_changes(query))
        return found[0].tables()

    write_store(tmp_path, "2", {"results": results(**new), "sources": sources}, {}, former=former, more=note)
    assert {kind: number for kind, number in found[0].counts.items() if number} == kinds


def test_the_issues_log_gives_the_newest_first_and_survives_a_line_cut_short(tmp_path):
    log_issues(tmp_path, "1", [{"found_in": "a", "problem": "one"}])
    with (tmp_path / "issues.jsonl").open("a") as file:
        file.write('{"at": "2026-')
    log_issues(tmp_path, "2", [{"found_in": "b", "problem": "two"}])
    assert logged_issues(tmp_path).problem.tolist() == ["two", "one"] or logged_issues(
        tmp_path
    ).problem.tolist() == ["one"]
    assert len(logged_issues(tmp_path, limit=1)) == 1


def test_a_figure_tells_its_definition_counts_source_refresh_and_code(refreshed):
    version = open_store("QE1").version
    told = "\n".join(explain("emergency_admissions", "QE1", "2024/25"))
    lineage = open_store("QE1").table("lineage").set_index("metric_id").loc["emergency_admissions"]
    for word in (
        "metrics/definitions/emergency_admissions.py, SHA-256 " + lineage.definition_sha256,
        "admitted_spells.parquet, SHA-256 " + lineage.source_sha256,
        "3,000 rows used",
        "FROM admitted_spells AS e",
        f"refresh {version}",
        lineage.code_version,
        "as of 2021",
        "rounded to the nearest 5",
    ):
        assert word in told
    with pytest.raises(ValueError, match="has no row for QE1, 1999"):
        explain("emergency_admissions", "QE1", "1999")


def test_a_hidden_figure_tells_the_rule_and_no_count(refreshed):
    rows = open_store("QE1").values("emergency_admissions", period="all")
    hidden = rows[rows.status == "suppressed"].iloc[0]
    told = explain("emergency_admissions", hidden.area_code, hidden.period_label, hidden.sex)
    (numerator,) = [line for line in told if line.startswith("Numerator")]
    assert "not shown: the count is 1 to 7, or a hidden count could be worked out from it" in numerator
    assert not any(character.isdigit() for character in numerator.replace("1 to 7", ""))


def test_a_metric_taken_over_tells_the_refresh_that_computed_it(world):
    first, second = refresh("QE1"), refresh("QE1")
    told = "\n".join(explain("emergency_admissions", "QE1", "latest"))
    assert f"in refresh {first}" in told and f"refresh {second}" in told
    assert store_at("QE1", first).version == first
