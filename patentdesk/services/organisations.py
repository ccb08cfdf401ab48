"""Name the members, the agencies and all other organisations."""

from __future__ import annotations

from patentdesk.portfolio.codes import OrganisationKind
from patentdesk.portfolio.records import Organisation
from patentdesk.services.desk import Desk
from patentdesk.store.file import Reader


def members_and_agencies(desk: Desk) -> list[tuple[str, str]]:
    """Return id, as text, and name of every member and agency, by name."""
    kinds = [OrganisationKind.MEMBER, OrganisationKind.AGENCY]
    with desk.file.reading() as reader:
        return [(str(one.id), one.name) for one in reader.select(Organisation, kind=kinds, order=("name",))]


def names(reader: Reader) -> dict[int, str]:
    """Return the name of every organisation by its id."""
    told = reader.fields(Organisation, ("id", "name"))
    return dict(zip(told["id"], told["name"], strict=True))
