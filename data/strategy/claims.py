"""What the strategy's documents claim, as facts with their document; read and checked from claims.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from data.errors import Problem, ProblemsFound
from data.strategy import documents

FILE = Path(__file__).with_name("claims.yaml")
KINDS = ("value", "below")
SEXES = ("female", "male", "persons")
_NEEDED = ("area", "title", "figure", "unit", "of", "metric", "document", "paragraph")
_ALLOWED = (*_NEEDED, "sexes", "computed")


@dataclass(frozen=True)
class Claim:
    """One figure of a document. ``of`` is "value", or "below" for units below England's figure; ``metric``
    is what is published of the same thing, ``computed`` what is counted from records ("" for nothing).
    """

    id: str
    area: str
    title: str
    figure: float
    unit: str
    of: str
    metric: str
    document: str
    paragraph: int
    sexes: tuple[str, ...] = ("persons",)
    computed: str = ""


@dataclass(frozen=True)
class Claims:
    """The claims of one system's documents, and for each document why its figures differ from published
    ones.
    """

    system: str
    claims: tuple[Claim, ...]
    why_they_differ: dict[str, str]


@cache
def claims() -> Claims:
    """The claims that ship with the project. Raises ProblemsFound with all that is wrong with the file."""
    return read_claims(FILE.read_text(encoding="utf-8"), FILE.name)


def read_claims(text: str, name: str) -> Claims:
    """Claims from the text of a file called ``name``. Raises ProblemsFound (a ValueError)."""
    try:
        held = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}" if mark else ""
        raise ProblemsFound([Problem(name, where, words="this is no YAML that can be read.")]) from None
    if not isinstance(held, dict) or not isinstance(held.get("claims"), dict):
        words = "found no claims; allowed are system, claims and why_they_differ."
        raise ProblemsFound([Problem(name, words=words)])
    problems = [Problem(name, words=words) for words in _file_problems(held)]
    for key, fields in held["claims"].items():
        problems += [Problem(name, f"the claim {key!r}", words=words) for words in _claim_problems(fields)]
    if problems:
        raise ProblemsFound(problems)
    found = (
        Claim(
            id=str(key),
            **{
                **fields,
                "figure": float(fields["figure"]),
                "sexes": tuple(fields.get("sexes", ("persons",))),
            },
        )
        for key, fields in held["claims"].items()
    )
    return Claims(held["system"], tuple(found), dict(held.get("why_they_differ") or {}))


def _file_problems(held: dict):
    if not isinstance(held.get("system"), str):
        yield f"system is {held.get('system')!r}; allowed is the NHS code of a system, like QE1."
    reasons = held.get("why_they_differ") or {}
    for key in reasons if isinstance(reasons, dict) else ():
        if key not in documents():
            yield f"why_they_differ names the document {key!r}; allowed are {', '.join(documents())}."


def _claim_problems(fields):
    if not isinstance(fields, dict):
        yield f"found {fields!r}; allowed are the fields {', '.join(_ALLOWED)}."
        return
    for field in fields:
        if field not in _ALLOWED:
            yield f"the field {field!r} is unknown; allowed are {', '.join(_ALLOWED)}."
    for field in _NEEDED:
        if field not in fields:
            yield f"{field} is missing."
    for field in ("area", "title", "unit", "metric", "computed"):
        if field in fields and not (isinstance(fields[field], str) and fields[field].strip()):
            yield f"{field} is {fields[field]!r}; allowed is text."
    for field in ("figure", "paragraph"):
        number = fields.get(field, 0)
        if isinstance(number, bool) or not isinstance(number, int | float):
            yield f"{field} is {number!r}; allowed is a number."
    if "of" in fields and fields["of"] not in KINDS:
        yield f"of is {fields['of']!r}; allowed are {', '.join(KINDS)}."
    if "document" in fields and fields["document"] not in documents():
        yield f"document is {fields['document']!r}; allowed are {', '.join(documents())}."
    sexes = fields.get("sexes", ["persons"])
    if not isinstance(sexes, list) or not sexes or any(sex not in SEXES for sex in sexes):
        yield f"sexes is {sexes!r}; allowed is a list of {', '.join(SEXES)}."
