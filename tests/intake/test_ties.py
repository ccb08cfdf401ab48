"""Check what event codes, words and columns say of licences, pledges and preservations."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentdesk.intake.documents.model import RawEvent
from patentdesk.intake.ties import DraftTie, joined_ties, read_ties, ties_of_columns, write_ties
from patentdesk.portfolio.codes import EncumbranceKind

PLEDGE, LICENCE, PRESERVATION = EncumbranceKind.PLEDGE, EncumbranceKind.LICENCE, EncumbranceKind.PRESERVATION


def ties(words, *told):
    events = [RawEvent(*event) for event in told]
    return [(tie.kind, tie.counterparty, tie.start, tie.end) for tie in words.events.ties.ties(events)]


def test_a_registered_pledge_runs_until_it_is_cancelled(words):
    begun = ("inpadoc", "CN", "PE01", "20230922", "Entry into force of the registration of the contract for pledge of "
             "patent right; Pledgee: Bank of Wuhu Pledgor: ACME Registration number: Y2023")  # fmt: skip
    ended = ("inpadoc", "CN", "PC01", "20250105", "Cancellation of the registration of the contract for pledge")
    assert ties(words, begun) == [(PLEDGE, "Bank of Wuhu", date(2023, 9, 22), None)]
    assert ties(words, ended, begun) == [(PLEDGE, "Bank of Wuhu", date(2023, 9, 22), date(2025, 1, 5))]


def test_pledges_that_follow_each_other_are_several(words):
    told = [("inpadoc", "CN", code, day, "") for code, day in
            (("PE01", "2022-07-19"), ("PC01", "2023-07-21"), ("PE01", "2023-07-21"))]  # fmt: skip
    assert [(start, end) for _, _, start, end in ties(words, *told)] == [
        (date(2022, 7, 19), date(2023, 7, 21)), (date(2023, 7, 21), None)]  # fmt: skip


@pytest.mark.parametrize(
    ("office", "code", "text", "kind"),
    [
        ("CN", "EE01", "", LICENCE),
        ("CN", "OL01", "", LICENCE),
        ("CN", "PP01", "", PRESERVATION),
        ("CN", "", "专利权质押合同登记的生效", PLEDGE),
        ("CN", "", "专利实施许可合同备案的生效", LICENCE),
        ("CN", "", "专利权的保全", PRESERVATION),
        ("EP", "111L", "LICENCE RECORDED", LICENCE),
        ("EP", "U70", "", PLEDGE),
        ("US", "AS", "Owner name: BANK; Free format text: SECURITY INTEREST;ASSIGNOR:ACME", PLEDGE),
        ("DE", "R088", "", LICENCE),
        ("FR", "GC", "", PLEDGE),
    ],
)
def test_codes_and_words_of_offices_begin_a_tie(words, office, code, text, kind):
    assert [tie[0] for tie in ties(words, ("inpadoc", office, code, "2024-01-02", text))] == [kind]


@pytest.mark.parametrize(("code", "text"), [("AS", "ASSIGNMENT OF ASSIGNORS INTEREST"), ("MAFP", "")])
def test_other_events_tie_nothing(words, code, text):
    assert ties(words, ("inpadoc", "US", code, "2024-01-02", text)) == []


def test_one_recording_may_release_one_creditor_and_name_another(words):
    first = ("inpadoc", "US", "AS", "2021-04-08", "Assignment: Owner name: ALTER DOMUS (US) LLC; Free format text: "
             "SECURITY INTEREST;ASSIGNORS:ACME; Effective date: 20201228")  # fmt: skip
    second = ("inpadoc", "US", "AS", "2021-12-29", "Assignment: Owner name: U.S. BANK; Free format text: SECURITY "
              "INTEREST; Effective date: 20211220; Owner name: ACME; Free format text: RELEASE BY SECURED PARTY;"
              "ASSIGNOR:ALTER DOMUS; Effective date: 20211219")  # fmt: skip
    assert ties(words, first, second) == [
        (PLEDGE, "ALTER DOMUS (US) LLC", date(2020, 12, 28), date(2021, 12, 19)),
        (PLEDGE, "U.S. BANK", date(2021, 12, 20), None),
    ]


def test_columns_of_a_list_name_the_other_side():
    told = {"licensees": "甲公司", "licence_date": "2020.03.04 | 2021.03.04", "licence_type": "普通许可",
            "pledgees": "某银行", "pledge_period": "2021-01-02至2024-01-01",
            "plaintiffs": "乙", "defendants": "丙"}  # fmt: skip
    assert ties_of_columns(told) == (
        DraftTie(LICENCE, "甲公司", date(2020, 3, 4), note="普通许可"),
        DraftTie(PLEDGE, "某银行", date(2021, 1, 2), date(2024, 1, 1)),
        DraftTie(EncumbranceKind.LITIGATION, "乙 / 丙"),
    )


def test_a_list_with_events_of_a_pledge_gives_one_tie_with_its_end(write_csv, drafts_of):
    inpadoc = ("2023-07-21 | CANCELLATION OF THE REGISTRATION OF THE CONTRACT FOR PLEDGE OF PATENT RIGHT | CN | "
               "2022-07-19 | ENTRY INTO FORCE OF THE REGISTRATION OF THE CONTRACT FOR PLEDGE | CN")  # fmt: skip
    rows = [
        ["公开(公告)号", "标题", "法律状态/事件", "INPADOC法律状态"],
        ["CN109999999B", "电池", "授权 | 质押", inpadoc],
    ]
    (draft,) = drafts_of(write_csv(rows))
    assert [(tie.kind, tie.start, tie.end) for tie in draft.encumbrances] == [
        (PLEDGE, date(2022, 7, 19), date(2023, 7, 21))]  # fmt: skip


def test_a_bare_word_adds_nothing_to_a_tie_told_in_full():
    bare, full = DraftTie(PLEDGE, note="质押"), DraftTie(PLEDGE, "Bank", date(2022, 1, 1))
    assert joined_ties([bare, full]) == (full,)
    assert joined_ties([bare, DraftTie(LICENCE)]) == (bare, DraftTie(LICENCE))


_TEXT = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\r\x00"), max_size=20)
_TIES = st.builds(
    DraftTie,
    st.sampled_from(EncumbranceKind),
    _TEXT,
    st.none() | st.dates(date(1900, 1, 1)),
    st.none() | st.dates(date(1900, 1, 1)),
    st.none(),
    st.just(""),
    _TEXT,
)


@given(st.lists(_TIES, max_size=4))
def test_ties_written_as_a_cell_are_read_back(told):
    assert read_ties(write_ties(told)) == tuple(told)


def test_an_amount_comes_back_with_its_currency():
    tie = DraftTie(PLEDGE, amount_minor=123_456_789, currency="CNY")
    assert read_ties(write_ties([tie])) == (tie,)
