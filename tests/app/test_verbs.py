from __future__ import annotations

import csv
import json
import shutil
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from patentdesk.app.machine import open_library
from patentdesk.app.verbs.handout import _exact, _scope
from patentdesk.core.clock import FixedClock
from patentdesk.store.file import PortfolioFile

Call = Callable[..., Any]
CSV = "申请号,申请日,专利名称,专利类型,法律状态,授权公告日\n202110000123.1,2021-03-04,一种电池包,发明,授权,2024-05-06\n"


def rows(portfolio: Path, table: str) -> int:
    with sqlite3.connect(portfolio) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


@pytest.fixture
def empty(empty_portfolio: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(empty_portfolio, tmp_path / "new.pdesk"))


def test_new_writes_a_portfolio_once(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "new.pdesk"
    assert call("new", path).status == 0
    assert call("verify", path).status == 0
    again = call("new", path)
    assert again.status == 3
    assert again.out == ""


def test_import_dry_run_changes_nothing(call: Call, empty: Path, table: Path) -> None:
    before = empty.read_bytes()
    answer = call("import", empty, table, "--dry-run", "--json")
    assert (answer.document["read"], answer.document["added"], answer.document["applied"]) == (1, 1, False)
    assert rows(empty, "patents") == 0
    assert empty.read_bytes() == before


def test_import_twice_changes_nothing_the_second_time(call: Call, empty: Path, table: Path) -> None:
    first = call("import", empty, table, "--json")
    second = call("import", empty, table, "--json")
    assert (first.document["added"], second.document["added"], second.document["same"]) == (1, 0, 1)
    assert first.status == 1  # the invented number fails its check digit, which is listed
    assert "check_digit_failed" in {problem["code"] for problem in first.document["problems"]}
    assert rows(empty, "patents") == 1


def test_import_names_the_columns_without_a_meaning(call: Call, empty: Path, tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("申请号,名称,内部评分\nCN201710601862.3,电池,A\n", encoding="utf-8")
    answer = call("import", empty, path, "--dry-run", "--json")
    assert answer.document["unread"] == {"own.csv": ["内部评分"]}
    assert "内部评分" in call("import", empty, path, "--dry-run").out


def test_import_says_what_became_of_the_rows(call: Call, empty: Path, table: Path) -> None:
    answer = call("import", empty, table, "--lang", "zh")
    assert "新增" in answer.out
    assert "已读取 1 行" in answer.out
    assert "list.csv" in answer.err


def test_an_unusable_file_keeps_the_usable_ones_out(call: Call, empty: Path, table: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
    answer = call("import", empty, table, broken)
    assert answer.status == 3
    assert rows(empty, "patents") == 0


def test_list_selects_sorts_and_limits(call: Call, portfolio: Path) -> None:
    answer = call("list", portfolio, "--query", "office:CN", "--sort", "-filing_date", "--limit", "5", "--json")
    patents = answer.document["patents"]
    assert answer.status == 0
    assert len(patents) == 5 < answer.document["found"]
    assert {patent["office"] for patent in patents} == {"CN"}
    days = [patent["filing_date"] for patent in patents]
    assert days == sorted(days, reverse=True)


def test_list_shows_titles_in_the_language_of_the_screen(call: Call, portfolio: Path) -> None:
    assert "一种" in call("list", portfolio, "--lang", "zh", "--query", "office:CN").out
    assert "patents, 3 shown" in call("list", portfolio, "--limit", "3").out


def test_a_query_that_cannot_be_read_is_wrong_use(call: Call, portfolio: Path) -> None:
    answer = call("list", portfolio, "--query", "colour:red")
    assert answer.status == 2
    assert "colour" in answer.err


@pytest.mark.parametrize("ending", [".xlsx", ".csv", ".json"])
def test_list_writes_files(call: Call, portfolio: Path, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"out{ending}"
    answer = call("list", portfolio, "--out", target, "--json")
    assert answer.status == 0
    found = answer.document["found"]
    if ending == ".csv":
        with target.open(encoding="utf-8-sig", newline="") as stream:
            assert len(list(csv.reader(stream))) == found + 1
    if ending == ".json":
        assert len(json.loads(target.read_text(encoding="utf-8"))) == found
    assert target.stat().st_size > 0


def test_a_limit_holds_for_files_too(call: Call, portfolio: Path, tmp_path: Path) -> None:
    target = tmp_path / "few.json"
    words = ("list", portfolio, "--sort", "-filing_date", "--limit", "2")
    assert call(*words, "--out", target, "--json").document["found"] == 2
    shown = call(*words, "--json").document["patents"]
    filed = [str(one["filing_date"]) for one in json.loads(target.read_text(encoding="utf-8"))]
    assert filed == [one["filing_date"] for one in shown]


def test_an_unknown_ending_is_refused(call: Call, portfolio: Path, tmp_path: Path) -> None:
    assert call("list", portfolio, "--out", tmp_path / "out.pdf").status == 3
    assert list(tmp_path.glob("out*")) == []


def test_record_computes_what_became_due(call: Call, portfolio: Path) -> None:
    pending = call("list", portfolio, "--query", "office:CN status:pending right:invention", "--limit", "1", "--json")
    number = f"CN{pending.document['patents'][0]['application_number_text'].removeprefix('CN')}"
    words = ("record", portfolio, number, "office_action_first", "2026-11-02", "--channel", "electronic")
    answer = call(*words, "--json")
    assert answer.status == 0
    replies = [one for one in answer.document["deadlines"] if one["rule"] == "CN-INV-OA-01"]
    assert "2027-03-02" in {one["due_date"] for one in replies}
    assert replies[0]["steps"]
    spoken = call("record", portfolio, number, "二通", "2026-11-03", "--period", "2 months", "--json")
    assert "CN-INV-OA-02" in {one["rule"] for one in spoken.document["deadlines"]}


def test_record_refuses_unknown_numbers_and_events(call: Call, portfolio: Path) -> None:
    assert call("record", portfolio, "CN209910000000.1", "reply", "2026-11-02").status == 2
    assert call("record", portfolio, "12", "reply", "2026-11-02").status == 2


def test_docket_lists_explains_and_reports_missing_facts(call: Call, portfolio: Path) -> None:
    answer = call("docket", portfolio, "--json")
    assert answer.status == 1
    blocked = [one for one in answer.document["deadlines"] if one["due_date"] is None]
    assert {one["problem"] for one in blocked} == {"missing_filing_date"}
    assert "filing date is not known" in call("docket", portfolio).err
    explained = call("docket", portfolio, "--from", "2026-11-22", "--to", "2026-12-31", "--explain")
    assert "CN-ALL-ANN-01" in explained.out
    assert "Art.43" in explained.out
    assert "If missed: right terminates" in explained.out
    assert "«" not in explained.out
    assert call("docket", portfolio, "-q", "office:US").status == 0, "what is wrong with others is not told"


def test_storing_the_docket_says_what_changed(call: Call, portfolio: Path) -> None:
    assert "The docket was stored: 0 deadlines new, 0 moved" in call("docket", portfolio, "--update").out
    assert "stored" not in call("docket", portfolio).out


def test_viewing_the_docket_writes_nothing(call: Call, empty: Path, table: Path) -> None:
    call("import", empty, table)
    assert call("undo", empty).status == 0
    assert call("docket", empty).status == 0
    assert call("redo", empty).status == 0
    before = rows(empty, "operations")
    assert call("docket", empty, "--today", "1990-01-01", "--lang", "en").out
    with PortfolioFile.open(empty, clock=FixedClock(date(2026, 11, 22)), user="li"):
        assert "CN-ALL-ANN-01" in call("docket", empty).out
    assert rows(empty, "operations") == before
    call("docket", empty, "--update", "--today", "2027-11-22")
    assert rows(empty, "operations") == before + 1


@pytest.mark.parametrize("ending", [".xlsx", ".ics", ".csv", ".json", ".pdf"])
def test_docket_writes_files(call: Call, portfolio: Path, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"docket{ending}"
    call("docket", portfolio, "--out", target)
    assert target.stat().st_size > 500
    if ending == ".ics":
        assert target.read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_fees_are_summed_by_what_is_asked_for(call: Call, portfolio: Path) -> None:
    answer = call("fees", portfolio, "--years", "2027-2028", "--by", "office", "--json")
    found = answer.document["rows"]
    assert {row["year"] for row in found} == {2027, 2028}
    assert {"CN", "US"} <= {row["group"] for row in found}
    assert call("fees", portfolio, "--years", "2028-2027").status == 2
    assert "CNY" in call("fees", portfolio).out


def test_a_review_from_creation_to_signature(call: Call, portfolio: Path, tmp_path: Path) -> None:
    created = call("review", portfolio, "create", "Autumn", "--months", "6", "--json").document
    review = created["review"]["id"]
    listed = call("review", portfolio, "list", review, "--json").document["items"]
    assert len(listed) == created["patents"] > 0
    number = listed[0]["number"]
    decided = call("review", portfolio, "decide", review, "KEEP", number, "--reason", "in series")
    assert decided.status == 0
    signed = call("review", portfolio, "sign", review, "--json")
    assert len(signed.document["signed"]) == 1
    assert "Autumn" in call("review", portfolio, "list").out
    sheet = tmp_path / "sheet.xlsx"
    assert call("review", portfolio, "sheet", review, sheet).status == 0
    assert call("review", portfolio, "apply", sheet, "--json").document["taken"] == 0
    assert "nothing was changed" in call("review", portfolio, "apply", sheet, "--dry-run").out


def test_a_vetoed_drop_is_refused(call: Call, portfolio: Path) -> None:
    created = call("review", portfolio, "create", "All", "--json").document
    review = created["review"]["id"]
    items = call("review", portfolio, "list", review, "--json").document["items"]
    tied = next(one["number"] for one in items if "pledge" in one["item"]["vetoes"])
    answer = call("review", portfolio, "decide", review, "DROP", tied, "--reason", "too dear")
    assert answer.status == 2
    assert answer.err


def test_scores_are_ranked(call: Call, portfolio: Path) -> None:
    scores = call("score", portfolio, "--query", "status:granted", "--json").document["scores"]
    places = [(one["grade"] == "withheld", -one["score"]) for one in scores if one["score"] is not None]
    assert places == sorted(places)
    assert len(set(withheld for withheld, _ in places)) == 2
    assert call("score", portfolio, "--model", "none").status == 2
    assert "A" in call("score", portfolio, "--limit", "3").out


def test_values_and_the_handout_and_its_way_back(call: Call, portfolio: Path, tmp_path: Path) -> None:
    target = tmp_path / "handout.xlsx"
    query = "status:granted segment:battery"
    answer = call("value", portfolio, "--query", query, "--limit", "4", "--out", target, "--json")
    values = answer.document["values"]
    assert len(values) == 4
    assert answer.document["total"] == pytest.approx(sum(one["value"] or 0.0 for one in values))
    assert target.stat().st_size > 5_000
    back = call("handout", portfolio, target, "--json")
    assert back.document["changes"] == []
    assert call("handout", portfolio, tmp_path / "none.xlsx").status == 3


def test_several_methods_stand_side_by_side(call: Call, portfolio: Path) -> None:
    chosen = ["relief_from_royalty", "cost"]
    options = [word for method in chosen for word in ("--method", method)]
    answer = call("value", portfolio, "--query", "status:granted", "--limit", "2", *options, "--json")
    assert [list(one["methods"]) for one in answer.document["values"]] == [chosen] * 2


def test_an_edit_of_a_handout_that_cannot_be_taken_is_status_1(call: Call, portfolio: Path, tmp_path: Path) -> None:
    target = tmp_path / "handout.xlsx"
    call("value", portfolio, "--query", "status:granted", "--limit", "1", "--out", target)
    book = openpyxl.load_workbook(target)
    sheet = book["假设 Assumptions"]
    sheet.delete_rows(sheet.max_row)
    book.save(target)
    answer = call("handout", portfolio, target)
    assert answer.status == 1
    assert "no assumption was changed" not in answer.out
    assert "no longer in the workbook" in answer.err


def test_backup_and_restore_and_undo(call: Call, portfolio: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.pdesk"
    assert call("backup", portfolio, "--out", copy).status == 0
    number = call("list", portfolio, "--limit", "1", "--json").document["patents"][0]["publication_number_text"]
    before = rows(portfolio, "events")
    assert call("record", portfolio, number, "reply", "2026-11-02").status == 0
    assert rows(portfolio, "events") == before + 1
    assert call("undo", portfolio).status == 0
    assert rows(portfolio, "events") == before
    assert call("redo", portfolio).status == 0
    assert rows(portfolio, "events") == before + 1
    assert call("restore", portfolio, copy, "--json").document["restored"] == str(portfolio)
    assert rows(portfolio, "events") == before
    assert call("restore", portfolio, tmp_path / "none.pdesk").status == 3


def test_undo_with_nothing_to_undo_is_refused(call: Call, empty: Path) -> None:
    assert call("undo", empty).status == 2


def test_verify_proves_the_file_whole_and_finds_a_touched_row(call: Call, portfolio: Path) -> None:
    assert call("verify", portfolio, "--json").document["whole"] is True
    with sqlite3.connect(portfolio) as connection:
        connection.execute("UPDATE operations SET user = 'somebody else' WHERE id = 2")
    answer = call("verify", portfolio, "--json")
    assert answer.status == 1
    assert answer.document["problems"]


def test_the_journal_names_people(call: Call, empty: Path, table: Path) -> None:
    call("import", empty, table)
    operations = call("journal", empty, "--json").document["operations"]
    assert [operation["user"] for operation in operations] == ["tester"]
    assert "tester" in call("journal", empty).out


def test_a_second_demo_keeps_the_first(call: Call, demo_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "d"
    shutil.copytree(demo_folder, folder)
    longer_ago, kept = folder / "demo.previous.pdesk", folder / "demo.previous-2.pdesk"
    longer_ago.write_bytes(b"somebody's work")
    second = call("demo", "--out", folder, "--size", "90", "--no-pictures", "--json")
    assert second.status == 0
    assert longer_ago.read_bytes() == b"somebody's work"
    assert rows(kept, "patents") == rows(demo_folder / "demo.pdesk", "patents") > rows(folder / "demo.pdesk", "patents")
    assert kept.name in second.err
    for name in ("portfolio", "list", "docket", "calendar", "sheet", "handout"):
        assert Path(second.document[name]).stat().st_size > 0


def test_a_demo_before_the_laws_it_shows_is_refused(call: Call, tmp_path: Path) -> None:
    assert call("demo", "--out", tmp_path / "d", "--today", "2025-01-01").status == 2


def test_rejected_rows_are_summed_up_and_the_office_is_said_once(call: Call, empty: Path, tmp_path: Path) -> None:
    path = tmp_path / "numbers.csv"
    path.write_text("申请号,专利名称\n15428762,Cell\n15428763,Seat\n", encoding="utf-8")
    answer = call("import", empty, path, "--dry-run")
    assert answer.status == 1
    assert answer.err.splitlines()[0].startswith("2 rows were not imported: 2 × the office is not told")
    assert call("import", empty, path, "--office", "US").status == 0


def test_values_stand_under_heads_with_their_currency(call, portfolio):
    shown = call("value", portfolio, "--limit", "2", "--dry-run")
    assert all(f"{head} (CNY)" in shown.out.splitlines()[0] for head in ("value", "low", "high"))


def test_a_scope_is_named_as_people_name_it():
    words = open_library().words("zh")
    assert [_scope(one, words) for one in ("", "segment:automated_driving", "patent:7")] == [
        "全组合", "自动驾驶", "专利 7"
    ]  # fmt: skip


def test_two_rates_that_differ_late_are_told_apart():
    assert [_exact(one) for one in (0.03, 0.0345, 600_000_000.0, "mid")] == ["0.03", "0.0345", "600,000,000", "mid"]


def test_a_docket_whose_days_run_backwards_is_refused(call: Call, empty: Path) -> None:
    answer = call("docket", empty, "--from", "2026-12-01", "--to", "2026-11-01")
    assert answer.status == 2
    assert "2026-11-01 is before the first day 2026-12-01" in answer.err


def test_an_empty_portfolio_has_no_earlier_day(call: Call, empty: Path) -> None:
    answer = call("list", empty, "--as-of", "2020-01-01")
    assert answer.status == 2
    assert answer.err.strip().endswith("there is no earlier day to show.")


def test_many_columns_without_a_meaning_are_counted_not_all_named(call: Call, empty: Path, tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    strange = [f"qq{number}" for number in range(30)]
    path.write_text(f"申请号,申请日,{','.join(strange)}\n202110000123.1,2021-03-04{',x' * 30}\n", encoding="utf-8")
    answer = call("import", empty, path, "--dry-run")
    assert "qq7 and 22 more" in answer.out
    assert "qq29" not in answer.out
    told = call("import", empty, path, "--dry-run", "--json")
    assert len(told.document["unread"]["wide.csv"]) == 30


def test_an_event_that_nothing_resembles_is_told_without_a_guess(call: Call) -> None:
    answer = call("date", "CN", "zzzzqqq=2020-01-01")
    assert answer.status == 2
    assert "nor one with a name like it" in answer.err


def test_fees_in_a_currency_without_a_rate_are_done_with_a_problem(call: Call, portfolio: Path) -> None:
    answer = call("fees", portfolio, "--currency", "XXQ", "--years", "2027")
    assert answer.status == 1
    assert "XXQ" in answer.err


def test_shares_by_what_members_add_need_the_worth_of_coalitions(call: Call, portfolio: Path) -> None:
    answer = call("pool", portfolio, "--by", "shapley", "--income", "100", "--worths", "A:1")
    assert answer.status == 2
    assert "members is not stated; nothing was divided. State each by the members' names" in answer.err


def test_a_source_in_two_languages_is_shown_in_the_one_in_use(call: Call, empty: Path) -> None:
    english = call("rates", empty, "list").out
    assert "placeholder rates" in english
    assert "占位" not in english
    assert "placeholder rates" not in call("rates", empty, "list", "--lang", "zh").out
