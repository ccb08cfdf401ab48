"""Build the demo: invent it, write its files, import them, enter the rest by hand, compute the docket."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from patentdesk.core.problems import Problem
from patentdesk.core.progress import Progress
from patentdesk.demo.facts import enter_facts, enter_members, enter_replies, stored_patents
from patentdesk.demo.files import DemoFile, contradicted, demo_files, write_file
from patentdesk.demo.portfolio import SIZE, InventedPortfolio, invent
from patentdesk.services import docket, editing, importing
from patentdesk.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Built:
    """What was built: the files, what their import found, and where each situation went."""

    portfolio: InventedPortfolio
    files: tuple[Path, ...]
    problems: tuple[Problem, ...]
    situations: dict[str, tuple[int, ...]]
    """Situation → ids of the stored patents."""


def build(desk: Desk, folder: Path, today: date, progress: Progress | None = None, *, size: int = SIZE) -> Built:
    """Fill the empty portfolio of the desk; the import files are written to ``folder``.

    Raises ValueError for a day before ``situations.EARLIEST``, Refused when the files cannot be written.
    """
    shown = progress or Progress()
    portfolio = invent(desk.library, today, size=size)
    files = demo_files(portfolio)
    enter_members(desk, portfolio)
    early, problems = _imported(desk, [file for file in files if not file.late], folder, shown)
    shown.report(0, 0, "demo.phrase.facts")
    enter_facts(desk, portfolio)
    _correct_by_hand(desk, portfolio)
    late, contradictions = _imported(desk, [file for file in files if file.late], folder, shown)
    shown.report(0, 0, "demo.phrase.docket")
    docket.recompute(desk, progress=shown)
    enter_replies(desk, portfolio)
    docket.recompute(desk, progress=shown)
    return Built(portfolio, (*early, *late), (*problems, *contradictions), _situations(desk, portfolio))


def _imported(
    desk: Desk, files: Sequence[DemoFile], folder: Path, progress: Progress
) -> tuple[list[Path], list[Problem]]:
    """Write the files and import them one after the other; return their paths and the problems found."""
    paths: list[Path] = []
    problems: list[Problem] = []
    for done, file in enumerate(files):
        progress.report(done, len(files), "demo.phrase.import")
        path = write_file(file, folder)
        plan = importing.plan_import(desk, [path])
        importing.apply_import(desk, plan)
        paths.append(path)
        problems += plan.problems
    return paths, problems


def _correct_by_hand(desk: Desk, portfolio: InventedPortfolio) -> None:
    """Correct the filing date of a patent that a later file will contradict: the difference is shown, not taken."""
    stored = stored_patents(desk)
    for patent in contradicted(portfolio)[:1]:
        key = stored.id_of(patent)
        if key is not None and patent.filing_date is not None:
            editing.edit_patents(desk, [key], filing_date=patent.filing_date + timedelta(days=30))


def _situations(desk: Desk, portfolio: InventedPortfolio) -> dict[str, tuple[int, ...]]:
    stored = stored_patents(desk)
    found: dict[str, list[int]] = {}
    for patent in portfolio.patents:
        key = stored.id_of(patent)
        if patent.situation and key is not None:
            found.setdefault(patent.situation, []).append(key)
    return {name: tuple(ids) for name, ids in found.items()}
