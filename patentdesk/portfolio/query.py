"""The query language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query; empty selects everything."""


EVERYTHING = Query()
