"""The stores that are kept: which there are, which one is in use, and back to an earlier one."""

from __future__ import annotations

import json
from dataclasses import dataclass

from data.paths import store_folder
from data.storage.atomic_file import write_atomically
from data.storage.open_store import StoreMissing, StoreUnreadable
from data.storage.versioned_file import stores, use_version, used_before
from metrics.store.changes import LossesTooLarge
from metrics.store.fingerprint import state
from metrics.store.results import open_store, store_at

_HOLD = "rolled_back"


@dataclass(frozen=True)
class Version:
    """One kept store; ``fault`` says why it cannot be read, and then nothing else is known of it."""

    version: str
    in_use: bool
    refreshed_at: str = ""
    rows: int = 0
    code_version: str = ""
    fault: str = ""


def versions(ics: str) -> list[Version]:
    """The kept stores of an ICS, newest first."""
    folder = store_folder(ics)
    try:
        in_use = open_store(ics).version
    except StoreMissing:
        in_use = ""
    return [_described(ics, name, name == in_use) for name in reversed(stores(folder).names())]


def recovery_of(ics: str) -> str:
    """A sentence where another store than the newest is in use, since that one cannot be read; else ""."""
    try:
        return open_store(ics).recovery
    except StoreMissing:
        return ""


def _described(ics: str, name: str, in_use: bool) -> Version:
    try:
        store = store_at(ics, name)
    except StoreUnreadable as error:
        return Version(name, in_use, fault=str(error))
    code = store.facts.get("code_version", "not kept")
    return Version(name, in_use, store.facts["refreshed_at"], store.row_count, code)


def roll_back(ics: str, version: str | None = None) -> tuple[str, str]:
    """Put an earlier store to use, the one before if none is named; returns (former, now) versions. The one
    before is the newest that was in use and can be read.

    A refresh --if-needed leaves the choice alone until code, definitions or data change.
    """
    folder = store_folder(ics)
    former = open_store(ics).version
    if version is None:
        version = used_before(folder, former)
        while version is not None and not _is_readable(ics, version):
            version = used_before(folder, version)
        if version is None:
            raise StoreMissing(f"There is no store of {ics} before {former}.")
    use_version(folder, version)
    write_atomically(folder / _HOLD, json.dumps({"version": version, "state": state(ics)}))
    return former, version


def _is_readable(ics: str, version: str) -> bool:
    try:
        store_at(ics, version)
    except StoreUnreadable:
        return False
    return True


def accept(ics: str, version: str, accept_losses: bool = False) -> str:
    """Put a store to use that ``refresh --review`` built; returns the version in use before, or ""."""
    folder = store_folder(ics)
    try:
        former = open_store(ics).version
    except StoreMissing:
        former = ""
    if version in stores(folder).names() and not accept_losses:
        store = store_at(ics, version)
        losses = store.table("losses").sentence.tolist() if "losses" in store.facts["tables"] else []
        if losses:
            raise LossesTooLarge(f"{' '.join(losses)} Add --accept-losses if that is meant.")
    use_version(folder, version)
    (folder / _HOLD).unlink(missing_ok=True)
    return former


def release_hold(ics: str) -> None:
    """A new store is in use: the choice of an earlier one is over."""
    (store_folder(ics) / _HOLD).unlink(missing_ok=True)


def is_held(ics: str) -> bool:
    """Whether somebody rolled back to the store in use, and nothing it would be built from changed since."""
    folder = store_folder(ics)
    try:
        held = json.loads((folder / _HOLD).read_text(encoding="utf-8"))
        return held["version"] == open_store(ics).version and held["state"] == state(ics)
    except (OSError, ValueError, KeyError):
        return False
