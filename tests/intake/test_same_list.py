# ruff: noqa: E501 - rows of tables stand on lines of their own
"""What a list says does not hang on how it was saved: the same rows, written in many ways, read the same."""

from __future__ import annotations

import csv
import gzip
import io
import re
import zipfile
from dataclasses import dataclass, field

import pytest

from patentdesk.intake.reading import read_all

FIRM = [
    ["序号", "案卷号", "专利名称", "专利类型", "申请号", "申请日", "公开（公告）号", "公开（公告）日", "授权日", "申请人", "发明人", "分类号", "法律状态", "权利要求数"],
    ["1", "P2017001", "一种电池包", "发明", "CN201710601862.3", "2017-07-21", "CN109999999B", "2019-07-12", "2019-07-12", "蓝川汽车有限公司；云麓大学", "张三；李四", "H01M10/0525；B60L50/64", "授权", "10"],
    ["2", "P2018002", "壳体, 及其\"扣\"", "实用新型", "CN201820557176.0", "2018-04-18", "CN208888888U", "2018-11-16", "2018-11-16", "云麓大学", "王五", "H01M2/10", "未缴年费终止", "8"],
    ["3", "P2019003", "电机", "发明", "CN201910000101.1", "2019-01-02", "CN110000001A", "2020-07-10", "", "蓝川汽车有限公司", "赵六；钱七；孙八", "H02K1/00", "实质审查", ""],
]  # fmt: skip
FOREIGN = [
    ["Publication Number", "Title", "Applicants", "Inventors", "Filing Date", "Publication Date", "IPC", "Cited Count", "Legal Status"],
    ["US10000001B2", "Battery & pack", "ACME CORP; BLAUWERK AG", "DOE JOHN; ROE JANE", "2016-12-13", "2018-06-19", "H01M10/42; B60L50/64", "7", "Active"],
    ["EP3000001A1", "Gehäuse, gekühlt", "BLAUWERK AG", "MÜLLER HANS", "2014-09-24", "2016-03-30", "H01M2/10", "0", "Pending"],
]  # fmt: skip
LISTS = {"firm": FIRM, "foreign": FOREIGN}
DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


@dataclass(frozen=True)
class Saved:
    """How a list is saved: ``cell`` changes the text of each cell below the header, ``head`` those of the header."""

    encoding: str = "utf-8"
    delimiter: str = ","
    above: str = ""
    ends: str = "\r\n"
    quoting: int = csv.QUOTE_MINIMAL
    head: object = field(default=str)
    cell: object = field(default=str)
    rows: object = field(default=list)
    pack: object = field(default=bytes)

    def write(self, path, rows):
        text = io.StringIO()
        text.write(self.above)
        writer = csv.writer(text, delimiter=self.delimiter, lineterminator=self.ends, quoting=self.quoting)
        changed = [[*map(self.head, rows[0])], *([*map(self.cell, row)] for row in rows[1:])]
        writer.writerows(self.rows(changed))
        path.write_bytes(self.pack(text.getvalue().encode(self.encoding)))
        return path


def zipped(data):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("列表/list.csv", data)
        archive.writestr("__MACOSX/._list.csv", b"x")
    return packed.getvalue()


def days(form):
    return lambda text: DAY.sub(lambda day: form.format(*day.groups(), *map(int, day.groups())), text)


def wide(text):
    return "".join(chr(ord(sign) + 0xFEE0) if sign.isalnum() and sign.isascii() else sign for sign in text)


WAYS = {
    "BOM": Saved("utf-8-sig"),
    "UTF-16": Saved("utf-16", "\t"),
    "semicolons": Saved(delimiter=";"),
    "stated delimiter": Saved(delimiter=";", above="sep=;\r\n"),
    "quoted, old Mac": Saved(ends="\r", quoting=csv.QUOTE_ALL),
    "gzip": Saved(pack=gzip.compress),
    "zip": Saved(pack=zipped),
    "artefacts of a workbook": Saved(cell=lambda text: f"{text}_x000D_"),
    "padding": Saved(head=lambda text: f" {text}\u00a0", cell=lambda text: f"\u3000{text} "),
    "capitals": Saved(head=str.upper),
    "wide headers": Saved(head=wide),
    "unseen signs": Saved(head=lambda text: f"\ufeff{text}\u200b"),
    "numbered headers": Saved(head=lambda text: f"3. {text}"),
    "codes of ST.9": Saved(head=lambda text: f"(21) {text}"),
    "marked headers": Saved(head=lambda text: f"*{text}："),
    "broken headers": Saved(head=lambda text: text.replace(" ", "\n"), quoting=csv.QUOTE_ALL),
    "points": Saved(cell=days("{3}.{4}.{5}")),
    "figures alone": Saved(cell=days("{0}{1}{2}")),
    "counted with": Saved(cell=lambda text: f"{text}.0" if len(text) < 3 and text.isdecimal() else text),
    "in Chinese": Saved(cell=days("{3}年{4}月{5}日")),
    "dashes of Word": Saved(cell=days("{0}–{1}–{2}")),
    "with the hour": Saved(cell=days("{0}-{1}-{2} 00:00:00")),
    "held as text": Saved(cell=days("'{0}-{1}-{2}")),
    "nothing said": Saved(cell=lambda text: text or "N/A"),
    "index before": Saved(rows=lambda rows: [[str(place or ""), *row] for place, row in enumerate(rows)]),
    "columns behind": Saved(rows=lambda rows: [[*row, "", "甲" if place else "我的评分字段"] for place, row in enumerate(rows)]),
    "other order": Saved(rows=lambda rows: [row[::-1] for row in rows]),
    "title above": Saved(rows=lambda rows: [["Patents of 2024"], [], ["Exported: 2024-05-06", "", "by: A"], *rows]),
    "header again": Saved(rows=lambda rows: [*rows[:2], rows[0], *rows[2:]]),
    "blank rows": Saved(rows=lambda rows: [line for row in rows for line in (row, [])]),
}  # fmt: skip
WAYS_OF_LISTS = {
    "bars": " | ",
    "lines": "\n",
    "semicolons and lines": ";\n",
    "wide semicolons": "；",
    "narrow ones": "; ",
}


def said(path, words):
    drafts = [draft for reading in read_all(path, words) for draft in reading.drafts()]
    return [
        (draft.values, draft.parties, draft.classifications, draft.document, draft.rejected,
         [problem.code for problem in draft.problems])
        for draft in drafts
    ]  # fmt: skip


@pytest.mark.parametrize("rows", LISTS.values(), ids=LISTS)
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_the_way_of_saving_changes_nothing(tmp_path, words, rows, way):
    plain = said(Saved().write(tmp_path / "plain.csv", rows), words)
    assert [codes for *_, codes in plain] == [[]] * (len(rows) - 1)
    assert said(way.write(tmp_path / "saved.csv", rows), words) == plain


@pytest.mark.parametrize("rows", LISTS.values(), ids=LISTS)
@pytest.mark.parametrize("between", WAYS_OF_LISTS.values(), ids=WAYS_OF_LISTS)
def test_the_sign_between_items_changes_nothing(tmp_path, words, rows, between):
    plain = said(Saved().write(tmp_path / "plain.csv", rows), words)
    way = Saved(cell=lambda text: re.sub(r"；|; ", between, text))
    assert said(way.write(tmp_path / "saved.csv", rows), words) == plain


def test_chinese_symbols_and_names_may_have_the_sign_of_enumerations_between(tmp_path, words):
    plain = said(Saved().write(tmp_path / "plain.csv", FIRM), words)
    way = Saved(cell=lambda text: text.replace("；", "、"))
    assert said(way.write(tmp_path / "saved.csv", FIRM), words) == plain


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-16-le", "utf-16-be"])
def test_a_chinese_list_in_encodings_that_say_nothing_of_themselves(tmp_path, words, encoding):
    plain = said(Saved().write(tmp_path / "plain.csv", FIRM), words)
    assert said(Saved(encoding).write(tmp_path / "saved.csv", FIRM), words) == plain


@pytest.mark.parametrize("encoding", ["cp1252", "gbk"])
@pytest.mark.parametrize("title", ["Fémtocellule", "“Cell” of Müller", "Sélection d’un λ-promoteur"])
def test_a_few_letters_beyond_ascii_are_read_in_either_encoding(tmp_path, words, encoding, title):
    row = [title if text.startswith("Battery") else text for text in FOREIGN[1]]
    if encoding == "cp1252":
        row[1] = row[1].replace("λ", "x")
    rows = [FOREIGN[0], row]
    plain = said(Saved().write(tmp_path / "plain.csv", rows), words)
    assert said(Saved(encoding).write(tmp_path / "saved.csv", rows), words) == plain


@pytest.mark.parametrize(
    "text",
    ["合计", "共25件", "第1页", "备注：仅供内部使用", "注：1. 有效专利", "Total", "Page 1 of 3", "Source: a database, 2024-01-02",
     "本表由系统于2024年1月2日导出", "Data as of 2024-01-02", "※ 2024年12月現在"],
)  # fmt: skip
@pytest.mark.parametrize("office", ["", "CN", "JP"])
def test_a_remark_below_a_list_is_no_patent(tmp_path, words, text, office):
    rows = [["公开号", "名称", "申请人", "申请日"], ["CN109999999A", "电池", "蓝川汽车有限公司", "2017-07-21"], [text]]
    (reading,) = read_all(Saved().write(tmp_path / "list.csv", rows), words)
    kept, remark = (row.draft() for row in reading.rows(office=office))
    assert (kept.rejected, remark.rejected) == (False, True)
    assert [problem.code for problem in remark.problems] == ["number_unreadable"]


@pytest.mark.parametrize("text", ["CN109999999A", "公开号：CN109999999A", "No. CN 109999999 A", "CN109999999A（发明）"])
def test_a_row_that_holds_a_number_alone_is_a_patent(tmp_path, words, text):
    rows = [["公开号", "名称", "申请人"], ["CN110000001A", "电池", "蓝川汽车有限公司"], [text]]
    (reading,) = read_all(Saved().write(tmp_path / "list.csv", rows), words)
    assert [draft.rejected for draft in reading.drafts()] == [False, False]


@pytest.mark.parametrize("heads", [
    ["公開號", "公開日", "公告號", "公告日"],
    ["公开号/Publication No.", "公开日/Publication Date", "公告号", "公告日"],
    ["公开号（Publication No.）", "公开日（年/月/日）", "公告号", "公告日（年/月/日）"],
])  # fmt: skip
def test_publication_and_grant_in_other_words_keep_apart(tmp_path, words, heads):
    rows = [["申請號", *heads], ["CN201710601862.3", "CN107000001A", "2017-11-03", "CN107000001B", "2019-07-12"]]
    (reading,) = read_all(Saved().write(tmp_path / "list.csv", rows), words)
    (draft,) = reading.drafts()
    told = ("publication_number_text", "publication_date", "grant_number", "grant_date")
    assert [str(draft.values.get(name)) for name in told] == ["CN107000001A", "2017-11-03", "CN107000001", "2019-07-12"]


def test_headers_are_said_again_in_english_for_some_columns_only(tmp_path, words):
    again = ["", "", "Title", "", "Application No.", "", "", "", "", "Applicant"]
    rows = [FIRM[0], [*again, *[""] * (len(FIRM[0]) - len(again))], *FIRM[1:]]
    plain = said(Saved().write(tmp_path / "plain.csv", FIRM), words)
    assert said(Saved().write(tmp_path / "saved.csv", rows), words) == plain


@pytest.mark.parametrize(
    ("encoding", "name"), [("utf-8", "HYPERLINK"), ("utf-8", "hyperlink"), ("utf-16", "HYPERLINK")]
)
def test_numbers_that_lead_to_a_page_are_read(tmp_path, words, encoding, name):
    plain = said(Saved().write(tmp_path / "plain.csv", FIRM), words)
    way = Saved(encoding, cell=lambda text: re.sub(r"^(CN.*[A-Z])$", rf'={name}("http://x/?a=1","\1")', text))
    assert said(way.write(tmp_path / "saved.csv", FIRM), words) == plain


@pytest.mark.parametrize(("head", "cell", "field"), [
    ("Title (Original language)", "Zelle", "title"), ("Title - Original", "Zelle", "title"),
    ("Assignees", "ACME CORP", "applicants_text"), ("Patent Assignee", "ACME CORP", "applicants_text"),
    ("Publication dates", "2018-06-19", "publication_date"), ("Application dates", "2016-12-13", "filing_date"),
    ("Schutzende", "2036-12-13", "expiry_date"), ("Dead/Alive", "Dead", "status"), ("種別コード", "B2", "kind_code"),
    ("Legal status (Pending, Granted, Revoked, Expired, Lapsed)", "GRANTED", "status"), ("申请摘要", "电池", "abstract"),
])  # fmt: skip
def test_headers_of_further_services(tmp_path, words, head, cell, field):
    rows = [["Publication Number", head], ["US10000001B2", cell]]
    (reading,) = read_all(Saved().write(tmp_path / "list.csv", rows), words)
    (draft,) = reading.drafts()
    assert draft.values.get(field) is not None
    assert draft.problems == ()


def test_what_is_alive_is_granted_only_where_there_is_a_grant(tmp_path, words):
    numbers = ["EP3000001A1", "US10000001B2", "WO2019000001A1", "EP3000002A1"]
    rows = [["Publication number", "Dead/Alive"], *zip(numbers, ["Alive", "ALIVE", "Alive", "Dead"], strict=True)]
    (reading,) = read_all(Saved().write(tmp_path / "list.csv", rows), words)
    drafts = list(reading.drafts())
    assert [draft.values.get("status") for draft in drafts] == [None, "granted", "pct_open", "lapsed"]
    assert [draft.values["status_text"] for draft in drafts] == ["Alive", "ALIVE", "Alive", "Dead"]


@pytest.mark.parametrize("total", ["合计", "Grand Total:"])
def test_a_total_beside_a_count_is_no_patent(tmp_path, words, total):
    rows = [
        ["专利名称", "公开号", "申请人", "申请日"],
        ["电池", "CN109999999A", "蓝川汽车有限公司", "2017-07-21"],
        [total, "25"],
    ]
    (reading,) = read_all(Saved().write(tmp_path / "list.csv", rows), words)
    assert [row.draft().rejected for row in reading.rows(office="CN")] == [False, True]


def test_signs_for_nothing_in_several_columns_of_one_field_say_nothing(tmp_path, words):
    heads = ["公开号", "名称", "引证专利", "引用专利"]
    rows = [heads, ["CN109999999A", "电池", "NULL", "-"], ["CN110000001A", "壳", "US10000001B2", "N/A"]]
    (reading,) = read_all(Saved().write(tmp_path / "list.csv", rows), words)
    assert [[cited.number for cited in draft.citations] for draft in reading.drafts()] == [[], ["US10000001"]]
