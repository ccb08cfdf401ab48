"""Work on deadlines: list them, close, waive, confirm, assign, set the house rules."""

from __future__ import annotations

import argparse
from pathlib import Path

from patentdesk.app.argument_words import misfit
from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_setting import DONE, Setting, a_count, a_date, add_common, an_id
from patentdesk.app.output import table
from patentdesk.core.problems import refuse
from patentdesk.core.words import Words
from patentdesk.docketing.lawtext import proof_told
from patentdesk.services import approval, closing, docket_lines, policies, reminders
from patentdesk.services.calendars import LEAD_DAYS
from patentdesk.services.desk import Desk
from patentdesk.services.docket import DocketItem
from patentdesk.services.docket_lines import BUCKETS, GROUPS, LISTS, UNCONFIRMED, Wish
from patentdesk.services.evidence import number_of

_HEADS = ("id", "due", "number", "task", "state", "responsible", "proof")
_MOST = 500
_LONGEST_LEAD = 36_500


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the portfolio and what is to be done."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    parts = parser.add_subparsers(dest="action", required=True)
    shown = parts.add_parser("list", help=words("cli.task.list"))
    shown.add_argument("--query", "-q", default="", metavar="Q", help=words("cli.opt.query"))
    shown.add_argument(
        "--in", dest="bucket", default="", choices=(*BUCKETS, *LISTS, UNCONFIRMED), help=words("cli.task.in")
    )
    shown.add_argument("--limit", type=a_count, default=_MOST, metavar="N", help=words("cli.task.limit", n=_MOST))
    shown.add_argument("--by", default="", choices=GROUPS, help=words("cli.task.by"))
    near = parts.add_parser("near", help=words("cli.task.near"))
    near.add_argument("--days", type=_lead_days, default=LEAD_DAYS, metavar="N,N", help=words("cli.task.days"))
    near.add_argument("--person", default="", metavar="NAME", help=words("cli.task.person"))
    for name in ("done", "waive", "start", "confirm", "reopen", "assign"):
        part = parts.add_parser(name, help=words(f"cli.task.{name}"))
        part.add_argument("ids", type=an_id, nargs="+", metavar="ID", help=words("cli.task.ids"))
        if name == "done":
            part.add_argument("--on", dest="day", type=a_date, metavar="DATE", help=words("cli.task.on"))
            part.add_argument("--proof", default="", metavar="TEXT", help=words("cli.task.proof"))
        if name == "waive":
            part.add_argument("--reason", default="", metavar="TEXT", help=words("cli.task.reason"))
        if name == "assign":
            part.add_argument("--to", dest="responsible", metavar="NAME", help=words("cli.task.to"))
            part.add_argument("--deputy", metavar="NAME", help=words("cli.task.deputy"))
    rule = parts.add_parser("policy", help=words("cli.task.policy"))
    rule.add_argument("name", choices=policies.POLICIES, help=words("cli.task.policy_name"))
    rule.add_argument("value", choices=("on", "off"), help=words("cli.task.policy"))
    for part in parts.choices.values():
        add_common(part, words)


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Do what is asked and show the deadlines concerned. Raises Refused for what is unknown or cannot be."""
    reads = arguments.action in ("list", "near")
    with open_desk(setting, arguments.portfolio, read_only=reads) as desk:
        if arguments.action == "policy":
            policies.set_policy(desk, arguments.name, arguments.value == "on")
            setting.voice.document({"policies": policies.policies(desk)})
            setting.voice.say(f"task.policy_{arguments.value}", name=setting.words(f"ui.policy.{arguments.name}"))
            return DONE
        if arguments.action == "list" and arguments.by:
            return _show_groups(desk, arguments, setting)
        if arguments.action == "list":
            ids = docket_lines.view(desk, Wish(arguments.query, arguments.bucket)).ids
            items, found = docket_lines.items(desk, ids[: arguments.limit]), len(ids)
        else:
            items = _near(desk, arguments) if reads else _carried_out(desk, arguments)
            found = len(items)
    _show(items, found, setting)
    return DONE


def _near(desk: Desk, arguments: argparse.Namespace) -> list[DocketItem]:
    return [one.item for one in reminders.reminders(desk, arguments.days, arguments.person)]


def _carried_out(desk: Desk, arguments: argparse.Namespace) -> list[DocketItem]:
    ids = arguments.ids
    if arguments.action == "done":
        closing.close_deadline(desk, ids, arguments.day or desk.clock.today(), arguments.proof)
    elif arguments.action == "waive":
        closing.waive_deadline(desk, ids, arguments.reason)
    elif arguments.action == "start":
        closing.edit_deadline(desk, ids, in_progress=True)
    elif arguments.action == "confirm":
        approval.verify_deadlines(desk, ids)
    elif arguments.action == "reopen":
        closing.reopen_deadline(desk, ids)
    elif arguments.responsible is None and arguments.deputy is None:
        raise refuse("assign_whom")
    else:
        approval.assign(desk, ids, responsible=arguments.responsible, deputy=arguments.deputy)
    return docket_lines.items(desk, ids)


def _lead_days(text: str) -> list[int]:
    """Read lead times such as 90,30,7. Raises argparse.ArgumentTypeError for anything else, or more than a century."""
    days = [a_count(part.strip()) for part in text.split(",")]
    if max(days) > _LONGEST_LEAD:
        raise misfit(text, f"0 … {_LONGEST_LEAD:,}")
    return days


def _show_groups(desk: Desk, arguments: argparse.Namespace, setting: Setting) -> int:
    """Show how many deadlines of each bucket every value of a group has."""
    found = docket_lines.view(desk, Wish(arguments.query, arguments.bucket, arguments.by)).groups
    words = setting.words
    setting.voice.document(
        {"groups": [{"value": value, **dict(zip(BUCKETS, cells, strict=True))} for value, cells in found.items()]}
    )
    heads = [words(f"ui.docket.by.{arguments.by}"), *(words(f"ui.bucket.{name}") for name in BUCKETS)]
    setting.voice.show(*table(heads, [[value or words("weekly.nobody"), *cells] for value, cells in found.items()]))
    return DONE


def _show(items: list[DocketItem], found: int, setting: Setting) -> None:
    words = setting.words
    rows = [_row(item, words) for item in items]
    setting.voice.document({"found": found, "deadlines": [dict(zip(_HEADS, row, strict=True)) for row in rows]})
    setting.voice.show(*table([words(f"cli.task.head.{head}") for head in _HEADS], rows))
    if found > len(items):
        setting.voice.say("task.more", n=found, shown=len(items))


def _row(item: DocketItem, words: Words) -> list[object]:
    one = item.deadline
    year = f" {one.year}" if one.year is not None else ""
    people = [one.responsible or item.patent.responsible, one.deputy]
    seen = f" ✓ {one.verified_by}" if one.verified_by else ""
    return [
        one.id,
        one.due_date,
        number_of(item.patent),
        words.code("task", one.task) + year,
        words("ui.docket.unconfirmed") if item.unconfirmed else words.code("deadline_state", one.state) + seen,
        " / ".join(person for person in people if person),
        proof_told(one.proof, words) or one.waived_reason,
    ]
