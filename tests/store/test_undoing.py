from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patentdesk.core.clock import FixedClock
from patentdesk.core.problems import Refused
from patentdesk.portfolio.records import Event, Family, Organisation, Party, Patent, SavedView
from patentdesk.store.file import PortfolioFile, Work
from patentdesk.triage.records import Decision
from patentdesk.valuation.records import Assumption

pytestmark = pytest.mark.usefixtures("least")

CLOCK = FixedClock(date(2026, 1, 5))
Dump = Callable[[PortfolioFile], dict[str, list[tuple[object, ...]]]]


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.problem.code


def test_undo_and_redo_work_across_closing(dump: Dump, path: Path, file: PortfolioFile) -> None:
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


def test_removing_what_others_hang_on_comes_back_whole(dump: Dump, file: PortfolioFile) -> None:
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


def test_an_earlier_operation_is_undone_only_if_its_rows_stayed(dump: Dump, file: PortfolioFile) -> None:
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


def test_undoing_an_addition_never_takes_what_was_hung_on_it(dump: Dump, file: PortfolioFile) -> None:
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


@pytest.mark.parametrize("removing", [True, False], ids=["removed", "its addition undone"])
def test_what_refers_to_rows_that_are_gone_does_not_come_back(dump: Dump, file: PortfolioFile, removing: bool) -> None:
    with file.operation("family") as work:
        family = work.add(Family(key="f"))
    with file.operation("add") as work:
        patent = work.add(Patent(title="电池", family_id=family))
    with file.operation("remove") as work:
        work.remove(Patent, [patent])
    removal = file.journal(1)[0].id
    if removing:
        with file.operation("remove_family") as work:
            work.remove(Family, [family])
    else:
        file.undo(removal - 2)
    before = dump(file)
    with pytest.raises(Refused) as caught:
        file.undo(removal)
    assert caught.value.problem.code == "undo_row_moved"
    assert caught.value.problem.args["verb"] == ("remove_family" if removing else "undo")
    assert dump(file) == before
    assert file.verify() == []


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


def test_real_numbers_come_back_exactly(dump: Dump, file: PortfolioFile) -> None:
    with file.operation("add") as work:
        ids = work.add_all(
            Assumption(key=str(n), value=value) for n, value in enumerate((0.1 + 0.2, 1e-300, 2**53 + 0.0))
        )
    before = dump(file)
    with file.operation("drop") as work:
        work.remove(Assumption, ids)
    file.undo()
    assert dump(file) == before


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


@settings(max_examples=16)
@given(st.lists(ACTIONS, min_size=1, max_size=6), st.integers(0, 6))
def test_undoing_all_gives_the_beginning_and_redoing_all_the_end(
    dump: Dump, new: Callable[..., PortfolioFile], plan: list[list[tuple[str, int, str]]], cut: int
) -> None:
    with TemporaryDirectory() as folder, new(Path(folder) / "p.pdesk") as file:
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


@settings(max_examples=8)
@given(st.lists(st.permutations(range(4)), min_size=1, max_size=3))
def test_names_changed_with_each_other_in_one_operation_are_undone_and_redone(
    dump: Dump, new: Callable[..., PortfolioFile], orders: list[list[int]]
) -> None:
    with TemporaryDirectory() as folder, new(Path(folder) / "p.pdesk") as file:
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


def test_a_chain_of_names_that_move_on_is_undone(dump: Dump, file: PortfolioFile) -> None:
    with file.operation("add") as work:
        first, second = work.add_all([SavedView(name="a"), SavedView(name="b")])
    before = dump(file)
    with file.operation("rename") as work:
        work.change(SavedView, first, name="c")
        work.change(SavedView, second, name="a")
    file.undo()
    assert dump(file) == before


def test_a_row_that_one_operation_changed_twice_gets_what_it_had_before(dump: Dump, file: PortfolioFile) -> None:
    with file.operation("add") as work:
        ids = work.add_all([Patent(title="first", product="kept"), Patent(title="other")])
    before = dump(file)
    with file.operation("edit") as work:
        for title in ("second", "third"):
            work.change_many(Patent, ids, title=title)
        work.change(Patent, ids[0], title="fourth", product="moved")
    file.undo()
    assert dump(file) == before


def test_what_was_undone_can_be_done_again_after_a_derivation_but_not_after_new_work(file: PortfolioFile) -> None:
    with file.operation("add") as work:
        patent_id = work.add(Patent(title="first"))
    with file.operation("edit") as work:
        work.change(Patent, patent_id, title="second")
    undone = file.undo()
    with file.derivation("derive") as work:
        work.add(Event(patent_id=patent_id, kind="filing"))
    assert file.redo_title() == replace(undone, undone=True)
    with file.operation("edit") as work:
        work.change(Patent, patent_id, title="third")
    assert file.redo_title() is None
