"""Name the steps of the journal in the user's language."""

from __future__ import annotations

from patentdesk.services import history
from patentdesk.store.file import Operation
from patentdesk.ui.tongue import Tongue


def step_title(say: Tongue, step: Operation) -> str:
    """Return what a step did; an undo or redo names the step that it acted upon."""
    return history.titled(say.words, step)
