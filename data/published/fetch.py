"""Downloads a publisher's files: retries, resumes an interrupted download, and checks the result.

This is the only code that uses the network, and it runs only on ``python -m data fetch``. A file downloaded
by hand is as good: ``ingest`` never fetches.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPException
from pathlib import Path

from data.errors import SourceError
from data.reading.file_limits import is_web_page
from data.sources.shared.opening import MAX_BYTES
from data.sources.shared.source import Source
from data.storage.atomic_file import put_in_place

ATTEMPTS, WAITS = 3, (2.0, 8.0)
_TIMEOUT = 60
_CHUNK = 1 << 18
# Statuses that may be temporary. Any other error, such as 404, would come again.
_WORTH_ANOTHER = {408, 425, 429, 500, 502, 503, 504}
Progress = Callable[[int, int | None], None]


@dataclass(frozen=True)
class Fetched:
    """One file as the publisher supplied it."""

    address: str
    path: Path
    sha256: str
    bytes: int
    got_at: str


class _TryAgain(Exception):
    """This attempt failed, but another may succeed."""


def fetch(
    source: Source, folder: Path, progress: Progress | None = None, wait: Callable[[float], None] = time.sleep
) -> list[Fetched]:
    """Download all files of a source into ``folder``; raises SourceError where one cannot be completed."""
    if not source.addresses:
        raise SourceError(
            f"{source.name}: has no permanent address. Download by hand: {source.files}. Then: "
            f"python -m data ingest {source.name} FILE"
        )
    return [
        fetch_file(address, folder, _name(source, address), progress, wait) for address in source.addresses
    ]


def fetch_file(
    address: str,
    folder: Path,
    name: str,
    progress: Progress | None = None,
    wait: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Download one file: it appears in ``folder`` under ``name`` only once it is complete, with a file of its
    hash (``sha256sum -c`` reads it).
    """
    if urllib.parse.urlsplit(address).scheme not in ("http", "https"):
        raise SourceError(f"{name}: {address} is not a web address; allowed are http and https.")
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{name}.part"
    problem = ""
    for attempt in range(ATTEMPTS):
        if attempt:
            wait(WAITS[attempt - 1])
        try:
            _attempt(address, part, name, progress or (lambda done, total: None))
            break
        except _TryAgain as error:
            problem = str(error)
    else:
        raise SourceError(f"{name}: could not be downloaded in {ATTEMPTS} attempts. The last: {problem}")
    with part.open("rb") as file:
        came_as_page = is_web_page(file.read(2_048))
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if came_as_page:
        _forget(part)
        raise SourceError(
            f"{name}: {address} returned a web page, not a file; download it by hand from that page."
        )
    path, size = folder / name, part.stat().st_size
    put_in_place(part, path)
    _forget(part)
    path.with_name(f"{name}.sha256").write_text(f"{digest}  {name}\n", "utf-8", newline="\n")
    return Fetched(address, path, digest, size, datetime.now(UTC).isoformat(timespec="seconds"))


def _attempt(address: str, part: Path, name: str, progress: Progress) -> None:
    """One attempt: it resumes where the last was interrupted, if the server still has the same file."""
    notes = _notes(part, address)
    start = part.stat().st_size if part.exists() and notes.get("validator") else 0
    headers = {"User-Agent": "ics-metrics (data fetch)", "Accept-Encoding": "identity"}
    if start:
        headers |= {"Range": f"bytes={start}-", "If-Range": notes["validator"]}
    try:
        with urllib.request.urlopen(
            urllib.request.Request(address, headers=headers), timeout=_TIMEOUT
        ) as answer:
            kind = answer.headers.get_content_type()
            if kind in ("text/html", "application/xhtml+xml"):
                raise SourceError(
                    f"{name}: {address} returned {kind}, a web page; allowed is a file. Download it by hand."
                )
            resumed = answer.status == 206 and _starts_at(answer.headers.get("Content-Range"), start)
            if answer.status == 206 and not resumed:
                _forget(part)
                raise _TryAgain("the server resumed at another position than requested")
            start = start if resumed else 0
            length = answer.headers.get("Content-Length")
            total = start + int(length) if length and length.isdigit() else None
            if total is not None and total > MAX_BYTES:
                raise SourceError(f"{name}: {address} has {total:,} bytes; allowed are {MAX_BYTES:,}.")
            validator = answer.headers.get("ETag") or answer.headers.get("Last-Modified") or ""
            if validator.startswith("W/"):
                # A weak tag means only "equivalent": too little to join two halves of a file.
                validator = answer.headers.get("Last-Modified") or ""
            _notes_file(part).write_text(json.dumps({"address": address, "validator": validator}), "utf-8")
            done = _save(answer, part, resumed, start, total, name, progress)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == 416:
            _forget(part)
            raise _TryAgain("the server has fewer bytes than were already downloaded") from None
        if error.code in _WORTH_ANOTHER:
            raise _TryAgain(f"{address} answered {error.code} {error.reason}") from None
        raise SourceError(
            f"{name}: {address} answered {error.code} {error.reason}; the address may have changed."
        ) from None
    except (urllib.error.URLError, HTTPException, TimeoutError, ConnectionError) as error:
        raise _TryAgain(f"{address}: {getattr(error, 'reason', None) or error!r}") from None
    if done == 0:
        raise _TryAgain(f"{address} returned an empty file")
    if total is not None and done != total:
        raise _TryAgain(f"{address} announced {total:,} bytes and sent {done:,}")


def _save(answer, part: Path, resumed: bool, start: int, total, name: str, progress: Progress) -> int:
    done = start
    with part.open("ab" if resumed else "wb") as file:
        # read1 returns what has arrived, so that an interrupted connection loses none of it.
        while chunk := answer.read1(_CHUNK):
            file.write(chunk)
            done += len(chunk)
            if done > MAX_BYTES:
                raise SourceError(f"{name}: has more than {MAX_BYTES:,} bytes; it was not kept.")
            progress(done, total)
    return done


def _starts_at(content_range: str | None, start: int) -> bool:
    match = re.match(r"bytes (\d+)-", content_range or "")
    return bool(match) and int(match[1]) == start


def _notes_file(part: Path) -> Path:
    return part.with_name(f"{part.name}.json")


def _notes(part: Path, address: str) -> dict:
    """The notes on a partly downloaded file; empty where it is from another address."""
    try:
        notes = json.loads(_notes_file(part).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return notes if notes.get("address") == address else {}


def _forget(part: Path) -> None:
    part.unlink(missing_ok=True)
    _notes_file(part).unlink(missing_ok=True)


def _name(source: Source, address: str) -> str:
    """The file's name: the last part of its address where that is a file name, else made from the
    source's.
    """
    pieces = urllib.parse.urlsplit(address)
    last = re.sub(r"[^A-Za-z0-9._-]", "_", urllib.parse.unquote(pieces.path.rsplit("/", 1)[-1]))
    if (
        re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]*\.(csv|xlsx?|ods|parquet|zip|json)", last)
        and not pieces.query
    ):
        return last
    mark = hashlib.sha256(address.encode()).hexdigest()[:8]
    return f"{source.name}-{mark}.csv"
