"""Name the members of the alliance, by all names under which a list may come from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from enum import Enum

from patentdesk.intake.whose import MemberNames, called
from patentdesk.portfolio.codes import OrganisationKind
from patentdesk.portfolio.records import Alias, ImportedFile, Organisation, Patent, Provenance
from patentdesk.services.desk import Desk
from patentdesk.services.naming import core_name
from patentdesk.store.file import Reader

_FILES, _SAMPLE = 300, 5
"""So many of the latest files, and so many rows of each, are looked at for whose lists they were."""
_MOST = 0.8


class ByName(Enum):
    """Whether a name in a file's or folder's name, or in a list, may tell the member whose list it is."""

    NO = 0
    KNOWN = 1
    """That of a member of the portfolio."""
    NEW = 2
    """Also one that is not known: it is a new member."""


def members(desk: Desk) -> list[str]:
    """Return the names of the members, in the order of the alphabet."""
    return [one.name for one in member_records(desk)]


def member_records(desk: Desk) -> list[Organisation]:
    """Return the members, in the order of the alphabet."""
    with desk.file.reading() as reader:
        return sorted(_members(reader).values(), key=lambda one: one.name)


def member_names(reader: Reader, *, new: bool = False) -> MemberNames:
    """Return the names of the members with their short forms and aliases; ``new``: lists may bring further members."""
    known = _members(reader)
    written = [(name, one.name) for one in known.values() for name in (one.name, one.name_en) if name]
    aliases = reader.select(Alias, organisation_id=list(known)) if known else []
    written += [(alias.written, known[alias.organisation_id].name) for alias in aliases if alias.written]
    return MemberNames.of(
        written, [(core_name(name), member) for name, member in written], _before(reader, known), new=new
    )


def _before(reader: Reader, known: Mapping[int, Organisation]) -> dict[str, str]:
    """Return what imported files are called → the member that has nearly all patents which such a file named last."""
    found: dict[str, str] = {}
    for file in reader.select(ImportedFile, order=("-id",), limit=_FILES):
        name = called(file.name)
        if not name or name in found:
            continue
        patents = [one.patent_id for one in reader.select(Provenance, file_id=file.id, limit=_SAMPLE)]
        owners = Counter(one.member_id or 0 for one in reader.select(Patent, id=patents))
        for member, count in owners.most_common(1):
            if member in known and count >= _MOST * owners.total():
                found[name] = known[member].name
    return found


def _members(reader: Reader) -> dict[int, Organisation]:
    return {one.id: one for one in reader.select(Organisation, kind=OrganisationKind.MEMBER)}
