"""Find patents by what people type on the command line, and call them by their titles."""

from __future__ import annotations

from collections.abc import Sequence

from patentdesk.core.problems import refuse
from patentdesk.core.words import Words
from patentdesk.portfolio.numbers import NumberRole, readings
from patentdesk.portfolio.records import Patent
from patentdesk.services.desk import Desk
from patentdesk.services.evidence import number_of
from patentdesk.store.file import Reader

__all__ = ["number_of", "patent_with", "patents_with", "title_of"]


def patent_with(desk: Desk, number: str) -> Patent:
    """Return the patent with a number in any written form.

    Raises Refused: cli_no_patent, cli_several_patents.
    """
    with desk.file.reading() as reader:
        found = {patent.id: patent for patent in _search(reader, number)}
    if len(found) != 1:
        raise refuse("cli_several_patents" if found else "cli_no_patent", number=number, n=len(found))
    return next(iter(found.values()))


def patents_with(desk: Desk, numbers: Sequence[str]) -> list[Patent]:
    """Return the patents with these numbers in their order. Raises Refused as ``patent_with`` does."""
    return [patent_with(desk, number) for number in numbers]


def title_of(patent: Patent, words: Words) -> str:
    """Return the title in the language of the screen where there is one."""
    return (patent.title_en if words.language == "en" else patent.title) or patent.title or patent.title_en


def _search(reader: Reader, number: str) -> list[Patent]:
    found: list[Patent] = []
    for reading in readings(number):
        if reading.role is NumberRole.APPLICATION:
            found += reader.select(Patent, office=reading.office, application_number=reading.key)
            continue
        found += reader.select(Patent, publication_number=reading.key)
        found += reader.select(Patent, grant_number=reading.key)
    return found
