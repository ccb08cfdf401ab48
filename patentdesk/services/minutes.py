"""Write the minutes of a committee: what stood before it, how it voted, what was decided and signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from patentdesk.core.money import Money
from patentdesk.core.words import Language, Words
from patentdesk.handouts.page import Page, PageTable, write_page
from patentdesk.services.campaigns import Progress, progress_of
from patentdesk.services.committee import ExceptionLine, exceptions
from patentdesk.services.desk import Desk
from patentdesk.services.evidence import number_of
from patentdesk.services.reviewing import ReviewLine, items
from patentdesk.triage.records import Vote
from patentdesk.triage.votes import minutes

_EXCEPTIONS = {
    "number": 17, "titled": 30, "why": 22, "advice": 14, "votes": 34, "decided": 14, "reason": 30, "signed": 20,
}  # fmt: skip
_OTHERS = {"number": 17, "titled": 30, "grade": 22, "advice": 14, "decided": 34, "reason": 14, "signed": 30}
"""Columns of the minutes, with their widths in characters; both tables stand one below the other."""


def write_minutes(
    desk: Desk, review_id: int, path: Path, language: Language = "zh", *, threshold: Money | None = None
) -> int:
    """Write the minutes (.xlsx, or .html to be printed); return how many patents they name.

    Exceptions come first, each with its votes; dissent is marked. Then what was decided without the committee.
    Raises Refused: review_unknown, and what the file may bring.
    """
    words = desk.library.words(language)
    found = exceptions(desk, review_id, threshold)
    lines, state = items(desk, review_id), progress_of(desk, review_id)
    listed = {one.line.patent.id for one in found}
    others = [line for line in lines if line.patent.id not in listed and line.decision is not None]
    voters = sorted({name for one in found for name in _voters(one)})
    page = Page(
        title=words("minutes.title", name=state.review.name),
        facts=_facts(desk, words, state, voters, threshold),
        tables=[
            PageTable(
                words("minutes.exceptions", n=len(found)),
                [words(f"minutes.{name}") for name in _EXCEPTIONS],
                tuple(_EXCEPTIONS.values()),
                [_exception(desk, words, one) for one in found],
            ),
            PageTable(
                words("minutes.others", n=len(others)),
                [words(f"minutes.{name}") for name in _OTHERS],
                tuple(_OTHERS.values()),
                [_other(desk, words, line) for line in others],
            ),
        ],
        signatures=[words("minutes.chair"), words("minutes.clerk")],
    )  # fmt: skip
    write_page(path, page)
    return len(found) + len(others)


def _facts(
    desk: Desk, words: Words, state: Progress, voters: Sequence[str], threshold: Money | None
) -> list[tuple[str, str]]:
    codes = " · ".join(f"{words.code('decision', code)} {count}" for code, count in sorted(state.codes.items()))
    facts = [
        ("day", desk.clock.today().isoformat()),
        ("state", words("minutes.counts", n=state.patents, decided=state.decided, signed=state.signed)),
        ("codes", codes),
        ("voters", ", ".join(voters)),
        ("threshold", str(threshold) if threshold is not None else ""),
        ("author", desk.user),
    ]
    return [(words(f"minutes.{name}"), value) for name, value in facts if value]


def _voters(one: ExceptionLine) -> list[str]:
    return [str(vote["voter"]) for vote in _votes(one)]


def _votes(one: ExceptionLine) -> Sequence[Mapping[str, object]]:
    """Return the votes as the signature kept them; before it, as they stand."""
    decision = one.line.decision
    if decision is not None and decision.signed_at is not None:
        return decision.votes
    return _standing(one.votes, one)


def _standing(votes: Sequence[Vote], one: ExceptionLine) -> Sequence[Mapping[str, object]]:
    leading = one.line.decision.code if one.line.decision is not None else one.count.leading
    return minutes(votes, leading) if leading is not None else [
        {"voter": vote.voter, "code": vote.code.value, "reason": vote.reason, "dissent": False} for vote in votes
    ]  # fmt: skip


def _exception(desk: Desk, words: Words, one: ExceptionLine) -> list[str]:
    line = one.line
    why = [words.code("exceptional", reason.value) for reason in one.reasons]
    why += [words.code("veto_short", veto) for veto in line.item.vetoes]
    return [
        number_of(line.patent),
        line.patent.title,
        "\n".join(why),
        words.code("decision", line.item.recommendation),
        "\n".join(_vote(words, vote) for vote in _votes(one)),
        *_decided(desk, words, line),
    ]


def _vote(words: Words, vote: Mapping[str, object]) -> str:
    text = f"{vote['voter']}: {words.code('decision', str(vote['code']))}"
    text += f" ({words('minutes.dissent')})" if vote["dissent"] else ""
    return f"{text} – {vote['reason']}" if vote["reason"] else text


def _other(desk: Desk, words: Words, line: ReviewLine) -> list[str]:
    return [
        number_of(line.patent),
        line.patent.title,
        words.code("grade", line.item.grade.value),
        words.code("decision", line.item.recommendation),
        *_decided(desk, words, line),
    ]


def _decided(desk: Desk, words: Words, line: ReviewLine) -> list[str]:
    """Return the decision, its reason with conditions, and who signed it when."""
    decision = line.decision
    if decision is None:
        return [words("minutes.undecided"), "", ""]
    signed = f"{decision.signed_by} {desk.clock.day_of(decision.signed_at).isoformat()}" if decision.signed_at else ""
    reason = "\n".join(part for part in (decision.reason, decision.conditions) if part)
    return [words.code("decision", decision.code.value), reason, signed]
