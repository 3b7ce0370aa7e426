"""The bill of materials lists every library that the dashboard needs, with version and licence."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import version

import pytest

from tests.lib.server import PROJECT_FOLDER
from threeshifts.bill import bill_of_materials

REQUIREMENTS = (PROJECT_FOLDER / "requirements.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def bill() -> dict:
    return bill_of_materials(REQUIREMENTS)


def test_it_is_a_document_of_cyclonedx(bill):
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    references = [library["bom-ref"] for library in bill["components"]]
    assert len(set(references)) == len(references) > 50
    named = {"three-shifts", *references}
    for entry in bill["dependencies"]:
        assert {entry["ref"], *entry["dependsOn"]} <= named


def test_every_library_that_is_pinned_and_what_they_need_is_listed_in_its_version(bill):
    listed = {library["name"].lower(): library["version"] for library in bill["components"]}
    pinned = re.findall(r"^([\w.-]+)(?:\[\w+\])?==([\w.]+)", REQUIREMENTS, re.MULTILINE)
    assert {name.lower(): number for name, number in pinned}.items() <= listed.items()
    # By way of streamlit[auth], and of what that needs.
    assert {"authlib", "cryptography", "cffi"} <= listed.keys()
    assert "pytest" not in listed and listed["cffi"] == version("cffi")


def test_every_licence_is_named_and_none_is_of_the_gpl_family(bill):
    for library in bill["components"]:
        assert library["licenses"], library["name"]
        assert "GPL" not in str(library["licenses"]).upper(), library["name"]


def test_it_is_printed_and_nothing_else():
    command = [sys.executable, "-m", "threeshifts.bill"]
    done = subprocess.run(command, cwd=PROJECT_FOLDER, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("{") and done.stdout.rstrip().endswith("}")
