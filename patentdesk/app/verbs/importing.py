"""Read export files into a portfolio, or show what that would do."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from hashlib import file_digest
from pathlib import Path
from time import sleep

from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_setting import DONE, UNUSABLE, Setting
from patentdesk.app.output import table
from patentdesk.core.filenames import legible
from patentdesk.core.problems import refuse
from patentdesk.core.words import Words
from patentdesk.intake.delivery import lead_of
from patentdesk.intake.headerwords import normal
from patentdesk.intake.whose import TableOfFile, Teller, Whose
from patentdesk.services import importing, watching
from patentdesk.services.desk import Desk
from patentdesk.services.import_plan import ImportPlan
from patentdesk.services.members import ByName

COUNTS = ("read", "added", "changed", "same", "conflict", "merged", "rejected")
_PAUSE = 1.0
"""Seconds between two looks at a file that may be being written."""
_NAMED = 8
"""So many columns without a meaning are named."""


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the portfolio, the files, the member, the office and the dry run."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help=words("cli.opt.files"))
    parser.add_argument("--member", action="append", default=[], metavar="[FILE=]NAME", help=words("cli.opt.member"))
    by_name = [one.name.lower() for one in ByName if one is not ByName.NO]
    parser.add_argument("--member-by-name", choices=by_name, default="no", help=words("cli.opt.member_by_name"))
    parser.add_argument("--country", default="", metavar="CODE", help=words("cli.opt.member_country"))
    parser.add_argument("--office", default="", metavar="CODE", help=words("cli.opt.office_of_numbers"))
    parser.add_argument("--map", action="append", default=[], metavar="HEADER=FIELD", help=words("cli.opt.map"))
    parser.add_argument("--only-new", action="store_true", help=words("cli.opt.only_new"))
    parser.add_argument("--rejected", type=Path, metavar="X.xlsx", help=words("cli.opt.rejected"))
    parser.add_argument("--dry-run", action="store_true", help=words("cli.opt.dry_run"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Plan the import and apply it, unless it is a dry run or one of the files cannot be used: then nothing is."""
    voice = setting.voice
    by_name = ByName[arguments.member_by_name.upper()]
    member, members = _members(arguments)
    if arguments.country and not arguments.member and by_name is ByName.NO:
        raise refuse("country_of_nobody")
    if arguments.rejected is not None:
        _check_place(arguments)
    country = importing.country_code(setting.library, arguments.country) if arguments.country else ""
    with open_desk(setting, arguments.portfolio, read_only=arguments.dry_run) as desk:
        files = _wanted(desk, arguments.files, setting) if arguments.only_new else arguments.files
        if not files:
            voice.say("import.nothing_new")
            voice.document({"read": 0, "applied": False, "problems": []})
            return DONE
        meanings = _meanings(arguments.map, setting)
        plan = importing.plan_import(
            desk, files, member, meanings, voice.progress(), office=arguments.office, members=members, by_name=by_name
        )
        _check_headers(plan, meanings)
        _check_members(plan, members, country)
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
            "adds": plan.adds,
            "members": [
                {"file": file.name, "sheet": sheet, "member": one.member, "by": one.by.value, "text": one.text}
                for file in plan.files
                for sheet, one in file.whose.items()
                if one.by is not Teller.NOTHING
            ],
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


def _wanted(desk: Desk, paths: Sequence[Path], setting: Setting) -> list[Path]:
    """Return the files, and the files of folders, that were not imported into this portfolio yet; also missing ones.

    A file of a folder that grows while one looks is left for the next time; that a folder holds more than is looked at
    is told.
    """
    wanted = [path for path in paths if not path.is_dir() and (not path.exists() or watching.is_new(desk, path))]
    for folder in (path for path in paths if path.is_dir()):
        look = watching.look(desk, folder)
        if look.writing:
            sleep(_PAUSE)
            look = watching.look(desk, folder, seen=look.seen)
        wanted += [found.path for found in look.found]
        for path in look.writing:
            setting.voice.warn(setting.words("cli.import.writing", file=path.name))
        if look.cut:
            setting.voice.warn(setting.words("cli.import.cut", folder=folder))
    return wanted


def _members(arguments: argparse.Namespace) -> tuple[str | None, dict[TableOfFile, str]]:
    """Return the member of all files, and of single ones. Raises Refused: member_of_all_twice."""
    told = [text.rpartition("=") for text in arguments.member]
    everybody = [name for _, sign, name in told if not sign]
    if len(everybody) > 1:
        raise refuse("member_of_all_twice", text=", ".join(everybody))
    own = {(_called(Path(file), arguments.files), ""): name.strip() for file, sign, name in told if sign}
    return (everybody[0] if everybody else None), own


def _called(file: Path, given: Sequence[Path]) -> str:
    """Return what tells a file that is named on the command line: its bytes, else what the import calls it."""
    if file.is_file() and file.suffix.lower() != ".zip":
        with file.open("rb") as stream:
            return file_digest(stream, "sha256").hexdigest()
    folder = next((one for one in given if one != file and file.is_relative_to(one)), None)
    if folder is not None:
        return lead_of(folder, given) + file.relative_to(folder).as_posix()
    if file not in given:
        return file.as_posix()
    lead = lead_of(file, given)
    return lead.rstrip("/") if lead and file.is_dir() else lead + legible(file.name)


def _check_members(plan: ImportPlan, members: Mapping[TableOfFile, str], country: str) -> None:
    """Refuse members of files that were not read, and a country that is not one member's.

    Raises Refused: member_unheard, country_of_nobody, country_of_several.
    """
    names = [file.name for file in plan.files]
    known = {file.digest for file in plan.files}
    unheard = [
        key for key, _ in members if key not in known and not any(f"{one}/".startswith(f"{key}/") for one in names)
    ]
    if unheard and not plan.unusable:
        raise refuse("member_unheard", text=", ".join(unheard), known=", ".join(names))
    if country and not plan.members and not plan.unusable:
        raise refuse("country_of_nobody")
    if country and len(plan.members) > 1:
        raise refuse("country_of_several", n=len(plan.members))


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


def _whose(name: str, one: Whose, words: Words) -> str:
    """Return whose list a table is, and what tells that."""
    by = words(f"whose.{one.by}", text=one.text)
    if one.member:
        return words("cli.import.whose", file=name, member=one.member, by=by)
    return words("cli.import.nobodys", file=name, by=f" ({by})" if one.by is Teller.SEVERAL else "")


def _show(plan: ImportPlan, setting: Setting) -> None:
    words = setting.words
    told = {one.by for file in plan.files for one in file.whose.values()} - {Teller.NOTHING}
    if told == {Teller.SAID} and plan.member:
        told = set()  # that of all files, as the command says
    for file in plan.files:
        form = words.code("format", file.format)
        setting.voice.show(words("cli.import.file", file=file.name, format=form, n=file.row_count))
        for sheet, one in file.whose.items() if told else ():
            if one.by is not Teller.COLUMN:
                setting.voice.show(_whose(f"{file.name}, {sheet}" if len(file.whose) > 1 else file.name, one, words))
        if file.unmapped:
            setting.voice.show(words("cli.import.unread", file=file.name, names=_some(file.unmapped, words)))
    heads = [words(f"cli.count.{name}") for name in (*COUNTS, "differing")]
    setting.voice.show(*table(heads, [[*(plan.counts[name] for name in COUNTS), plan.differing]]))
    if plan.adds:
        each = [words("cli.import.add", n=n, name=words(f"field.{name}")) for name, n in plan.adds.items()]
        setting.voice.show(words("cli.import.adds", names=words("import.and").join(each)))
