"""A PostgreSQL server of the tests' own: on this machine alone, on a free port, gone when they end."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

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
    if os.getuid() != 0 and not os.environ.get("CI"):
        pytest.skip(MISSING)
    pytest.fail(MISSING)


@contextmanager
def server(user: str = "reader", password: str = "s3cret/of tests") -> Iterator[tuple[str, int]]:
    """Address and port of a server that lets ``user`` in with ``password``; the superuser is ``postgres``."""
    binaries = programs()
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    # PostgreSQL refuses to run as root.
    as_user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
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
    settings = f"-p {port} -h 127.0.0.1 -k {folder} -F -c full_page_writes=off -c max_connections=10"
    control = [*as_user, binaries / "pg_ctl", "-D", data, "-w", "-t", "60"]
    try:
        _run([*control, "-o", settings, "-l", folder / "log", "start"])
        yield "127.0.0.1", port
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
