"""One entry of a file of facts: its fields are read one by one, and each fault is a sentence."""

from __future__ import annotations

from collections.abc import Collection

from data.errors import Problem
from data.strategy import priorities
from data.strategy.facts import Said, known_documents, short
from data.strategy.when import NOT_STATED, WHENS, is_when


class Entry:
    """The fields of one entry, read one by one; what is wrong with one goes to ``problems``."""

    def __init__(self, file: str, name: str, fields: dict):
        self.file, self.name, self.fields = file, name, fields
        self.problems: list[Problem] = []
        self._read: set[str] = set()

    def refuse(self, field: str, allowed: str, found: str | None = None) -> None:
        """Note that a field is wrong."""
        value = self.fields.get(field)
        told = found or ("nothing" if value in (None, "", []) else short(value))
        self.problems.append(Problem(self.file, self.name, field, told, allowed))

    def value(self, field: str) -> object:
        """The field as it stands; None where it is missing."""
        self._read.add(field)
        return self.fields.get(field)

    def words(self, field: str, needed: bool = True) -> str:
        """Text; "" and a problem where there is none but must be."""
        value = self.value(field)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if needed or value is not None:
            self.refuse(field, "words")
        return ""

    def choice(self, field: str, allowed: Collection[str]) -> str:
        """One of some words."""
        value = self.value(field)
        if value not in list(allowed):
            self.refuse(field, ", ".join(allowed))
            return ""
        return value

    def truth(self, field: str) -> bool:
        """True or false; false where it is not told."""
        value = self.value(field)
        if not isinstance(value, bool | None):
            self.refuse(field, "true or false")
        return value is True

    def when(self, field: str, needed: bool = True) -> str:
        """A day, month or year as text ("2019-09-26"), or "not stated"."""
        value = self.value(field)
        if value is None and not needed:
            return NOT_STATED
        told = "" if isinstance(value, bool) else str(value).strip()
        if told != NOT_STATED and not is_when(told):
            self.refuse(field, WHENS)
        return told

    def whole(self, field: str, what: str) -> int | None:
        """A whole number of 0 or more; None for "not stated"."""
        value = self.value(field)
        if value == NOT_STATED:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            self.refuse(field, f"{what}, a whole number of 0 or more, or 'not stated'")
            return None
        return value

    def said(self, field: str, many: bool = False) -> tuple[Said, ...]:
        """Where it was said: a mapping with document and paragraph, or with ``many`` a list of them."""
        value = self.value(field)
        told = value if many and isinstance(value, list) else [value]
        found = []
        for one in told:
            if not isinstance(one, dict) or "document" not in one or set(one) - {"document", "paragraph"}:
                self.refuse(field, "a document's id and, where known, a paragraph", short(one))
                continue
            known = known_documents()[0]
            if known and one["document"] not in list(known):
                self.refuse(field, f"a document's id: {', '.join(known)}", short(one["document"]))
                continue
            found.append(Said(str(one["document"]), str(one.get("paragraph", ""))))
        if not told:
            self.refuse(field, "at least one document")
        return tuple(found)

    def priorities(self, field: str) -> tuple[str, ...]:
        """Ids of priorities, each once."""
        value, known = self.value(field), priorities()
        told = value if isinstance(value, list) else []
        wrong = [one for one in told if not isinstance(one, str) or one not in known]
        if not isinstance(value, list | None):
            self.refuse(field, "a list of priorities' ids")
        for one in wrong:
            self.refuse(field, f"a priority's id: {', '.join(known)}", short(one))
        if len(set(map(str, told))) < len(told):
            self.refuse(field, "each priority once")
        return tuple(one for one in told if one not in wrong)

    def check_order(self, starts: str, ends: str) -> None:
        """Refuse an end before the start."""
        if NOT_STATED not in (starts, ends) and ends[: len(starts)] < starts[: len(ends)]:
            self.refuse("ends", f"a time not before the start, {starts}")

    def check_unknown(self) -> None:
        """Refuse fields that nothing has asked for."""
        for field in self.fields:
            if field not in self._read and field != "id":
                self.refuse(str(field), f"one of these fields: {', '.join(sorted(self._read))}", "this field")
