# make run     set up, build the demonstration store, serve on http://127.0.0.1:8501
# make test    set up, and run every check and test (a real browser among them)
# make check   style and import rules alone
# make clean   remove what was set up and built
#
# Variables: PORT=8501, ICS=QE1 (any ICS of England by its NHS code), PYTHON (3.11 or newer)

PORT ?= 8501
ICS ?= QE1
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq

.DEFAULT_GOAL := help
.PHONY: help run test check chromium postgresql clean
.DELETE_ON_ERROR:

# A virtual environment holds absolute paths: where the folder was moved or its Python removed, make a new one.
ifneq ($(wildcard $(VENV)/.made),)
ifneq ($(shell cat $(VENV)/.made; $(BIN)/python -c "print('works')" 2>&1),$(CURDIR) works)
$(shell rm -f $(VENV)/.made)
endif
endif

help:
	@sed -n '1,/^$$/s/^# \{0,1\}//p' Makefile

run: $(VENV)/.installed
	@# Exit status 1 means that a metric or source has a problem, told above; all others are in the store.
	@$(BIN)/python -m metrics refresh --ics $(ICS) --if-needed --wait || test $$? -eq 1
	@echo "Serving on http://127.0.0.1:$(PORT) (Ctrl-C stops)"
	@exec env ICS=$(ICS) PORT=$(PORT) $(BIN)/python asgi.py

test: $(VENV)/.installed-for-tests chromium postgresql check
	@$(BIN)/python -m pytest

check: $(VENV)/.installed-for-tests
	@$(BIN)/python -m ruff check .
	@$(BIN)/lint-imports --no-logo --cache-dir $(VENV)/import-linter
	@$(BIN)/python -m metrics check

chromium:
	@sh tests/browser/install_chromium.sh

postgresql:
	@sh tests/lib/install_postgresql.sh

clean:
	rm -rf $(VENV) data/store

$(VENV)/.made:
	@python="$(PYTHON)"; \
	for candidate in $$python python3 python3.14 python3.13 python3.12 python3.11 python; do \
	    python=$$candidate; \
	    $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
	    test -n "$(PYTHON)" && break; \
	done; \
	if ! $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "This needs Python 3.11 or newer, and $${python:-python3} is not. Install one, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3"; \
	    exit 1; \
	fi; \
	if ! $$python -c 'import ensurepip, venv' 2>/dev/null; then \
	    package=$$($$python -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'); \
	    if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	        echo "Installing $$package, which Python needs to make a virtual environment"; \
	        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $$package >/dev/null; \
	    else \
	        echo "Python cannot make a virtual environment here. On Debian or Ubuntu: sudo apt-get install $$package"; \
	        exit 1; \
	    fi; \
	fi; \
	echo "Making a virtual environment in $(VENV)"; \
	$$python -m venv --clear $(VENV) && echo "$(CURDIR)" > $@

$(VENV)/.installed: $(VENV)/.made requirements.txt constraints.txt
	@echo "Installing what the dashboard needs (about a minute, once)"
	@$(PIP) install -r requirements.txt
	@touch $@

$(VENV)/.installed-for-tests: $(VENV)/.installed requirements-test.txt
	@echo "Installing what the tests need"
	@$(PIP) install -r requirements-test.txt
	@$(PIP) check
	@touch $@
