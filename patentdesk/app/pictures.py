"""Draw a picture of every panel of a portfolio."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from PySide6 import QtWidgets
from PySide6.QtCore import QEventLoop

from patentdesk.app.cli_setting import Setting
from patentdesk.app.context import WindowContext
from patentdesk.app.window import build_window
from patentdesk.core.problems import Problem, Refused
from patentdesk.ui.screens import render, settle
from patentdesk.ui.workbench import Workbench


def draw_panels(
    setting: Setting, portfolio: Path, folder: Path, theme: str = "light", size: tuple[int, int] = (1280, 800)
) -> list[Path]:
    """Write a picture of every panel into the folder, in the setting's language; return the files.

    Works without a display. Nothing that the user prefers is read or changed. Raises Refused when the portfolio cannot
    be opened, OSError when a picture cannot be written.
    """
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    running = QtWidgets.QApplication.instance()
    app = running if isinstance(running, QtWidgets.QApplication) else QtWidgets.QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as backups:
        context = WindowContext(setting.library, setting.words, setting.clock, setting.user, None, Path(backups))
        program = build_window(app, context, portfolio)
        program.shell.resize(*size)
        program.shell.show()
        loop = QEventLoop()
        program.furnished.connect(loop.quit)
        loop.exec()
        bench = program.bench
        if not isinstance(bench, Workbench):
            raise TypeError("the window was not furnished")
        refused: list[Problem] = []
        bench.session.open_refused.connect(refused.append)
        settle(bench)
        try:
            if bench.session.desk is None and refused:
                raise Refused(refused[0])
            return render(bench, folder, languages=(setting.words.language,), themes=(theme,), size=size)
        finally:
            program.shell.close()
