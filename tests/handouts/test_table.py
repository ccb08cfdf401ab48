import csv
import gc
import json
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from patentdesk.core.money import Money
from patentdesk.core.problems import Refused
from patentdesk.handouts.table import Cell, ColumnKind, TableColumn, replace_file, write_table

COLUMNS = (
    TableColumn("title", "名称"),
    TableColumn("filed", "申请日", ColumnKind.DATE),
    TableColumn("count", "数量", ColumnKind.NUMBER),
    TableColumn("fee", "费用", ColumnKind.MONEY),
    TableColumn("share", "份额", ColumnKind.PERCENT),
)
ROWS: list[list[Cell]] = [
    ["一种电池", date(2020, 2, 29), 7, Money(123456, "CNY"), 0.25],
    ["=1+1", date(1850, 1, 1), 12345678901234567890, Decimal("9.5"), None],
    ["0012", None, 0, None, 1.0],
    ["@cmd", datetime(2026, 1, 5, 8, 30, tzinfo=UTC), True, None, None],
]


def test_a_workbook_keeps_kinds_and_makes_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    assert write_table(path, COLUMNS, ROWS, sheet="专利[清单]", title="A & B") == 4
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    assert page.title == "专利_清单_"
    assert [cell.value for cell in page[1]] == ["名称", "申请日", "数量", "费用", "份额"]
    first, second, third, fourth = ([cell.value for cell in row] for row in page.iter_rows(min_row=2))
    assert first == ["一种电池", datetime(2020, 2, 29), 7, 1234.56, 0.25]
    assert second == ["=1+1", "1850-01-01", "12345678901234567890", 9.5, None]
    assert third == ["0012", None, 0, None, 1]
    assert fourth == ["@cmd", datetime(2026, 1, 5, 8, 30), True, None, None]
    assert page["A3"].data_type == "s"
    assert page["B2"].number_format == "yyyy-mm-dd"
    assert page.freeze_panes == "A2"
    book.close()


def test_csv_opens_in_excel_and_harms_nobody(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    risky: list[list[Cell]] = [
        [text, None, None, None, None] for text in ("=1+1", "+1", "-1", "@x", "\tx", "a=b", 'a"b,c\n')
    ]
    assert write_table(path, COLUMNS, [*ROWS, *risky]) == 11
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.reader(stream))
    assert lines[1] == ["一种电池", "2020-02-29", "7", "1234.56 CNY", "0.25"]
    assert [line[0] for line in lines[5:]] == ["'=1+1", "'+1", "'-1", "'@x", "'\tx", "a=b", 'a"b,c\n']
    assert write_table(path, COLUMNS, [["x", None, -5, None, None]]) == 1
    assert path.read_text(encoding="utf-8-sig").splitlines()[1] == "x,,-5,,"


def test_json_names_the_columns(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    assert write_table(path, COLUMNS, ROWS[:1]) == 1
    assert json.loads(path.read_text(encoding="utf-8")) == [
        {
            "title": "一种电池",
            "filed": "2020-02-29",
            "count": 7,
            "fee": {"amount": "1234.56", "currency": "CNY"},
            "share": 0.25,
        }
    ]
    assert write_table(path, COLUMNS, []) == 0
    assert json.loads(path.read_text(encoding="utf-8")) == []


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # what XlsxWriter had begun
@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".json"])
def test_a_place_that_takes_no_file_is_told_in_the_system_s_words_alone(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"{'x' * 245}{suffix}"  # the file that is written first has a longer name than a system takes
    with pytest.raises(Refused) as caught:
        write_table(path, COLUMNS, ROWS)
    problem = caught.value.problem
    del caught
    gc.collect()
    assert problem.code == "export_failed"
    assert "Errno" not in str(problem.args["reason"])


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".json"])
def test_what_fails_half_way_leaves_the_old_file(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"list{suffix}"
    old = "PK\x03\x04 old"[0 if suffix == ".xlsx" else 5 :]
    path.write_text(old)

    def rows() -> Iterator[list[Cell]]:
        yield ROWS[0]
        raise OSError(28, "No space left on device")

    with pytest.raises(Refused) as caught:
        write_table(path, COLUMNS, rows())
    assert caught.value.problem.code == "export_failed"
    assert path.read_text() == old
    assert [item.name for item in tmp_path.iterdir()] == [path.name]


def test_places_and_endings_that_do_not_serve(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "a.doc", "export_format"), (tmp_path / "no" / "a.csv", "folder_missing")):
        with pytest.raises(Refused) as caught:
            write_table(path, COLUMNS, ROWS)
        assert caught.value.problem.code == code


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("c.csv", b"SQLite format 3\x00" + bytes(84)),
        ("c.json", b"PK\x03\x04 a workbook"),
        ("c.xlsx", b"plain words"),
        ("c.xlsx", b"SQLite format 3\x00" + bytes(84)),
    ],
)
def test_nothing_of_another_kind_is_replaced(tmp_path: Path, name: str, content: bytes) -> None:
    target = tmp_path / name
    target.write_bytes(content)
    with pytest.raises(Refused) as caught:
        write_table(target, [TableColumn("a", "A")], [["1"]])
    assert caught.value.problem.code == "export_target"
    assert target.read_bytes() == content
    target.write_bytes(b"")
    assert write_table(target, [TableColumn("a", "A")], [["1"]]) == 1
    assert write_table(target, [TableColumn("a", "A")], [["1"], ["2"]]) == 2


def test_the_name_must_end_as_the_file_is(tmp_path: Path) -> None:
    for name in ("c.pdesk", "c", "c.txt", "c.csv"):
        with pytest.raises(Refused) as caught:
            replace_file(tmp_path / name, lambda part: part.write_bytes(b"x"), (".xlsx",))
        assert caught.value.problem.code == "export_format"
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_on_the_disk_before_it_takes_its_name_and_its_name_before_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, flushed = tmp_path / "list.csv", []
    monkeypatch.setattr(os, "fsync", lambda handle: flushed.append((os.fstat(handle).st_ino, path.exists())))
    write_table(path, COLUMNS, ROWS, sheet="", title="")
    assert flushed == [(path.stat().st_ino, False), (tmp_path.stat().st_ino, True)]


def test_a_folder_is_no_target_and_old_leftovers_go(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(Refused) as caught:
        write_table(tmp_path / "a.csv", [TableColumn("a", "A")], [])
    assert caught.value.problem.code == "export_target"
    left, fresh = tmp_path / ".b.csv.1.part", tmp_path / ".b.csv.2.part"
    for part in (left, fresh):
        part.write_bytes(b"half")
    os.utime(left, (0, 0))
    write_table(tmp_path / "b.csv", [TableColumn("a", "A")], [])
    assert not left.exists()
    assert fresh.exists()  # somebody may be writing it now
