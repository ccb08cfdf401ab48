from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from patentdesk.core.clock import FixedClock
from patentdesk.demo.build import Built
from patentdesk.demo.showcase import show
from patentdesk.docketing.records import Deadline, DeadlineState
from patentdesk.portfolio.codes import EncumbranceKind, OrganisationKind, RightType, Status
from patentdesk.portfolio.records import Encumbrance, Event, HandMade, Organisation, Party, Patent, Provenance
from patentdesk.services import listing
from patentdesk.services.desk import Desk
from patentdesk.services.library import Library
from patentdesk.store.file import PortfolioFile

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def facts(demo: Any) -> Any:
    """Answer questions about the patents of a situation."""
    with demo.desk.file.reading() as reader:

        class Facts:
            def patents(self, situation: str) -> list[Patent]:
                return reader.select(Patent, id=list(demo.built.situations[situation]))

            def of(self, record: type[Any], situation: str, **conditions: object) -> list[Any]:
                return reader.select(record, patent_id=list(demo.built.situations[situation]), **conditions)

            def all(self, record: type[Any], **conditions: object) -> list[Any]:
                return reader.select(record, **conditions)

        yield Facts()


def annuities(facts: Any, situation: str) -> list[Deadline]:
    return [one for one in facts.of(Deadline, situation) if one.year is not None]


def test_every_situation_reaches_the_portfolio(demo: Any) -> None:
    invented = {patent.situation for patent in demo.built.portfolio.patents} - {""}
    assert invented == set(demo.built.situations)
    for situation, ids in demo.built.situations.items():
        assert len(ids) == len(demo.built.portfolio.of(situation)), situation


def test_the_files_bring_all_patents_and_the_faulty_rows(demo: Any, facts: Any) -> None:
    assert len(facts.all(Patent)) == len(demo.built.portfolio.patents) + 3
    assert len(demo.built.files) == 7
    assert Counter(problem.code for problem in demo.built.problems) == {
        "date_impossible": 2, "check_digit_failed": 1, "row_without_number": 1, "import_conflict": 1,
    }  # fmt: skip


def test_members_own_their_patents(facts: Any) -> None:
    kinds = Counter(one.kind for one in facts.all(Organisation))
    assert kinds[OrganisationKind.MEMBER] == 24
    assert kinds[OrganisationKind.AGENCY] == 3
    assert sum(patent.member_id is None for patent in facts.all(Patent)) == 3


@pytest.mark.parametrize(("situation", "days"), [("due_in_3_days", 3), ("due_this_week", 6), ("due_this_month", 24)])
def test_annuities_fall_due_soon(facts: Any, situation: str, days: int) -> None:
    (deadline,) = annuities(facts, situation)
    assert deadline.unrolled_date == TODAY + timedelta(days=days)
    assert deadline.state is DeadlineState.OPEN


def test_late_annuities_are_in_grace(facts: Any) -> None:
    found = [one for one in annuities(facts, "in_grace") if one.due_date < TODAY]
    assert len(found) == 2
    for deadline in found:
        assert deadline.grace_end > TODAY
        assert deadline.amount_minor


def test_an_annuity_ends_on_a_weekend_on_which_china_works(facts: Any) -> None:
    deadline = min(annuities(facts, "makeup_weekend"), key=lambda one: one.due_date)
    assert deadline.unrolled_date == date(2026, 10, 10)
    assert deadline.unrolled_date.weekday() == 5
    assert deadline.due_date != deadline.unrolled_date or deadline.earlier_reading


def test_an_office_action_is_overdue_and_others_are_due(facts: Any) -> None:
    overdue = next(one for one in facts.of(Deadline, "overdue") if one.rule_id == "CN-INV-OA-01")
    assert overdue.due_date < TODAY
    assert overdue.state is DeadlineState.OPEN
    soon = next(one for one in facts.of(Deadline, "action_due") if one.rule_id == "CN-INV-OA-01")
    assert TODAY <= soon.due_date <= TODAY + timedelta(days=10)
    stated = next(one for one in facts.of(Event, "stated_period") if one.kind == "office_action")
    assert stated.period == "P2M"


@pytest.mark.parametrize(
    ("situation", "rule", "due"),
    [
        ("cn_notice_old", "CN-INV-OA-01", "2024-06-03"),
        ("cn_notice_new", "CN-INV-OA-01", "2024-05-22"),
        ("ep_letter_old", "EP-OA-01", "2024-03-11"),
        ("ep_letter_new", "EP-OA-01", "2024-03-04"),
        ("kr_action_old", "KR-OA-01", "2025-09-10"),
        ("kr_action_new", "KR-OA-02", "2025-11-11"),
    ],
)
def test_letters_on_both_sides_of_a_change_of_law(facts: Any, situation: str, rule: str, due: str) -> None:
    (deadline,) = facts.of(Deadline, situation, rule_id=rule)
    assert deadline.due_date == date.fromisoformat(due)
    assert deadline.state is DeadlineState.DONE
    assert deadline.proof


def test_designs_on_both_sides_of_the_longer_term(facts: Any) -> None:
    old = next(one for one in facts.of(Deadline, "cn_design_old") if one.task == "term")
    new = next(one for one in facts.of(Deadline, "cn_design_new") if one.task == "term")
    assert (old.due_date, new.due_date) == (date(2031, 5, 31), date(2036, 6, 1))


@pytest.mark.parametrize(
    ("situation", "status"),
    [
        ("expired", Status.EXPIRED),
        ("expired_utility_model", Status.EXPIRED),
        ("lapsed", Status.LAPSED),
        ("refused", Status.REFUSED),
        ("withdrawn", Status.WITHDRAWN),
    ],
)
def test_ended_rights_have_nothing_to_pay(facts: Any, situation: str, status: Status) -> None:
    (patent,) = facts.patents(situation)
    assert patent.status is status
    assert annuities(facts, situation) == []


@pytest.mark.parametrize(
    ("situation", "kind"),
    [
        ("licensed", EncumbranceKind.LICENCE),
        ("pledged", EncumbranceKind.PLEDGE),
        ("pooled", EncumbranceKind.POOL),
        ("litigated", EncumbranceKind.LITIGATION),
        ("standard", EncumbranceKind.STANDARD),
        ("funded", EncumbranceKind.FUNDING),
        ("awarded", EncumbranceKind.AWARD),
    ],
)
def test_ties_are_entered(facts: Any, situation: str, kind: EncumbranceKind) -> None:
    assert {tie.kind for tie in facts.of(Encumbrance, situation)} >= {kind}


def test_shared_ownership_carries_its_shares(facts: Any) -> None:
    shared = [party for party in facts.of(Party, "co_owned") if party.share_denominator]
    assert {(party.share_numerator, party.share_denominator) for party in shared} == {(3, 5), (2, 5), (1, 3)}


def test_rights_of_every_kind(facts: Any) -> None:
    assert facts.patents("utility_model")[0].right_type is RightType.UTILITY_MODEL
    assert facts.patents("design")[0].right_type is RightType.DESIGN
    assert facts.patents("fee_reduced")[0].reduction == "cn_85"
    assert {patent.office for patent in facts.patents("pct_entered")} == {"CN", "WO", "EP", "US", "JP", "KR"}
    abroad = [patent for patent in facts.patents("pct_entered") if patent.office != "CN"]
    assert len({patent.family_id for patent in abroad}) == 1
    assert all(patent.national_entry_date for patent in facts.patents("pct_entered") if patent.office == "US")


def test_a_granted_patent_without_its_filing_date_asks_for_it(facts: Any) -> None:
    (patent,) = facts.patents("missing_filing_date")
    assert patent.filing_date is None
    assert patent.grant_date is not None
    assert "missing_filing_date" in {deadline.problem for deadline in facts.of(Deadline, "missing_filing_date")}


def test_a_hand_made_date_stands_against_a_later_file(facts: Any) -> None:
    (source,) = [one for one in facts.all(Provenance) if one.conflicts]
    assert set(source.conflicts) == {"filing_date"}
    assert facts.all(HandMade, patent_id=source.patent_id, field_name="filing_date")


def test_repeated_patents_are_one(facts: Any) -> None:
    sources = Counter(one.patent_id for one in facts.all(Provenance))
    assert sum(count > 1 for count in sources.values()) >= 9


def test_the_same_day_gives_the_same_docket(library: Library, tmp_path: Path, build_here: Callable[..., Built]) -> None:
    found = []
    for name in ("one", "two"):
        clock = FixedClock(TODAY)
        with PortfolioFile.create(tmp_path / f"{name}.pdesk", clock=clock, user="tester") as file:
            desk = Desk(file, library, clock, "tester")
            build_here(desk, tmp_path / name, TODAY, size=80)
            with file.reading() as reader:
                deadlines = reader.select(Deadline)
                patents = listing.patents(desk, reader.column(Patent, "id"))
            found.append(
                (
                    [(one.patent_id, one.rule_id, one.due_date, one.state) for one in deadlines],
                    [(one.office, one.application_number, one.title, one.status) for one in patents],
                )
            )
    assert found[0][0]
    assert found[0] == found[1]


@pytest.mark.parametrize("today", [date(2025, 9, 1), date(2027, 3, 1)])
def test_the_demo_can_be_shown_on_another_day(
    library: Library, tmp_path: Path, build_here: Callable[..., Built], today: date
) -> None:
    clock = FixedClock(today)
    with PortfolioFile.create(tmp_path / "p.pdesk", clock=clock, user="tester") as file:
        desk = Desk(file, library, clock, "tester")
        built = build_here(desk, tmp_path / "files", today, size=80)
        shown = show(desk, built, tmp_path, library.words("en"))
        assert all(one.path.stat().st_size > 0 for one in shown)
        with file.reading() as reader:
            (deadline,) = [
                one
                for one in reader.select(Deadline, patent_id=list(built.situations["due_in_3_days"]))
                if one.year is not None
            ]
        assert deadline.unrolled_date == today + timedelta(days=3)
