"""Score the patents that a query selects, the best first; a million of them are rated by their columns."""

from __future__ import annotations

import argparse
from pathlib import Path

from patentdesk.app.argument_words import misfit
from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_patents import title_of
from patentdesk.app.cli_setting import DONE, Setting, a_count
from patentdesk.app.output import table
from patentdesk.core.words import Words
from patentdesk.services import listing, ranking
from patentdesk.services.evidence import DEFAULT_MODEL, Evidence, collect, kept_cohort, number_of, weigh

SHOWN = 200
"""Patents shown when nobody says how many."""


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the query, the model, weights and the limit."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    parser.add_argument("--query", "-q", default="", metavar="Q", help=words("cli.opt.query"))
    parser.add_argument("--model", default=DEFAULT_MODEL, metavar="M", help=words("cli.opt.model"))
    weight = words("cli.score.weight")
    parser.add_argument("--weight", action="append", default=[], type=_weight, metavar="ID=W", help=weight)
    parser.add_argument("--limit", type=a_count, default=SHOWN, metavar="N", help=words("cli.score.limit", n=SHOWN))


def _weight(text: str) -> tuple[str, float]:
    """Read a weight such as citations=20. Raises argparse.ArgumentTypeError for anything else."""
    name, _, value = text.partition("=")
    try:
        return name.strip(), float(value)
    except ValueError:
        raise misfit(text, "citations=20") from None


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Score and show. Raises Refused for an unknown model, weights outside it, or a query that cannot be read."""
    with open_desk(setting, arguments.portfolio, read_only=True) as desk:
        rated = ranking.rate_selection(desk, arguments.query, arguments.model, progress=setting.voice.progress())
        ranked = rated.ranked(dict(arguments.weight))
        ids = [int(one) for one in ranked.ids[: arguments.limit]]
        patents = listing.patents(desk, ids)
        with desk.file.reading() as reader:
            facts = collect(desk.library, reader, patents)
        found = weigh(desk.library, ranked.model, patents, facts, cohort=kept_cohort(desk), on=desk.clock.today())
    model = rated.model
    told = {"model": model.id, "version": model.version, "selected": len(ranked.ids)}
    setting.voice.document({**told, "scores": [_fields(one) for one in found]})
    heads = [setting.words(f"cli.review.{name}") for name in ("grade", "score", "coverage", "recommendation", "vetoes")]
    heads = [setting.words("cli.value.patent"), *heads, setting.words("field.title")]
    setting.voice.show(*table(heads, [_row(one, setting.words) for one in found]))
    if not ranked.ids.size:
        setting.voice.say("none_fits")
    if len(ranked.ids) > len(found):
        setting.voice.say("score.more", n=len(found), total=len(ranked.ids))
    return DONE


def _fields(one: Evidence) -> dict[str, object]:
    return {
        "patent_id": one.patent.id,
        "number": number_of(one.patent),
        "score": one.score.value,
        "coverage": one.score.coverage,
        "grade": one.score.grade,
        "recommendation": one.recommendation.code,
        "vetoes": [veto.kind for veto in one.vetoes],
    }


def _row(one: Evidence, words: Words) -> list[object]:
    code = one.recommendation.code
    return [
        number_of(one.patent),
        words.code("grade", one.score.grade),
        one.score.value,
        f"{one.score.coverage:.0%}",
        words.code("decision", code.value) if code else "",
        ", ".join(words.code("veto_short", veto.kind) for veto in one.vetoes),
        title_of(one.patent, words),
    ]
