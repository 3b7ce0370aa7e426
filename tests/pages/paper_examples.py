"""Papers that the tests read: the system's, those of places, and one whose figures are partly hidden."""

from __future__ import annotations

import random
from functools import cache

from metrics.judgement.standing import standings
from metrics.targets.system import System, open_system
from pages.paper.blocks import Block, Columns, Page, Paper, Paragraph, Table, Verdicts
from pages.paper.choices import Choices, choose
from pages.paper.contents.paper import write_paper
from pages.paper.drawing.document import write_document
from pages.paper.drawing.slides import write_slides

HIDDEN = "E05012006"  # a ward with hidden figures


@cache
def the_system() -> System:
    return open_system("QE1")


@cache
def chosen() -> tuple[Choices, ...]:
    """The default paper, a ward with hidden figures, and random areas with random metrics."""
    system, draw = the_system(), random.Random(20241124)
    codes = {
        level: system.geography.table(level).area_code.tolist() for level in ("place", "district", "ward")
    }
    hidden = [
        one.metric.id for one in standings(system, HIDDEN) if one.newest.status in ("suppressed", "too_small")
    ]
    found = [choose(system), choose(system, [HIDDEN], metrics=hidden[:4])]
    for level in codes:
        defined = [metric.id for metric in system.metrics.values() if level in metric.levels]
        found.append(choose(system, draw.sample(codes[level], 2), metrics=draw.sample(defined, 5)))
    everything = draw.sample(list(system.metrics), 6)
    return (*found, choose(system, metrics=everything))


@cache
def papers() -> tuple[Paper, ...]:
    return tuple(write_paper(the_system(), choices) for choices in chosen())


@cache
def as_slides(place: int) -> bytes:
    return write_slides(papers()[place])


@cache
def as_pdf(place: int) -> bytes:
    return write_document(papers()[place])


PLACES = range(6)


def blocks(page: Page) -> list[Block]:
    """All blocks of a page, those inside columns too."""
    found: list[Block] = []
    for block in page.blocks:
        found += [one for part in block.each for one in part] if isinstance(block, Columns) else [block]
    return found


def words_of(page: Page) -> str:
    """All that a page says in words."""
    said = [page.title, page.deck, *page.sources]
    for block in blocks(page):
        if isinstance(block, Paragraph):
            said += [block.strong, block.text]
        elif isinstance(block, Table):
            said += [*block.heads, *(cell for row in block.rows for cell in row)]
        elif isinstance(block, Verdicts):
            for one in block.each:
                said += [
                    one.name,
                    one.word,
                    one.lead,
                    one.rest,
                    *(f"{number} {name}" for name, number in one.counts),
                ]
        elif hasattr(block, "title"):
            said += [block.title, block.sub]
    return "\n".join(said)
