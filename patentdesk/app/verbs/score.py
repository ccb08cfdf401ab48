"""Score the patents that a query selects, the best first."""

from __future__ import annotations

import argparse
from pathlib import Path

from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_setting import DONE, Setting
from patentdesk.app.output import table
from patentdesk.app.verbs.listing import title_of
from patentdesk.core.words import Words
from patentdesk.services import listing
from patentdesk.services.evidence import DEFAULT_MODEL, Evidence, cohort_of, collect, model_of, number_of, weigh


def declare(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the query, the model and the limit."""
    parser.add_argument("portfolio", type=Path, metavar="P.pdesk", help=words("cli.opt.portfolio"))
    parser.add_argument("--query", "-q", default="", metavar="Q", help=words("cli.opt.query"))
    parser.add_argument("--model", default=DEFAULT_MODEL, metavar="M", help=words("cli.opt.model"))
    parser.add_argument("--limit", type=int, metavar="N", help=words("cli.opt.limit"))


def run(arguments: argparse.Namespace, setting: Setting) -> int:
    """Score and show. Raises Refused for an unknown model or a query that cannot be read."""
    model = model_of(setting.library, arguments.model)
    with open_desk(setting, arguments.portfolio, read_only=True) as desk:
        patents = listing.patents(desk, listing.find(desk, arguments.query))
        with desk.file.reading() as reader:
            facts, cohort = collect(desk.library, reader, patents), cohort_of(desk.library, reader)
        found = weigh(desk.library, model, patents, facts, cohort=cohort, on=desk.clock.today())
    ranked = sorted(found, key=lambda one: (one.score.value is None, -(one.score.value or 0.0)))[: arguments.limit]
    setting.voice.document({"model": model.id, "version": model.version, "scores": [_fields(one) for one in ranked]})
    heads = [setting.words(f"cli.review.{name}") for name in ("grade", "score", "coverage", "recommendation", "vetoes")]
    heads = [setting.words("cli.value.patent"), *heads, setting.words("field.title")]
    setting.voice.show(*table(heads, [_row(one, setting.words) for one in ranked]))
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
        ", ".join(words.code("encumbrance", veto.kind) for veto in one.vetoes),
        title_of(one.patent, words),
    ]
