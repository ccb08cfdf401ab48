"""Test that names of files become text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentdesk.core.filenames import legible


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("列表.csv".encode(), "列表.csv"),
        ("列表.csv".encode("gb18030"), "列表.csv"),
        (b"x\x80.csv", "x\N{REPLACEMENT CHARACTER}.csv"),
    ],
)
def test_names_are_read_in_their_encoding(raw, name):
    assert legible(raw.decode("utf-8", "surrogateescape")) == name


@given(st.text(st.characters(exclude_categories=())))
def test_every_name_can_be_stored(name):
    assert legible(name).encode("utf-8").decode("utf-8") == legible(name)
