import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from patentdesk.core.problems import Refused
from patentdesk.core.progress import Cancelled, Progress
from patentdesk.docketing.records import Deadline
from patentdesk.portfolio.codes import OrganisationKind, Segment, Status
from patentdesk.portfolio.records import Event, Family, HandMade, ImportedFile, Organisation, Patent, Provenance
from patentdesk.services import editing, exporting, history, listing
from patentdesk.services.desk import Desk, Kind


@pytest.fixture
def filled(desk: Desk) -> Desk:
    with desk.file.operation("fill") as work:
        member = work.add(Organisation(kind=OrganisationKind.MEMBER, name="比亚迪"))
        family = work.add(Family(key="f"))
        first = Patent(
            title="电池", status=Status.GRANTED, member_id=member, family_id=family, filing_date=date(2020, 1, 1)
        )
        second = Patent(
            title="=电机", status=Status.PENDING, family_id=family, application_number_text="CN202010000001.1"
        )
        work.add_all([first, second, Patent(title="充电")])
        source = work.add(ImportedFile(name="a.xlsx"))
        work.add(Provenance(patent_id=1, file_id=source, sheet="S", row=2))
        work.add(Event(patent_id=1, kind="grant"))
        work.add(Deadline(patent_id=1, rule_id="r", due_date=date(2026, 3, 1)))
    return desk


def refusal(desk: Desk, *ids: int, **values: object) -> str:
    before = len(desk.file.journal())
    with pytest.raises(Refused) as caught:
        editing.edit_patents(desk, ids, **values)
    assert len(desk.file.journal()) == before
    return caught.value.problem.code


def test_finding_understands_the_words_of_both_languages(filled: Desk) -> None:
    assert listing.find(filled, "状态:授权").tolist() == [1]
    assert listing.find(filled, "status:Granted").tolist() == [1]
    assert listing.find(filled, "", "-title").tolist() == [1, 3, 2]
    assert listing.find(filled, "", (("filing_date", True),)).tolist() == [1, 2, 3]
    assert [patent.id for patent in listing.patents(filled, [3, 99, 1])] == [3, 1]
    assert listing.with_number(filled, "CN 202010000001.1").tolist() == [2]
    with pytest.raises(Refused) as caught:
        listing.find(filled, "", "colour")
    assert caught.value.problem.code == "sort_unknown_field"


def test_sort_keys_may_be_written_as_in_queries() -> None:
    wanted = [("filing_date", True), ("office", False), ("due", False), ("expires", False)]
    assert listing.parse_sort("-申请日, office，due, 到期日") == wanted


def test_the_dossier_holds_all_that_is_known(filled: Desk) -> None:
    dossier = listing.dossier(filled, 1)
    assert dossier is not None
    assert dossier.member is not None
    assert dossier.member.name == "比亚迪"
    assert [relative.id for relative in dossier.family] == [2]
    assert [file.name for file in dossier.files] == ["a.xlsx"]
    assert (len(dossier.provenance), len(dossier.events), len(dossier.deadlines)) == (1, 1, 1)
    assert listing.dossier(filled, 99) is None


def test_tallying(filled: Desk) -> None:
    assert listing.tally(filled, "电池 OR 电机", ("status",)) == [("granted", 1), ("pending", 1)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_export_writes_the_selection_in_its_order(filled: Desk, tmp_path: Path, language: str) -> None:
    book_path, json_path = tmp_path / "list.xlsx", tmp_path / "list.json"
    assert exporting.export(filled, "", "-id", book_path, language=language) == 3  # type: ignore[arg-type]
    book = openpyxl.load_workbook(book_path)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    book.close()
    words = filled.library.words(language)  # type: ignore[arg-type]
    title, status = rows[0].index(words("field.title")), rows[0].index(words("field.status"))
    assert [row[title] for row in rows[1:]] == ["充电", "=电机", "电池"]
    assert rows[3][status] == words("status.granted")
    assert exporting.export(filled, "电池", (), json_path, columns=("title", "member")) == 1
    assert json.loads(json_path.read_text(encoding="utf-8")) == [{"title": "电池", "member": "比亚迪"}]


def test_export_can_be_cancelled(filled: Desk, tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        exporting.export(filled, "", (), tmp_path / "a.csv", progress=progress)
    assert list(tmp_path.glob("*.csv")) == []


def test_an_edit_marks_the_field_as_made_by_hand_and_undoes_with_it(filled: Desk) -> None:
    changes = editing.edit_patents(filled, [1, 2], segment="battery", grant_date="2021-02-03", responsible="王")
    assert changes.kinds == {Kind.PATENTS, Kind.DEADLINES}
    assert changes.patent_ids == (1, 2)
    first, second = listing.patents(filled, [1, 2])
    assert (first.segment, second.grant_date, first.responsible) == (Segment.BATTERY, date(2021, 2, 3), "王")
    dossier = listing.dossier(filled, 1)
    assert dossier is not None
    assert dossier.hand_made == {"segment", "grant_date", "responsible"}
    assert not editing.edit_patents(filled, [1, 2], segment=Segment.BATTERY)
    assert editing.edit_patents(filled, [1, 2, 3], segment=Segment.BATTERY).patent_ids == (3,)
    editing.edit_patents(filled, [1], grant_date="")
    assert listing.patents(filled, [1])[0].grant_date is None
    for _ in range(3):
        undone = history.undo(filled)
    assert undone.kinds == {Kind.PATENTS, Kind.DEADLINES}
    assert undone.patent_ids == (1, 2)
    with filled.file.reading() as reader:
        assert reader.count(HandMade) == 0
        assert reader.count(Patent, segment=None) == 3


def test_edits_that_cannot_be(filled: Desk) -> None:
    assert refusal(filled, 1, colour="red") == "edit_unknown_field"
    assert refusal(filled, 1, uid="x") == "edit_unknown_field"
    assert refusal(filled, 1, status="bogus") == "edit_no_code"
    assert refusal(filled, 1, status="") == "edit_bad_value"
    assert refusal(filled, 1, filing_date="2020-13-01") == "edit_bad_value"
    assert refusal(filled, 1, claims_count="many") == "edit_bad_value"
    assert refusal(filled, 1, claims_count=-1) == "edit_bad_value"
    assert refusal(filled, 1, claims_count=1.5) == "edit_bad_value"
    assert refusal(filled, 1, member_id=99) == "edit_unknown_organisation"
    assert refusal(filled, 1, 99, title="x") == "edit_no_patent"
    assert refusal(filled, 1, grant_date="2019-12-31") == "edit_date_order"


def test_removing_takes_what_hangs_on_and_gives_it_back(filled: Desk) -> None:
    assert editing.remove_patents(filled, [1])
    assert not editing.remove_patents(filled, [1])
    assert listing.dossier(filled, 1) is None
    history.undo(filled)
    dossier = listing.dossier(filled, 1)
    assert dossier is not None
    assert (len(dossier.events), len(dossier.provenance)) == (1, 1)


def test_groups_hold_their_patents_together_and_the_unknown_last(filled: Desk) -> None:
    groups = listing.grouped(filled, "", (("title", True),), "status")
    assert groups.values == ["pending", "granted", "unknown"]
    family = listing.grouped(filled, "", (("title", False),), "family_id")
    assert family.values == [1, None]
    assert family.ids.tolist() == [2, 1, 3]
    assert family.starts.tolist() == [0, 2]
    assert listing.grouped(filled, "", (), "member").values == ["比亚迪", None]
    assert listing.grouped(filled, "nothing", (), "office").values == []
    with pytest.raises(ValueError, match="title"):
        listing.grouped(filled, "", (), "title")


def test_what_can_be_read_in_the_table_is_found(filled: Desk) -> None:
    def found(text: str, *columns: str) -> list[int]:
        return listing.containing(filled, text, columns, "en").tolist()

    assert found("电", "title", "number") == [1, 2, 3]
    assert found("cn2020", "number") == [2]
    assert found("rant", "status", "title") == [1]
    assert found("2020-01", "filing_date") == [1]
    assert found("x", "member") == []


@pytest.mark.parametrize("written", ["CN 202010000001.1", "202010000001.1", "2020100000011", "ZL 2020 1 0000001.1"])
def test_a_number_in_any_written_form_finds_its_row_where_numbers_are_shown(filled: Desk, written: str) -> None:
    assert listing.containing(filled, written, ["number", "title"], "en").tolist() == [2]
    assert listing.containing(filled, written, ["title"], "en").tolist() == []
    for other in ("2020-10-00", "12345678"):
        assert listing.containing(filled, other, ["number", "title"], "en").tolist() == []


def test_a_bulk_edit_tells_before_what_it_would_change_and_can_be_cancelled(filled: Desk) -> None:
    assert editing.would_change(filled, [1, 2, 3], responsible="Wang") == 3
    editing.edit_patents(filled, [1], responsible="Wang")
    assert editing.would_change(filled, [1, 2, 3], responsible="Wang") == 2
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        editing.edit_patents(filled, [2], progress, responsible="Li")
    assert listing.patents(filled, [2])[0].responsible == ""
