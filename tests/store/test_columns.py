"""The columns say what SQL says, whatever was done to the file."""

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from patentdesk.core.clock import FixedClock
from patentdesk.core.problems import Refused
from patentdesk.docketing.records import Deadline, DeadlineState
from patentdesk.portfolio.codes import EncumbranceKind, RightType, Role, Segment, Status
from patentdesk.portfolio.query import Node, parse
from patentdesk.portfolio.records import Encumbrance, Organisation, Party, Patent
from patentdesk.store.file import PortfolioFile, Reader, Work

Step = tuple[object, ...]
Asked = tuple[Node, list[tuple[str, bool]], tuple[str, ...]]
CLOCK = FixedClock(date(2026, 1, 5))
DAYS = [date(1, 1, 1), date(2019, 12, 31), date(2020, 2, 29), date(2026, 1, 4), date(2026, 1, 5), date(9999, 12, 31)]
TEXTS = ["", "电池", "电机", "Battery pack", "battery PACK", "Ähre", "比亚迪", "a\x00b", "z%_", "龘"]
TEXTS += ["一" * 40, "一" * 40 + "二"]
NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
"""A run takes a hundredth of a second; to shrink one would take minutes."""
FIELD_NAMES = [item.name for item in dataclasses.fields(Patent) if item.name not in {"uid"}]
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
QUERIES = """
| 电池 | batt | 比 | 2019101 | title:电池 | applicant:比亚迪 | note:电 | responsible:PACK | tags:"" | office:cn,EP
| status:granted -office:CN | segment:"" | filed:2019..2020-02 | filed>2019 | filed:"" | claims:..5 | claims>4
| claims:"" | responsible:电 | family:5 | due<90d | due>=today | due:"" | due:2026 | expires:2020 | expires:""
| member:比亚 | member:"" | is:alive | is:overdue | is:co-owned | is:due-blocked | id>3 | number:20191
| 电池 OR office:US | -(status:granted OR is:dead) | class:H01M | agency:""
| is:encumbered | -is:co-owned | office:"" | title:"" | expires>2019 -电池
"""


@contextmanager
def both(file: PortfolioFile) -> Iterator[tuple[Reader, Reader]]:
    """Yield a reader that asks columns and one that asks SQL, of the same snapshot."""
    with file.reading() as reader:
        assert reader.columns is not None
        yield reader, Reader(reader.connection, reader.today)


def compare(file: PortfolioFile, query: Node, sort: list[tuple[str, bool]], by: tuple[str, ...]) -> None:
    with both(file) as (columns, sql):
        assert columns.find(query, sort).tolist() == sql.find(query, sort).tolist(), (query, sort)
        assert columns.tally(query, by) == sql.tally(query, by), (query, by)
        assert columns.facets(query, FACETS) == sql.facets(query, FACETS), query


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
sorts = st.lists(st.tuples(st.sampled_from([*FIELD_NAMES, "due", "expires", "member"]), st.booleans()), max_size=3)
queries = st.sampled_from([parse(text.strip()) for text in QUERIES.split("|")])
asked = st.tuples(queries, sorts, st.sampled_from(TALLIES))


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


@settings(max_examples=60, deadline=None, derandomize=True, phases=NO_SHRINKING)
@given(st.lists(st.tuples(steps, asked), min_size=1, max_size=12))
def test_columns_say_what_sql_says(run: list[tuple[Step, Asked]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "p.pdesk"
        file = PortfolioFile.create(path, clock=CLOCK, user="li")
        try:
            with file.operation("organisations") as work:
                work.add_all([Organisation(name=name) for name in ("比亚迪", "B", "b")])
            for step, (query, sort, by) in run:
                file = _step(file, path, step)
                compare(file, query, sort, by)
            file.keep_columns()
            with PortfolioFile.open(path, clock=CLOCK, user="wang", read_only=True) as other:
                for query, sort, by in [asked for _, asked in run]:
                    compare(other, query, sort, by)
        finally:
            file.close()
