"""What the owner of a metric says about it in one area: the newest version, those before, and the form."""

from __future__ import annotations

from contextlib import suppress

import pandas as pd
import streamlit as st
from markupsafe import Markup

from data import commentary
from data.access import audit
from data.commentary import Comment
from data.commentary.text import FIELDS, MAX_LENGTH, MIN_LENGTH
from metrics.language.metric import Metric
from metrics.targets.system import System
from pages.charts.markup import fold, markup, paragraph
from pages.shell import frame, sign_in
from pages.words.numbers import count_of, full_date

_STATE = "_commentary"
_TITLE = "What it means, and what is being done"


def draw_commentary(system: System, metric: Metric, area: str, series: pd.DataFrame) -> None:
    """``series``: all figures of the metric for the area. Nothing is drawn where there is no comment and no
    sign-in to write one.
    """
    name = system.geography.area(area).label
    period = newest_period(series)
    try:
        versions = commentary.versions(metric.id, area, system.geography.nhs_code)
    except commentary.CommentaryError as error:
        frame.panel_head(_TITLE, f"{metric.title}, {name}.")
        st.html(paragraph(error, kind="refusal", role="status"))
        return
    if not versions and not sign_in.is_configured():
        return
    with st.container(key="commentary"):
        frame.panel_head(_TITLE, _sub(versions, metric, name))
        if versions:
            st.html(newest_markup(versions[0], period))
        if len(versions) > 1:
            st.html(earlier_markup(versions[1:]))
        _draw_writing(system, metric, area, versions, period)


def newest_period(series: pd.DataFrame) -> str:
    """The period of the newest figure that is shown, the shorter of two that end together; "" for none."""
    known = series[series.status == "ok"] if len(series) else series
    if known.empty:
        return ""
    return str(known.sort_values(["period_end", "period_start"]).period_label.iloc[-1])


def _sub(versions: list[Comment], metric: Metric, name: str) -> str:
    about = f"{metric.title}, {name}"
    return f"{about}. {signature(versions[0])}." if versions else f"{about}. No comment has been written yet."


def signature(comment: Comment) -> str:
    """'Version 3, Jane Example, 24 November 2026'."""
    gone = "withdrawn by " if comment.is_withdrawn else ""
    return f"Version {comment.version}, {gone}{comment.author}, {full_date(comment.written_at.date())}"


def newest_markup(newest: Comment, period: str) -> Markup:
    """The newest version as markup: its two texts, or that it was withdrawn, and whether
    its figure is older than the latest.
    """
    when = _written_when(newest, period)
    return markup("comment_newest", comment=newest, fields=FIELDS, written_when=when)


def earlier_markup(earlier: list[Comment]) -> Markup:
    """All versions but the newest, folded."""
    rows = [(comment, signature(comment), _figure_then(comment)) for comment in earlier]
    listed = markup("comment_versions", versions=rows, fields=FIELDS)
    return fold(count_of(len(earlier), "earlier version"), listed)


def _figure_then(comment: Comment) -> str:
    return f". The latest figure then was {comment.period_label}" if comment.period_label else ""


def _written_when(comment: Comment, period: str) -> str:
    if not period or not comment.period_label or period == comment.period_label:
        return ""
    return f"Written when the latest figure was {comment.period_label}; the latest is now {period}."


def _state(metric_id: str, area: str) -> dict:
    """What this session has written: the version it saw, its words, their problems."""
    return st.session_state.setdefault(_STATE, {}).setdefault((metric_id, area), {})


def _key(metric_id: str, area: str, field: str) -> str:
    return f"commentary_{field}_{metric_id}_{area}"


def _draw_writing(system: System, metric: Metric, area: str, versions: list[Comment], period: str) -> None:
    who = sign_in.visitor()
    if not who.may_write(metric.id, area):
        if who.is_signed_in:
            words = who.refusal or "Only the owners of this metric can write about it here."
            st.html(paragraph(words, kind="sub"))
        return
    state = _state(metric.id, area)
    newest = versions[0] if versions else None
    seen = state.setdefault("seen", newest.version if newest else 0)
    asked = (system.geography.nhs_code, system.store.version, metric.id, area, period)
    with st.expander(
        "Write a new version" if versions else "Write the first version", key="commentary_writing"
    ):
        st.html(paragraph(_guidance(who)))
        if alert := state.get("alert"):
            st.html(paragraph(alert, kind="field-error", role="alert"))
        with st.form("commentary_form", border=False, enter_to_submit=False):
            for field, label in FIELDS.items():
                key = _key(metric.id, area, field)
                before = state.get(field) or (getattr(newest, field) if newest else "")
                st.session_state.setdefault(key, before)
                st.text_area(
                    f"{label} ({MIN_LENGTH} to {MAX_LENGTH:,} characters)",
                    key=key,
                    height=170,
                    max_chars=MAX_LENGTH,
                )
                for sentence in state.get("problems", {}).get(FIELDS[field], ()):
                    st.html(paragraph(sentence, kind="field-error", role="alert"))
            st.form_submit_button(
                f"Save as version {seen + 1}",
                type="primary",
                on_click=_write,
                args=asked,
                key="commentary_keep",
            )
        if message := state.pop("message", ""):
            st.html(paragraph(message, kind="kept", role="status"))
        if newest and not newest.is_withdrawn:
            st.button("Withdraw the comment", key="commentary_withdraw", on_click=_write, args=(*asked, True))
            st.html(
                paragraph(
                    "A withdrawn comment is removed from this page and the board paper. Its versions stay.",
                    kind="sub",
                )
            )


def _guidance(who: sign_in.Visitor) -> str:
    return (
        f"Readers see both texts with your name ({who.name}) and the date. Every version is kept and can "
        "always be read. Write nothing that identifies a person, and no count of fewer than 8 people."
    )


def _write(ics: str, store: str, metric_id: str, area: str, period: str, withdrawing: bool = False) -> None:
    """Save what is in the form. Who may write is asked here again, not only when the form was drawn."""
    state, who = _state(metric_id, area), sign_in.visitor()
    words = {field: st.session_state.get(_key(metric_id, area, field)) or "" for field in FIELDS}
    state.update(words, problems={}, alert="")
    if not who.may_write(metric_id, area):
        state["alert"] = who.refusal or "You are not allowed to write about this metric. Nothing was saved."
        return
    facts = {"store": store, "metric": metric_id, "area": area, "comment_version": state.get("seen", 0) + 1}
    try:
        audit.record("comment-withdrawn" if withdrawing else "comment", who.account, ics, **facts)
    except audit.AuditUnavailable as error:
        state["alert"] = str(error)
        return
    made_by = {"ics": ics, "author": who.name, "account": who.account, "period_label": period}
    seen = state.get("seen", 0)
    kept = None
    try:
        if withdrawing:
            kept = commentary.withdraw(metric_id, area, seen=seen, **made_by)
        else:
            kept = commentary.write(metric_id, area, **words, seen=seen, **made_by)
    except commentary.TextRefused as refused:
        for problem in refused.problems:
            state["problems"].setdefault(problem.field, []).append(str(problem))
    except commentary.WrittenMeanwhile as meanwhile:
        state.update(seen=meanwhile.newest.version, alert=str(meanwhile))
    except commentary.CommentaryError as error:
        state["alert"] = str(error)
    if kept is None:
        with suppress(audit.AuditUnavailable):  # the earlier line of the log records the attempt
            audit.record("comment-refused", who.account, ics, **facts)
    else:
        _done(state, kept)


def _done(state: dict, kept: Comment) -> None:
    what = "The comment was withdrawn" if kept.is_withdrawn else "Your text was saved"
    state.clear()
    state.update(seen=kept.version, message=f"{what} as version {kept.version}.")
    for field in FIELDS:
        st.session_state[_key(kept.metric_id, kept.area_code, field)] = getattr(kept, field)
