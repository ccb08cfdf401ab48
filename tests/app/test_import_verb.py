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


@pytest.fixture
def empty(call: Call, tmp_path: Path) -> Path:
    assert call("new", tmp_path / "p.pdesk").status == 0
    return tmp_path / "p.pdesk"


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "faulty.csv"
    path.write_text("申请号,专利名称\nCN201710601862.3,一种电池包\n,一种座椅\n", encoding="utf-8")
    return path


def test_rejected_rows_are_saved_and_said_in_words(call: Call, empty: Path, faulty: Path, tmp_path: Path) -> None:
    answer = call("import", empty, faulty, "--dry-run", "--rejected", tmp_path / "r.xlsx")
    assert answer.status == 1
    assert answer.out.startswith("One rejected row saved in ")
    assert (tmp_path / "r.xlsx").is_file()


def test_no_rejected_row_writes_no_workbook_and_says_so(call: Call, empty: Path, listed: Path, tmp_path: Path) -> None:
    answer = call("import", empty, listed, "--rejected", tmp_path / "r.xlsx")
    assert answer.out.startswith("no row was rejected; ")
    assert not (tmp_path / "r.xlsx").exists()


@pytest.mark.parametrize("given", ["faulty.csv", "."])
def test_rejected_rows_never_overwrite_a_list_that_is_imported(
    call: Call, empty: Path, faulty: Path, given: str
) -> None:
    before = faulty.read_bytes()
    answer = call("import", empty, faulty.parent / given, "--dry-run", "--rejected", faulty, "--json")
    assert (answer.status, answer.document["refused"]["code"]) == (2, "rejected_over")
    assert faulty.read_bytes() == before


def test_rejected_rows_never_overwrite_the_portfolio(call: Call, empty: Path, faulty: Path) -> None:
    assert call("import", empty, faulty, "--rejected", empty, "--json").document["refused"]["code"] == "rejected_over"


@pytest.mark.parametrize("told", ["案卷", "=note"])
def test_a_meaning_names_its_column(call: Call, empty: Path, listed: Path, told: str) -> None:
    answer = call("import", empty, listed, "--map", told, "--json")
    assert (answer.status, answer.document["refused"]["code"]) == (2, "map_without_header")


def test_a_missing_file_is_told_also_where_only_new_ones_are_wanted(call: Call, empty: Path, tmp_path: Path) -> None:
    answer = call("import", empty, tmp_path / "missing.csv", "--only-new")
    assert answer.status == 3
    assert "The file is not there" in answer.err


def test_a_list_that_says_nothing_new_leaves_the_portfolio_unchanged_and_says_so(
    call: Call, empty: Path, listed: Path
) -> None:
    assert "one row was read into" in call("import", empty, listed).out
    assert "is unchanged" in call("import", empty, listed).out
    assert len(call("journal", empty, "--json").document["operations"]) == 1


def test_a_header_of_two_lines_is_named_on_one(call: Call, empty: Path, tmp_path: Path) -> None:
    path = tmp_path / "lines.csv"
    path.write_text('申请号,"内部\n杂项"\nCN201710601862.3,A-7\n', encoding="utf-8")
    assert "内部 杂项" in call("import", empty, path, "--dry-run").out


def test_what_comes_to_patents_beside_values_is_told(call: Call, empty: Path, listed: Path) -> None:
    assert call("import", empty, listed).status == 0
    listed.write_text("申请号,专利名称,引用专利\nCN201710601862.3,一种电池包,CN101000001A\n", encoding="utf-8")
    assert call("import", empty, listed, "--dry-run", "--json").document["adds"] == {"cites": 1}
    assert "Patents cited 1" in call("import", empty, listed, "--dry-run", "--lang", "en").out
