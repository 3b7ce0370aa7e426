"""Who is signed in, what they may write, and the line of the footer that signs in and out.

Without ``[auth]`` in Streamlit's secrets there is no sign-in: everybody can read and no one can write.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import streamlit as st
from streamlit.errors import StreamlitAPIException

from data.access import audit
from data.access.roles import ALL, Person, read_roles, verified_email
from pages.charts.markup import paragraph
from pages.words.numbers import count_of

# Streamlit's cookie lasts for 30 days. That is fine for reading; a person who writes should have signed in
# the same day.
MAX_HOURS = 12
_MESSAGE = "_sign_in_message"
# Sign-ins that this process has written to an audit log: account and the moment that the provider gives.
_RECORDED: set[tuple[str, object]] = set()


@dataclass(frozen=True)
class Visitor:
    """Whoever looks at the page. ``account`` is the verified e-mail, or subject and issuer of the sign-in.

    ``refusal`` says why somebody who is signed in may not write anything; "" if nothing speaks against it.
    """

    name: str = ""
    account: str = ""
    entries: tuple[Person, ...] = ()
    refusal: str = ""

    @property
    def is_signed_in(self) -> bool:
        return bool(self.account)

    def may_write(self, metric_id: str, area_code: str) -> bool:
        """Whether this is an owner of the metric in the area, and signed in lately."""
        return not self.refusal and any(entry.owns(metric_id, area_code) for entry in self.entries)

    @property
    def role_words(self) -> str:
        """'owner of all metrics', 'owner of 3 metrics', 'analyst' or 'reader'."""
        owned = {metric for entry in self.entries if entry.role == "owner" for metric in entry.metrics}
        if ALL in owned:
            return "owner of all metrics"
        if owned:
            return f"owner of {count_of(len(owned), 'metric')}"
        return "analyst" if any(entry.role == "analyst" for entry in self.entries) else "reader"


def claims() -> Mapping:
    """The claims of the sign-in, from the provider's signed token; empty where there is no sign-in at all."""
    return st.user.to_dict()


def is_configured() -> bool:
    return "is_logged_in" in claims()


def visitor() -> Visitor:
    """Who looks at the page now."""
    return visitor_of(claims())


def visitor_of(identity: Mapping) -> Visitor:
    """The visitor with these claims. The roles file is read at every call, so that a right which was taken
    away there ends at once.
    """
    if not identity.get("is_logged_in"):
        return Visitor()
    email = verified_email(identity)
    entries = tuple(read_roles().of(identity))
    names = [entry.name for entry in entries if entry.name]
    name = next(iter(names), "") or str(identity.get("name") or "") or email
    account = email or f"{identity.get('sub', 'unknown')} at {identity.get('iss', 'unknown')}"
    return Visitor(name or account, account, entries, _refusal(identity, email, entries))


def _refusal(identity: Mapping, email: str, entries: tuple[Person, ...]) -> str:
    if not email and not entries:
        return "Your sign-in has no verified e-mail address, so you can read but not write."
    signed_in_at = identity.get("iat")
    if not isinstance(signed_in_at, int | float) or time.time() - signed_in_at > MAX_HOURS * 3600:
        return f"You signed in more than {MAX_HOURS} hours ago. Sign out and in again to write."
    return ""


def draw_sign_in(ics: str, store: str = "") -> None:
    """The line of the footer; nothing at all where no sign-in is set up. The first page that somebody who
    signed in sees, of the system ``ics``, writes the sign-in to its audit log.
    """
    if not is_configured():
        return
    who = visitor()
    _record_sign_in(who, ics, store)
    with st.container(key="sign_in", horizontal=True, vertical_alignment="center", gap="small"):
        if not who.is_signed_in:
            st.html(paragraph("Owners of metrics can sign in to write what a figure means."))
            st.button("Sign in", type="tertiary", key="sign_in_button", on_click=_sign_in)
        else:
            st.html(paragraph(f"Signed in as {who.name}, {who.role_words}. {who.refusal}"))
            out = {"on_click": _sign_out, "args": (ics, store)}
            st.button("Sign out", type="tertiary", key="sign_out_button", **out)
        if message := st.session_state.pop(_MESSAGE, ""):
            st.html(paragraph(message, role="alert"))


def _record_sign_in(who: Visitor, ics: str, store: str) -> None:
    signed_in_at = claims().get("iat")
    if who.is_signed_in and (who.account, signed_in_at) not in _RECORDED:
        _RECORDED.add((who.account, signed_in_at))
        _record("sign-in", who, ics, store, signed_in_at=_moment(signed_in_at))


def _moment(seconds: object) -> str:
    known = isinstance(seconds, int | float)
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds") if known else ""


def _record(event: str, who: Visitor, ics: str, store: str, **facts: object) -> None:
    """Where the log cannot be written, a visitor who only reads may go on; what must be logged is refused."""
    try:
        audit.record(event, who.account, ics, store=store, **facts)
    except audit.AuditUnavailable as error:
        logging.getLogger(__name__).warning("%s", error)


def _sign_out(ics: str, store: str) -> None:
    _record("sign-out", visitor(), ics, store)
    st.logout()


def _sign_in() -> None:
    try:
        st.login(_provider())
    except StreamlitAPIException as error:
        # What is wrong names the settings, which is for whoever runs the server.
        logging.getLogger(__name__).warning("Sign-in is not set up completely: %s", error)
        st.session_state[_MESSAGE] = (
            "Sign-in is not set up completely. Please contact whoever runs this dashboard."
        )


def _provider() -> str | None:
    """None for settings in [auth] itself, else the name of the first [auth.NAME]."""
    settings = st.secrets["auth"]
    if "client_id" in settings:
        return None
    return next((name for name, value in settings.items() if isinstance(value, Mapping)), None)
