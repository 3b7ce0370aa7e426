"""The stores that are kept, which of them is in use, and how to go back to an earlier one."""

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

_PINNED = "rolled_back"


@dataclass(frozen=True)
class Version:
    """A kept store. ``fault`` says why it cannot be read, in which case nothing else is known about it."""

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
    return [_describe(ics, name, name == in_use) for name in reversed(stores(folder).names())]


def recovery_of(ics: str) -> str:
    """A sentence if the newest store cannot be read and another one is in use; "" otherwise."""
    try:
        return open_store(ics).recovery
    except StoreMissing:
        return ""


def _describe(ics: str, name: str, in_use: bool) -> Version:
    try:
        store = store_at(ics, name)
    except StoreUnreadable as error:
        return Version(name, in_use, fault=str(error))
    code = store.facts.get("code_version", "not kept")
    return Version(name, in_use, store.facts["refreshed_at"], store.row_count, code)


def roll_back(ics: str, version: str | None = None) -> tuple[str, str]:
    """Go back to an earlier store, by default the newest that was in use before and can be read; returns the
    versions (former, current).

    A refresh --if-needed keeps this choice until code, definitions or data change.
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
    write_atomically(folder / _PINNED, json.dumps({"version": version, "state": state(ics)}))
    return former, version


def _is_readable(ics: str, version: str) -> bool:
    try:
        store_at(ics, version)
    except StoreUnreadable:
        return False
    return True


def accept(ics: str, version: str, accept_losses: bool = False) -> str:
    """Switch to a store that ``refresh --review`` has built; returns the version in use before, or ""."""
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
    (folder / _PINNED).unlink(missing_ok=True)
    return former


def unpin(ics: str) -> None:
    """Forget the choice of an earlier store, since a new one is in use."""
    (store_folder(ics) / _PINNED).unlink(missing_ok=True)


def is_pinned(ics: str) -> bool:
    """Whether a roll-back chose the store in use, and nothing that a store is made from has changed since."""
    folder = store_folder(ics)
    try:
        pinned = json.loads((folder / _PINNED).read_text(encoding="utf-8"))
        return pinned["version"] == open_store(ics).version and pinned["state"] == state(ics)
    except (OSError, ValueError, KeyError):
        return False
