"""What the owner of a metric says about it: versions with author and date, only ever added to."""

from data.commentary.errors import CommentaryError, TextRefused, WrittenMeanwhile
from data.commentary.reading import newest, newest_of, versions
from data.commentary.schema import Comment
from data.commentary.writing import withdraw, write

__all__ = [
    "Comment",
    "CommentaryError",
    "TextRefused",
    "WrittenMeanwhile",
    "newest",
    "newest_of",
    "versions",
    "withdraw",
    "write",
]
