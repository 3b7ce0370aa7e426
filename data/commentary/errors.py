"""Errors of the commentary. Each message may be shown: it names no user, password or host."""

from __future__ import annotations

from data.commentary.schema import Comment
from data.errors import ProblemsFound


class CommentaryError(RuntimeError):
    """The commentary cannot be read or written now; the message gives the reason and what to do."""


class TextRefused(ProblemsFound, CommentaryError):
    """The text cannot be stored. ``problems`` are the reasons, each with its field as the form labels it."""


class WrittenMeanwhile(CommentaryError):
    """Another person wrote after the version that the writer saw. Nothing was stored; ``newest`` is
    theirs.
    """

    def __init__(self, newest: Comment, seen: int):
        self.newest = newest
        super().__init__(
            f"Your text is not saved yet: {newest.author} wrote version {newest.version} in the meantime, "
            f"and you had read {f'version {seen}' if seen else 'that there was none'}. Read it, "
            f"change your text if needed, and save that again."
        )
