"""Test that every word the window asks for by name is there, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import patentdesk.ui

_KEY = re.compile(r'"(ui\.[a-z_]+(?:\.[a-zA-Z_]+)*)"')


def asked():
    sources = Path(patentdesk.ui.__file__).parent.rglob("*.py")
    return {key for source in sources for key in _KEY.findall(source.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_word_that_is_asked_for_is_there(library, language):
    words = library.words(language)
    named = {key for key in asked() if not any(other.startswith(f"{key}.") for other in words.entries)}
    assert len(named) > 100
    assert [key for key in sorted(named) if not words.entries.get(key, {}).get(language)] == []
