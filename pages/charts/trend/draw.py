"""Drawing a chart over time on a page."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from pages.charts.trend.frame import HEIGHT

_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}


def draw_trend(chart: go.Figure, *, key: str, alt: str) -> None:
    """Draw a chart of this module. `alt` says in words what it shows."""
    st.plotly_chart(chart, key=key, theme=None, config=_CONFIG, alt=alt, width="stretch", height=HEIGHT)
