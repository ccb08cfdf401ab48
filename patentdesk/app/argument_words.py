"""Let argparse speak the language of the command line."""

from __future__ import annotations

import argparse

from patentdesk.core.words import Words


def misfit(text: str, form: str) -> argparse.ArgumentTypeError:
    """Return what argparse reports about a value that does not fit, with the form that it should have."""
    told: str = vars(argparse)["_"]("“%(text)s” does not fit; write %(form)s")
    return argparse.ArgumentTypeError(told % {"text": text, "form": form})


def speak(words: Words) -> None:
    """Give argparse its sentences from the words ``argparse.<its English sentence>``; others stay English.

    argparse translates by the two functions of ``gettext`` that it holds under these names. A message catalogue of
    gettext's own would have to be compiled and would follow the system's language, not ``--lang``.
    """

    def translated(message: str) -> str:
        key = f"argparse.{message}"
        return words(key) if words.has(key) else message

    def counted(one: str, many: str, n: int) -> str:
        return translated(one if n == 1 else many)

    vars(argparse).update({"_": translated, "ngettext": counted})
