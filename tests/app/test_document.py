"""Documents and earlier days on the command line."""

from __future__ import annotations

import pytest

CSV = "申请号,申请日,申请人,专利名称,专利类型\nCN202110000123.1,2021-03-04,奇瑞,一种电池包,发明\n"
NUMBER = "CN202110000123.1"


@pytest.fixture
def portfolio(call, tmp_path):
    path, listed = tmp_path / "new.pdesk", tmp_path / "list.csv"
    listed.write_text(CSV, encoding="utf-8")
    call("new", path)
    call("import", path, listed)
    return path


def test_a_document_is_stored_listed_written_out_and_removed(call, portfolio, tmp_path):
    letter, out = tmp_path / "letter.txt", tmp_path / "out.txt"
    letter.write_text("dear", encoding="utf-8")
    added = call("document", portfolio, "add", NUMBER, letter, "--note", "mail", "--json")
    (document,) = added.document["documents"]
    assert (added.status, document["name"], document["size"]) == (0, "letter.txt", 4)
    assert "letter.txt" in call("document", portfolio, "list", NUMBER).out
    written = call("document", portfolio, "out", document["id"], out)
    assert (written.status, written.out) == (0, f"the document was written to {out}\n")
    assert out.read_text(encoding="utf-8") == "dear"
    assert call("document", portfolio, "remove", document["id"], "--json").document["documents"] == []
    assert call("undo", portfolio).status == 0
    assert "letter.txt" in call("document", portfolio, "list", NUMBER).out
    assert call("document", portfolio, "add", NUMBER, tmp_path / "none").status == 3


def test_the_list_of_a_day(call, portfolio):
    made = call("journal", portfolio, "--json").document["operations"][-1]["at"]
    asked = call("list", portfolio, "--as-of", made[:10], "--json", "--today", "2027-06-01")
    assert (asked.status, asked.document["found"]) == (0, 1)
    early = call("list", portfolio, "--as-of", "2020-01-01")
    assert early.status == 2
    assert made[:4] in early.err
