"""The first rows, read before all else is loaded, are the rows that the list shows afterwards."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date

from patentdesk.docketing.records import Deadline
from patentdesk.portfolio.codes import EncumbranceKind
from patentdesk.portfolio.records import Difference, Encumbrance, Organisation, Patent
from patentdesk.services import listing
from patentdesk.services.beside import beside
from patentdesk.services.desk import Desk
from patentdesk.services.firstpage import first_page
from patentdesk.store.file import PortfolioFile


def test_the_first_rows_are_those_of_the_list_but_for_vetoes(desk: Desk) -> None:
    with desk.file.operation("fill") as work:
        work.add_all([Organisation(name="比亚迪"), Organisation(name="agency")])
        work.add_all([Patent(title=str(number), member_id=1, agency_id=2) for number in range(7)])
        work.add(Deadline(patent_id=2, rule_id="near", due_date=date(2026, 12, 1), grace_end=date(2027, 6, 1)))
        work.add(Deadline(patent_id=2, rule_id="term", task="term", due_date=date(2040, 1, 1)))
        work.add(Difference(patent_id=3, field_name="title", held="a", told="c"))
        work.add(Encumbrance(patent_id=2, kind=EncumbranceKind.PLEDGE, counterparty="Bank"))
    with desk.file.operation("remove") as work:
        work.remove(Patent, [1])
    shown = listing.patents(desk, listing.find(desk, "")[:4])
    stated = {patent_id: replace(one, vetoes=()) for patent_id, one in beside(desk, shown).items()}
    assert first_page(desk.file.path, 4) == [(patent, stated[patent.id]) for patent in shown]
    assert len(first_page(desk.file.path, 100)) == 6


def test_nothing_is_left_beside_a_portfolio_once_it_is_closed(desk: Desk) -> None:
    """Reading alone leaves SQLite's empty log and shared memory; who opens the portfolio after it takes them away."""
    file = desk.file
    file.close()
    before = sorted(file.path.parent.iterdir())
    first_page(file.path, 4)
    assert sorted(file.path.parent.iterdir()) != before
    PortfolioFile.open(file.path, clock=desk.clock, user=desk.user, read_only=True).close()
    assert sorted(file.path.parent.iterdir()) == before
    first_page(file.path, 4)
    PortfolioFile.open(file.path, clock=desk.clock, user=desk.user).close()
    assert sorted(file.path.parent.iterdir()) == before


def test_an_empty_portfolio_has_no_first_rows(desk: Desk) -> None:
    assert first_page(desk.file.path, 4) == []


def test_little_is_loaded_for_the_first_rows() -> None:
    code = "import sys, patentdesk.services.firstpage; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"sqlalchemy", "numpy", "matplotlib", "openpyxl"} & set(done.stdout.split())
