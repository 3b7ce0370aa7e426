"""The page list and the style that all pages share; nothing else. Start with `make run`."""

import streamlit as st

from pages import compare, data, metric, overview, shift, workbench
from pages.components.frame import dress

st.set_page_config(page_title="ICS strategy and outcomes", page_icon="static/icon.png", layout="wide")
dress()
st.navigation(
    [
        st.Page(overview.draw, title="Overview", url_path="overview", default=True),
        st.Page(shift.draw, title="Shift", url_path="shift"),
        st.Page(metric.draw, title="Metric", url_path="metric"),
        st.Page(compare.draw, title="Compare areas", url_path="compare"),
        st.Page(data.draw, title="Data and methods", url_path="data"),
        st.Page(workbench.draw, title="Workbench", url_path="workbench"),
    ],
    position="top",
).run()
