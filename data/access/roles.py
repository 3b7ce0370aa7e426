"""Who may do what, from a file that the ICS keeps: reader, owner or analyst, by e-mail or by another claim.

``.streamlit/roles.yaml``, or the file that ICS_ROLES_FILE names; it is never committed. See
docs/commentary.md.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from data.errors import Problem
from data.paths import DEFINITIONS_FOLDER, PROJECT_FOLDER
from data.reading.facts import Field, Form, Kind, Refused, Unreadable, Wording, any_value, read_yaml

ROLES = ("reader", "analyst", "owner")
ALL = "all"
_LISTED = {"metrics": "metric ids", "areas": "area codes"}
_E_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True)
class Person:
    """One entry: a person and what they may do. ``metrics`` and ``areas`` are ids, or ("all",).

    ``claim`` is the (name, value) that the sign-in must carry; ("email", ...) asks for a verified address.
    """

    claim: tuple[str, str]
    role: str
    metrics: tuple[str, ...] = ()
    areas: tuple[str, ...] = (ALL,)
    name: str = ""

    def matches(self, claims: Mapping) -> bool:
        """Whether the claims of a sign-in are this person's."""
        key, wanted = self.claim
        if key == "email":
            return wanted == verified_email(claims)
        values = claims.get(key)
        return wanted in (values if isinstance(values, list | tuple) else [values])

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
        """All entries that match a sign-in; none for a person who may only read."""
        return [person for person in self.people if person.matches(claims)]


def verified_email(claims: Mapping) -> str:
    """The address of a sign-in in lower case; "" unless the provider states that it is verified."""
    verified = claims.get("email_verified") in (True, "true")
    return str(claims.get("email") or "").strip().lower() if verified else ""


def roles_file() -> Path:
    return Path(os.environ.get("ICS_ROLES_FILE", PROJECT_FOLDER / ".streamlit" / "roles.yaml"))


def read_roles(path: Path | None = None) -> Roles:
    """The file as it is now, so that a withdrawn right ends at once. A faulty entry gives no right."""
    path = path or roles_file()
    if not path.exists():
        return Roles()
    try:
        content, problems = read_yaml(path, path.name)
    except Unreadable as error:
        place = f" in {error.place}" if error.place else ""
        message = f"cannot be read as YAML{place} ({type(error.__cause__).__name__})."
        return Roles(problems=(Problem(path.name, message=message),))
    entries = content.get("people") if isinstance(content, dict) else None
    if not isinstance(entries, list) or set(content) != {"people"}:
        message = "must contain one list, people, and nothing else."
        return Roles(problems=(Problem(path.name, message=message),))
    people = []
    for number, entry in enumerate(entries, 1):
        place = f"person {number}"
        fields, wrong = _FORM.read(path.name, place, entry)
        if isinstance(entry, dict):
            wrong += [Problem(path.name, place, message=message) for message in _field_conflicts(entry)]
        problems += wrong
        if not wrong:
            people.append(_person(**fields))
    return Roles(tuple(people), tuple(problems))


def _person(email: str, claim: dict, role: str, metrics, areas, name) -> Person:
    key, value = next(iter(claim.items())) if claim else ("email", email.strip().lower())
    return Person((key, str(value)), role, tuple(metrics), tuple(areas), str(name or ""))


def _field_conflicts(entry: dict) -> Iterator[str]:
    """Faults of fields that contradict each other or are empty."""
    role = entry.get("role")
    if (entry.get("email") is None) == (entry.get("claim") is None):
        yield "give one of email and claim."
    if role == "owner" and "metrics" not in entry:
        yield "an owner needs metrics: a list of metric ids, or all."
    if role in ROLES and role != "owner" and ("metrics" in entry or "areas" in entry):
        yield f"metrics and areas are for owners; a {role} owns none."
    # An empty field could be read as nothing or as everything, so a right must be written out.
    for field in ("metrics", "areas"):
        if field in entry and entry[field] is None:
            yield f"{field} must be a list of {_LISTED[field]}, or all."


def _email(value: object) -> str:
    if not (isinstance(value, str) and _E_MAIL.fullmatch(value.strip())):
        raise Refused(f"email is {str(value)[:60]!r}, which is not an address.")
    return value


def _claim(value: object) -> dict:
    if not (isinstance(value, dict) and len(value) == 1 and "email" not in value and all(value.values())):
        raise Refused("claim must be one name with one value, such as {groups: owners}, and not email.")
    return value


def _role(value: object) -> str:
    if value not in ROLES:
        raise Refused(f"role is {str(value)[:40]!r}; allowed are {', '.join(ROLES)}.")
    return value


def _codes(name: str) -> Kind:
    def read(value: object) -> list[str]:
        if value == ALL:
            return [ALL]
        if not (isinstance(value, list) and value and all(isinstance(code, str) for code in value)):
            raise Refused(f"{name} must be a list of {_LISTED[name]}, or all.")
        return value

    return read


def _metrics(value: object) -> list[str]:
    listed = _codes("metrics")(value)
    known = {metric_id.stem for metric_id in DEFINITIONS_FOLDER.glob("*.py")}
    if unknown := [metric_id for metric_id in listed if value != ALL and metric_id not in known]:
        raise Refused(*(f"there is no metric {metric_id[:60]!r}." for metric_id in unknown))
    return listed


_FORM = Form(
    (
        Field("email", _email, needed=False),
        Field("claim", _claim, needed=False),
        Field("role", _role),
        Field("metrics", _metrics, needed=False, default=()),
        Field("areas", _codes("areas"), needed=False, default=(ALL,)),
        Field("name", any_value, needed=False, default=""),
    ),
    Wording(
        entry="found {value}; each person is a mapping of {allowed}.",
        unknown="unknown field {field!r}; allowed are {allowed}.",
        wrong="{allowed}",
        quote=lambda value: repr(str(value)[:40]),
        names_field=True,
    ),
)
