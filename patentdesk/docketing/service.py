"""Find the day on which a document counts as received, by office, channel and date of the document.

Deemed dates are never rolled (CN Impl. Regs R4, EPC R126(2), PatG s.127).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from patentdesk.core.periods import Period
from patentdesk.docketing.counting import Counting, count
from patentdesk.docketing.derivation import Step
from patentdesk.portfolio.records import Event

_LATE_AFTER = timedelta(days=7)


class Receipt(StrEnum):
    """What proven actual receipt does to the deemed date."""

    IGNORED = "ignored"
    LATER = "later"
    """The actual receipt counts when it is later."""
    PROVEN = "proven"
    """The actual receipt counts, earlier or later."""
    LATE7 = "late7"
    """Days of delivery beyond seven lengthen the period (EPC R126(2) from 2023-11-01, PCT R80.6)."""


@dataclass(frozen=True, slots=True)
class ServiceModel:
    """How one office serves documents through one channel, by the date of the document (both ends inclusive)."""

    id: str
    office: str
    channel: str
    valid_from: date | None
    valid_to: date | None
    period: Period
    counting: Counting
    receipt: Receipt
    citation: str
    confidence: str

    def covers(self, day: date) -> bool:
        """Tell whether the model holds for documents of this day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Served:
    """The day from which a period runs, days by which it is lengthened, and why."""

    day: date
    extra_days: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class ServiceModels:
    """The service models of all offices."""

    models: tuple[ServiceModel, ...]

    def find(self, office: str, channel: str, day: date) -> ServiceModel | None:
        """Return the model for a channel; for an unknown channel the office's usual one, which is the earlier."""
        usual = "electronic" if office == "CN" else "post"
        for wanted in (channel, usual):
            for model in self.models:
                if model.office == office and model.channel == wanted and model.covers(day):
                    return model
        return None

    def serve(self, office: str, event: Event, document: date) -> Served:
        """Return when a document of this date counts as received at the office."""
        model = self.find(office, event.channel, document)
        if model is None:
            return Served(document, 0, (Step("service_none", document, {"office": office}),))
        deemed = count(model.counting, document, model.period)
        args: dict[str, str | int] = {"period": str(model.period), "channel": model.channel}
        steps = [Step("service", deemed, args, model.citation)]
        if event.channel != model.channel:
            steps.insert(0, Step("channel_assumed", document, {"channel": model.channel}))
        received, extra = event.received_date, 0
        if received is not None and received >= document:
            if model.receipt is Receipt.PROVEN or (model.receipt is Receipt.LATER and received > deemed):
                deemed = received
                steps.append(Step("received", received, {}, model.citation))
            elif model.receipt is Receipt.LATE7 and received - document > _LATE_AFTER:
                extra = (received - document - _LATE_AFTER).days
                steps.append(Step("received_late", received, {"n": extra}, model.citation))
        return Served(deemed, extra, tuple(steps))


def read_service_models(rows: Iterable[Mapping[str, str]]) -> ServiceModels:
    """Build the models from ``service.csv``. Raises ValueError naming the row that cannot be read."""
    models = []
    for number, row in enumerate(rows, start=2):
        try:
            models.append(_model(row))
        except (KeyError, ValueError) as fault:
            raise ValueError(f"service.csv, row {number} ({row.get('id', '')}): {fault}") from fault
    return ServiceModels(tuple(models))


def _model(row: Mapping[str, str]) -> ServiceModel:
    return ServiceModel(
        id=row["id"],
        office=row["office"],
        channel=row["channel"],
        valid_from=date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        period=Period.parse(row["period"]),
        counting=Counting(row["counting"]),
        receipt=Receipt(row["receipt"]),
        citation=row["citation"],
        confidence=row["confidence"],
    )
