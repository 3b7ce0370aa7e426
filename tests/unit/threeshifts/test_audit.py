"""The audit of libraries tells a weakness from a service that could not be asked."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from threeshifts import audit as auditing
from threeshifts.audit import NOT_ASKED, WEAK, audit

WEAKNESS = {"id": "PYSEC-2026-1", "fix_versions": ["2.0"]}


@pytest.fixture
def auditor(tmp_path: Path, monkeypatch):
    """``auditor(report)`` puts a program in pip-audit's place that writes this report; None writes none."""

    def made(report: object) -> None:
        written = f"open(at[at.index('--output') + 1], 'w').write({json.dumps(report)!r})"
        code = "import sys\nat = sys.argv\n" + ("" if report is None else written) + "\nsys.exit(1)\n"
        program = tmp_path / "pip-audit"
        program.write_text(f"#!{sys.executable}\n{code}", encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setattr(auditing, "_auditor", lambda: str(program))
        monkeypatch.setattr(auditing, "_libraries", lambda: str(tmp_path))

    return made


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="The program's stand-in is a script.")


def test_a_weakness_is_printed_with_the_version_that_mends_it(auditor, capsys):
    auditor({"dependencies": [{"name": "a", "version": "1.0", "vulns": [WEAKNESS]}]})
    assert audit() == WEAK
    assert capsys.readouterr().out == "a 1.0: PYSEC-2026-1, mended in 2.0\n"


def test_no_weakness_ends_with_0(auditor, capsys):
    auditor({"dependencies": [{"name": "a", "version": "1.0", "vulns": []}, {"name": "b", "version": "1"}]})
    assert audit() == 0
    assert "knows no weakness" in capsys.readouterr().out


@pytest.mark.parametrize("report", [None, {"other": 1}])
def test_a_service_that_could_not_be_asked_is_a_sentence_and_a_status_of_its_own(auditor, report, capsys):
    auditor(report)
    assert audit() == NOT_ASKED
    assert "could not be asked" in capsys.readouterr().err


def test_where_it_cannot_be_installed_nothing_is_claimed(monkeypatch, capsys):
    monkeypatch.setattr(auditing, "_auditor", lambda: None)
    assert audit() == NOT_ASKED
    assert "Nothing is known" in capsys.readouterr().err
