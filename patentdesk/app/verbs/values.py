"""List stored values over time, and hold past ranges against what patents brought."""

from __future__ import annotations

import argparse
from pathlib import Path

from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_setting import DONE, Setting
from patentdesk.app.output import table
from patentdesk.core.words import Words
from patentdesk.services import listing, valuation_history
from patentdesk.services.desk import Desk
from patentdesk.services.evidence import number_of
from patentdesk.valuation.calibration import Calibration
from patentdesk.valuation.methods import Method

_HEADS = ("patent", "valued_on", "method", "value", "low", "high", "purpose", "basis", "made_by")


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the query, the method, and whether past ranges are judged."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    parser.add_argument("--query", "-q", default="", metavar="Q", help=words("cli.opt.query"))
    told = words("values.opt.method", codes=", ".join(Method))
    parser.add_argument("--method", choices=list(map(str, Method)), default="", metavar="M", help=told)
    parser.add_argument("--calibration", action="store_true", help=words("values.opt.calibration"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Show the values, or how past ranges held. Raises Refused for a query that cannot be read."""
    with open_desk(setting, arguments.portfolio, read_only=True) as desk:
        return _calibration(setting, desk) if arguments.calibration else _values(arguments, setting, desk)


def _values(arguments: argparse.Namespace, setting: Setting, desk: Desk) -> int:
    found = valuation_history.history_of(desk, arguments.query, arguments.method)
    numbers = {one.id: number_of(one) for one in listing.patents(desk, list(found))}
    setting.voice.document({"values": {numbers[key]: points for key, points in found.items()}})
    words = setting.words
    rows = [
        [numbers[key], one.valued_on, words.code("method", one.method), one.value, one.low, one.high,
         words.code("purpose", one.purpose), words.code("basis", one.basis), one.made_by]
        for key, points in found.items() for one in points
    ]  # fmt: skip
    setting.voice.show(*table([words(f"values.head.{name}") for name in _HEADS], rows, widest=28))
    return DONE


def _calibration(setting: Setting, desk: Desk) -> int:
    judged, found = valuation_history.calibration(desk)
    setting.voice.document(
        {
            "calibration": judged,
            "share_inside": judged.share_inside if judged else None,
            "outcomes": [
                {"patent_id": one.deal.patent_id, "day": one.deal.day, "kind": one.deal.kind, "amount": one.amount,
                 "valued_on": one.valuation.valued_on if one.valuation else None,
                 "pit": one.judged.pit if one.judged else None, "inside": one.judged.inside if one.judged else None}
                for one in found
            ],
        }
    )  # fmt: skip
    rows = [
        [one.deal.day, setting.words(f"deal.kind.{one.deal.kind}"), one.amount,
         one.valuation.valued_on if one.valuation else None, f"{one.judged.pit:.2f}" if one.judged else "–"]
        for one in found
    ]  # fmt: skip
    heads = [setting.words(f"values.head.{name}") for name in ("day", "kind", "amount", "valued_on", "pit")]
    setting.voice.show(*table(heads, rows), "")
    setting.voice.show(calibration_text(setting.words, judged))
    return DONE


def calibration_text(words: Words, judged: Calibration | None) -> str:
    """Return how past ranges held, in a sentence."""
    if judged is None:
        return words("values.nothing")
    bias = "–" if judged.bias is None else f"{judged.bias:+.0%}"
    spread = " / ".join(map(str, judged.spread))
    return words("values.judged", n=judged.count, inside=judged.inside, share=f"{judged.share_inside:.0%}", bias=bias,
                 spread=spread)  # fmt: skip
