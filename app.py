"""The page list and the style that all pages share; nothing else. Start with `python -m threeshifts run`."""

import streamlit as st

from data.storage.open_store import StoreUnreadable
from pages import board_paper, compare, data, metric, overview, shift, strategy, workbench
from pages.shell.frame import apply_style
from pages.shell.navigation import navigation
from pages.shell.readers import stop_unless_reader
from pages.shell.tour import tour

st.set_page_config(page_title="ICS strategy and outcomes", page_icon="static/icon.png", layout="wide")
apply_style()
page = navigation(
    {
        "": [
            st.Page(overview.draw, title="Overview", url_path="overview", default=True),
            st.Page(shift.draw, title="Shifts", url_path="shift"),
        ],
        "Metrics and areas": [
            st.Page(metric.draw, title="One metric", url_path="metric"),
            st.Page(compare.draw, title="Compare areas", url_path="compare"),
        ],
        "Board": [
            st.Page(strategy.draw, title="Strategy", url_path="strategy"),
            st.Page(board_paper.draw, title="Board paper", url_path="board-paper"),
        ],
        "Data": [
            st.Page(data.draw, title="Data and methods", url_path="data"),
            st.Page(workbench.draw, title="Workbench", url_path="workbench"),
        ],
    }
)
stop_unless_reader()
if page.url_path == "":
    tour()
try:
    page.run()
except StoreUnreadable:  # damaged since it was opened: the next run opens the newest that can be read
    st.rerun()
