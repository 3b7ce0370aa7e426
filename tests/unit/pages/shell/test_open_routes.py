"""Of Streamlit's internal addresses those are open that a browser needs."""

from __future__ import annotations

import pytest

from pages.shell.open_routes import is_open


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/metric",
        "/healthz",
        "/static/js/index.js",
        "/media/0a1b.csv",
        "/oauth2callback",
        "/_stcore/health",
        "/_stcore/host-config",
        "/_stcore/stream",
        "/_stcore/upload_file/session/file",
        "/_stcore/bidi-components/a/index.js",
        "/below/_stcore/stream",
    ],
)
def test_what_a_browser_needs_is_open(path):
    assert is_open(path)


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore",
        "/_stcore/",
        "/_stcore/metrics",
        "/_stcore/metrics/",
        "/_stcore//metrics",
        "/below/_stcore/metrics",
        "/_stcore/script-health-check",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/interact",
        "/_stcore/agent/mcp",
        "/_stcore/whatever-comes-next",
        "/_stcore/healthy",
    ],
)
def test_everything_else_is_closed(path):
    assert not is_open(path)


def test_of_connections_only_the_one_that_draws_pages_is_open():
    assert is_open("/_stcore/stream", "websocket") and is_open("/below/_stcore/stream", "websocket")
    assert not any(is_open(path, "websocket") for path in ("/", "/metric", "/_stcore/health", "/stream"))
