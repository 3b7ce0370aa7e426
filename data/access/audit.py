"""Who did what, when: one line of JSON per event, appended to a file in the system's own protected folder.

``data/records/<ICS>/audit/audit.jsonl``, readable only by its owner. A line has the time, event, account,
system, store version and the few facts that EVENTS allows: never the text of a comment, never a value of a
record. See docs/security.md.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from data.paths import local_records_folder

# Each event and the facts that its line can contain.
EVENTS: dict[str, frozenset[str]] = {
    "sign-in": frozenset({"signed_in_at"}),
    "sign-out": frozenset(),
    "comment": frozenset({"metric", "area", "comment_version"}),
    "comment-withdrawn": frozenset({"metric", "area", "comment_version"}),
    "comment-refused": frozenset({"metric", "area", "comment_version"}),
    "preview": frozenset({"metric", "definition", "records", "levels"}),
    "preview-refused": frozenset({"metric", "definition", "records", "reason"}),
    "download": frozenset({"file", "metrics"}),
}
NOT_SIGNED_IN = "not signed in"
_ALWAYS = ("at", "event", "account", "system", "store")
_MAX_ACCOUNT = 320
_MAX_FACT = 20_000  # the text of a definition is the longest


class AuditUnavailable(OSError):
    """The log cannot be written; the message is a sentence for the person who requested the action."""


def audit_file(ics: str) -> Path:
    """The log of one system. It has its own folder, because a refresh reads the files of the folder above."""
    return local_records_folder(ics) / "audit" / "audit.jsonl"


def record(event: str, account: str, ics: str, *, store: str = "", **facts: object) -> None:
    """Append one line and wait until it is on disk. Call it before the action that it records.

    ``account`` is that of the visitor (``sign_in.visitor().account``), "" without one; ``store`` the version
    of the results store that is shown. Facts are texts, whole numbers or lists of texts. Raises
    AuditUnavailable where the line cannot be written (the action must then not happen), ValueError for a fact
    that the event does not have.
    """
    if unknown := facts.keys() - EVENTS[event]:
        raise ValueError(f"{event} has no {', '.join(sorted(unknown))}; it has {sorted(EVENTS[event])}.")
    line = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "event": event,
        "account": account[:_MAX_ACCOUNT] or NOT_SIGNED_IN,
        "system": ics,
        "store": store,
        **{name: _fact(value) for name, value in facts.items()},
    }
    # Only ASCII: no character of an account or a definition can end the line or hide a part of it.
    _append(audit_file(ics), json.dumps(line, ensure_ascii=True).encode("ascii") + b"\n")


def entries(ics: str) -> Iterator[dict[str, object] | None]:
    """All lines, the oldest first; None for each that cannot be read. Raises OSError."""
    path = audit_file(ics)
    if not path.exists():
        return
    with path.open("rb") as file:
        for line in file:
            if line.strip():
                yield _entry(line)


def _entry(line: bytes) -> dict[str, object] | None:
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    return entry if isinstance(entry, dict) and all(name in entry for name in _ALWAYS) else None


def _fact(value: object) -> object:
    if isinstance(value, bool | int):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return [
            str(item)[:_MAX_FACT] for item in (sorted(value) if isinstance(value, set | frozenset) else value)
        ]
    return str(value)[:_MAX_FACT]


def _append(path: Path, line: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # A link in the log's place could lead anywhere.
        flags = (
            os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        )
        descriptor = os.open(path, flags, 0o600)
        try:
            _keep_private(descriptor)
            # One call writes the whole line, so that those of several processes do not mix.
            line = _after_torn_line(descriptor) + line
            whole = os.write(descriptor, line) == len(line)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise AuditUnavailable(_sentence(path, error)) from error
    if not whole:
        raise AuditUnavailable(_sentence(path, OSError("the disk is full")))


def _keep_private(descriptor: int) -> None:
    """Remove the access that a wider mode gave to other accounts. Windows has no such modes."""
    if hasattr(os, "fchmod") and stat.S_IMODE(os.fstat(descriptor).st_mode) != 0o600:
        os.fchmod(descriptor, 0o600)


def _after_torn_line(descriptor: int) -> bytes:
    """A line end, if a full disk left the newest line without one."""
    size = os.lseek(descriptor, 0, os.SEEK_END)
    if not size:
        return b""
    os.lseek(descriptor, size - 1, os.SEEK_SET)
    return b"" if os.read(descriptor, 1) == b"\n" else b"\n"


def _sentence(path: Path, error: OSError) -> str:
    reason = error.strerror or str(error)
    return (
        f"The audit log {path.name} of this system cannot be written ({reason[:1].lower()}{reason[1:]}), so "
        "nothing that it records can be done. Whoever runs this dashboard can help."
    )
