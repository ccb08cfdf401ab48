"""Count a committee's votes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from patentdesk.triage.records import DecisionCode, Vote


@dataclass(frozen=True, slots=True)
class Count:
    """The votes about one patent: ``leading`` is the code with the most, None without votes or with a tie."""

    leading: DecisionCode | None
    by_code: Mapping[DecisionCode, int]

    @property
    def split(self) -> bool:
        """Whether people voted differently."""
        return len(self.by_code) > 1


def count(votes: Sequence[Vote]) -> Count:
    """Count votes by code, the most frequent first."""
    found = Counter(vote.code for vote in votes).most_common()
    tie = len(found) > 1 and found[0][1] == found[1][1]
    return Count(None if tie or not found else found[0][0], dict(found))


def minutes(votes: Sequence[Vote], decided: DecisionCode) -> tuple[Mapping[str, object], ...]:
    """Return votes as a signed decision keeps them: by voter, those for another code marked as dissent."""
    return tuple(
        {
            "voter": vote.voter,
            "code": vote.code.value,
            "reason": vote.reason,
            "at": vote.voted_at.isoformat() if vote.voted_at else "",
            "dissent": vote.code is not decided,
        }
        for vote in sorted(votes, key=lambda vote: vote.voter)
    )
