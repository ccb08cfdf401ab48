"""The columns say what SQL says, whatever was done to the file."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from patentdesk.core.clock import FixedClock
from patentdesk.core.problems import Refused
from patentdesk.docketing.records import Deadline, DeadlineState
from patentdesk.portfolio.codes import EncumbranceKind, RightType, Role, Segment, Status
from patentdesk.portfolio.query import EVERYTHING, parse
from patentdesk.portfolio.records import Encumbrance, Organisation, Party, Patent
from patentdesk.store import columns
from patentdesk.store.arrays import Shape, empty, ranked, reranked
from patentdesk.store.columns import Ahead, Columns, position
from patentdesk.store.connection import driver
from patentdesk.store.file import PortfolioFile, Reader, Work
from patentdesk.store.words import sort_key

pytestmark = pytest.mark.usefixtures("least")

Step = tuple[object, ...]
CLOCK = FixedClock(date(2026, 1, 5))
DAYS = [date(1, 1, 1), date(2019, 12, 31), date(2020, 2, 29), date(2026, 1, 4), date(2026, 1, 5), date(9999, 12, 31)]
TEXTS = ["", "电池", "电机", "Battery pack", "battery PACK", "Ähre", "比亚迪", "a\x00b", "z%_", "龘"]
TEXTS += ["一" * 40, "一" * 40 + "二"]
NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
"""A run takes a hundredth of a second; to shrink one would take minutes."""
VALUES: dict[str, list[object]] = {
    "title": [*TEXTS],
    "note": [*TEXTS],
    "applicants_text": [*TEXTS],
    "responsible": [*TEXTS],
    "tags": [*TEXTS],
    "application_number": ["", "201910123456", "201910123457"],
    "office": ["CN", "US", "EP", ""],
    "status": list(Status),
    "right_type": list(RightType),
    "segment": [None, *Segment],
    "filing_date": [None, *DAYS],
    "expiry_date": [None, *DAYS],
    "claims_count": [None, 0, 5, 2**40],
    "cites_count": [None, -(2**63), 0, 2**63 - 1],
    "family_size": [None, 1, 5],
    "member_id": [None, 1, 2, 3],
}
TALLIES = [
    ("office",),
    ("status", "segment"),
    ("filing_date.year", "office"),
    ("filing_date",),
    ("expires.year",),
    ("member",),
    ("member", "status"),
    ("claims_count",),
    ("title",),
    ("due",),
]
FACETS = ("office", "status", "right_type", "segment", "member", "filing_date.year", "tags")
_QUERIES = """
| 电池 | batt | 比 | 2019101 | title:电池 | applicant:比亚迪 | note:电 | responsible:PACK | tags:"" | office:cn,EP
| status:granted -office:CN | segment:"" | filed:2019..2020-02 | filed>2019 | filed:"" | claims:..5 | claims>4
| claims:"" | responsible:电 | family:5 | due<90d | due>=today | due:"" | due:2026 | expires:2020 | expires:""
| member:比亚 | member:"" | is:alive | is:overdue | is:co-owned | is:due-blocked | id>3 | number:20191
| 电池 OR office:US | -(status:granted OR is:dead) | class:H01M | agency:""
| title:=电池 | tags:="Battery pack",z | note:="a b" | applicant:=比亚迪,电池 | member:=电池 | responsible:="z%_"
| is:encumbered | -is:co-owned | office:"" | title:"" | expires>2019 -电池
"""
QUERIES = [parse(text.strip()) for text in _QUERIES.split("|")]
SORTED = [*VALUES, "due", "expires", "member", "id", "agency"]
WHOLE = slice(None)
MIXED = [("status", True), ("title", False), ("filing_date", True)]


@contextmanager
def both(file: PortfolioFile) -> Iterator[tuple[Reader, Reader]]:
    """Yield a reader that asks columns and one that asks SQL, of the same snapshot."""
    with file.reading() as reader:
        assert reader.columns is not None
        yield reader, Reader(reader.connection, reader.today)


def compare(file: PortfolioFile, part: slice = WHOLE) -> None:
    """Ask everything both ways, or a part of each kind of question."""
    with both(file) as (columns, sql):
        for name in SORTED[part]:
            assert (
                columns.find(EVERYTHING, [(name, False)]).tolist() == sql.find(EVERYTHING, [(name, False)]).tolist()
            ), name
        for query in QUERIES[part]:
            assert columns.find(query, MIXED).tolist() == sql.find(query, MIXED).tolist(), query
        for by in TALLIES[part]:
            assert columns.tally(EVERYTHING, by) == sql.tally(EVERYTHING, by), by
        assert columns.facets(QUERIES[1], FACETS) == sql.facets(QUERIES[1], FACETS)


def ask_all(file: PortfolioFile) -> None:
    """Let every column be made that any of the questions asks for: the changes that come must be followed in each."""
    with file.reading() as reader:
        for name in SORTED:
            reader.find(EVERYTHING, [(name, False)])
        for query in QUERIES:
            reader.find(query, MIXED)
        for by in TALLIES:
            reader.tally(EVERYTHING, by)


def _value(name: str) -> st.SearchStrategy[object]:
    return st.sampled_from(VALUES[name])


changed = st.sampled_from(sorted(VALUES)).flatmap(lambda name: st.tuples(st.just(name), _value(name)))
patent = st.fixed_dictionaries({}, optional={name: _value(name) for name in VALUES})
numbers = st.lists(st.integers(1, 14), min_size=1, max_size=5, unique=True)
steps = st.one_of(
    st.tuples(st.just("add"), st.lists(patent, min_size=1, max_size=4), st.booleans()),
    st.tuples(st.just("change"), numbers, changed),
    st.tuples(st.just("remove"), numbers),
    st.tuples(st.just("deadline"), numbers, st.sampled_from([None, *DAYS]), st.sampled_from(["", "term"])),
    st.tuples(st.just("close"), st.integers(1, 6), st.sampled_from(list(DeadlineState))),
    st.tuples(st.just("party"), numbers),
    st.tuples(st.just("bond"), numbers, st.sampled_from([None, *DAYS])),
    st.tuples(st.just("rename"), st.integers(1, 3), st.sampled_from(TEXTS)),
    st.sampled_from([("undo",), ("undo",), ("redo",), ("keep",), ("reopen",), ("fail",)]),
)


def _do(work: Work, step: Step) -> None:
    match step:
        case ("add", list(many), bool(apart)):
            highest = max(work.column(Patent, "id"), default=0)
            first = highest + 3 if apart else 0
            work.add_all([Patent(**values, id=first and first + place) for place, values in enumerate(many)])
        case ("change", list(ids), (str(name), value)):
            work.change_many(Patent, ids, **{name: value})
        case ("remove", list(ids)):
            work.remove(Patent, ids)
        case ("deadline", list(ids), day, task):
            there = work.column(Patent, "id", id=ids)
            rule = f"r{work.operation_id}"
            problem = "" if day else "fact_missing"
            work.add_all(
                [Deadline(patent_id=one, rule_id=rule, due_date=day, task=task, problem=problem) for one in there]  # type: ignore[arg-type]
            )
        case ("close", int(one), state):
            work.change_many(Deadline, [one], state=state)
        case ("party", list(ids)):
            work.add_all([Party(patent_id=one, role=Role.OWNER) for one in work.column(Patent, "id", id=ids)])
        case ("bond", list(ids), day):
            there = work.column(Patent, "id", id=ids)
            work.add_all([Encumbrance(patent_id=one, kind=EncumbranceKind.CO_OWNER, end_date=day) for one in there])  # type: ignore[arg-type]
        case ("rename", int(one), str(name)):
            work.change_many(Organisation, [one], name=name)


def _step(file: PortfolioFile, path: Path, step: Step) -> PortfolioFile:
    match step[0]:
        case "undo" | "redo":
            following = file.undo_title() if step[0] == "undo" else file.redo_title()
            if following is not None and following.verb != "organisations":
                with suppress(Refused):
                    (file.undo if step[0] == "undo" else file.redo)()
        case "keep":
            file.keep_columns()
        case "reopen":
            file.close()
            return PortfolioFile.open(path, clock=CLOCK, user="li")
        case "fail":
            with suppress(ZeroDivisionError), file.operation("fail") as work:
                work.add(Patent(title="电池"))
                work.change_many(Patent, range(9), title="never", office="XX")
                raise ZeroDivisionError
        case _:
            with file.operation(str(step[0])) as work:
                _do(work, step)
    return file


@settings(max_examples=6, deadline=None, derandomize=True, phases=NO_SHRINKING)
@given(st.lists(st.tuples(steps, st.booleans()), min_size=4, max_size=14))
def test_columns_say_what_sql_says(new: Callable[..., PortfolioFile], run: list[tuple[Step, bool]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "p.pdesk"
        file = new(path)
        try:
            with file.operation("organisations") as work:
                work.add_all([Organisation(name=name) for name in ("比亚迪", "B", "b")])
            file = _step(file, path, ("add", [{"title": text} for text in TEXTS[:6]], False))
            ask_all(file)
            for number, (step, look) in enumerate(run):
                file = _step(file, path, step)
                if look:
                    compare(file, slice(number % 4, None, 4))
            compare(file)
            file.keep_columns()
            with PortfolioFile.open(path, clock=CLOCK, user="wang", read_only=True) as other:
                compare(other, slice(len(run) % 4, None, 4))
        finally:
            file.close()


def test_a_reader_of_an_older_state_asks_sql(file: PortfolioFile) -> None:
    with file.operation("add") as work:
        work.add_all([Patent(title="b"), Patent(title="a")])
    with file.reading() as older:
        assert older.find(EVERYTHING, [("title", False)]).tolist() == [2, 1]
        with file.operation("edit") as work:
            work.change(Patent, 1, title="0")
            work.add(Patent(title="00"))
        with file.reading() as newer:
            assert newer.find(EVERYTHING, [("title", False)]).tolist() == [1, 3, 2]
        assert older.find(EVERYTHING, [("title", False)]).tolist() == [2, 1]
        assert older.tally(EVERYTHING, ("office",)) == [("", 2)]


def test_an_operation_sees_its_own_changes(file: PortfolioFile) -> None:
    with file.operation("add") as work:
        ids = work.add_all([Patent(title="b"), Patent(title="a")])
        assert work.find(EVERYTHING, [("title", False)]).tolist() == ids[::-1]
        assert work.facets(EVERYTHING, ("office",)) == {"office": [("", 2)]}


def test_kept_columns_serve_the_next_session(file: PortfolioFile, path: Path) -> None:
    with file.operation("add") as work:
        work.add_all([Patent(title=title, office="CN") for title in "cab"])
    with file.reading() as reader:
        assert reader.find(parse("office:cn"), [("title", False)]).tolist() == [2, 3, 1]
    file.keep_columns()
    with file.operation("edit") as work:
        work.change(Patent, 3, title="z")
    file.close()
    with PortfolioFile.open(path, clock=CLOCK, user="li", read_only=True) as opened, opened.reading() as reader:
        kept = {row[0] for row in reader.connection.exec_driver_sql("SELECT name FROM columns")}
        assert kept >= {"*", "title", "office"}
        assert reader.find(parse("office:cn"), [("title", False)]).tolist() == [2, 1, 3]


def test_columns_far_behind_the_journal_are_kept_anew_when_the_file_is_closed(
    file: PortfolioFile, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(columns, "_BATCH", 4)
    with file.operation("add") as work:
        work.add_all([Patent(title=title) for title in "cabde"])
    with file.reading() as reader:
        reader.find(EVERYTHING, [("title", False)])
    file.keep_columns()
    for title in "xyzuvw":
        with file.operation("edit") as work:
            work.change(Patent, 3, title=title)
        with file.reading() as reader:
            reader.find(EVERYTHING, [("title", False)])
    file.close()
    raw = sqlite3.connect(path)
    (last,) = raw.execute("SELECT max(seq) FROM changes").fetchone()
    assert raw.execute("SELECT DISTINCT seq FROM columns").fetchall() == [(last,)]
    raw.close()


def test_keeping_brings_forward_what_the_file_holds_and_makes_nothing_anew(
    file: PortfolioFile, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with file.operation("add") as work:
        work.add_all([Patent(title=title, office="CN") for title in "cab"])
    compare(file)
    file.keep_columns()
    file.close()
    with PortfolioFile.open(path, clock=CLOCK, user="li") as opened:
        with opened.operation("edit") as work:
            work.change(Patent, 3, office="US")
        monkeypatch.setattr(columns, "_whole", None)
        opened.keep_columns()
        monkeypatch.undo()
        compare(opened)


def test_damaged_or_foreign_columns_are_made_anew(file: PortfolioFile, path: Path) -> None:
    with file.operation("add") as work:
        work.add_all([Patent(title=title) for title in "cab"])
    with file.reading() as reader:
        reader.find(EVERYTHING, [("title", False)])
    file.keep_columns()
    file.close()
    raw = sqlite3.connect(path)
    raw.execute("UPDATE columns SET made = 'other' WHERE name = 'title'")
    raw.commit()
    raw.close()
    with PortfolioFile.open(path, clock=CLOCK, user="li") as opened:
        with opened.reading() as reader:
            assert reader.find(EVERYTHING, [("title", False)]).tolist() == [2, 3, 1]
        assert opened.verify() == []


def test_a_reader_of_an_older_state_gets_no_later_ids_and_no_later_column(file: PortfolioFile) -> None:
    with file.operation("add") as work:
        work.add_all([Patent(title=title) for title in "ba"])
    columns = Columns()
    with file.reading() as older:
        raw = driver(older.connection)
        seen = position(raw)
        with file.operation("edit") as work:
            work.change(Patent, 1, title="0")
        with file.reading() as newer:
            for ask in (columns.ids, lambda one, seq: columns.column("title", one, seq)):
                ask(driver(newer.connection), position(driver(newer.connection)))
                with pytest.raises(Ahead):
                    ask(raw, seen)


def test_a_column_that_was_saved_with_other_ids_is_made_anew(file: PortfolioFile, path: Path) -> None:
    with file.operation("add") as work:
        ids = work.add_all([Patent(title=f"{n * 17 % 41 + 10}") for n in range(40)])
    with file.reading() as reader:
        reader.find(EVERYTHING, [("title", False)])
    file.keep_columns()
    file.close()
    with closing(sqlite3.connect(path)) as raw:
        (row,) = raw.execute("SELECT * FROM columns WHERE name = 'title'").fetchall()
    with PortfolioFile.open(path, clock=CLOCK, user="li") as opened:
        with opened.operation("change") as work:
            work.remove(Patent, [1])
            work.add(Patent(title="0"))
        opened.keep_columns()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("DELETE FROM columns WHERE name = 'title'")
        raw.execute(f"INSERT INTO columns VALUES ({', '.join('?' * len(row))})", row)
    with PortfolioFile.open(path, clock=CLOCK, user="li") as opened, opened.reading() as reader:
        assert reader.find(EVERYTHING, [("title", False)]).tolist() == [
            41,
            *sorted(ids[1:], key=lambda i: (i - 1) * 17 % 41),
        ]


keys = st.lists(st.binary(max_size=2).filter(lambda key: b"\0" not in key), min_size=1, max_size=30)


@settings(max_examples=30)
@given(keys, st.data())
def test_new_keys_find_their_rank(before: list[bytes], data: st.DataObject) -> None:
    ids = np.arange(10, 10 + len(before))
    column = ranked(empty(Shape.RANKS, ids, 1), [before])
    after = list(before)
    for _ in range(2):
        rows = np.array(data.draw(st.lists(st.integers(0, len(before) - 1), unique=True, max_size=8)), np.int64)
        new = data.draw(st.lists(keys.map(lambda some: some[0]), min_size=len(rows), max_size=len(rows)))
        for row, key in zip(rows.tolist(), new, strict=True):
            after[row] = key
        if len(rows):
            column = reranked(column, rows, new, lambda some: [after[one - 10] for one in some])
        for one in range(len(after)):
            for other in range(len(after)):
                assert (after[one] < after[other]) == bool(column.data[one] < column.data[other])


def test_text_stands_by_pinyin_and_capitals_do_not_count() -> None:
    written = ["充电桩", "Battery", "电池", "减速器", "比亚迪", "a-z", "12", "", "battery 2", "转子"]
    assert sorted(written, key=sort_key) == [
        "", "12", "a-z", "Battery", "battery 2", "比亚迪", "充电桩", "电池", "减速器", "转子",
    ]  # fmt: skip
    assert sort_key(None) is None
