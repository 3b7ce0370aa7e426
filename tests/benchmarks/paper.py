"""How long a board paper takes: ``python -m tests.benchmarks.paper [--ics QE1] [--times 10]``.

Both files of the default paper over the store that is in use, from the choice to the bytes. Beside it the
parts, one page alone, and reading the area's results from the store: machines can be compared by ratio.
"""

from __future__ import annotations

import argparse
from dataclasses import replace

from metrics.targets.system import open_system
from pages.paper.blocks import Paper
from pages.paper.choices import choose
from pages.paper.contents.paper import write_paper
from pages.paper.drawing.document import write_document
from pages.paper.drawing.slides import write_slides
from tests.lib.timing import HEAD, Times, machine


def _written(ics: str) -> Paper:
    system = open_system(ics)
    return write_paper(system, choose(system))


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.paper", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--ics", default="QE1")
    parser.add_argument("--times", type=int, default=10, help="how often each step is measured")
    options = parser.parse_args()

    here = open_system(options.ics)
    paper = _written(options.ics)
    one = replace(paper, pages=paper.pages[:1])
    whole = Times(f"{len(paper.pages)} pages, both files")
    steps = {
        "reading the system's results": lambda: here.store.values(area=here.geography.ics_code, period="all"),
        "choosing and writing the paper": lambda: _written(options.ics),
        "slides": lambda: write_slides(paper),
        "PDF": lambda: write_document(paper),
        "slides of one page": lambda: write_slides(one),
        "PDF of one page": lambda: write_document(one),
    }
    print(f"{machine()}\n{HEAD}")
    for _ in range(options.times):
        with whole.once():
            made = _written(options.ics)
            write_slides(made)
            write_document(made)
    print(whole.row("s", "5 s"), flush=True)
    for name, step in steps.items():
        times = Times(name)
        for _ in range(options.times):
            with times.once():
                step()
        print(times.row("s", ""), flush=True)


if __name__ == "__main__":
    main()
