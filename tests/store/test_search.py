import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from patentdesk.core.clock import FixedClock
from patentdesk.docketing.records import Deadline, DeadlineState
from patentdesk.portfolio.codes import DifferenceState, EncumbranceKind, OrganisationKind, Role, Segment, Status
from patentdesk.portfolio.fields import BY_NAME, FIELDS, FLAGS, FieldKind
from patentdesk.portfolio.query import EVERYTHING, Flag, Match, parse
from patentdesk.portfolio.records import (
    Classification,
    Difference,
    Encumbrance,
    HandMade,
    ImportedFile,
    Organisation,
    Party,
    Patent,
)
from patentdesk.store import finding
from patentdesk.store.file import PortfolioFile
from patentdesk.triage.records import Decision, DecisionCode, Grade, Review, ReviewItem
from patentdesk.valuation.records import Valuation

CLOCK = FixedClock(date(2026, 1, 5))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortfolioFile]:
    path = tmp_path_factory.mktemp("search") / "p.pdesk"
    with PortfolioFile.create(path, clock=CLOCK, user="li") as file:
        _fill(file)
        yield file


def _fill(file: PortfolioFile) -> None:
    with file.operation("fill") as work:
        member = work.add(Organisation(kind=OrganisationKind.MEMBER, name="比亚迪", name_en="BYD"))
        one = Patent(
            title="一种动力电池热管理系统",
            abstract="包括液冷板100%与_泵",
            office="CN",
            application_number="201910123456",
            application_number_text="CN201910123456.7",
            status=Status.GRANTED,
            segment=Segment.BATTERY,
            filing_date=date(2019, 1, 31),
            family_size=5,
            member_id=member,
            applicants_text="比亚迪股份有限公司 | 清华大学",
            tags="key, 2026",
        )
        two = Patent(
            title="Thermal management of a battery pack",
            title_en="Thermal management of a battery pack",
            office="US",
            publication_number="US10123456",
            publication_number_text="US 10,123,456 B2",
            status=Status.LAPSED,
            filing_date=date(2020, 2, 29),
            applicants_text="Tésla, Inc.",
        )
        three = Patent(title="充电桩", office="EP", ipc_main="B60L53/16", status=Status.PENDING, claims_count=0)
        assert work.add_all([one, two, three]) == [1, 2, 3]
        work.add_all([Party(patent_id=1, position=n, role=Role.APPLICANT, name=str(n)) for n in range(2)])
        work.add_all([Party(patent_id=2, role=Role.APPLICANT), Party(patent_id=2, role=Role.OWNER)])
        work.add(Classification(patent_id=1, symbol="H01M10/613"))
        work.add(Encumbrance(patent_id=1, kind=EncumbranceKind.PLEDGE, end_date=date(2026, 1, 5)))
        work.add(Encumbrance(patent_id=2, kind=EncumbranceKind.LICENCE, end_date=date(2026, 1, 4)))
        work.add_all(
            [
                Deadline(patent_id=1, rule_id="a", due_date=date(2026, 1, 31)),
                Deadline(patent_id=1, rule_id="b", due_date=date(2025, 1, 1), state=DeadlineState.DONE),
                Deadline(patent_id=2, rule_id="a", due_date=date(2026, 1, 4)),
                Deadline(patent_id=3, rule_id="a", problem="fact_missing"),
            ]
        )
        work.add(Decision(patent_id=1, code=DecisionCode.DROP))
        work.add(Decision(patent_id=1, code=DecisionCode.KEEP, signed_at=datetime(2026, 1, 1, tzinfo=UTC)))
        review, source = work.add(Review(name="r")), work.add(ImportedFile(name="f"))
        work.add(ReviewItem(review_id=review, patent_id=2, grade=Grade.D))
        work.add(Difference(patent_id=2, file_id=source, field_name="title", told="x"))
        work.add(Difference(patent_id=3, field_name="title", told="x", state=DifferenceState.HELD))
        work.add(HandMade(patent_id=3, field_name="title"))
        work.add(Valuation(patent_id=3, valued_on=date(2026, 1, 1)))


CASES = """
                                    | 1 2 3
电池                                | 1
热管理                              | 1
管                                  | 1
池热                                | 1
理热                                |
battery                             | 2
batt                                | 2
BATTERY pack                        | 2
batteries                           | 2
packing                             | 2
title:packed                        | 2
"batteries pack"                    |
ba                                  |
ofs                                 | 2
of                                  | 2
"battery pack"                      | 2
"pack battery"                      |
tesla                               | 2
"100%"                              | 1
电池 OR thermal                     | 1 2
thermal OR 充电桩                   | 2 3
-电池                               | 2 3
-(电池 OR thermal)                  | 3
CN201910123456.7                    | 1
CN 2019 1 0123456.7                 | 1
ZL201910123456.7                    | 1
201910123456                        | 1
20191012                            | 1
２０１９１０１２                    | 1
１２３                              |
①②③④                                |
ＢＡＴＴＥＲＹ                      | 2
US 10,123,456 B2                    | 2
10123456                            | 2
US10123456B2                        | 2
number:"US 10,123,456"              | 2
number:99999                        |
申请人:比亚迪                       | 1
applicant:清华,tesla                | 1 2
applicant:华大                      | 1
inventor:比亚迪                     |
applicant:Tésla                     | 2
title:电池                          | 1
title:液冷                          |
abstract:液冷                       | 1
member:比亚迪                       | 1
member:byd                          | 1
member:""                           | 2 3
tags:key                            | 1
tags:%                              |
note:""                             | 1 2 3
office:cn,EP                        | 1 3
status:granted                      | 1
-status:granted                     | 2 3
segment:battery                     | 1
segment:""                          | 2 3
-segment:battery                    | 2 3
class:H01M                          | 1
class:B60L53                        | 3
class:""                            | 2
filed:2019                          | 1
filed:2019-01                       | 1
filed:2019-01-30                    |
filed:2019..2020-02-28              | 1
filed:2019..2020-02                 | 1 2
filed:..2019                        | 1
filed<0001                          |
filed>=0001                         | 1 2
filed>9999                          |
filed>9999-12-31                    |
filed<=9999-12-31                   | 1 2
filed:..                            | 1 2
filed:""                            | 3
filed>2019                          | 2
filed>=2019                         | 1 2
filed<2020                          | 1
filed<=2019-01-31                   | 1
filed<2019-01-31                    |
-filed<2020                         | 2 3
family>4                            | 1
family>5                            |
family:5                            | 1
family:""                           | 2 3
claims:0                            | 3
claims:..5                          | 3
due<90d                             | 1 2
due<26d                             | 2
due<=26d                            | 1 2
due>=today                          | 1
due:""                              |
decision:keep                       | 1
decision:DROP                       |
decision:""                         | 2 3
grade:d                             | 2
encumbrance:pledge                  | 1
is:alive                            | 1 3
is:dead                             | 2
is:co-owned                         | 1
is:encumbered                       | 1
is:overdue                          | 2
is:due-blocked                      | 3
is:decided                          | 1
is:signed                           | 1
is:valued                           | 3
is:hand-made                        | 3
is:conflicting                      | 2
"a' OR 1=1 --"                      |
"NEAR(电池)"                        |
"""


@pytest.fixture(params=["one connection", "two connections"])
def _connections(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "_SHARED", 1 if request.param == "two connections" else 1 << 60)


@pytest.mark.usefixtures("_connections")
@pytest.mark.parametrize("line", CASES.strip("\n").splitlines())
def test_finding(filled: PortfolioFile, line: str) -> None:
    text, _, expected = line.rpartition("|")
    with filled.reading() as reader:
        assert reader.find(parse(text.strip())).tolist() == [int(number) for number in expected.split()]


@pytest.mark.usefixtures("_connections")
def test_a_reader_goes_on_finding_words_of_its_own_state(file: PortfolioFile) -> None:
    with file.operation("add") as work:
        work.add_all([Patent(title="pump"), Patent(title="pump"), Patent(title="valve")])
    with file.reading() as older:
        assert older.find(parse("pump")).tolist() == [1, 2]
        with file.operation("edit") as work:
            work.change(Patent, 3, title="pump valve")
            work.add(Patent(title="valve"))
        assert older.find(parse("valve")).tolist() == [3]
        with file.reading() as newer:
            assert newer.find(parse("pump")).tolist() == [1, 2, 3]
            assert newer.find(parse("valve")).tolist() == [3, 4]


def test_one_connection_looks_alone_where_no_other_can(filled: PortfolioFile, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(finding, "_SHARED", 1)
    monkeypatch.setattr(threading.Thread, "start", fails)
    with filled.reading() as reader:
        assert reader.find(parse("热管理")).tolist() == [1]


def test_every_field_and_flag_is_compiled(filled: PortfolioFile) -> None:
    samples = {FieldKind.DATE: "2020", FieldKind.NUMBER: "1"}
    with filled.reading() as reader:
        for field in FIELDS:
            reader.find(Match(field.name, (samples.get(field.kind, "x"), "")))
        for flag in FLAGS:
            reader.find(Flag(flag))
    assert BY_NAME["申请日"].name == "filing_date"


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ((("filing_date", False),), [3, 1, 2]),
        ((("filing_date", True),), [2, 1, 3]),
        ((("status", False), ("id", True)), [3, 1, 2]),
        ((("due", False),), [3, 2, 1]),
        ((("member", True),), [1, 2, 3]),
    ],
)
def test_sorting(filled: PortfolioFile, sort: tuple[tuple[str, bool], ...], expected: list[int]) -> None:
    with filled.reading() as reader:
        found = reader.find(EVERYTHING, sort)
    assert found.dtype == "int64"
    assert found.tolist() == expected


def test_tallying(filled: PortfolioFile) -> None:
    with filled.reading() as reader:
        assert reader.tally(EVERYTHING, ("filing_date.year",)) == [(None, 1), (2019, 1), (2020, 1)]
        assert reader.tally(parse("is:alive"), ("office", "member")) == [("CN", "比亚迪", 1), ("EP", None, 1)]
        assert reader.tally(parse("nothing-like-this"), ("office",)) == []
        assert reader.tally(EVERYTHING, ("member",)) == [(None, 2), ("比亚迪", 1)]


def test_a_term_ends_as_stated_otherwise_as_computed(file: PortfolioFile) -> None:
    with file.operation("fill") as work:
        stated, computed, both, neither = work.add_all(
            [Patent(expiry_date=date(2031, 5, 6)), Patent(), Patent(expiry_date=date(2030, 1, 1)), Patent()]
        )
        work.add_all(
            [
                Deadline(patent_id=computed, rule_id="t", task="term", unrolled_date=date(2029, 12, 31)),
                Deadline(patent_id=both, rule_id="t", task="term", unrolled_date=date(2033, 1, 1)),
                Deadline(patent_id=neither, rule_id="t", task="term", problem="missing_filing_date"),
                Deadline(patent_id=neither, rule_id="a", task="annuity", due_date=date(2029, 1, 1)),
            ]
        )
    with file.reading() as reader:
        assert reader.tally(EVERYTHING, ("expires.year",)) == [(None, 1), (2029, 1), (2030, 1), (2031, 1)]
        assert reader.find(parse("expires:2029")).tolist() == [computed]
        assert reader.find(parse("expires>=2030")).tolist() == [stated, both]
        assert reader.find(parse('expires:""')).tolist() == [neither]
        assert reader.find(parse("expiry_date:2030")).tolist() == [both]
        assert reader.find(EVERYTHING, (("expires", False),)).tolist() == [neither, computed, both, stated]


def test_the_index_follows_every_change(tmp_path: Path) -> None:
    with PortfolioFile.create(tmp_path / "p.pdesk", clock=CLOCK, user="li") as file:

        def hits(text: str) -> int:
            with file.reading() as reader:
                return len(reader.find(parse(text)))

        with file.operation("add") as work:
            patent_id = work.add(Patent(title="电机"))
        with file.operation("edit") as work:
            work.change(Patent, patent_id, title="电池", publication_number="EP1234567")
            assert work.find(parse("电池")).tolist() == [patent_id]
        assert (hits("电机"), hits("电池"), hits("EP1234567")) == (0, 1, 1)
        file.undo()
        assert (hits("电机"), hits("电池"), hits("EP1234567")) == (1, 0, 0)
        file.undo()
        assert (hits("电机"), hits("电池")) == (0, 0)
        file.redo()
        assert hits("电机") == 1
        assert file.verify() == []


def test_a_whole_number_beats_a_beginning(filled: PortfolioFile) -> None:
    with filled.reading() as reader:
        assert reader.with_number("CN 201910123456.7").tolist() == [1]
        assert reader.with_number("2019").tolist() == [1]
        assert reader.with_number("77").tolist() == []


def test_a_number_is_found_as_lists_show_it(tmp_path: Path) -> None:
    with PortfolioFile.create(tmp_path / "p.pdesk", clock=CLOCK, user="li") as file:
        with file.operation("add") as work:
            us = work.add(Patent(publication_number="US20250900065", publication_number_text="US-2025900065-A1"))
            kr = work.add(Patent(publication_number="KR1020210900018", publication_number_text="KR-20210900018-A"))
            pct = work.add(Patent(office="WO", application_number="CN2025900001"))
            lens = work.add(Patent(external_id="092-659-952-689-072"))
        with file.reading() as reader:
            for patent_id, shown in ((us, "US20250900065A1"), (kr, "KR1020210900018A"), (pct, "PCT/CN2025/900001")):
                assert reader.with_number(shown).tolist() == [patent_id]
                assert reader.find(parse(f"number:{shown}")).tolist() == [patent_id]
                assert reader.find(parse(shown)).tolist() == [patent_id]
            assert reader.with_number("092-659-952-689-072").tolist() == [lens]
