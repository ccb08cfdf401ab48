"""What nobody means to ask: numbers that no record has, days and weights out of all bounds, folders that are files."""

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from patentdesk.core.problems import refuse
from patentdesk.store.file import PortfolioFile

Call = Callable[..., Any]
HUGE = "1" + "0" * 30


def refused(answer: Any, status: int = 2) -> str:
    """Return the code of a refusal, having seen that it was the one document."""
    assert answer.status == status
    return str(answer.document["refused"]["code"])


@pytest.mark.parametrize("number", [HUGE, str(2**63), "0", "-1", "１２", "x", ""])
@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("review", ["list"]), ("review", ["sign"]), ("task", ["start"]), ("document", ["remove"]),
        ("rates", ["remove"]), ("deals", ["remove"]),
    ],
)  # fmt: skip
def test_a_number_that_no_record_can_have(
    call: Call, portfolio: Path, verb: str, words: list[str], number: str
) -> None:
    assert refused(call(verb, "--json", portfolio, *words, "--", number)) == "wrong_use"


@pytest.mark.parametrize("days", [HUGE, "30,x", "", "40000", "-3"])
def test_lead_times_that_cannot_be_read_are_not_passed_over(call: Call, portfolio: Path, days: str) -> None:
    assert refused(call("task", portfolio, "near", f"--days={days}", "--json")) == "wrong_use"


def test_assigning_wants_a_person(call: Call, portfolio: Path) -> None:
    assert refused(call("task", portfolio, "assign", "1", "--json")) == "assign_whom"
    assert call("task", portfolio, "assign", "1", "--to", "", "--json").status == 0


@pytest.mark.parametrize("weight", ["inf", "nan", "-1", "1e300"])
def test_a_weight_out_of_bounds(call: Call, portfolio: Path, weight: str) -> None:
    assert refused(call("score", portfolio, f"--weight=citations={weight}", "--json")) == "weights_unknown"


def test_a_bound_that_is_none_is_null(call: Call) -> None:
    def strict(constant: str) -> float:
        raise AssertionError(constant)

    assert json.loads(call("worth", "list", "--json").out, parse_constant=strict)["methods"]


def test_a_folder_that_is_a_file(call: Call, portfolio: Path, tmp_path: Path) -> None:
    file = Path(shutil.copy(__file__, tmp_path / "file"))
    assert refused(call("review", portfolio, "instruct", file, "--json"), 3) == "folder_is_file"
    assert refused(call("review", portfolio, "instruct", file / "within", "--json"), 3) == "folder_is_file"


def test_the_demo_says_from_which_day_it_can_be(call: Call, tmp_path: Path) -> None:
    assert refused(call("demo", "--out", tmp_path / "d", "--today", "1990-01-01", "--json")) == "demo_too_early"


def test_a_demo_that_cannot_be_begun_leaves_no_folder(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, **_more: object) -> None:
        raise refuse("disk_full", file=str(path))

    monkeypatch.setattr(PortfolioFile, "create", full)
    assert refused(call("demo", "--out", tmp_path / "d", "--json"), 3) == "disk_full"
    assert not (tmp_path / "d").exists()


def test_a_text_of_another_encoding(call: Call, portfolio: Path) -> None:
    answer = call("assume", portfolio, "keep", "a\udc80b", "--json")
    assert refused(answer) == "word_garbled"
    assert "a?b" in answer.err


@pytest.mark.parametrize("data", [b"\xd0\xa7\x00", b"[" * 100_000, b"[1, 2]"])
def test_inputs_that_are_no_object(call: Call, tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "inputs.json"
    file.write_bytes(data)
    assert refused(call("indicator", "h_index", f"--input={file}", "--json"), 3) == "worth_file"
    assert refused(call("worth", "relief_from_royalty", f"--from={file}", "--json"), 3) == "worth_file"


@pytest.mark.parametrize(
    "words",
    [
        ("compare",), ("pay", "book"), ("deals", "import"), ("assume", "import"), ("review", "apply"),
        ("review", "models", "--add"), ("rules", "--import"), ("document", "add", "CN202019000004.2"), ("handout",),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["nowhere.xlsx", "9" * 5000])
def test_a_file_that_cannot_be_used(call: Call, portfolio: Path, words: tuple[str, ...], name: str) -> None:
    verb, *rest = words
    assert refused(call(verb, portfolio, *rest, name, "--json"), 3)


@pytest.mark.parametrize("verb", ["new", "list", "undo", "restore"])
def test_a_portfolio_with_a_name_that_no_disk_takes(call: Call, portfolio: Path, verb: str) -> None:
    assert refused(call(verb, "9" * 5000, *([portfolio] if verb == "restore" else []), "--json"), 3)


ODD_NAMES = [os.fsencode("专利 表.pdesk"), *([b"\xd7\xa8\xc0\xfb.pdesk"] if sys.platform == "linux" else [])]
"""A name may be any bytes on Linux; elsewhere it is text."""


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_portfolio_with_an_odd_name(call: Call, tmp_path: Path, name: bytes) -> None:
    path = tmp_path / os.fsdecode(name)
    assert call("new", path).status == 0
    assert call("verify", path, "--json").status == 0


def test_what_is_no_name_or_value_brings_the_nearest_or_the_list(call, portfolio):
    assert "“npv”" in call("worth", "npvv").err
    assert "worth list" in call("worth", "foo").err
    assert "indicator list" in call("indicator", "nosuch").err
    assert "nash" not in call("indicator", "nosuch").err
    assert "“授权”" in call("list", portfolio, "--query", "状态:授全", "--lang", "zh").err
    assert "granted" in call("list", portfolio, "--query", "status:xyz").err


@pytest.mark.parametrize(
    "line",
    [
        ["edit", "p.pdesk"], ["edit", "p.pdesk", "--number", "a", "--set", "b"], ["tie", "p.pdesk"],
        ["tie", "p.pdesk", "nothing"], ["review", "p.pdesk", "create"], ["date"], ["date", "CN", "a=1", "--year", "0"],
        ["list", "p.pdesk", "--limit", "x"], ["list", "p.pdesk", "--limit"], ["list", "p.pdesk", "--frob"],
        ["list", "p.pdesk", "--json=1"], ["record", "p.pdesk", "A", "oa", "2020-01-01", "--channel", "x"],
        ["edit", "p.pdesk", "--number", "a", "--query", "b"], ["date", "CN", "--p", "x", "a=1"],
    ],
)  # fmt: skip
def test_misuse_is_told_in_the_language_that_was_asked_for(call, line):
    chinese = call(*line, "--lang", "zh")
    assert chinese.status == 2
    told = chinese.err.splitlines()
    assert told[0].startswith("用法：")
    assert any("一" <= character <= "鿿" for character in told[-1]), told[-1]
    assert call(*line, "--lang", "en").err.startswith("usage: ")


def test_help_is_chinese_to_its_heads(call):
    told = call("list", "--help", "--lang", "zh").out
    assert told.startswith("用法：")
    assert "\n参数：" in told
    assert "\n选项：" in told


def test_undo_and_redo_name_the_step(call, portfolio):
    number = call("list", portfolio, "--limit", "1", "--json").document["patents"][0]["publication_number"]
    call("edit", portfolio, "--number", number, "--set", "title=x")
    step = call("undo", portfolio, "--json").document["step"]
    assert step
    assert call("redo", portfolio).out == f"done again: {step}\n"
    assert call("undo", portfolio, "--lang", "en").out == f"taken back: {step}\n"


def test_an_option_is_not_cut_short(call: Call, portfolio: Path) -> None:
    answer = call("document", portfolio, "out", "1", "--to", "x.pdf")
    assert answer.status == 2
    assert answer.err.rstrip().endswith("unrecognized arguments: --to")


@pytest.mark.parametrize("line", [("tie", "--help"), ("tie", "share", "--help"), ("review", "apply", "--help")])
def test_the_help_of_a_verb_with_actions_says_where_theirs_is(call: Call, line: tuple[str, ...]) -> None:
    assert f"patentdesk {line[0]} P.pdesk ACTION --help" in call(*line).out
    assert "ACTION --help" not in call("list", "--help").out


def test_values_of_a_method_that_is_none_are_refused(call: Call, portfolio: Path) -> None:
    assert call("values", portfolio, "--method", "guess").status == 2
    assert call("values", portfolio, "--method", "relief_from_royalty").status == 0


def test_a_workbook_that_is_no_payment_list_cannot_be_used(call: Call, portfolio: Path, demo_folder: Path) -> None:
    assert refused(call("pay", portfolio, "book", demo_folder / "docket.xlsx", "--json"), 3) == "pay_list_foreign"


def test_a_word_that_is_neither_verb_nor_file_brings_the_nearest_verb(call: Call, portfolio: Path) -> None:
    slip = call("lst", portfolio)
    assert (slip.status, slip.out) == (2, "")
    assert slip.err.startswith("“lst” is neither a verb nor a file. Nearest: list")
    assert refused(call("--lang", "zh", "导入", portfolio, "--json")) == "wrong_use"
    assert "既不是命令" in call("--lang", "zh", "导入", portfolio).err


def test_a_list_that_is_no_review_sheet_is_named(call: Call, portfolio: Path, tmp_path: Path) -> None:
    (tmp_path / "1").write_text("a,b", encoding="utf-8")
    answer = call("review", portfolio, "apply", tmp_path / "1", "--json")
    assert answer.document["refused"]["sentence"].startswith("1 is not a ")


@pytest.mark.parametrize(
    ("words", "file"),
    [(("rules", "--export"), "own.xlsx"), (("deals", "export"), "d.csv"), (("assume", "export"), "a.json")],
)
def test_what_is_written_to_be_read_back_can_be_read_back(
    call: Call, portfolio: Path, tmp_path: Path, words: tuple[str, ...], file: str
) -> None:
    verb, *action = words
    assert refused(call(verb, portfolio, *action, tmp_path / file, "--json"), 3) == "export_format"
    assert not (tmp_path / file).exists()


def test_a_portfolio_is_no_backup_of_itself(call: Call, portfolio: Path) -> None:
    beside = set(portfolio.parent.iterdir())
    assert refused(call("restore", portfolio, portfolio, "--json"), 3) == "backup_is_target"
    assert set(portfolio.parent.iterdir()) == beside


def test_indicators_are_listed_when_none_is_named(call: Call) -> None:
    assert call("indicator", "--json").document == call("indicator", "list", "--json").document
