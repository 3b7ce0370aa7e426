"""The command itself: ``python -m threeshifts run``."""

import sys

from threeshifts.commands import main

if __name__ == "__main__":
    sys.exit(main())
