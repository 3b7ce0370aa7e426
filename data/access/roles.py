"""Who may do what, from a file that the ICS keeps: reader, owner or analyst, by e-mail or by another claim.

``.streamlit/roles.yaml``, or the file that ICS_ROLES_FILE names; it is never committed. See
docs/commentary.md.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from data.errors import Problem
from data.paths import DEFINITIONS_FOLDER, PROJECT_FOLDER

ROLES = ("reader", "analyst", "owner")
ALL = "all"
_FIELDS = ("email", "claim", "role", "metrics", "areas", "name")
_E_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True)
class Person:
    """One entry: whom it is about and what they may do. ``metrics`` and ``areas`` are ids, or ("all",).

    ``claim`` is the (name, value) that the sign-in must carry; ("email", ...) asks for a verified address.
    """

    claim: tuple[str, str]
    role: str
    metrics: tuple[str, ...] = ()
    areas: tuple[str, ...] = (ALL,)
    name: str = ""

    def is_meant(self, claims: Mapping) -> bool:
        """Whether the claims of a sign-in are this person's."""
        key, wanted = self.claim
        if key == "email":
            return wanted == verified_email(claims)
        found = claims.get(key)
        return wanted in (found if isinstance(found, list | tuple) else [found])

    def owns(self, metric_id: str, area_code: str) -> bool:
        return (
            self.role == "owner"
            and (metric_id in self.metrics or self.metrics == (ALL,))
            and (area_code in self.areas or self.areas == (ALL,))
        )

    @property
    def words(self) -> str:
        """One line: 'jane@example.nhs.uk: owner of emergency_admissions in all areas'."""
        who = self.claim[1] if self.claim[0] == "email" else "=".join(self.claim)
        if self.role != "owner":
            return f"{who}: {self.role}"
        metrics = "all metrics" if self.metrics == (ALL,) else ", ".join(self.metrics)
        areas = "all areas" if self.areas == (ALL,) else ", ".join(self.areas)
        return f"{who}: owner of {metrics} in {areas}"


@dataclass(frozen=True)
class Roles:
    """The sound entries of the file, and what is wrong with the others."""

    people: tuple[Person, ...] = ()
    problems: tuple[Problem, ...] = ()

    def of(self, claims: Mapping) -> list[Person]:
        """All entries that mean the person of a sign-in; none for somebody who only reads."""
        return [person for person in self.people if person.is_meant(claims)]


def verified_email(claims: Mapping) -> str:
    """The address of a sign-in in small letters; "" unless the provider says that it has verified it."""
    verified = claims.get("email_verified") in (True, "true")
    return str(claims.get("email") or "").strip().lower() if verified else ""


def roles_file() -> Path:
    return Path(os.environ.get("ICS_ROLES_FILE", PROJECT_FOLDER / ".streamlit" / "roles.yaml"))


def read_roles(path: Path | None = None) -> Roles:
    """The file as it is now: a right that is taken away is gone at once. A faulty entry gives no right."""
    path = path or roles_file()
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Roles()
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark else ""
        words = f"cannot be read as YAML{where} ({type(error).__name__})."
        return Roles(problems=(Problem(path.name, words=words),))
    entries = found.get("people") if isinstance(found, dict) else None
    if not isinstance(entries, list) or set(found) != {"people"}:
        words = "must hold one list, people, and nothing else."
        return Roles(problems=(Problem(path.name, words=words),))
    people, problems = [], []
    known = {one.stem for one in DEFINITIONS_FOLDER.glob("*.py")}
    for number, entry in enumerate(entries, 1):
        wrong = _problems(entry, known)
        problems += [Problem(path.name, f"person {number}", words=one) for one in wrong]
        if not wrong:
            people.append(_person(entry))
    return Roles(tuple(people), tuple(problems))


def _person(entry: dict) -> Person:
    claim = entry.get("claim")
    key, value = next(iter(claim.items())) if claim else ("email", entry["email"].strip().lower())
    return Person(
        (key, str(value)),
        entry["role"],
        tuple(_listed(entry.get("metrics", []))),
        tuple(_listed(entry.get("areas", ALL))),
        str(entry.get("name") or ""),
    )


def _listed(value) -> list[str]:
    return [ALL] if value == ALL else value


def _problems(entry, known: set[str]) -> list[str]:
    if not isinstance(entry, dict):
        return [f"found {str(entry)[:40]!r}; each person is a mapping of {', '.join(_FIELDS)}."]
    found = [
        f"unknown field {str(key)[:40]!r}; allowed are {', '.join(_FIELDS)}."
        for key in entry
        if key not in _FIELDS
    ]
    email, claim, role = entry.get("email"), entry.get("claim"), entry.get("role")
    if (email is None) == (claim is None):
        found.append("give one of email and claim.")
    if email is not None and not (isinstance(email, str) and _E_MAIL.fullmatch(email.strip())):
        found.append(f"email is {str(email)[:60]!r}, which is no address.")
    if claim is not None and not (
        isinstance(claim, dict) and len(claim) == 1 and "email" not in claim and all(claim.values())
    ):
        found.append("claim must be one name with one value, such as {groups: owners}, and not email.")
    if role not in ROLES:
        found.append(f"role is {str(role)[:40]!r}; allowed are {', '.join(ROLES)}.")
    if role == "owner" and "metrics" not in entry:
        found.append("an owner needs metrics: a list of metric ids, or all.")
    if role in ROLES and role != "owner" and ("metrics" in entry or "areas" in entry):
        found.append(f"metrics and areas are for owners; a {role} owns none.")
    for key in ("metrics", "areas"):
        value = entry.get(key, ALL)
        if value != ALL and not (
            isinstance(value, list) and value and all(isinstance(one, str) for one in value)
        ):
            what = "metric ids" if key == "metrics" else "area codes"
            found.append(f"{key} must be a list of {what}, or all.")
        elif key == "metrics" and value != ALL:
            found += [f"there is no metric {one[:60]!r}." for one in value if one not in known]
    return found
