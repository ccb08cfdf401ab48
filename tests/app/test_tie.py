"""Check that ties and the member's country can be entered from the command line."""

from __future__ import annotations

import sqlite3

import pytest

CSV = "申请号,申请日,申请人,专利名称,专利类型\nCN202110000123.1,2021-03-04,奇瑞,一种电池包,发明\n"


@pytest.fixture
def portfolio(call, tmp_path):
    path, listed = tmp_path / "new.pdesk", tmp_path / "list.csv"
    listed.write_text(CSV, encoding="utf-8")
    call("new", path)
    call("import", path, listed, "--member", "奇瑞", "--country", "CN")
    return path


def test_a_tie_is_added_listed_and_ended(call, portfolio):
    number = "CN202110000123.1"
    added = call("tie", portfolio, "add", number, "pledge", "--with", "Bank", "--amount", "5000000:CNY", "--json")
    (tie,) = added.document["ties"]
    assert (added.status, tie["kind"], tie["amount_minor"]) == (0, "pledge", 500_000_000)
    ended = call("tie", portfolio, "end", tie["id"], "2026-06-01", "--json")
    assert ended.document["ties"][0]["end_date"] == "2026-06-01"
    assert "Bank" in call("tie", portfolio, "list", number).out
    assert call("tie", portfolio, "add", number, "licence").status == 2


def test_an_import_sets_the_country_of_its_member(call, portfolio, tmp_path):
    with sqlite3.connect(portfolio) as connection:
        assert ("CN",) in connection.execute("SELECT country FROM organisations WHERE kind = 'member'").fetchall()
    assert call("import", portfolio, tmp_path / "list.csv", "--country", "CN").status == 2
