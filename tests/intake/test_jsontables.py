"""Check that JSON lists of like objects are read as tables, and that other JSON is refused with a sentence."""

from __future__ import annotations

import json

import pytest

from patentdesk.intake.reading import read

ROW = {"申请号": "CN201710601862.3", "标题": "电池", "发明人": ["张三", "李四"], "owner": {"name": "甲"}}


@pytest.mark.parametrize("wrap", [lambda rows: rows, lambda rows: {"total": 1, "data": rows}])
def test_a_list_of_objects_is_a_table(tmp_path, words, wrap):
    path = tmp_path / "list.json"
    path.write_text(json.dumps(wrap([ROW, {"申请号": "CN201910000002.1"}]), ensure_ascii=False), encoding="utf-8")
    first, second = read(path, words).drafts()
    assert (first.values["title"], first.values["inventors_text"]) == ("电池", "张三 | 李四")
    assert "甲" in first.written.values()
    assert second.values["application_number"] == "201910000002"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ('[{"申请号": "CN201710601862.3", "a": "one", "a": "two"}]', "one | two"),
        ('[{"申请号": "CN201710601862.3", "a": "one", "a": "one"}]', "one"),
        ('[{"申请号": "CN201710601862.3", "a": ["one"], "a": ["two", "three"], "a": null}]', "one | two | three"),
        ('{"申请号": "CN201710601862.3", "a": "one", "a": "two"}\n{"申请号": "CN201910000002.1"}', "one | two"),
    ],
)
def test_a_name_that_stands_twice_in_an_object_keeps_both_of_its_values(tmp_path, words, text, written):
    path = tmp_path / "list.json"
    path.write_text(text, encoding="utf-8")
    assert next(iter(read(path, words).drafts())).written["a"] == written


def test_two_members_that_are_one_when_spread_keep_both_of_their_values(tmp_path, words):
    path = tmp_path / "list.json"
    path.write_text('[{"申请号": "CN201710601862.3", "a.b": "one", "a": {"b": "two"}}]', encoding="utf-8")
    [draft] = read(path, words).drafts()
    assert draft.written["a.b"] == "one | two"


def test_two_lists_of_one_name_are_one_list(tmp_path, words):
    path = tmp_path / "list.json"
    path.write_text(
        '{"data": [{"申请号": "CN201710601862.3"}], "data": [{"申请号": "CN201910000002.1"}]}', encoding="utf-8"
    )
    numbers = [draft.values["application_number"] for draft in read(path, words).drafts()]
    assert numbers == ["201710601862", "201910000002"]


def test_an_answer_with_a_name_twice_loses_nothing_silently(tmp_path, words):
    path = tmp_path / "answer.json"
    path.write_text(
        '{"patents": [{"patent_id": "10123456", "patent_title": "Motor", "patent_title": "Pump", '
        '"inventors": [{"inventor_last_name": "Doe"}], "inventors": [{"inventor_last_name": "Roe"}]}]}',
        encoding="utf-8",
    )
    reading = read(path, words)
    [draft] = reading.drafts()
    assert (draft.values["title"], draft.values["inventors_text"]) == ("Motor", "Doe | Roe")
    assert any("patent_title" in name for name in reading.mapping)


@pytest.mark.parametrize(
    ("text", "code"),
    [("[{", "json_damaged"), ("[1, 2]", "layout_unknown"), ('{"a": 1}', "layout_unknown"),
     ("[" * 9_000, "layout_unknown"),
     ('[{"a": ' * 9_000, "markup_too_deep"), ('[{"x": 1}]', "layout_unknown"), ("[]", "layout_unknown"),
     (json.dumps([dict.fromkeys(map(str, range(2_000))), *[{}] * 15_000]), "sheet_too_large_in_all")],
)  # fmt: skip
def test_other_json_is_refused_with_a_sentence(tmp_path, words, text, code):
    path = tmp_path / "list.json"
    path.write_text(text, encoding="utf-8")
    assert [problem.code for problem in read(path, words).problems] == [code]


def test_half_a_character_is_told_as_one_that_could_not_be_read(tmp_path, words):
    path = tmp_path / "list.json"
    path.write_text(r'[{"申请号": "CN201710601862.3", "标题": "pump \ud83d and \ud83d\ude00"}]', encoding="utf-8")
    assert [draft.values["title"] for draft in read(path, words).drafts()] == ["pump \ufffd and \U0001f600"]


def test_a_text_list_whose_first_cell_stands_in_brackets_is_no_json(tmp_path, words):
    path = tmp_path / "list.csv"
    path.write_text("[标]当前申请(专利权)人,申请号\n甲,CN201710601862.3\n", encoding="utf-8")
    assert [draft.values["application_number"] for draft in read(path, words).drafts()] == ["201710601862"]


def test_one_patent_alone_is_a_row(tmp_path, words):
    path = tmp_path / "one.json"
    path.write_text(
        json.dumps(
            {
                "publication_number": "US11734111B1",
                "title": "Cell holder",
                "inventors": [{"name": "Kana Ito", "link": "x"}, {"name": "Xiao Lin"}],
                "pages": [{"date": "2021-01-19", "code": "A"}],
            }
        ),
        encoding="utf-8",
    )
    (draft,) = read(path, words).drafts()
    assert (draft.values["grant_number"], draft.values["inventors_text"]) == ("US11734111", "Kana Ito | Xiao Lin")
    assert draft.written["pages"] == '{"date": "2021-01-19", "code": "A"}'


def test_patents_as_members_of_an_object_are_rows(tmp_path, words):
    path = tmp_path / "many.json"
    many = {"a": {"patent_number": "US11734111B1", "title": "A"}, "b": {"patent_number": "US11734112B1", "title": "B"}}
    path.write_text(json.dumps(many), encoding="utf-8")
    assert [draft.values["title"] for draft in read(path, words).drafts()] == ["A", "B"]
