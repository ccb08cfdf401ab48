"""Let a portfolio bring scoring models and questionnaires of its own, from JSON or a workbook: no code needed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from patentdesk.core.problems import refuse
from patentdesk.handouts.modelfile import read_model_sheet, write_model_sheet
from patentdesk.handouts.table import replace_file
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.services.evidence import DEFAULT_MODEL
from patentdesk.services.library import Library
from patentdesk.triage.models import read_model
from patentdesk.triage.questionnaires import read_questionnaire
from patentdesk.triage.records import OwnModel

_MOST_BYTES = 5_000_000


def add_model(desk: Desk, path: Path) -> OwnModel:
    """Take a model or a questionnaire from a file into the portfolio; one with the same id is replaced.

    JSON in the form of those under ``resources/triage``; a workbook (.xlsx) as ``handouts.modelfile`` says. A file with
    ``indicators`` is a scoring model, one with ``groups`` a questionnaire.
    Raises Refused: model_file_unreadable (with the reason).
    """
    content = _content(path)
    try:
        kind = "questionnaire" if "groups" in content else "model"
        name = read_questionnaire(content).id if kind == "questionnaire" else read_model(content).id
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, ArithmeticError) as error:
        raise refuse("model_file_unreadable", file=path.name, reason=_told(error)) from error
    made = OwnModel(kind=kind, name=name, content=content, added_by=desk.user, added_at=desk.clock.now())
    with desk.file.operation("add_model", name=name) as work:
        held = work.select(OwnModel, kind=kind, name=name)
        if held:
            work.change(OwnModel, held[0].id, content=content, added_by=made.added_by, added_at=made.added_at)
        else:
            work.add(made)
    return made


def remove_model(desk: Desk, name: str) -> Changes:
    """Forget a model or questionnaire of the portfolio. Raises Refused 'model_unowned'."""
    with desk.file.operation("remove_model", name=name) as work:
        held = [one.id for one in work.select(OwnModel, name=name)]
        if not held:
            raise refuse("model_unowned", model=name)
        work.remove(OwnModel, held)
    return Changes.of([Kind.REVIEWS])


def own_models(desk: Desk) -> list[OwnModel]:
    """Return the models and questionnaires that the portfolio brings itself, by name."""
    with desk.file.reading() as reader:
        return reader.select(OwnModel, order=("name",))


def write_example(library: Library, path: Path, name: str = DEFAULT_MODEL) -> int:
    """Write one of the program's models as a file to be changed and added: .xlsx or .json; return its indicators.

    Raises Refused: export_format, folder_missing, export_target, export_failed.
    """
    content = cast("Mapping[str, Any]", library.json(f"triage/models/{name}.json"))
    if path.suffix.lower() == ".xlsx":
        return write_model_sheet(path, content)

    def fill(part: Path) -> int:
        part.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
        return len(content["indicators"])

    return replace_file(path, fill, (".xlsx", ".json"))


def _content(path: Path) -> Mapping[str, Any]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise refuse("model_file_unreadable", file=path.name, reason=f"> {_MOST_BYTES:,} B")
        found = read_model_sheet(path) if path.suffix.lower() == ".xlsx" else json.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise refuse("model_file_unreadable", file=path.name, reason=_told(error)) from error
    if not isinstance(found, dict):
        raise refuse("model_file_unreadable", file=path.name, reason="{...}?")
    return found


def _told(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"{error.args[0]} ?"
    return (getattr(error, "strerror", None) or str(error))[:200]
