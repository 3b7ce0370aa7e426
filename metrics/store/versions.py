"""The stores that are kept: which there are, which one is in use, and back to an earlier one."""

from __future__ import annotations

import json
from dataclasses import dataclass

from data.paths import store_folder
from data.storage.atomic_file import write_atomically
from data.storage.versioned_file import OpenStore, StoreMissing, current_path, stores, use_version
from metrics.store.changes import LossesTooLarge
from metrics.store.fingerprint import state
from metrics.store.results import Store

_HOLD = "rolled_back"


@dataclass(frozen=True)
class Version:
    """One kept store."""

    version: str
    refreshed_at: str
    rows: int
    code_version: str
    in_use: bool


def versions(ics: str) -> list[Version]:
    """The kept stores of an ICS, newest first."""
    folder = store_folder(ics)
    try:
        in_use = current_path(folder).stem
    except StoreMissing:
        in_use = ""
    return [_described(ics, name, name == in_use) for name in reversed(stores(folder).names())]


def _described(ics: str, name: str, in_use: bool) -> Version:
    opened = OpenStore(stores(store_folder(ics)).path(name))
    try:
        facts = json.loads(opened.query("SELECT facts FROM refresh").facts.iloc[0])
        rows = int(opened.query("SELECT COUNT(*) AS n FROM results").n.iloc[0])
    finally:
        opened.close()
    return Version(name, facts["refreshed_at"], rows, facts.get("code_version", "not kept"), in_use)


def roll_back(ics: str, version: str | None = None) -> tuple[str, str]:
    """Put an earlier store to use, the one before if none is named; returns (former, now) versions.

    A refresh --if-needed leaves the choice alone until code, definitions or data change.
    """
    folder = store_folder(ics)
    former = current_path(folder).stem
    if version is None:
        version = stores(folder).before(former)
        if version is None:
            raise StoreMissing(f"There is no store of {ics} before {former}.")
    use_version(folder, version)
    write_atomically(folder / _HOLD, json.dumps({"version": version, "state": state(ics)}))
    return former, version


def accept(ics: str, version: str, accept_losses: bool = False) -> str:
    """Put a store to use that ``refresh --review`` built; returns the version that was in use."""
    folder = store_folder(ics)
    former = current_path(folder).stem
    path = stores(folder).path(version)
    if path.exists() and not accept_losses:
        store = Store(path)
        losses = store.table("losses").sentence.tolist() if "losses" in store.facts["tables"] else []
        store.close()
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
        return held["version"] == current_path(folder).stem and held["state"] == state(ics)
    except (OSError, ValueError, KeyError):
        return False
