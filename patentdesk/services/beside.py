"""Gather what the table shows beside the fields of each patent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from patentdesk.portfolio.records import Patent
from patentdesk.services.desk import Desk
from patentdesk.services.evidence import collect
from patentdesk.services.marks import Beside, stated
from patentdesk.triage.vetoes import vetoes


def beside(desk: Desk, patents: Sequence[Patent]) -> dict[int, Beside]:
    """Return for each patent by id what belongs beside it."""
    today = desk.clock.today()
    with desk.file.reading() as reader:
        known = stated(reader.select, patents)
        facts = collect(desk.library, reader, patents)
    return {patent_id: replace(one, vetoes=vetoes(facts[patent_id], today)) for patent_id, one in known.items()}
