"""The dashboard as a process of its own, on a free port of this machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

PROJECT_FOLDER = Path(__file__).resolve().parents[2]
_SECONDS_TO_START = 300  # however busy the machine is


def free_port() -> int:
    """A port of 127.0.0.1 that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def build_store(folder: Path, ics: str = "QE1", *, if_needed: bool = False) -> None:
    """Build the demonstration store below ``folder`` with the command that ``make run`` uses."""
    command = [
        sys.executable,
        "-m",
        "metrics",
        "refresh",
        "--ics",
        ics,
        *(["--if-needed"] if if_needed else []),
    ]
    environment = os.environ | {"ICS_DATA_FOLDER": str(folder)}
    done = subprocess.run(
        command, cwd=PROJECT_FOLDER, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(
            f"{' '.join(command[1:])} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
        )


def is_healthy(address: str) -> bool:
    """Does the server at ``address`` answer its health check?"""
    try:
        with urlopen(f"{address}/healthz", timeout=2) as answer:
            return answer.status == 200
    except (URLError, OSError):
        return False


@contextmanager
def serve(
    store: Path,
    log: Path,
    ics: str = "QE1",
    *,
    port: int | None = None,
    settings: Mapping[str, str] | None = None,
) -> Iterator[str]:
    """Serve the dashboard over the store below ``store``; gives its address, stops it at the end.

    The server may reach no other machine. What it prints goes to ``log``, which an error quotes.
    ``settings`` are further variables of its environment.
    """
    port = port or free_port()
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "ICS_DATA_FOLDER": str(store),
        "ICS": ics,
        "PORT": str(port),
        "PYTHONUNBUFFERED": "1",
        **(settings or {}),
    }
    command = [sys.executable, "-m", "tests.lib.loopback", "asgi.py"]
    with log.open("w", encoding="utf-8") as printed:
        server = subprocess.Popen(
            command, cwd=PROJECT_FOLDER, env=environment, stdout=printed, stderr=printed
        )
    try:
        end = time.monotonic() + _SECONDS_TO_START
        while not is_healthy(address):
            if server.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"The dashboard did not start:\n{log.read_text(encoding='utf-8')}")
            time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
