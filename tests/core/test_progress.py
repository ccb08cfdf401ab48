import pytest

from patentdesk.core.progress import Cancelled, Progress


def test_reports_reach_the_listener_until_work_is_cancelled() -> None:
    heard: list[tuple[int, int, str]] = []
    progress = Progress(show=lambda done, total, phrase: heard.append((done, total, phrase)))
    progress.report(1, 3, "phase.read")
    progress.cancel()
    with pytest.raises(Cancelled):
        progress.report(2, 3)
    assert heard == [(1, 3, "phase.read")]
