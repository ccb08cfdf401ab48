"""Read export files into a portfolio, or show what that would do."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_setting import DONE, UNUSABLE, Setting
from patentdesk.app.output import table
from patentdesk.core.problems import refuse
from patentdesk.core.words import Words
from patentdesk.intake.headerwords import normal
from patentdesk.services import importing, watching
from patentdesk.services.desk import Desk
from patentdesk.services.import_plan import ImportPlan

COUNTS = ("read", "added", "changed", "same", "conflict", "merged", "rejected")
_NAMED = 8
"""So many columns without a meaning are named."""


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the portfolio, the files, the member, the office and the dry run."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help=words("cli.opt.files"))
    parser.add_argument("--member", metavar="NAME", help=words("cli.opt.member"))
    parser.add_argument("--country", default="", metavar="CODE", help=words("cli.opt.member_country"))
    parser.add_argument("--office", default="", metavar="CODE", help=words("cli.opt.office_of_numbers"))
    parser.add_argument("--map", action="append", default=[], metavar="HEADER=FIELD", help=words("cli.opt.map"))
    parser.add_argument("--only-new", action="store_true", help=words("cli.opt.only_new"))
    parser.add_argument("--rejected", type=Path, metavar="X.xlsx", help=words("cli.opt.rejected"))
    parser.add_argument("--dry-run", action="store_true", help=words("cli.opt.dry_run"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Plan the import and apply it, unless it is a dry run or one of the files cannot be used: then nothing is."""
    voice = setting.voice
    if arguments.country and not arguments.member:
        raise refuse("country_of_nobody")
    if arguments.rejected is not None:
        _check_place(arguments)
    country = importing.country_code(setting.library, arguments.country) if arguments.country else ""
    with open_desk(setting, arguments.portfolio, read_only=arguments.dry_run) as desk:
        files = _wanted(desk, arguments.files) if arguments.only_new else arguments.files
        if not files:
            voice.say("import.nothing_new")
            voice.document({"read": 0, "applied": False, "problems": []})
            return DONE
        meanings = _meanings(arguments.map, setting)
        plan = importing.plan_import(desk, files, arguments.member, meanings, voice.progress(), office=arguments.office)
        _check_headers(plan, meanings)
        wanted = not arguments.dry_run and not plan.unusable
        outcome = "import.dry"
        if wanted:
            changes = importing.apply_import(desk, plan, progress=voice.progress(), country=country)
            outcome = "import.done" if changes.kinds or meanings else "import.nothing_changed"
        if arguments.rejected is not None and plan.rejected:
            n = importing.save_rejected(desk, plan, arguments.rejected, setting.words.language)
            voice.tell(setting.words("import.rejected_saved", n=n, file=arguments.rejected))
        elif arguments.rejected is not None and not plan.unusable:
            voice.say("import.none_rejected", file=arguments.rejected)
    problems = list(plan.problems)
    voice.document(
        {
            **plan.counts,
            "differing": plan.differing,
            "reasons": plan.reasons,
            "unread": {file.name: file.unmapped for file in plan.files if file.unmapped},
            "applied": wanted,
            "problems": voice.problem_rows(problems),
        }
    )
    if plan.rejected:
        voice.warn(_reasons(plan, setting.words))
    voice.problems(problems)
    if plan.unusable:
        voice.warn(setting.words("cli.import.unusable", file=arguments.portfolio))
        return UNUSABLE
    _show(plan, setting)
    voice.say(outcome, n=plan.read, file=arguments.portfolio)
    return setting.status(problems)


def _check_place(arguments: argparse.Namespace) -> None:
    """Refuse to save rejected rows over the portfolio or a list that is imported. Raises Refused: rejected_over."""
    place = arguments.rejected.resolve()
    for path in (arguments.portfolio, *arguments.files):
        if path.resolve() == place or (path.is_dir() and place.parent == path.resolve() and place.exists()):
            raise refuse("rejected_over", file=str(arguments.rejected))


def _wanted(desk: Desk, paths: Sequence[Path]) -> list[Path]:
    """Return the files, and the files of folders, that were not imported into this portfolio yet; also missing ones."""
    return [path for path in paths if not path.is_dir() and (not path.exists() or watching.is_new(desk, path))] + [
        found.path for folder in paths if folder.is_dir() for found in watching.new_files(desk, folder)
    ]


def _meanings(told: Sequence[str], setting: Setting) -> dict[str, str | None]:
    """Return header → field. Raises Refused: map_without_header, field_unheard."""
    fields = importing.fields(setting.library)
    meanings: dict[str, str | None] = {}
    for text in told:
        header, _, field = text.rpartition("=")
        if not header:
            raise refuse("map_without_header", text=text)
        if field and field not in fields:
            raise refuse("field_unheard", text=field, known=", ".join(fields))
        meanings[header] = field or None
    return meanings


def _check_headers(plan: ImportPlan, meanings: Mapping[str, str | None]) -> None:
    """Refuse meanings of columns that no file has. Raises Refused: header_unheard."""
    known = {normal(header) for header in plan.mapping}
    unheard = [header for header in meanings if normal(header) not in known]
    if unheard and not plan.unusable:
        raise refuse("header_unheard", text=", ".join(unheard), known=", ".join(plan.mapping))


def _reasons(plan: ImportPlan, words: Words) -> str:
    """Return one sentence: how many rows are rejected, and for what."""
    known = {code: f"reason.{code}" if words.has(f"reason.{code}") else "reason.other" for code in plan.reasons}
    each = [words("import.reason", n=n, reason=words(known[code])) for code, n in plan.reasons.items()]
    return words("import.rejected_rows", n=plan.rejected, reasons=words("import.and").join(each))


def _some(names: Sequence[str], words: Words) -> str:
    """Return the first names and how many more there are; the JSON document has all."""
    text = ", ".join(" ".join(name.split()) for name in names[:_NAMED])
    return words("cli.import.more", names=text, n=len(names) - _NAMED) if len(names) > _NAMED else text


def _show(plan: ImportPlan, setting: Setting) -> None:
    words = setting.words
    for file in plan.files:
        form = words.code("format", file.format)
        setting.voice.show(words("cli.import.file", file=file.name, format=form, n=file.row_count))
        if file.unmapped:
            setting.voice.show(words("cli.import.unread", file=file.name, names=_some(file.unmapped, words)))
    heads = [words(f"cli.count.{name}") for name in (*COUNTS, "differing")]
    setting.voice.show(*table(heads, [[*(plan.counts[name] for name in COUNTS), plan.differing]]))
