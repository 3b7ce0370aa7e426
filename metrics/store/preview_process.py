"""A preview computed in a process of its own, with a limit on its processor time and memory.

A definition can be a page of conditions over every record. In the server's own process that would slow
everybody's pages, and Python cannot stop a thread. The process receives the definition's text, parses it
again (it is never run) and returns the results.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from importlib import import_module

from data.paths import PROJECT_FOLDER
from metrics.language.grammar import parse_definition
from metrics.language.metric import Metric
from metrics.store.preview import Preview, preview

# Seconds of processor time; the clock may show more where other work needs the processor, but not for ever.
CPU_SECONDS = 30
CLOCK_SECONDS = 120
_MEMORY_BYTES = 6 * 1024**3


class PreviewStopped(ValueError):
    """The preview needed too much time; the message says what to change."""


def preview_in_process(
    metric: Metric,
    definition: str,
    ics: str,
    *,
    demonstration: bool,
    cpu_seconds: float = CPU_SECONDS,
    clock_seconds: float = CLOCK_SECONDS,
) -> Preview:
    """``metrics.store.preview.preview`` of a sound definition, computed by another process.

    Raises ValueError with a sentence where the metric cannot be computed, PreviewStopped (a ValueError) where
    it takes more than ``cpu_seconds`` of processor time or ``clock_seconds`` in all.
    """
    request = {
        "id": metric.id,
        "definition": definition,
        "ics": ics,
        "demonstration": demonstration,
        "cpu_seconds": cpu_seconds,
    }
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            input=json.dumps(request).encode(),
            capture_output=True,
            cwd=PROJECT_FOLDER,
            timeout=clock_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PreviewStopped(_too_long(clock_seconds)) from None
    if done.returncode or not done.stdout:
        # A process that is killed for its time or memory cannot say so itself.
        raise PreviewStopped(_too_long(cpu_seconds))
    answer = pickle.loads(done.stdout)  # by our own code, in the process started above
    if isinstance(answer, str):
        raise ValueError(answer)
    return answer


def _too_long(seconds: float) -> str:
    return (
        f"It needs more than {seconds:g} seconds, or too much memory, and was stopped. Name fewer levels, "
        "sexes or years, or a simpler where."
    )


def _limit(cpu_seconds: float) -> None:
    """Limit this process. Windows has no such limits; there the clock alone ends it."""
    try:
        resource = import_module("resource")
    except ModuleNotFoundError:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    # Starting Python and loading the code is not the definition's fault.
    seconds = round(usage.ru_utime + usage.ru_stime + cpu_seconds + 0.5)
    # The hard limit kills a process that ignores the first signal.
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a killed process leaves no records on the disk
    if lower_priority := getattr(os, "nice", None):
        lower_priority(10)  # pages come first


def _answer(request: dict) -> Preview | str:
    metric, problems = parse_definition(request["definition"], f"{request['id']}.py")
    if metric is None:
        return problems[0].sentence
    try:
        return preview(metric, request["ics"], demonstration=request["demonstration"])
    except (OSError, ValueError) as error:
        return str(error)


def main() -> None:
    """Answer the one request on standard input."""
    request = json.loads(sys.stdin.buffer.read())
    _limit(request["cpu_seconds"])
    # Nothing else may be written among the answer, by no library either: the rest goes to standard error.
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)
        answers.write(pickle.dumps(_answer(request)))


if __name__ == "__main__":
    main()
