from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentdesk.core.guarding import guarded, told_apart, unguarded


@pytest.mark.parametrize(
    ("text", "written"),
    [("=1+1", "'=1+1"), ("-5 °C", "'-5 °C"), ("'=1", "''=1"), ("''@x", "'''@x"), ("'s", "'s"), ("'", "'"), ("", "")],
)
def test_what_begins_like_a_formula_gets_an_apostrophe(text: str, written: str) -> None:
    assert guarded(text) == written
    assert told_apart(text) == (written if text.startswith("'") else text)


@given(st.text(alphabet="'=+-@\t\r\na 中", max_size=6))
def test_no_text_is_lost_by_the_guard(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert unguarded(told_apart(text)) == text
