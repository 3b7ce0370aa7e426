"""The claims of the strategy's documents, each with its document; read from claims.yaml and checked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from data.errors import Problem, ProblemsFound
from data.reading.facts import Field, Form, Refused, Unreadable, Wording, parse_yaml, read_text, short
from data.strategy import document_problems, documents
from data.strategy.complete_file import complete_file
from data.strategy.reading import file_state

FILE = Path(__file__).with_name("claims.yaml")
KINDS = ("value", "below")
SEXES = ("female", "male", "persons")


@dataclass(frozen=True)
class Claim:
    """One figure of a document. ``of`` is "value", or "below" for units below England's figure; ``metric``
    is the published metric for the same fact, ``computed`` the metric counted from records ("" for none).
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
    figures.
    """

    system: str
    claims: tuple[Claim, ...]
    why_they_differ: dict[str, str]
    problems: tuple[Problem, ...] = ()


def claims() -> Claims:
    """The claims that ship with the project; none, and the problems, where the file is not valid."""
    return _claims(*file_state(FILE), bool(document_problems()))


@lru_cache(maxsize=4)
def _claims(path: Path, *_state: object) -> Claims:
    _, problems = complete_file(path)
    try:
        if problems:
            raise ProblemsFound(problems)
        return read_claims(read_text(path), path.name)
    except ProblemsFound as found:
        return Claims("", (), {}, found.problems)


def read_claims(text: str, name: str) -> Claims:
    """Claims from the text of a file called ``name``. Raises ProblemsFound (a ValueError)."""
    try:
        content, problems = parse_yaml(text, name)
    except Unreadable as error:
        raise ProblemsFound([Problem(name, error.place, message="this cannot be read as YAML.")]) from None
    if not isinstance(content, dict) or not isinstance(content.get("claims"), dict):
        message = "found no claims; allowed are system, claims and why_they_differ."
        raise ProblemsFound([Problem(name, message=message)])
    problems += [Problem(name, message=message) for message in _file_problems(content)]
    valid = []
    for key, entry in content["claims"].items():
        fields, wrong = _FORM.read(name, f"the claim {key!r}", entry)
        problems += wrong
        if not wrong:
            valid.append(Claim(id=str(key), **fields))
    if problems:
        raise ProblemsFound(problems)
    return Claims(content["system"], tuple(valid), dict(content.get("why_they_differ") or {}))


def _file_problems(content: dict):
    if not isinstance(content.get("system"), str):
        yield f"system is {content.get('system')!r}; allowed is the NHS code of a system, like QE1."
    reasons = content.get("why_they_differ") or {}
    if not isinstance(reasons, dict):
        yield f"why_they_differ is {short(reasons)}; allowed is a document's id with a reason."
    for key in reasons if isinstance(reasons, dict) else ():
        if key not in documents() and not document_problems():
            yield f"why_they_differ names the document {key!r}; allowed are {', '.join(documents())}."


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Refused("is text")
    return value


def _number(value: object) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Refused("is a number")
    return value


def _document(value: object) -> str:
    # Where the documents cannot be read, their ids cannot be checked.
    if value not in list(documents()) and not (isinstance(value, str) and document_problems()):
        raise Refused(f"are {', '.join(documents())}")
    return value


def _sexes(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or any(sex not in SEXES for sex in value):
        raise Refused(f"is a list of {', '.join(SEXES)}")
    return tuple(value)


def _of(value: object) -> str:
    if value not in KINDS:
        raise Refused(f"are {', '.join(KINDS)}")
    return value


_FORM = Form(
    (
        Field("area", _text),
        Field("title", _text),
        Field("figure", lambda value: float(_number(value))),
        Field("unit", _text),
        Field("of", _of),
        Field("metric", _text),
        Field("document", _document),
        Field("paragraph", _number),
        Field("sexes", _sexes, needed=False, default=("persons",)),
        Field("computed", _text, needed=False, default=""),
    ),
    Wording(
        entry="found {value}; allowed are the fields {allowed}.",
        unknown="the field {field!r} is unknown; allowed are {allowed}.",
        missing="{field} is missing.",
        wrong="{field} is {value}; allowed {allowed}.",
        quote=repr,
        names_field=True,
    ),
)
