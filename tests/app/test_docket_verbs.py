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


def test_the_list_shows_what_is_done_only_when_asked(call, portfolio):
    def states(*words):
        return {one["state"] for one in call("docket", portfolio, *words, "--json").document["deadlines"]}

    assert states() <= {"open", "in_progress"}
    assert "done" in states("--all")


def test_a_second_entry_confirms_what_follows_under_the_house_rule(call, portfolio):
    pending = call("list", portfolio, "--query", "office:CN status:pending", "--json").document["patents"]
    number = next(one["publication_number_text"] for one in pending if one["publication_number_text"])
    event = (number, "office_letter", "2026-11-02", "--period", "P2M")
    zhao = ("--today", "2026-11-22", "--user", "zhao")
    assert call("record", portfolio, *event).status in (0, 1)
    assert call("task", portfolio, "policy", "second_entry", "on").status == 0
    [alone] = [one for one in lines(call, portfolio, "--in", "unconfirmed") if one["number"] == number]
    assert alone["state"] == "unconfirmed"
    refused = call("task", portfolio, "done", alone["id"], "--on", "2026-11-20", "--proof", "R-1", "--json")
    assert (refused.status, refused.document["refused"]["code"]) == (2, "entry_unconfirmed")
    wrong = (number, "office_letter", "2026-11-03", "--period", "P2M")
    odd = call("record", portfolio, *wrong, "--second", *zhao, "--json")
    assert odd.status == 1
    assert odd.document["differing"] == [{"field": "event_date", "first": "2026-11-02", "second": "2026-11-03"}]
    differs = call("record", portfolio, *wrong, "--second", *zhao).err
    assert "first 2026-11-02, now 2026-11-03" in differs
    assert "Look at the paper" in differs
    assert call("record", portfolio, *event, "--second", *zhao, "--json").document["agreed"] is True
    again = call("record", portfolio, *event, "--second", *zhao)
    assert (again.status, "waits for a second one" in again.err) == (1, True)
    assert [one for one in lines(call, portfolio, "--in", "unconfirmed") if one["number"] == number] == []


def test_the_forecast_goes_out_as_a_workbook(call, portfolio, tmp_path):
    path = tmp_path / "fees.xlsx"
    assert call("fees", portfolio, "--by", "office", "--out", path, "--json").document["file"] == str(path)
    assert len(openpyxl.load_workbook(path).worksheets) >= 1


def test_what_is_the_same_about_many_patents_is_said_once_and_names_them(call, portfolio):
    asked = call("docket", portfolio, "--json")
    told = [line for line in call("docket", portfolio).err.splitlines() if line]
    sentences = [one["sentence"] for one in asked.document["problems"] if one["severity"] != "note"]
    assert len(told) < len(sentences)
    assert len(told) == len(set(told))
    repeated = next(one for one in sentences if sentences.count(one) > 1)
    line = next(one for one in told if repeated in one)
    assert f"({sentences.count(repeated)} patents: " in line


def test_a_file_of_the_docket_says_what_it_leaves_out(call, portfolio, tmp_path):
    refused = call("docket", portfolio, "--out", tmp_path / "x.doc")
    assert all(form in refused.err for form in (".xlsx", ".csv", ".json", ".ics", ".pdf"))
    pages = call("docket", portfolio, "--out", tmp_path / "x.pdf")
    assert "fall due after 2026-12-27" in pages.out
    assert "--to" in pages.out
    whole = call("docket", portfolio, "--out", tmp_path / "x.csv")
    assert len(whole.out.splitlines()) == 1


def test_an_event_that_is_not_known_brings_the_nearest_and_where_all_are_listed(call, portfolio):
    number = call("list", portfolio, "--query", "office:CN", "--limit", "1", "--json").document["patents"][0]
    number = number["publication_number"] or number["application_number"]
    refused = call("record", portfolio, number, "rejecton", "2026-11-01")
    assert refused.status == 2
    assert "rejection" in refused.err
    assert "patentdesk date CN words" in refused.err
    recorded = call("record", portfolio, number, "oa", "2026-11-01")
    assert "office_action_first" in recorded.err


def test_a_chinese_payment_list_states_the_surcharge_in_chinese(call, portfolio, tmp_path):
    path = tmp_path / "pay.xlsx"
    call("pay", portfolio, "list", "--out", path, "--query", "office:EP", "--lang", "zh")
    cells = {
        str(cell) for page in openpyxl.load_workbook(path) for row in page.iter_rows(values_only=True) for cell in row
    }
    told = [text for text in cells if text.startswith("滞纳金：")]
    assert told
    assert not [text for text in told if "months" in text]


def test_a_list_of_deadlines_that_is_cut_says_so(call, portfolio):
    whole = call("task", portfolio, "list", "--json").document
    assert whole["found"] == len(whole["deadlines"]) > 3
    cut = call("task", portfolio, "list", "--limit", "3", "--json").document
    assert (cut["found"], len(cut["deadlines"])) == (whole["found"], 3)
    assert f"{whole['found']} deadlines, 3 shown" in call("task", portfolio, "list", "--limit", "3").out
