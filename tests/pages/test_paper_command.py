"""`python -m pages.paper`: clear sentences, exit statuses, and never half a file."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pages.paper import files
from pages.paper.__main__ import main
from tests.lib.server import PROJECT_FOLDER
from tests.pages.paper_examples import chosen, the_system


@pytest.fixture(autouse=True)
def store(store_folder):
    return store_folder


@pytest.mark.slow
def test_both_files_are_made_without_a_warning(tmp_path):
    command = [sys.executable, "-W", "error", "-m", "pages.paper", "--output", str(tmp_path / "papers")]
    done = subprocess.run(command, cwd=PROJECT_FOLDER, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "ScriptRunContext" not in done.stderr and "Warning" not in done.stderr
    made = sorted(path.suffix for path in (tmp_path / "papers").iterdir())
    assert made == [".pdf", ".pptx"]


def test_unknown_choices_are_reported_all_at_once_with_what_is_meant(tmp_path, capsys):
    wrong = ["--metric", "emergency_admision", "--area", "Blackpol", "--shift", "sideways"]
    assert main([*wrong, "--output", str(tmp_path)]) == 2
    message = capsys.readouterr().err
    assert "Did you mean 'emergency_admissions'?" in message
    assert "Did you mean Blackpool?" in message
    assert "hospital_to_community, analogue_to_digital or treatment_to_prevention" in message
    assert not list(tmp_path.iterdir())


def test_a_name_that_a_district_has_too_means_the_place(tmp_path, capsys):
    wanted = ["--area", "Blackpool", "--metric", "emergency_admissions", "--format", "pdf"]
    assert main([*wanted, "--output", str(tmp_path)]) == 0
    assert "Blackpool is the place QE1-P-BLACKPOOL; the district" in capsys.readouterr().err


def test_too_many_metrics_are_refused_with_the_limit(tmp_path, capsys):
    several = [part for metric in list(the_system().metrics)[:7] for part in ("--metric", metric)]
    assert main([*several, "--output", str(tmp_path)]) == 2
    assert "A paper can have at most 6 metrics; 7 were chosen." in capsys.readouterr().err


def test_for_an_ics_without_a_store_the_command_that_makes_it_is_printed(tmp_path, capsys):
    assert main(["--ics", "QT1", "--output", str(tmp_path)]) == 2
    assert "python -m metrics refresh --ics QT1" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_reported(tmp_path, capsys):
    (tmp_path / "papers").write_text("a file")
    assert main(["--format", "pdf", "--output", str(tmp_path / "papers")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_a_failure_leaves_the_former_file_and_no_part_of_a_new_one(tmp_path, monkeypatch):
    (former,) = files.make_files(the_system(), chosen()[0], tmp_path, ("pdf",))
    before = former.read_bytes()

    def fail(*_):
        raise OSError("disk full")

    monkeypatch.setattr("os.replace", fail)
    with pytest.raises(OSError, match="disk full"):
        files.make_files(the_system(), chosen()[0], tmp_path, ("pdf",))
    assert [path.name for path in tmp_path.iterdir()] == [former.name]
    assert former.read_bytes() == before
