"""Find the scoring models, questionnaires and rules that the program ships or the portfolio brings itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, cast

from patentdesk.core.problems import refuse
from patentdesk.portfolio.technology import TechnologyFields, read_fields
from patentdesk.services.library import Library
from patentdesk.store.file import Reader
from patentdesk.triage.decisions import DecisionRule, read_decisions
from patentdesk.triage.high_value import HighValueRule, read_high_value
from patentdesk.triage.models import ScoringModel, read_model
from patentdesk.triage.questionnaires import Questionnaire, profile, read_questionnaire
from patentdesk.triage.records import Answer, DecisionCode, OwnModel

DEFAULT_MODEL = "alliance"


def model_names(library: Library, reader: Reader | None = None) -> list[str]:
    """Return the ids of the scoring models, those that the portfolio brings itself included, sorted."""
    return sorted(models_of(library, reader))


def model_of(library: Library, name: str, reader: Reader | None = None) -> ScoringModel:
    """Return a scoring model of the program or, with a reader, of the portfolio. Raises Refused 'model_unknown'."""
    models = models_of(library, reader)
    if name not in models:
        raise refuse("model_unknown", model=name, known=", ".join(sorted(models)))
    return models[name]


def decision_rules(library: Library) -> dict[DecisionCode, DecisionRule]:
    """Return what each decision code demands, in the order of the screen."""
    return library.load("triage.decisions", lambda lib: read_decisions(cast("Any", lib.json("triage/decisions.json"))))


def high_value_rule(library: Library) -> HighValueRule:
    """Return how high-value patents are told."""
    return library.load(
        "triage.high_value", lambda lib: read_high_value(cast("Any", lib.json("triage/high_value.json")))
    )


def models_of(library: Library, reader: Reader | None = None) -> dict[str, ScoringModel]:
    """Return the scoring models by id, those that the portfolio brings itself included."""
    own = [] if reader is None else reader.select(OwnModel, kind="model")
    return {**_models(library), **{one.name: read_model(one.content) for one in own}}


def _models(library: Library) -> dict[str, ScoringModel]:
    return library.load("triage.models", _read_models)


def _read_models(library: Library) -> dict[str, ScoringModel]:
    found = [read_model(cast("Any", library.json(name))) for name in library.names("triage/models", ".json")]
    return {model.id: model for model in found}


def technology_fields(library: Library) -> TechnologyFields:
    """Return how the technology field of a patent is told."""
    return library.load("technology fields", lambda lib: read_fields(lib.rows("taxonomy/wipo_fields.csv")))


def answered(
    library: Library, reader: Reader, ids: Sequence[int] | None = None
) -> dict[int, tuple[tuple[str, float], ...]]:
    """Return the score of each answered questionnaire under its first scenario, by patent; of all without ``ids``."""
    given: defaultdict[tuple[int, str], dict[str, float]] = defaultdict(dict)
    wanted: dict[str, Any] = {} if ids is None else {"patent_id": list(ids)}
    for one in reader.select(Answer, **wanted):
        given[one.patent_id, one.questionnaire][one.question] = one.value
    found: defaultdict[int, list[tuple[str, float]]] = defaultdict(list)
    known = questionnaires(library, reader) if given else {}
    for (patent_id, name), values in sorted(given.items()):
        asked = known.get(name)
        if asked is not None:
            kept = {question: value for question, value in values.items() if question in asked.questions}
            score = profile(asked, kept, next(iter(asked.scenarios))).score
            found[patent_id] += [] if score is None else [(name, round(score, 6))]
    return {patent_id: tuple(pairs) for patent_id, pairs in found.items()}


def questionnaires(library: Library, reader: Reader | None = None) -> Mapping[str, Questionnaire]:
    """Return the questionnaires by id, those that the portfolio brings itself included."""
    own = [] if reader is None else reader.select(OwnModel, kind="questionnaire")
    shipped = library.load("questionnaires", _read_questionnaires)
    return {**shipped, **{one.name: read_questionnaire(one.content) for one in own}}


def _read_questionnaires(library: Library) -> Mapping[str, Questionnaire]:
    names = library.names("triage/questionnaires", ".json")
    return {one.id: one for one in (read_questionnaire(cast("Any", library.json(name))) for name in names)}


def count_names(text: str) -> int | None:
    """Return how many names stand in a line of names with ' | ' between them; None for none."""
    return text.count(" | ") + 1 if text.strip() else None
