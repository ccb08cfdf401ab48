"""Run reviews from the choice of patents to the proof of execution."""

from __future__ import annotations

import argparse
from decimal import Decimal, InvalidOperation
from pathlib import Path

from patentdesk.app import review_acts, review_after
from patentdesk.app.argument_words import misfit
from patentdesk.app.cli_setting import Setting, a_date, add_common, an_id
from patentdesk.core.money import Money
from patentdesk.core.words import Words
from patentdesk.services.campaigns import BY
from patentdesk.services.evidence import DEFAULT_MODEL
from patentdesk.triage.records import DecisionCode, Mark, Stage

_CODES = ", ".join(code.value for code in DecisionCode)
ACTIONS = {**review_acts.ACTIONS, **review_after.ACTIONS}
"""Name of each action and what carries it out; ``declare`` gives it its arguments."""


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the actions with their arguments."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    actions = parser.add_subparsers(dest="action", required=True, title=words("cli.opt.action"), metavar="ACTION")
    parts = {name: actions.add_parser(name, help=words(f"cli.review.do.{name}")) for name in ACTIONS}
    create = parts["create"]
    create.add_argument("name", help=words("cli.opt.name"))
    create.add_argument("--query", "-q", default="", metavar="Q", help=words("cli.opt.query"))
    create.add_argument("--months", type=int, metavar="N", help=words("cli.opt.months"))
    create.add_argument("--model", default=DEFAULT_MODEL, metavar="M", help=words("cli.opt.model"))
    create.add_argument("--due", type=a_date, metavar="DATE", help=words("cli.review.due"))
    parts["list"].add_argument("review", type=an_id, nargs="?", help=words("cli.opt.review"))
    for name in ("sheet", "minutes"):
        parts[name].add_argument("review", type=an_id, help=words("cli.opt.review"))
        parts[name].add_argument("file", type=Path, help=words("cli.opt.sheet" if name == "sheet" else "cli.opt.out"))
    parts["sheet"].add_argument("--assignee", metavar="NAME", help=words("cli.review.assignee_only"))
    parts["apply"].add_argument("file", type=Path, nargs="+", help=words("cli.opt.sheet"))
    parts["apply"].add_argument("--dry-run", action="store_true", help=words("cli.opt.dry_run"))
    for name in ("decide", "vote"):
        _about(parts[name], words)
        parts[name].add_argument("--reason", default="", help=words("cli.opt.reason"))
    parts["decide"].add_argument("--conditions", default="", metavar="TEXT", help=words("cli.review.conditions"))
    parts["decide"].add_argument("--review-on", type=a_date, metavar="DATE", help=words("cli.opt.review_on"))
    for name in ("assign", "mark", "note"):
        _marked(parts[name], name, words)
    _rest(parts, words)
    for action in parts.values():
        add_common(action, words)


def _about(part: argparse.ArgumentParser, words: Words) -> None:
    part.add_argument("review", type=an_id, help=words("cli.opt.review"))
    codes = [code.value for code in DecisionCode] + (["-"] if part.prog.endswith("vote") else [])
    part.add_argument("code", choices=codes, metavar="CODE", help=words("cli.opt.code", codes=_CODES))
    part.add_argument("numbers", nargs="+", metavar="NUMBER", help=words("cli.opt.number"))


def _marked(part: argparse.ArgumentParser, name: str, words: Words) -> None:
    part.add_argument("review", type=an_id, help=words("cli.opt.review"))
    if name == "mark":
        part.add_argument("value", choices=[one.value or "none" for one in Mark], help=words("cli.review.mark"))
    else:
        part.add_argument("value", metavar="TEXT", help=words(f"cli.review.{name}"))
    part.add_argument("numbers", nargs="*", metavar="NUMBER", help=words("cli.opt.number"))
    if name == "assign":
        part.add_argument("--by", choices=BY, help=words("cli.review.by"))


def _rest(parts: dict[str, argparse.ArgumentParser], words: Words) -> None:
    """Add the arguments of what comes before and after the decisions."""
    for name in ("progress", "exceptions", "minutes", "consequences"):
        if name not in ("minutes", "progress"):
            parts[name].add_argument("review", type=an_id, help=words("cli.opt.review"))
    parts["progress"].add_argument("review", type=an_id, nargs="?", help=words("cli.opt.review"))
    for name in ("exceptions", "minutes"):
        parts[name].add_argument("--threshold", type=_money, metavar="N:CUR", help=words("cli.review.threshold"))
    parts["consequences"].add_argument("--drop", nargs="+", metavar="NUMBER", help=words("cli.review.drop"))
    for name in ("sign", "rescore", "orders"):
        optional = {"nargs": "?"} if name == "orders" else {}
        parts[name].add_argument("review", type=an_id, help=words("cli.opt.review"), **optional)  # type: ignore[arg-type]
    parts["sign"].add_argument("numbers", nargs="*", metavar="NUMBER", help=words("cli.review.sign_only"))
    parts["stage"].add_argument("review", type=an_id, help=words("cli.opt.review"))
    parts["stage"].add_argument("stage", choices=[one.value for one in Stage], help=words("cli.review.stage"))
    parts["stage"].add_argument("--due", type=a_date, metavar="DATE", help=words("cli.review.stage_due"))
    parts["stage"].add_argument("--done", action="store_true", help=words("cli.review.stage_done"))
    parts["stage"].add_argument("--reopen", action="store_true", help=words("cli.review.stage_reopen"))
    scenario = parts["scenario"]
    scenario.add_argument("review", type=an_id, help=words("cli.opt.review"))
    scenario.add_argument("do", choices=("save", "list", "remove"), help=words("cli.opt.action"))
    scenario.add_argument("name", nargs="?", default="", help=words("cli.review.scenario"))
    scenario.add_argument("--drop", nargs="+", metavar="NUMBER", help=words("cli.review.drop"))
    parts["instruct"].add_argument("folder", type=Path, metavar="DIR", help=words("cli.opt.folder"))
    parts["instruct"].add_argument("--review", type=an_id, metavar="N", help=words("cli.opt.review"))
    parts["execute"].add_argument("proof", metavar="PROOF", help=words("cli.review.proof"))
    parts["execute"].add_argument("numbers", nargs="+", metavar="NUMBER", help=words("cli.opt.number"))
    parts["kpis"].add_argument("--out", type=Path, metavar="FILE", help=words("cli.opt.out"))
    parts["answer"].add_argument("questionnaire", metavar="Q", help=words("cli.review.questionnaire"))
    parts["answer"].add_argument("number", metavar="NUMBER", help=words("cli.opt.number"))
    parts["answer"].add_argument("answers", nargs="*", metavar="A1=4", help=words("cli.review.answers"))
    parts["answer"].add_argument("--reason", default="", help=words("cli.opt.reason"))
    parts["answer"].add_argument("--scenario", default="", metavar="S", help=words("cli.review.weights"))
    parts["models"].add_argument("--add", type=Path, metavar="FILE", help=words("cli.review.model_add"))
    parts["models"].add_argument("--remove", metavar="ID", help=words("cli.review.model_remove"))
    parts["models"].add_argument("--example", type=Path, metavar="FILE", help=words("cli.review.model_example"))


def _money(text: str) -> Money:
    """Read an amount with its currency, such as 50000:CNY. Raises argparse.ArgumentTypeError for anything else."""
    amount, _, currency = text.partition(":")
    try:
        return Money.of(Decimal(amount.replace(",", "")), currency.strip().upper() or "CNY")
    except (InvalidOperation, ValueError, KeyError):
        raise misfit(text, "50000:CNY") from None


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Carry the action out. Raises Refused for what the review's rules forbid."""
    return ACTIONS[arguments.action](arguments, setting)
