"""Runs work in child processes, kills them with -9 at random moments, and counts what was bad or left behind.

Each child is forked from this process, which has all code loaded: a kill then falls on the work and not on
the start of Python. Linux and macOS alone can fork.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from data.paths import DEFINITIONS_FOLDER, all_local_records_folder, generated_folder
from data.storage.leftovers import remove_leftovers
from metrics.language import registry
from metrics.store import fingerprint
from tests.kills.work import KINDS, Kind, make_world

# One of each kind of statistic that own records give; all hundred metrics would take half a minute.
_DEFINITIONS = ("ae_attendances", "emergency_admissions", "life_expectancy_at_birth", "delayed_discharges")


@dataclass
class Outcome:
    """``killed`` counts children that were killed before they ended, by kind of work; ``bad`` says what was
    wrong after a kill; ``unfinished`` counts kills that left a file behind, ``readable`` those after which
    one was still there when the next command had run.
    """

    killed: dict[str, int] = field(default_factory=dict)
    bad: list[str] = field(default_factory=list)
    unfinished: int = 0
    readable: int = 0

    @property
    def times(self) -> int:
        return sum(self.killed.values())


def kill(times: int, folder: Path, seed: int, report: Callable[[int], object] = lambda done: None) -> Outcome:
    """Kill so many times in a world of its own below ``folder``."""
    environment = {
        "ICS_DATA_FOLDER": folder / "made",
        "ICS_RECORDS_FOLDER": folder / "records",
        "ICS_COMMENTARY_FOLDER": folder / "commentary",
        "TMPDIR": folder / "temporary",
    }
    before = {name: os.environ.get(name) for name in environment}
    definitions = fingerprint.DEFINITIONS_FOLDER, registry.DEFINITIONS_FOLDER, registry.load.__defaults__
    os.environ |= {name: str(path) for name, path in environment.items()}
    (folder / "temporary").mkdir(parents=True)
    _few_definitions(folder / "definitions")
    try:
        return _kill(times, folder, random.Random(seed), report)
    finally:
        fingerprint.DEFINITIONS_FOLDER, registry.DEFINITIONS_FOLDER, registry.load.__defaults__ = definitions
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


def _kill(times: int, folder: Path, chance: random.Random, report: Callable[[int], object]) -> Outcome:
    files, outcome = folder / "files", Outcome()
    _must(lambda: make_world(files))
    seconds = {}
    for kind in KINDS:
        started = time.monotonic()
        _must(lambda kind=kind: kind.run(files, 0))
        seconds[kind.name] = time.monotonic() - started
    number = 0
    while outcome.times < times:
        number += 1
        kind = KINDS[number % len(KINDS)]
        child = _start(lambda kind=kind, number=number: kind.run(files, number))
        time.sleep(chance.uniform(0, seconds[kind.name]))
        os.kill(child, signal.SIGKILL)
        status = os.waitpid(child, 0)[1]
        if not os.WIFSIGNALED(status):  # it had ended before
            if os.WEXITSTATUS(status):
                outcome.bad.append(f"{kind.name} {number}: it ended with an error")
            continue
        outcome.killed[kind.name] = outcome.killed.get(kind.name, 0) + 1
        _look(kind, number, files, folder, outcome)
        report(outcome.times)
    return outcome


def _look(kind: Kind, number: int, files: Path, folder: Path, outcome: Outcome) -> None:
    outcome.unfinished += bool(_unfinished(folder))
    remove_leftovers()  # what the next command of any kind begins with
    if left := _unfinished(folder):
        outcome.readable += 1
        outcome.bad.append(f"{kind.name} {number}: left {', '.join(left)}")
    child = _start(lambda: kind.check(files))
    if os.waitpid(child, 0)[1]:
        outcome.bad.append(f"{kind.name} {number}: what is in use is not whole")


def _unfinished(folder: Path) -> list[str]:
    """All files that no name in use leads to: unfinished ones, and any in the folder for temporary files."""
    roots = (generated_folder(), all_local_records_folder(), folder / "temporary")
    return [
        str(path.relative_to(folder))
        for root in roots
        for path in root.rglob("*")
        if path.is_file() and (".part" in str(path.relative_to(folder)) or root == roots[-1])
    ]


def _few_definitions(folder: Path) -> None:
    folder.mkdir()
    for name in _DEFINITIONS:
        shutil.copy(DEFINITIONS_FOLDER / f"{name}.py", folder)
    fingerprint.DEFINITIONS_FOLDER = registry.DEFINITIONS_FOLDER = folder
    registry.load.__defaults__ = (folder,)


def _start(work: Callable[[], object]) -> int:
    """The number of a child process that does the work and nothing else."""
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        work()
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def _must(work: Callable[[], object]) -> None:
    if os.waitpid(_start(work), 0)[1]:
        raise RuntimeError("The work fails though nobody kills it.")
