"""Write the value handout of chosen patents and take an edited one back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

import patentdesk
from patentdesk.core.problems import Problem, Source, refuse
from patentdesk.core.progress import Progress
from patentdesk.handouts.reading import EditedHandout, read_valuation_handout
from patentdesk.handouts.valuation.capitals import in_capitals
from patentdesk.handouts.valuation.content import Comparable, Handout, Histogram, Subject, sorted_subjects
from patentdesk.handouts.valuation.coversheet import Field, fill_cover
from patentdesk.handouts.valuation.writer import write_valuation_handout
from patentdesk.portfolio.records import Encumbrance, Organisation, Patent
from patentdesk.services.appraising import DEFAULT_SET, Appraised, all_rows, shipped, totals, value_patents
from patentdesk.services.comparables import deals, factor_of, price_of
from patentdesk.services.desk import Desk
from patentdesk.services.exchange import rate_table
from patentdesk.services.stacks import Total
from patentdesk.services.valuation_evidence import judged
from patentdesk.valuation.methods import Method
from patentdesk.valuation.patent import Ended, NotValued, Valued
from patentdesk.valuation.records import Deal
from patentdesk.valuation.simulation import Simulation, Trial, simulate, simulate_many, simulate_together
from patentdesk.valuation.soundness import basis_problem
from patentdesk.valuation.uncertainty import TRIALS, Distribution

MOST_IN_HANDOUT = 1_000
FEW_PATENTS = 200
"""Beyond so many patents the sum is simulated with half the trials."""
CLASSES = 30
"""Classes of the histogram."""


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
    cover: Path | None = None


def read_handout(desk: Desk, path: Path) -> EditedHandout:
    """Return the assumptions that were changed in a handout, old and new. Raises Refused (see handouts.reading).

    Problem handout_other_portfolio, beside those of the reader: none of its patents is here, so nothing is taken.
    """
    with desk.file.reading() as reader:
        held = {(row.key, row.scope) for row in all_rows(desk.library, reader, desk.clock.today())}
        edited = read_valuation_handout(path, desk.library.words("zh"), shipped(desk.library).definitions, held)
        if edited.patents and not reader.select(Patent, uid=list(edited.patents)):
            other = Problem("handout_other_portfolio", source=Source(file=path.name))
            return EditedHandout((), (other,), edited.patents)
    return edited


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What a valuation is made for: the words are ``purpose.<code>`` and ``basis.<code>``."""

    purpose: str = "management"
    basis: str = "market"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How a handout is wanted.

    ``weights`` of the methods in the concluded value add up to 1; by default relief from royalty has all of it.
    ``cover`` is a member's own template.
    """

    valued_on: date | None = None
    client: str = ""
    occasion: Occasion = Occasion()
    methods: tuple[Method, ...] = (Method.RELIEF,)
    weights: Mapping[Method, float] | None = None
    cover: Path | None = None
    set_name: str = DEFAULT_SET


def write_handout(
    desk: Desk, patent_ids: Sequence[int], path: Path, progress: Progress | None = None, order: Order | None = None
) -> Written:
    """Value the patents and write the workbook; nothing in the portfolio changes.

    Raises Refused: handout_empty, handout_too_many, weights_sum, method_incomplete, cover_unreadable; what
    ``replace_file`` refuses; Cancelled.
    """
    wanted, shown = order or Order(), progress or Progress()
    if len(patent_ids) > MOST_IN_HANDOUT:
        raise refuse("handout_too_many", n=len(patent_ids), limit=MOST_IN_HANDOUT)
    appraised = value_patents(
        desk, patent_ids, wanted.valued_on, shown, methods=wanted.methods, set_name=wanted.set_name
    )
    shown.report(len(appraised), len(appraised), "progress.writing_handout")
    return hand_out(desk, appraised, path, wanted)


def hand_out(desk: Desk, appraised: Sequence[Appraised], path: Path, order: Order) -> Written:
    """Write the workbook of values that are there already, and the cover beside it if one is wanted.

    Raises Refused as ``write_handout``.
    """
    if not appraised:
        raise refuse("handout_empty")
    if len(appraised) > MOST_IN_HANDOUT:
        raise refuse("handout_too_many", n=len(appraised), limit=MOST_IN_HANDOUT)
    chosen = dict(order.weights or {Method.RELIEF: 1.0})
    _check_weights(appraised, chosen)
    handout = replace(
        handout_of(desk, appraised, order.valued_on or desk.clock.today(), order.client),
        methods=tuple(dict.fromkeys((Method.RELIEF, *order.methods))),
        weights=chosen,
        licences=tuple(licences(desk)),
        sales=tuple(sales(desk)),
        together=_together(appraised, order.valued_on or desk.clock.today()),
        purpose=order.occasion.purpose,
        basis=order.occasion.basis,
    )
    written = _written(path, appraised)
    lives = [one.outcome.inputs.tab_years for one in appraised if isinstance(one.outcome, Valued)]
    beside = basis_problem(order.occasion.basis, max(lives, default=0.0))
    written = replace(written, problems=(*written.problems, *beside))
    if order.cover is not None:
        target = path.with_name(f"{path.stem} cover.xlsx")
        filled = fill_cover(order.cover, target, _cover_fields(desk, handout, written))
        written = replace(written, problems=written.problems + filled.problems, cover=target)
    write_valuation_handout(handout, path)
    return written


def _cover_fields(desk: Desk, handout: Handout, written: Written) -> dict[str, Field]:
    """Return what a cover template may ask for."""
    words = handout.words
    total = written.sum
    may = total.may_be_added
    named = [words.both(f"method.{method.value}") for method, weight in handout.weights.items() if weight]
    return {
        "title": words.both("handout.cover.name"), "subject": handout.portfolio, "client": handout.client,
        "valuation_date": handout.valued_on, "report_date": handout.made_on, "reference": handout.reference,
        "version": handout.engine_version, "prepared_by": handout.prepared_by, "reviewed_by": "", "approved_by": "",
        "count": len(handout.subjects), "purpose": words.both(f"purpose.{handout.purpose}"),
        "basis": words.both(f"basis.{handout.basis}"), "method": "; ".join(named).replace("\n", " "),
        "value": round(total.value, 2) if may else "–", "value_wan": round(total.value / 10_000, 2) if may else "–",
        "low": round(total.low, 2) if may else "–", "high": round(total.high, 2) if may else "–",
        "value_words": in_capitals(int(total.value + 0.5)) if may else "–", "currency": "CNY",
        "patents": ", ".join(subject.number for subject in handout.subjects), "user": desk.user,
        "classification": words.both("handout.class"), "digest": handout.digest,
    }  # fmt: skip


def licences(desk: Desk) -> list[Comparable]:
    """Return the licences of others that the portfolio keeps, as the Market sheet shows them."""
    return [_comparable(one, one.rate) for one in deals(desk, own=False) if one.rate is not None]


def sales(desk: Desk) -> list[Comparable]:
    """Return the sales of others that the portfolio keeps, each as the price of one patent in CNY."""
    with desk.file.reading() as reader:
        rates = rate_table(desk.library, reader)
    found = [(one, price_of(one, rates)) for one in deals(desk, own=False)]
    return [_comparable(one, price / factor_of(one)) for one, price in found if price is not None and factor_of(one)]


def _comparable(deal: Deal, figure: float) -> Comparable:
    return Comparable(
        day=deal.day, parties=deal.parties, field=deal.technology, terms=deal.terms, figure=figure,
        adjustment_terms=deal.adjust_terms, adjustment_field=deal.adjust_technology,
        adjustment_time=deal.adjust_time, reason=deal.reason, source=" ".join(filter(None, (deal.source, deal.link))),
    )  # fmt: skip


def simulated_sum(appraised: Sequence[Appraised], valued_on: date) -> Simulation | None:
    """Return the simulated sum of the values, patents of one family moving together; None when none has a value.

    Where values may not be added (see ``totals``) the sum says nothing either: ask that first.
    """
    valued = [(one, one.outcome) for one in appraised if isinstance(one.outcome, Valued)]
    if not valued:
        return None
    cases = [Trial(outcome, one.resolved, seed_of(one.patent)) for one, outcome in valued]
    families = [one.patent.family_id for one, _ in valued]
    trials = TRIALS if len(cases) <= FEW_PATENTS else TRIALS // 2
    return simulate_together(cases, families, valued_on, cases[0].seed, trials)


def _together(appraised: Sequence[Appraised], valued_on: date) -> Distribution | None:
    if not totals(appraised).may_be_added or len(appraised) < 2:
        return None
    found = simulated_sum(appraised, valued_on)
    return found.summary if found is not None else None


def _check_weights(appraised: Sequence[Appraised], weights: Mapping[Method, float]) -> None:
    """Raise Refused when the weights do not add up, or weigh a method that leaves patents without a value."""
    if abs(sum(weights.values()) - 1) > 1e-9 or min(weights.values()) < 0:
        raise refuse("weights_sum", total=f"{sum(weights.values()):.2%}")
    valued = [one for one in appraised if isinstance(one.outcome, Valued)]
    for method, weight in weights.items():
        found = [value for one in valued if (value := one.by(method)) is not None and value.value is not None]
        if weight and len(found) < len(valued):
            raise refuse("method_incomplete", method=method.value, n=len(valued) - len(found), all=len(valued))


def _simulated(handout: Handout) -> dict[str, Any]:
    """Return the subjects with their simulation, and the histogram of the most valuable patent."""
    cases = [
        Trial(one.outcome, one.resolved, seed_of(one.patent))
        for one in handout.subjects
        if isinstance(one.outcome, Valued)
    ]
    if not cases:
        return {}
    by_patent = {found.outcome.patent_id: found for found in cases}
    summaries = dict(zip(by_patent, simulate_many(cases, handout.valued_on), strict=True))
    subjects = tuple(replace(one, simulation=summaries.get(one.patent.id)) for one in handout.subjects)
    top = by_patent[sorted_subjects(handout)[0].patent.id]
    counts, edges = np.histogram(simulate(top.outcome, top.resolved, handout.valued_on, top.seed).values, CLASSES)
    drawn = Histogram(edges=tuple(map(float, edges)), counts=tuple(map(int, counts)))
    return {"subjects": subjects, "histogram": drawn}


def seed_of(patent: Patent) -> int:
    """Return the seed that belongs to a patent for good."""
    return int(patent.uid[:8], 16)


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


def handout_of(desk: Desk, appraised: Sequence[Appraised], valued_on: date, client: str = "") -> Handout:
    """Return what the workbook is written from, simulated values and the findings of triage included."""
    ids = [one.patent.id for one in appraised]
    ties: dict[int, list[str]] = {}
    with desk.file.reading() as reader:
        for tie in reader.select(Encumbrance, patent_id=ids):
            if tie.end_date is None or tie.end_date > valued_on:
                ties.setdefault(tie.patent_id, []).append(tie.kind.value)
        members = reader.select(Organisation, id=sorted({one.patent.member_id or 0 for one in appraised}))
    found = judged(desk, [one.patent for one in appraised])
    subjects = tuple(
        Subject(
            patent=one.patent,
            outcome=one.outcome,
            resolved=one.resolved,
            owner=one.patent.applicants_text,
            encumbrances=tuple(ties.get(one.patent.id, ())),
            methods=one.methods,
            indicators=found[one.patent.id][0],
            grading=found[one.patent.id][1],
        )
        for one in appraised
    )
    digest = _digest(appraised, valued_on)
    handout = Handout(
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
    return replace(handout, **_simulated(handout))


def _digest(appraised: Sequence[Appraised], valued_on: date) -> str:
    """Return the SHA-256 of all facts and assumptions that the values were computed from."""
    facts = [asdict(one.outcome.facts) for one in appraised]
    rows = sorted(
        {(row.key, row.scope): asdict(row) for one in appraised for row in one.resolved.rows.values()}.items()
    )
    text = json.dumps([valued_on.isoformat(), facts, rows], ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
