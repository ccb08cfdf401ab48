"""Read the command line and hand over to the verb that it names; a verb's module is loaded when it is called."""

from __future__ import annotations

import argparse
import difflib
import importlib
import io
import os
import re
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn, cast

from patentdesk import __version__
from patentdesk.app.argument_words import speak
from patentdesk.app.cli_setting import (
    DONE,
    STOPPED,
    UNUSABLE,
    WRONG_USE,
    Setting,
    Verb,
    add_common,
    make_setting,
)
from patentdesk.app.examples import EXAMPLES
from patentdesk.app.machine import open_library, system_language
from patentdesk.app.output import Voice, speak_utf8
from patentdesk.core.problems import Refused, Severity, refuse
from patentdesk.core.words import Language, Words

VERBS = {
    "window": "window",
    "demo": "demo",
    "new": "new",
    "import": "importing",
    "list": "listing",
    "edit": "editing",
    "differences": "differences",
    "names": "names",
    "record": "record",
    "docket": "docket",
    "date": "dates",
    "rules": "rules",
    "fees": "fees",
    "task": "task",
    "pay": "pay",
    "scenario": "scenario",
    "compare": "compare",
    "review": "review",
    "score": "score",
    "indicator": "indicator",
    "value": "value",
    "worth": "worth",
    "assume": "assume",
    "deals": "deals",
    "rates": "rates",
    "values": "values",
    "pool": "pool",
    "pages": "pages",
    "tie": "tie",
    "document": "document",
    "handout": "handout",
    "verify": "verify",
    "backup": "backup",
    "restore": "restore",
    "undo": "steps",
    "redo": "steps",
    "journal": "journal",
    "screens": "screens",
}
"""Verb → module under ``app/verbs``."""

_VALUED = ("--lang", "--user", "--today")
"""Common options that take the next word."""
_HELP = 78
"""Columns of the help's prose."""
_UNUSABLE_CODES = (
    "file_", "folder_", "backup_", "disk_", "workbook_", "archive_", "sheet_too_large",
    "layout_unknown", "no_rows", "handout_", "export_", "input_", "attachment_unreadable", "attachment_empty",
    "attachment_too_large", "sheet_unreadable", "sheet_heads", "pay_list_", "review_sheet_", "cover_unreadable",
    "model_file_", "own_rules_file", "reader_", "docket_list_", "markup_", "json_damaged", "worth_file",
)  # fmt: skip
"""Refusals with these codes say that a file cannot be used."""


class WrongUseError(Exception):
    """The command line cannot be understood; people have been told why."""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong as argparse does, and lets the caller say it to programs; no option may be cut short."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - argparse's own, whatever they are
        super().__init__(*args, **{"allow_abbrev": False, **options})

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Read the words, and refuse those that are left where they stand: with the usage of that verb, not of all."""
        found, left = super().parse_known_args(args, namespace)
        if left:
            self.error(cast("str", vars(argparse)["_"]("unrecognized arguments: %s")) % " ".join(left))
        return found, left

    def format_help(self) -> str:
        """Return the help; a head in Chinese ends in a full-width colon, where argparse writes its own."""
        return re.sub(r"^([^\x00-\x7f]+):$", r"\1：", super().format_help(), flags=re.MULTILINE)

    def error(self, message: str) -> NoReturn:
        """Show usage and fault on the error channel. Raises WrongUseError."""
        self.print_usage(sys.stderr)
        sys.stderr.write(f"{self.prog}: {message}\n")
        raise WrongUseError(message)


def run(argv: Sequence[str]) -> int:
    """Carry out one command line and return its exit status; sentences go to the error channel."""
    speak_utf8()
    argv = _verb_first(argv)
    library = open_library()
    language = _language(argv)
    words = library.words(language)
    verb = verb_named(argv)
    speak(words)
    parser = build_parser(words, verb)
    voice = Voice(words, as_json="--json" in argv)
    if verb == "window" and (odd := _neither_verb_nor_file(argv)):
        return _unheard(odd, voice)
    asked = [word for word in argv if word in ("-h", "--help", "--version")]
    given = _joined(argv) if verb in argv else asked[:1] or [verb, *argv]
    try:
        arguments = parser.parse_args(given)
    except WrongUseError as wrong:
        voice.document({"refused": {"code": "wrong_use", "severity": Severity.ERROR, "sentence": str(wrong)}})
        return WRONG_USE
    except SystemExit:  # argparse has shown the help
        return DONE
    setting = make_setting(arguments, library)
    try:
        _check_legible(arguments)
        return _carried_out(verb, arguments, setting)
    except Refused as refused:
        return _refused(refused, setting)
    except BrokenPipeError:  # the reader of our output went away, as ``head`` does
        sys.stderr.close()
        return 0


def stopped(argv: Sequence[str]) -> int:
    """Say that the user stopped it, wherever that was: an operation is one transaction, stored whole or not at all."""
    speak_utf8()
    words = open_library().words(_language(argv))
    voice = Voice(words, as_json="--json" in argv)
    voice.warn(words("cli.stopped"))
    voice.document({"refused": {"code": "stopped", "sentence": words("cli.stopped")}})
    return STOPPED


def _check_legible(arguments: argparse.Namespace) -> None:
    """Raise Refused 'word_garbled' for a text that holds bytes of another encoding; paths may hold any bytes."""
    for value in vars(arguments).values():
        for word in value if isinstance(value, list) else [value]:
            if isinstance(word, str) and (legible := word.encode("utf-8", "replace").decode()) != word:
                raise refuse("word_garbled", word=legible)


def _carried_out(verb: str, arguments: argparse.Namespace, setting: Setting) -> int:
    status = _module(verb).run(arguments, setting)
    setting.voice.finish()
    return status


def _verb_first(argv: Sequence[str]) -> list[str]:
    """Return the words with the verb before the common options, wherever the user put them."""
    place = 0
    while place < len(argv) and argv[place].startswith("--"):
        place += 2 if argv[place] in _VALUED else 1
    if 0 < place < len(argv) and argv[place] in VERBS:
        return [argv[place], *argv[:place], *argv[place + 1 :]]
    return list(argv)


def _neither_verb_nor_file(argv: Sequence[str]) -> str:
    """Return a first word that can be no portfolio and is no verb, such as a verb with a slip of the pen; else ''."""
    before = ["", *argv]
    given = (word for word, left in zip(argv, before, strict=False) if not word.startswith("-") and left not in _VALUED)
    first = next(given, "")
    return first if first and first not in VERBS and not Path(first).suffix and not os.path.lexists(first) else ""


def _unheard(word: str, voice: Voice) -> int:
    """Say that a word is no verb, with the nearest ones."""
    near = difflib.get_close_matches(word.casefold(), VERBS)
    key = "cli.verb_near" if near else "cli.verb_unheard"
    sentence = voice.words(key, word=word.encode("utf-8", "replace").decode(), near=", ".join(near))
    voice.warn(sentence)
    voice.document({"refused": {"code": "wrong_use", "severity": Severity.ERROR, "sentence": sentence}})
    return WRONG_USE


def verb_named(argv: Sequence[str]) -> str:
    """Return the verb that a command line names: its first word, or ``window`` when that is no verb."""
    first = next((word for word in argv if not word.startswith("-")), "")
    return first if first in VERBS else "window"


def build_parser(words: Words, verb: str) -> argparse.ArgumentParser:
    """Return the parser: every verb with its line of help, the arguments of the one that is called."""
    common = _Parser(add_help=False)
    add_common(common, words)
    parser = _Parser(
        prog="patentdesk",
        description=words("cli.about"),
        epilog="\n".join((words("cli.exits"), words("cli.window_opens"))),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    told = words("cli.version.help")
    parser.add_argument("--version", action="version", version=f"PatentDesk {__version__}", help=told)
    verbs = parser.add_subparsers(dest="verb", metavar=words("cli.verb"), required=True)
    for name in VERBS:
        help_text = words(f"cli.{name}.help")
        child = verbs.add_parser(
            name,
            help=help_text,
            description=textwrap.fill(help_text, _HELP),
            epilog=_epilog(name, words),
            parents=[common],
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if name == verb:
            _module(name).declare(child, words)
            if child.format_usage().rstrip().endswith("..."):  # it has actions, each with a help of its own
                child.epilog = "\n\n".join((words("cli.actions", verb=name), child.epilog or ""))
    return parser


def _epilog(verb: str, words: Words) -> str:
    """Return what stands under the help of a verb: examples and what the exit status says."""
    calls = [f"  patentdesk {call}" for call in EXAMPLES[verb]]
    return "\n".join((words("cli.examples"), *calls, "", textwrap.fill(words("cli.exits"), _HELP)))


def _language(argv: Sequence[str]) -> Language:
    """Return the language before anything is parsed, so that help speaks it too."""
    for index, word in enumerate(argv):
        value = word.partition("=")[2] if word.startswith("--lang=") else "".join(argv[index + 1 : index + 2])
        if word.partition("=")[0] == "--lang" and value in ("zh", "en"):
            return cast("Language", value)
    return system_language()


def _joined(argv: Sequence[str]) -> list[str]:
    """Return the words with ``--sort -filing_date`` as one: argparse would take the minus for an option."""
    words = list(argv)
    for index in reversed(range(len(words) - 1)):
        if words[index] == "--sort" and words[index + 1].startswith("-"):
            words[index : index + 2] = [f"--sort={words[index + 1]}"]
    return words


def _module(verb: str) -> Verb:
    return cast("Verb", importlib.import_module(f"patentdesk.app.verbs.{VERBS[verb]}"))


def _refused(refused: Refused, setting: Setting) -> int:
    """Say why nothing was done; return 3 when a file cannot be used, else 2."""
    problem = refused.problem
    setting.voice.warn(setting.words.problem(problem))
    if problem.code == "output_failed":
        sys.stdout = io.StringIO()  # what is held back for it can go nowhere, also when the program ends
        return UNUSABLE
    setting.voice.document({"refused": setting.voice.problem_rows([problem])[0]})
    return UNUSABLE if problem.code.startswith(_UNUSABLE_CODES) else WRONG_USE
