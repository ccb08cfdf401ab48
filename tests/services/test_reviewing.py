"""Review patents of a small portfolio from the choice to the signed decision, on screen and through a sheet."""

from __future__ import annotations

from datetime import date

import pytest

from patentdesk.core.problems import Problem, Refused
from patentdesk.portfolio.codes import Status
from patentdesk.portfolio.records import Encumbrance, Patent
from patentdesk.services.desk import Desk, Kind
from patentdesk.services.evidence import evidence, model_names
from patentdesk.services.reviewing import create_review, decide, items, reviews, sign
from patentdesk.triage.records import Decision, DecisionCode, Grade

FIRST_LINE = 6
"""The first patent's line on the sheet."""


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
