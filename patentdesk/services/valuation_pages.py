"""Write the demonstration and trading table: one page per patent as PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

import patentdesk
from patentdesk.charts.data import Bridge, Step, Swing, Tornado
from patentdesk.charts.page import Page, write_pages
from patentdesk.charts.valuedata import Spread
from patentdesk.core.problems import refuse
from patentdesk.core.progress import Progress
from patentdesk.core.words import Language, Words
from patentdesk.handouts.table import replace_file
from patentdesk.portfolio.records import Encumbrance, Organisation
from patentdesk.services.appraising import Appraised, value_patents
from patentdesk.services.desk import Desk
from patentdesk.services.evidence import number_of
from patentdesk.services.valuation_handout import Order, seed_of
from patentdesk.valuation.patent import Ended, Valued
from patentdesk.valuation.sensitivity import tornado
from patentdesk.valuation.simulation import simulate

MOST_PAGES = 300
CLASSES = 30
CURRENCY = "CNY"


def write_trading_pages(
    desk: Desk,
    patent_ids: Sequence[int],
    path: Path,
    *,
    language: Language = "zh",
    order: Order | None = None,
    progress: Progress | None = None,
) -> int:
    """Write one page for each patent; return how many. Nothing in the portfolio changes.

    Raises Refused: pages_none, pages_too_many; what ``replace_file`` refuses; Cancelled.
    """
    wanted, words = order or Order(), desk.library.words(language)
    if len(patent_ids) > MOST_PAGES:
        raise refuse("pages_too_many", n=len(patent_ids), limit=MOST_PAGES)
    shown = progress or Progress()
    appraised = value_patents(desk, patent_ids, wanted.valued_on, shown, set_name=wanted.set_name)
    if not appraised:
        raise refuse("pages_none")
    ties = _ties(desk, appraised, words)
    pages = []
    for number, one in enumerate(appraised):
        shown.report(number, len(appraised), "progress.writing_pages")
        pages.append(page_of(desk, one, words, wanted, ties))
    made_on = desk.clock.today()
    return replace_file(path, lambda part: write_pages(pages, part, words, made_on, desk.user), (".pdf",))


def _ties(desk: Desk, appraised: Sequence[Appraised], words: Words) -> dict[int, str]:
    """Return what binds each patent, and under the member's id (negative) its name."""
    ids = [one.patent.id for one in appraised]
    found: dict[int, list[str]] = {}
    with desk.file.reading() as reader:
        for tie in reader.select(Encumbrance, patent_id=ids):
            if tie.end_date is None or tie.end_date > desk.clock.today():
                found.setdefault(tie.patent_id, []).append(words.code("encumbrance", tie.kind))
        members = reader.select(Organisation, id=sorted({one.patent.member_id or 0 for one in appraised}))
    return {key: ", ".join(kinds) for key, kinds in found.items()} | {-one.id: one.name for one in members}


def page_of(desk: Desk, one: Appraised, words: Words, order: Order, ties: Mapping[int, str]) -> Page:
    """Return what the page of one patent says."""
    patent, outcome = one.patent, one.outcome
    day = order.valued_on or desk.clock.today()
    titles = (patent.title, patent.title_en)
    title = next((text for text in (titles if words.language == "zh" else titles[::-1]) if text), "")
    table = [
        ("number", number_of(patent)), ("right", words.code("right_type", patent.right_type)),
        ("status", words.code("status", patent.status)), ("owner", patent.applicants_text),
        ("member", ties.get(-(patent.member_id or 0), "")),
        ("segment", words.code("segment", patent.segment) if patent.segment else ""), ("product", patent.product),
        ("ipc", patent.ipc_main), ("filing", _day(patent.filing_date)), ("grant", _day(patent.grant_date)),
        ("expiry", _day(outcome.facts.expiry)), ("ties", ties.get(patent.id, "") or words("page.no_ties")),
        ("purpose", words(f"purpose.{order.occasion.purpose}")), ("basis", words(f"basis.{order.occasion.basis}")),
    ]  # fmt: skip
    notes = [words.problem(problem) for problem in outcome.problems[:3]] + [words("page.caution")]
    stamp = words("page.footer", date=day.isoformat(), engine=patentdesk.__version__, user=desk.user)
    figures, bridge, swings, spread = _valued(one, words, order, desk)
    return Page(
        title=title or number_of(patent), subtitle=f"{patent.office} · {number_of(patent)}", figures=figures,
        table=[(words(f"page.{name}"), text) for name, text in table], bridge=bridge, tornado=swings, spread=spread,
        notes=notes, footer=stamp,
    )  # fmt: skip


def _valued(
    one: Appraised, words: Words, order: Order, desk: Desk
) -> tuple[list[tuple[str, str]], Bridge, Tornado, Spread]:
    outcome, day = one.outcome, order.valued_on or desk.clock.today()
    if not isinstance(outcome, Valued):
        text = words("page.ended", status=words.code("status", outcome.reason)) if isinstance(outcome, Ended) else "–"
        shown = [(words("page.value"), "0" if isinstance(outcome, Ended) else "–"), (words("page.why"), text)]
        return shown, Bridge(CURRENCY, ()), Tornado(CURRENCY, 0.0, ()), Spread(CURRENCY, (), ())
    relief = outcome.relief
    simulated = simulate(outcome, one.resolved, day, seed_of(one.patent))
    ends = simulated.summary
    counts, edges = np.histogram(simulated.values, CLASSES)
    figures = [
        (words("page.value"), f"{outcome.value:,.0f}"),
        (words("page.range"), f"{ends.p5:,.0f} – {ends.p95:,.0f}"),
        (words("page.life"), f"{outcome.life.end:%Y-%m-%d}"),
    ]
    steps = (
        Step(words("page.royalty"), relief.pv_royalty), Step(words("page.fees"), -abs(relief.pv_fees)),
        Step(words("page.tab"), relief.value - relief.before_tab),
        Step(words("page.concluded"), relief.value, total=True),
    )  # fmt: skip
    moved = [
        Swing(words.code("assumption", swing.key), swing.low, swing.high)
        for swing in tornado(outcome.facts, one.resolved, day)
    ]
    spread = Spread(CURRENCY, tuple(map(float, edges)), tuple(map(int, counts)), ends.p5, ends.p50, ends.p95)
    return figures, Bridge(CURRENCY, steps), Tornado(CURRENCY, outcome.value, moved), spread


def _day(day: object) -> str:
    return str(day) if day else ""
