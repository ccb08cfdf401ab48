"""One thing has one word in Chinese."""

from __future__ import annotations

import pytest

from patentdesk.services.library import Library


@pytest.mark.parametrize("other", ["滞纳期", "专利组合文件"])
def test_grace_and_the_file_are_called_by_one_word_each(library: Library, other: str) -> None:
    entries = library.words("zh").entries
    assert [key for key, entry in entries.items() if other in entry["zh"]] == []
