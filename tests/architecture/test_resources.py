"""Everything in ``resources/`` opens, and every word stands in both languages."""

import ast
import csv
import io
import json
from pathlib import Path
from string import Formatter
from xml.etree import ElementTree as ET

import pytest

from patentdesk.app import paths
from patentdesk.core.words import Entry
from patentdesk.services.library import Library

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = paths.resources()
ALL = sorted(path for path in RESOURCES.rglob("*") if path.is_file())


def name(path: Path) -> str:
    return path.relative_to(RESOURCES).as_posix()


def open_csv(data: bytes) -> None:
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}, "a row has more or fewer cells than the head"
    assert len(set(rows[0])) == len(rows[0]), "a head stands twice"


def open_text(data: bytes) -> None:
    assert data.decode("utf-8").strip()


OPENERS = {".json": json.loads, ".csv": open_csv, ".svg": ET.fromstring, ".md": open_text, ".txt": open_text}


def word_faults(key: str, entry: Entry) -> list[str]:
    """Return what is wrong with a word: a language missing or empty, or other arguments than the other language."""
    faults = [f"{key}: no {language}" for language in ("en", "zh") if not entry.get(language, "").strip()]
    faults += [f"{key}: {extra} is no language" for extra in set(entry) - {"en", "zh", "en_one"}]
    arguments = {language: {part[1] for part in Formatter().parse(text) if part[1]} for language, text in entry.items()}
    if arguments.get("en") != arguments.get("zh"):
        faults.append(f"{key}: en takes {arguments.get('en')}, zh takes {arguments.get('zh')}")
    if arguments.get("en_one", set()) - arguments.get("en", set()):
        faults.append(f"{key}: en_one takes {arguments['en_one']}")
    return faults


def problem_codes(source: str) -> set[str]:
    """Return the codes that the source gives to ``refuse`` and ``Problem`` as plain text."""
    codes: set[str] = set()
    if "refuse(" not in source and "Problem(" not in source:
        return codes  # many sources: nothing to take apart
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"refuse", "Problem"}:
            given = [*node.args[:1], *(keyword.value for keyword in node.keywords if keyword.arg == "code")]
            codes |= {value.value for value in given if isinstance(value, ast.Constant)}
    return codes


@pytest.mark.parametrize("path", ALL, ids=name)
def test_every_resource_opens(path: Path) -> None:
    OPENERS[path.suffix](path.read_bytes())


def test_every_word_stands_in_both_languages_with_the_same_arguments(library: Library) -> None:
    entries = library.words("en").entries
    assert entries
    assert [fault for key, entry in entries.items() for fault in word_faults(key, entry)] == []


@pytest.mark.parametrize(
    "entry",
    [
        {"en": "row {row}"},
        {"en": "row {row}", "zh": " "},
        {"en": "row {row}", "zh": "第 {column} 行"},
        {"en": "{n} rows", "zh": "{n} 行", "en_one": "{row}"},
        {"en": "row", "zh": "行", "de": "Zeile"},
    ],
)
def test_a_faulty_word_is_found(entry: dict[str, str]) -> None:
    assert len(word_faults("place.row", entry)) >= 1


def test_every_problem_has_its_sentence(library: Library) -> None:
    codes = {
        code: path.relative_to(ROOT).as_posix()
        for path in (ROOT / "patentdesk").rglob("*.py")
        for code in problem_codes(path.read_text(encoding="utf-8"))
    }
    assert codes
    words = library.words("en")
    assert {code: place for code, place in codes.items() if not words.has(f"problem.{code}")} == {}


def test_the_code_of_a_problem_is_found_wherever_it_stands() -> None:
    assert problem_codes("refuse('a', x=1); Problem('b'); Problem(severity=s, code='c'); Problem(code)") == {
        "a",
        "b",
        "c",
    }
