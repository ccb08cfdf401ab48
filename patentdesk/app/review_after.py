"""Carry out, for the command line, what weighs and follows decisions: scenarios, instructions, proof, key figures."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping

from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_patents import patent_with, patents_with
from patentdesk.app.cli_setting import DONE, Setting, make_folder, there
from patentdesk.app.output import table
from patentdesk.core.money import Money
from patentdesk.core.problems import refuse
from patentdesk.core.words import Words
from patentdesk.services import (
    answering,
    consequences,
    drop_scenarios,
    execution,
    instructing,
    kpi_table,
    kpis,
    own_models,
)
from patentdesk.services.consequences import Consequences
from patentdesk.services.desk import Desk
from patentdesk.services.drop_scenarios import Compared
from patentdesk.services.evidence import model_names, number_of


def _consequences(arguments: argparse.Namespace, setting: Setting) -> int:
    words, voice = setting.words, setting.voice
    with open_desk(setting, arguments.portfolio, read_only=True) as desk:
        outlook = consequences.outlook_of_review(desk, arguments.review, progress=voice.progress())
        dropped = _dropped(desk, arguments)
        chosen = consequences.to_be_dropped(desk, arguments.review) if dropped is None else dropped
    found = consequences.consequences(outlook, chosen)
    voice.document({"dropped": chosen, "consequences": found})
    voice.show(words("cli.review.dropping", n=found.dropped))
    voice.show(*_savings(found, words))
    for side in ("segments", "offices", "members"):
        kind = side.removesuffix("s")
        lost = [
            [words.code(kind, one.name) if one.name else "–", one.before, one.dropped, f"{one.share:.0%}"]
            for one in getattr(found, side)
        ]
        heads = [words("cli.review.member") if kind == "member" else words(f"field.{kind}")]
        heads += [words(f"cli.review.{name}") for name in ("before", "lost", "share")]
        voice.show("", *table(heads, lost))
    return DONE


def _savings(found: Consequences, words: Words) -> list[str]:
    rows = [[one.year, str(one.amount), one.count] for one in found.savings]
    return table([words(f"cli.review.{name}") for name in ("calendar_year", "saved", "annuities")], rows)


def _dropped(desk: Desk, arguments: argparse.Namespace) -> list[int] | None:
    return None if arguments.drop is None else [one.id for one in patents_with(desk, arguments.drop)]


def _scenario(arguments: argparse.Namespace, setting: Setting) -> int:
    words, voice = setting.words, setting.voice
    with open_desk(setting, arguments.portfolio, read_only=arguments.do == "list") as desk:
        if arguments.do == "save":
            drop_scenarios.save_scenario(desk, arguments.review, arguments.name, _dropped(desk, arguments))
        elif arguments.do == "remove":
            drop_scenarios.remove_scenario(desk, arguments.review, arguments.name)
        outlook = consequences.outlook_of_review(desk, arguments.review, progress=voice.progress())
        found = drop_scenarios.compare(desk, arguments.review, outlook)
    voice.document({"scenarios": found})
    heads = [
        words(f"cli.review.{name}") for name in ("scenario_name", "dropped", "saved_total", "members_hit", "emptied")
    ]
    voice.show(*table(heads, [_compared(one, words) for one in found]))
    return DONE


def _compared(one: Compared, words: Words) -> list[object]:
    name = words(f"scenario.{one.name}") if one.scenario is None else one.name
    totals: dict[str, Money] = {}
    for saving in one.consequences.savings:
        held = totals.get(saving.amount.currency)
        totals[saving.amount.currency] = saving.amount if held is None else held + saving.amount
    return [
        name,
        one.consequences.dropped,
        " + ".join(str(total) for total in totals.values()),
        len(one.consequences.members),
        len(one.consequences.emptied),
    ]


def _orders(arguments: argparse.Namespace, setting: Setting) -> int:
    words, voice = setting.words, setting.voice
    with open_desk(setting, arguments.portfolio, read_only=True) as desk:
        found = instructing.orders(desk, arguments.review)
    voice.document({"orders": [
        {"number": number_of(one.patent), "decision": one.decision, "agency": one.agency, "act_by": one.act_by,
         "told": one.told} for one in found
    ]})  # fmt: skip
    heads = [
        words("cli.value.patent"),
        *(words(f"cli.review.{name}") for name in ("decision", "agency", "until", "told")),
    ]
    rows = [
        [number_of(one.patent), words.code("decision", one.decision.code), one.agency, one.act_by,
         one.told.given_at.date() if one.told and one.told.given_at else None] for one in found
    ]  # fmt: skip
    voice.show(*table(heads, rows))
    return DONE


def _instruct(arguments: argparse.Namespace, setting: Setting) -> int:
    make_folder(arguments.folder)
    with open_desk(setting, arguments.portfolio) as desk:
        files, changes = instructing.instruct(desk, arguments.folder, setting.words.language, arguments.review)
    for file in files:
        setting.voice.say("review.instructed_file", file=file)
    setting.voice.document({"files": files, "patents": len(changes.patent_ids)})
    return DONE


def _execute(arguments: argparse.Namespace, setting: Setting) -> int:
    with open_desk(setting, arguments.portfolio) as desk:
        wanted = {patent.id: number_of(patent) for patent in patents_with(desk, arguments.numbers)}
        waiting = {one.patent_id: one.id for one in execution.to_carry_out(desk)}
        missing = [number for patent_id, number in wanted.items() if patent_id not in waiting]
        if missing:
            raise refuse("execute_nothing", number=missing[0])
        execution.carry_out(desk, [waiting[patent_id] for patent_id in wanted], arguments.proof)
    setting.voice.say("review.executed", n=len(wanted))
    setting.voice.document({"carried_out": list(wanted)})
    return DONE


def _kpis(arguments: argparse.Namespace, setting: Setting) -> int:
    words, voice = setting.words, setting.voice
    with open_desk(setting, arguments.portfolio, read_only=True) as desk:
        found = kpis.figures(desk, voice.progress())
        if arguments.out is not None:
            kpi_table.write_figures(desk, found, arguments.out, words.language)
    voice.document({"figures": found, "file": arguments.out})
    heads = [words(f"kpi.head.{name}") for name in ("name", "value", "of", "target")]
    voice.show(*table(heads, [kpi_table.row(one, words) for one in found], widest=60))
    if arguments.out is not None:
        voice.say("written_to", file=arguments.out)
    return DONE


def _answer(arguments: argparse.Namespace, setting: Setting) -> int:
    words, voice = setting.words, setting.voice
    values = dict(_one_answer(text) for text in arguments.answers)
    with open_desk(setting, arguments.portfolio, read_only=not values) as desk:
        patent = patent_with(desk, arguments.number)
        if values:
            answering.answer(desk, [patent.id], arguments.questionnaire, values, arguments.reason)
        found = answering.profile_of(desk, patent.id, arguments.questionnaire, arguments.scenario)
        given = answering.answers(desk, patent.id, arguments.questionnaire)
    voice.document(
        {"number": number_of(patent), "profile": found, "answers": {key: one.value for key, one in given.items()}}
    )
    heads = [words(f"cli.review.{name}") for name in ("group", "mean", "answered", "asked")]
    rows = [
        [words.code(f"question_group.{arguments.questionnaire}", one.group), one.mean, one.answered, one.asked]
        for one in found.groups
    ]
    voice.show(*table(heads, rows))
    shown = f"{found.score:.1f}" if found.score is not None else "–"
    voice.show(words("cli.review.profile", score=shown, coverage=f"{found.coverage:.0%}"))
    return DONE


def _one_answer(text: str) -> tuple[str, float | None]:
    """Read 'A1=4'; 'A1=' takes the answer back. Raises Refused 'answer_unread' for anything else."""
    name, sign, value = text.partition("=")
    try:
        return name.strip(), float(value) if value.strip() else None
    except ValueError:
        raise refuse("answer_unread", text=text) from None
    finally:
        if not sign:
            raise refuse("answer_unread", text=text)


def _models(arguments: argparse.Namespace, setting: Setting) -> int:
    words, voice = setting.words, setting.voice
    changes = arguments.add is not None or arguments.remove is not None
    with open_desk(setting, arguments.portfolio, read_only=not changes) as desk:
        if arguments.add is not None:
            own_models.add_model(desk, there(arguments.add))
        if arguments.remove is not None:
            own_models.remove_model(desk, arguments.remove)
        if arguments.example is not None:
            own_models.write_example(desk.library, arguments.example)
        with desk.file.reading() as reader:
            models = model_names(desk.library, reader)
            asked = sorted(answering.questionnaires(desk.library, reader))
        own = {one.name for one in own_models.own_models(desk)}
    voice.document({"models": models, "questionnaires": asked, "own": sorted(own)})
    kinds = [(name, "model") for name in models] + [(name, "questionnaire") for name in asked]
    rows = [
        [name, words(f"cli.review.kind_{kind}"), words.code(kind, name), words("cli.review.own") if name in own else ""]
        for name, kind in kinds
    ]
    voice.show(*table([words(f"cli.review.{name}") for name in ("id", "kind", "name", "origin")], rows))
    if arguments.example is not None:
        voice.say("written_to", file=arguments.example)
    return DONE


ACTIONS: Mapping[str, Callable[[argparse.Namespace, Setting], int]] = {
    "consequences": _consequences,
    "scenario": _scenario,
    "orders": _orders,
    "instruct": _instruct,
    "execute": _execute,
    "kpis": _kpis,
    "answer": _answer,
    "models": _models,
}
