"""What is wrong with a file of somebody's own, in words that tell how to put it right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_SHOWN = 20


@dataclass(frozen=True)
class Problem:
    """One thing wrong: file, row (the header is row 1; None: the whole file), field, found and allowed."""

    file: str
    row: int | None
    field: str
    found: str
    allowed: str

    def __str__(self) -> str:
        place = f"{self.file}, row {self.row}" if self.row else self.file
        return f"{place}, {self.field}: found {self.found}; allowed: {self.allowed}."


class ProblemsFound(ValueError):
    """A file was turned down as a whole. ``problems`` holds all problems; the text shows the first twenty."""

    def __init__(self, problems: Sequence[Problem]):
        self.problems = tuple(problems)
        lines = [str(problem) for problem in self.problems[:_SHOWN]]
        if len(self.problems) > _SHOWN:
            lines.append(f"... and {len(self.problems) - _SHOWN:,} more.")
        count = len(self.problems)
        heading = (
            f"{count:,} problem{'' if count == 1 else 's'} in {self.problems[0].file}; nothing of it is used."
        )
        super().__init__("\n".join([heading, *lines]))
