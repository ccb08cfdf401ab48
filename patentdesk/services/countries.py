"""Set the country of members, companies and agencies."""

from __future__ import annotations

from patentdesk.core.problems import refuse
from patentdesk.portfolio.records import Organisation
from patentdesk.services import importing
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.services.import_write import member_ids
from patentdesk.services.library import Library


def country_code(library: Library, text: str) -> str:
    """Return the code of a country that a person named. Raises Refused: country_unheard."""
    code = importing.vocabulary(library).offices.code(text)
    if not code:
        raise refuse("country_unheard", text=text)
    return code


def set_country(desk: Desk, name: str, country: str) -> Changes:
    """Set the country of an organisation by its name; the periods of its patents in JP and TW hang on it.

    Raises Refused: country_unheard, organisation_unknown.
    """
    code = country_code(desk.library, country)
    with desk.file.operation("set_country", name=name, country=code) as work:
        found = member_ids(work, [name])
        if name not in found:
            raise refuse("organisation_unknown", name=name)
        changed = work.change(Organisation, found[name], country=code)
    return Changes.of([Kind.ORGANISATIONS, Kind.DEADLINES]) if changed else Changes()
