"""The one error of everything that reads: a sentence for the person who gave the file."""

from __future__ import annotations


class SourceError(ValueError):
    """A file cannot be used at all; the message says which, what was found and what is allowed."""
