"""Write the value handout of chosen patents and take an edited one back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import patentdesk
from patentdesk.core.problems import Problem, refuse
from patentdesk.core.progress import Progress
from patentdesk.handouts.reading import EditedHandout, read_valuation_handout
from patentdesk.handouts.valuation.content import Handout, Subject
from patentdesk.handouts.valuation.writer import write_valuation_handout
from patentdesk.portfolio.records import Encumbrance, Organisation
from patentdesk.services.appraising import Appraised, shipped, totals, value_patents
from patentdesk.services.desk import Desk
from patentdesk.services.stacks import Total
from patentdesk.valuation.patent import Ended, NotValued, Valued

MOST_IN_HANDOUT = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a handout holds, in CNY; ``sum`` says whether its total may be shown as one figure."""

    path: Path
    valued: int
    ended: int
    not_valued: int
    total: float
    low: float
    high: float
    problems: tuple[Problem, ...]
    sum: Total


def read_handout(desk: Desk, path: Path) -> EditedHandout:
    """Return the assumptions that were changed in a handout, old and new. Raises Refused (see handouts.reading)."""
    return read_valuation_handout(path, desk.library.words("zh"), shipped(desk.library).definitions)


def write_handout(
    desk: Desk,
    patent_ids: Sequence[int],
    path: Path,
    progress: Progress | None = None,
    *,
    valued_on: date | None = None,
    client: str = "",
) -> Written:
    """Value the patents and write the workbook; nothing in the portfolio changes.

    Raises Refused: handout_empty, handout_too_many, handout_not_written; Cancelled.
    """
    if len(patent_ids) > MOST_IN_HANDOUT:
        raise refuse("handout_too_many", n=len(patent_ids), limit=MOST_IN_HANDOUT)
    day, shown = valued_on or desk.clock.today(), progress or Progress()
    appraised = value_patents(desk, patent_ids, day, shown)
    if not appraised:
        raise refuse("handout_empty")
    shown.report(len(appraised), len(appraised), "progress.writing_handout")
    handout = _handout(desk, appraised, day, client)
    try:
        write_valuation_handout(handout, path)
    except OSError as fault:
        raise refuse("handout_not_written", file=path.name, reason=fault.strerror or str(fault)) from fault
    return _written(path, appraised)


def _written(path: Path, appraised: Sequence[Appraised]) -> Written:
    outcomes = [one.outcome for one in appraised]
    total = totals(appraised)
    return Written(
        path=path,
        valued=sum(isinstance(outcome, Valued) for outcome in outcomes),
        ended=sum(isinstance(outcome, Ended) for outcome in outcomes),
        not_valued=sum(isinstance(outcome, NotValued) for outcome in outcomes),
        total=total.value,
        low=total.low,
        high=total.high,
        problems=total.problems + tuple(problem for outcome in outcomes for problem in outcome.problems),
        sum=total,
    )


def _handout(desk: Desk, appraised: Sequence[Appraised], valued_on: date, client: str) -> Handout:
    ids = [one.patent.id for one in appraised]
    ties: dict[int, list[str]] = {}
    with desk.file.reading() as reader:
        for tie in reader.select(Encumbrance, patent_id=ids):
            if tie.end_date is None or tie.end_date > valued_on:
                ties.setdefault(tie.patent_id, []).append(tie.kind.value)
        members = reader.select(Organisation, id=sorted({one.patent.member_id or 0 for one in appraised}))
    subjects = tuple(
        Subject(
            patent=one.patent,
            outcome=one.outcome,
            resolved=one.resolved,
            owner=one.patent.applicants_text,
            encumbrances=tuple(ties.get(one.patent.id, ())),
        )
        for one in appraised
    )
    digest = _digest(appraised, valued_on)
    return Handout(
        portfolio=desk.file.path.stem,
        client=client,
        valued_on=valued_on,
        made_on=desk.clock.today(),
        prepared_by=desk.user,
        reference=f"PV-{valued_on:%Y%m%d}-{digest[:6].upper()}",
        engine_version=f"PatentDesk {patentdesk.__version__}",
        words=desk.library.words("zh"),
        definitions=shipped(desk.library).definitions,
        subjects=subjects,
        digest=digest,
        names={f"member:{member.id}": member.name or member.name_en for member in members},
    )


def _digest(appraised: Sequence[Appraised], valued_on: date) -> str:
    """Return the SHA-256 of all facts and assumptions that the values were computed from."""
    facts = [asdict(one.outcome.facts) for one in appraised]
    rows = sorted(
        {(row.key, row.scope): asdict(row) for one in appraised for row in one.resolved.rows.values()}.items()
    )
    text = json.dumps([valued_on.isoformat(), facts, rows], ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
