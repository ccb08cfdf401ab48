"""Write procedural events as one cell of an export, and read them back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from patentdesk.intake.drafts import DraftEvent
from patentdesk.portfolio.dates import read_date


def write_events(events: Iterable[DraftEvent]) -> str:
    """Return events as one cell, a line each, which ``read_events`` takes apart again."""
    lines = io.StringIO()
    writer = csv.writer(lines, delimiter=";", lineterminator="\n")
    for event in events:
        received = event.received.isoformat() if event.received else ""
        year = "" if event.year is None else str(event.year)
        writer.writerow([event.day.isoformat(), event.kind, event.reference, year, event.channel, received,
                         event.period, event.note])  # fmt: skip
    return lines.getvalue().removesuffix("\n")


def read_events(text: str) -> tuple[DraftEvent, ...]:
    """Return the events of a cell as ``write_events`` makes it; a line without day or kind is none."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    except csv.Error:
        return ()
    found = []
    for cells in rows:
        day, kind, reference, year, channel, received, period, note = [*cells, *[""] * 8][:8]
        when = read_date(day.strip()).day
        if when is not None and kind.strip():
            found.append(
                DraftEvent(
                    kind.strip(),
                    when,
                    note,
                    reference,
                    int(year) if year.isascii() and year.isdigit() else None,
                    channel,
                    read_date(received).day,
                    period,
                )
            )
    return tuple(found)
