"""After signing in the page that was left comes back, and nothing but a page of this server."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import RedirectResponse
from starlette.routing import Route

from pages.shell.way_back import COOKIE, WayBack, is_page

ADDRESS = "http://host"


class Browser:
    """Asks the server in this process; keeps cookies as a browser does."""

    def __init__(self, app) -> None:
        self.app, self.cookies = app, httpx.Cookies()

    def get(self, path: str, headers: dict[str, str] | None = None) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(
                transport=transport, base_url=ADDRESS, cookies=self.cookies
            ) as http_client:
                answer = await http_client.get(path, headers=headers)
                self.cookies = http_client.cookies
                return answer

        return asyncio.run(ask())


def client(secure: bool = False) -> Browser:
    def away(request):
        return RedirectResponse("http://provider/authorize", 302)

    def home(request):
        answer = RedirectResponse("/", 302)
        answer.set_cookie("_streamlit_user", "x", httponly=True)
        return answer

    app = Starlette(
        routes=[Route("/auth/login", away), Route("/auth/logout", home), Route("/oauth2callback", home)]
    )
    return Browser(WayBack(app, secure))


def test_the_page_that_was_left_comes_back_once():
    browser = client()
    left = browser.get("/auth/login", headers={"referer": "http://host/metric?metric=x&area=E1"})
    assert left.headers["location"] == "http://provider/authorize"
    assert "HttpOnly" in left.headers["set-cookie"] and "SameSite=Lax" in left.headers["set-cookie"]
    assert browser.get("/oauth2callback").headers["location"] == "/metric?metric=x&area=E1"
    assert browser.get("/oauth2callback").headers["location"] == "/"


def test_signing_out_stays_on_the_page():
    answer = client().get("/auth/logout", headers={"referer": "http://host/shift?shift=x"})
    assert answer.headers["location"] == "/shift?shift=x"


@pytest.mark.parametrize(
    "referer", ["http://elsewhere/metric", "http://host//elsewhere", "", "javascript:alert(1)"]
)
def test_another_site_is_never_the_destination(referer):
    browser = client()
    browser.get("/auth/login", headers={"referer": referer})
    assert browser.get("/oauth2callback").headers["location"] == "/"


@pytest.mark.parametrize(
    "forged", ["//elsewhere", "http%3A%2F%2Felsewhere", "%2F%2Felsewhere", "/%5Celsewhere", "%2Fa%0D%0Ab: c"]
)
def test_a_forged_cookie_leads_home(forged):
    answer = client().get("/oauth2callback", headers={"cookie": f"{COOKIE}={forged}"})
    assert answer.headers["location"] == "/"


def test_behind_https_every_cookie_of_sign_in_is_for_https_alone():
    answer = client(secure=True).get("/oauth2callback")
    assert all("Secure" in cookie for cookie in answer.headers.get_list("set-cookie"))
    assert not any(
        "Secure" in cookie for cookie in client().get("/oauth2callback").headers.get_list("set-cookie")
    )


def test_sign_in_itself_is_no_page_to_come_back_to():
    assert is_page("/metric?metric=x") and is_page("/")
    assert not is_page("/auth/login?provider=x") and not is_page("/oauth2callback")
