"""A browser, and visits to pages of the dashboard that notice everything a page does wrong."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, Response, sync_playwright

from tests.lib.timing import Times

SCREENS = {"desktop": (1440, 900), "phone": (360, 800)}
READY = '[data-testid="page-ready"]'
_AT_REST = '[data-testid="stApp"][data-test-script-state="notRunning"]'
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
)
_BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# However busy the machine is: what is waited for comes in a moment where there is nothing else to do.
SECONDS = 120
_MILLISECONDS_OF_REST = 250


def chromium_path() -> str:
    """The browser to drive: CHROMIUM, or the one that the system has.

    The shell without a window comes first: a whole Chromium draws its own bars and menus for every page,
    which takes several times what the page takes.
    """
    for name in (os.environ.get("CHROMIUM"), *_BROWSERS):
        if name and (path := shutil.which(name)):
            return path
    raise RuntimeError("No Chromium found. make test installs one on Debian; CHROMIUM=/path names another.")


@contextmanager
def launched_browser() -> Iterator[Browser]:
    """A headless Chromium, closed at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(_FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def profile(screen: str) -> dict[str, object]:
    """Settings of a browser profile with a screen of that name."""
    width, height = SCREENS[screen]
    return {"viewport": {"width": width, "height": height}, "locale": "en-GB", "reduced_motion": "reduce"}


@dataclass
class Visit:
    """A page in a window of its own, and the faults seen since it was opened."""

    page: Page
    address: str
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(SECONDS * 1000)
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.faults.append(f"page error: {error}"))
        self.page.on("request", self._note_request)
        self.page.on("response", self._note_response)
        self.page.on("websocket", lambda socket: self._note_host(socket.url))

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"console error: {message.text} ({message.location.get('url', '')})")

    def _note_request(self, request: Request) -> None:
        self._note_host(request.url)

    def _note_host(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob", "about"} and parts.netloc != urlsplit(self.address).netloc:
            self.faults.append(f"request to another host: {url[:200]}")

    def _note_response(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status} for {response.url}")

    def go(self, path: str) -> Visit:
        """Open ``path`` (with its query) and wait until the page is drawn."""
        self.page.goto(self.address + path)
        return self.wait()

    def wait(self, after: str | None = None) -> Visit:
        """Wait until the page is drawn; ``after`` is the number of the view in which a choice was made."""
        marker = READY if after is None else f'{READY}:not([data-view="{after}"])'
        # Looked for at every frame: Playwright's own waiting looks twice a second after a while.
        drawn = self.page.evaluate(_UNTIL_THERE, [[marker, _AT_REST], SECONDS * 1000])
        if not drawn:
            raise AssertionError(f"{self.page.url} was not drawn within {SECONDS} seconds")
        return self

    def view(self) -> str:
        """The number of the view that is drawn: another one each time the page is drawn again."""
        return self.page.locator(READY).first.get_attribute("data-view") or ""

    def settle(self) -> Visit:
        """Wait until nothing on the page changes any more: charts are drawn after the page's own text."""
        if not self.page.evaluate(_UNTIL_SETTLED, [_MILLISECONDS_OF_REST, SECONDS * 1000]):
            self.faults.append("the page does not come to rest")
        return self

    def still(self, place: Locator) -> Locator:
        """``place``, once it neither moves nor fades: a list that opens on a page in motion closes again."""
        place.wait_for()
        place.evaluate(_UNTIL_STILL)
        return place

    def words(self) -> str:
        """All that the main part of the page says, in order, spaces evened out; shadow roots included."""
        return re.sub(r"\s+", " ", self.page.evaluate(_WORDS)).strip()

    def query(self) -> str:
        """The query of the address, as somebody would copy it."""
        return urlsplit(self.page.url).query

    def path(self) -> str:
        """The path of the address."""
        return urlsplit(self.page.url).path

    def link_to(self, path: str) -> Locator:
        """The first visible link to ``path``, opening the group of the top bar that holds it if need be."""
        found = self.page.locator(f'a[href$="{path}"]:visible, a[href*="{path}?"]:visible')
        if not found.count():
            for group in self.page.locator('[data-testid="stTopNavSection"]:visible').all():
                group.click()
                self.page.locator('[data-testid="stTopNavPopover"]').wait_for()
                if found.count():
                    break
                self.page.keyboard.press("Escape")
        return found.first

    def choose_another(self, number: int = 0, times: Times | None = None) -> str:
        """Choose another option in the page's combo box of that number, or in the first that has another.

        Gives the option's words; ``times`` notes how long it took from the click until the view was drawn.
        """
        boxes = self.page.get_by_role("combobox").all()
        for box in [*boxes[number:], *boxes[:number]]:
            box.scroll_into_view_if_needed()
            self.still(box).click()
            self.page.get_by_role("option").first.wait_for()
            others = self.page.locator('[role="option"]:not([aria-selected="true"])')
            if not others.count():
                self.page.keyboard.press("Escape")
                continue
            view, words = self.view(), others.first.inner_text().strip()
            with times.once() if times else nullcontext():
                others.first.click()
                self.wait(after=view)
            return words
        raise AssertionError(f"no combo box of {self.page.url} has anything else to choose")


_UNTIL_THERE = """([selectors, milliseconds]) => new Promise(resolve => {
    const end = performance.now() + milliseconds;
    const look = () => selectors.every(one => document.querySelector(one)) ? resolve(true)
        : performance.now() > end ? resolve(false) : requestAnimationFrame(look);
    look();
})"""

_WORDS = """() => {
    const words = node => node.nodeType === 3 ? node.data : node.nodeType !== 1 && node.nodeType !== 11 ? ''
        : ['STYLE', 'SCRIPT', 'NOSCRIPT', 'TEMPLATE'].includes(node.tagName) ? ''
        : [...(node.shadowRoot || node).childNodes].map(words).join(' ');
    return words(document.querySelector('[data-testid="stMain"]') || document.body);
}"""

_UNTIL_SETTLED = """([rest, limit]) => new Promise(resolve => {
    const size = node => [...node.querySelectorAll('*')].reduce(
        (sum, one) => sum + 1 + one.attributes.length + (one.shadowRoot ? size(one.shadowRoot) : 0), 0);
    const waiting = () => document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]');
    const picture = () => waiting() ? NaN : size(document) + ':' + document.documentElement.scrollHeight;
    const end = performance.now() + limit;
    let before = NaN, since = performance.now();
    const look = () => {
        const now = picture(), at = performance.now();
        if (now !== before) [before, since] = [now, at];
        at - since >= rest ? resolve(true) : at > end ? resolve(false) : setTimeout(look, rest / 4);
    };
    look();
})"""

_UNTIL_STILL = """one => new Promise(resolve => {
    const moves = () => document.getAnimations().some(
        each => each.playState === 'running' && each.effect.getComputedTiming().endTime < Infinity);
    const place = () => JSON.stringify(one.getBoundingClientRect());
    let before = '', frames = 0;
    const look = () => {
        frames = place() === before && !moves() ? frames + 1 : 0;
        before = place();
        frames > 5 ? resolve() : requestAnimationFrame(look);
    };
    look();
})"""
