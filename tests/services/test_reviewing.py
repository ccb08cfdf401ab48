"""Review patents of a small portfolio from the choice to the signed decision, on screen and through a sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from patentdesk.core.clock import FixedClock
from patentdesk.core.problems import Problem, Refused
from patentdesk.docketing.records import Deadline, DeadlineState
from patentdesk.portfolio.codes import EncumbranceKind, OrganisationKind, Role, Scheme, Segment, Status
from patentdesk.portfolio.records import Classification, Encumbrance, Family, Organisation, Party, Patent
from patentdesk.services.desk import Desk, Kind
from patentdesk.services.evidence import evidence, model_names
from patentdesk.services.review_sheets import apply_sheet, read_sheet, write_sheet
from patentdesk.services.reviewing import create_review, decide, items, reviews, sign
from patentdesk.triage.records import Decision, DecisionCode, Grade, Review

FIRST_LINE = 6
"""The first patent's line on the sheet."""


@dataclass(frozen=True)
class Case:
    """Ids of the patents by what they are."""

    core: int
    pledged: int
    weak: int
    bare: int
    dead: int


@pytest.fixture
def case(desk: Desk) -> Case:
    """Store five patents: a core one, a pledged one, a weak one in grace, one without facts, and a dead one."""
    with desk.file.operation("import") as work:
        member = work.add(Organisation(kind=OrganisationKind.MEMBER, name="江淮动力"))
        family = work.add(Family(key="CN2018"))
        shared = {"office": "CN", "status": Status.GRANTED, "filing_date": date(2018, 3, 1), "member_id": member}
        rich = {
            "publication_date": date(2019, 9, 1),
            "grant_date": date(2021, 3, 1),
            "claims_count": 12,
            "family_size": 3,
            "cited_by_count": 15,
            "segment": Segment.BATTERY,
            "expiry_date": date(2038, 3, 1),
            "family_id": family,
        }
        core = work.add(Patent(**shared, **rich, publication_number="CN101", title="核心", product="HV-60"))
        work.add(Patent(office="US", status=Status.GRANTED, family_id=family, publication_number="US102"))
        pledged = work.add(Patent(**shared, publication_number="CN103", title="质押", segment=Segment.ENGINE))
        weak_facts = {
            "publication_date": date(2012, 1, 1),
            "expiry_date": date(2027, 3, 1),
            "claims_count": 1,
            "cited_by_count": 0,
            "family_size": 1,
            "segment": Segment.OTHER,
        }
        weak = work.add(
            Patent(**shared, **weak_facts, publication_number="CN104", title="=1+1", grant_date=date(2025, 3, 1))
        )
        bare = work.add(Patent(office="CN", status=Status.PENDING, publication_number="CN105"))
        dead = work.add(Patent(office="CN", status=Status.LAPSED, publication_number="CN106"))
        work.add_all(Party(patent_id=one, role=Role.OWNER, name="江淮动力") for one in (core, pledged, weak))
        work.add_all(Classification(patent_id=one, scheme=Scheme.IPC, symbol="H01M10/0525") for one in (core, weak))
        work.add(Encumbrance(patent_id=pledged, kind=EncumbranceKind.PLEDGE, counterparty="徽商银行"))
        due = {"rule_id": "CN-ALL-ANN-01", "task": "annuity", "amount_minor": 200_000, "currency": "CNY"}
        work.add_all(
            [
                Deadline(**due, patent_id=core, year=10, occurrence="year:10", due_date=date(2027, 3, 1)),
                Deadline(**due, patent_id=pledged, year=10, occurrence="year:10", due_date=date(2027, 8, 1)),
                Deadline(
                    **due,
                    patent_id=weak,
                    year=9,
                    occurrence="year:9",
                    due_date=date(2026, 9, 1),
                    grace_end=date(2027, 3, 1),
                ),
                Deadline(
                    **due,
                    patent_id=core,
                    year=9,
                    occurrence="year:9",
                    due_date=date(2026, 3, 1),
                    state=DeadlineState.DONE,
                ),
            ]
        )
    return Case(core, pledged, weak, bare, dead)


def test_a_review_of_coming_annuities_holds_what_is_due_and_what_is_in_grace(desk, case):
    review = create_review(desk, "2027 上半年", months=6)
    lines = items(desk, review.id)
    assert [line.patent.id for line in lines] == [case.core, case.weak]
    assert [line.item.due_date for line in lines] == [date(2027, 3, 1), date(2026, 9, 1)]
    assert [line.decision for line in lines] == [None, None]
    assert reviews(desk) == [review]
    assert review.created_on == date(2026, 11, 22)


def test_a_review_of_a_query_leaves_dead_rights_out(desk, case):
    review = create_review(desk, "all", query_text="office:CN")
    assert [line.patent.id for line in items(desk, review.id)] == [case.core, case.pledged, case.weak, case.bare]


def test_query_and_months_narrow_each_other(desk, case):
    review = create_review(desk, "both", query_text="segment:battery", months=6)
    assert [line.patent.id for line in items(desk, review.id)] == [case.core]


def test_items_say_what_was_found(desk, case):
    review = create_review(desk, "all", query_text="office:CN")
    found = {line.patent.id: line.item for line in items(desk, review.id)}
    assert found[case.core].grade is Grade.A
    assert found[case.core].recommendation == "KEEP"
    assert found[case.weak].grade is Grade.D
    assert found[case.weak].recommendation == "DROP"
    assert found[case.bare].grade is Grade.WITHHELD
    assert found[case.bare].recommendation == "DEF"
    assert found[case.pledged].vetoes == ("pledge",)
    parts = [entry for entry in found[case.core].evidence if "indicator" in entry]
    assert sum(entry["contribution"] for entry in parts) == pytest.approx(found[case.core].score)


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        ({"months": 0}, "review_months_range"),
        ({"months": -5}, "review_months_range"),
        ({"months": 241}, "review_months_range"),
        ({"months": 99_999}, "review_months_range"),
        ({"name": " "}, "review_name_missing"),
        ({"query_text": "office:BR"}, "review_empty"),
        ({"months": 6, "query_text": "segment:engine"}, "review_empty"),
        ({"model": "none"}, "model_unknown"),
        ({"query_text": "colour:red"}, "query_unknown_field"),
    ],
)
@pytest.mark.usefixtures("case")
def test_a_review_that_cannot_be_made_changes_nothing(desk, ask, code):
    with pytest.raises(Refused) as refusal:
        create_review(desk, **{"name": "x", **ask})
    assert refusal.value.problem.code == code
    assert_told(desk, refusal.value.problem)
    assert reviews(desk) == []
    assert desk.file.undo_title().verb == "import"


@pytest.mark.usefixtures("case")
def test_the_longest_time_that_can_be_asked_is_served(desk):
    assert create_review(desk, "x", months=240).id == 1


@pytest.mark.usefixtures("case")
def test_a_name_serves_one_review(desk):
    first = create_review(desk, " Autumn 秋 ")
    assert first.name == "Autumn 秋"
    with pytest.raises(Refused, match="review_name_taken") as refusal:
        create_review(desk, "autumn 秋")
    assert_told(desk, refusal.value.problem, "Autumn 秋", "1")
    assert reviews(desk) == [first]
    desk.file.undo()
    assert create_review(desk, "Autumn 秋")


def assert_told(desk: Desk, problem: Problem, *parts: str) -> None:
    """See that a problem has whole sentences in both languages, with these parts in them."""
    for language in ("en", "zh"):
        text = desk.library.words(language).problem(problem)
        assert "«" not in text
        assert all(part in text for part in parts)


def test_evidence_shows_facts_flags_and_history(desk, case):
    decide(desk, [case.core], "KEEP")
    found = evidence(desk, case.core)
    assert found.facts.family_offices == ("CN", "US")
    assert found.facts.live_siblings == 1
    assert found.facts.annuity.year == 10
    assert found.high_value
    assert [decision.code for decision in found.decisions] == [DecisionCode.KEEP]
    assert found.decisions[0].facts_digest == found.facts_digest
    assert model_names(desk.library) == ["alliance", "broad", "oecd"]


def test_evidence_of_a_patent_that_is_not_there(desk):
    with pytest.raises(Refused, match="patent_unknown"):
        evidence(desk, 99)


def test_an_unknown_family_is_missing_and_not_one_office(desk, case):
    assert evidence(desk, case.pledged).facts.family_offices is None


def test_a_family_of_which_the_file_lacks_members_is_incomplete(desk, case):
    found = evidence(desk, case.core).facts
    assert (found.family_offices, found.family_complete) == (("CN", "US"), False)
    with desk.file.operation("edit") as work:
        work.change(Patent, case.core, family_size=2)
    assert evidence(desk, case.core).facts.family_complete


def test_a_decision_is_journalled_and_undone(desk, case):
    changes = decide(desk, [case.core, case.weak], DecisionCode.KEEP, reason="在用")
    assert changes.kinds == {Kind.DECISIONS}
    assert desk.file.undo_title().verb == "decide"
    with desk.file.reading() as reader:
        stored = reader.select(Decision)
    assert [(one.patent_id, one.decided_by, one.reason) for one in stored] == [
        (case.core, "tester", "在用"),
        (case.weak, "tester", "在用"),
    ]
    desk.file.undo()
    with desk.file.reading() as reader:
        assert reader.count(Decision) == 0


def test_a_veto_refuses_the_drop_of_the_whole_selection(desk, case):
    with pytest.raises(Refused) as refusal:
        decide(desk, [case.weak, case.pledged], "DROP", reason="窄")
    problem = refusal.value.problem
    assert problem.code == "vetoed_pledge"
    assert (problem.args["number"], problem.args["parties"], problem.args["n"]) == ("CN103", "徽商银行", 1)
    for language in ("en", "zh"):
        text = desk.library.words(language).problem(problem)
        assert "CN103" in text
        assert "«" not in text
    with desk.file.reading() as reader:
        assert reader.count(Decision) == 0


def test_an_ended_pledge_does_not_bar(desk, case):
    with desk.file.operation("edit") as work:
        [pledge] = work.select(Encumbrance)
        work.change(Encumbrance, pledge.id, end_date=date(2026, 11, 21))
    assert decide(desk, [case.pledged], "DROP", reason="窄")


def test_a_drop_without_a_reason_is_refused(desk, case):
    with pytest.raises(Refused, match="decision_needs_reason") as refusal:
        decide(desk, [case.weak], "DROP", reason="  ")
    assert_told(desk, refusal.value.problem)
    assert desk.file.undo_title().verb == "import"


@pytest.mark.parametrize("change", [{"status": Status.EXPIRED}, {"expiry_date": date(2026, 11, 21)}])
def test_nothing_is_left_to_drop_of_a_right_that_has_ended(desk, case, change):
    with desk.file.operation("edit") as work:
        work.change(Patent, case.weak, **change)
    with pytest.raises(Refused, match="decision_right_ended") as refusal:
        decide(desk, [case.core, case.weak], "DROP", reason="窄")
    assert_told(desk, refusal.value.problem, "CN104")
    assert "Expired" in desk.library.words("en").problem(refusal.value.problem)
    assert desk.file.undo_title().verb == "edit"


def test_a_right_lives_through_the_last_day_of_its_term(desk, case):
    with desk.file.operation("edit") as work:
        work.change(Patent, case.weak, expiry_date=date(2026, 11, 22))
    assert decide(desk, [case.weak], "DROP", reason="窄")


def test_a_review_takes_decisions_about_its_own_patents_only(desk, case):
    review = create_review(desk, "2027", query_text="segment:battery")
    with pytest.raises(Refused, match="decision_outside_review") as refusal:
        decide(desk, [case.core, case.weak, case.bare], "KEEP", review_id=review.id)
    assert_told(desk, refusal.value.problem, "CN104", "2027")
    assert refusal.value.problem.args["n"] == 2
    with pytest.raises(Refused, match="patent_unknown"):
        decide(desk, [99], "KEEP", review_id=review.id)
    assert desk.file.undo_title().verb == "create_review"
    assert decide(desk, [case.core], "KEEP", review_id=review.id)


def test_deferring_needs_reason_and_date(desk, case):
    with pytest.raises(Refused, match="decision_needs_reason"):
        decide(desk, [case.core], "DEF")
    with pytest.raises(Refused, match="decision_needs_date"):
        decide(desk, [case.core], "DEF", reason="等检索")
    assert decide(desk, [case.core], "DEF", reason="等检索", review_on=date(2027, 1, 15))


def test_an_unsigned_decision_is_changed_in_its_place(desk, case):
    decide(desk, [case.core], "KEEP")
    decide(desk, [case.core], "LIC", reason="有意向方")
    with desk.file.reading() as reader:
        [stored] = reader.select(Decision)
    assert (stored.code, stored.reason, stored.replaces_uid) == (DecisionCode.LICENSE, "有意向方", "")


def test_a_signed_decision_stays_and_a_correction_is_a_new_record(desk, case):
    decide(desk, [case.core], "KEEP")
    first = only(desk)
    sign(desk, [first.id])
    with pytest.raises(Refused, match="decision_is_signed") as refusal:
        sign(desk, [first.id])
    assert_told(desk, refusal.value.problem, "CN101", "tester", "2026-11-22")
    assert "(Keep) was signed by tester on 2026-11-22 and is sealed" in desk.library.words("en").problem(
        refusal.value.problem
    )
    decide(desk, [case.core], "SELL")
    with desk.file.reading() as reader:
        old, new = reader.select(Decision)
    assert (old.code, old.signed_by, old.uid) == (DecisionCode.KEEP, "tester", first.uid)
    assert (new.code, new.replaces_uid, new.signed_at) == (DecisionCode.SELL, first.uid, None)


def test_a_signature_cannot_be_undone(desk, case):
    decide(desk, [case.core], "KEEP")
    sign(desk, [only(desk).id])
    with pytest.raises(Refused, match="signed"):
        desk.file.undo(desk.file.journal()[0].id)
    assert only(desk).signed_by == "tester"


def test_nobody_signs_a_decision_on_facts_that_changed(desk, case):
    decide(desk, [case.core], "KEEP")
    with desk.file.operation("edit") as work:
        work.change(Patent, case.core, cited_by_count=16)
    with pytest.raises(Refused, match="decision_stale"):
        sign(desk, [only(desk).id])
    with pytest.raises(Refused, match="decision_unknown"):
        sign(desk, [77])


def test_decisions_of_two_reviews_stand_side_by_side(desk, case):
    one, two = (create_review(desk, name, query_text="office:CN") for name in ("1", "2"))
    decide(desk, [case.core], "KEEP", review_id=one.id)
    decide(desk, [case.core], "SELL", review_id=two.id)
    codes = [items(desk, review.id)[0].decision.code for review in (one, two)]
    assert codes == [DecisionCode.KEEP, DecisionCode.SELL]
    with pytest.raises(Refused, match="review_unknown"):
        decide(desk, [case.core], "KEEP", review_id=99)


def only(desk: Desk) -> Decision:
    """Return the one decision of the file."""
    with desk.file.reading() as reader:
        [stored] = reader.select(Decision)
    return stored


# ---- the sheet


@pytest.fixture
def review(desk: Desk, case: Case) -> Review:  # noqa: ARG001 - the patents must be there
    return create_review(desk, "年度评审", query_text="office:CN")


@pytest.fixture
def sheet(desk, review, tmp_path) -> Path:
    path = tmp_path / "评审表.xlsx"
    assert write_sheet(desk, review.id, path) == 4
    return path


def fill(path: Path, **lines: dict[str, object]) -> None:
    """Fill lines of the sheet by the patent's number and save it as Excel would."""
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    places = {page.cell(4, column).value: column for column in range(1, page.max_column + 1)}
    rows = {page.cell(row, places["number"]).value: row for row in range(FIRST_LINE, page.max_row + 1)}
    for number, values in lines.items():
        for key, value in values.items():
            page.cell(rows[number], places[key]).value = value
    book.save(path)


def codes(reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def test_an_untouched_sheet_changes_nothing(desk, sheet):
    reading = read_sheet(desk, sheet)
    assert (reading.changes, reading.unchanged, reading.problems) == ((), 4, ())
    before = desk.file.journal()
    assert not apply_sheet(desk, reading)
    assert desk.file.journal() == before


def test_a_filled_sheet_is_one_step_that_can_be_undone(desk, case, sheet, review):
    fill(sheet, CN101={"decision": "keep", "reason": "在用"}, CN104={"decision": "DROP", "reason": "窄"})
    fill(sheet, CN105={"decision": "DEF", "reason": "等检索", "review_on": "2027-01-15"})
    reading = read_sheet(desk, sheet)
    assert [(change.patent.id, change.choice.code.value) for change in reading.changes] == [
        (case.core, "KEEP"),
        (case.weak, "DROP"),
        (case.bare, "DEF"),
    ]
    assert reading.problems == ()
    changes = apply_sheet(desk, reading)
    assert changes.patent_ids == (case.core, case.weak, case.bare)
    decided = {line.patent.id: line.decision for line in items(desk, review.id)}
    assert decided[case.bare].review_on == date(2027, 1, 15)
    assert decided[case.pledged] is None
    again = read_sheet(desk, sheet)
    assert (again.changes, again.unchanged) == ((), 4)
    assert desk.file.undo().verb == "apply_review_sheet"
    assert all(line.decision is None for line in items(desk, review.id))


def test_faulty_rows_are_named_and_the_others_taken(desk, case, sheet):
    fill(
        sheet,
        CN101={"decision": "KEEP"},
        CN103={"decision": "DROP", "reason": "窄"},
        CN104={"decision": "扔掉"},
        CN105={"decision": "DEF"},
    )
    reading = read_sheet(desk, sheet)
    assert [change.patent.id for change in reading.changes] == [case.core]
    assert sorted(codes(reading)) == [
        "decision_needs_date",
        "decision_needs_reason",
        "review_code_invalid",
        "vetoed_pledge",
    ]
    for problem in reading.problems:
        assert problem.source.file == "评审表.xlsx"
        assert problem.source.row >= FIRST_LINE
        assert "«" not in desk.library.words("zh").problem(problem)


def test_a_drop_on_the_sheet_needs_its_reason(desk, sheet):
    fill(sheet, CN104={"decision": "DROP"})
    reading = read_sheet(desk, sheet)
    assert (reading.changes, codes(reading)) == ((), ["decision_needs_reason"])


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_a_reason_that_looks_like_a_formula_goes_out_and_comes_back(desk, case, review, tmp_path, text):
    decide(desk, [case.core], "KEEP", reason=text, review_id=review.id)
    write_sheet(desk, review.id, tmp_path / "again.xlsx")
    reading = read_sheet(desk, tmp_path / "again.xlsx")
    assert (reading.changes, reading.unchanged, reading.problems) == ((), 4, ())


def test_a_row_about_changed_facts_is_not_taken(desk, case, sheet):
    fill(sheet, CN101={"decision": "KEEP"})
    with desk.file.operation("edit") as work:
        work.change(Patent, case.core, product="")
    assert codes(read_sheet(desk, sheet)) == ["review_row_stale"]


def test_facts_that_change_between_reading_and_taking_stop_everything(desk, case, sheet):
    fill(sheet, CN101={"decision": "KEEP"}, CN104={"decision": "KEEP"})
    reading = read_sheet(desk, sheet)
    with desk.file.operation("edit") as work:
        work.change(Patent, case.core, product="")
    with pytest.raises(Refused, match="decision_stale"):
        apply_sheet(desk, reading)
    with desk.file.reading() as reader:
        assert reader.count(Decision) == 0


def test_unknown_and_repeated_rows(desk, sheet):
    book = openpyxl.load_workbook(sheet)
    page = book.worksheets[0]
    first = [page.cell(FIRST_LINE, column).value for column in range(1, page.max_column + 1)]
    page.append(first)
    page.append(["0" * 32, *first[1:]])
    book.save(sheet)
    assert codes(read_sheet(desk, sheet)) == ["review_row_twice", "review_row_unknown"]


def test_a_cleared_decision_stays_and_is_mentioned(desk, case, review, tmp_path):
    decide(desk, [case.core], "KEEP", review_id=review.id)
    path = tmp_path / "sheet.xlsx"
    write_sheet(desk, review.id, path, "en")
    fill(path, CN101={"decision": None})
    reading = read_sheet(desk, path)
    assert codes(reading) == ["review_row_cleared"]
    assert reading.changes == ()


def test_a_sheet_of_another_file_is_refused(sheet, tmp_path, clock: FixedClock, library):
    from patentdesk.store.file import PortfolioFile  # noqa: PLC0415 - only this test opens a second file

    with PortfolioFile.create(tmp_path / "other.pdesk", clock=clock, user="tester") as other:
        stranger = Desk(other, library, clock, "tester")
        with pytest.raises(Refused, match="review_sheet_other_review"):
            read_sheet(stranger, sheet)


def test_writing_an_unknown_review_is_refused(desk, tmp_path):
    with pytest.raises(Refused, match="review_unknown"):
        write_sheet(desk, 5, tmp_path / "x.xlsx")
    assert not list(tmp_path.glob("*.xlsx"))
