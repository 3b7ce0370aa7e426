"""What Windows lacks or refuses, taken away from the project's own files in a process on Linux or macOS.

Libraries keep what they have: those that the project uses run on Windows by other ways of their own.
"""

from __future__ import annotations

import builtins
import os
import re
import time
import types
import warnings
from importlib import import_module
from pathlib import Path

from tests.lib.server import PROJECT_FOLDER

PARTS = ("app.py", "asgi.py", "threeshifts", "pages", "metrics", "geo", "data")
MISSING_MODULES = frozenset(
    "curses crypt fcntl grp nis ossaudiodev posix pty pwd readline resource spwd syslog termios tty".split()
)
_OS = """
    O_CLOEXEC O_DIRECTORY O_NOFOLLOW O_NONBLOCK WNOHANG chown chroot confstr ctermid fchdir fchown
    fork forkpty getegid geteuid getgid getgroups getloadavg getpgid getpgrp getpriority getresuid
    getsid getuid initgroups killpg lchown lockf major minor mkfifo mknod nice openpty pathconf
    posix_spawn posix_spawnp pread preadv pwrite pwritev readv register_at_fork sched_getaffinity
    sched_setaffinity sched_yield sendfile setegid seteuid setgid setgroups setpgid setpriority
    setsid setuid statvfs sync sysconf tcgetpgrp ttyname uname wait wait3 wait4 waitid writev
"""
_SIGNAL = """
    ITIMER_REAL SIGALRM SIGCHLD SIGCONT SIGHUP SIGKILL SIGPIPE SIGQUIT SIGSTOP SIGTSTP SIGUSR1
    SIGUSR2 SIGWINCH alarm pause pthread_kill pthread_sigmask setitimer sigpending sigwait
"""
_TIME = "CLOCK_MONOTONIC CLOCK_REALTIME clock_gettime clock_settime pthread_getcpuclockid tzset"
MISSING_NAMES = {
    "os": frozenset(_OS.split()),
    "signal": frozenset(_SIGNAL.split()),
    "time": frozenset(_TIME.split()),
    "socket": frozenset({"AF_UNIX", "SO_REUSEPORT"}),
    "select": frozenset({"epoll", "kqueue", "poll"}),
}
# What strftime of Windows knows; after "%" nothing else may stand, so no "%-d" and no "%P".
DIRECTIVES = "aAbBcCdDeFgGhHIjmMnprRStTuUVwWxXyYzZf%"
_WRONG_DIRECTIVE = re.compile(f"%[^{DIRECTIVES}]")


def wrong_directives(form: str) -> list[str]:
    """The parts of a form of dates that Windows refuses."""
    return _WRONG_DIRECTIVE.findall(form.replace("%%", ""))


def own_files() -> list[Path]:
    """Every Python file of the project that runs on an analyst's machine."""
    roots = [PROJECT_FOLDER / part for part in PARTS]
    return sorted(path for root in roots for path in ([root] if root.suffix else root.rglob("*.py")))


def behave_like_windows(folder: Path) -> None:
    """From now on the project's own files find no POSIX-only module or name; no date takes a directive that
    Windows refuses; a text opened without its encoding, and an open file below ``folder`` that is replaced or
    removed, are errors.
    """
    _hide_modules_and_names()
    _refuse_directives()
    _refuse_to_touch_open_files(folder.resolve())
    for part in PARTS:
        name = re.escape(part.removesuffix(".py"))
        warnings.filterwarnings("error", category=EncodingWarning, module=rf"{name}(\.|$)")


def _is_own(asking: dict | None) -> bool:
    file = (asking or {}).get("__file__") or ""
    if not file.startswith(str(PROJECT_FOLDER)):
        return False
    return Path(file).relative_to(PROJECT_FOLDER).parts[0] in PARTS


def _hide_modules_and_names() -> None:
    stand_ins = {name: _without(import_module(name), names) for name, names in MISSING_NAMES.items()}
    real = builtins.__import__

    def find(name, globals=None, locals=None, fromlist=(), level=0):
        if level or not _is_own(globals):
            return real(name, globals, locals, fromlist, level)
        if name.partition(".")[0] in MISSING_MODULES:
            raise ModuleNotFoundError(f"Windows has no module {name!r}", name=name)
        found = real(name, globals, locals, fromlist, level)
        return stand_ins.get(found.__name__, found)

    builtins.__import__ = find


def _without(module: types.ModuleType, names: frozenset[str]) -> types.ModuleType:
    """The module as it is on Windows."""

    class StandIn(types.ModuleType):
        def __getattr__(self, name: str):
            if name in names:
                raise AttributeError(f"Windows has no {module.__name__}.{name}")
            return getattr(module, name)

    return StandIn(module.__name__)


def _refuse_directives() -> None:
    # datetime, also in C, asks the module time each time.
    real = time.strftime

    def strftime(form, *moment):
        if wrong := wrong_directives(form):
            raise ValueError(f"Invalid format string: {wrong[0]} in {form!r}")
        return real(form, *moment)

    time.strftime = strftime


def _refuse_to_touch_open_files(folder: Path) -> None:
    if not Path("/proc/self/fd").is_dir():  # only Linux tells which files are open
        return

    def check(path, base=None) -> None:
        path = os.fspath(path)
        if base is not None:
            path = os.path.join(os.readlink(f"/proc/self/fd/{base}"), path)
        path = os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))
        if path.startswith(str(folder)) and path in _open_files():
            raise PermissionError(13, "The file is being used by another program", path)

    def guard(name: str) -> None:
        real = getattr(os, name)

        def guarded(path, *more, **named):
            check(path, named.get("dir_fd"))
            if more:
                check(more[0])
            return real(path, *more, **named)

        setattr(os, name, guarded)

    for name in ("replace", "rename", "unlink", "remove"):
        guard(name)


def _open_files() -> set[str]:
    found = set()
    for number in os.listdir("/proc/self/fd"):
        try:
            found.add(os.readlink(f"/proc/self/fd/{number}"))
        except OSError:
            pass
    with open("/proc/self/maps", encoding="utf-8") as lines:
        return found | {line.split(maxsplit=5)[5].strip() for line in lines if "/" in line}
