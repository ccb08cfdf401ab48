"""List the columns of the values and of the assumptions, and read what is typed into them."""

from __future__ import annotations

from collections.abc import Callable

from patentdesk.portfolio.numbers import number_of
from patentdesk.services.valuing import Appraised, Method
from patentdesk.ui import formats
from patentdesk.ui.columns import title_of
from patentdesk.ui.models import Column
from patentdesk.ui.tongue import Tongue
from patentdesk.valuation.patent import Ended, NotValued, Valued
from patentdesk.valuation.records import Assumption

CURRENCY = "CNY"
_MARK_TONES = {"A": "success", "B": "accent", "C": "warning", "P": "danger"}
_TEXT_FIELDS = frozenset({"source", "confidence", "text", "distribution"})


def value_columns(say: Tongue) -> list[Column]:
    """Return the columns of the list of values."""

    def amount(name: str) -> Callable[[Appraised], float | None]:
        return lambda one: getattr(one.outcome, name) if isinstance(one.outcome, Valued) else None

    def value(one: Appraised) -> float | None:
        return None if isinstance(one.outcome, NotValued) else one.outcome.value

    def outcome(one: Appraised) -> str:
        if isinstance(one.outcome, Valued):
            return say(f"ui.limit.{one.outcome.life.limit}")
        if isinstance(one.outcome, Ended):
            return say.words.code("status", one.outcome.reason)
        return say.words.problem(one.outcome.problems[0]) if one.outcome.problems else ""

    def notes(one: Appraised) -> str:
        return "\n".join(say.words.problem(problem) for problem in one.outcome.problems)

    def share(one: Appraised) -> float | None:
        return one.outcome.inputs.allocation if isinstance(one.outcome, Valued) else None

    def stack(one: Appraised) -> str:
        row = one.resolved.rows.get("allocation_share")
        return source_text(say, row.text) if row is not None else ""

    def end(one: Appraised) -> str:
        return formats.day(one.outcome.life.end) if isinstance(one.outcome, Valued) else ""

    return [
        Column("number", "ui.column.number", lambda one: number_of(one.patent), 150,
               sort=lambda one: number_of(one.patent)),
        Column("title", "field.title", lambda one: title_of(one.patent, say.language), 230,
               sort=lambda one: title_of(one.patent, say.language)),
        Column("value", "ui.column.value", lambda one: formats.number(value(one)), 116, right=True, sort=value),
        Column("low", "ui.column.low", lambda one: formats.number(amount("low")(one)), 106, right=True,
               sort=amount("low")),
        Column("high", "ui.column.high", lambda one: formats.number(amount("high")(one)), 106, right=True,
               sort=amount("high")),
        Column("end", "ui.column.life_end", end, 96, sort=end),
        Column("share", "ui.value.share", lambda one: written(share(one), "rate"), 120, right=True, sort=share,
               tip=stack),
        *(method_column(say, method) for method in Method if method is not Method.RELIEF),
        Column("outcome", "ui.column.ground", outcome, 150, sort=outcome, tip=notes,
               tone=lambda one: "warning" if isinstance(one.outcome, NotValued) else "muted"),
        Column("notes", "ui.column.notes", lambda one: formats.number(len(one.outcome.problems) or None), 64,
               sort=lambda one: len(one.outcome.problems), tip=notes, tone=lambda _one: "warning"),
    ]  # fmt: skip


def method_column(say: Tongue, method: Method) -> Column:
    """Return the column of the value by one method; why there is none stands in the tip."""

    def value(one: Appraised) -> float | None:
        found = one.by(method)
        return found.value if found is not None else None

    def why(one: Appraised) -> str:
        found = one.by(method)
        return say.words.problem(found.problem) if found is not None and found.problem is not None else ""

    return Column(f"method.{method.value}", f"method.{method.value}", lambda one: formats.number(value(one)), 116,
                  right=True, sort=value, tip=why, hidden=True)  # fmt: skip


def assumption_columns(say: Tongue) -> list[Column]:
    """Return the columns of the assumptions; values, range, source and mark are edited in place."""

    def part(name: str) -> Callable[[Assumption], str]:
        def shown(row: Assumption) -> str:
            number = written(getattr(row, name), row.unit)
            return number or (source_text(say, row.text) if name == "value" else "")

        return shown

    def name(row: Assumption) -> str:
        return say.words.code("assumption", row.key)

    def meaning(row: Assumption) -> str:
        key = f"assumption.{row.key}.definition"
        return say(key) if say.words.has(key) else ""

    return [
        Column("key", "ui.column.assumption", name, 168, sort=name, tip=meaning),
        Column("scope", "ui.column.scope", lambda row: scope_name(say, row.scope), 104, sort=lambda row: row.scope),
        Column("value", "ui.column.base", part("value"), 108, right=True, edit="value", sort=lambda row: row.value),
        Column("low", "ui.column.low", part("low"), 112, right=True, edit="low", sort=lambda row: row.low),
        Column("high", "ui.column.high", part("high"), 112, right=True, edit="high", sort=lambda row: row.high),
        Column("confidence", "ui.column.confidence", lambda row: say.words.code("confidence", row.confidence), 104,
               sort=lambda row: row.confidence, tone=lambda row: _MARK_TONES.get(row.confidence, ""), dot=True),
        Column("distribution", "assumption_field.distribution",
               lambda row: say.words.code("distribution", row.distribution) if row.distribution else "", 96,
               edit="distribution", sort=lambda row: row.distribution, hidden=True),
        Column("source", "ui.column.source", lambda row: source_text(say, row.source), 260, edit="source",
               sort=lambda row: row.source),
        Column("owner", "ui.column.owner", lambda row: row.owner, 84, sort=lambda row: row.owner),
        Column("as_of", "ui.column.as_of", lambda row: formats.day(row.as_of), 94, sort=lambda row: row.as_of),
    ]  # fmt: skip


def source_text(say: Tongue, text: str) -> str:
    """Return what is written in both languages ('占位 / placeholder') in the language in use; other text as it is."""
    return say.words.side(text)


def scope_name(say: Tongue, scope: str) -> str:
    """Return what an assumption speaks for."""
    kind, _, which = scope.partition(":")
    if kind == "segment":
        return say.words.code("segment", which)
    return say(f"ui.scope.{kind or 'all'}")


def written(value: float | None, unit: str) -> str:
    """Return a number as it is typed in its unit: rates in per cent."""
    if value is None:
        return ""
    if unit == "rate":
        return f"{value * 100:.4g} %"
    return f"{value:,.10g}" if abs(value) < 1e10 else f"{value:,.0f}"


def typed(text: str, field: str, unit: str) -> float | str | None:
    """Read what was typed into a field of an assumption; '' takes the number away.

    '5 %' and '5%' are 0.05; a bare number is taken as it stands, except that a rate of 1 or more is per cent: '5' is
    0.05. Raises ValueError for what is no number.
    """
    if field in _TEXT_FIELDS:
        return text
    plain = text.replace(",", "").replace("，", "").replace("%", "").replace("％", "").strip()
    if not plain:
        return None
    number = float(plain)
    if unit == "rate" and ("%" in text or "％" in text or abs(number) >= 1):
        return number / 100
    return number
