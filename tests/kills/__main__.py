"""``python -m tests.kills --times 1000``: kill refresh, ingests and commentary, and say what was left.

Exit status 1 where anything was bad. The world is made in a folder of its own and removed at the end.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.kills.killing import kill


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.kills", description=__doc__)
    parser.add_argument("--times", type=int, default=1_000, help="how many kills; 1,000 if not given")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="of the random moments")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kills-") as folder:
        outcome = kill(options.times, Path(folder) / "world", options.seed, _report)
    for name, times in outcome.killed.items():
        print(f"{name}: {times} kills")
    print(
        f"{outcome.times} kills (seed {options.seed}): {len(outcome.bad)} bad, {outcome.readable} readable "
        f"leftovers after the next command; {outcome.unfinished} kills left an unfinished file for it."
    )
    print("\n".join(outcome.bad))
    return 1 if outcome.bad else 0


def _report(done: int) -> None:
    if done % 50 == 0:
        print(f"{done} kills ...", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
