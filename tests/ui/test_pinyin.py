"""Test finding Chinese by pinyin."""

from __future__ import annotations

import pytest

from patentdesk.ui.pinyin import readings, spelled


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("daoru", "执行导入"),
        ("dcqd", "导出清单…"),
        ("daocqingd", "导出清单…"),
        ("qhqsss", "切换浅色/深色"),
        ("shense", "切换浅色/深色"),
        ("xywj", "校验文件"),
        ("jiaoyan", "校验文件"),
        ("ipcxiaolei", "IPC 小类"),
        ("az", "啊座"),
        ("undo", "Undo"),
    ],
)
def test_whole_readings_first_letters_and_both_mixed(typed, text):
    assert spelled(typed, text)


@pytest.mark.parametrize(
    ("character", "ways"),
    [
        ("重", "chong zhong"),
        ("行", "hang xing"),
        ("长", "chang zhang"),
        ("传", "chuan zhuan"),
        ("调", "diao tiao"),
        ("率", "lu lv shuai"),
        ("期", "qi"),
        ("校", "jiao xiao"),
        ("会", "hui kuai"),
        ("色", "se shai"),
        ("藏", "cang zang"),
        ("略", "lue lve"),
        ("女", "nv"),
    ],
)
def test_a_character_with_several_readings_is_found_by_each(character, ways):
    assert sorted(readings(character)) == ways.split()


@pytest.mark.parametrize(
    ("typed", "text"), [("chongxin", "重新计算"), ("hanggao", "行高"), ("huilü", "汇率"), ("cxjs", "重新计算")]
)
def test_titles_with_such_characters(typed, text):
    assert spelled(typed, text)


@pytest.mark.parametrize(
    ("typed", "text"), [("daoc", "导入"), ("rudao", "导入"), ("a", ""), ("r", "镕😀"), ("daorux", "导入")]
)
def test_what_does_not_spell_the_text(typed, text):
    assert not spelled(typed, text)


def test_what_has_no_reading_is_passed_over():
    assert readings("镕") == readings("😀") == readings("/") == ()
    assert spelled("daoru", "导-镕入")
