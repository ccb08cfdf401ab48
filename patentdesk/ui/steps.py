"""Take steps back and do them again, and name the steps of the journal in the user's language."""

from __future__ import annotations

from patentdesk.core.progress import Progress
from patentdesk.services import history
from patentdesk.services.desk import Changes
from patentdesk.store.file import Operation
from patentdesk.ui.messages import MessageBar
from patentdesk.ui.session import Session
from patentdesk.ui.tongue import Tongue


def step_title(say: Tongue, step: Operation) -> str:
    """Return what a step did; an undo or redo names the step that it acted upon."""
    return history.titled(say.words, step)


def undo(session: Session, bar: MessageBar) -> None:
    """Take the last step back and tell which; ask first where what was done last stays and an earlier step would go."""
    desk, say = session.desk, session.around.tongue
    if desk is None:
        return
    target, kept, _redo = session.state.steps
    named = None
    if kept is not None and target is not None:
        named = target.id
        if not session.dialogs.confirm(
            say("ui.action.undo"), say("ui.undo.past", kept=step_title(say, kept), title=step_title(say, target)),
            say("ui.undo.past.yes"), say("ui.cancel"),
        ):  # fmt: skip
            return
    done: list[Operation | None] = []

    def work(_progress: Progress) -> Changes:
        changes = history.undo(desk, named, past=False)
        done.append(history.titles(desk).redo)
        return changes

    session.operate("ui.job.undo", work, bar, lambda _changes: _tell(bar, say, "ui.undo.done", done))


def redo(session: Session, bar: MessageBar) -> None:
    """Do the step again that was taken back, and tell which."""
    desk, say = session.desk, session.around.tongue
    if desk is None:
        return
    done: list[Operation | None] = []

    def work(_progress: Progress) -> Changes:
        done.append(history.titles(desk).redo)
        return history.redo(desk)

    session.operate("ui.job.redo", work, bar, lambda _changes: _tell(bar, say, "ui.redo.done", done))


def _tell(bar: MessageBar, say: Tongue, key: str, done: list[Operation | None]) -> None:
    for step in done:
        if step is not None:
            bar.show_word("step", "success", key, title=step_title(say, step))
