import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patentdesk.core.clock import FixedClock
from patentdesk.core.problems import Refused
from patentdesk.portfolio.query import parse
from patentdesk.portfolio.records import Event, Family, Organisation, Party, Patent, SavedView
from patentdesk.store import journal
from patentdesk.store.file import PortfolioFile, Work
from patentdesk.store.schema import RECORDS
from patentdesk.triage.records import Decision
from patentdesk.valuation.records import Assumption

CLOCK = FixedClock(date(2026, 1, 5))


def dump(file: PortfolioFile) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table that a person fills, and what the search index finds."""
    with file.reading() as reader:
        ask = reader.connection.exec_driver_sql
        rows = {
            mapped.name: [tuple(row) for row in ask(f"SELECT * FROM {mapped.name} ORDER BY id")] for mapped in RECORDS
        }
        found = ask("SELECT rowid FROM search WHERE search MATCH '\"电 池\" OR title' ORDER BY 1")
        return {**rows, "search": [tuple(row) for row in found]}


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.problem.code


def test_an_entry_says_who_when_what_before_and_after(file: PortfolioFile) -> None:
    with file.operation("add", source="by hand") as work:
        patent_id = work.add(Patent(title="old", filing_date=date(2020, 1, 1)))
        work.note(n=1)
    with file.operation("edit") as work:
        work.change(Patent, patent_id, title="new", filing_date=None)
    with file.operation("drop") as work:
        work.remove(Patent, [patent_id])
    drop, edit, add = file.journal()
    assert (add.user, add.verb, add.args, add.at) == ("li", "add", {"source": "by hand", "n": 1}, CLOCK.now())
    (changed,) = file.changes(edit.id)
    assert (changed.table, changed.row_id, changed.kind) == ("patents", patent_id, "update")
    assert changed.before == {"title": "old", "filing_date": date(2020, 1, 1)}
    assert changed.after == {"title": "new", "filing_date": None}
    (removed,) = file.changes(drop.id)
    assert (removed.kind, removed.before["title"], removed.after) == ("delete", "new", {})


def test_the_journal_pages_and_narrows_to_a_patent(file: PortfolioFile) -> None:
    with file.operation("add") as work:
        first, second = work.add_all([Patent(), Patent()])
    with file.operation("event") as work:
        work.add(Event(patent_id=first))
    with file.operation("other") as work:
        work.change(Patent, second, title="x")
    assert [entry.verb for entry in file.journal(patent_id=first)] == ["event", "add"]
    assert [entry.verb for entry in file.journal(limit=1)] == ["other"]
    assert [entry.verb for entry in file.journal(before=2)] == ["add"]


def test_undo_and_redo_work_across_closing(path: Path, file: PortfolioFile) -> None:
    states = [dump(file)]
    with file.operation("add") as work:
        patent_id = work.add(Patent(title="电池"))
    states.append(dump(file))
    with file.operation("edit") as work:
        work.change(Patent, patent_id, title="title")
    states.append(dump(file))
    file.close()
    with PortfolioFile.open(path, clock=CLOCK, user="wang") as again:
        assert again.undo().verb == "edit"
        assert dump(again) == states[1]
    with PortfolioFile.open(path, clock=CLOCK, user="wang") as again:
        title = again.redo_title()
        assert title is not None
        assert title.verb == "edit"
        assert again.undo().verb == "add"
        assert dump(again) == states[0]
        assert code_of(again.undo) == "undo_nothing"
        assert [again.redo().verb, again.redo().verb] == ["add", "edit"]
        assert dump(again) == states[2]
        assert code_of(again.redo) == "redo_nothing"
        assert again.verify() == []


def test_new_work_clears_redo(file: PortfolioFile) -> None:
    with file.operation("first") as work:
        work.add(Patent())
    file.undo()
    with file.operation("second") as work:
        work.add(Patent())
    assert file.redo_title() is None
    assert code_of(file.redo) == "redo_nothing"
    assert file.undo().verb == "second"


def test_removing_what_others_hang_on_comes_back_whole(file: PortfolioFile) -> None:
    with file.operation("fill") as work:
        family_id, member_id = work.add(Family(key="f")), work.add(Organisation(name="m"))
        patent_id = work.add(Patent(title="title", family_id=family_id, member_id=member_id))
        work.add_all([Event(patent_id=patent_id), Party(patent_id=patent_id, organisation_id=member_id)])
    before = dump(file)
    with file.operation("drop") as work:
        work.remove(Organisation, [member_id])
        work.remove(Family, [family_id])
        work.remove(Patent, [patent_id])
    assert dump(file)["parties"] == []
    after = dump(file)
    file.undo()
    assert dump(file) == before
    file.redo()
    assert dump(file) == after


def test_an_earlier_operation_is_undone_only_if_its_rows_stayed(file: PortfolioFile) -> None:
    with file.operation("add") as work:
        first, second = work.add_all([Patent(title="1"), Patent(title="2")])
    with file.operation("edit_first") as work:
        work.change(Patent, first, title="1a")
    with file.operation("edit_second") as work:
        work.change(Patent, second, title="2a")
    with file.operation("hang_on") as work:
        work.add(Event(patent_id=second))
    add, edit_first = file.journal()[-1], file.journal()[-2]
    before = dump(file)
    with pytest.raises(Refused) as caught:
        file.undo(add.id)
    assert caught.value.problem.code == "undo_row_moved"
    assert caught.value.problem.args["verb"] == "edit_second"
    assert caught.value.problem.args["user"] == "li"
    assert dump(file) == before
    assert file.undo(edit_first.id).verb == "edit_first"
    assert dump(file)["patents"] != before["patents"]
    assert file.redo().verb == "edit_first"
    assert dump(file) == before


def test_undoing_an_addition_never_takes_what_was_hung_on_it(file: PortfolioFile) -> None:
    with file.operation("add") as work:
        patent_id = work.add(Patent())
    with file.operation("hang_on") as work:
        work.add(Event(patent_id=patent_id))
    before = dump(file)
    with pytest.raises(Refused) as caught:
        file.undo(file.journal()[-1].id)
    assert caught.value.problem.code == "undo_row_moved"
    assert caught.value.problem.args["verb"] == "hang_on"
    assert dump(file) == before


def test_a_signed_decision_stays(file: PortfolioFile) -> None:
    with file.operation("decide") as work:
        patent_id = work.add(Patent())
        decision_id = work.add(Decision(patent_id=patent_id, reason="cheap"))
    with file.operation("sign") as work:
        work.change(Decision, decision_id, signed_by="chen", signed_at=datetime(2026, 1, 5, tzinfo=UTC))

    def change(**values: object) -> None:
        with file.operation("late") as work:
            work.change(Decision, decision_id, **values)

    def drop() -> None:
        with file.operation("late") as work:
            work.remove(Patent, [patent_id])

    assert code_of(lambda: change(reason="dear")) == "signed_kept"
    assert code_of(lambda: change(signed_at=None)) == "signed_kept"
    assert code_of(drop) == "signed_kept"
    assert code_of(lambda: file.undo(file.journal()[0].id)) == "signed_kept"
    change(execution_proof="receipt 1")
    assert file.undo().verb == "late"
    assert code_of(file.undo) == "undo_signed_since"  # the addition cannot go while the signature stands


def test_real_numbers_come_back_exactly(file: PortfolioFile) -> None:
    with file.operation("add") as work:
        ids = work.add_all(
            Assumption(key=str(n), value=value) for n, value in enumerate((0.1 + 0.2, 1e-300, 2**53 + 0.0))
        )
    before = dump(file)
    with file.operation("drop") as work:
        work.remove(Assumption, ids)
    file.undo()
    assert dump(file) == before


def tamper(path: Path, *statements: str) -> None:
    """Change the file behind the program's back: triggers taken away, and put back afterwards."""
    connection = sqlite3.connect(path)
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    for _, sql in triggers:
        connection.execute(sql)
    connection.commit()
    connection.close()


EMPTY_INDEX = "INSERT INTO search(search) VALUES ('delete-all')"


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE operations SET user = 'nobody' WHERE id = 1", "journal_broken"),
        ("UPDATE operations SET args = '{}' WHERE id = 2", "journal_broken"),
        ("UPDATE operations SET content = '{}' WHERE id = 1", "rows_changed_outside"),
        ("UPDATE operations SET content = 'x' WHERE id = 1", "journal_broken"),
        ('UPDATE changes SET before = \'{"title":"zzz"}\' WHERE operation_id = 2', "journal_broken"),
        ("DELETE FROM changes WHERE operation_id = 1", "journal_broken"),
        ("DELETE FROM operations WHERE id = 2", "journal_gap"),
        ("DELETE FROM operations WHERE id = (SELECT max(id) FROM operations)", "journal_end"),
        ("UPDATE patents SET title = 'secretly' WHERE id = 1", "value_changed_outside"),
        ("UPDATE patents SET note = 'secretly' WHERE id = 1", "value_changed_outside"),
        ("UPDATE patents SET note = 'secretly' WHERE id = 2", "rows_changed_outside"),
        ("UPDATE patents SET office = 'CN' WHERE id = 1", "rows_changed_outside"),
        ("UPDATE decisions SET reason = 'other'", "rows_changed_outside"),
        ("UPDATE decisions SET signed_by = 'other'", "value_changed_outside"),
        ("DELETE FROM patents WHERE id = 1", "row_missing"),
        ("INSERT INTO citations (patent_id) VALUES (1)", "row_stray"),
        ("INSERT INTO events (uid, patent_id) VALUES ('x', 77)", "reference_broken"),
        ("UPDATE operations SET sealed = 0 WHERE sealed = 1", "seal_wrong"),
        ("UPDATE operations SET sealed = 1 WHERE id = 1", "seal_wrong"),
        ("UPDATE operations SET undone_by = NULL WHERE undone_by IS NOT NULL", "undo_state_wrong"),
        ("UPDATE operations SET cleared = 0 WHERE cleared = 1", "undo_state_wrong"),
        ("UPDATE operations SET undone_by = 3 WHERE id = 2", "undo_state_wrong"),
        ("PRAGMA ignore_check_constraints = ON; UPDATE patents SET status = 'asleep'", "value_unreadable"),
        ("UPDATE patents SET filing_date = '2026-02-30'", "value_unreadable"),
        ("UPDATE patents SET title_en = CAST(x'fffe41' AS TEXT)", "damage_found"),
        (EMPTY_INDEX, "search_index_wrong"),
    ],
)
def test_verify_tells_what_was_tampered_with(path: Path, file: PortfolioFile, statement: str, code: str) -> None:
    with file.operation("add") as work:
        patent_id = work.add(Patent(title="a"))
        work.add(Assumption(key="rate", value=0.1 + 0.2))
    with file.operation("edit", why="typo") as work:
        work.change(Patent, patent_id, title="b", note="new")
    with file.operation("edit") as work:
        work.change(Patent, patent_id, title="c")
    with file.operation("more") as work:
        gone = work.add(Patent())
    with file.operation("decide") as work:
        decision_id = work.add(Decision(patent_id=patent_id, reason="cheap"))
    with file.operation("sign") as work:
        work.change(Decision, decision_id, signed_by="chen", signed_at=datetime(2026, 1, 5, tzinfo=UTC))
    with file.operation("edit") as work:
        work.change(Patent, gone, title="d")
    file.undo()
    with file.operation("drop") as work:
        work.remove(Patent, [gone])
    file.undo()
    assert file.verify() == []
    file.close()
    tamper(path, *statement.split("; "))
    with PortfolioFile.open(path, clock=CLOCK, user="li", read_only=True) as again:
        found = {problem.code for problem in again.verify()}
        assert code in found
        assert "triggers_wrong" not in found


def test_verify_tells_when_a_trigger_is_gone_or_another(path: Path, file: PortfolioFile) -> None:
    file.close()
    connection = sqlite3.connect(path)
    connection.execute("DROP TRIGGER journal_patents_update")
    connection.close()
    with PortfolioFile.open(path, clock=CLOCK, user="li") as again:
        assert [problem.code for problem in again.verify()] == ["triggers_wrong"]


def test_undo_passes_over_what_a_signed_decision_rests_on(file: PortfolioFile) -> None:
    with file.operation("add") as work:
        patent_id = work.add(Patent())
        other = work.add(Patent())
    with file.operation("edit") as work:
        work.change(Patent, other, title="b")
    with file.operation("decide") as work:
        decision_id = work.add(Decision(patent_id=patent_id, reason="cheap"))
    decided = file.journal()[0].id
    with file.operation("sign") as work:
        work.change(Decision, decision_id, signed_by="chen", signed_at=datetime(2026, 1, 5, tzinfo=UTC))
    title = file.undo_title()
    assert title is not None
    assert title.verb == "edit"
    assert code_of(lambda: file.undo(decided)) == "undo_signed_since"
    assert file.undo().verb == "edit"
    assert code_of(file.undo) == "undo_signed_since"  # the added patent has a signed decision
    assert file.verify() == []


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["patent", "event", "change", "many", "drop", "family", "drop_family"]),
        st.integers(0, 5),
        st.text(st.characters(codec="utf-8"), max_size=6),
    ),
    min_size=1,
    max_size=4,
)


def act(work: Work, kind: str, which: int, text: str) -> None:
    patents = work.column(Patent, "id")
    families = work.column(Family, "id")
    patent_id = patents[which % len(patents)] if patents else None
    match kind:
        case "patent":
            work.add(Patent(title=f"电池{text}", family_id=families[-1] if families and which % 2 else None))
        case "family" if not work.count(Family, key=text):
            work.add(Family(key=text))
        case "event" if patent_id:
            work.add(Event(patent_id=patent_id, note=text))
        case "change" if patent_id:
            work.change(Patent, patent_id, title=text, claims_count=which)
        case "many":
            work.change_many(Patent, patents, responsible=text)
        case "drop" if patent_id:
            work.remove(Patent, [patent_id])
        case "drop_family" if families:
            work.remove(Family, families[:1])


@settings(max_examples=25)
@given(st.lists(ACTIONS, min_size=1, max_size=6), st.integers(0, 6))
def test_undoing_all_gives_the_beginning_and_redoing_all_the_end(
    plan: list[list[tuple[str, int, str]]], cut: int
) -> None:
    with TemporaryDirectory() as folder, PortfolioFile.create(Path(folder) / "p.pdesk", clock=CLOCK, user="li") as file:
        states = [dump(file)]
        for step in plan:
            with file.operation("step") as work:
                for kind, which, text in step:
                    act(work, kind, which, text)
            if len(file.journal(1000)) == len(states):
                states.append(dump(file))
        for _ in range(min(cut, len(states) - 1)):
            file.undo()
        for _ in range(min(cut, len(states) - 1)):
            file.redo()
        assert dump(file) == states[-1]
        for state in reversed(states[:-1]):
            file.undo()
            assert dump(file) == state
        assert file.undo_title() is None
        for state in states[1:]:
            file.redo()
            assert dump(file) == state
        assert file.verify() == []


@settings(max_examples=25)
@given(st.lists(st.permutations(range(4)), min_size=1, max_size=3))
def test_names_changed_with_each_other_in_one_operation_are_undone_and_redone(orders: list[list[int]]) -> None:
    with TemporaryDirectory() as folder, PortfolioFile.create(Path(folder) / "p.pdesk", clock=CLOCK, user="li") as file:
        with file.operation("add") as work:
            ids = work.add_all([SavedView(name=f"view {number}") for number in range(4)])
        before = dump(file)
        with file.operation("rename") as work:
            for order in orders:
                for view_id in ids:
                    work.change(SavedView, view_id, name=f"aside {view_id}")
                for view_id, place in zip(ids, order, strict=True):
                    work.change(SavedView, view_id, name=f"view {place}")
        after = dump(file)
        file.undo()
        assert dump(file) == before
        file.redo()
        assert dump(file) == after
        assert file.verify() == []


def test_a_chain_of_names_that_move_on_is_undone(file: PortfolioFile) -> None:
    with file.operation("add") as work:
        first, second = work.add_all([SavedView(name="a"), SavedView(name="b")])
    before = dump(file)
    with file.operation("rename") as work:
        work.change(SavedView, first, name="c")
        work.change(SavedView, second, name="a")
    file.undo()
    assert dump(file) == before


def test_rows_added_together_leave_what_rows_added_one_by_one_leave(tmp_path: Path) -> None:
    left = []
    for name, numbered in (("together", False), ("singly", True)):
        with PortfolioFile.create(tmp_path / f"{name}.pdesk", clock=CLOCK, user="li") as file:
            with file.operation("add") as work:
                ids = work.add_all(
                    Patent(id=n if numbered else 0, uid=f"u{n}", title=f"电池{n}", application_number=f"20191012345{n}")
                    for n in range(1, 4)
                )
                work.add_all(Party(id=i if numbered else 0, patent_id=i, name=f"A{i}") for i in ids)
            with file.reading() as reader:
                lines = reader.connection.exec_driver_sql("SELECT * FROM changes ORDER BY seq").all()
            left.append((dump(file), [tuple(line) for line in lines], file.seal(), file.verify()))
            file.undo()
            file.redo()
            assert (dump(file), file.verify()) == (left[-1][0], [])
    assert left[0] == left[1]
    assert len(left[0][0]["search"]) == 3
    assert left[0][3] == []


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=9), st.none() | st.floats(allow_nan=False, allow_infinity=False))))
def test_a_row_is_the_same_text_from_the_file_and_from_memory(values: list[tuple[str, float | None]]) -> None:
    rows = [(n, text, low) for n, (text, low) in enumerate(values)]
    with (
        TemporaryDirectory() as folder,
        PortfolioFile.create(Path(folder) / "a.pdesk", clock=CLOCK, user="li") as file,
        file.operation("add") as work,
    ):
        ids = work.add_all(Assumption(set_name="s", key=f"k{n}", source=f"'{text}'", low=low) for n, text, low in rows)
        stored = journal.stored_rows(work.connection, "assumptions", ids)
        from_memory = "\n".join(map(journal.row_as_text, stored))
        assert journal.rows_as_text(work.connection, "assumptions", ids) == from_memory


def test_many_patents_are_brought_back_whole_and_can_be_found(file: PortfolioFile) -> None:
    with file.operation("import") as work:
        ids = work.add_all(
            [Patent(title=f"冷却板 {number}", application_number=f"2020{number}") for number in range(50)]
        )
        work.add_all([Party(patent_id=one, name="云麓") for one in ids])
    with file.reading() as reader:
        before = reader.select(Patent), reader.select(Party)
    file.undo()
    with file.reading() as reader:
        assert reader.find(parse("冷却")).tolist() == []
    file.redo()
    with file.reading() as reader:
        assert (reader.select(Patent), reader.select(Party)) == before
        assert reader.find(parse("冷却")).tolist() == ids
    assert len(file.changes(file.journal(1)[0].id)) == 100
    assert file.verify() == []


def test_a_changed_field_tells_whether_its_patent_was_touched(file: PortfolioFile) -> None:
    with file.operation("fill") as work:
        first, second, third = work.add_all([Patent(title="a"), Patent(title="b"), Patent(title="c")])
        filled = work.operation_id
    with file.operation("edit") as work:
        work.change(Patent, first, responsible="王")
        work.change(Patent, second, title="B")
        work.add(Party(patent_id=third, name="云麓"))
    with file.reading() as reader:
        assert reader.touched_since(filled, (Patent, Party)) == {first, second, third}
        assert reader.touched_since(filled, (Patent, Party), ("title",)) == {second, third}
        assert reader.touched_since(0, (Patent,), ("title",)) == {first, second, third}
