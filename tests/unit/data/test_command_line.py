"""What all command lines share: errors as sentences with an exit status, progress on a screen or in a log."""

from __future__ import annotations

import io

import pytest

from data.command_line import (
    DONE,
    PROBLEMS,
    WRONG_USAGE,
    commands_of,
    parser_of,
    progress,
    report,
    run_command,
)


def ends_with(error: Exception | None) -> int:
    def run(_) -> int:
        if error is not None:
            raise error
        return DONE

    parser = parser_of("program", "Tries things.")
    commands_of(parser)("try", run, "Try it.")
    return run_command(parser, ["try"], problems=(RuntimeError,), wrong_usage=(KeyError, ValueError))


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (None, DONE, ""),
        (RuntimeError("Another one runs."), PROBLEMS, "Another one runs.\n"),
        (ValueError("There is no level 'x'."), WRONG_USAGE, "There is no level 'x'.\n"),
        (KeyError("There is no metric 'x'."), WRONG_USAGE, "There is no metric 'x'.\n"),
        (BrokenPipeError(), DONE, ""),
    ],
)
def test_an_error_is_a_sentence_and_an_exit_status(error, status, said, capsys):
    assert ends_with(error) == status
    assert capsys.readouterr() == ("", said)


def test_an_error_that_nobody_foresaw_is_not_hidden():
    with pytest.raises(ZeroDivisionError):
        ends_with(ZeroDivisionError())


def test_problems_are_told_and_give_their_status(capsys):
    assert report(["One is wrong.", "Another is."]) == PROBLEMS
    assert capsys.readouterr().err == "One is wrong.\nAnother is.\n"
    assert report([]) == DONE


def test_a_log_file_holds_a_line_a_step_and_no_bar(capsys):
    with progress("Reading", total=4) as bar:
        for done, words in enumerate(["Counting", "Counting", "", "Writing"]):
            bar.to(done, words)
    assert capsys.readouterr().err == "Reading ...\nCounting ...\nWriting ...\n"


def test_a_terminal_shows_a_bar(monkeypatch):
    terminal = io.StringIO()
    terminal.isatty = lambda: True
    monkeypatch.setattr("sys.stderr", terminal)
    with progress(total=4, mininterval=0) as bar:
        bar.to(2, "Counting")
        bar.to(1, total=2)
    assert "Counting:  50%" in terminal.getvalue() and "1/2" in terminal.getvalue()
    assert "..." not in terminal.getvalue()
