"""Makes a paper's files and writes them to a folder, each whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from data.storage.atomic_file import atomic_file
from metrics.targets.system import System
from pages.paper.blocks import Paper
from pages.paper.choices import Choices
from pages.paper.contents.paper import write_paper
from pages.paper.drawing.document import write_document
from pages.paper.drawing.slides import write_slides

FORMATS = ("pptx", "pdf")
WRITERS: dict[str, Callable[[Paper], bytes]] = {"pptx": write_slides, "pdf": write_document}


def file_name(paper: Paper, ending: str) -> str:
    """'board-paper-lancashire-and-south-cumbria-2026-11-24.pdf'; the day is that of the refresh."""
    words = re.sub(r"[^a-z0-9]+", "-", f"board paper {paper.system}".lower()).strip("-")
    return f"{words}-{paper.refreshed_at:%Y-%m-%d}.{ending}"


def make_files(
    system: System,
    choices: Choices,
    folder: Path,
    endings: tuple[str, ...] = FORMATS,
    report_progress: Callable[[str], None] | None = None,
) -> list[Path]:
    """Write the paper in each format; returns the files. ``report_progress`` is called with
    the name of each page and each file.

    Raises OSError where the folder cannot be written.
    """
    paper = write_paper(system, choices, report_progress)
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for ending in endings:
        if report_progress is not None:
            report_progress(f"Writing {ending.upper()}")
        made.append(_write(folder / file_name(paper, ending), WRITERS[ending](paper)))
    return made


def page_count(system: System, choices: Choices) -> int:
    """How many pages the paper will have, unless metrics are counted by sex or comments run on."""
    metrics = sum(len(system.metrics[metric].sexes) for metric in choices.metrics)
    return len(choices.areas) * (3 + len(choices.shifts) + metrics) + 2


def _write(path: Path, content: bytes) -> Path:
    with atomic_file(path) as part:
        part.write_bytes(content)
    return path
