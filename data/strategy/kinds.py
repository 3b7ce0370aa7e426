"""What the fields of the strategy's files may hold, beyond plain words."""

from __future__ import annotations

from collections.abc import Iterator

from data.reading.facts import Fault, Kind, Refused, short
from data.strategy import priorities
from data.strategy.facts import Citation, known_documents
from data.strategy.when import NOT_STATED, WHENS, is_when


def when(value: object) -> str:
    """A day, month or year as text ("2019-09-26"), or "not stated"."""
    told = "" if isinstance(value, bool) else str(value).strip()
    if value is None or (told != NOT_STATED and not is_when(told)):
        raise Refused(WHENS)
    return told


def whole(what: str) -> Kind:
    """A whole number of 0 or more; None for "not stated"."""

    def read(value: object) -> int | None:
        if value == NOT_STATED:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise Refused(f"{what}, a whole number of 0 or more, or 'not stated'")
        return value

    return read


def said(value: object) -> Citation:
    """Where it was said: a mapping with document and paragraph."""
    if not isinstance(value, dict) or "document" not in value or set(value) - {"document", "paragraph"}:
        raise Refused(("a document's id and, where known, a paragraph", short(value)))
    known = known_documents()[0]
    if known and value["document"] not in list(known):
        raise Refused((f"a document's id: {', '.join(known)}", short(value["document"])))
    return Citation(str(value["document"]), str(value.get("paragraph", "")))


def said_in(value: object) -> tuple[Citation, ...]:
    """Where it was said: one such mapping, or a list of them."""
    if value == []:
        raise Refused("at least one document")
    return all_of(value if isinstance(value, list) else [value], said)


def all_of(values: list, kind: Kind) -> tuple:
    """What each of some values comes to; all that is wrong with them at once."""
    made, faults = [], []
    for one in values:
        try:
            made.append(kind(one))
        except Refused as refused:
            faults += refused.faults
    if faults:
        raise Refused(*faults)
    return tuple(made)


def priority_ids(value: object) -> tuple[str, ...]:
    """Ids of priorities, each once."""
    known = priorities()
    if not isinstance(value, list):
        raise Refused("a list of priorities' ids")
    wrong = [one for one in value if not isinstance(one, str) or one not in known]
    faults = [(f"a priority's id: {', '.join(known)}", short(one)) for one in wrong]
    if len(set(map(str, value))) < len(value):
        faults.append(("each priority once", short(value)))
    if faults:
        raise Refused(*faults)
    return tuple(value)


def in_order(fields: dict) -> Iterator[Fault]:
    """An end before the start."""
    starts, ends = fields.get("starts", NOT_STATED), fields.get("ends", NOT_STATED)
    if NOT_STATED not in (starts, ends) and ends[: len(starts)] < starts[: len(ends)]:
        yield "ends", short(ends), f"a time not before the start, {starts}"
