"""Value patents: their facts, the assumptions that apply to each, and the value by the chosen methods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from patentdesk.core.problems import Problem, Severity
from patentdesk.core.progress import Progress
from patentdesk.portfolio.records import Patent
from patentdesk.services import law
from patentdesk.services.comparables import price_rows
from patentdesk.services.desk import Desk
from patentdesk.services.docket_facts import countries, docket_facts
from patentdesk.services.exchange import rate_table
from patentdesk.services.library import Library
from patentdesk.services.stacks import Total, products_of, with_shares
from patentdesk.services.valuation_facts import Surroundings, gather
from patentdesk.store.file import Reader
from patentdesk.valuation.assumptions import (
    DERIVED,
    AssumptionSet,
    Resolved,
    parse_set,
    product_key,
    resolve,
    scope_chain,
)
from patentdesk.valuation.methods import Method, MethodValue, by_methods, relief_of
from patentdesk.valuation.patent import Outcome, Valued, value_patent
from patentdesk.valuation.records import Assumption
from patentdesk.valuation.sales import sales_problems, sales_rows

DEFAULT_SET = "default"


@dataclass(frozen=True, slots=True)
class Appraised:
    """A patent with its outcome (the schedule of relief from royalty) and the assumptions that it came from.

    ``methods`` holds what each chosen method gives, in the order chosen; empty for a patent without a schedule.
    """

    patent: Patent
    outcome: Outcome
    resolved: Resolved
    methods: tuple[MethodValue, ...] = ()

    def by(self, method: Method) -> MethodValue | None:
        """Return what a method gives; None when it was not chosen or the patent has no schedule."""
        if isinstance(self.outcome, Valued) and method is Method.RELIEF:
            return relief_of(self.outcome)
        return next((found for found in self.methods if found.method is method), None)


def totals(appraised: Sequence[Appraised], method: Method = Method.RELIEF) -> Total:
    """Return the sum of the values by a method, and whether it may be shown as one figure."""
    pairs = [(one.patent, one.by(method)) for one in appraised]
    found = [(patent, value) for patent, value in pairs if value is not None and value.value is not None]
    return Total(
        value=sum(value.value or 0.0 for _, value in found),
        low=sum(value.low or 0.0 for _, value in found),
        high=sum(value.high or 0.0 for _, value in found),
        valued=len(found),
        unmapped=sum(not product_key(patent.product) for patent, _ in found),
    )


def value_patents(
    desk: Desk,
    patent_ids: Sequence[int],
    valued_on: date | None = None,
    progress: Progress | None = None,
    *,
    methods: Sequence[Method] = (Method.RELIEF,),
    set_name: str = DEFAULT_SET,
) -> list[Appraised]:
    """Return the value of each patent, in the order given, at the end of the valuation date (default: today).

    ``set_name`` is the present set or a kept version of it. Nothing is stored; unknown ids are left out. Patents that
    name one product share its royalty (see ``stacks``). Raises Cancelled.
    """
    day, shown, book = valued_on or desk.clock.today(), progress or Progress(), law.rules_of(desk)
    with desk.file.reading() as reader:
        definitions = shipped(desk.library).definitions
        patents = {patent.id: patent for patent in reader.select(Patent, id=list(patent_ids))}
        products, stated = [one.product for one in patents.values()], stated_rows(desk.library, reader, set_name)
        rows = with_shares(reader, products, stated, definitions, day)
        facts = docket_facts(reader, list(patents.values()), book, countries(reader))
        around = Surroundings(desk.library, book, rate_table(desk.library, reader), day)
    by_scope: dict[str, list[Assumption]] = {}
    for row in rows:
        by_scope.setdefault(row.scope, []).append(row)
    found: list[Appraised] = []
    for number, patent_id in enumerate(patent_ids):
        shown.report(number, len(patent_ids), "progress.valuing")
        if (patent := patents.get(int(patent_id))) is None:
            continue
        chain = scope_chain(patent.segment, patent.member_id, patent.id, patent.product)
        resolved = resolve((row for scope in chain for row in by_scope.get(scope, ())), definitions, chain)
        gathered = gather(around, patent, facts[patent.id])
        outcome = value_patent(gathered.facts, resolved, day)
        notes = (*gathered.problems, *_product_note(patent, outcome, resolved), *_sales_note(patent, outcome, resolved))
        outcome = replace(outcome, problems=outcome.problems + notes) if notes else outcome
        found.append(Appraised(patent, outcome, resolved, by_methods(methods, outcome, resolved, day)))
    return found


def _product_note(patent: Patent, outcome: Outcome, resolved: Resolved) -> tuple[Problem, ...]:
    """Say that no product is named, or that nobody stated which part of the product's royalty is ours."""
    if not isinstance(outcome, Valued):
        return ()
    if not product_key(patent.product):
        return (Problem("product_unknown", Severity.NOTE, field_name="product", patent_id=patent.id),)
    part, share = resolved.rows.get("stack_share"), resolved.rows.get("allocation_share")
    if part is None or share is None or part.confidence != "P" or share.set_name != DERIVED:
        return ()
    args = {"share": f"{part.value or 0:.0%}", "product": patent.product}
    return (Problem("stack_placeholder", Severity.NOTE, field_name="stack_share", args=args, patent_id=patent.id),)


def _sales_note(patent: Patent, outcome: Outcome, resolved: Resolved) -> tuple[Problem, ...]:
    """Say what keeps stated units and prices from being used."""
    if not isinstance(outcome, Valued):
        return ()
    return tuple(replace(problem, patent_id=patent.id) for problem in sales_problems(resolved.rows))


def shipped(library: Library) -> AssumptionSet:
    """Return the definitions and the values that the program ships."""
    return library.load("assumptions", _read_set)


def _read_set(library: Library) -> AssumptionSet:
    return parse_set(cast("Mapping[str, object]", library.json(f"assumptions/{DEFAULT_SET}.json")))


def stated_rows(library: Library, reader: Reader, set_name: str = DEFAULT_SET) -> list[Assumption]:
    """Return the shipped rows, and in their place what comparable sales, units and prices, and a person say."""
    held = {(row.key, row.scope): row for row in shipped(library).rows}
    held |= {(row.key, row.scope): row for row in price_rows(reader, rate_table(library, reader))}
    own = reader.select(Assumption, set_name=set_name)
    held |= {(row.key, row.scope): row for row in sales_rows(own)}
    held |= {(row.key, row.scope): row for row in own}
    return list(held.values())


def all_rows(library: Library, reader: Reader, valued_on: date) -> list[Assumption]:
    """Return the stated rows and the allocation that follows for every product of the portfolio."""
    stated = stated_rows(library, reader)
    rows = with_shares(reader, products_of(reader), stated, shipped(library).definitions, valued_on)
    return list({(row.key, row.scope): row for row in rows}.values())
