"""Every address of the app that a page of words prints opens, with its parameters."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.web.server.starlette.starlette_auth_routes import create_auth_routes

from pages.shell.filters import PARAMETERS
from tests.docs.printed import printed_addresses
from tests.lib.server import PROJECT_FOLDER
from tests.pages.test_pages_without_browser import drawn, words

ADDRESSES = printed_addresses()
_APP = (PROJECT_FOLDER / "app.py").read_text(encoding="utf-8")
# Address of each page with the module that draws it, as app.py lists them; "/" is the first.
PAGES = {f"/{path}": name for name, path in re.findall(r'st\.Page\((\w+)\.draw.*?url_path="(.+?)"', _APP)}
PAGES["/"] = next(iter(PAGES.values()))
# Addresses that are no pages: those of the server (asgi.py), and of signing in (Streamlit's own).
ROUTES = {
    *re.findall(r'Route\("(.+?)"', (PROJECT_FOLDER / "asgi.py").read_text(encoding="utf-8")),
    *(route.path for route in create_auth_routes("")),
}


def fail(address: str, why: str) -> None:
    """End the test with a sentence that names where the address is printed."""
    pytest.fail(f"{', '.join(ADDRESSES[address])}: `{address}` {why}", pytrace=False)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_printed_address_opens(address, store_folder):
    path, parameters = urlsplit(address).path, dict(parse_qsl(urlsplit(address).query))
    if path in ROUTES:
        return
    if path not in PAGES:
        fail(address, f"is no page ({', '.join(PAGES)}) and no route of the server ({', '.join(ROUTES)}).")
    if unknown := set(parameters) - {*PARAMETERS, "tour"}:
        fail(address, f"has parameters that no page reads: {', '.join(unknown)}.")
    page = drawn(store_folder, PAGES[path], **parameters)
    if page.exception:
        fail(address, f"shows an error: {page.exception[0].message}")
    if "<h1>" not in words(page):
        fail(address, "shows no finding.")
    if "not available here" in words(page):
        fail(address, "asks for what is not available.")
