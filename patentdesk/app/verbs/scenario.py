"""Set fee scenarios side by side: what is dropped, what gets a reduction."""

from __future__ import annotations

import argparse
from pathlib import Path

from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_setting import DONE, Setting
from patentdesk.app.output import table
from patentdesk.app.verbs.fees import read_years
from patentdesk.core.words import Words
from patentdesk.services import scenarios
from patentdesk.services.exchange import REPORTING
from patentdesk.services.scenarios import REDUCTIONS, Change, Scenario


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the portfolio, the scenarios and the years."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    parser.add_argument("--query", "-q", default="", metavar="Q", help=words("cli.opt.query"))
    parser.add_argument("--drop", action="append", default=[], metavar="Q", help=words("cli.scenario.drop"))
    parser.add_argument("--reduce", action="append", default=[], metavar="R=Q",
                        help=words("cli.scenario.reduce", known=", ".join(REDUCTIONS)))  # fmt: skip
    parser.add_argument("--years", metavar="FROM-TO", help=words("cli.opt.years"))
    parser.add_argument("--out", type=Path, metavar="X.xlsx", help=words("cli.opt.out"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Show what each scenario costs and saves. Raises Refused for a query or a change that cannot be read."""
    changes = [Change("drop", query) for query in arguments.drop]
    changes += [Change(what, query) for what, _, query in (one.partition("=") for one in arguments.reduce)]
    wanted = [Scenario(f"{one.what}: {one.query}", (one,)) for one in changes]
    first, last = read_years(arguments.years)
    with open_desk(setting, arguments.portfolio, read_only=True) as desk:
        found = scenarios.side_by_side(desk, arguments.query, wanted, first, last, progress=setting.voice.progress())
        names = [scenarios.scenario_name(one.scenario, setting.words.language, desk) for one in found.outcomes]
        if arguments.out:
            scenarios.export_scenarios(desk, arguments.out, found, setting.words.language)
    base = found.outcomes[0].total
    rows = [
        [name, f"{one.total.amount:,}", f"{(base - one.total).amount:,}", one.patents, one.dropped, one.moved,
         one.unpriced]
        for name, one in zip(names, found.outcomes, strict=True)
    ]  # fmt: skip
    heads = ("scenario", "total", "saved", "patents", "dropped", "moved", "unpriced")
    setting.voice.document(
        {
            "currency": REPORTING,
            "scenarios": [
                {**dict(zip(heads, row, strict=True)),
                 "years": {year: money.amount for year, money in one.by_year.items()}}
                for row, one in zip(rows, found.outcomes, strict=True)
            ],
            "unrated": found.unrated,
            "file": arguments.out,
            "rates": [{"currency": one.currency, "rate": one.rate, "as_of": one.as_of} for one in found.rates],
        }
    )  # fmt: skip
    setting.voice.show(*table([setting.words(f"cli.scenario.{head}") for head in heads], rows))
    if found.unrated:
        setting.voice.warn(setting.words("scenario.unrated", names=", ".join(found.unrated)))
    if arguments.out:
        setting.voice.say("written_to", file=arguments.out)
    return DONE
