"""Problems of files that people write, in sentences for the person who supplied the file.

``SourceError`` stops at the first fault that makes a file unusable; ``Problem`` is one of several faults,
each with its place; ``ProblemsFound`` raises all of them at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_SHOWN = 20
_NUMBER = re.compile(r"(?:line|row) (\d+)")


class SourceError(ValueError):
    """A file cannot be used at all; the message names it, quotes what it contains and says what is
    allowed.
    """


@dataclass(frozen=True)
class Problem:
    """One fault: where it is (``file``, ``place`` like "line 3" or "row 12", ``field``; "" for the whole
    file), the ``value`` as it is in the file, and what is ``allowed``. ``message`` is a sentence to print
    instead of those two.
    """

    file: str = ""
    place: str = ""
    field: str = ""
    value: str = ""
    allowed: str = ""
    message: str = ""

    @property
    def sentence(self) -> str:
        """What is wrong, without the place."""
        return self.message or f"found {self.value}; allowed: {self.allowed}."

    @property
    def line(self) -> int:
        """The number of its line or row, beginning with 1; 0 where it is about the whole file."""
        numbered = _NUMBER.fullmatch(self.place)
        return int(numbered[1]) if numbered else 0

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.file, self.place, self.field) if part)
        return f"{where}: {self.sentence}" if where else self.sentence


class ProblemsFound(ValueError):
    """A file or choice was refused as a whole. ``problems`` has every fault; the text shows twenty."""

    def __init__(self, problems: Sequence[Problem]):
        self.problems = tuple(problems)
        count, file = len(self.problems), self.problems[0].file
        heading = [f"{count:,} problem{'' if count == 1 else 's'} in {file}; none of it is used."]
        shown = [str(problem) for problem in self.problems[:_SHOWN]]
        more = [f"... and {count - _SHOWN:,} more."] if count > _SHOWN else []
        super().__init__("\n".join([*(heading if file else ()), *shown, *more]))
