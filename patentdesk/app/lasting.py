"""Keep ``True`` alive under PySide6, whose signals take one reference to it with every emission."""

from __future__ import annotations

import ctypes
import sys

_MANY = 1 << 40


def keep_true_alive() -> None:
    """Raise the reference count of ``True`` beyond what emissions can use up; a second call does nothing.

    WORKAROUND: ``Signal.emit`` of PySide6 (seen in 6.12.0) returns ``True`` without counting the reference. Up to
    Python 3.11 the count sinks with every emission until the interpreter aborts with "deallocating True or False".
    From 3.12 on the constant is immortal (PEP 683) and nothing needs to be done.
    """
    if sys.version_info >= (3, 12) or sys.getrefcount(True) > _MANY // 2:
        return
    ctypes.c_ssize_t.from_address(id(True)).value += _MANY
