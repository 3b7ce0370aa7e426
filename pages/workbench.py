"""A metric's definition, pasted or uploaded, checked and previewed at every level before it is merged.

The text is read by the definition grammar and never run, imported, written to disk or put into the store.
It is kept in the session, not in the address.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

import pandas as pd
import streamlit as st

from data.access.previews import PreviewRights
from data.errors import Problem
from data.storage.open_store import StoreMissing
from geo.levels import level_words
from metrics.judgement.change import finest_change
from metrics.judgement.compared_areas import ranked_areas
from metrics.language.checking import check_text, replacement_problem
from metrics.language.grammar import MAX_CHARACTERS
from metrics.language.metric import Metric
from metrics.language.sexes import SEX_WORDS
from metrics.language.template import guide_example
from metrics.store.preview import Preview
from metrics.targets.system import System
from pages.charts import cards
from pages.charts.markup import markup, paragraph
from pages.panels.preview_table import preview_table
from pages.panels.ranking import draw_ranking
from pages.panels.trend import draw_trend_panel
from pages.panels.vocabulary import vocabulary_markup
from pages.shell import filters, frame
from pages.shell.choices import level_choice, several_systems
from pages.shell.download import download_csv, file_name
from pages.shell.page import close_page, open_page, show_provenance
from pages.shell.previews import rights, run_preview
from pages.shell.system import chosen_system
from pages.words import findings
from pages.words.findings import first_comparator
from pages.words.numbers import count_of

MAX_PROBLEMS = 100
_MAX_BYTES = 4 * MAX_CHARACTERS
_MEMORY, _ASKED, _DONE, _UPLOADED = "_workbench", "_workbench_asked", "_workbench_done", "_workbench_uploaded"


@dataclass(frozen=True)
class Outcome:
    """The result of a check: its problems, or a preview, or a sentence that says why there is none."""

    text: str
    metric_id: str
    problems: tuple[Problem, ...] = ()
    shown: Preview | None = None
    refusal: str = ""


def draw() -> None:
    """Choose, compute, draw."""
    system = chosen_system()
    strip = open_page("Workbench")
    if systems := several_systems():
        filters.filter_row(systems)
    answer = st.empty()
    _editor()
    may_preview = rights(system)
    outcome = _outcome(system, may_preview)
    if outcome is not None and outcome.shown is not None and len(outcome.shown.summary):
        show_provenance(strip, outcome.shown.results.provenance)
    else:
        with strip:
            frame.strip("No figures yet.", may_preview.reason)
    with answer:
        _draw_answer(outcome, may_preview.reason)
    if outcome is not None and outcome.problems:
        _problems(outcome)
    if outcome is not None and outcome.shown is not None:
        _preview(system, outcome)
    close_page(system, "workbench")


def _editor() -> None:
    """The text, its id and the upload; what was typed is kept during a visit to another page."""
    example_id, example = guide_example()
    kept = st.session_state.setdefault(_MEMORY, {"workbench_id": example_id, "workbench_text": example})
    for key, value in kept.items():
        st.session_state.setdefault(key, value)
    left, right = st.columns([812, 420], gap="large")
    with right:
        st.file_uploader(
            "Or upload a definition (.py); it replaces the text",
            type="py",
            key="workbench_file",
            on_change=_take_upload,
            max_upload_size=1,
        )
        if uploaded := st.session_state.get(_UPLOADED):
            st.html(paragraph(uploaded, kind="sub", role="status"))
        st.html(vocabulary_markup())
    with left, st.form("workbench_form", border=False, enter_to_submit=False):
        st.text_area("Definition", key="workbench_text", height=470, max_chars=MAX_CHARACTERS)
        st.text_input("Id of the metric (its file name without .py)", key="workbench_id", max_chars=60)
        st.form_submit_button("Check and preview", type="primary", on_click=_ask)
    for key in kept:
        kept[key] = st.session_state[key] or ""


def _take_upload() -> None:
    file = st.session_state.get("workbench_file")
    if file is None:
        return
    content = file.getvalue()
    try:
        if len(content) > _MAX_BYTES:
            raise ValueError(f"it has {len(content):,} bytes; the limit is {_MAX_BYTES:,}")
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        st.session_state[_UPLOADED] = f"{file.name} was not accepted: it is not UTF-8 text."
    except ValueError as error:
        st.session_state[_UPLOADED] = f"{file.name} was not accepted: {error}."
    else:
        st.session_state["workbench_text"] = words.replace("\r\n", "\n")
        st.session_state["workbench_id"] = PurePath(file.name).stem[:60]
        st.session_state[_UPLOADED] = f"{file.name} is now in the text box. Press Check and preview."
        st.session_state[_ASKED] = None


def _ask() -> None:
    st.session_state[_UPLOADED] = None
    st.session_state[_ASKED] = (
        st.session_state["workbench_text"] or "",
        (st.session_state["workbench_id"] or "").strip(),
    )


def _outcome(system: System, may_preview: PreviewRights) -> Outcome | None:
    """The result for the text last submitted, computed once for each text, system, store and right."""
    asked = st.session_state.get(_ASKED)
    if not asked:
        return None
    key = (*asked, system.geography.nhs_code, system.store.version, may_preview)
    done = st.session_state.get(_DONE)
    if done and done[0] == key:
        return done[1]
    outcome = _computed(system, may_preview, *asked)
    if not outcome.refusal:
        st.session_state[_DONE] = (key, outcome)
    return outcome


def _computed(system: System, may_preview: PreviewRights, definition: str, metric_id: str) -> Outcome:
    metric, problems = check_text(definition, metric_id)
    if metric is None:
        return Outcome(definition, metric_id, tuple(problems))
    try:
        shown = run_preview(system, metric, definition, may_preview)
    except (StoreMissing, ValueError) as error:
        return Outcome(definition, metric_id, refusal=str(error))
    return Outcome(definition, metric_id, shown=shown)


def _draw_answer(outcome: Outcome | None, counted: str) -> None:
    """The page's answer; ``counted`` states which records a preview counts."""
    if outcome is None:
        frame.finding(
            "Check and preview a metric before it is merged",
            "A metric is one small file. Paste it here: every problem is listed with its line. When there is "
            "none, the metric is computed at every level. The text is only read; it is never run or saved.",
        )
    elif outcome.problems:
        frame.finding(
            f"The definition has {count_of(len(outcome.problems), 'problem')}",
            "Nothing was computed. Each problem is listed with its line below the text.",
        )
    elif outcome.refusal:
        frame.finding("The definition is valid, but no preview is available", outcome.refusal)
    else:
        _draw_preview_answer(outcome.shown, counted)


def _draw_preview_answer(shown: Preview, counted: str) -> None:
    summary = shown.summary
    if summary.empty:
        frame.finding(
            f"{shown.metric.title} is valid, but has no figure at any level",
            "Nothing is counted or published at the levels that it names.",
        )
        return
    levels = summary.area_level[summary.with_value > 0].nunique()
    totals = summary[["hidden", "too_small", "missing"]].sum()
    without = [
        words
        for words, number in (
            (f"{totals.hidden:,} hidden to protect people", totals.hidden),
            (f"{totals.too_small:,} too small to judge", totals.too_small),
            (f"{totals.missing:,} without a figure", totals.missing),
        )
        if number
    ]
    deck = f"In the latest period: {'; '.join(without)}." if without else "Every area has a figure."
    there = replacement_problem(shown.metric.id)
    frame.finding(
        f"{shown.metric.title} is valid and has figures at {count_of(levels, 'level')}",
        " ".join(part for part in (deck, counted, there) if part),
        [(provenance, shown.counted_from) for provenance in sorted(set(shown.results.provenance))[:1]],
    )


def _problems(outcome: Outcome) -> None:
    frame.panel_head("What is wrong, and where", f"In {outcome.metric_id or 'the definition'}.py.")
    lines = outcome.text.splitlines()
    listed = [_problem(problem, lines) for problem in outcome.problems[:MAX_PROBLEMS]]
    st.html(markup("problems", problems=listed))
    if more := len(outcome.problems) - MAX_PROBLEMS:
        if more > 0:
            st.html(paragraph(f"{count_of(more, 'further problem')} not shown.", kind="sub"))


def _problem(problem: Problem, lines: list[str]) -> tuple[str, str, str]:
    """Where it is, that line of the text ("" for none), and what is wrong."""
    line = lines[problem.line - 1].strip()[:200] if 1 <= problem.line <= len(lines) else ""
    place = f"Line {problem.line}" if problem.line else "Id" if problem.file == "id" else "File"
    return place, line, problem.sentence[:1_000]


def _preview(system: System, outcome: Outcome) -> None:
    shown, here = outcome.shown, system.geography
    metric = shown.metric
    if shown.summary.empty:
        cards.draw(cards.definition_panel(metric))
        return
    frame.panel_head(
        "Figures at each level",
        f"{metric.unit[:1].upper()}{metric.unit[1:]}; latest period at each level. “Over time” is the "
        "figure of the ICS, or the median of the areas at other levels.",
    )
    st.html(preview_table(shown))
    download_csv(
        shown.results.drop(columns=["is_newest"]),
        key="workbench_csv",
        name=file_name(metric.id, "preview", here.name),
        names=here.areas,
        source=metric.source,
        refreshed_at=system.store.refreshed_at,
        label="Download the preview's figures (CSV)",
    )
    left, right = st.columns([812, 420], gap="large")
    with left:
        _trend(system, shown)
        _ranking(system, shown)
    with right:
        cards.draw(cards.definition_panel(metric))
    _steps(outcome)


def _ranking(system: System, shown: Preview) -> None:
    metric, here = shown.metric, system.geography
    if not set(metric.levels) & set(here.levels):
        return
    question = level_choice(metric.levels, here, _finest_with_figures(shown.summary))
    frame.panel_head("Areas ranked", "In the order of the other pages, including areas without a figure.")
    with st.container(key="workbench_level"):
        level = filters.select(question) if len(question.options) > 1 else question.default
    results, sex = shown.results, metric.sexes[0]
    areas = here.table(level)
    newest = results[(results.area_level == level) & results.is_latest & (results.sex == sex)]
    newest = newest[newest.area_code.isin(areas.area_code)]
    rows = ranked_areas(metric, newest, areas)
    if newest.empty or len(rows) < 2:
        st.html(paragraph(_single_figure(newest, metric, here)))
        return
    frame.panel_head(
        findings.ranking_title(rows, level, first_comparator(newest, metric)),
        f"{level_words(level).plural.capitalize()}, {SEX_WORDS[sex]}, {newest.period_label.iloc[0]}.",
        newest.provenance.iloc[0],
        level=3,
        quiet=True,
    )
    draw_ranking(metric, newest, rows, level, key=f"workbench_ranking_{level}", first=10)


def _finest_with_figures(summary: pd.DataFrame) -> str:
    """The level with the smallest areas at which at least half have a figure; "" for none."""
    with_figures = summary[(summary.with_value * 2 >= summary.areas) & (summary.with_value > 1)]
    return with_figures.area_level.iloc[-1] if len(with_figures) else ""


def _single_figure(newest: pd.DataFrame, metric: Metric, here) -> str:
    if newest.empty:
        return "No figure at this level."
    return f"{findings.standing_sentence(newest.iloc[0], metric, here.name)}."


def _trend(system: System, shown: Preview) -> None:
    metric, here = shown.metric, system.geography
    results = shown.results
    series = results[(results.area_code == here.ics_code) & (results.sex == metric.sexes[0])]
    if "ics" in metric.levels and (series.status == "ok").any():
        draw_trend_panel(metric, finest_change(series, metric, "ics"), here.name, here.nhs_code)


def _steps(outcome: Outcome) -> None:
    metric_id = outcome.metric_id
    path = f"metrics/definitions/{metric_id}.py"
    frame.panel_head(
        "Next steps", "The workbench saves nothing. To use the metric, add its file to the project."
    )
    steps = (
        ("Save", f"Save the file in the project as {path}."),
        ("Check", "Check all definitions together, as the tests do."),
        ("Refresh", "Compute the figures. The pages show the old store until the new one is complete."),
        ("Commit", "Commit the file on a branch, and ask the owner of the figures to review it."),
    )
    commands = (
        f"python -m metrics check {path}\npython -m metrics refresh\n"
        f"git add {path} && git commit -m 'Metric: {metric_id}'"
    )
    st.html(markup("steps", steps=steps, label="Commands", commands=commands))
    st.download_button(
        f"Download {metric_id}.py",
        data=outcome.text.encode(),
        file_name=f"{metric_id}.py",
        mime="text/x-python",
        key="workbench_file_download",
        on_click="ignore",
    )
