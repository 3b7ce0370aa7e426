"""The command lines of the project: what their parsers accept, and what a command prints and ends with."""

from __future__ import annotations

import argparse
import contextlib
import importlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from tests.lib.server import PROJECT_FOLDER

# Every package with a __main__.py is a program of the project.
PROGRAMS = tuple(
    ".".join(path.relative_to(PROJECT_FOLDER).parent.parts)
    for path in sorted(PROJECT_FOLDER.glob("[!.]*/**/__main__.py"))
    if path.relative_to(PROJECT_FOLDER).parts[0] != "tests"
)


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    status: int
    out: str
    err: str


_WAYS_TO_READ = ("parse_args", "parse_known_args")


class _Parsed(BaseException):
    """The arguments were accepted; ``parser`` is the one that did."""


def run(program: str, arguments: list[str]) -> Ended:
    """Run a command in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = importlib.import_module(f"{program}.__main__").main(arguments)
        except SystemExit as stop:
            status = stop.code
    return Ended(status or 0, out.getvalue(), err.getvalue())


def refusal(program: str, arguments: list[str]) -> str:
    """What the parser of a program says against arguments; "" where it accepts them. Nothing is run."""
    try:
        with _only_parsing(arguments):
            return run(program, arguments).err
    except _Parsed:
        return ""


def subcommands(program: str) -> dict[tuple[str, ...], argparse.ArgumentParser]:
    """The parser of a program and of each of its commands and commands of commands, by their words."""
    found: dict[tuple[str, ...], argparse.ArgumentParser] = {}

    def add(words: tuple[str, ...], parser: argparse.ArgumentParser) -> None:
        found[words] = parser
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                for name, one in action.choices.items():
                    add((*words, name), one)

    def keep(parser, *_):
        add((), parser)
        raise _Parsed

    with contextlib.ExitStack() as patches:
        for name in _WAYS_TO_READ:
            patches.enter_context(patch.object(argparse.ArgumentParser, name, keep))
        patches.enter_context(contextlib.suppress(_Parsed))
        run(program, [])
    return found


def module_has(name: str, wanted: str) -> bool:
    """Whether a file of the project, by its module's name, defines something."""
    path = PROJECT_FOLDER / Path(*name.split(".")).with_suffix(".py")
    return path.exists() and bool(
        re.search(rf"^(def )?{wanted}\b", path.read_text(encoding="utf-8"), re.MULTILINE)
    )


@contextlib.contextmanager
def _only_parsing(arguments: list[str]) -> Iterator[None]:
    """Read the arguments and go no further, whichever of its two ways of reading a program asks for."""
    nested = False

    def alone(parse):
        def parse_alone(parser, *given, **options):
            nonlocal nested
            if nested:  # a command's own parser, or parse_args, which asks parse_known_args
                return parse(parser, *given, **options)
            nested = True
            parse(parser, *given, **options)
            raise _Parsed

        return parse_alone

    with contextlib.ExitStack() as patches:
        for name in _WAYS_TO_READ:
            patches.enter_context(
                patch.object(argparse.ArgumentParser, name, alone(getattr(argparse.ArgumentParser, name)))
            )
        yield
