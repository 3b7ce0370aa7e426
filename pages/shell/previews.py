"""The way to a preview: who may have which records counted, a place in the queue, a line in the audit log."""

from __future__ import annotations

import streamlit as st

from data.access.audit import AuditUnavailable, record
from data.access.previews import PreviewRights, preview_rights
from data.records.open import has_own_records
from metrics.language.metric import Metric
from metrics.store.preview import Preview, counts_own_records
from metrics.store.preview_process import preview_in_process
from metrics.store.preview_queue import PreviewQueue, QueueFull
from metrics.targets.system import System
from pages.shell.sign_in import is_configured, visitor
from pages.words.numbers import count_of

_queue = PreviewQueue()


class NoPreview(ValueError):
    """There is no preview; the message is a sentence for the visitor."""


def rights(system: System) -> PreviewRights:
    """Determined again at every call: a right that was withdrawn in the roles file ends at once."""
    who = visitor()
    return preview_rights(
        {entry.role for entry in who.entries},
        has_own_records=has_own_records(system.geography.nhs_code),
        sign_in_is_configured=is_configured(),
        refusal=who.refusal,
    )


def run_preview(system: System, metric: Metric, definition: str, rights: PreviewRights) -> Preview:
    """The preview of a sound definition, when its turn has come. Raises StoreMissing, ValueError (NoPreview
    among them).
    """
    if rights.is_off:
        raise NoPreview(rights.reason)
    ics, place = system.geography.nhs_code, st.empty()

    def report_place(ahead: int) -> None:
        waiting = count_of(ahead, "preview")
        place.markdown(f"{waiting} ahead of yours, which starts automatically.")

    try:
        with _queue.turn(report_place), place, st.spinner("Counting the records at every level"):
            if not rights.on_demonstration and counts_own_records(metric, ics):
                _record(system, metric, definition)
            return preview_in_process(metric, definition, ics, demonstration=rights.on_demonstration)
    except QueueFull as error:
        raise NoPreview(str(error)) from None
    finally:
        place.empty()


def _record(system: System, metric: Metric, definition: str) -> None:
    try:
        record(
            "preview",
            visitor().account,
            system.geography.nhs_code,
            store=system.store.version,
            metric=metric.id,
            definition=definition,
            records=metric.numerator.table.name,
            levels=list(metric.levels),
        )
    except AuditUnavailable as error:
        raise NoPreview(str(error)) from None
