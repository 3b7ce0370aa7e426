"""What stands for the blanks of printed commands, and which commands are not run to their end, and why."""

from __future__ import annotations

# Blanks of the pages of words; one that means different things is named with its command.
BLANKS = {
    "SOURCE": "nhs_england_ae",
    "ingest FILE": "england_icb_accidents_emergency.csv",
    "preview FILE": "metrics/definitions/asthma_admissions.py",
    "FOLDER": "papers",
    "LEVEL": "ward",
}
# What the code puts into its sentences: the expression in the braces of an f-string.
FIELDS = {
    "ics": "QE1",
    "options.ics": "QE1",
    "area.nhs_code": "QE1",
    "folder.name": "QE1",
    "delivery.manifest.ics": "QE1",
    "system.geography.nhs_code": "QE1",
    "system": "QE1",
    "version": "VERSION-IN-USE",
    "former": "VERSION-IN-USE",
    "metric.id": "emergency_admissions",
    "level": "ward",
    "area": "QE1-P-BLACKPOOL",
    "period": "latest",
    "source.name": "nhs_england_ae",
    "' '.join((str(file.path) for file in files))": "england_icb_accidents_emergency.csv",
    "path": "metrics/definitions/asthma_admissions.py",
    "shown": "metrics/definitions/asthma_admissions.py",
    "port + 1": "8502",
}
# What must have been done before a command has anything to do.
BEFORE = {
    "python -m data roll-back": ["python -m data ingest nhs_england_ae england_icb_accidents_emergency.csv"],
    "python -m data records restore": ["python -m data records ingest deaths deaths.csv --ics QE1"] * 2,
}
# A command that matches one of these is checked as far as it goes without what it needs: the options of a
# program of this project are read, a target of make and its variables exist, a module can be imported.
NOT_RUN_TO_THE_END = {
    "make |python -m threeshifts ": "sets up, serves until it is stopped, or runs all tests",
    "python -m tests.benchmarks": "takes minutes",
    "python -m tests.kills": "takes an hour",
    "python -m geo check --all": "takes minutes; the check of one system is run",
    "python -m data fetch": "asks the publisher's server",
    "python -m data records ingest deaths postgresql": "needs a PostgreSQL server",
    "python -m pytest": "runs tests of its own",
    "uvicorn": "serves until it is stopped",
}
# These write into the project, so they run in a process of their own in a copy of it.
IN_A_COPY = ("python -m metrics new", "python -m metrics docs")
