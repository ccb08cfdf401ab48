"""Texts made to be looked through again and again are read once: the time grows with their length, not faster."""

import io
import json
import time
import zipfile
from datetime import date, timedelta

import pytest

from patentdesk.intake.reading import read

_MANY = 40_000
"""Where the time grows with the square of the length, a cell so long takes more than ten seconds."""
_AT_ONCE = 2.5
"""Seconds of the processor: three times what the longest of these texts takes, and less than one looked through again
and again."""


@pytest.fixture
def drafts_at_once(tmp_path, words):
    def drafts(content, name="list.txt"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        begun = time.process_time()
        found = list(read(path, words).drafts())
        assert time.process_time() - begun < _AT_ONCE
        return found

    return drafts


def _word(number):
    return str(number).translate(str.maketrans("0123456789", "abcdefghij"))


PLAIN = "CN201710601862.3,电机\n" * 40
"""Rows that show by which sign cells are parted, whatever the long cell is full of."""
CELLS = {
    "events": (f"申请号,名称,法律事件\n{PLAIN}CN201710601863.8,电机,x{{}}y",
               [" ", "(", "2020-01-01|", "2020-01-01 | a |"]),
    "a note that is never closed": (f"申请号,公开号\n{PLAIN}CN201710601863.8,CN107123457A（{{}}", ["号"]),
    "derwent": ("PN,TI,GA,AE,AD\nCN115536205-A,Motor,2023-12345,A{0}B,A{0}B", ["A", "(ABCD-", " "]),
    "the lens": ("Lens ID,Display Key,Owners\n000-000,EP1387401A1,Nordwerk{}AG", [" "]),
    "patentscope": ('Application Id,Application Number,Priorities Data,FP Image,Priority Data\nEP1,EP08752332,,,"{}"',
                    ["A", "A,", "[A"]),
    "sumobrain": ('Document Number,Document Type,Inventor Name,Assignee\n'
                  'US10123456,US-PAT,"Nordwerk ({0}abc)","Nordwerk ({0}abc)"', ["a, ", "(", " "]),
}  # fmt: skip


@pytest.mark.parametrize(("name", "piece"), [(name, piece) for name, (_, pieces) in CELLS.items() for piece in pieces])
def test_a_long_cell(drafts_at_once, name, piece):
    draft = drafts_at_once(CELLS[name][0].format(piece * _MANY), "list.csv")[-1]
    assert not draft.rejected
    assert ("events_unread" in {problem.code for problem in draft.problems}) == (name == "events")


@pytest.mark.parametrize("piece", ["1 ", "王,", "王 ", "王/", ",", "x" + " " * 500, "(", "A, ", "外 1", "[AA"])
def test_long_cells_of_any_list(drafts_at_once, piece):
    header = "申请号,申请人,发明人,优先权号,IPC分类号,CPC分类号,引证文献,法律状态,申请日"
    long = f'"x{piece * (_MANY // len(piece))}y"'
    [draft] = drafts_at_once(f"{header}\nCN201710601862.3{f',{long}' * 8}\n", "list.csv")
    assert draft.values["application_number"] == "201710601862"


def test_a_cell_of_thousands_of_numbers(drafts_at_once):
    numbers = "; ".join(f"CN1{number:08d}A" for number in range(30_000))
    draft = drafts_at_once(f'申请号,公开号\n{PLAIN}CN201710601863.8,"{numbers}"\n', "list.csv")[-1]
    assert draft.values["publication_number"] == "CN100000000"
    assert "numbers_left" in {problem.code for problem in draft.problems}


def test_the_family_of_a_record_of_derwent(drafts_at_once):
    family = [f"CN{115_000_000 + n}-A" for n in range(3_000)]
    days = "\n   ".join(f"{number}   30 Jun 2021" for number in family)
    cited = "\n   ".join(f"{number}\n      US{n + 1_000_000}-A" for n, number in enumerate(family))
    text = f"FN Derwent\nVR 1.0\nPT P\nPN {'; '.join(family)}\nTI Motor\nPD {days}\nCP {cited}\nER\nEF\n"
    drafts = drafts_at_once(text)
    assert len(drafts) == len(family)
    assert {str(draft.values["publication_date"]) for draft in drafts} == {"2021-06-30"}
    assert [cite.number for cite in drafts[7].citations] == ["US1000007"]


@pytest.mark.parametrize("piece", ["<!--", "<!DOCTYPE PATDOC ", "<!DOCTYPE PATDOC [", "a"])
def test_a_grant_in_sgml(drafts_at_once, piece):
    assert all(draft.rejected for draft in drafts_at_once(f"<PATDOC><SDOBI><{piece * _MANY}", "grant.xml"))


def test_thousands_of_conveyances_of_one_patent(drafts_at_once):
    recorded = "".join(
        "<patent-assignment><assignment-record><conveyance-text>ASSIGNMENT</conveyance-text>"
        "<recorded-date>20200101</recorded-date></assignment-record>"
        f"<patent-assignors><patent-assignor><name>Doe, {_word(number)}</name></patent-assignor></patent-assignors>"
        f"<patent-assignees><patent-assignee><name>Nordwerk {number} AG</name></patent-assignee></patent-assignees>"
        "<patent-properties><patent-property><document-id><country>US</country><doc-number>15123456</doc-number>"
        "<kind>X0</kind></document-id></patent-property></patent-properties></patent-assignment>"
        for number in range(1_500)
    )
    [draft] = drafts_at_once(f"<us-patent-assignments>{recorded}</us-patent-assignments>", "daily.xml")
    assert len(draft.parties) == 1_500


@pytest.mark.parametrize(
    "text",
    [
        f"[1]王五. 一种电机[P]. 中国：CN1387401,2002-12-25.\n[2]{'. a[P]' * 2_000}",
        f"[1]王五. 一种电机[P]. 中国：CN1387401,2002-12-25.\n[2]a{'.a[P]' * 2_000}",
        f"%0 Patent\n%T Motor\n%@ CN1387401A\n%A Doe{' ' * _MANY}x\n",
        f"@patent{{a, title={{Motor}}, number={{CN1387401A}}}}\n@{'b{@' * _MANY}",
        f"ID\n  CN1387401A\ntitle\n  Motor\ncitation_infor\n  CN1{' ' * _MANY}x\n",
        f"ID\n  CN1387401A\ntitle\n  Motor\napplication_events\n  2020-01-01,Assigned to x{' ' * _MANY}y\n",
    ],
)
def test_lists_of_references_and_pages(drafts_at_once, text):
    first = drafts_at_once(text)[0]
    assert str(first.values["publication_number"]).startswith("CN1387401")


def test_a_class_of_the_epo(drafts_at_once):
    symbol = {"text": {"$": f"H02K 1/00 {'A ' * _MANY},"}}
    document = {
        "bibliographic-data": {
            "publication-reference": {"document-id": {"country": {"$": "EP"}, "doc-number": {"$": "1387401"}}},
            "classifications-ipcr": {"classification-ipcr": symbol},
        }
    }
    [draft] = drafts_at_once(json.dumps({"exchange-documents": {"exchange-document": document}}), "ops.json")
    assert draft.values["publication_number"] == "EP1387401"


def test_thousands_of_pledges_that_end(drafts_at_once):
    def entry(code, day):
        return f'<legal code="{code}" desc="x"><L001EP>CN</L001EP><L007EP>{day}</L007EP></legal>'

    days = [date(1960, 1, 1) + timedelta(days=number) for number in range(10_000)]
    told = "".join([*(entry("PE01", day) for day in days), *[entry("PC01", "2020-01-01")] * len(days)])
    document = f'<exchange-document country="CN" doc-number="107123456" kind="A">{told}</exchange-document>'
    [draft] = drafts_at_once(f"<exchange-documents>{document}</exchange-documents>", "ops.xml")
    assert [(tie.start, tie.end) for tie in draft.encumbrances] == [(day, date(2020, 1, 1)) for day in days]


@pytest.mark.parametrize("piece", [b"<c ", b"<c f", b" "])
def test_cells_of_a_workbook(drafts_at_once, write_workbook, piece):
    path = write_workbook({"a": [["申请号", "名称"], ["CN201710601862.3", "电机"]]}, "plain.xlsx")
    made = io.BytesIO()
    with zipfile.ZipFile(path) as plain, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in plain.namelist():
            content = plain.read(name)
            if name.startswith("xl/worksheets/"):
                content += b"<!-- <c><f/>" + piece * _MANY + b"-->"
            archive.writestr(name, content)
    assert len(drafts_at_once(made.getvalue(), "list.xlsx")) == 1


def test_thousands_of_columns_of_one_name(drafts_at_once):
    header = ["申请号", "名称", *["x"] * 1_990]
    row = ["CN201710601862.3", "电机", *map(str, range(1_990))]
    drafts = drafts_at_once("\n".join(",".join(line) for line in (header, *[row] * 9, row[:-1])), "list.csv")
    assert len(drafts) == 10
    for draft in drafts:
        assert draft.written["x"] == "0"
        assert draft.written["x (1989)"] == "1988"


def test_rows_of_thousands_of_headers_that_mean_a_fee(drafts_at_once):
    lines = [",".join(["到期日"] * 1_900)] * 12
    assert not drafts_at_once("\n".join([*lines, "申请号", "CN201710601862.3"]), "list.csv")[1:]


def test_thousands_of_columns_of_one_field(drafts_at_once):
    header = ["申请号", *["发明人"] * 1_900]
    row = ["CN201710601862.3", *["王五" * 500] * 1_900]
    [draft] = drafts_at_once("\n".join(",".join(line) for line in (header, row)), "list.csv")
    assert len(draft.written["inventors"]) > 1_900 * 1_000
