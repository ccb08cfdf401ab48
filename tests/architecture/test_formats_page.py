"""Hold the page about formats to the formats that are read."""

from __future__ import annotations

import re
from pathlib import Path

from patentdesk.intake.formats import DOCUMENT_FORMATS, FORMATS

PAGE = (Path(__file__).resolve().parents[2] / "docs/FORMATS.md").read_text(encoding="utf-8")


def test_the_page_names_every_format_and_no_other():
    told = [code for line in PAGE.splitlines() if line.startswith("| `")
            for code in re.findall(r"`(\w+)`", line.split("|")[1])]  # fmt: skip
    assert sorted(told) == sorted({one.code for one in (*FORMATS, *DOCUMENT_FORMATS)})
