"""Every step and problem that the docketing room can name stands in the words of both languages."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path

from patentdesk.docketing.counting import Counting
from patentdesk.docketing.derivation import Step
from patentdesk.docketing.facts import FACT_FIELDS

ROOM = Path(__file__).resolve().parents[2] / "patentdesk" / "docketing"


def first_texts(*callees: str) -> set[str]:
    """Return the plain texts that stand first in calls of these names."""
    found = set()
    for path in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in callees:
                    found.add(str(node.args[0].value))
    return found


def test_a_step_is_stored_as_plain_values() -> None:
    step = Step("roll", date(2026, 1, 5), {"calendar": "CN"}, "R5")
    assert step.stored() == {
        "code": "roll",
        "date": "2026-01-05",
        "args": {"calendar": "CN", "date": "2026-01-05"},
        "citation": "R5",
    }
    assert Step("trigger").stored()["date"] == ""


def test_every_step_has_a_sentence(library) -> None:
    codes = first_texts("Step") | {f"count_{mode.value}" for mode in Counting} | {"later_of", "earlier_of"}
    rolls = ("roll", "no_roll", "roll_unknown", "other_reading", "roll_unverified")
    codes |= {f"{prefix}{code}" for prefix in ("", "grace_") for code in rolls}
    assert len(codes) > 20
    words = library.words("zh")
    assert [code for code in sorted(codes) if not words.has(f"step.{code}")] == []


def test_every_problem_has_a_sentence(library) -> None:
    codes = first_texts("note", "_fault", "refuse", "Problem")
    codes |= {f"impossible_{name}" for name in FACT_FIELDS.values()}
    codes |= {"missing_filing_date", "missing_grant_date", "missing_registration_date", "missing_period"}
    assert len(codes) > 20
    words = library.words("zh")
    assert [code for code in sorted(codes) if not words.has(f"problem.{code}")] == []
