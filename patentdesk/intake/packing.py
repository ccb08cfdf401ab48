"""Pack what this program alone unpacks again, a moment later."""

from __future__ import annotations

import marshal
import pickle
from typing import Any

_PICKLED = b"\x80"
"""So begins what is pickled, and nothing else."""


def pack(value: Any) -> bytes:  # noqa: ANN401 - whatever can be packed
    """Return a value as bytes; texts, numbers, and lists and tuples of them in half the time that other values take."""
    try:
        return marshal.dumps(value)
    except ValueError:  # a date, a record
        return pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)


def unpacked(packed: bytes) -> Any:  # noqa: ANN401 - whatever was packed
    """Return the value."""
    return pickle.loads(packed) if packed.startswith(_PICKLED) else marshal.loads(packed)
