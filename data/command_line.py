"""What every command line of the project shares: exit statuses, parsers, errors as sentences, progress."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from data.storage.folder_trouble import folder_trouble
from data.storage.leftovers import remove_leftovers

DONE, PROBLEMS, WRONG_USAGE = 0, 1, 2

Errors = tuple[type[Exception], ...]


def parser_of(program: str, description: str, epilog: str | None = None) -> argparse.ArgumentParser:
    """The parser of ``python -m <program>``."""
    return argparse.ArgumentParser(prog=f"python -m {program}", description=description, epilog=epilog)


def commands_of(parser: argparse.ArgumentParser) -> Callable[..., argparse.ArgumentParser]:
    """A function that adds commands: ``command(name, run, words)`` adds one and returns its parser.

    ``run`` takes the parsed options and returns the exit status; None where further commands follow.
    ``words`` are printed in the list of commands and, unless there is a ``description``, in the command's own
    help. An ``epilog`` of several lines is printed as it is written.
    """
    group = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(
        name: str,
        run: Callable[[argparse.Namespace], int] | None,
        words: str,
        epilog: str | None = None,
        *,
        description: str | None = None,
    ) -> argparse.ArgumentParser:
        as_written = "\n" in (epilog or "")
        added = group.add_parser(
            name,
            help=words,
            description=words if description is None else description,
            epilog=epilog,
            formatter_class=argparse.RawDescriptionHelpFormatter if as_written else argparse.HelpFormatter,
        )
        if run is not None:
            added.set_defaults(run=run)
        return added

    return command


def run_command(
    parser: argparse.ArgumentParser,
    arguments: list[str] | None = None,
    *,
    problems: Errors = (),
    wrong_usage: Errors = (),
) -> int:
    """Run the command in the arguments; an error of these types becomes a sentence and an exit status.

    A full disk and a missing permission become theirs too. What dead processes left unfinished is removed
    first. Everything is printed in UTF-8.
    """
    _print_in_utf8()
    options = parser.parse_args(arguments)
    remove_leftovers()
    try:
        return options.run(options)
    except BrokenPipeError:  # the reader of the output, like head, has closed it
        return DONE
    except problems as error:
        say(_sentence(error))
        return PROBLEMS
    except wrong_usage as error:
        say(_sentence(error))
        return WRONG_USAGE
    except Exception as error:
        trouble = folder_trouble(error)
        if trouble is None:
            raise
        say(trouble)
        return PROBLEMS


def say(sentence: object) -> None:
    """Print a sentence on standard error, apart from the command's output."""
    print(sentence, file=sys.stderr)


def report(problems: Iterable[object]) -> int:
    """Print each problem on standard error; returns the exit status."""
    status = DONE
    for problem in problems:
        say(problem)
        status = PROBLEMS
    return status


class Progress:
    """The progress of long work: on a bar, or in a log file by one line per step."""

    def __init__(self, bar=None):
        self._bar, self._last_words = bar, ""

    def to(self, done: float, words: str = "", total: float | None = None) -> None:
        """Report that ``done`` of ``total`` is done; ``words`` name the step that begins."""
        if self._bar is not None:
            self._bar.total = self._bar.total if total is None else total
            if words:
                self._bar.set_description_str(words)
            self._bar.update(round(done) - self._bar.n)
        elif words and words != self._last_words:
            self._last_words = words
            say(f"{words} ...")


@contextmanager
def progress(words: str = "", total: float | None = 100, **bar_options) -> Iterator[Progress]:
    """A bar on standard error for the work inside the ``with``; lines where that is not a terminal.

    ``bar_options`` are those of tqdm.
    """
    if not sys.stderr.isatty():
        lines = Progress()
        lines.to(0, words)
        yield lines
        return
    from tqdm import tqdm

    with tqdm(desc=words, total=total, file=sys.stderr, **bar_options) as bar:
        yield Progress(bar)


def _print_in_utf8() -> None:
    """On Windows, output to a file or another program would otherwise be in Windows-1252, and a character
    outside it would end the command with an error.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a test that captures the output may have replaced the stream
            stream.reconfigure(encoding="utf-8", errors="replace")


def _sentence(error: Exception) -> str:
    # The text of a KeyError is its argument in quotes.
    return str(error.args[0] if isinstance(error, KeyError) and error.args else error)
