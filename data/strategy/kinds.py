"""Kinds of fields in the strategy's files: times, counts, citations, priorities."""

from __future__ import annotations

from collections.abc import Iterator

from data.reading.facts import Fault, Kind, Refused, short
from data.strategy import priorities, priority_problems
from data.strategy.facts import Citation, known_documents
from data.strategy.when import NOT_STATED, WHENS, is_when


def when(value: object) -> str:
    """A day, month or year as text ("2019-09-26"), or "not stated"."""
    text = "" if isinstance(value, bool) else str(value).strip()
    if value is None or (text != NOT_STATED and not is_when(text)):
        raise Refused(WHENS)
    return text


def whole_number(what: str) -> Kind:
    """A whole number of 0 or more; None for "not stated"."""

    def read(value: object) -> int | None:
        if value == NOT_STATED:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise Refused(f"{what}, a whole number of 0 or more, or 'not stated'")
        return value

    return read


def citation(value: object) -> Citation:
    """A citation: a mapping with document and paragraph."""
    if not isinstance(value, dict) or "document" not in value or set(value) - {"document", "paragraph"}:
        raise Refused(("a document's id and, where known, a paragraph", short(value)))
    known, lost = known_documents()
    if not lost and value["document"] not in list(known):
        raise Refused((f"a document's id: {', '.join(known)}", short(value["document"])))
    return Citation(str(value["document"]), str(value.get("paragraph", "")))


def citations(value: object) -> tuple[Citation, ...]:
    """Citations: one such mapping, or a list of them."""
    if value == []:
        raise Refused("at least one document")
    return all_of(value if isinstance(value, list) else [value], citation)


def all_of(values: list, kind: Kind) -> tuple:
    """Each value converted by ``kind``. Raises Refused with the faults of all values at once."""
    converted, faults = [], []
    for item in values:
        try:
            converted.append(kind(item))
        except Refused as refused:
            faults += refused.faults
    if faults:
        raise Refused(*faults)
    return tuple(converted)


def priority_ids(value: object) -> tuple[str, ...]:
    """Ids of priorities, each once."""
    known = priorities()
    if not isinstance(value, list):
        raise Refused("a list of priorities' ids")
    # Where the priorities cannot be read, their ids cannot be checked.
    lost = bool(priority_problems())
    wrong = [item for item in value if not isinstance(item, str) or (item not in known and not lost)]
    faults = [(f"a priority's id: {', '.join(known)}", short(item)) for item in wrong]
    if len(set(map(str, value))) < len(value):
        faults.append(("each priority once", short(value)))
    if faults:
        raise Refused(*faults)
    return tuple(value)


def in_order(fields: dict) -> Iterator[Fault]:
    """A fault if the end is before the start."""
    starts, ends = fields.get("starts", NOT_STATED), fields.get("ends", NOT_STATED)
    if NOT_STATED not in (starts, ends) and ends[: len(starts)] < starts[: len(ends)]:
        yield "ends", short(ends), f"a time not before the start, {starts}"
