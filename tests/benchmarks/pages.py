"""How long a reader waits: ``python -m tests.benchmarks.pages [--ics QE1] [--times 20]``.

Measured in the browser, from the click to the moment when the new page or view is drawn, over the store that
is in use. A page switch is a click on a link to another page; a filter change is a choice in a combo box.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from data.paths import generated_folder
from tests.lib.browser import SCREENS, Visit, launched_browser
from tests.lib.server import serve
from tests.lib.timing import HEAD, Times, machine

_ROUND = ("/shift", "/metric", "/compare", "/data", "/")


def _switch(visit: Visit, path: str, times: Times) -> None:
    """Follow a link to the page at ``path``; time until it is drawn."""
    view = visit.view()
    link = visit.link_to(path)
    with times.once():
        link.click()
        visit.wait(after=view)
    visit.settle()


def _overview_from_cold(browser, ics: str, folder: str, how_often: int) -> tuple[Times, ...]:
    """Each time a server that has just started and an empty browser; the same page in another empty one; and
    again in one that has been here before.
    """
    cold, empty, again = Times("/ from cold"), Times("/ again, empty browser"), Times("/ again, same browser")
    width, height = SCREENS["desktop"]
    for number in range(how_often):
        with serve(generated_folder(), Path(folder) / f"cold-{number}.log", ics) as address:
            for visits in ((cold,), (empty, again)):
                window = browser.new_context(
                    viewport={"width": width, "height": height}, reduced_motion="reduce"
                )
                for times in visits:
                    page = window.new_page()
                    with times.once():
                        Visit(page, address).go("/")
                    page.close()
                window.close()
    return cold, empty, again


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.pages", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--ics", default="QE1")
    parser.add_argument("--times", type=int, default=20, help="how often each wait is measured")
    parser.add_argument("--cold", type=int, default=5, help="how often the overview is opened from cold")
    parser.add_argument("--only-cold", action="store_true", help="measure the overview from cold alone")
    options = parser.parse_args()

    print(f"{machine()}\n{HEAD}")
    with tempfile.TemporaryDirectory() as folder, launched_browser() as browser:
        for times, aim in zip(
            _overview_from_cold(browser, options.ics, folder, options.cold),
            ("2.5 s", "", "1.0 s"),
            strict=True,
        ):
            print(times.row("s", aim), flush=True)
        if options.only_cold:
            return
        with serve(generated_folder(), Path(folder) / "server.log", options.ics) as address:
            width, height = SCREENS["desktop"]
            page = browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
            visit = Visit(page, address).go("/").settle()
            for path in _ROUND:  # the first time fetches scripts and fills caches; it is not a switch
                _switch(visit, path, Times(""))
            for path in _ROUND:
                times = Times(f"switch to {path}")
                for _ in range(options.times):
                    if path == visit.path():
                        _switch(visit, "/data" if path != "/data" else "/", Times(""))
                    _switch(visit, path, times)
                print(times.row("s", "1.5 s"), flush=True)
            for path in ("/shift", "/metric", "/compare"):
                times = Times(f"filter change on {path}")
                visit.go(path).settle()
                for number in range(options.times):
                    boxes = page.get_by_role("combobox").count()
                    visit.choose_another(number % boxes, times)
                    visit.settle()
                print(times.row("s", "1.0 s"), flush=True)
            print("\n" + ("\n".join(dict.fromkeys(visit.faults)) or "No fault was seen in the browser."))


if __name__ == "__main__":
    main()
