"""The command line: what it prints, and its exit status 0, 1 (problems found) or 2 (wrong usage)."""

from __future__ import annotations

import csv
import io
import json

import pytest

from data.paths import DEFINITIONS_FOLDER
from metrics.__main__ import main
from metrics.computing.results_frame import COLUMNS
from metrics.language import registry, template
from metrics.store.text_sparkline import BLOCKS
from tests.unit.metrics.definition_text import SMALLEST, changed


def run(capsys, *arguments: str) -> tuple[int, str, str]:
    try:
        status = main(list(arguments))
    except SystemExit as stop:
        status = stop.code
    said = capsys.readouterr()
    return status, said.out, said.err


def test_list_names_every_metric_with_its_shifts(capsys):
    status, out, err = run(capsys, "list")
    assert (status, err) == (0, "")
    assert [line.split()[0] for line in out.splitlines()] == list(registry.metrics())
    assert "Treatment to prevention" in out


def test_show_prints_the_definition_card(capsys):
    status, out, _ = run(capsys, "show", "ae_attendances")
    assert status == 0
    for word in (
        "Title",
        "Measures",
        "Caution",
        "Next question",
        "Hospital to community",
        "ae_attendances where all rows",
    ):
        assert word in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("show", "nothing"), "There is no metric 'nothing'; there are"),
        (("values", "nothing"), "There is no metric 'nothing'"),
        (("values", "ae_attendances", "--level", "street"), "invalid choice"),
        (("preview", "no_such_file.py"), "There is no such file"),
        ((), "COMMAND"),
        (("fly",), "invalid choice"),
        (("new", "Bad-Id"), "is not allowed; use lower-case words joined by _"),
        (("new", "../outside"), "is not allowed"),
        (("new", "ae_attendances"), "There is a metric 'ae_attendances' already"),
    ],
)
def test_wrong_usage_gives_a_sentence_and_no_traceback(capsys, arguments, words):
    status, _, err = run(capsys, *arguments)
    assert status == (1 if arguments[:1] == ("preview",) else 2)
    assert words in err and "Traceback" not in err


def test_no_store_names_the_command_that_makes_one(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("ICS_DATA_FOLDER", str(tmp_path))
    status, _, err = run(capsys, "values", "ae_attendances")
    assert status == 2
    assert "python -m metrics refresh --ics QE1" in err


def test_check_tells_all_problems_with_file_and_line(capsys, tmp_path):
    sound, broken = tmp_path / "sound.py", tmp_path / "broken.py"
    sound.write_text(SMALLEST, encoding="utf-8")
    broken.write_text(
        changed(("Major", "All"), ("rate(per=1_000)", "rate(per=0)"), ("LOWER_IS_BETTER", "LOWER")),
        encoding="utf-8",
    )
    assert run(capsys, "check")[0] == 0
    assert run(capsys, "check", str(sound))[:2] == (0, "1 definition, no problems.\n")
    status, out, err = run(capsys, "check", str(sound), str(broken))
    assert (status, out) == (1, "")
    assert [line.split(":")[0] for line in err.splitlines()] == ["broken.py, line 12", "broken.py, line 13"]


def test_check_tells_what_is_no_file_a_taken_title_and_a_taken_id_all_at_once(capsys, tmp_path):
    taken = registry.metrics()["ae_attendances"].title
    (tmp_path / "another.py").write_text(changed(("Major A&E attendances", taken)), encoding="utf-8")
    (tmp_path / "ae_attendances.py").write_text(SMALLEST, encoding="utf-8")
    (tmp_path / "again.py").write_text(SMALLEST, encoding="utf-8")
    (tmp_path / "Bad-Id.py").write_text(SMALLEST.replace("Major", "Other"), encoding="utf-8")
    names = ("nothing.py", ".", "another.py", "ae_attendances.py", "again.py", "Bad-Id.py")
    status, _, err = run(capsys, "check", *(str(tmp_path / name) for name in names))
    lines = err.splitlines()
    assert status == 1 and len(lines) == 6
    for line, words in zip(
        lines,
        (
            "There is no such file.",
            "This is a folder",
            f"another.py, line 9: The title {taken!r} is taken by ae_attendances.py.",
            f"ae_attendances.py: It would replace the metric 'ae_attendances', {taken}.",
            "again.py, line 9: The title 'Major A&E attendances' is taken by ae_attendances.py.",
            "Bad-Id.py: The id 'Bad-Id' is not allowed",
        ),
        strict=True,
    ):
        assert words in line


BLANKS = ("docstring", "title", "reason", "caution", "next_question", "source")


@pytest.mark.parametrize("kind", template.KINDS)
def test_new_writes_a_definition_whose_blanks_are_told_and_that_passes_once_they_are_filled_in(
    capsys, monkeypatch, tmp_path, store_folder, kind
):
    monkeypatch.setattr(template.write_definition, "__defaults__", ("rate", tmp_path))
    status, out, _ = run(capsys, "new", "hip_fracture_admissions", "--kind", kind)
    assert status == 0 and "hip_fracture_admissions.py" in out
    path = tmp_path / "hip_fracture_admissions.py"
    text = path.read_text(encoding="utf-8")
    assert "TODO" not in text
    status, _, err = run(capsys, "check", str(path))
    blanks = (*BLANKS, "published figure") if kind == "published" else BLANKS
    assert status == 1 and len(err.splitlines()) == len(blanks)
    lines = text.splitlines()
    for said in err.splitlines():
        number = int(said.split("line ")[1].split(":")[0])
        assert '""' in lines[number - 1], said
    assert all(any(blank in said for said in err.splitlines()) for blank in blanks), err
    for old, new in (
        ('"""\n"""', '"""Falls.\n\nA fall can be prevented.\n"""'),
        ('title=""', 'title="Falls"'),
        ('COMMUNITY: ""', 'COMMUNITY: "Strength classes prevent the fall."'),
        ('caution=""', 'caution="Coding differs between hospitals."'),
        ('next_question=""', 'next_question="Where?"'),
        ('source=""', 'source="Demonstration records"'),
        ('published("")', 'published("smoking_prevalence_adults")'),
    ):
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    assert run(capsys, "check", str(path))[:2] == (0, "1 definition, no problems.\n")
    status, out, _ = run(capsys, "preview", str(path))
    assert status == 0 and out.startswith("Falls (hip_fracture_admissions)\n")


@pytest.mark.parametrize(
    "command", [(), ("list",), ("show",), ("values",), ("check",), ("new",), ("preview",), ("refresh",)]
)
def test_help_teaches(capsys, command):
    status, out, _ = run(capsys, *command, "--help")
    assert status == 0
    assert "usage: python -m metrics" in out and len(out.split()) > 15


def rows_of(out: str) -> list[dict]:
    return list(csv.DictReader(io.StringIO(out)))


def test_values_gives_one_row_a_ward_and_sex(capsys, store_folder):
    arguments = ("life_expectancy_at_birth", "--level", "ward", "--area", "QE1", "--format", "csv")
    status, out, _ = run(capsys, "values", *arguments)
    assert status == 0
    assert out.splitlines()[0] == ",".join(COLUMNS)
    rows = rows_of(out)
    assert len(rows) == 560
    assert len({(row["area_code"], row["sex"]) for row in rows}) == 560
    for row in rows:
        assert row["provenance"] == "synthetic"
        interval = row["lower_ci"], row["value"], row["upper_ci"]
        if row["status"] == "ok":
            assert float(interval[0]) < float(interval[1]) < float(interval[2])
        else:
            assert row["status"] in ("too_small", "suppressed") and not any(interval)


@pytest.mark.parametrize(
    ("level", "areas"), [("ics", 1), ("place", 4), ("neighbourhood", 41), ("district", 17)]
)
def test_values_gives_every_area_of_a_level(capsys, store_folder, level, areas):
    _, out, _ = run(capsys, "values", "life_expectancy_at_birth", "--level", level, "--format", "csv")
    assert len(rows_of(out)) == 2 * areas


def test_values_inside_an_area_given_by_name(capsys, store_folder):
    _, by_name, _ = run(
        capsys, "values", "ae_attendances", "--level", "ward", "--area", "Claremont", "--format", "csv"
    )
    assert len(rows_of(by_name)) == 1
    _, out, _ = run(
        capsys, "values", "ae_attendances", "--level", "ward", "--area", "E06000009", "--format", "json"
    )
    assert len(json.loads(out)) == 21
    status, out, _ = run(
        capsys, "values", "ae_attendances", "--level", "ics", "--period", "2024/25 (10 of 12 months)"
    )
    assert status == 0 and "2024/25" in out


def test_an_area_that_is_not_there_gives_a_sentence(capsys, store_folder):
    status, _, err = run(capsys, "values", "ae_attendances", "--area", "Atlantis")
    assert status == 2 and "has no area 'Atlantis'; give a code or a name" in err


def test_preview_shows_each_level_without_putting_anything_to_use(capsys, store_folder, tmp_path):
    (tmp_path / "major_ae_attendances.py").write_text(SMALLEST, encoding="utf-8")
    status, out, err = run(capsys, "preview", str(tmp_path / "major_ae_attendances.py"))
    assert (status, err) == (0, "")
    title, unit, counted, _, heads, *rows = out.splitlines()
    assert title == "Major A&E attendances (major_ae_attendances)"
    assert unit == "Per 1,000 people. Lower is better."
    assert counted.startswith("Synthetic: Demonstration records, ")
    levels = rows[: rows.index("")]
    assert [row.split()[0] for row in levels] == ["ICS", "Place", "District", "Neighbourhood", "Ward"]
    start = heads.index("Over time")
    assert all(set(row[start:].split("  ")[0]) <= set(BLOCKS) for row in levels)
    assert "major_ae_attendances" not in registry.metrics()


def test_preview_of_a_taken_id_says_what_it_would_replace(capsys, tmp_path):
    text = (DEFINITIONS_FOLDER / "smoking_prevalence.py").read_text(encoding="utf-8")
    (tmp_path / "smoking_prevalence.py").write_text(text, encoding="utf-8")
    status, _, err = run(capsys, "preview", str(tmp_path / "smoking_prevalence.py"))
    assert (status, err) == (0, "It would replace the metric 'smoking_prevalence', Adults who smoke.\n")
    assert run(capsys, "preview", str(DEFINITIONS_FOLDER / "smoking_prevalence.py"))[2] == ""


def test_refresh_if_needed_does_nothing_when_the_store_is_current(capsys, store_folder):
    assert run(capsys, "refresh", "--if-needed")[:2] == (0, "The store of QE1 is up to date.\n")
