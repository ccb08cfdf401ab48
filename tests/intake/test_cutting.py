"""One quotation mark too few costs one row, and texts of several lines stay whole."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentdesk.core.problems import Refused, Severity
from patentdesk.intake import sorting
from patentdesk.intake.cutting import NEVER_CLOSED, TOO_LONG, cut_rows
from patentdesk.intake.documents import google_detail
from patentdesk.intake.limits import Limits
from patentdesk.intake.reading import read
from patentdesk.intake.texts import read_text as read_text_bytes

HEAD = "公开号,专利名称,申请日,国别"


def number(serial):
    return f"CN1100{serial:05d}A"


def row(serial):
    return f"{number(serial)},电池{serial},2019-05-05,CN"


def cut(text, longest=1_000):
    return list(cut_rows(iter(io.StringIO(text, newline="")), ",", longest))


def read_text(tmp_path, words, lines):
    path = tmp_path / "list.csv"
    path.write_text("\n".join(lines), encoding="utf-8", newline="")
    reading = read(path, words)
    drafts = list(reading.drafts())
    assert len(list(reading.rows())) == len(drafts)
    return drafts


def codes(draft):
    return [problem.code for problem in draft.problems]


def test_an_unclosed_quote_costs_its_own_row_only(tmp_path, words):
    lines = [HEAD, *(row(serial) for serial in range(1_000))]
    lines[500] = f'{number(499)},"5寸屏,2019-05-05,CN'
    drafts = read_text(tmp_path, words, lines)
    assert len(drafts) == 1_000
    (rejected,) = [draft for draft in drafts if draft.rejected]
    (problem,) = rejected.problems
    assert (problem.code, problem.severity, problem.source.row) == (NEVER_CLOSED, Severity.ERROR, 501)
    assert rejected.written["title"] == '"5寸屏'
    assert [draft.values["title"] for draft in drafts if not draft.rejected][499] == "电池500"


@pytest.mark.parametrize("later", ['CN110000009A,"一种电池, 座椅",2019-05-05,CN', 'CN110000009A,7",2019-05-05,CN'])
@pytest.mark.parametrize("between", [0, 1, 3])
def test_a_quote_that_a_later_row_happens_to_close(tmp_path, words, later, between):
    broken = f'{number(1)},"5寸屏,2019-05-05,CN'
    drafts = read_text(
        tmp_path, words, [HEAD, row(0), broken, *(row(serial) for serial in range(2, 2 + between)), later, row(8)]
    )
    assert len(drafts) == 4 + between
    assert [codes(draft) for draft in drafts if draft.rejected] == [[NEVER_CLOSED]]
    assert drafts[-2].source.row == 4 + between


def test_a_quote_open_at_the_end_of_the_file(tmp_path, words):
    drafts = read_text(tmp_path, words, [HEAD, row(0), f'{number(1)},"一种电'])
    assert [draft.rejected for draft in drafts] == [False, True]


def test_proper_texts_of_several_lines_stay_whole(tmp_path, words):
    text = '一种电池, 包括"壳体"\n电芯, 极耳, 盖板, 壳体\n其特征, 在于, 如下, 所述'
    rows = [HEAD.split(","), *([number(serial), text, "2019-05-05", "CN"] for serial in range(20))]
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    drafts = read_text(tmp_path, words, [written.getvalue()])
    assert [draft.values["title"] for draft in drafts] == [text] * 20


def test_marks_inside_a_line_are_no_fault():
    assert cut('a,b\n1,"5" screen"\n2,x"y\n') == [(["a", "b"], ""), (["1", '5 screen"'], ""), (["2", 'x"y'], "")]


def test_an_overlong_cell_costs_its_own_row_only(tmp_path, words):
    lines = [HEAD, row(0), f"{number(1)},{'电' * (2**20 + 1)},2019-05-05,CN", row(2)]
    drafts = read_text(tmp_path, words, lines)
    assert [codes(draft) for draft in drafts] == [[], [TOO_LONG], []]
    assert drafts[1].written["publication_number"] == number(1)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_line_that_is_too_long_to_be_held_costs_its_own_row_only(end, encoding):
    lines = [HEAD, row(0), f"{number(1)},{'电' * 99}," + "x," * 50_000, row(2), f"{number(3)},{'y' * 90_000}"]
    (sheet,) = read_text_bytes(end.join(lines).encode(encoding), Limits(cell_characters=5_000)).sheets
    rows = list(sheet.rows)
    assert len(rows) == len(sheet.rows) == 5
    assert [rows[0], rows[1], rows[3]] == [line.split(",") for line in (HEAD, row(0), row(2))]
    assert [(place, fault.code) for place, faults in sheet.faults.items() for fault in faults] == [
        (3, TOO_LONG), (5, TOO_LONG)]  # fmt: skip
    assert rows[2][0] == number(1)
    assert max(len(cell) for cells in rows for cell in cells) <= 5_000


def test_an_overlong_cell_of_a_workbook_costs_its_own_row_only(words, write_workbook, monkeypatch):
    monkeypatch.setattr(sorting, "LONGEST", 1_000)
    path = write_workbook({"S": [HEAD.split(","), row(0).split(","), [number(1), "电" * 1_001, "2019-05-05", "CN"]]})
    drafts = list(read(path, words).drafts())
    assert [codes(draft) for draft in drafts] == [[], [TOO_LONG]]
    assert drafts[1].problems[0].source.column == "专利名称"


@given(st.lists(st.lists(st.text(st.sampled_from('ab,"\n\r'), max_size=12), min_size=3, max_size=3), max_size=12))
def test_whatever_is_written_properly_is_cut_as_written(rows):
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows(rows)
    assert cut(written.getvalue()) == [(list(row), "") for row in rows]


@given(st.text(st.sampled_from('ab,"\n'), max_size=80))
def test_no_sign_of_a_broken_text_gets_lost(text):
    cells = [cell for row, _ in cut(text) for cell in row]
    for letter in "ab":
        assert sum(cell.count(letter) for cell in cells) == text.count(letter)


def test_byte_order_marks_inside_a_file_belong_to_nothing(tmp_path, words):
    one = "\ufeff" + f"{HEAD}\n{row(0)}\n"
    marked = row(2).replace("电池", "电\ufeff池")
    other = f'\ufeff"公开号",专利名称,申请日,国别\n\ufeff{row(1)}\n{marked}\n'
    drafts = read_text(tmp_path, words, [one + other])
    assert [draft.values["publication_number_text"] for draft in drafts] == [number(n) for n in range(3)]
    assert drafts[2].values["title"] == "电池2"
    assert not any(draft.problems for draft in drafts)


@pytest.mark.parametrize(("text", "year"), [("7", 7), ("30", 30), ("99", None), ("0", None)])
def test_a_fee_year_beyond_every_term_is_not_taken(tmp_path, words, text, year):
    (draft,) = read_text(tmp_path, words, [f"{HEAD},缴费年度", f"{row(1)},{text}"])
    assert draft.values.get("paid_through_year") == year
    assert codes(draft) == ([] if year else ["paid_year_impossible"])


def test_the_limit_that_the_whole_process_shares_is_given_back_between_rows():
    before = csv.field_size_limit()
    read = []
    for _row, code in cut_rows(iter(["a,b\n", f"c,{'x' * 2_000}\n", "d,e\n"]), ",", 1_000):
        read.append(code)
        assert csv.field_size_limit() == before
    assert read == ["", TOO_LONG, ""]


def test_a_long_cell_of_a_table_of_events_is_refused_in_a_sentence():
    table = f"patent,event_title,event_description,event_code,event_date\nCN1A,{'x' * 200},,A1,2020-01-01\n"
    with pytest.raises(Refused) as caught:
        list(google_detail._table_of_events(table, Limits(cell_characters=100)))
    assert caught.value.problem.code == "cell_too_long"
