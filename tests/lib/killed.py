"""A process that is killed in the middle of its work."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.lib.server import PROJECT_FOLDER


@contextmanager
def half_way(code: str, *arguments: Path | str, **environment: str) -> Iterator[subprocess.Popen]:
    """The process that runs ``code``, once that has printed "half-way" and waits for its input; killed at the
    end.
    """
    with subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=PROJECT_FOLDER,
        env=os.environ | environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout.readline() == "half-way\n"
        yield child
        child.kill()


def killed_half_way(code: str, *arguments: Path | str, **environment: str) -> None:
    """Run ``code`` half-way, and kill it there."""
    with half_way(code, *arguments, **environment):
        pass
