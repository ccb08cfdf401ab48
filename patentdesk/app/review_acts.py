"""Carry out, for the command line, what leads to decisions: reviews, sheets, votes, decisions, signatures."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping

from patentdesk.app.cli_desk import open_desk
from patentdesk.app.cli_patents import patents_with, title_of
from patentdesk.app.cli_setting import DONE, Setting, there
from patentdesk.app.output import table
from patentdesk.core.problems import refuse
from patentdesk.core.words import Words
from patentdesk.services import campaigns, committee, minutes, review_sheets, reviewing, stages
from patentdesk.services.desk import Desk
from patentdesk.services.evidence import number_of
from patentdesk.services.reviewing import ReviewLine


def _create(arguments: argparse.Namespace, setting: Setting) -> int:
    with open_desk(setting, arguments.portfolio) as desk:
        review = reviewing.create_review(
            desk,
            arguments.name,
            query_text=arguments.query,
            months=arguments.months,
            model=arguments.model,
            due_on=arguments.due,
            progress=setting.voice.progress(),
        )
        count = len(reviewing.items(desk, review.id))
    setting.voice.say("review.created", id=review.id, name=review.name, n=count)
    setting.voice.document({"review": review, "patents": count})
    return DONE


def _list(arguments: argparse.Namespace, setting: Setting) -> int:
    if arguments.review is None:
        return _progress(arguments, setting)
    words, voice = setting.words, setting.voice
    with open_desk(setting, arguments.portfolio, read_only=True) as desk:
        lines = reviewing.items(desk, arguments.review)
    voice.document({"items": [_fields(line) for line in lines]})
    names = ("grade", "score", "coverage", "recommendation", "decision", "assignee", "mark")
    heads = [words("cli.value.patent"), *(words(f"cli.review.{name}") for name in names), words("field.title")]
    voice.show(*table(heads, [_row(line, words) for line in lines]))
    return DONE


def _progress(arguments: argparse.Namespace, setting: Setting) -> int:
    words, voice = setting.words, setting.voice
    with open_desk(setting, arguments.portfolio, read_only=True) as desk:
        if arguments.review is not None:
            found = [campaigns.progress_of(desk, arguments.review)]
        else:
            found = campaigns.all_progress(desk)
    voice.document({"reviews": found})
    names = (
        "id",
        "name",
        "state",
        "stage",
        "until",
        "items",
        "decided_count",
        "signed_count",
        "instructed",
        "carried_out",
    )
    rows = [
        [
            one.review.id,
            one.review.name,
            words.code("review_state", one.review.state),
            words.code("stage", one.stage.stage) if one.stage else "",
            one.stage.due if one.stage else None,
            one.patents,
            one.decided,
            one.signed,
            one.instructed,
            one.carried_out,
        ]
        for one in found
    ]
    voice.show(*table([words(f"cli.review.{name}") for name in names], rows))
    if arguments.review is not None:
        _show_one(found[0], setting)
    return DONE


def _show_one(found: campaigns.Progress, setting: Setting) -> None:
    words, voice = setting.words, setting.voice
    lines = [[words.code("stage", one.stage), one.due, one.done] for one in found.stages]
    voice.show("", *table([words(f"cli.review.{name}") for name in ("stage", "until", "done_on")], lines))
    shares = [[one.assignee or words("cli.review.nobody"), one.patents, one.decided] for one in found.shares]
    voice.show("", *table([words(f"cli.review.{name}") for name in ("assignee", "items", "decided_count")], shares))


def _stage(arguments: argparse.Namespace, setting: Setting) -> int:
    with open_desk(setting, arguments.portfolio) as desk:
        if arguments.reopen:
            stages.reopen_stage(desk, arguments.review, arguments.stage)
        else:
            stages.set_stage(desk, arguments.review, arguments.stage, due=arguments.due, done=arguments.done)
    arguments.action = "progress"
    return _progress(arguments, setting)


def _rescore(arguments: argparse.Namespace, setting: Setting) -> int:
    with open_desk(setting, arguments.portfolio) as desk:
        reviewing.score_again(desk, arguments.review, setting.voice.progress())
        count = len(reviewing.items(desk, arguments.review))
    setting.voice.say("review.rescored", n=count)
    setting.voice.document({"patents": count})
    return DONE


def _assign(arguments: argparse.Namespace, setting: Setting) -> int:
    """Share a review out by a group, or give patents to a person; without numbers all of them."""
    with open_desk(setting, arguments.portfolio) as desk:
        if arguments.by:
            names = dict(part.split("=", 1) for part in arguments.value.split(",") if "=" in part) or None
            campaigns.share_out(desk, arguments.review, arguments.by, names)
        else:
            campaigns.assign(desk, arguments.review, _chosen(desk, arguments), arguments.value)
    arguments.action = "progress"
    return _progress(arguments, setting)


def _mark(arguments: argparse.Namespace, setting: Setting) -> int:
    with open_desk(setting, arguments.portfolio) as desk:
        chosen = _chosen(desk, arguments)
        if arguments.action == "note":
            campaigns.annotate(desk, arguments.review, chosen, arguments.value)
        else:
            campaigns.mark(desk, arguments.review, chosen, "" if arguments.value == "none" else arguments.value)
    setting.voice.say("review.noted" if arguments.action == "note" else "review.marked", n=len(chosen))
    setting.voice.document({"marked": chosen})
    return DONE


def _chosen(desk: Desk, arguments: argparse.Namespace) -> list[int]:
    """Return the patents that are named, else all of the review."""
    if arguments.numbers:
        return [patent.id for patent in patents_with(desk, arguments.numbers)]
    return [line.patent.id for line in reviewing.items(desk, arguments.review)]


def _sheet(arguments: argparse.Namespace, setting: Setting) -> int:
    with open_desk(setting, arguments.portfolio, read_only=True) as desk:
        count = review_sheets.write_sheet(
            desk, arguments.review, arguments.file, setting.words.language, assignee=arguments.assignee
        )
    setting.voice.say("review.sheet_written", file=arguments.file)
    setting.voice.document({"file": arguments.file, "patents": count})
    return DONE


def _apply(arguments: argparse.Namespace, setting: Setting) -> int:
    """Read sheets back as one step; where reviewers disagree nothing is taken for the patent."""
    with open_desk(setting, arguments.portfolio, read_only=arguments.dry_run) as desk:
        reading = review_sheets.read_sheets(desk, [there(file) for file in arguments.file])
        if not arguments.dry_run:
            review_sheets.apply_sheet(desk, reading)
    count, problems = len(reading.changes), list(reading.problems)
    setting.voice.problems(problems)
    names = ", ".join(path.name for path in arguments.file)
    setting.voice.say("review.would_apply" if arguments.dry_run else "review.applied", n=count, file=names)
    account = reading.account
    setting.voice.say("review.accounted", **account)
    rows = setting.voice.problem_rows(problems)
    setting.voice.document({"taken": count, "account": account, "problems": rows, "dry_run": arguments.dry_run})
    return setting.status(problems)


def _decide(arguments: argparse.Namespace, setting: Setting) -> int:
    with open_desk(setting, arguments.portfolio) as desk:
        patents = patents_with(desk, arguments.numbers)
        reviewing.decide(
            desk,
            [patent.id for patent in patents],
            arguments.code,
            reason=arguments.reason,
            conditions=arguments.conditions,
            review_on=arguments.review_on,
            review_id=arguments.review,
        )
    for patent in patents:
        name = setting.words.code("decision", arguments.code)
        setting.voice.say("review.decided", number=number_of(patent), code=name)
    setting.voice.document({"decided": [patent.id for patent in patents], "code": arguments.code})
    return DONE


def _exceptions(arguments: argparse.Namespace, setting: Setting) -> int:
    words, voice = setting.words, setting.voice
    with open_desk(setting, arguments.portfolio, read_only=True) as desk:
        found = committee.exceptions(desk, arguments.review, arguments.threshold)
    voice.document(
        {"exceptions": [
            {**_fields(one.line), "reasons": one.reasons, "value": one.value, "votes": one.votes} for one in found
        ]}
    )  # fmt: skip
    names = ("why", "recommendation", "decision", "votes", "value")
    heads = [words("cli.value.patent"), *(words(f"cli.review.{name}") for name in names)]
    rows = [
        [
            number_of(one.line.patent),
            " · ".join(words.code("exceptional", reason) for reason in one.reasons),
            words.code("decision", one.line.item.recommendation),
            words.code("decision", one.line.decision.code) if one.line.decision else "",
            " · ".join(words.labelled(vote.voter, words.code("decision", vote.code)) for vote in one.votes),
            str(one.value or ""),
        ]
        for one in found
    ]
    voice.show(*table([*heads, words("field.title")], [
        [*row, title_of(one.line.patent, words)] for row, one in zip(rows, found, strict=True)
    ]))  # fmt: skip
    return DONE


def _vote(arguments: argparse.Namespace, setting: Setting) -> int:
    with open_desk(setting, arguments.portfolio) as desk:
        ids = [patent.id for patent in patents_with(desk, arguments.numbers)]
        if arguments.code == "-":
            committee.withdraw_vote(desk, arguments.review, ids)
        else:
            committee.vote(desk, arguments.review, ids, arguments.code, arguments.reason)
        standing = {one: committee.votes(desk, arguments.review).get(one, ()) for one in ids}
    setting.voice.say("review.voted", n=len(ids))
    setting.voice.document({"votes": standing})
    return DONE


def _minutes(arguments: argparse.Namespace, setting: Setting) -> int:
    with open_desk(setting, arguments.portfolio, read_only=True) as desk:
        count = minutes.write_minutes(
            desk, arguments.review, arguments.file, setting.words.language, threshold=arguments.threshold
        )
    setting.voice.say("review.minutes_written", file=arguments.file, n=count)
    setting.voice.document({"file": arguments.file, "patents": count})
    return DONE


def _sign(arguments: argparse.Namespace, setting: Setting) -> int:
    with open_desk(setting, arguments.portfolio) as desk:
        lines = reviewing.items(desk, arguments.review)
        if arguments.numbers:
            named = {patent.id for patent in patents_with(desk, arguments.numbers)}
            lines = [line for line in lines if line.patent.id in named]
        decisions = [line.decision for line in lines if line.decision is not None]
        open_ids = [decision.id for decision in decisions if decision.signed_at is None]
        if not open_ids:
            raise refuse("sign_nothing")
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
        item.assignee,
        words.code("mark", item.mark) if item.mark else "",
        title_of(line.patent, words),
    ]


ACTIONS: Mapping[str, Callable[[argparse.Namespace, Setting], int]] = {
    "create": _create,
    "list": _list,
    "progress": _progress,
    "stage": _stage,
    "rescore": _rescore,
    "assign": _assign,
    "mark": _mark,
    "note": _mark,
    "sheet": _sheet,
    "apply": _apply,
    "decide": _decide,
    "exceptions": _exceptions,
    "vote": _vote,
    "minutes": _minutes,
    "sign": _sign,
}
