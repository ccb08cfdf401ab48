"""Keep own rules and report fees from the command line."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]
CSV = "申请号,申请日,专利名称,专利类型,法律状态\n202110000123.1,2021-03-04,一种电池包,发明,审查中\n"
RULE = {
    "id": "OUR-1", "office": "CN", "kind": "act", "weight": "hard", "task": "reply", "state": "pending",
    "trigger": "office_action_first", "terms": "corr:P45D@trigger", "roll": "CN", "replaces": "CN-INV-OA-01",
}  # fmt: skip


@pytest.fixture
def answered(call: Call, tmp_path: Path) -> Path:
    """A portfolio with one patent whose first office action waits for a reply."""
    portfolio, table = tmp_path / "own.pdesk", tmp_path / "list.csv"
    table.write_text(CSV, encoding="utf-8")
    call("new", portfolio)
    call("import", portfolio, table)
    assert call("record", portfolio, "CN202110000123.1", "一通", "2025-12-01").status == 0
    return portfolio


def write(path: Path, row: dict[str, str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(row))
        out.writeheader()
        out.writerow(row)
    return path


def due(call: Call, portfolio: Path) -> dict[str, str]:
    found = call("docket", portfolio, "--json").document["deadlines"]
    return {one["rule"]: one["due_date"] for one in found if one["task"] == "reply"}


def test_a_law_change_is_foreseen_without_being_stored(call: Call, answered: Path, tmp_path: Path) -> None:
    draft = write(tmp_path / "draft.csv", RULE)
    before = due(call, answered)
    answer = call("rules", answered, "--preview", draft, "--json").document
    assert answer["foreseen"] is True
    assert (answer["difference"]["new"], answer["difference"]["gone"]) == (1, 1)
    assert [one["reason"] for one in answer["new"]] == ["new_trigger"]
    assert answer["new"][0]["after"] == "2026-01-15"
    assert due(call, answered) == before


def test_rules_are_taken_in_listed_exported_and_removed(call: Call, answered: Path, tmp_path: Path) -> None:
    before = due(call, answered)
    assert call("rules", answered, "--import", write(tmp_path / "no.csv", RULE)).status == 2, "a reason is needed"
    own = write(tmp_path / "own.csv", {**RULE, "reason": "our agency needs more time"})
    assert call("rules", answered, "--import", own).status == 0
    assert due(call, answered) == {"OUR-1": "2026-01-15"}
    listed = call("rules", answered, "--json").document
    assert "+" in listed["law"]
    assert [(one["id"], one["reason"]) for one in listed["rules"]] == [("OUR-1", "our agency needs more time")]
    assert call("rules", answered, "--export", tmp_path / "out.csv").status == 0
    assert call("rules", answered, "--remove", "OUR-1").status == 0
    assert due(call, answered) == before
    assert call("rules", answered, "--import", tmp_path / "out.csv").status == 0
    assert due(call, answered) == {"OUR-1": "2026-01-15"}
    assert call("undo", answered).status == 0
    assert due(call, answered) == before


def test_an_official_rule_is_overridden_with_a_reason(call: Call, answered: Path) -> None:
    setting = ("--set", "terms=corr:P3M@trigger")
    done = call("rules", answered, "--override", "CN-INV-OA-01", *setting, "--reason", "house rule", "--json").document
    assert [(one["before"], one["after"], one["reason"]) for one in done["moved"]] == [
        ("2026-04-01", "2026-03-02", "law_changed")
    ]
    assert "house rule" in call("docket", answered, "--explain").out
    for wrong in (("--override", "CN-NO-RULE", *setting, "--reason", "x"), ("--add", "X", "--set", "terms")):
        refused = call("rules", answered, *wrong)
        assert refused.status in {2, 3}
        assert refused.err


def test_fees_are_reported_in_one_currency_with_the_rates(call: Call, portfolio: Path) -> None:
    answer = call("fees", portfolio, "--by", "office", "--json").document
    reporting = answer["reporting"]
    assert reporting["currency"] == "CNY"
    dollars = [row for row in answer["rows"] if row["currency"] == "USD"]
    assert dollars
    assert all(row["reported"] for row in dollars)
    assert {"currency", "rate", "date", "source"} <= set(reporting["rates"][0])
    euro = call("fees", portfolio, "--by", "office", "--currency", "EUR")
    assert "EUR" in euro.out


@pytest.mark.parametrize(
    "words", [("--set", "terms=corr:P3M@trigger"), ("--reason", "x"), ("--remove", "A", "--set", "a=b")]
)
def test_columns_without_a_rule_are_refused(call: Call, portfolio: Path, words: tuple[str, ...]) -> None:
    answer = call("rules", portfolio, *words, "--json")
    assert (answer.status, answer.document["refused"]["code"]) == (2, "rules_set_alone")


def test_a_rule_without_a_reason_is_refused_in_the_language_of_the_screen(call: Call, portfolio: Path) -> None:
    answer = call("rules", portfolio, "--override", "CN-INV-OA-01", "--set", "terms=corr:P3M@trigger", "--lang", "zh")
    assert (answer.status, answer.err) == (2, "自定义规则须说明理由；CN-INV-OA-01 未保存。请加 --reason 说明理由。\n")
