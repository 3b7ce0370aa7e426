"""Files that change in one step, also where somebody has them open.

On Linux and macOS an open file can be replaced and removed; whoever has it open goes on reading the old one.
Windows refuses as long as anybody has it open: for a moment a page that reads a pointer, or a virus scanner;
for days a dashboard that serves an old store.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

# Seconds between attempts. Elsewhere than on Windows a refusal is for good.
_PAUSES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0) if sys.platform == "win32" else ()


def replace_file(new: Path | str, path: Path) -> None:
    """Put ``new`` in the place of ``path``: whoever opens it finds the old file or the new one, whole."""
    for pause in _PAUSES:
        try:
            os.replace(new, path)
            return
        except PermissionError:
            time.sleep(pause)
    os.replace(new, path)


def remove_unless_open(path: Path) -> bool:
    """Remove a file that nobody needs; False where it stays, since somebody still has it open."""
    try:
        path.unlink(missing_ok=True)
    except PermissionError:
        return False
    return True
