"""What goes wrong with a file that somebody wrote, in sentences for the person who gave it.

``SourceError`` stops at the first thing that makes a file useless; ``Problem`` is one of several things that
are wrong, each told with its place; ``ProblemsFound`` raises all of them at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_SHOWN = 20
_NUMBER = re.compile(r"(?:line|row) (\d+)")


class SourceError(ValueError):
    """A file cannot be used at all; the message says which, what was found and what is allowed."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong: where (``file``, ``place`` like "line 3" or "row 12", ``field``; "" for the whole),
    what was ``found`` and what is ``allowed``; ``words`` is the sentence where those two would not tell it.
    """

    file: str = ""
    place: str = ""
    field: str = ""
    value: str = ""
    allowed: str = ""
    message: str = ""

    @property
    def sentence(self) -> str:
        """What is wrong, without where."""
        return self.message or f"found {self.value}; allowed: {self.allowed}."

    @property
    def line(self) -> int:
        """The number of its line or row, beginning with 1; 0 where it is about the whole."""
        numbered = _NUMBER.fullmatch(self.place)
        return int(numbered[1]) if numbered else 0

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.file, self.place, self.field) if part)
        return f"{where}: {self.sentence}" if where else self.sentence


class ProblemsFound(ValueError):
    """Something was turned down as a whole. ``problems`` holds all that is wrong; the text shows twenty."""

    def __init__(self, problems: Sequence[Problem]):
        self.problems = tuple(problems)
        count, file = len(self.problems), self.problems[0].file
        heading = [f"{count:,} problem{'' if count == 1 else 's'} in {file}; nothing of it is used."]
        shown = [str(problem) for problem in self.problems[:_SHOWN]]
        more = [f"... and {count - _SHOWN:,} more."] if count > _SHOWN else []
        super().__init__("\n".join([*(heading if file else ()), *shown, *more]))
