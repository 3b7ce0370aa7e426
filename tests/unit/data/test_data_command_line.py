"""``python -m data``: what it prints and the status it ends with."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.__main__ import main
from tests.lib.source_examples import ae_rows, write_ae, write_waits

pytestmark = pytest.mark.usefixtures("own_folder")


def test_sources_are_listed_with_the_newest_period_and_when_the_next_is_due(capsys):
    assert main(["sources"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["SOURCE", "PUBLISHER", "FILES", "NEWEST", "PERIOD", "NEXT", "DUE", "AGE"]
    own = next(line for line in lines if line.startswith("nhs_england_ae "))
    assert "bundled" in own and "31 July 2025" in own and "14 September 2025 (overdue)" in own
    told = {line.split()[0]: line for line in lines[1:]}
    census = told["ons_population"]
    assert "bundled" in census and "Census 2021" in census and "no next issue known" in census
    assert "31 December 2025" in told["deprivation"] and "no next issue known" in told["deprivation"]
    assert "ingest a first file" in told["nhs_england_beds"]
    assert "31 March 2025" in told["fingertips"], "what is bundled is told before a first ingest"


def test_an_ingest_tells_rows_and_what_to_do_next(tmp_path: Path, capsys):
    assert main(["ingest", "nhs_england_ae", str(write_ae(tmp_path))]) == 0
    out = capsys.readouterr().out
    assert "england_icb_accidents_emergency.csv: 120 rows of monthly_activity." in out
    assert "python -m metrics refresh" in out
    assert main(["sources"]) == 0
    assert "30 September 2025" in capsys.readouterr().out


def test_an_ingest_tells_what_was_refused_held_back_and_whether_totals_agree(tmp_path: Path, capsys):
    rows = ae_rows()
    rows.loc[0, "icb22_code"] = "E54999999"
    rows.loc[10, "total_attendances"] = 9_000_000
    rows = rows.drop(columns=["pct_attendance_over_4hours"])
    rows.to_csv(tmp_path / "ae.csv", index=False)
    assert main(["ingest", "nhs_england_ae", str(tmp_path / "ae.csv")]) == 0
    out = capsys.readouterr().out
    assert "E54999999 (1 row): Is not an ICB code of 2022 or later." in out
    assert "ae attendances, E54000048, June 2025: 9,000,000 is" in out
    assert main(["ingest", "nhs_england_waits", str(write_waits(tmp_path))]) == 0
    assert "Totals: 12 of 12 are the sum of their parts." in capsys.readouterr().out


def test_a_total_that_is_not_the_sum_is_told_and_held_back(tmp_path: Path, capsys):
    path = write_waits(tmp_path)
    rows = pd.read_csv(path)
    rows.loc[(rows.treatment == "Total") & (rows.date == "2025-06-01"), "waits_over_18_weeks"] += 100
    rows.to_csv(path, index=False)
    assert main(["ingest", "nhs_england_waits", str(path)]) == 1
    out = capsys.readouterr().out
    assert "Totals: 11 of 12 are the sum of their parts." in out
    assert (
        "rtt waits over 18 weeks, June 2025: The publisher's total is 1,806, its parts add up to 1,706" in out
    )
    assert "rtt.csv: 11 rows of monthly_activity." in out


def test_a_file_that_cannot_be_used_leaves_the_rest_and_ends_with_one(tmp_path: Path, capsys):
    bad = tmp_path / "bad.csv"
    bad.write_text("<html>gone</html>")
    assert main(["ingest", "nhs_england_ae", str(bad), str(write_ae(tmp_path))]) == 1
    told = capsys.readouterr()
    assert (
        "Not used: bad.csv: this is a web page" in told.err
        and "The data in use have not changed." in told.err
    )
    assert "120 rows of monthly_activity" in told.out


def test_what_there_is_not_is_wrong_usage(tmp_path: Path, capsys):
    assert main(["ingest", "nhs_england_ae", str(tmp_path / "absent.csv")]) == 2
    assert main(["show", "nhs_england"]) == 2
    assert "the nearest: nhs_england_" in capsys.readouterr().err
    with pytest.raises(SystemExit) as ended:
        main(["ingest"])
    assert ended.value.code == 2


def test_a_source_is_shown_with_its_files_and_rolled_back(tmp_path: Path, capsys):
    main(["ingest", "nhs_england_ae", str(write_ae(tmp_path))])
    assert main(["show", "nhs_england_ae"]) == 0
    out = capsys.readouterr().out
    assert "Licence        Open Government Licence v3.0" in out and "sha256 " in out
    assert main(["roll-back", "nhs_england_ae"]) == 0
    assert "In use now: the bundled facts." in capsys.readouterr().out
    assert main(["roll-back", "nhs_england_ae"]) == 1


def test_a_fetch_without_address_says_what_to_do(capsys):
    assert main(["fetch", "nhs_england_ae"]) == 1
    assert "Download by hand" in capsys.readouterr().err


@pytest.mark.parametrize("command", [[], ["sources"], ["fetch"], ["ingest"], ["roll-back"], ["show"]])
def test_every_command_has_help_that_teaches(command: list[str], capsys):
    with pytest.raises(SystemExit) as ended:
        main([*command, "--help"])
    assert ended.value.code == 0 and len(capsys.readouterr().out) > 150
