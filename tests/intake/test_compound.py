import struct

import pytest

from patentdesk.core.problems import Refused
from patentdesk.intake.compound import check_chains

END, FREE = 0xFFFFFFFE, 0xFFFFFFFF


def compound(fat, *, mini=None, more=END, shift=9):
    """Return a file of three sectors: the table of chains, the directory, the table of small chains."""
    header = bytearray(512)
    struct.pack_into("<H", header, 30, shift)
    struct.pack_into("<I", header, 60, 2 if mini else END)
    struct.pack_into("<I", header, 68, more)
    struct.pack_into("<109I", header, 76, 0, *[FREE] * 108)
    table = struct.pack("<128I", *fat, *[FREE] * (128 - len(fat)))
    small = struct.pack("<128I", *(mini or []), *[FREE] * (128 - len(mini or [])))
    return bytes(header) + table + bytes(512) + small


def test_chains_that_end_are_let_through():
    check_chains(compound([END, END, END], mini=[1, 2, END]))


@pytest.mark.parametrize(
    "data",
    [
        compound([END, 2, 1]),
        compound([END, 1]),
        compound([END, END, END], mini=[1, 0]),
        compound([END, END], more=77),
        compound([END], shift=60),
        b"\xd0\xcf\x11\xe0",
    ],
)
def test_chains_without_an_end_are_refused(data):
    with pytest.raises(Refused) as caught:
        check_chains(data)
    assert caught.value.problem.code == "workbook_damaged"
