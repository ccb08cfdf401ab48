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


def follow(app: QApplication, tongue: Tongue) -> None:
    """Speak the language in use now and whenever another one is chosen."""
    translator = QTranslator(app)
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
