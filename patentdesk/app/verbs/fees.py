"""Forecast official fees by year."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_setting import DONE, Setting
from patentdesk.app.output import table
from patentdesk.core.problems import refuse
from patentdesk.core.words import Words
from patentdesk.services.fees import GROUPS, FeeForecastRow, forecast_fees

_HEADS = ("by", "year", "count", "amount", "currency", "unpriced", "outdated")


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the years, the query and the grouping."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    parser.add_argument("--years", metavar="FROM-TO", help=words("cli.opt.years"))
    parser.add_argument("--query", "-q", default="", metavar="Q", help=words("cli.opt.query"))
    parser.add_argument("--by", choices=GROUPS, default="member", help=words("cli.opt.by"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Show the forecast. Raises Refused for years or a query that cannot be read."""
    first, last = read_years(arguments.years)
    with open_desk(setting, arguments.portfolio, read_only=True) as desk:
        rows = forecast_fees(desk, arguments.query, first, last, arguments.by, progress=setting.voice.progress())
    setting.voice.document({"by": arguments.by, "rows": [_fields(row) for row in rows]})
    heads = [setting.words(f"cli.fees.{head}") for head in _HEADS]
    setting.voice.show(*table(heads, [_row(row, arguments.by, setting.words) for row in rows]))
    return DONE


def read_years(text: str | None) -> tuple[int | None, int | None]:
    """Read ``2026-2035`` or ``2026``. Raises Refused: cli_bad_years."""
    if text is None:
        return None, None
    found = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", text.strip())
    if found is None:
        raise refuse("cli_bad_years", text=text)
    first, last = int(found[1]), int(found[2] or found[1])
    if last < first:
        raise refuse("cli_bad_years", text=text)
    return first, last


def _fields(row: FeeForecastRow) -> dict[str, object]:
    return {
        "group": row.group,
        "year": row.calendar_year,
        "currency": row.currency,
        "amount": row.total.amount,
        "count": row.count,
        "unpriced": row.unpriced,
        "outdated": row.outdated,
    }


def _row(row: FeeForecastRow, by: str, words: Words) -> list[object]:
    amount = f"{row.total.amount:,}" if row.currency else ""
    group = words.code(by, row.group) if row.group else "—"
    return [group, row.calendar_year, row.count, amount, row.currency, row.unpriced or "", row.outdated or ""]
