"""What can go wrong with the commentary; each message may be shown: no user, password or host in it."""

from __future__ import annotations

from data.commentary.schema import Comment
from data.errors import ProblemsFound


class CommentaryError(RuntimeError):
    """The commentary cannot be read or written now; the message says why and what to do."""


class TextRefused(ProblemsFound, CommentaryError):
    """The text cannot be kept. ``problems`` holds why, each with its field as the form calls it."""


class WrittenMeanwhile(CommentaryError):
    """Somebody else wrote after the version that the writer saw. Nothing was kept; ``newest`` is theirs."""

    def __init__(self, newest: Comment, seen: int):
        self.newest = newest
        super().__init__(
            f"Your text is not kept yet: {newest.author} wrote version {newest.version} in the meantime, and "
            f"you had read {f'version {seen}' if seen else 'that there was none'}. Read theirs, change yours "
            f"where it needs it, and keep it again."
        )
