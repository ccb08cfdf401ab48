"""Every problem brings what its sentence and its remedy speak of."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from string import Formatter

import pytest

from patentdesk.core.problems import Problem
from patentdesk.core.words import Entry
from patentdesk.services.library import Library

ROOT = Path(__file__).resolve().parents[2]
ARGS = [field.name for field in fields(Problem)].index("args")
"""Where a problem made without names holds its arguments."""


def problems_made(source: str) -> Iterator[tuple[str, set[str], int]]:
    """Yield the code, the arguments and the line of each problem made with all of them written out."""
    if "refuse(" not in source and "Problem(" not in source:
        return  # many sources: nothing to take apart
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        named = {keyword.arg: keyword.value for keyword in node.keywords}
        if node.func.id == "refuse":
            given = None if None in named else {str(name) for name in named}
        elif node.func.id == "Problem":
            given = written_out(node.args[ARGS] if len(node.args) > ARGS else named.get("args"))
        else:
            continue
        if given is not None:
            for code in codes(node.args[0] if node.args else named["code"]):
                yield code, given, node.lineno


def codes(given: ast.expr) -> list[str]:
    """Return the codes that stand in the source: one, or one of two."""
    if isinstance(given, ast.IfExp):
        return codes(given.body) + codes(given.orelse)
    return [given.value] if isinstance(given, ast.Constant) and isinstance(given.value, str) else []


def written_out(args: ast.expr | None) -> set[str] | None:
    """Return the keys of an argument dictionary; None where they are not all written there."""
    if args is None:
        return set()
    if not isinstance(args, ast.Dict):
        return None
    keys = [key.value if isinstance(key, ast.Constant) else None for key in args.keys]
    return None if None in keys else {str(key) for key in keys}


def spoken_of(entries: Mapping[str, Entry], code: str) -> set[str]:
    """Return the arguments that the sentence and the remedy of a problem name, in any language."""
    texts = [text for key in (f"problem.{code}", f"remedy.{code}") for text in entries.get(key, {}).values()]
    return {part[1].split(".")[0] for text in texts for part in Formatter().parse(text) if part[1]}


def unsaid(entries: Mapping[str, Entry], source: str) -> list[str]:
    """Return the problems in a source whose words speak of what they do not bring."""
    return [
        f"line {line}: {code} lacks {sorted(missing)}"
        for code, given, line in problems_made(source)
        if (missing := spoken_of(entries, code) - given)
    ]


@pytest.mark.parametrize(
    "path", sorted((ROOT / "patentdesk").rglob("*.py")), ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_a_problem_brings_what_its_words_speak_of(library: Library, path: Path) -> None:
    assert unsaid(library.words("en").entries, path.read_text(encoding="utf-8")) == []


ENTRIES = {
    "problem.late": {"en": "{number} is late", "zh": "{number} 逾期"},
    "remedy.late": {"en": "Pay until {day:%Y}", "zh": "请于 {day} 前缴纳"},
}


@pytest.mark.parametrize(
    ("source", "missing"),
    [
        ("refuse('late', number=1, day=2)", []),
        ("refuse('late', number=1)", ["line 1: late lacks ['day']"]),
        ("Problem('late', args={'number': 1})", ["line 1: late lacks ['day']"]),
        ("Problem('late', s, s, '', {'number': 1}, 7)", ["line 1: late lacks ['day']"]),
        ("refuse('fine' if on else 'late', number=1)", ["line 1: late lacks ['day']"]),
        ("Problem(code='late')", ["line 1: late lacks ['day', 'number']"]),
        ("Problem('late', args={**known, 'number': 1})\nrefuse('late', **known)\nProblem('late', args=known)", []),
    ],
)
def test_what_is_unsaid_is_found(source: str, missing: list[str]) -> None:
    assert unsaid(ENTRIES, source) == missing
