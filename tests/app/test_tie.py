"""Check that ties and the member's country can be entered from the command line."""

from __future__ import annotations

import sqlite3


def test_a_tie_is_added_listed_and_ended(call, one_patent):
    number = "CN202110000123.1"
    added = call("tie", one_patent, "add", number, "pledge", "--with", "Bank", "--amount", "5000000:CNY", "--json")
    (tie,) = added.document["ties"]
    assert (added.status, tie["kind"], tie["amount_minor"]) == (0, "pledge", 500_000_000)
    ended = call("tie", one_patent, "end", tie["id"], "2026-06-01", "--json")
    assert ended.document["ties"][0]["end_date"] == "2026-06-01"
    assert "Bank" in call("tie", one_patent, "list", number).out
    assert call("tie", one_patent, "add", number, "licence").status == 2


def test_an_import_sets_the_country_of_its_member(call, one_patent, tmp_path):
    with sqlite3.connect(one_patent) as connection:
        assert ("CN",) in connection.execute("SELECT country FROM organisations WHERE kind = 'member'").fetchall()
    assert call("import", one_patent, tmp_path / "list.csv", "--country", "CN").status == 2


def test_a_tie_that_ends_on_that_day_already_is_listed(call, one_patent):
    call("tie", one_patent, "add", "CN202110000123.1", "licence", "--with", "ACME")
    words = ("tie", one_patent, "end", "1", "2026-06-01", "--json")
    first, second = call(*words), call(*words)
    assert first.status == second.status == 0
    assert first.document == second.document


def test_shares_may_be_percentages_and_are_said_back(call, one_patent):
    owner = call("list", one_patent, "--json").document["patents"][0]["applicants_text"].split(" | ")[0]
    words = ("tie", one_patent, "share", "CN202110000123.1", f"{owner}=60%")
    assert call(*words).out.startswith(f"CN202110000123.1: shares set, {owner} 3/5\n")
    assert call(*words, "--json").document["shares"] == {owner: "3/5"}
