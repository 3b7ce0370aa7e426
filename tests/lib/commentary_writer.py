"""A process that writes comment after comment and prints the number of each that was acknowledged.

``python -m tests.lib.commentary_writer NAME HOW_MANY``; it follows a version that somebody else wrote.
"""

from __future__ import annotations

import sys

from data import commentary

METRIC, AREA, ICS = "emergency_admissions", "E54000048", "QE1"


def text_of(name: str, number: int) -> str:
    return f"Sentence number {number} that {name} wrote. " + "It goes on for a while. " * 40


def write(name: str, how_many: int) -> None:
    seen, conflicts = 0, 0
    for number in range(how_many):
        while True:
            try:
                kept = commentary.write(
                    METRIC, AREA, text_of(name, number), "The same is being done as before.",
                    ics=ICS, author=name, account=f"{name}@example.nhs.uk", seen=seen,
                )  # fmt: skip
            except commentary.WrittenMeanwhile as error:
                conflicts += 1
                seen = error.newest.version
                continue
            break
        seen = kept.version
        print(f"kept {kept.version} {number}", flush=True)
    print(f"conflicts {conflicts}", flush=True)


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]))
