"""Count deadlines by how near they are."""

from __future__ import annotations

from dataclasses import dataclass

from patentdesk.services import docket_lines
from patentdesk.services.desk import Desk
from patentdesk.services.docket_lines import BUCKETS, LISTS, Wish, bucket_of

__all__ = ["BUCKETS", "LISTS", "TONES", "Buckets", "bucket_of", "count_buckets"]
TONES = {
    "overdue": "danger", "grace": "warning", "week": "warning", "blocked": "warning", "waiting": "warning",
    "gone": "muted", "done": "success", "waived": "muted",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Buckets:
    """How many open deadlines lie in each bucket."""

    counts: dict[str, int]

    def within(self, *names: str) -> int:
        """Return the number in several buckets together."""
        return sum(self.counts[name] for name in names)


def count_buckets(desk: Desk, query: str) -> Buckets:
    """Count the open deadlines of a query's patents by bucket."""
    return Buckets(dict(docket_lines.view(desk, Wish(query)).counts))
