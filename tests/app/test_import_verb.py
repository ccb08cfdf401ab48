"""Check what the import verb refuses before it writes."""

from pathlib import Path
from typing import Any

import pytest

Call = Any


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text("申请号,专利名称,案卷\nCN201710601862.3,一种电池包,A-7\n", encoding="utf-8")
    return path


def test_a_meaning_for_a_column_that_no_file_has_is_refused(call: Call, tmp_path: Path, listed: Path) -> None:
    portfolio = tmp_path / "p.pdesk"
    assert call("new", portfolio).status == 0
    answer = call("import", portfolio, listed, "--map", "案件=note", "--json")
    assert answer.document["refused"]["code"] == "header_unheard"
    assert call("list", portfolio, "--json").document["patents"] == []
    assert call("import", portfolio, listed, "--map", " 案 卷 =note", "--json").document["added"] == 1
