"""The bill of materials: every library that the dashboard needs to run, as CycloneDX 1.6 in JSON.

Runs in the environment that it describes: ``python -m threeshifts bill`` calls it there.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import Distribution, distribution, version
from pathlib import Path

_REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements.txt"
_LONGEST_NAME = 80  # some write the whole text of their licence into the field for its name


def bill_of_materials(requirements: str) -> dict[str, object]:
    """The CycloneDX document of what the lines of a requirements file need, directly or indirectly.

    Raises PackageNotFoundError for a library that is not installed.
    """
    asked = [_requirement(line) for line in _without_comments(requirements)]
    needed = _closure(asked)
    references = {name: _reference(library) for name, library in needed.items()}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "three-shifts", "bom-ref": "three-shifts"}},
        "components": [_component(needed[name], references[name]) for name in sorted(needed)],
        "dependencies": [
            {"ref": "three-shifts", "dependsOn": sorted(references[_key(line.name)] for line in asked)},
            *(
                {
                    "ref": references[name],
                    "dependsOn": sorted({references[_key(need.name)] for need in _needs(needed[name], ())}),
                }
                for name in sorted(needed)
            ),
        ],
    }


def _without_comments(requirements: str) -> Iterator[str]:
    for line in requirements.splitlines():
        line = line.partition("#")[0].strip()
        if line and not line.startswith("-"):
            yield line


def _requirement(line: str):
    """Name, extras and marker of a line; by pip's own reader, which every environment has."""
    return import_module("pip._vendor.packaging.requirements").Requirement(line)


def _closure(asked: list) -> dict[str, Distribution]:
    needed: dict[str, Distribution] = {}
    waiting = list(asked)
    while waiting:
        requirement = waiting.pop()
        library = distribution(requirement.name)
        if _key(requirement.name) not in needed or requirement.extras:
            waiting += [need for need in _needs(library, requirement.extras) if _key(need.name) not in needed]
        needed[_key(requirement.name)] = library
    return needed


def _needs(library: Distribution, extras) -> Iterator:
    """What a library needs on this system; with ``extras``, what these add."""
    for line in library.requires or ():
        requirement = _requirement(line)
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield requirement


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _reference(library: Distribution) -> str:
    return f"pkg:pypi/{_key(library.name)}@{library.version}"


def _component(library: Distribution, reference: str) -> dict[str, object]:
    component = {
        "type": "library",
        "bom-ref": reference,
        "name": library.name,
        "version": library.version,
        "purl": reference,
    }
    licences = _licences(library)
    return component | ({"licenses": licences} if licences else {})


def _licences(library: Distribution) -> list[dict[str, object]]:
    if expression := library.metadata.get("License-Expression"):
        return [{"expression": expression}]
    classified = [
        line.rpartition(" :: ")[2]
        for line in library.metadata.get_all("Classifier", ())
        if line.startswith("License ::")
    ]
    written = (library.metadata.get("License") or "").strip()
    names = classified or ([written] if written and len(written) <= _LONGEST_NAME else [])
    return [{"license": {"name": name}} for name in names]


if __name__ == "__main__":
    print(json.dumps(bill_of_materials(_REQUIREMENTS.read_text(encoding="utf-8")), indent=1))
    print(f"CycloneDX of the libraries of {sys.executable} (pip {version('pip')})", file=sys.stderr)
