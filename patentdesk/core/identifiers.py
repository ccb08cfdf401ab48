"""Give every record a number inside its file and a name that survives a merge of two files."""

from __future__ import annotations

import secrets

_FIXED = 0xF000_C000_0000_0000_0000
_VERSION_4 = 0x4000_8000_0000_0000_0000
"""The bits that RFC 9562 (section 5.4) fixes in a random identity: version and variant."""


def new_uid() -> str:
    """Return a fresh stable identity: 32 hexadecimal digits, random (UUID version 4)."""
    number = secrets.randbits(128) & ~_FIXED | _VERSION_4
    return f"{number:032x}"


def new_uids(count: int) -> list[str]:
    """Return fresh identities that lie beside each other, so that an index of them grows at its end only.

    They share their first 88 bits, which are random.
    """
    batch = secrets.token_hex(11)
    return [f"{batch}{number:010x}" for number in range(count)]
