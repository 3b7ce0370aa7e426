"""A PostgreSQL server of the tests' own: on this machine alone, on a free port, gone when they end."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

PASSWORD = "s3cret/of tests"
_IS_ROOT = getattr(os, "geteuid", lambda: None)() == 0  # Windows has no such function
MISSING = (
    "There is no PostgreSQL (initdb) on this machine. Install it with: sh tests/lib/install_postgresql.sh"
)


def programs() -> Path:
    """The folder of initdb and postgres. Without one a test fails, unless this user may not install it either
    and nobody said that this is a run that counts (CI is not set): then it is left out.
    """
    named = os.environ.get("POSTGRESQL_BIN")
    found = [Path(named)] if named else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).resolve().parent)
    for folder in found:
        if (folder / "initdb").exists():
            return folder
    if not _IS_ROOT and not os.environ.get("CI"):
        pytest.skip(MISSING)
    pytest.fail(MISSING)


@dataclass(frozen=True)
class Server:
    """A server that runs: where it is, and a crash that it comes back from."""

    host: str
    port: int
    control: tuple
    starting: tuple

    def crash_and_restart(self) -> None:
        """Stop it at once, without a last word to its disk (as a loss of power would), and start it again."""
        _run([*self.control, "-m", "immediate", "stop"])
        _run([*self.control, *self.starting])

    def process_id(self) -> int:
        """The id of its main process."""
        folder = Path(self.control[self.control.index("-D") + 1])
        return int((folder / "postmaster.pid").read_text("utf-8").split()[0])


@contextmanager
def running(user: str, password: str) -> Iterator[Server]:
    """A server that lets ``user`` in with ``password``; that user may do everything."""
    binaries = programs()
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    # PostgreSQL refuses to run as root.
    as_user = ["runuser", "-u", "postgres", "--"] if _IS_ROOT else []
    if as_user:
        shutil.chown(folder, "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    secret = folder / "password"
    secret.write_text(password, encoding="utf-8")
    if as_user:
        shutil.chown(secret, "postgres")
    data = folder / "data"
    _run([*as_user, binaries / "initdb", "-D", data, "-U", user, "-A", "scram-sha-256", "--pwfile", secret,
          "-E", "UTF8", "--no-locale", "-N"])  # fmt: skip
    settings = f"-p {port} -h 127.0.0.1 -k {folder} -F -c full_page_writes=off -c max_connections=20"
    control = [*as_user, binaries / "pg_ctl", "-D", data, "-w", "-t", "60"]
    starting = ("-o", settings, "-l", folder / "log", "start")
    try:
        _run([*control, *starting])
        yield Server("127.0.0.1", port, tuple(control), starting)
    finally:
        subprocess.run(list(map(str, [*control, "-m", "immediate", "stop"])), capture_output=True, cwd="/")
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list) -> None:
    # Not captured by a pipe: the server would hold it open.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(
            list(map(str, command)), stdout=said, stderr=said, stdin=subprocess.DEVNULL, cwd="/"
        )
        if done.returncode:
            said.seek(0)
            raise RuntimeError(f"{Path(str(command[-1])).name}: {said.read().decode()[-2_000:]}")
