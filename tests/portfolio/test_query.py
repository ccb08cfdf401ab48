from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentdesk.core.problems import Refused
from patentdesk.portfolio.codes import Status
from patentdesk.portfolio.fields import FIELDS, FLAGS, FieldKind
from patentdesk.portfolio.query import (
    EVERYTHING,
    All,
    Any,
    Compare,
    Flag,
    Match,
    Not,
    Query,
    Range,
    Text,
    parse,
    show,
)
from patentdesk.portfolio.speech import codes, speech
from patentdesk.services.library import Library

LIBRARY = Library(Path(__file__).resolve().parents[2] / "resources")
CHINESE, ENGLISH = LIBRARY.words("zh"), LIBRARY.words("en")
CASES = {
    "": EVERYTHING,
    "   ": EVERYTHING,
    "电池": Text("电池"),
    '"thermal management"': Text("thermal management"),
    "电池 pack": All((Text("电池"), Text("pack"))),
    "status:granted": Match("status", ("granted",)),
    "状态:授权": Match("status", ("granted",)),
    "状态：授权": Match("status", ("granted",)),
    "申请人:比亚迪": Match("applicant", ("比亚迪",)),
    "member:=江淮动力,比亚迪": Match("member", ("江淮动力", "比亚迪"), exact=True),
    "成员：＝江淮动力": Match("member", ("江淮动力",), exact=True),
    'member:"=x"': Match("member", ("=x",)),
    "status:=granted": Match("status", ("granted",)),
    "note:a\0b": All((Match("note", ("a",)), Text("b"))),
    "office:CN,EP，US": Match("office", ("CN", "EP", "US")),
    'applicant:"BYD Co, Ltd",华为': Match("applicant", ("BYD Co, Ltd", "华为")),
    'segment:""': Match("segment", ("",)),
    "filed:2015..2020": Range("filing_date", "2015", "2020"),
    "filed:..2020-06": Range("filing_date", "", "2020-06"),
    "filed:2019": Match("filing_date", ("2019",)),
    "family>3": Compare("family_size", ">", "3"),
    "due<90d": Compare("due", "<", "90d"),
    "granted>=2020-01-31": Compare("grant_date", ">=", "2020-01-31"),
    "is:co-owned": Flag("co-owned"),
    "is:共有": Flag("co-owned"),
    "-segment:charging": Not(Match("segment", ("charging",))),
    "--电池": Not(Not(Text("电池"))),
    "a OR b c": Any((Text("a"), All((Text("b"), Text("c"))))),
    "(a OR b) c": All((Any((Text("a"), Text("b"))), Text("c"))),
    "-(a b)": Not(All((Text("a"), Text("b")))),
    "ORDER or": All((Text("ORDER"), Text("or"))),
    "US 10,123,456 B2": Text("US 10,123,456 B2"),
    "CN 2019 1 0123456.7 电池": All((Text("CN 2019 1 0123456.7"), Text("电池"))),
    "ZL201910123456.7": Text("ZL201910123456.7"),
    "a-b": Text("a-b"),
    "IPC:H01M10/0525": Match("class", ("H01M10/0525",)),
    r'"say \"hi\" \\"': Text('say "hi" \\'),
}


@pytest.mark.parametrize(("text", "query"), CASES.items())
def test_reading(text: str, query: Query) -> None:
    assert parse(text, {"status": {"授权": "granted"}}) == query


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("colour:red", "query_unknown_field", 1),
        ("a colour>3", "query_unknown_field", 3),
        ("is:pretty", "query_unknown_flag", 4),
        ("filed:soon", "query_bad_date", 11),
        ("filed:2019-13", "query_bad_date", 14),
        ("filed:0000", "query_bad_date", 11),
        ("a filed:2020..2018", "query_backwards", 9),
        ("filed:2020-06..2020-05-31", "query_backwards", 7),
        ("family:9..3", "query_backwards", 8),
        ("family>many", "query_bad_number", 12),
        ("title>3", "query_no_order", 8),
        ("(a b", "query_bracket", 1),
        ("a b)", "query_bracket", 4),
        ('a "b', "query_quote", 3),
        ("office:", "query_no_value", 8),
        ("office:CN,", "query_no_value", 11),
        ("(" * 200, "query_too_deep", 51),
        ("-" * 500 + "a", "query_too_deep", 51),
        ("a %", "query_no_words", 3),
        ("a OR :", "query_no_words", 6),
        ("\U0001f600 a", "query_no_words", 1),
        ("& -", "query_no_words", 1),
        ("a -&", "query_no_words", 3),
        ('a ""', "query_no_words", 3),
        ("a " * 10_001, "query_too_long", 20_001),
    ],
)
def test_faults_name_their_place(text: str, code: str, position: int) -> None:
    with pytest.raises(Refused) as caught:
        parse(text)
    assert caught.value.problem.code == code
    assert caught.value.problem.args["position"] == position


def test_a_code_that_the_field_does_not_know_is_named_at_its_place() -> None:
    codes = {"status": {"授权": "granted"}, "encumbrance": {"质押": "Pledge"}}
    assert parse("status:GRANTED,授权", codes) == Match("status", ("granted", "granted"))
    assert parse("encumbrance:pledge", codes) == Match("encumbrance", ("Pledge",))
    assert parse('status:"" kind:ZZ', codes) == All((Match("status", ("",)), Match("kind_code", ("ZZ",))))
    with pytest.raises(Refused) as caught:
        parse("a status:granted,bogus", codes)
    assert (caught.value.problem.code, caught.value.problem.args) == (
        "query_unheard_value", {"position": 18, "near": "bogus", "known": "granted"}
    )  # fmt: skip
    with pytest.raises(Refused) as caught:
        parse("status:授全", codes)
    assert (caught.value.problem.code, caught.value.problem.args["known"]) == ("query_unknown_value", "授权")


def test_signs_between_words_say_nothing() -> None:
    assert parse("Smith & Co") == All((Text("Smith"), Text("Co")))
    assert parse("a / -b") == All((Text("a"), Not(Text("b"))))


def _fields(*kinds: FieldKind) -> st.SearchStrategy[str]:
    return st.sampled_from([field.name for field in FIELDS if field.kind in kinds])


ORDERED = st.one_of(
    st.tuples(_fields(FieldKind.DATE), st.sampled_from(["2019", "2019-02", "2019-02-28", "today", "90d", "-2w", "1y"])),
    st.tuples(_fields(FieldKind.NUMBER), st.integers(-99, 10**6).map(str)),
)
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
LEAVES = st.one_of(
    WORDS.filter(lambda text: any(map(str.isalnum, text))).map(Text),
    st.builds(
        Match,
        _fields(FieldKind.TEXT, FieldKind.CODE, FieldKind.OFFICE_NUMBER),
        st.lists(WORDS, min_size=1, max_size=3).map(tuple),
    ),
    st.builds(Match, _fields(FieldKind.TEXT), st.lists(WORDS, min_size=1, max_size=3).map(tuple), st.booleans()),
    ORDERED.map(lambda pair: Match(pair[0], (pair[1],))),
    ORDERED.map(lambda pair: Range(pair[0], pair[1], "")),
    ORDERED.map(lambda pair: Range(pair[0], "", pair[1])),
    st.builds(
        lambda pair, relation: Compare(pair[0], relation, pair[1]), ORDERED, st.sampled_from(["<", "<=", ">", ">="])
    ),
    st.sampled_from(sorted(FLAGS)).map(Flag),
)


def _grown(parts: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.one_of(several.map(All), several.map(Any), parts.map(Not))


@given(st.recursive(LEAVES, _grown, max_leaves=12))
def test_what_is_shown_reads_the_same(query: Query) -> None:
    assert parse(show(query)) == query


@given(st.recursive(LEAVES, _grown, max_leaves=12))
def test_what_is_shown_in_chinese_reads_the_same(query: Query) -> None:
    assert parse(show(query, speech(CHINESE))) == query


def test_names_of_codes_read_as_the_codes() -> None:
    known = codes(CHINESE)
    named = All((Match("status", tuple(Status)), Match("segment", ("",)), Not(Match("decision", ("KEEP",)))))
    assert parse(show(named, speech(CHINESE)), known) == parse(show(named), known)


def test_conditions_are_written_in_the_language_of_the_user() -> None:
    query = parse('status:granted,pending filed:2015.. due<90d -office:CN is:alive kind:A "a b"')
    assert show(query, speech(CHINESE)) == '状态:授权,审中 申请日:2015.. 期限<90d -受理局:CN 是:有效 文献种类:A "a b"'
    assert show(query, speech(ENGLISH)) == show(query)


@given(st.text(st.sampled_from('a1电:"(),-<>=. OR\\是'), max_size=30))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    fault, query = _outcome(text)
    if query is None:
        assert 1 <= int(fault) <= len(text) + 1
    else:
        assert parse(show(query)) == query


def _outcome(text: str) -> tuple[str, Query | None]:
    try:
        return "", parse(text)
    except Refused as refused:
        return str(refused.problem.args["position"]), None
