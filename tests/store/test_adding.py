from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from patentdesk.core.clock import FixedClock
from patentdesk.portfolio.codes import RightType, Segment, Status
from patentdesk.portfolio.query import parse
from patentdesk.portfolio.records import Event, Party, Patent, SavedView
from patentdesk.store.file import PortfolioFile

CLOCK = FixedClock(date(2026, 1, 5))
Dump = Callable[[PortfolioFile], dict[str, list[tuple[object, ...]]]]


def test_rows_added_together_leave_what_rows_added_one_by_one_leave(dump: Dump, tmp_path: Path) -> None:
    left = []
    for name, numbered in (("together", False), ("singly", True)):
        with PortfolioFile.create(tmp_path / f"{name}.pdesk", clock=CLOCK, user="li") as file:
            with file.operation("add") as work:
                ids = work.add_all(
                    Patent(id=n if numbered else 0, uid=f"u{n}", title=f"电池{n}", application_number=f"20191012345{n}")
                    for n in range(1, 4)
                )
                work.add_all(Party(id=i if numbered else 0, patent_id=i, name=f"A{i}") for i in ids)
            with file.reading() as reader:
                lines = reader.connection.exec_driver_sql("SELECT * FROM changes ORDER BY seq").all()
            left.append((dump(file), [tuple(line) for line in lines], file.seal(), file.verify()))
            file.undo()
            file.redo()
            assert (dump(file), file.verify()) == (left[-1][0], [])
    assert left[0] == left[1]
    assert len(left[0][0]["search"]) == 3
    assert left[0][3] == []


def test_many_patents_are_brought_back_whole_and_can_be_found(file: PortfolioFile) -> None:
    with file.operation("import") as work:
        ids = work.add_all(
            [Patent(title=f"冷却板 {number}", application_number=f"2020{number}") for number in range(50)]
        )
        work.add_all([Party(patent_id=one, name="云麓") for one in ids])
    with file.reading() as reader:
        before = reader.select(Patent), reader.select(Party)
    file.undo()
    with file.reading() as reader:
        assert reader.find(parse("冷却")).tolist() == []
    file.redo()
    with file.reading() as reader:
        assert (reader.select(Patent), reader.select(Party)) == before
        assert reader.find(parse("冷却")).tolist() == ids
    assert len(file.changes(file.journal(1)[0].id)) == 100
    assert file.verify() == []


CODES = (RightType.INVENTION, Status.UNKNOWN)


@pytest.mark.parametrize("known", ["first", "last"])
def test_what_is_known_of_one_row_only_is_kept(file: PortfolioFile, known: str) -> None:
    told = {
        "title": "电池",
        "note": "x",
        "claims_count": 3,
        "filing_date": date(2020, 1, 2),
        "segment": Segment.BATTERY,
    }
    fields = ["uid", "right_type", "status", "office", *told]
    rows = [("a", *CODES, "CN", "", "", None, None, None), ("b", *CODES, "", *told.values())]
    with file.operation("import") as work:
        ids = work.add_values(Patent, fields, rows if known == "last" else rows[::-1])
    with file.reading() as reader:
        found = {one.uid: one for one in reader.select(Patent, id=ids)}
    assert found["a"] == Patent(id=found["a"].id, uid="a", office="CN")
    assert found["b"] == Patent(id=found["b"].id, uid="b", **told)  # type: ignore[arg-type]


def test_rows_of_which_nothing_is_known_are_added(file: PortfolioFile) -> None:
    with file.operation("add") as work:
        ids = work.add_values(SavedView, ("query",), [("",)]) + work.add_values(Event, ("note",), [])
    with file.reading() as reader:
        assert reader.select(SavedView)[0].query == ""
    assert ids == [1]
