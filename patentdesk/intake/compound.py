"""Look at the sectors of a compound file (xls) from outside: a chain that runs in a circle is never read to its end.

Source: MS-CFB, sections 2.2 (header), 2.3 (sector chains) and 2.5 (DIFAT).
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterator, Sequence

from patentdesk.core.problems import refuse

_LAST = 0xFFFFFFFA
"""Greater numbers are marks, such as the end of a chain, and no sectors."""
_IN_HEADER = 109


def check_chains(data: bytes) -> None:
    """Raise Refused 'workbook_damaged' when a chain of sectors does not end, or the tables of chains cannot be read."""
    try:
        (shift,) = struct.unpack_from("<H", data, 30)
        (minis,) = struct.unpack_from("<I", data, 60)
        (more,) = struct.unpack_from("<I", data, 68)
        tables = list(struct.unpack_from(f"<{_IN_HEADER}I", data, 76))
    except struct.error as fault:
        raise refuse("workbook_damaged") from fault
    if shift not in {9, 12}:
        raise refuse("workbook_damaged")
    seen: set[int] = set()
    while more < _LAST:
        listed = _sector(data, more, shift)
        if more in seen or not listed:
            raise refuse("workbook_damaged")
        seen.add(more)
        tables.extend(listed[:-1])
        more = listed[-1]
    following = array("I")
    for number in tables:
        if number < _LAST:
            following.extend(_sector(data, number, shift))
    small = array("I")
    if not _runs_in_a_circle(following):
        for number in _chain(following, minis):
            small.extend(_sector(data, number, shift))
        if not _runs_in_a_circle(small):
            return
    raise refuse("workbook_damaged")


def _sector(data: bytes, number: int, shift: int) -> array[int]:
    start = (number + 1) << shift
    numbers = array("I")
    content = data[start : start + (1 << shift)]
    numbers.frombytes(content[: len(content) // 4 * 4])
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _chain(following: Sequence[int], number: int) -> Iterator[int]:
    while number < len(following):
        yield number
        number = following[number]


def _runs_in_a_circle(following: Sequence[int]) -> bool:
    walk = [0] * len(following)
    for start in range(len(following)):
        place = start
        while place < len(following) and not walk[place]:
            walk[place] = start + 1
            place = following[place]
        if place < len(following) and walk[place] == start + 1:
            return True
    return False
