"""Create, list, write out, read back, decide and sign reviews."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_patents import patents_with
from patentdesk.app.cli_setting import DONE, Setting, a_date, add_common
from patentdesk.app.output import table
from patentdesk.app.verbs.listing import title_of
from patentdesk.core.words import Words
from patentdesk.services import review_sheets, reviewing
from patentdesk.services.evidence import DEFAULT_MODEL, number_of
from patentdesk.services.reviewing import ReviewLine
from patentdesk.triage.records import DecisionCode

_CODES = ", ".join(code.value for code in DecisionCode)


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the actions with their arguments."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    actions = parser.add_subparsers(dest="action", required=True, title=words("cli.opt.action"))
    create = actions.add_parser("create")
    create.add_argument("name", help=words("cli.opt.name"))
    create.add_argument("--query", "-q", default="", metavar="Q", help=words("cli.opt.query"))
    create.add_argument("--months", type=int, metavar="N", help=words("cli.opt.months"))
    create.add_argument("--model", default=DEFAULT_MODEL, metavar="M", help=words("cli.opt.model"))
    listed = actions.add_parser("list")
    listed.add_argument("review", type=int, nargs="?", help=words("cli.opt.review"))
    sheet = actions.add_parser("sheet")
    sheet.add_argument("review", type=int, help=words("cli.opt.review"))
    sheet.add_argument("file", type=Path, help=words("cli.opt.sheet"))
    apply = actions.add_parser("apply")
    apply.add_argument("file", type=Path, help=words("cli.opt.sheet"))
    decide = actions.add_parser("decide")
    decide.add_argument("review", type=int, help=words("cli.opt.review"))
    decide.add_argument(
        "code", choices=[code.value for code in DecisionCode], metavar="CODE", help=words("cli.opt.code", codes=_CODES)
    )
    decide.add_argument("numbers", nargs="+", metavar="NUMBER", help=words("cli.opt.number"))
    decide.add_argument("--reason", default="", help=words("cli.opt.reason"))
    decide.add_argument("--review-on", type=a_date, metavar="DATE", help=words("cli.opt.review_on"))
    sign = actions.add_parser("sign")
    sign.add_argument("review", type=int, help=words("cli.opt.review"))
    for action in actions.choices.values():
        add_common(action, words)


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Carry the action out. Raises Refused for what the review's rules forbid."""
    actions: Mapping[str, Callable[[argparse.Namespace, Setting], int]] = {
        "create": _create,
        "list": _list,
        "sheet": _sheet,
        "apply": _apply,
        "decide": _decide,
        "sign": _sign,
    }
    return actions[arguments.action](arguments, setting)


def _create(arguments: argparse.Namespace, setting: Setting) -> int:
    with open_desk(setting, arguments.portfolio) as desk:
        review = reviewing.create_review(
            desk,
            arguments.name,
            query_text=arguments.query,
            months=arguments.months,
            model=arguments.model,
            progress=setting.voice.progress(),
        )
        count = len(reviewing.items(desk, review.id))
    setting.voice.say("review.created", id=review.id, name=review.name, n=count)
    setting.voice.document({"review": review, "patents": count})
    return DONE


def _list(arguments: argparse.Namespace, setting: Setting) -> int:
    words, voice = setting.words, setting.voice
    with open_desk(setting, arguments.portfolio, read_only=True) as desk:
        if arguments.review is None:
            rows = [(review, len(reviewing.items(desk, review.id))) for review in reviewing.reviews(desk)]
            voice.document({"reviews": [{"review": review, "patents": count} for review, count in rows]})
            heads = [words(f"cli.review.{name}") for name in ("id", "name", "state", "items")]
            voice.show(*table(heads, [[one.id, one.name, words.code("review_state", one.state), n] for one, n in rows]))
            return DONE
        lines = reviewing.items(desk, arguments.review)
    voice.document({"items": [_fields(line) for line in lines]})
    names = ("grade", "score", "coverage", "recommendation", "decision")
    heads = [words("cli.value.patent"), *(words(f"cli.review.{name}") for name in names), words("field.title")]
    voice.show(*table(heads, [_row(line, words) for line in lines]))
    return DONE


def _sheet(arguments: argparse.Namespace, setting: Setting) -> int:
    with open_desk(setting, arguments.portfolio, read_only=True) as desk:
        review_sheets.write_sheet(desk, arguments.review, arguments.file, setting.words.language)
    setting.voice.say("review.sheet_written", file=arguments.file)
    setting.voice.document({"file": arguments.file})
    return DONE


def _apply(arguments: argparse.Namespace, setting: Setting) -> int:
    with open_desk(setting, arguments.portfolio) as desk:
        reading = review_sheets.read_sheet(desk, arguments.file)
        review_sheets.apply_sheet(desk, reading)
    count, problems = len(reading.changes), list(reading.problems)
    setting.voice.problems(problems)
    setting.voice.say("review.applied", n=count, file=arguments.file)
    setting.voice.document({"taken": count, "problems": setting.voice.problem_rows(problems)})
    return setting.status(problems)


def _decide(arguments: argparse.Namespace, setting: Setting) -> int:
    with open_desk(setting, arguments.portfolio) as desk:
        patents = patents_with(desk, arguments.numbers)
        reviewing.decide(
            desk,
            [patent.id for patent in patents],
            arguments.code,
            reason=arguments.reason,
            review_on=arguments.review_on,
            review_id=arguments.review,
        )
    for patent in patents:
        name = setting.words.code("decision", arguments.code)
        setting.voice.say("review.decided", number=number_of(patent), code=name)
    setting.voice.document({"decided": [patent.id for patent in patents], "code": arguments.code})
    return DONE


def _sign(arguments: argparse.Namespace, setting: Setting) -> int:
    with open_desk(setting, arguments.portfolio) as desk:
        decisions = [line.decision for line in reviewing.items(desk, arguments.review) if line.decision is not None]
        open_ids = [decision.id for decision in decisions if decision.signed_at is None]
        reviewing.sign(desk, open_ids)
    setting.voice.say("review.signed", n=len(open_ids))
    setting.voice.document({"signed": open_ids})
    return DONE


def _fields(line: ReviewLine) -> dict[str, object]:
    return {"number": number_of(line.patent), "item": line.item, "decision": line.decision}


def _row(line: ReviewLine, words: Words) -> list[object]:
    item = line.item
    return [
        number_of(line.patent),
        words.code("grade", item.grade),
        item.score,
        f"{item.coverage:.0%}",
        words.code("decision", item.recommendation),
        words.code("decision", line.decision.code) if line.decision else "",
        title_of(line.patent, words),
    ]
