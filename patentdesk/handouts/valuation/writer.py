"""Write the value handout: the workbook with live formulas and stored results."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

from patentdesk.handouts.table import replace_file
from patentdesk.handouts.valuation.analysis import add_triage, write_analysis, write_triage
from patentdesk.handouts.valuation.assets import link_values, write_assets, write_fees
from patentdesk.handouts.valuation.assumptions import write_assumptions
from patentdesk.handouts.valuation.back import write_caveats, write_lists, write_reconciliation, write_signoff
from patentdesk.handouts.valuation.book import Book
from patentdesk.handouts.valuation.checks import write_checks
from patentdesk.handouts.valuation.content import Handout
from patentdesk.handouts.valuation.cost import write_cost
from patentdesk.handouts.valuation.drivers import write_drivers
from patentdesk.handouts.valuation.front import add_front, write_cover, write_guide, write_purpose, write_summary
from patentdesk.handouts.valuation.income import add_income, write_income
from patentdesk.handouts.valuation.market import write_market
from patentdesk.handouts.valuation.marks import write_marks
from patentdesk.handouts.valuation.methods import write_income_methods
from patentdesk.handouts.valuation.options import write_options
from patentdesk.handouts.valuation.plan import make_plan
from patentdesk.handouts.valuation.renewal import write_renewal
from patentdesk.handouts.valuation.scenarios import write_scenarios
from patentdesk.handouts.valuation.sensitivity import write_sensitivity
from patentdesk.handouts.valuation.tab import add_tab, write_tab


def write_valuation_handout(handout: Handout, path: Path) -> None:
    """Write the workbook (.xlsx) and put it in place at once. Raises Refused as ``replace_file`` does.

    An older workbook of that name is replaced only when the new one is complete.
    """
    replace_file(path, lambda part: part.write_bytes(handout_bytes(handout)), (".xlsx",))


def handout_bytes(handout: Handout) -> bytes:
    """Return the workbook as the bytes of an .xlsx file."""
    target = io.BytesIO()
    words = handout.words
    footer = f"{handout.reference} · {handout.engine_version} · " + words.both("handout.class").replace("\n", " ")
    book = Book(target, words, footer.replace("&", "&&"))
    noon = datetime(handout.made_on.year, handout.made_on.month, handout.made_on.day, 12)
    title = words.both("handout.cover.name").replace("\n", " / ")
    book.workbook.set_properties({"title": title, "author": handout.prepared_by, "created": noon})
    plan = make_plan(handout, book)
    add_front(plan)
    write_assets(plan)
    write_assumptions(plan)
    write_analysis(plan)
    refs = {}
    if plan.items:
        write_drivers(plan)
        write_fees(plan)
        add_income(plan)
        add_tab(plan)
        refs = write_income(plan)
        write_tab(plan)
        write_income_methods(plan)
        write_market(plan)
        write_cost(plan)
        write_options(plan)
        write_renewal(plan)
        write_sensitivity(plan)
        write_scenarios(plan)
    link_values(plan, refs)
    write_reconciliation(plan)
    add_triage(plan)
    write_caveats(plan)
    write_signoff(plan)
    master = write_checks(plan)
    plan.book.add("lists", (30, 16, 44, 10, 4, 34))
    capitals = write_lists(plan)
    write_triage(plan)
    write_cover(plan, master)
    write_guide(plan)
    write_summary(plan, capitals)
    write_purpose(plan)
    write_marks(book)
    book.close()
    return target.getvalue()
