"""Qt's own texts follow the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication

from patentdesk.services.library import Library
from patentdesk.ui import qtwords
from patentdesk.ui.tongue import Tongue


def test_qt_speaks_the_language_in_use(qapp: QApplication, library: Library) -> None:
    before = QLocale()
    tongue = Tongue(library.words("zh"))
    qtwords.follow(qapp, tongue)
    try:
        assert QCoreApplication.translate("QFileDialog", "Look in:") == "查找范围："
        assert QLocale().language() == QLocale.Language.Chinese
        tongue.choose("en")
        assert QCoreApplication.translate("QFileDialog", "Look in:") == "Look in:"
        assert QLocale().language() == QLocale.Language.English
    finally:
        QLocale.setDefault(before)
