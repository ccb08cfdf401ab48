"""Load the packages that write and read workbooks when one of their names is first asked for."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import Any


def late(space: dict[str, Any], homes: Mapping[str, str]) -> Callable[[str], Any]:
    """Return the ``__getattr__`` of a module that stands for a package: name → the module in which it lives.

    ``space`` is the module's ``globals()``: what was found stays there. Raises AttributeError for another name.
    """

    def found(name: str) -> Any:  # noqa: ANN401 - the module that stands for the package tells the types
        if name not in homes:
            raise AttributeError(name)
        space[name] = getattr(importlib.import_module(homes[name]), name)
        return space[name]

    return found
