"""Check that what the rules say is there in both languages, and that doubts about a date are named."""

from __future__ import annotations

import re

import pytest

from patentdesk.docketing.lawtext import doubts, law_lines, law_name, law_text, proof_told
from patentdesk.docketing.records import Deadline
from patentdesk.services import law

TEXTS = ("title", "details", "consequence", "remedy", "extension_text", "grace_text", "confidence_text")


def said_by_the_rules(library):
    files = [name for name in library.names("rules", ".csv") if not name.endswith("service.csv")]
    return {row[column] for name in files for row in library.rows(name) for column in TEXTS if row[column]}


def test_every_text_of_the_shipped_rules_is_there_in_chinese(library):
    words = library.words("zh")
    english = {text for text in said_by_the_rules(library) if re.search("[A-Za-z]{3}", text)}
    assert len(english) > 700
    assert [text for text in sorted(english) if not re.search("[\u4e00-\u9fff]", law_name(text, words))] == []


def test_no_chinese_stands_for_a_text_that_no_rule_says(library):
    entries = library.words("zh").entries
    law_words = {key.removeprefix("law."): one for key, one in entries.items() if key.startswith("law.")}
    assert set(law_words) <= said_by_the_rules(library)
    assert [text for text, one in law_words.items() if one["en"] != text] == []


@pytest.mark.parametrize(
    ("rule_id", "zh"),
    [
        ("CN-INV-OA-01", "细则第 6 条第 2 款：自收到通知之日起 2 个月"),
        ("EP-FIL-01", "继续处理（本软件译文；英文：further processing）"),
    ],
)
def test_chinese_of_foreign_law_is_marked_as_ours(library, rule_id, zh):
    rule = law.rulebook(library).find(rule_id)
    assert law_text(rule, rule.remedy, library.words("zh")) == zh
    assert law_text(rule, rule.remedy, library.words("en")) == rule.remedy
    assert law_text(rule, "our own words", library.words("zh")) == "our own words"


def test_lines_tell_what_follows_and_what_helps(library):
    rule = law.rulebook(library).find("CN-INV-OA-01")
    assert law_lines(rule, library.words("en")) == [
        "If missed: application deemed withdrawn",
        "What helps then: R6(2) 2M from notice",
    ]


def test_what_a_deadline_was_closed_by_is_named(library):
    words = library.words("en")
    assert proof_told("RCPT 9", words) == "RCPT 9"
    assert proof_told("reply 2026-01-31", words) == f"{words('event.reply')} 2026-01-31"
    assert proof_told("", words) == ""


def test_a_doubtful_date_says_why(library):
    words = library.words("en")
    assert doubts(Deadline(confidence="primary"), words, unconfirmed=False) == []
    shaky = Deadline(confidence="knowledge", roll_verified=False)
    assert doubts(shaky, words, unconfirmed=True) == [
        "entered by one person only", "from knowledge, not verified", "calendar not yet published",
    ]  # fmt: skip
