"""Which records a preview on the workbench counts: a definition that anybody chooses can single out a person.

Each preview is protected by itself, but the difference between two gives a hidden count away, and no rounding
prevents it. So previews for everybody count demonstration records; a system's own records are for signed-in
analysts, and every such preview is written to the audit log. ICS_PREVIEWS=demonstration withholds own records
from analysts too, ICS_PREVIEWS=off switches previews off. See docs/disclosure.md.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass

SETTING = "ICS_PREVIEWS"
OFF, DEMONSTRATION, OWN = "off", "demonstration", "own"
ALLOWED = (OFF, DEMONSTRATION, OWN)


@dataclass(frozen=True)
class PreviewRights:
    """What a visitor's preview counts, and why; ``records`` is off, demonstration or own."""

    records: str
    reason: str

    @property
    def is_off(self) -> bool:
        return self.records == OFF

    @property
    def on_demonstration(self) -> bool:
        return self.records == DEMONSTRATION


def preview_rights(
    roles: Collection[str], *, has_own_records: bool, sign_in_is_configured: bool, refusal: str = ""
) -> PreviewRights:
    """The rights of a visitor with these ``roles``; ``refusal`` says why a sign-in does not count at the
    moment. A setting that is none of the allowed ones switches previews off: better none than one too many.
    """
    setting = os.environ.get(SETTING, OWN).strip().lower()
    if setting == OFF:
        return PreviewRights(OFF, "Previews are switched off here; definitions are still checked.")
    if setting not in ALLOWED:
        return PreviewRights(
            OFF,
            f"Previews are off, because the setting {SETTING} is {setting[:40]!r}; allowed are "
            f"{', '.join(ALLOWED)}.",
        )
    if not has_own_records:
        return PreviewRights(DEMONSTRATION, "Previews count demonstration records.")
    if setting == OWN and "analyst" in roles and not refusal:
        return PreviewRights(
            OWN,
            "You are signed in as an analyst: previews count this system's own records, and each is written "
            "to the audit log.",
        )
    why = _why(setting, roles, sign_in_is_configured, refusal)
    return PreviewRights(DEMONSTRATION, f"Previews count demonstration records. {why}")


def _why(setting: str, roles: Collection[str], sign_in_is_configured: bool, refusal: str) -> str:
    if setting == DEMONSTRATION:
        return "This system's own records are not previewed here."
    if not sign_in_is_configured:
        return "Only signed-in analysts preview this system's own records, and sign-in is not set up here."
    if "analyst" in roles and refusal:
        return refusal
    return "Only signed-in analysts preview this system's own records."
