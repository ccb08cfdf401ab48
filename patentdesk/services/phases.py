"""Link an international application with its national phases in the portfolio."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence

from patentdesk.portfolio.codes import RightType
from patentdesk.portfolio.records import Event, Patent, Priority
from patentdesk.store.file import Reader


def entries(reader: Reader, patents: Iterable[Patent], kinds: Container[str]) -> dict[int, list[Event]]:
    """Return, for each international application, one event ``national_entry_<office>`` per national phase.

    Only events of known ``kinds``: the offices whose entry is docketed.

    A national phase is a patent of the same family that has the international filing date as its filing date or a date
    of national entry, or a patent that claims the international application as a priority. Its day is that of the
    entry, else of the publication, else of the filing; its number is the event's reference.
    """
    applications = [one for one in patents if one.office == "WO" or one.right_type is RightType.PCT]
    if not applications:
        return {}
    families = sorted({one.family_id for one in applications if one.family_id is not None})
    siblings: dict[int, list[Patent]] = defaultdict(list)
    for patent in reader.select(Patent, family_id=families) if families else ():
        siblings[patent.family_id or 0].append(patent)
    claiming = _claiming(reader, applications)
    found: dict[int, list[Event]] = {}
    for one in applications:
        relatives = [other for other in siblings[one.family_id or 0] if _entered(one, other)]
        known = {other.id: other for other in (*relatives, *claiming[one.application_number])}
        found[one.id] = [
            event for other in known.values() if (event := _event(other)) is not None and event.kind in kinds
        ]
    return found


def with_international(reader: Reader, ids: Sequence[int]) -> list[int]:
    """Return the patents with the international applications whose docket hangs on them: by family or priority."""
    families = sorted(set(reader.column(Patent, "family_id", id=list(ids))) - {None})
    claimed = sorted(
        {number for number in reader.column(Priority, "number", patent_id=list(ids), office="WO") if number}
    )
    more: set[int] = set()
    if families:
        more.update(reader.column(Patent, "id", family_id=families, office="WO"))
    if claimed:
        more.update(reader.column(Patent, "id", application_number=claimed, office="WO"))
    return sorted({*ids, *more})


def _entered(application: Patent, other: Patent) -> bool:
    if other.office == "WO" or other.id == application.id:
        return False
    return other.national_entry_date is not None or (
        other.filing_date is not None and other.filing_date == application.filing_date
    )


def _claiming(reader: Reader, applications: Sequence[Patent]) -> dict[str, list[Patent]]:
    numbers = sorted({one.application_number for one in applications if one.application_number})
    claims = reader.select(Priority, office="WO", number=numbers) if numbers else []
    patents = {one.id: one for one in reader.select(Patent, id=[claim.patent_id for claim in claims])}
    found: dict[str, list[Patent]] = defaultdict(list)
    for claim in claims:
        if claim.patent_id in patents and patents[claim.patent_id].office != "WO":
            found[claim.number].append(patents[claim.patent_id])
    return found


def _event(patent: Patent) -> Event | None:
    day = patent.national_entry_date or patent.publication_date or patent.filing_date
    if day is None or not patent.office:
        return None
    kind = f"national_entry_{patent.office.lower()}"
    return Event(uid=f"{kind}:{patent.uid}", kind=kind, event_date=day, reference=_number(patent))


def _number(patent: Patent) -> str:
    return patent.application_number_text or f"{patent.office}{patent.application_number}"
