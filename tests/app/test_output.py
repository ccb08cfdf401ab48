from __future__ import annotations

import io
import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentdesk.app.output import Voice, clip, display_width, pad, plain, table
from patentdesk.core.problems import Problem, Severity, Source
from patentdesk.core.words import Words

WORDS = Words("en", {"problem.bad": {"en": "bad {n}", "zh": "坏 {n}"}, "place.row": {"en": "row {row}", "zh": "{row}"}})


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Thing:
    name: str
    day: date | None


@pytest.mark.parametrize(
    ("text", "width"), [("abc", 3), ("专利", 4), ("ａ", 2), ("e\u0301", 1), ("", 0), ("专利 A1", 7)]
)
def test_wide_characters_take_two_columns(text: str, width: int) -> None:
    assert display_width(text) == width


@given(st.text(max_size=40), st.integers(1, 30))
def test_clipped_text_fits(text: str, width: int) -> None:
    assert display_width(clip(text, width)) <= width


@given(st.text(alphabet="ab专利", max_size=10), st.integers(0, 30), st.booleans())
def test_padded_text_is_as_wide_as_asked(text: str, width: int, right: bool) -> None:
    assert display_width(pad(text, width, right=right)) == max(width, display_width(text))


def test_tables_align_chinese_and_put_numbers_to_the_right() -> None:
    lines = table(["名称", "n"], [["动力电池", 7], ["ab", 12345]])
    assert lines == ["名称          n", "────────  ─────", "动力电池      7", "ab        12345"]


def test_amounts_and_shares_stand_to_the_right() -> None:
    rows = [["1,200.00 CNY", "6%", Decimal("1234.50"), "CN"], ["9.00 CNY", "–", None, "2"]]
    assert table(["paid", "share", "sum", "x"], rows)[2:] == [
        "1,200.00 CNY     6%  1,234.50  CN", "    9.00 CNY      –            2",
    ]  # fmt: skip


def test_a_table_fits_a_narrow_terminal_and_keeps_what_names_a_thing(monkeypatch: pytest.MonkeyPatch) -> None:
    heads = ["Office", "Publication number (key)", "Title", "Filing date"]
    rows = [["CN", "CN190000004B", "Method and apparatus for the consistency of a battery", date(2020, 11, 26)]]
    assert display_width(table(heads, rows)[0]) > 80
    monkeypatch.setattr("sys.stdout", Terminal())
    monkeypatch.setenv("COLUMNS", "50")
    lines = table(heads, rows, spare=[0])
    assert max(display_width(line) for line in lines) <= 50
    assert lines[2].startswith("CN190000004B")
    assert lines[2].endswith("2020-11-26")
    monkeypatch.setenv("COLUMNS", "80")
    assert table(heads, rows, spare=[0])[0].startswith("Office")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_plain_values_are_what_json_knows() -> None:
    value = {"a": Thing("x", date(2026, 1, 2)), "b": (Colour.RED, Decimal("1.50"), Path("p")), 3: {"y", "x"}}
    assert plain(value) == {
        "a": {"name": "x", "day": "2026-01-02"}, "b": ["red", "1.50", "p"], "3": ["x", "y"],
    }  # fmt: skip
    with pytest.raises(TypeError, match="object"):
        plain(object())


def test_numbers_of_numpy_are_numbers() -> None:
    assert json.dumps(plain({"ids": [np.float64(1.5)], "x": float(np.float64(2))}))


def test_a_voice_for_programs_writes_one_document_and_nothing_else() -> None:
    out, err = io.StringIO(), io.StringIO()
    voice = Voice(WORDS, as_json=True, out=out, err=err)
    voice.show("a line")
    voice.say("unknown")
    voice.problems([Problem("bad", args={"n": 1})])
    voice.document({"x": 1})
    assert json.loads(out.getvalue()) == {"x": 1}
    assert "bad 1" in err.getvalue()


def test_problems_are_listed_worst_first_with_their_place() -> None:
    err = io.StringIO()
    voice = Voice(WORDS, err=err, out=io.StringIO())
    late = Problem("bad", Severity.NOTE, args={"n": 1})
    voice.problems([late, Problem("bad", Severity.ERROR, Source("f.csv", row=3), args={"n": 2})])
    assert err.getvalue().splitlines() == ["error: f.csv · row 3: bad 2", "note: bad 1"]


def test_a_progress_bar_is_shown_on_a_terminal_only() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal, pipe = Terminal(), io.StringIO()
    Voice(WORDS, err=terminal).progress().report(1, 2)
    Voice(WORDS, err=pipe).progress().report(1, 2)
    assert "1/2" in terminal.getvalue()
    assert pipe.getvalue() == ""
