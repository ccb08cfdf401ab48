"""Read JSON texts of strangers."""

from __future__ import annotations

import json

from patentdesk.core.problems import refuse
from patentdesk.intake.limits import Limits


def parsed(text: str, limits: Limits) -> object:
    """Return what a JSON text says; half of a character (an escaped surrogate alone) is U+FFFD, as in damaged texts.

    Raises Refused: json_damaged, markup_too_deep.
    """
    try:
        value = json.loads(text)
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
