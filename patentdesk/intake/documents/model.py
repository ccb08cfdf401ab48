"""Describe what a document of a non-tabular format says, in the fields that table headers mean too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from patentdesk.core.problems import Problem
from patentdesk.intake.limits import Limits

SIGN = "\n"
"""Stands between the items of a list, and nowhere else in one."""


@dataclass(frozen=True, slots=True)
class RawEvent:
    """A dated event as the source writes it; which kind it is says ``resources/intake/events.json``."""

    scheme: str
    """Whose codes these are: inpadoc, uspto."""
    office: str
    code: str
    day: str
    text: str = ""
    reference: str = ""
    year: int | None = None
    """Patent year of a payment, where the source states it."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document or record: field → text as a table's cells would hold it; lists are joined by ``SIGN``.

    ``place`` names the member of an archive, ``number`` counts the records of one file from 1. ``names`` tells what
    the source calls a field; ``kept`` holds texts that have no field. ``latin`` pairs names with their Latin form.
    """

    fields: Mapping[str, str]
    number: int = 1
    place: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)
    latin: tuple[tuple[str, str], ...] = ()
    events: tuple[RawEvent, ...] = ()
    problems: tuple[Problem, ...] = ()
    countries: tuple[tuple[str, str], ...] = ()
    """Applicants' names, as in ``fields``, with the code of their country."""
    unread: frozenset[str] = frozenset()
    """What the source calls further texts, which have no field and are not kept."""


@dataclass(frozen=True, slots=True)
class DocumentFormat:
    """One format: ``recognise`` is asked with the first characters of the text, ``read`` with the whole.

    ``read`` raises Refused for a text that cannot be used at all.
    """

    code: str
    recognise: Callable[[str], bool]
    read: Callable[[str, Limits], Iterator[Document]]


def listed(items: Iterable[str]) -> str:
    """Return a list field's text: the items on one line each, every one once, empty ones left out."""
    plain = (" ".join(item.split()) for item in items)
    return SIGN.join(dict.fromkeys(item for item in plain if item))
