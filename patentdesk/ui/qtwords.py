"""Have Qt's own dialogs, menus and calendars speak the language in use: file dialogs, Cut and Paste, month names."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from patentdesk.core.words import Language
from patentdesk.ui.tongue import Tongue

_LOCALES: dict[Language, QLocale] = {
    "zh": QLocale(QLocale.Language.Chinese, QLocale.Country.China),
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedStates),
}


_MISSING = frozenset({"QFileDialog", "QFileSystemModel", "QAbstractFileIconProvider", "QFileIconProvider", "QLocale"})
"""Where Qt's own Chinese has gaps."""


class _Gaps(QTranslator):
    """Tells what Qt's own texts leave out, from the words ``qt.<the English text>``."""

    def __init__(self, app: QApplication, tongue: Tongue) -> None:
        super().__init__(app)
        self._tongue = tongue

    def isEmpty(self) -> bool:
        """Tell that there is something to ask."""
        return False

    def translate(self, context: str, text: str, _note: str | None = None, _n: int = -1) -> str | None:
        """Return a text in the language in use; None leaves it to Qt."""
        key = f"qt.{text}"
        known = context in _MISSING and self._tongue.language != "en" and self._tongue.words.has(key)
        return self._tongue(key) if known else None


def follow(app: QApplication, tongue: Tongue) -> None:
    """Speak the language in use now and whenever another one is chosen."""
    translator = QTranslator(app)
    app.installTranslator(_Gaps(app, tongue))
    _speak(app, translator, tongue.language)
    tongue.language_changed.connect(lambda: _speak(app, translator, tongue.language))


def _speak(app: QApplication, translator: QTranslator, language: Language) -> None:
    """Load Qt's texts of a language; where they are missing, Qt speaks English, which is its own."""
    locale = _LOCALES[language]
    QLocale.setDefault(locale)
    app.removeTranslator(translator)
    if translator.load(locale, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    for window in app.topLevelWidgets():
        window.setLocale(locale)
