"""What the command lines print, on any system."""

from __future__ import annotations

import sys


def print_in_utf8() -> None:
    """Let a command line print every character. On Windows, what goes into a file or another program would
    otherwise be in Windows-1252, and a character that this lacks would end the command with an error.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # whoever catches what is printed may have put another one here
            stream.reconfigure(encoding="utf-8", errors="replace")
