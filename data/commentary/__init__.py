"""Comments by the owners of metrics: versions with author and date; versions are added, never changed."""

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
