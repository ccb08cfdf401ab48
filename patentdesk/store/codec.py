"""Translate the fields of records to the storage classes of SQLite and back.

Dates are ISO text, moments ISO text in UTC, code values their text, mappings and tuples JSON, flags 0 or 1; numbers and
text stay as they are.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

Stored = str | int | float | None
"""What SQLite keeps in one cell of our tables."""

_ATOMS = (str, int, float)


class UnreadableValueError(Exception):
    """A stored value is none that its field can hold: the file was damaged or written by something else."""


@dataclass(frozen=True, slots=True)
class Codec:
    """How values of one field are stored: SQLite type, translation both ways (None: as they are), allowed codes."""

    sql_type: str
    nullable: bool = False
    encode: Callable[[typing.Any], Stored] | None = None
    decode: Callable[[typing.Any], object] | None = None
    codes: tuple[str, ...] = ()
    default: str | None = None
    """The SQL default that stands for "not known"."""

    @property
    def written(self) -> bool:
        """Whether the field holds text or a code, in contrast to numbers, days and structures."""
        return self.sql_type == "TEXT" and (self.decode is None or bool(self.codes))

    def store(self, value: object) -> Stored:
        """Return the stored form of a value. Raises TypeError for a value that the field cannot hold."""
        if value is None:
            return None
        if self.encode is not None:
            return self.encode(value)
        if not isinstance(value, _ATOMS):
            raise TypeError(f"{value!r} cannot be stored as {self.sql_type}")
        return value

    def load(self, stored: Stored) -> object:
        """Return the value for its stored form. Raises UnreadableValueError for one that the field cannot hold."""
        if stored is None or self.decode is None:
            return stored
        try:
            return self.decode(stored)
        except (ValueError, TypeError) as error:
            raise UnreadableValueError(repr(stored)) from error


def encode_moment(value: datetime) -> str:
    """Return a moment as ISO text in UTC; a moment without time zone is taken as UTC."""
    aware = value if value.tzinfo is not None else value.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="microseconds")


def encode_json(value: object) -> str:
    """Return JSON text with sorted keys; dates become ISO text."""
    return _JSON(value)


def codec_for(hint: object) -> Codec:
    """Return the codec for a field's type. Raises TypeError for a type without one."""
    nullable = False
    if isinstance(hint, types.UnionType):
        kinds = [kind for kind in typing.get_args(hint) if kind is not types.NoneType]
        if len(kinds) != 1:
            raise TypeError(f"no codec for {hint}")
        nullable, hint = True, kinds[0]
    origin = typing.get_origin(hint)
    if origin is Mapping:
        return Codec("TEXT", nullable, encode_json, json.loads, default="'{}'")
    if origin is tuple:
        return Codec("TEXT", nullable, encode_json, _load_tuple, default="'[]'")
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return Codec("TEXT", nullable, _encode_code(hint), hint, tuple(member.value for member in hint))
    simple: Mapping[object, Codec] = {
        int: Codec("INTEGER", nullable),
        float: Codec("REAL", nullable, float),
        str: Codec("TEXT", nullable, default=None if nullable else "''"),
        bool: Codec("INTEGER", nullable, int, bool, ("0", "1")),
        date: Codec("TEXT", nullable, date.isoformat, date.fromisoformat),
        datetime: Codec("TEXT", nullable, encode_moment, datetime.fromisoformat),
    }
    if hint not in simple:
        raise TypeError(f"no codec for {hint}")
    return simple[hint]


def _encode_code(kind: type[StrEnum]) -> Callable[[str], str]:
    return lambda value: kind(value).value


def _load_tuple(text: str) -> tuple[object, ...]:
    return tuple(json.loads(text))


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, Sequence):
        return list(value)
    return str(value)


_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain).encode
