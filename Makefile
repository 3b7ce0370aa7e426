# make run, test, test-engines, test-fast, check, refresh, bill, audit, clean and help call `python -m threeshifts`, which also works on Windows.
# Variables: PORT=8501, ICS=QE1 (any ICS of England by its NHS code), PYTHON (3.11 or newer)

COMMANDS := help run test test-engines test-fast check refresh bill audit clean
PYTHONS := $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python
FOUND := $(shell for name in $(PYTHONS); do command -v $$name && break; done)

.PHONY: $(COMMANDS)
$(COMMANDS):
	@$(or $(FOUND),$(error This needs Python 3.11 or newer. Install one, or name it: make $@ PYTHON=/path/to/python3)) -m threeshifts $@
