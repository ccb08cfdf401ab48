"""Rows from a spreadsheet: matched by number, shown as a difference, applied as one step."""

from __future__ import annotations

from datetime import date

import pytest

from patentdesk.core.problems import Refused
from patentdesk.portfolio.codes import OrganisationKind, Segment, Status
from patentdesk.portfolio.numbers import number_of
from patentdesk.portfolio.records import HandMade, Organisation, Patent
from patentdesk.services import editing, history, listing, pasting
from patentdesk.services.desk import Desk

ROWS = (
    "公开（公告）号\t负责人\t申请日\t法律状态\t产业链环节\t成员单位\t权利要求数\t无关列\n"
    "CN110000001A\t王\t2019/3/4\t授权\t充电\t比亚迪\t12\tx\n"
    "ZL201910000002.1\t'=李\t\t\t\t\t\t\n"
)


@pytest.fixture
def filled(desk: Desk) -> Desk:
    with desk.file.operation("fill") as work:
        work.add(Organisation(kind=OrganisationKind.MEMBER, name="比亚迪"))
        work.add_all(
            [
                Patent(office="CN", publication_number="CN110000001", title="a", responsible="王"),
                Patent(office="CN", application_number="201910000002", title="b"),
            ]
        )
    return desk


def refusal(desk: Desk, text: str) -> str:
    with pytest.raises(Refused) as caught:
        pasting.read_paste(desk, text)
    return caught.value.problem.code


def codes(found: pasting.Pasted) -> list[str]:
    return [problem.code for problem in found.problems]


def test_what_differs_is_shown_and_applied_as_one_step(filled: Desk) -> None:
    found = pasting.read_paste(filled, ROWS)
    assert {(one.patent_id, one.field_name, one.after) for one in found.changes} == {
        (1, "filing_date", date(2019, 3, 4)),
        (1, "status", Status.GRANTED),
        (1, "segment", Segment.CHARGING),
        (1, "member_id", 1),
        (1, "claims_count", 12),
        (2, "responsible", "=李"),
    }
    assert (found.rows, found.same, codes(found)) == (2, 0, ["paste_column"])
    steps = len(filled.file.journal())
    assert pasting.apply_paste(filled, found.changes).patent_ids == (1, 2)
    assert len(filled.file.journal()) == steps + 1
    first, second = listing.patents(filled, [1, 2])
    assert (first.status, first.filing_date, second.responsible) == (Status.GRANTED, date(2019, 3, 4), "=李")
    with filled.file.reading() as reader:
        assert reader.count(HandMade, patent_id=1) == 5
    again = pasting.read_paste(filled, ROWS)
    assert (again.changes, again.same) == ((), 2)
    history.undo(filled)
    assert [one.status for one in listing.patents(filled, [1, 2])] == [Status.UNKNOWN] * 2


def test_a_row_that_cannot_be_taken_is_named_with_its_reason(filled: Desk) -> None:
    heads = "Publication number\tClaims\tSegment\n"
    found = pasting.read_paste(
        filled, heads + "CN110000001A\tmany\tnowhere\nCN999\t3\t\nCN110000001A\t4\nCN110000001A\t5"
    )
    assert codes(found) == ["paste_value", "paste_value", "paste_number_unknown", "paste_twice"]
    assert [problem.source.row for problem in found.problems] == [2, 2, 3, 5]
    assert [one.after for one in found.changes] == [4]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "paste_empty"),
        ("Publication number\tNote", "paste_empty"),
        ("Note\tTags\nx\ty", "paste_no_number"),
        ("Publication number\tColour\nCN110000001A\tred", "paste_no_field"),
    ],
)
def test_rows_without_number_or_field_are_refused(filled: Desk, text: str, code: str) -> None:
    assert refusal(filled, text) == code


def test_what_moved_since_it_was_read_is_not_overwritten(filled: Desk) -> None:
    found = pasting.read_paste(filled, "公开号\t备注\nCN110000001A\tneu")
    editing.edit_patents(filled, [1], note="other")
    with pytest.raises(Refused) as caught:
        pasting.apply_paste(filled, found.changes)
    assert caught.value.problem.code == "paste_moved"
    assert listing.patents(filled, [1])[0].note == "other"


def test_a_patent_that_was_removed_since_its_row_was_read_is_told(filled: Desk) -> None:
    found = pasting.read_paste(filled, "公开号\t备注\nCN110000001A\tneu")
    editing.remove_patents(filled, [1])
    with pytest.raises(Refused) as caught:
        pasting.apply_paste(filled, found.changes)
    assert (caught.value.problem.code, caught.value.problem.args["number"]) == ("paste_moved", "CN110000001A")


def test_a_date_before_the_filing_is_refused(filled: Desk) -> None:
    found = pasting.read_paste(filled, "公开号\t申请日\t授权公告日\nCN110000001A\t2020-01-01\t2019-01-01")
    with pytest.raises(Refused) as caught:
        pasting.apply_paste(filled, found.changes)
    assert caught.value.problem.code == "edit_date_order"


@pytest.mark.parametrize("head", ["Number", "号码"])
def test_a_copied_list_comes_back_by_whatever_number_it_called_a_patent(filled: Desk, head: str) -> None:
    with filled.file.reading() as reader:
        numbers = [number_of(patent) for patent in reader.iterate(Patent)]
    assert numbers[1].startswith("CN201910000002"), "an application number, for want of a publication"
    found = pasting.read_paste(filled, "\n".join([f"{head}\tNote", *(f"{number}\tneu" for number in numbers)]))
    assert [one.patent_id for one in found.changes] == [1, 2]
    assert not found.problems
