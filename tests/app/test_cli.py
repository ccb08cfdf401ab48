from __future__ import annotations

import argparse
import importlib
import json
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from patentdesk.app.cli import VERBS, build_parser, verb_named
from patentdesk.app.examples import EXAMPLES
from patentdesk.app.machine import MachineClock, open_library, system_language

Call = Callable[..., Any]
ROOT = Path(__file__).resolve().parents[2]


def test_heads_of_the_help_end_in_the_colon_of_their_language(call: Call) -> None:
    told = call("list", "--help", "--lang=zh").out.splitlines()
    assert {"参数：", "选项：", "示例："} <= set(told)
    assert [line for line in told if line.endswith(":")] == []
    assert "options:" in call("list", "--help", "--lang=en").out


@pytest.mark.parametrize(("lang", "sentence"), [("en", "Exit status"), ("zh", "退出状态")])
def test_help_lists_every_verb(call: Call, lang: str, sentence: str) -> None:
    answer = call("--help", f"--lang={lang}")
    assert answer.status == 0
    assert sentence in answer.out
    assert "«" not in answer.out
    for verb in VERBS:
        assert f"\n    {verb}" in answer.out.replace("\n", " \n")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_explains_itself_in_both_languages(call: Call, verb: str, lang: str) -> None:
    answer = call(verb, "--help", "--lang", lang)
    assert answer.status == 0
    assert "«" not in answer.out
    assert "--json" in answer.out


@pytest.mark.parametrize("call_of_verb", [(verb, one) for verb in VERBS for one in EXAMPLES[verb]])
def test_the_examples_of_the_help_can_be_read(call_of_verb: tuple[str, str]) -> None:
    verb, example = call_of_verb
    words = shlex.split(example)
    assert words[0] == verb
    build_parser(open_library().words("en"), verb).parse_args(words)


@pytest.mark.parametrize("words", [["--lang", "zh", "--help"], ["--help", "--lang", "zh"], ["-h", "--lang=zh"]])
def test_help_before_or_behind_the_language_lists_every_verb(call: Call, words: list[str]) -> None:
    answer = call(*words)
    assert answer.status == 0
    assert "登记专利事件" in answer.out


def test_words_that_are_too_many_show_the_usage_of_their_verb(call: Call) -> None:
    answer = call("rates", "p.pdesk", "convert", "100", "USD", "EUR")
    assert answer.status == 2
    assert "usage: patentdesk rates P.pdesk convert" in answer.err
    assert "unrecognized arguments: EUR" in answer.err


@pytest.mark.parametrize(("lang", "said"), [("en", "“many” does not fit; write 0 …"), ("zh", "“many”格式或范围不符")])
def test_a_value_that_does_not_fit_is_told_what_to_write(call: Call, lang: str, said: str) -> None:
    answer = call("list", "p.pdesk", "--limit", "many", "--lang", lang)
    assert answer.status == 2
    assert said in answer.err


def test_a_command_line_without_a_verb_means_the_window() -> None:
    assert verb_named([]) == verb_named(["p.pdesk"]) == verb_named(["--lang", "zh"]) == "window"
    assert verb_named(["list", "p.pdesk"]) == "list"


@pytest.mark.parametrize(
    "words",
    [
        ["list"],
        ["list", "p.pdesk", "--limit", "many"],
        ["record", "p.pdesk", "CN1", "grant", "not-a-day"],
        ["review", "p.pdesk", "frobnicate"],
        ["fees", "p.pdesk", "--by", "colour"],
        ["new"],
        ["date"],
    ],
)
def test_wrong_use_is_status_2(call: Call, words: list[str]) -> None:
    answer = call(*words)
    assert answer.status == 2
    assert "usage:" in answer.err
    assert answer.out == ""


@pytest.mark.parametrize(
    "verb", ["list", "docket", "verify", "score", "journal", "undo", "redo", "backup", "fees", "value"]
)
def test_a_missing_portfolio_is_status_3_with_one_sentence(call: Call, tmp_path: Path, verb: str) -> None:
    answer = call(verb, tmp_path / "none.pdesk")
    assert answer.status == 3
    assert answer.out == ""
    assert len(answer.err.strip().splitlines()) == 1
    assert "none.pdesk" in answer.err


def test_a_file_that_is_no_portfolio_is_status_3(call: Call, tmp_path: Path) -> None:
    text = tmp_path / "notes.pdesk"
    text.write_text("hello", encoding="utf-8")
    assert call("list", text).status == 3
    assert text.read_text(encoding="utf-8") == "hello"


def test_refusals_are_one_json_document_when_asked_for(call: Call, tmp_path: Path) -> None:
    answer = call("list", tmp_path / "none.pdesk", "--json")
    assert answer.status == 3
    assert answer.document["refused"]["code"] == "file_missing"


@pytest.mark.parametrize(
    ("value", "language"),
    [("zh_CN.UTF-8", "zh"), ("Chinese (Simplified)_China.936", "zh"), ("de_DE.UTF-8", "en"), ("C", "en")],
)
def test_the_language_follows_the_system(monkeypatch: pytest.MonkeyPatch, value: str, language: str) -> None:
    monkeypatch.setenv("LC_ALL", value)
    assert system_language() == language


def test_every_verb_has_its_module() -> None:
    for name in set(VERBS.values()):
        module = importlib.import_module(f"patentdesk.app.verbs.{name}")
        assert module.declare.__doc__
        assert module.run.__doc__


@pytest.mark.parametrize(
    ("words", "never"),
    [
        (["--help"], {"sqlalchemy", "PySide6", "numpy", "matplotlib", "openpyxl", "xlsxwriter"}),
        (["list", "none.pdesk"], {"PySide6", "matplotlib", "openpyxl"}),
        (["docket", "none.pdesk"], {"PySide6", "matplotlib"}),
    ],
)
def test_nothing_heavy_is_loaded_that_a_verb_does_not_need(words: list[str], never: set[str]) -> None:
    code = (
        "import sys, json\nfrom patentdesk.app.main import main\n"
        f"main({words!r})\n"
        "json.dump(sorted({name.partition('.')[0] for name in sys.modules}), sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(json.loads(ran.stderr.splitlines()[-1]))
    assert not loaded & never


def test_the_console_takes_characters_beyond_its_code_page(tmp_path: Path) -> None:
    """Run with a console encoding that knows no Chinese, as an old Windows console has."""
    ran = subprocess.run(
        [sys.executable, "-m", "patentdesk", "new", str(tmp_path / "组合.pdesk"), "--lang", "zh"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        env={"PYTHONIOENCODING": "cp1252", "PATH": "", "HOME": str(tmp_path)},
    )
    assert "已新建" in ran.stdout.decode("utf-8")


def test_asking_as_of_another_day_does_not_set_the_time_of_the_journal() -> None:
    clock = MachineClock(date(2001, 1, 1))
    before = datetime.now(UTC)
    assert clock.today() == date(2001, 1, 1)
    assert before <= clock.now() <= datetime.now(UTC)


def arguments_of(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Yield the arguments of a verb and of its actions."""
    for one in parser._actions:
        yield one
        if isinstance(one, argparse._SubParsersAction):
            for part in one.choices.values():
                yield from arguments_of(part)


@pytest.mark.parametrize("verb", VERBS)
def test_every_argument_says_what_it_is(verb: str) -> None:
    parser = build_parser(open_library().words("zh"), verb)
    [verbs] = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
    silent = [one.dest for one in arguments_of(verbs.choices[verb]) if not one.help and one.dest != "action"]
    assert silent == []
