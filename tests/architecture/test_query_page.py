"""The page that explains the query language names all of it, and what it shows can be read."""

import re
from pathlib import Path

from patentdesk.portfolio.fields import FIELDS, FLAGS
from patentdesk.portfolio.query import parse
from patentdesk.portfolio.speech import codes
from patentdesk.services.library import Library

PAGE = (Path(__file__).resolve().parents[2] / "docs/QUERY.md").read_text(encoding="utf-8")


def test_every_field_and_condition_is_named_in_both_languages() -> None:
    told = PAGE.partition("## Fields")[2]
    for name, words in {**{field.name: field.aliases for field in FIELDS}, **FLAGS}.items():
        chinese = next(word for word in words if not word.isascii())
        assert re.search(rf"`{name}`\s+{chinese}", told), name


def test_every_example_can_be_read(library: Library) -> None:
    known = codes(library.words("en"))
    rows = re.findall(r"^\| (`.*?) \|", PAGE, re.MULTILINE)
    examples = [example for row in rows for example in re.findall(r"`([^`]+)`", row)]
    assert len(examples) > 30
    for example in examples:
        parse(example, known)
