"""Draw pictures of the panels without a display: the real window, painted offscreen."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6 import QtWidgets
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from patentdesk.app.cli_setting import Setting
from patentdesk.app.context import WindowContext, surroundings
from patentdesk.app.doors import doors
from patentdesk.ui.dialogs import WindowDialogs
from patentdesk.ui.jobs import Jobs
from patentdesk.ui.screens import render, settle
from patentdesk.ui.shell import Shell
from patentdesk.ui.workbench import Workbench

_NO_SIZE_HINTS = "This plugin does not support propagateSizeHints()"


def draw_panels(setting: Setting, portfolio: Path, folder: Path, theme: str) -> list[Path]:
    """Write a picture of every panel into the folder; return the files.

    Neither settings nor scheduled backups of the user are touched. Raises OSError when a picture cannot be written.
    """
    app = _application()
    with _no_size_hints(), tempfile.TemporaryDirectory() as scratch:
        context = WindowContext(setting.library, setting.words, setting.clock, setting.user, None, Path(scratch))
        around = surroundings(app, context)
        shell = Shell(around)
        bench = Workbench(shell, around, Jobs(), doors(context), WindowDialogs(shell, around.tongue))
        bench.complete()
        bench.go("portfolio")
        shell.show()
        try:
            bench.session.open(portfolio)
            settle(bench)
            return render(bench, folder, languages=(setting.words.language,), themes=(theme,))
        finally:
            shell.close()
            settle(bench)


@contextmanager
def _no_size_hints() -> Iterator[None]:
    """Drop the one message that painting offscreen gives for every window; all others go where they went before."""

    def pass_on(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if text.startswith(_NO_SIZE_HINTS):
            return
        if before is not None:
            before(kind, context, text)
        else:
            sys.stderr.write(f"{text}\n")

    before = qInstallMessageHandler(pass_on)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _application() -> QtWidgets.QApplication:
    """Return the running application, or one that paints into memory."""
    running = QtWidgets.QApplication.instance()
    if isinstance(running, QtWidgets.QApplication):
        return running
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return QtWidgets.QApplication([])
