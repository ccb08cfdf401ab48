"""Remember in the portfolio what a person said that the columns of a list mean, for all lists with these headers."""

from __future__ import annotations

from dataclasses import replace

from patentdesk.intake.headers import Mapped, Vocabulary
from patentdesk.portfolio.records import ColumnMeaning
from patentdesk.services.desk import Changes, Desk
from patentdesk.store.file import Reader, Work


def with_remembered(reader: Reader, words: Vocabulary) -> Vocabulary:
    """Return the vocabulary with the meanings that persons gave to headers at earlier imports."""
    kept = {one.fingerprint: one.meanings for one in reader.iterate(ColumnMeaning)}
    return replace(words, remembered=kept) if kept else words


def remember(work: Work, fingerprint: str, meanings: Mapped) -> None:
    """Remember meanings beside those that were said before of the same headers; the new ones count."""
    for before in work.select(ColumnMeaning, fingerprint=fingerprint):
        work.change(ColumnMeaning, before.id, meanings={**before.meanings, **meanings})
        return
    work.add(ColumnMeaning(fingerprint=fingerprint, meanings=dict(meanings)))


def meanings(desk: Desk) -> list[ColumnMeaning]:
    """Return all that is remembered."""
    with desk.file.reading() as reader:
        return reader.select(ColumnMeaning, order=("id",))


def forget(desk: Desk, fingerprint: str) -> Changes:
    """Forget what was said about lists with these headers: they are read by the program's own vocabulary again."""
    with desk.file.operation("forget_meanings") as work:
        work.remove(ColumnMeaning, work.column(ColumnMeaning, "id", fingerprint=fingerprint))
    return Changes()
