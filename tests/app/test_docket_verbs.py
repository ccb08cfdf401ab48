"""Work on the docket from the command line: tasks, payments, scenarios, comparison."""

from __future__ import annotations

from datetime import date

import openpyxl


def lines(call, portfolio, *words):
    return call("task", portfolio, "list", *words, "--json").document["deadlines"]


def test_deadlines_are_listed_assigned_closed_and_confirmed_by_another(call, portfolio):
    first = next(one for one in lines(call, portfolio, "--in", "month"))
    assert call("task", portfolio, "assign", first["id"], "--to", "Wang", "--deputy", "Zhao").status == 0
    assert call("task", portfolio, "done", first["id"], "--on", "2026-11-20").status == 2, "no proof"
    done = call("task", portfolio, "done", first["id"], "--on", "2026-11-20", "--proof", "R-1", "--json")
    assert done.document["deadlines"][0]["proof"] == "R-1"
    assert call("task", portfolio, "confirm", first["id"]).status == 2, "the same person"
    other = ("--today", "2026-11-22", "--user", "zhao")
    confirmed = call("task", portfolio, "confirm", first["id"], *other, "--json")
    assert "zhao" in confirmed.document["deadlines"][0]["state"]
    assert call("task", portfolio, "reopen", first["id"]).status == 0


def test_groups_reminders_and_house_rules(call, portfolio):
    groups = call("task", portfolio, "list", "--by", "office", "--json").document["groups"]
    assert {"CN", "US"} <= {one["value"] for one in groups}
    near = call("task", portfolio, "near", "--days", "30,7", "--json").document["deadlines"]
    assert near
    assert all(one["due"] <= "2026-12-22" for one in near)
    assert call("task", portfolio, "policy", "two_persons", "on", "--json").document["policies"]["two_persons"]


def test_a_payment_list_goes_out_and_comes_back(call, portfolio, tmp_path):
    path = tmp_path / "pay.xlsx"
    written = call("pay", portfolio, "list", "--out", path, "--to", "2027-06-30", "--json")
    assert written.document["payments"] > 0
    book = openpyxl.load_workbook(path)
    page = book.worksheets[1]
    keys = {cell.value: cell.column for cell in page[3]}
    page.cell(5, keys["paid_on"]).value = date(2026, 11, 20)
    page.cell(5, keys["receipt"]).value = "R-1"
    book.save(path)
    assert call("pay", portfolio, "book", path, "--dry-run", "--json").document["booked"] == 1
    assert call("pay", portfolio, "book", path, "--json").document["booked"] == 1
    assert call("pay", portfolio, "book", path, "--json").document["same"] == 1


def test_scenarios_and_comparison(call, portfolio, tmp_path):
    answer = call("scenario", portfolio, "--drop", "office:US", "--years", "2027-2030", "--json",
                  "--out", tmp_path / "s.xlsx").document  # fmt: skip
    assert [one["dropped"] > 0 for one in answer["scenarios"]] == [False, True]
    one = next(line for line in lines(call, portfolio) if line["due"] and line["task"].startswith("Annuity"))
    listed = tmp_path / "agency.csv"
    listed.write_text(f"number,task,due date\n{one['number']},annuity,{one['due']}\n", encoding="utf-8")
    found = call("compare", portfolio, listed, "--json").document
    assert found["counts"]["agrees"] == 1
