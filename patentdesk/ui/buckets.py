"""Name the buckets of deadlines by how near they are, and give them their tones."""

from __future__ import annotations

from patentdesk.services.docket_lines import BUCKETS, LISTS, bucket_of

__all__ = ["BUCKETS", "LISTS", "TONES", "bucket_of"]
TONES = {
    "overdue": "danger", "grace": "warning", "week": "warning", "blocked": "warning", "waiting": "warning",
    "unconfirmed": "warning",
    "ended": "muted", "gone": "muted", "done": "success", "waived": "muted",
}  # fmt: skip
