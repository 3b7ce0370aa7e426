"""Targets, rebases and annotations that a system writes: in force where sound, told where not."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.strategy.plan import plan
from metrics.__main__ import main
from metrics.judgement.change import change
from metrics.judgement.outlook import COVID, outlook
from metrics.language import registry
from metrics.targets.annotations import annotations_of
from metrics.targets.check_files import strategy_problems
from metrics.targets.own_target_checks import FORM, entry_problems
from metrics.targets.own_targets import metrics_for, own_targets
from metrics.targets.rebases import rebases_of
from tests.unit.metrics.judgement.test_change import QUIET, TODAY, monthly

ICS, BLACKPOOL = "E54000048", "E06000009"
GOOD = """
targets:
  - metric: emergency_admissions
    value: 9
    per: month
    by: 2034-12-31
    adopted: {date: 2026-05-20, by: the integrated care board}
    source: Board paper 12 of 20 May 2026
    baseline: {date: 2025-07-31, value: 10.9}
    steps: [{date: 2030-03-31, value: 10}]
  - metric: emergency_admissions
    area: E06000009
    value: 12
    per: month
    by: 2034-12-31
    adopted: {date: 2026-05-20, by: the place board}
    source: Place board paper of 20 May 2026
  - metric: ae_over_four_hours
    value: 20
    by: 2030-03-31
    adopted: {date: 2026-05-20, by: the integrated care board}
    source: Board paper 12 of 20 May 2026
"""


@pytest.fixture
def own(tmp_path, monkeypatch):
    """Writes a file of the system's own."""
    monkeypatch.setenv("ICS_STRATEGY_FOLDER", str(tmp_path))

    def write(name: str, text: str, ics: str = "QE1") -> None:
        (tmp_path / ics).mkdir(exist_ok=True)
        (tmp_path / ics / f"{name}.yaml").write_text(text, encoding="utf-8")

    return write


def target_in(metric: str, area: str = ICS, level: str = "ics", ics: str = "QE1"):
    return metrics_for(ics, area, level)[metric].target


def test_what_ships_is_marked_as_an_example_and_reaches_no_other_system():
    targets, problems = own_targets("QE1")
    assert targets and not problems
    assert all(one.target.is_example and not one.target.adopted for one in targets)
    assert own_targets("QHM") == ((), ())
    assert metrics_for("QHM", "E54000050", "ics") == registry.metrics()
    assert target_in("emergency_admissions").is_example
    assert target_in("emergency_admissions", "E05001666", "ward") is None


def test_a_systems_own_file_takes_the_place_of_the_examples(own):
    own("targets", GOOD)
    target = target_in("emergency_admissions")
    assert (target.value, target.is_example) == (9, False)
    assert target.adopted == "adopted on 20 May 2026 by the integrated care board"
    assert target.trajectory == (
        (date(2025, 7, 31), 10.9),
        (date(2030, 3, 31), 10.0),
        (date(2034, 12, 31), 9.0),
    )
    assert target_in("ready_to_leave_hospital") is None


def test_the_nearest_target_holds_for_an_area(own):
    own("targets", GOOD)
    assert target_in("emergency_admissions", BLACKPOOL, "place").value == 12
    assert target_in("emergency_admissions", "E05001666", "ward").value == 9


def test_a_published_target_stays_in_force_and_the_own_one_stands_beside_it(own):
    published = registry.find("ae_over_four_hours").target
    own("targets", GOOD)
    target = target_in("ae_over_four_hours")
    assert (target.value, target.source) == (published.value, published.source)
    assert (target.own.value, target.own.source) == (20, "Board paper 12 of 20 May 2026")


WRONG = [
    ("metric: emergency_admission", "metric", "did you mean 'emergency_admissions'"),
    ("metric: remote_community_contacts", "metric", "neither higher nor lower is better"),
    ("value: many", "value", "'many' was found; allowed is a number in per 1,000 people"),
    ("value: .nan", "value", "allowed is a number"),
    ("value: -2", "value", "allowed is 0 or more"),
    ("per: week", "per", "allowed are 'month' and 'year'"),
    ("by: soon", "by", "allowed is a day like 2034-12-31"),
    ("by: 2020-01-01", "by", "has passed"),
    ("source: us", "source", "say who set it"),
    ("adopted: yesterday", "adopted", "allowed is {date: 2026-05-20, by: the board}"),
    ("example: true", "example", "adopted and an example at once"),
    ("area: E99999999", "area", "is not an area of QE1"),
    ("level: street", "level", "allowed are ics, place"),
    ("colour: red", "colour", "this field is unknown"),
    ("steps: [{date: 2040-01-01, value: 5}]", "steps", "not in order before"),
    ("baseline: {date: 2025-01-01}", "baseline", "allowed is a day and a value"),
]


@pytest.mark.parametrize(("line", "field", "words"), WRONG)
def test_a_wrong_entry_is_told_with_file_entry_field_found_and_allowed(own, line, field, words):
    fields = dict(one.split(": ", 1) for one in _sound().splitlines())
    name, value = line.split(": ", 1)
    fields[name] = value
    own("targets", "targets:\n  - " + "\n    ".join(f"{key}: {text}" for key, text in fields.items()))
    targets, problems = own_targets("QE1")
    assert not targets
    assert any(
        "targets.yaml, entry 1" in one and f", {field}: " in one and words in one
        for one in map(str, problems)
    ), problems


def _sound() -> str:
    return (
        "metric: emergency_admissions\nvalue: 9\nper: month\nby: 2034-12-31\nsource: Board paper of May\n"
        "adopted: {date: 2026-05-20, by: the board}"
    )


def test_a_share_above_100_is_refused(own):
    own("targets", "targets:\n  - {metric: deaths_in_hospital, value: 380, by: 2034-12-31, example: true, "
        "source: An example of ours}")  # fmt: skip
    assert "allowed is a share from 0 to 100" in str(own_targets("QE1")[1][0])


def test_all_problems_come_at_once_and_the_sound_entries_still_hold(own):
    own("targets", GOOD + "  - {metric: nonsense, value: x}\n  - 7\n" + GOOD.split("targets:")[1])
    targets, problems = own_targets("QE1")
    assert len(targets) == 3
    said = " ".join(map(str, problems))
    assert "entry 4 (nonsense), metric" in said and "entry 4 (nonsense), value" in said
    assert "entry 4 (nonsense), by: it is missing" in said and "entry 5, entry: 7 was found" in said
    assert "entry 6 (emergency_admissions), metric: the same target is in entry 1" in said


@pytest.mark.parametrize("text", ["targets: [", "", "other: []", "- 1", "targets: 5"])
def test_a_file_that_cannot_be_read_is_one_sentence(own, text):
    own("targets", text)
    targets, problems = own_targets("QE1")
    assert targets == () and len(problems) == 1 and "targets.yaml" in problems[0].file


def test_check_tells_the_problems_and_warns_of_a_target_that_is_easier_than_today(own, store_folder, capsys):
    own("targets", GOOD.replace("value: 9\n", "value: 30\n").replace("steps", "stepps"))
    own("rebases", "rebases:\n  - {metric: emergency_admissions, date: 2023-10-01}")
    own(
        "annotations",
        "annotations:\n  - {title: A new ward, from: 2024-03-01, to: 2024-01-01, source: A note}",
    )
    assert main(["check"]) == 1
    said = capsys.readouterr().err
    assert "stepps: this field is unknown" in said
    assert "rebases.yaml, entry 1, reason: it is missing" in said
    assert "allowed is a later day" in said
    own("targets", GOOD.replace("value: 9\n", "value: 30\n"))
    own("rebases", "rebases: []")
    own("annotations", "annotations: []")
    assert main(["check"]) == 0
    assert "30 is easier than the latest figure" in capsys.readouterr().err


REBASE = """
rebases:
  - metric: {metric}
    area: E54000048
    date: 2024-01-01
    reason: Same-day emergency care is counted as an admission from this month
    source: Data quality note of 5 November 2023
"""


def stepped(area: str = ICS) -> pd.DataFrame:
    """Two quiet years, the second ten higher; November 2022 to October 2024."""
    series = monthly([*QUIET, *QUIET[:2], *(value + 10 for value in QUIET)], last="2024-12")
    return series.assign(area_code=area, area_level="ics")


def test_limits_begin_anew_at_a_rebase_on_record_and_nowhere_else(own):
    metric = registry.find("ready_to_leave_hospital")
    before = change(stepped(), metric, TODAY)
    assert len(set(before.chart.centre)) == 1 and before.verdict == "worsening" and not before.rebases
    own("rebases", REBASE.format(metric=metric.id))
    after = change(stepped(), metric, TODAY)
    assert len(set(after.chart.centre)) == 2 and after.verdict == "no clear change"
    assert after.chart.centre[13] < 51 and after.chart.centre[14] > 59
    assert after.rebases[0].reason.startswith("Same-day emergency care")
    other = change(stepped("E54000050"), metric, TODAY)
    assert len(set(other.chart.centre)) == 1


def test_a_rebase_may_name_the_publishers_series(own):
    own("rebases", REBASE.replace("metric: {metric}", "measure: ae_attendances"))
    assert rebases_of(registry.find("ae_attendances"), ICS, "ics")
    assert rebases_of(registry.find("ae_over_four_hours"), ICS, "ics")
    assert not rebases_of(registry.find("emergency_admissions"), ICS, "ics")


def test_few_months_since_a_rebase_cannot_be_judged_and_an_outlook_rests_on_them_alone(own):
    metric = registry.find("ready_to_leave_hospital")
    own("rebases", REBASE.format(metric=metric.id).replace("2024-01-01", "2024-06-15"))
    found = change(stepped(), metric, TODAY)
    assert (found.verdict, found.reason) == (
        "cannot say",
        "Only 7 months since the limits changed in June 2024",
    )
    told = outlook(found, metric, today=TODAY.date())
    assert told.reason == "Only 7 months outside the COVID period; 24 are needed"


def test_a_rebase_outside_the_series_changes_nothing(own):
    metric = registry.find("ready_to_leave_hospital")
    own("rebases", REBASE.format(metric=metric.id).replace("2024-01-01", "2019-01-01"))
    assert len(set(change(stepped(), metric, TODAY).chart.centre)) == 1


def test_a_gap_before_a_rebase_does_not_move_it(own):
    metric = registry.find("ready_to_leave_hospital")
    series = stepped()
    series.loc[12:14, ["value", "status"]] = [np.nan, "missing"]
    own("rebases", REBASE.format(metric=metric.id))
    found = change(series, metric, TODAY)
    assert found.chart.centre[11] < 51 and found.chart.centre[15] > 59


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{area: E99999999, metric: emergency_admissions}", "is not an area of QE1"),
        ("{measure: nonsense}", "'nonsense' is unknown; allowed are"),
        ("{}", "either a metric or a measure"),
    ],
)
def test_a_rebase_of_nothing_known_is_told(own, line, words):
    entry = (
        line[:-1] + (", " if len(line) > 2 else "") + "date: 2024-01-01, reason: A new count, source: A note}"
    )
    own("rebases", f"rebases:\n  - {entry}")
    assert any(words in str(one) for one in strategy_problems())


def test_nothing_published_is_rebased_without_a_reason_on_record():
    """Emergency admissions step up in October 2023 and nobody has said why: the signal shows."""
    assert rebases_of(registry.find("emergency_admissions"), ICS, "ics") == ()


def test_only_events_inside_the_drawn_days_are_told_each_with_its_source():
    metric = registry.find("emergency_admissions")
    told = annotations_of(metric, "QE1", date(2022, 4, 1), date(2025, 7, 31))
    assert [one.start for one in told] == [date(2022, 7, 1), date(2024, 10, 3), date(2025, 7, 3)]
    assert all(one.source for one in told)
    assert annotations_of(metric, "QE1", date(2023, 1, 1), date(2024, 1, 1)) == ()
    assert [one.start for one in annotations_of(metric, "QHM", date(2021, 6, 1), date(2022, 7, 1))] == [
        date(2020, 3, 23),
        date(2022, 7, 1),
    ]


def test_a_system_adds_events_of_its_own_by_metric_and_shift(own):
    own(
        "annotations",
        """
annotations:
  - {title: A clinic opens, from: 2023-05-01, source: Our newsletter, metrics: [emergency_admissions]}
  - {title: A digital campaign, from: 2023-06-01, source: Our newsletter, shifts: [analogue_to_digital]}
""",
    )
    days = (date(2023, 1, 1), date(2023, 12, 31))
    assert [one.title for one in annotations_of(registry.find("emergency_admissions"), "QE1", *days)] == [
        "A clinic opens"
    ]
    assert [one.title for one in annotations_of(registry.find("nhs_app_use"), "QE1", *days)] == [
        "A digital campaign"
    ]
    assert not strategy_problems()


def test_the_covid_period_of_the_charts_is_that_of_the_forecasts():
    told = annotations_of(registry.find("frailty_admissions"), "QE1", date(2020, 1, 1), date(2021, 1, 1))
    assert (told[0].start, told[0].end) == (COVID[0].date(), COVID[1].date())


def test_the_plan_ends_in_ten_years_unless_a_system_says_so_soundly(own):
    assert plan("QE1").ends == date(2034, 12, 31) and "BM/24/36" in plan("QE1").source
    own("plan", "ends: 2030-03-31\nsource: Joint forward plan of 2025")
    assert (plan("QE1").ends, plan("QHM").ends) == (date(2030, 3, 31), date(2034, 12, 31))
    assert not strategy_problems()


@pytest.mark.parametrize(
    "text", ["ends: soon\nsource: A plan", "ends: 2030-03-31", "[", "", "ends: 1999-01-01"]
)
def test_a_plan_that_is_wrong_is_told_and_the_bundled_one_holds(own, text):
    own("plan", text)
    assert plan("QE1").ends == date(2034, 12, 31)
    assert any("plan.yaml" in one.file for one in strategy_problems())


junk = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=9)
    | st.dates()
    | st.datetimes(),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=5), inside, max_size=3),
    max_leaves=6,
)
near = st.dictionaries(
    st.sampled_from([field.name for field in FORM.fields]),
    junk | st.sampled_from(["emergency_admissions", "deaths_in_hospital", "ward", "month", BLACKPOOL]),
)


@given(junk | near)
def test_no_entry_whatever_it_holds_breaks_the_checks(entry):
    problems = entry_problems("targets.yaml", "entry 1", entry, "QE1")
    assert all(isinstance(one.field, str) and one.message for one in problems)
