"""Forecast official fees by year."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_setting import DONE, PROBLEMS, Setting
from patentdesk.app.output import table
from patentdesk.core.problems import refuse
from patentdesk.core.words import Words
from patentdesk.services.exchange import REPORTING
from patentdesk.services.fees import GROUPS, FeeForecast, FeeForecastRow, forecast
from patentdesk.services.scenarios import export_forecast

_HEADS = ("by", "year", "count", "amount", "currency", "reported", "unpriced", "outdated")


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the years, the query and the grouping."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    parser.add_argument("--years", metavar="FROM-TO", help=words("cli.opt.years"))
    parser.add_argument("--query", "-q", default="", metavar="Q", help=words("cli.opt.query"))
    parser.add_argument("--by", choices=GROUPS, default="member", help=words("cli.opt.by"))
    parser.add_argument("--out", type=Path, metavar="X.xlsx", help=words("cli.opt.out"))
    parser.add_argument("--currency", type=str.upper, default=REPORTING, metavar="C", help=words("cli.opt.reporting"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Show the forecast, and write it as a workbook. Raises Refused for years or a query that cannot be read."""
    first, last = read_years(arguments.years)
    progress = setting.voice.progress()
    with open_desk(setting, arguments.portfolio, read_only=True) as desk:
        found = forecast(
            desk, arguments.query, first, last, arguments.by, currency=arguments.currency, progress=progress
        )
        if arguments.out:
            written = export_forecast(desk, arguments.out, found, setting.words.language)
    setting.voice.document({**_document(found, arguments.by), "file": arguments.out})
    words, voice = setting.words, setting.voice
    heads = [words(f"cli.fees.{head}", currency=found.currency) for head in _HEADS]
    voice.show(*table(heads, [_row(row, arguments.by, words) for row in found.rows]))
    sums = [[year, money.amount] for year, money in found.by_year().items()]
    if sums:
        voice.show("", *table([words("cli.fees.year"), words("cli.fees.reported", currency=found.currency)], sums))
    if not found.rows:
        voice.say("fees.none")
    if arguments.out:
        voice.say("fees.written", n=written, file=arguments.out)
    for rate in found.rates:
        key = "cli.fees.rate_placeholder" if rate.confidence == "P" else "cli.fees.rate"
        source = words.side(rate.source)
        voice.show(words(key, currency=rate.currency, into=rate.into, rate=rate.rate, date=rate.as_of, source=source))
    if any(row.currency and row.reported is None for row in found.rows):
        voice.warn(words("cli.fees.no_rate", currency=found.currency))
        return PROBLEMS
    return DONE


def _document(found: FeeForecast, by: str) -> dict[str, object]:
    return {
        "by": by,
        "rows": [_fields(row) for row in found.rows],
        "reporting": {
            "currency": found.currency,
            "by_year": {str(year): money.amount for year, money in found.by_year().items()},
            "rates": [
                {"currency": one.currency, "into": one.into, "rate": one.rate, "date": one.as_of, "source": one.source,
                 "confidence": one.confidence}
                for one in found.rates
            ],
        },
    }  # fmt: skip


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
        "reported": row.reported.amount if row.reported else None,
        "unpriced": row.unpriced,
        "outdated": row.outdated,
    }


def _row(row: FeeForecastRow, by: str, words: Words) -> list[object]:
    amount = row.total.amount if row.currency else None
    group = words.code(by, row.group) if row.group else "—"
    reported = row.reported.amount if row.reported else None
    doubtful = [row.unpriced or None, row.outdated or None]
    return [group, row.calendar_year, row.count, amount, row.currency, reported, *doubtful]
