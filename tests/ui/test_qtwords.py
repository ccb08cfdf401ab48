"""Qt's own texts follow the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication

from patentdesk.services.library import Library
from patentdesk.ui import qtwords
from patentdesk.ui.dialogs import file_types
from patentdesk.ui.tongue import Tongue


def test_qt_speaks_the_language_in_use(qapp: QApplication, library: Library) -> None:
    before = QLocale()
    tongue = Tongue(library.words("zh"))
    qtwords.follow(qapp, tongue)
    try:
        assert QCoreApplication.translate("QFileDialog", "Look in:") == "查找范围："
        assert QCoreApplication.translate("QFileDialog", "&Look in:") == "查找范围(&L)："
        assert QCoreApplication.translate("QFileDialog", "Files of &type:") == "文件类型(&T)："
        assert QCoreApplication.translate("QAbstractFileIconProvider", "Folder") == "文件夹"
        assert QLocale().language() == QLocale.Language.Chinese
        tongue.choose("en")
        assert QCoreApplication.translate("QFileDialog", "Look in:") == "Look in:"
        assert QCoreApplication.translate("QFileDialog", "&Look in:") == "&Look in:"
        assert QLocale().language() == QLocale.Language.English
    finally:
        QLocale.setDefault(before)


def test_a_dialog_says_what_kind_of_files_it_asks_for(library: Library) -> None:
    say = Tongue(library.words("zh"))
    assert file_types(say, "*.xlsx;;*.csv") == "Excel 工作簿 (*.xlsx);;文本表格 (*.csv)"
    assert file_types(say, "*.csv *.xlsx *.xml") == "清单与数据文件 (*.csv *.xlsx *.xml)"
    assert file_types(say, "PatentDesk (*.pdesk)") == "PatentDesk (*.pdesk)"
    assert file_types(say, "*") == "所有文件 (*)"
