"""Make a draft of a row: read its numbers, derive what they say, gather parties, priorities, symbols and citations."""

from __future__ import annotations

import re
from datetime import date

from patentdesk.intake.cells import Cells
from patentdesk.intake.drafts import Draft, DraftPriority
from patentdesk.intake.eventcells import read_events
from patentdesk.intake.identity import read_identity
from patentdesk.intake.layout import Format
from patentdesk.intake.lists import (
    CITATION_FIELDS,
    SYMBOL_FIELDS,
    citations_of,
    claimed,
    countries_of,
    family_key,
    first_claim,
    read_parties,
    read_symbols,
    shares_of,
    ties_of,
)
from patentdesk.portfolio.codes import DEAD, Status
from patentdesk.portfolio.kinds import Stage

_OWN_SCRIPT = frozenset({"CN", "TW", "JP", "KR", "HK", "MO"})
_MAIN_SYMBOL = frozenset({"ipc_main"})
_NO_CLAIMS: tuple[tuple[DraftPriority, ...], str] = ((), "")
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


def build_draft(cells: Cells, form: Format) -> Draft:
    """Return the draft of one row; a row without any number or source id is rejected (row_without_number)."""
    values = cells.values()
    if form.office and "office" not in cells.fields:
        values["office"] = form.office
    validity = values.pop("validity", None)
    if values.get("status") is None and validity is not None:
        values["status"] = validity
    document, stage, weak = read_identity(cells, values)
    _check_order(cells, values)
    fields = cells.fields
    if values.get("office") == "CN" and "application_key" not in fields:
        values.pop("registration_date", None)  # none beside the grant: it is that of a pledge or a licence
    if "legal_events" not in fields and cells.vocabulary.statuses.lists_events(cells.text("status")):
        cells.texts["legal_events"] = cells.text("status")
    priorities, family = _claims(cells, form, values)
    parties = read_parties(cells, form, values)
    symbols = read_symbols(cells, form, values) if not fields.isdisjoint(SYMBOL_FIELDS) else ()
    _settle_pct_status(values)
    _leave_open_status(values)
    if "application_key" not in fields:
        weak |= _translated(values)
        if not values.get("title") and values.get("title_en"):
            values["title"] = values["title_en"]
    if stage is Stage.SUPPLEMENT:
        weak |= frozenset(values)
    return Draft(
        source=cells.source,
        values=values,
        weak=weak if "ipc_main" in fields else weak | _MAIN_SYMBOL,
        columns=cells.columns,
        written=cells.written,
        parties=parties,
        priorities=priorities,
        classifications=symbols,
        citations=citations_of(cells, form) if not fields.isdisjoint(CITATION_FIELDS) else (),
        events=read_events(cells.text("events")) if "events" in fields else (),
        encumbrances=ties_of(cells),
        countries=countries_of(cells, form),
        family_key=cells.text("family_key") if "application_key" in fields else family_key(cells, form, values, family),
        member=cells.text("member") or cells.member,
        document=document.key if document else "",
        stage=stage,
        problems=tuple(cells.problems),
        digest=0 if cells.problems else cells.digest,
        shares=shares_of(cells) if "shares" in fields else (),
    )


def _claims(cells: Cells, form: Format, values: dict[str, object]) -> tuple[tuple[DraftPriority, ...], str]:
    """Return the priorities, and the key that patents share which claim the same; fill the priority date."""
    claims, family = _NO_CLAIMS
    if "priorities" in cells.fields:
        claims, family = cells.once(claimed, "priorities", "priority_countries", "priority_days", form=form)
    priorities = _priorities(claims, values)
    _settle_priority_date(cells, form, values, priorities)
    return dated_alone(priorities, values.get("priority_date")), family


def _check_order(cells: Cells, values: dict[str, object]) -> None:
    """Report a publication, grant or end that lies before the filing; both dates are kept as the source has them."""
    filed = values.get("filing_date")
    for name in ("publication_date", "grant_date", "expiry_date"):
        day = values.get(name)
        if name in cells.fields and isinstance(day, date) and isinstance(filed, date) and day < filed:
            cells.problem("dates_out_of_order", name, date=day.isoformat(), filed=filed.isoformat())


def _settle_pct_status(values: dict[str, object]) -> None:
    """Word the state of an international application as such: it is never granted, and it closes rather than lapses."""
    status = values.get("status")
    if values.get("office") != "WO" or status in (None, Status.UNKNOWN, Status.WITHDRAWN):
        return
    values["status"] = Status.PCT_CLOSED if status in DEAD else Status.PCT_OPEN


def _leave_open_status(values: dict[str, object]) -> None:
    """Leave the state open of a document without a grant that is only told to be alive: pending ones are that too."""
    alive = values.get("status") is Status.GRANTED and str(values.get("status_text", "")).casefold() == "alive"
    if alive and values.get("publication_number") and not (values.get("grant_number") or values.get("grant_date")):
        del values["status"]


def _translated(values: dict[str, object]) -> frozenset[str]:
    """Take a Latin title or abstract of an East Asian patent for a translation, and its Latin names for weak."""
    if values.get("office") not in _OWN_SCRIPT:
        return frozenset()
    weak = set()
    for name in ("title", "abstract", "applicants_text", "inventors_text"):
        text = str(values.get(name, ""))
        if text and not _EAST_ASIAN.search(text):
            weak.add(name)
            if name in ("title", "abstract"):
                weak.update({f"{name}_en"} - values.keys())
                values.setdefault(f"{name}_en", text)
    return frozenset(weak)


def _priorities(claimed: tuple[DraftPriority, ...], values: dict[str, object]) -> tuple[DraftPriority, ...]:
    """Return the claims, each once; a list that names the application itself as its priority claims nothing by that."""
    if not claimed:
        return ()
    own = (values.get("office"), values.get("application_number"))
    claims = (claim for claim in claimed if (claim.office, claim.number) != own)
    return tuple({(claim.office, claim.number): claim for claim in claims}.values())


def _settle_priority_date(
    cells: Cells, form: Format, values: dict[str, object], priorities: tuple[DraftPriority, ...]
) -> None:
    """Take the earliest claim where no column says it; a "priority" on the filing day is the application itself."""
    stated = values.get("priority_date")
    if stated is None and "priority_days" in cells.fields:
        stated = cells.once(first_claim, "priority_days", form=form)
        if stated is not None:
            values["priority_date"] = stated
    days = [claim.day for claim in priorities if claim.day is not None]
    if stated is None and days:
        values["priority_date"] = min(days)
    elif stated is not None and stated == values.get("filing_date") and not days:
        del values["priority_date"]


def dated_alone(claims: tuple[DraftPriority, ...], day: object) -> tuple[DraftPriority, ...]:
    """Give a lone claim the priority date that another column states."""
    if len(claims) == 1 and claims[0].day is None and isinstance(day, date):
        return (claims[0]._replace(day=day),)
    return claims
