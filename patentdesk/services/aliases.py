"""Let organisations be known by further names: short ones in the names of files, other spellings in lists."""

from __future__ import annotations

from patentdesk.core.problems import refuse
from patentdesk.intake.whose import tells
from patentdesk.portfolio.names import fold
from patentdesk.portfolio.records import Alias, Organisation
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.services.import_write import member_ids
from patentdesk.store.file import Reader


def other_names(desk: Desk, organisation_id: int) -> list[str]:
    """Return the names under which an organisation is known beside its own ones, in the order of the alphabet."""
    with desk.file.reading() as reader:
        one = _there(reader, organisation_id)
        return [alias.written for alias in reader.select(Alias, order=("written",), organisation_id=organisation_id)
                if alias.written and alias.key not in _own(one)]  # fmt: skip


def add(desk: Desk, organisation_id: int, written: str) -> Changes:
    """Let an organisation be known by a further name, from now on; one that it has already changes nothing.

    Raises Refused: organisation_gone, alias_empty (it tells nobody apart), alias_of_another.
    """
    name = " ".join(written.split())
    with desk.file.operation("add_alias", alias=name) as work:
        one = _there(work, organisation_id)
        work.note(name=one.name)
        if not tells(name):
            raise refuse("alias_empty", alias=name, name=one.name)
        bearer = member_ids(work, [name]).get(name)
        if bearer == organisation_id:
            return Changes()
        if bearer is not None:
            raise refuse("alias_of_another", alias=name, name=one.name, other=_there(work, bearer).name)
        work.add(Alias(organisation_id=organisation_id, key=fold(name), written=name))
    return Changes.of([Kind.ORGANISATIONS])


def take_back(desk: Desk, organisation_id: int, written: str) -> Changes:
    """Let an organisation be no longer known by a name beside its own ones; what was imported stays as it is.

    Raises Refused: organisation_gone, alias_unknown, alias_is_name.
    """
    key = fold(written)
    with desk.file.operation("remove_alias", alias=written) as work:
        one = _there(work, organisation_id)
        work.note(name=one.name)
        if key in _own(one):
            raise refuse("alias_is_name", name=one.name)
        found = work.column(Alias, "id", organisation_id=organisation_id, key=key)
        if not found:
            raise refuse("alias_unknown", alias=written, name=one.name)
        work.remove(Alias, found)
    return Changes.of([Kind.ORGANISATIONS])


def _there(reader: Reader, organisation_id: int) -> Organisation:
    one = reader.get(Organisation, organisation_id)
    if one is None:
        raise refuse("organisation_gone")
    return one


def _own(one: Organisation) -> set[str]:
    return {fold(name) for name in (one.name, one.name_en) if name}
