"""Documents of a patent: stored once, taken out as they were, undone, proved."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from patentdesk.core.problems import Refused
from patentdesk.portfolio.records import Patent
from patentdesk.services import attachments, history
from patentdesk.services.desk import Desk, Kind
from patentdesk.store.attachments import unfit
from patentdesk.store.connection import driver


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "审查意见.pdf"
    path.write_bytes(b"%PDF-1.7\0" + bytes(range(256)) * 40)
    return path


@pytest.fixture
def filled(desk: Desk) -> Desk:
    with desk.file.operation("fill") as work:
        work.add_all([Patent(title="one"), Patent(title="two")])
    return desk


def refusal(desk: Desk, *paths: Path, patent_id: int = 1) -> str:
    with pytest.raises(Refused) as caught:
        attachments.attach(desk, patent_id, paths)
    assert attachments.attachments(desk, 1) == []
    return caught.value.problem.code


def test_a_document_comes_out_as_it_went_in(filled: Desk, letter: Path, tmp_path: Path) -> None:
    changes = attachments.attach(filled, 1, [letter])
    assert (changes.kinds, changes.patent_ids) == (frozenset({Kind.ATTACHMENTS}), (1,))
    [kept] = attachments.attachments(filled, 1)
    assert (kept.name, kept.size, kept.added_by) == (letter.name, letter.stat().st_size, "tester")
    out = tmp_path / "out"
    out.mkdir()
    assert attachments.take_out(filled, kept.id, out).read_bytes() == letter.read_bytes()
    assert filled.file.verify() == []


def test_the_same_content_is_stored_once_and_the_journal_holds_none_of_it(filled: Desk, letter: Path) -> None:
    attachments.attach(filled, 1, [letter])
    attachments.attach(filled, 2, [letter])
    assert not attachments.attach(filled, 1, [letter]), "by name and content it is there"
    with filled.file.reading() as reader:
        raw = driver(reader.connection)
        assert raw.execute("SELECT count(*) FROM contents").fetchone() == (1,)
        assert raw.execute("SELECT max(length(coalesce(after, ''))) FROM changes").fetchone()[0] < 400


def test_many_documents_are_stored_one_after_the_other(filled: Desk, tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.bin" for number in range(8)]
    for number, path in enumerate(paths):
        path.write_bytes(bytes([number]) * 4_000_000)
    tracemalloc.start()
    attachments.attach(filled, 1, [*paths, paths[0]])
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(attachments.attachments(filled, 1)) == len(paths), "the same one is added once"
    assert most < 4 * 4_000_000


def test_adding_and_removing_are_undone(filled: Desk, letter: Path, tmp_path: Path) -> None:
    attachments.attach(filled, 1, [letter])
    [kept] = attachments.attachments(filled, 1)
    attachments.remove_attachment(filled, kept.id)
    assert attachments.attachments(filled, 1) == []
    history.undo(filled)
    assert attachments.attachments(filled, 1) == [kept]
    assert attachments.take_out(filled, kept.id, tmp_path / "again.pdf").read_bytes() == letter.read_bytes()
    history.undo(filled)
    assert attachments.attachments(filled, 1) == []
    assert filled.file.verify() == []


def test_what_cannot_be_kept_is_refused(filled: Desk, tmp_path: Path, letter: Path) -> None:
    empty, large = tmp_path / "empty.txt", tmp_path / "film.mp4"
    empty.touch()
    with large.open("wb") as stream:
        stream.truncate(attachments.MOST_BYTES + 1)
    assert refusal(filled, empty) == "attachment_empty"
    assert refusal(filled, letter, large) == "attachment_too_large"
    assert refusal(filled, tmp_path / "none.pdf") == "attachment_unreadable"
    assert refusal(filled, letter, patent_id=9) == "attachment_no_patent"


def test_a_changed_content_is_found(filled: Desk, letter: Path) -> None:
    attachments.attach(filled, 1, [letter])
    with filled.file.reading() as reader:
        driver(reader.connection).execute("UPDATE contents SET data = x'00'")
        assert {problem.code for problem in unfit(reader.connection)} == {"content_changed", "content_missing"}


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\a.txt", "a.txt"),
        ("a\0b<c>.pdf", "a_b_c_.pdf"),
        ("NUL.txt", "_NUL.txt"),
        ("...", "_"),
        ("通知书.pdf", "通知书.pdf"),
    ],
)
def test_names_lead_into_no_other_folder(name: str, safe: str) -> None:
    assert attachments.safe_name(name) == safe


def test_what_a_removed_document_still_takes_is_told(filled: Desk, letter: Path) -> None:
    attachments.attach(filled, 1, [letter])
    attachments.attach(filled, 2, [letter])
    assert attachments.removed(filled) == attachments.Removed(0, 0)
    attachments.remove_attachment(filled, 1)
    assert attachments.removed(filled).count == 0, "the other patent has it"
    attachments.remove_attachment(filled, 2)
    assert attachments.removed(filled) == attachments.Removed(1, letter.stat().st_size)
    history.undo(filled)
    assert attachments.removed(filled).count == 0
