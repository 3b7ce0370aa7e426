"""The commands of ``python -m threeshifts``; ``make`` calls the same commands."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys

from threeshifts.audit import audit
from threeshifts.environment import FOLDER, PROJECT_FOLDER, NotReady, call, prepare, program, settings

# The options of pytest for test and for test-fast.
_WORKERS = ("-n", "logical", "--maxprocesses", "4", "--dist", "loadgroup")
TEST: tuple[str, ...] = (*_WORKERS, "-m", "not postgresql")
TEST_ENGINES: tuple[str, ...] = (*_WORKERS, "-m", "postgresql")
TEST_FAST: tuple[str, ...] = (*_WORKERS, "-m", "not (browser or postgresql or property or slow)")

_STORE_FOLDER = PROJECT_FOLDER / "data" / "store"
_STOPPED = 130  # the exit status of a shell for a command that Ctrl-C ended
# What pip cannot install: a script does on Linux; elsewhere a sentence says so, unless a variable or the PATH
# names it.
_CHROMIUM = ("tests/browser/install_chromium.sh", "CHROMIUM", "chromium", "The browser tests need Chromium.")
_POSTGRESQL = (
    "tests/lib/install_postgresql.sh",
    "POSTGRESQL_BIN",
    "initdb",
    "The tests of engines need PostgreSQL.",
)


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    parser = _parser()
    options, more = parser.parse_known_args(arguments)
    if more and options.run is not _refresh:
        parser.error(f"not understood: {' '.join(more)}")
    options.more = more
    try:
        return options.run(options)
    except NotReady as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return _STOPPED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m threeshifts",
        description="Sets up and runs the dashboard on Windows, macOS and Linux. make COMMAND does the same.",
        epilog="Variables: PORT=8501, ICS=QE1 (any ICS of England by its NHS code), PYTHON (3.11 or newer). "
        "Examples: python -m threeshifts run --ics QHM --port 8600; make run ICS=QHM PORT=8600",
    )
    parser.set_defaults(run=lambda options: parser.print_help() or 0)
    commands = parser.add_subparsers(metavar="COMMAND", title="commands")

    def command(name: str, run, words: str, more: str | None = None) -> argparse.ArgumentParser:
        parser = commands.add_parser(name, help=words, description=words, epilog=more)
        parser.set_defaults(run=run)
        return parser

    serving = command("run", _run, "set up, build the demonstration store, serve on http://127.0.0.1:8501")
    port = os.environ.get("PORT") or "8501"
    serving.add_argument("--port", type=int, default=port, metavar="NUMBER", help="8501 if not given")
    command("test", _test, "set up, and run every check and test (some in a real browser)")
    command("test-engines", _test_engines, "set up, and run the tests that need PostgreSQL")
    command("test-fast", _test_fast, "set up, and run only the quick tests (no browser, no PostgreSQL)")
    command("check", _check, "style, import rules, definitions")
    refreshing = command(
        "refresh",
        _refresh,
        "set up, and update the store from newer records, definitions or published files",
        "Any other option, like --full or --review, is passed on to python -m metrics refresh.",
    )
    command("bill", _bill, "print the bill of materials: all libraries, as CycloneDX in JSON")
    command(
        "audit",
        _audit,
        "ask PyPI for known weaknesses of the libraries",
        "Exit status 1: there are known weaknesses; 3: PyPI could not be asked.",
    )
    command("clean", _clean, "remove what was set up and built")
    command("help", parser.get_default("run"), "show this")
    ics = os.environ.get("ICS") or "QE1"
    for subcommand in (serving, refreshing):
        subcommand.add_argument(
            "--ics", default=ics, metavar="CODE", help="NHS code of any ICS; QE1 if not given"
        )
    return parser


def _run(options: argparse.Namespace) -> int:
    options.more = ["--if-needed", "--wait"]
    status = _refresh(options)
    # 1 means that a metric or source has a problem, printed above; all others are in the store.
    if status not in (0, 1):
        return status
    print(f"Serving on http://127.0.0.1:{options.port} (Ctrl-C stops)", flush=True)
    return _serve(settings(ICS=options.ics, PORT=options.port))


def _serve(environment: dict[str, str]) -> int:
    command = [program("python"), "asgi.py"]
    if sys.platform != "win32":
        # The server replaces this process, so that ending this process ends the server.
        os.chdir(PROJECT_FOLDER)
        os.execve(command[0], command, environment)
    with subprocess.Popen(command, cwd=str(PROJECT_FOLDER), env=environment) as server:
        try:
            return server.wait()
        except KeyboardInterrupt:
            server.wait()  # Ctrl-C reached the server too, and it ends by itself
            raise


def _refresh(options: argparse.Namespace) -> int:
    prepare()
    return call(program("python"), "-m", "metrics", "refresh", "--ics", options.ics, *options.more)


def _test(options: argparse.Namespace) -> int:
    prepare(for_tests=True)
    return _install(*_CHROMIUM) or _check(options) or call(program("python"), "-m", "pytest", *TEST)


def _test_engines(options: argparse.Namespace) -> int:
    prepare(for_tests=True)
    return _install(*_POSTGRESQL) or call(program("python"), "-m", "pytest", *TEST_ENGINES)


def _test_fast(options: argparse.Namespace) -> int:
    prepare(for_tests=True)
    return call(program("python"), "-m", "pytest", *TEST_FAST)


def _check(options: argparse.Namespace) -> int:
    prepare(for_tests=True)
    return (
        call(program("python"), "-m", "ruff", "check", ".")
        or call(program("lint-imports"), "--no-logo", "--cache-dir", str(FOLDER / "import-linter"))
        or call(program("python"), "-m", "metrics", "check")
    )


def _bill(options: argparse.Namespace) -> int:
    prepare()
    return call(program("python"), "-m", "threeshifts.bill")


def _audit(options: argparse.Namespace) -> int:
    prepare()
    return audit()


def _install(script: str, variable: str, name: str, words: str) -> int:
    if sys.platform.startswith("linux"):
        return call("sh", script)
    if not (os.environ.get(variable) or shutil.which(name)):
        print(f"{words} Install it, and name it in the variable {variable}.", file=sys.stderr)
    return 0


def _clean(options: argparse.Namespace) -> int:
    for folder in (FOLDER, _STORE_FOLDER):
        try:
            folder.unlink() if folder.is_symlink() else shutil.rmtree(folder)
        except FileNotFoundError:
            pass
        except OSError as error:
            print(f"{error.filename} cannot be removed; does a program still use it?", file=sys.stderr)
            return 1
    return 0
