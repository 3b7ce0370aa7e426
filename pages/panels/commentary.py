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
    """``series`` holds all the area's figures of the metric. Nothing is drawn where nobody wrote or could."""
    name = system.geography.area(area).label
    period = newest_period(series)
    try:
        found = commentary.versions(metric.id, area, system.geography.nhs_code)
    except commentary.CommentaryError as error:
        frame.panel_head(_TITLE, f"{metric.title}, {name}.")
        st.html(paragraph(error, kind="refusal", role="status"))
        return
    if not found and not sign_in.is_configured():
        return
    with st.container(key="commentary"):
        frame.panel_head(_TITLE, _sub(found, metric, name))
        if found:
            st.html(newest_markup(found[0], period))
        if len(found) > 1:
            st.html(earlier_markup(found[1:]))
        _draw_writing(system, metric, area, found, period)


def newest_period(series: pd.DataFrame) -> str:
    """The period of the newest figure that is shown, the shorter of two that end together; "" for none."""
    known = series[series.status == "ok"] if len(series) else series
    if known.empty:
        return ""
    return str(known.sort_values(["period_end", "period_start"]).period_label.iloc[-1])


def _sub(found: list[Comment], metric: Metric, name: str) -> str:
    about = f"{metric.title}, {name}"
    return f"{about}. {signature(found[0])}." if found else f"{about}. Nobody has written about it yet."


def signature(comment: Comment) -> str:
    """'Version 3, Jane Example, 24 November 2026'."""
    gone = "withdrawn by " if comment.is_withdrawn else ""
    return f"Version {comment.version}, {gone}{comment.author}, {full_date(comment.written_at.date())}"


def newest_markup(newest: Comment, period: str) -> Markup:
    """The newest version as markup: its two texts, or that it was withdrawn; older figures are told."""
    when = _written_when(newest, period)
    return markup("comment_newest", comment=newest, fields=FIELDS, written_when=when)


def earlier_markup(found: list[Comment]) -> Markup:
    """All versions but the newest, folded."""
    versions = [(one, signature(one), _figure_then(one)) for one in found]
    listed = markup("comment_versions", versions=versions, fields=FIELDS)
    return fold(count_of(len(found), "earlier version"), listed)


def _figure_then(comment: Comment) -> str:
    return f". The newest figure was {comment.period_label}" if comment.period_label else ""


def _written_when(comment: Comment, period: str) -> str:
    if not period or not comment.period_label or period == comment.period_label:
        return ""
    return f"Written when the newest figure was {comment.period_label}; there is now {period}."


def _state(metric_id: str, area: str) -> dict:
    """What this session knows of its own writing: the version it saw, its words, their problems."""
    return st.session_state.setdefault(_STATE, {}).setdefault((metric_id, area), {})


def _key(metric_id: str, area: str, field: str) -> str:
    return f"commentary_{field}_{metric_id}_{area}"


def _draw_writing(system: System, metric: Metric, area: str, found: list[Comment], period: str) -> None:
    who = sign_in.visitor()
    if not who.may_write(metric.id, area):
        if who.is_signed_in:
            words = who.refusal or "Only the owners of this metric write about it here."
            st.html(paragraph(words, kind="sub"))
        return
    state = _state(metric.id, area)
    newest = found[0] if found else None
    seen = state.setdefault("seen", newest.version if newest else 0)
    asked = (system.geography.nhs_code, system.store.version, metric.id, area, period)
    with st.expander("Write a new version" if found else "Write the first version", key="commentary_writing"):
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
                f"Keep as version {seen + 1}",
                type="primary",
                on_click=_write,
                args=asked,
                key="commentary_keep",
            )
        if said := state.pop("said", ""):
            st.html(paragraph(said, kind="kept", role="status"))
        if newest and not newest.is_withdrawn:
            st.button("Withdraw the comment", key="commentary_withdraw", on_click=_write, args=(*asked, True))
            st.html(
                paragraph("A withdrawn comment leaves page and board paper. Its versions stay.", kind="sub")
            )


def _guidance(who: sign_in.Visitor) -> str:
    return (
        f"Readers see both texts with your name ({who.name}) and the date. Every version is kept and can be "
        "read for good. Write nothing that tells who a person is, and no count of fewer than 8 people."
    )


def _write(ics: str, store: str, metric_id: str, area: str, period: str, withdrawing: bool = False) -> None:
    """Keep what stands in the form. Who may write is asked here again, not only when the form was drawn."""
    state, who = _state(metric_id, area), sign_in.visitor()
    words = {field: st.session_state.get(_key(metric_id, area, field)) or "" for field in FIELDS}
    state.update(words, problems={}, alert="")
    if not who.may_write(metric_id, area):
        state["alert"] = who.refusal or "You may not write about this metric (any more). Nothing was kept."
        return
    facts = {"store": store, "metric": metric_id, "area": area, "comment_version": state.get("seen", 0) + 1}
    try:
        audit.record("comment-withdrawn" if withdrawing else "comment", who.account, ics, **facts)
    except audit.AuditUnavailable as error:
        state["alert"] = str(error)
        return
    told = {"ics": ics, "author": who.name, "account": who.account, "period_label": period}
    seen = state.get("seen", 0)
    kept = None
    try:
        if withdrawing:
            kept = commentary.withdraw(metric_id, area, seen=seen, **told)
        else:
            kept = commentary.write(metric_id, area, **words, seen=seen, **told)
    except commentary.TextRefused as refused:
        for problem in refused.problems:
            state["problems"].setdefault(problem.field, []).append(str(problem))
    except commentary.WrittenMeanwhile as meanwhile:
        state.update(seen=meanwhile.newest.version, alert=str(meanwhile))
    except commentary.CommentaryError as error:
        state["alert"] = str(error)
    if kept is None:
        with suppress(audit.AuditUnavailable):  # the line before says that it was tried
            audit.record("comment-refused", who.account, ics, **facts)
    else:
        _done(state, kept)


def _done(state: dict, kept: Comment) -> None:
    what = "The comment is withdrawn" if kept.is_withdrawn else "Your text is kept"
    state.clear()
    state.update(seen=kept.version, said=f"{what}: version {kept.version}.")
    for field in FIELDS:
        st.session_state[_key(kept.metric_id, kept.area_code, field)] = getattr(kept, field)
