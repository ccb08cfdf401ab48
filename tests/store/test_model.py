"""Hold the portfolio file against a plain model: whole dumps before and after each step, compared row by row."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patentdesk.core.clock import FixedClock
from patentdesk.core.problems import Refused
from patentdesk.core.progress import Progress
from patentdesk.docketing.records import Deadline
from patentdesk.portfolio.query import parse
from patentdesk.portfolio.records import Event, Family, Organisation, Party, Patent
from patentdesk.store import content, journal, past, runs, travel, undoing
from patentdesk.store.codec import Stored
from patentdesk.store.connection import driver
from patentdesk.store.file import Change, PortfolioFile, Reader, Work
from patentdesk.store.schema import BY_TABLE, RECORDS, Record

START = date(2026, 1, 1)
TITLES = ("电池冷却板", "Cooling plate", "隔膜 separator", "", "电 解液\0尾", "Zürich ſ x")
QUERIES = (
    "",
    "电池",
    "plate",
    "office:CN",
    "title:电",
    "filing_date:2020..2022",
    "member:成员1",
    "-office:EP",
    "尾",
    "due:2026",
    "number:1",
)
SORTS = ((), (("title", False),), (("office", True), ("filing_date", False)), (("filing_date", True),))
Row = tuple[Stored, ...]
Dump = dict[str, dict[int, Row]]


def dump(file: PortfolioFile) -> Dump:
    """Return every row of every table by its id."""
    with file.reading() as reader:
        ask = driver(reader.connection).execute
        return {mapped.name: {row[0]: row for row in ask(f"SELECT * FROM {mapped.name}")} for mapped in RECORDS}


@dataclass
class Step:
    """What one operation did to the rows: each as it was before and after, None where there was none."""

    rows: dict[tuple[str, int], tuple[Row | None, Row | None]]
    derived: bool = False


def step_between(before: Dump, after: Dump, *, derived: bool = False) -> Step:
    found: dict[tuple[str, int], tuple[Row | None, Row | None]] = {}
    for table in BY_TABLE:
        for row_id in before[table].keys() | after[table].keys():
            pair = before[table].get(row_id), after[table].get(row_id)
            if pair[0] != pair[1]:
                found[table, row_id] = pair
    return Step(found, derived)


def taken_back(present: Dump, step: Step) -> Dump:
    """Return the rows without what a step did; what only hangs on rows that go, goes too."""
    made = {table: dict(rows) for table, rows in present.items()}
    for (table, row_id), (before, after) in step.rows.items():
        if before is None:
            made[table].pop(row_id, None)
        elif after is None or row_id not in made[table]:
            made[table][row_id] = before
        else:
            now = made[table][row_id]
            made[table][row_id] = tuple(
                was if was != became else stands for was, became, stands in zip(before, after, now, strict=True)
            )
    for table, mapped in BY_TABLE.items():
        for name, (parent, action) in mapped.references.items():
            place = mapped.fields.index(name)
            for row_id, row in list(made[table].items()):
                if row[place] is not None and row[place] not in made[parent]:
                    if action == "CASCADE":
                        del made[table][row_id]
                    else:
                        made[table][row_id] = (*row[:place], None, *row[place + 1 :])
    return made


def add_few(work: Work, chance: Random) -> None:
    _add(work, chance, chance.randint(1, 4))


def add_many(work: Work, chance: Random) -> None:
    _add(work, chance, chance.randint(8, 30))


def _add(work: Work, chance: Random, count: int) -> None:
    families = work.add_all([Family(key=f"{work.operation_id}-{n}") for n in range(count // 2)])
    members = work.add_all([Organisation(name=f"成员{n}") for n in range(chance.choice([0, 1, count]))])
    ids = work.add_all(
        [
            Patent(
                title=chance.choice(TITLES), office=chance.choice(["CN", "EP", "US"]), application_number=str(number),
                filing_date=chance.choice([None, date(2021, 2, 3), date(2023, 1, 1)]),
                family_id=chance.choice([None, *families]), member_id=chance.choice([None, *members]),
            )
            for number in range(count)
        ]
    )  # fmt: skip
    work.add_values(Party, ("patent_id", "role", "position", "name"),
                    [(one, Party().role, place, f"张{place}") for place, one in enumerate(ids)])  # fmt: skip
    work.add_all([Event(patent_id=chance.choice(ids), kind="filing") for _ in range(chance.randint(0, 2 * count))])


def hang_on(work: Work, chance: Random) -> None:
    ids = _some(work, Patent, chance)
    work.add_all([Event(patent_id=one, kind="grant", note="一") for one in ids for _ in range(2)])


def change_many(work: Work, chance: Random) -> None:
    work.change_many(Patent, _some(work, Patent, chance), title=chance.choice(TITLES), note=str(work.operation_id))


def change_each(work: Work, chance: Random) -> None:
    families = [*work.column(Family, "id"), None]
    work.change_each(
        Patent,
        [
            (one, {"title": chance.choice(TITLES), "family_id": chance.choice(families)})
            for one in _some(work, Patent, chance)
        ],
    )
    work.change_each(Event, [(one, {"note": str(chance.random())}) for one in _some(work, Event, chance)])


def swap_keys(work: Work, chance: Random) -> None:
    ids = _some(work, Family, chance)[:2]
    if len(ids) == 2:
        (one, other) = (work.get(Family, row_id) for row_id in ids)
        assert one is not None
        assert other is not None
        work.change(Family, one.id, key="between")
        work.change(Family, other.id, key=one.key)
        work.change(Family, one.id, key=other.key)


def remove_patents(work: Work, chance: Random) -> None:
    work.remove(Patent, _some(work, Patent, chance))


def remove_others(work: Work, chance: Random) -> None:
    for record in chance.sample([Family, Organisation, Event, Party], 2):
        work.remove(record, _some(work, record, chance))


def move_about(work: Work, chance: Random) -> None:
    """Add, change, remove, and bring a removed row back under its own id, all in one operation."""
    _add(work, chance, 10)
    ids = _some(work, Patent, chance)
    whole = [work.get(Patent, one) for one in ids[:12]]
    work.change_many(Patent, ids, note="kurz")
    work.remove(Patent, ids)
    work.add_all([one for one in whole if one is not None])
    change_each(work, chance)


def derive(work: Work, chance: Random) -> None:
    there = {(one.patent_id, one.rule_id) for one in work.select(Deadline)}
    wanted = [(one, f"r{chance.randint(0, 2)}") for one in _some(work, Patent, chance)]
    work.add_all([Deadline(patent_id=one, rule_id=rule) for one, rule in sorted({*wanted} - there)])
    work.change_many(Deadline, _some(work, Deadline, chance), due_date=date(2026, chance.randint(1, 12), 1))
    work.remove(Deadline, _some(work, Deadline, chance)[:3])


def _some(work: Work, record: type[Record], chance: Random) -> list[int]:
    ids = work.column(record, "id")
    way = chance.randint(0, 3)
    if not ids or way == 0:
        return ids
    if way == 1:
        start = chance.randrange(len(ids))
        return ids[start : start + chance.randint(1, 12)]
    return sorted(chance.sample(ids, chance.randint(1, min(len(ids), 6))))


WORK: dict[str, Callable[[Work, Random], None]] = {
    work.__name__: work
    for work in (add_few, add_many, hang_on, change_many, change_each, swap_keys, remove_patents, remove_others,
                 move_about, derive)
}  # fmt: skip
STEPS = (*WORK, "add_many", "undo", "undo", "undo", "redo", "redo", "undo_earlier", "reopen")


@dataclass
class Twin:
    """A portfolio file with its plain model beside it."""

    path: Path
    file: PortfolioFile = field(init=False)
    now: Dump = field(init=False)
    day: int = 0
    steps: dict[int, Step] = field(default_factory=dict)
    undone: list[tuple[int, Dump, Dump]] = field(default_factory=list)
    days: dict[date, Dump] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.file = PortfolioFile.create(self.path, clock=self.clock(), user="li")
        self.now = dump(self.file)

    def clock(self) -> FixedClock:
        return FixedClock(START + timedelta(days=self.day))

    def do(self, name: str, seed: int) -> None:
        self.day += 1
        self.file._clock = self.clock()
        getattr(self, name, lambda chance: self.work(name, chance))(Random(seed))
        self.now = dump(self.file)
        self.days[START + timedelta(days=self.day)] = self.now

    def work(self, name: str, chance: Random) -> None:
        derived = name == "derive"
        latest = self.latest()
        with (self.file.derivation if derived else self.file.operation)(name) as work:
            WORK[name](work, chance)
        if self.latest() == latest:
            assert dump(self.file) == self.now
            return
        self.steps[self.latest()] = step_between(self.now, dump(self.file), derived=derived)
        if not derived:
            self.undone.clear()

    def undo(self, _: Random) -> None:
        self.take_back(None)

    def undo_earlier(self, chance: Random) -> None:
        entries = [one.id for one in self.file.journal(1000) if not one.undone and one.reverses is None]
        entries = [one for one in entries if not self.steps[one].derived]
        if entries:
            self.take_back(chance.choice(entries))

    def take_back(self, number: int | None) -> None:
        try:
            target = self.file.undo(number)
        except Refused as refused:
            if refused.problem.code not in {"undo_nothing", "undo_row_moved"}:
                raise
            assert dump(self.file) == self.now
            return
        after = dump(self.file)
        assert differing(after, taken_back(self.now, self.steps[target.id])) == {}
        self.undone.append((target.id, self.now, after))

    def redo(self, _: Random) -> None:
        try:
            target = self.file.redo()
        except Refused as refused:
            if refused.problem.code != "redo_nothing":
                raise
            assert not self.undone
            return
        number, before, after = self.undone.pop()
        assert target.id == number
        if self.now == after:
            assert differing(dump(self.file), before) == {}

    def reopen(self, _: Random) -> None:
        self.file.close()
        self.file = PortfolioFile.open(self.path, clock=self.clock(), user="li")

    def latest(self) -> int:
        return max((one.id for one in self.file.journal(1)), default=0)

    def check(self) -> None:
        assert self.file.verify() == []
        self.check_columns()

    def check_columns(self) -> None:
        """Compare what columns answer with what SQL answers within an operation."""
        with self.file.reading() as reader:
            quick = self.asked(reader)
        with self.file.operation("ask") as work:
            sure = self.asked(work)
        assert quick == sure

    def asked(self, reader: Reader) -> list[object]:
        found: list[object] = []
        for text in QUERIES:
            query = parse(text)
            found += [reader.find(query, sort).tolist() for sort in SORTS]
            found.append(sorted(map(repr, reader.tally(query, ("office", "filing_date.year")))))
            facets = reader.facets(query, ("office", "title", "member_id"))
            found.append({name: sorted(map(repr, counts)) for name, counts in facets.items()})
        return found

    def check_changes(self) -> None:
        """Compare what the journal tells of each operation with what it did."""
        for entry in self.file.journal(1000):
            if entry.id not in self.steps:
                continue
            told = self.file.changes(entry.id, limit=100_000)
            assert entry.change_count == len(told), entry
            rows = self.steps[entry.id].rows
            by_row: dict[tuple[str, int], list[Change]] = {}
            for one in told:
                by_row.setdefault((one.table, one.row_id), []).append(one)
            assert rows.keys() <= by_row.keys()
            for key, pair in rows.items():
                if len(by_row[key]) == 1:
                    self.check_change(by_row[key][0], pair)
            owners = {one.patent_id for one in told if one.patent_id is not None}
            for patent_id in sorted(owners)[:6]:
                alone = self.file.changes(entry.id, 100_000, patent_id)
                assert alone == [one for one in told if one.patent_id == patent_id]
                assert entry.id in {one.id for one in self.file.journal(1000, patent_id=patent_id)}

    def check_change(self, change: Change, pair: tuple[Row | None, Row | None]) -> None:
        """Compare the one change that is told of a row with what the row was before and after."""
        before, after = pair
        mapped = BY_TABLE[change.table]

        def loaded(row: Row | None, names: Iterable[str]) -> dict[str, object]:
            stored = dict(zip(mapped.fields, row or (), strict=False))
            return {name: mapped.codecs[name].load(stored[name]) for name in names if name in stored}

        others = mapped.fields[1:]
        if before is None:
            assert change.kind == "insert"
            assert change.after == loaded(self.now[change.table].get(change.row_id), mapped.fields)
        elif after is None:
            assert change.kind == "delete"
            assert change.before == loaded(before, others)
        else:
            changed = [name for name, was, became in zip(mapped.fields, before, after, strict=True) if was != became]
            assert change.kind == "update"
            assert (change.before, change.after) == (loaded(before, changed), loaded(after, changed))

    def check_past(self, folder: Path, chance: Random) -> None:
        days = sorted(self.days)
        for day in chance.sample(days, min(2, len(days))):
            target = folder / f"{day}.pdesk"
            moment = datetime.combine(day + timedelta(days=1), time.min).astimezone()
            travel.travel(self.file, moment, target, Progress())
            with PortfolioFile.open(target, clock=FixedClock(day), user="li") as then:
                assert differing(dump(then), self.days[day]) == {}
                assert then.verify() == []


def differing(one: Dump, other: Dump) -> dict[tuple[str, int], tuple[Row | None, Row | None]]:
    return {
        (table, row_id): (one[table].get(row_id), other[table].get(row_id))
        for table in one
        for row_id in one[table].keys() | other[table].keys()
        if one[table].get(row_id) != other[table].get(row_id)
    }


@contextmanager
def small_pages(least: int, page: int) -> Iterator[None]:
    """Let few rows be told of in runs, and be read on many pages, as many rows are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "LEAST", least)
        patch.setattr(runs, "_AT_ONCE", page)
        for module in (undoing, journal, past):
            patch.setattr(module, "_PAGE", page)
        for name in ("_ROWS_AT_ONCE", "_GROUPED_AT_ONCE"):
            patch.setattr(content, name, page)
        patch.setattr(travel, "_LINES", page)
        yield


@given(
    steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 9_999)), min_size=4, max_size=16),
    least=st.sampled_from([1, 3, 8, 100]),
    page=st.sampled_from([4, 7, 5_000]),
)
@settings(max_examples=5)
def test_the_file_does_as_the_model(steps: list[tuple[str, int]], least: int, page: int) -> None:
    with tempfile.TemporaryDirectory() as name, small_pages(least, page):
        twin = Twin(Path(name) / "p.pdesk")
        try:
            for step, seed in [("add_many", 1), *steps]:
                twin.do(step, seed)
            twin.check()
            twin.check_changes()
            twin.check_past(Path(name), Random(len(steps)))
        finally:
            twin.file.close()
