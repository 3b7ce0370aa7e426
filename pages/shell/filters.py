"""The shared filters. The address is the only place where a choice is kept while a page is open.

Every widget is set from the address before it is drawn, and writes to the address when it changes, so that a
copied address, the Back button and a link all lead to the same view. Streamlit's own binding is not used: it
writes labels instead of codes and ignores a value that is not available (see docs/decisions.md).

Rules: an address that names any filter is complete, and a filter that it does not name has its default. An
address that names none (somebody used the menu) takes up this session's last choices. A value that the page
does not offer is not an error: the default is shown, and a sentence says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from pages.charts.markup import markup

PARAMETERS = (
    "ics",
    "shift",
    "area",
    "level",
    "metric",
    "period",
    "comparator",
    "footprint",
    "group",
    "order",
    "priority",
    "change",
    "figures",
    "find",
    "document",
    "kind",
    "areas",
    "shifts",
    "metrics",
)
# Filters of a single page: they are kept in its address, and no link or menu carries them to another page.
_OF_ONE_PAGE = (
    "priority",
    "change",
    "figures",
    "find",
    "document",
    "kind",
    "areas",
    "shifts",
    "metrics",
)
LABELS = {
    "ics": "Integrated care system",
    "area": "Area",
    "level": "Level",
    "metric": "Metric",
    "period": "Period",
    "comparator": "Compare with",
    "footprint": "Places as of",
    "group": "Group",
    "shift": "Shift",
    "order": "Order",
    "priority": "Priority",
    "change": "Change",
    "figures": "Figures",
    "find": "Words",
    "document": "Document",
    "kind": "Kind of statement",
    "areas": "Areas",
    "shifts": "Shifts",
    "metrics": "Metrics",
}
_MEMORY = "_last_choices"
_REFUSED = "_refused_choices"


@dataclass(frozen=True)
class Choice:
    """One filter of a page: parameter, options (code to words), default, and how it is drawn (select,
    segments, or tabs: segments whose label is only spoken).

    A change of it takes the parameters in `clears` out of the address: a new level makes the old area
    meaningless. An `omits_default` default is left out of the address, where other pages would not know it.
    """

    parameter: str
    options: Mapping[str, str]
    default: str
    look: str = "select"
    label: str | None = None
    clears: tuple[str, ...] = ()
    omits_default: bool = False


def asked(parameter: str) -> str | None:
    """What the address asks for, before it is checked against any options; None where it asks for nothing."""
    _take_up_address()
    return st.query_params.get(parameter)


def chosen(parameter: str, options: Sequence[str] | Mapping[str, str], default: str) -> str:
    """The current choice, without drawing a widget: the address's value if the page offers it, else
    the default."""
    wanted = asked(parameter)
    if wanted is None or wanted in options:
        st.session_state.setdefault(_REFUSED, {}).pop(parameter, None)
        return wanted if wanted is not None else default
    st.session_state.setdefault(_REFUSED, {})[parameter] = wanted
    return default


def select(choice: Choice) -> str:
    """Draw one filter and return its choice (a code). Options may change from page to page and from
    run to run."""
    if not choice.options:
        raise ValueError(f"The filter {choice.parameter} has no options.")
    if choice.default not in choice.options:
        raise ValueError(
            f"The default {choice.default!r} of the filter {choice.parameter} is not among its options."
        )
    value = chosen(choice.parameter, choice.options, choice.default)
    key = f"filter_{choice.parameter}"
    st.session_state[key] = value
    codes = list(choice.options)
    drawing = {
        "label": choice.label or LABELS[choice.parameter],
        "options": codes,
        "format_func": lambda code: choice.options.get(code, code),
        "key": key,
        "on_change": _write,
        "args": (choice, key),
    }
    if choice.look in ("segments", "tabs"):
        seen = "collapsed" if choice.look == "tabs" else "visible"
        return st.segmented_control(**drawing, required=True, label_visibility=seen) or value
    return st.selectbox(**drawing, filter_mode="contains" if len(codes) > 8 else None)


def select_several(choice: Choice, defaults: Sequence[str], maximum: int) -> tuple[str, ...]:
    """Draw a filter that takes several choices and return them; the address lists them with commas between.

    Codes that are not available and those beyond ``maximum`` are left out, which a sentence says.
    """
    wanted = [code for code in (asked(choice.parameter) or "").split(",") if code]
    known = [code for code in dict.fromkeys(wanted) if code in choice.options][:maximum]
    left = [code for code in wanted if code not in known]
    refused = st.session_state.setdefault(_REFUSED, {})
    refused.pop(choice.parameter, None)
    if left:
        refused[choice.parameter] = ",".join(left)
    key = f"filter_{choice.parameter}"
    st.session_state[key] = known or list(defaults)

    def write() -> None:
        choose(**{choice.parameter: ",".join(st.session_state[key]) or None})

    st.multiselect(
        choice.label or LABELS[choice.parameter],
        list(choice.options),
        format_func=lambda code: choice.options.get(code, code),
        key=key,
        max_selections=maximum,
        on_change=write,
    )
    return tuple(known or defaults)


def filter_row(
    choices: Sequence[Choice | Callable[[dict[str, str]], Choice]],
    summary: Callable[[dict], str] | None = None,
) -> dict[str, str]:
    """Draw the row of filters and return parameter to choice.

    A choice may be a function of the choices before it (areas depend on the level). On the phone the
    row folds into one box that lists the choices; `summary` words them differently.
    """
    values: dict[str, str] = {}
    shown: list[str] = []
    with st.container(key="filters"):
        box = st.container(key="filter_summary")
        with st.container(key="filter_fields", horizontal=True, vertical_alignment="bottom", gap="small"):
            for entry in choices:
                choice = entry(values) if callable(entry) else entry
                with st.container(key=f"field_{choice.parameter}"):
                    values[choice.parameter] = select(choice)
                shown.append(choice.options[values[choice.parameter]])
        with box:
            words = summary(values) if summary else " · ".join(shown)
            st.checkbox(f"Change: {plain(words)}", key="filters_open")
    show_refusals(dict(zip(values, shown, strict=True)))
    return values


def show_refusals(shown: Mapping[str, str]) -> None:
    """Draw the sentences of `refusals`."""
    for sentence in refusals(shown):
        st.html(sentence)


def plain(words: str) -> str:
    """Words without the signs that a label would read as Markdown."""
    return re.sub(r"[\\`*_\[\]$~<>#:]", " ", words)


def refusals(shown: Mapping[str, str]) -> list[Markup]:
    """A sentence, ready to draw, for each filter whose value in the address is not available; `shown` words
    what is shown."""
    refused = st.session_state.get(_REFUSED, {})
    return [
        markup("refusal", label=LABELS[parameter], refused=refused[parameter][:60], shown=words)
        for parameter, words in shown.items()
        if parameter in refused
    ]


def choose(**changes: str | None) -> None:
    """Write choices to the address and remember them; None takes a parameter out. For the callbacks of
    figures."""
    for parameter, value in changes.items():
        if parameter not in PARAMETERS:
            raise ValueError(f"{parameter} is no parameter of the address; allowed: {', '.join(PARAMETERS)}.")
        if value is None:
            st.query_params.pop(parameter, None)
            _memory().pop(parameter, None)
        else:
            st.query_params[parameter] = value
            if parameter not in _OF_ONE_PAGE:
                _memory()[parameter] = value


def address(page: str = "", **changes: str | None) -> str:
    """Address of a page of this app with the present choices and some changes: address('metric',
    area='E05001654')."""
    _take_up_address()
    choices = {parameter: value for parameter, value in _memory().items() if parameter in PARAMETERS}
    choices.update(changes)
    query = urlencode(
        {parameter: choices[parameter] for parameter in PARAMETERS if choices.get(parameter) is not None}
    )
    return f"/{page.strip('/')}" + (f"?{query}" if query else "")


def _memory() -> dict[str, str]:
    return st.session_state.setdefault(_MEMORY, {})


def _take_up_address() -> None:
    """Remember what the address names; where it names nothing, write this session's last choices into it."""
    # One copy of the address: each look into st.query_params costs, and every link of a page asks for this.
    parameters = st.query_params.to_dict()
    named = {parameter: parameters[parameter] for parameter in PARAMETERS if parameter in parameters}
    if named:
        st.session_state[_MEMORY] = {
            parameter: value for parameter, value in named.items() if parameter not in _OF_ONE_PAGE
        }
    elif _memory():
        st.query_params.update(_memory())


def _write(choice: Choice, key: str) -> None:
    value = st.session_state.get(key) or choice.default
    left_out = choice.omits_default and value == choice.default
    choose(**dict.fromkeys(choice.clears), **{choice.parameter: None if left_out else value})
