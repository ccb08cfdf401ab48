"""Read JSON texts of strangers."""

from __future__ import annotations

import json

from patentdesk.core.problems import refuse
from patentdesk.intake.limits import Limits


def parsed(text: str, limits: Limits) -> object:
    """Return what a JSON text says, or the list of what the lines of JSON Lines say.

    Half of a character (an escaped surrogate alone) is U+FFFD, as in damaged texts. A name that stands in an object
    several times, as where repeated elements were turned into JSON, has the list of its values.

    Raises Refused: json_damaged, markup_too_deep.
    """
    try:
        value = _loaded(text)
        if "\\ud" in text or "\\uD" in text:
            whole = json.dumps(value, ensure_ascii=False).encode("utf-16-le", "surrogatepass")
            value = json.loads(whole.decode("utf-16-le", "replace"))
    except json.JSONDecodeError as fault:
        raise refuse("json_damaged", line=fault.lineno, reason=fault.msg) from fault
    except RecursionError as fault:
        raise refuse("markup_too_deep", limit=limits.depth) from fault
    except ValueError as fault:  # a number of too many digits
        raise refuse("json_damaged", line=1, reason=str(fault)[:80]) from fault
    return value


def _loaded(text: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as fault:
        if fault.msg != "Extra data" or not text.lstrip("\ufeff \r\n").startswith("{"):
            raise
        return [_line(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]


def _line(number: int, line: str) -> object:
    try:
        return json.loads(line, object_pairs_hook=_object)
    except json.JSONDecodeError as fault:
        raise refuse("json_damaged", line=number, reason=fault.msg) from fault


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    told: dict[str, list[object]] = {}
    for name, value in pairs:
        told.setdefault(name, []).append(value)
    return {name: _one(values) for name, values in told.items()}


def _one(values: list[object]) -> object:
    """Return the values of a name as one: what is said twice once, lists joined."""
    first = values[0]
    if all(value == first for value in values[1:]):
        return first
    return [item for value in values for item in (value if isinstance(value, list) else [value])]
