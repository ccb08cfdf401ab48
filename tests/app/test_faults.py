"""What the command line says when the surroundings or the user stop it: one sentence, one document, one status."""

import errno
import io
import json
import os
import sys
from datetime import date
from pathlib import Path

import pytest

from patentdesk.app import cli
from patentdesk.app.machine import open_library
from patentdesk.app.main import main
from patentdesk.app.verbs import listing
from patentdesk.core.clock import FixedClock
from patentdesk.core.problems import refuse
from patentdesk.store.file import PortfolioFile


@pytest.fixture
def portfolio(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "d.pdesk"
    assert cli.run(["new", str(path), "--lang", "en"]) == 0
    capsys.readouterr()
    return path


@pytest.mark.parametrize("limit", ["99999999999999999999", "-1", "many"])
def test_wrong_use_is_one_document(portfolio: Path, capsys: pytest.CaptureFixture[str], limit: str) -> None:
    assert cli.run(["journal", str(portfolio), "--limit", limit, "--json"]) == 2
    said = capsys.readouterr()
    assert json.loads(said.out)["refused"]["code"] == "wrong_use"
    assert limit in said.err


def test_an_interruption_is_one_sentence(
    portfolio: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(listing, "run", interrupted)
    assert main(["list", str(portfolio), "--lang", "en"]) == 130
    assert capsys.readouterr().err.count("\n") == 1


def test_an_interruption_while_modules_are_loaded_is_one_sentence_too(
    portfolio: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "build_parser", interrupted)
    assert main(["list", str(portfolio), "--json", "--lang", "en"]) == 130
    said = capsys.readouterr()
    assert json.loads(said.out)["refused"]["code"] == "stopped"
    assert said.err.count("\n") == 1


def test_an_output_that_takes_nothing_is_said(portfolio: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.StringIO):
        def write(self, _text: str) -> int:
            raise OSError(28, os.strerror(28))

    said = io.StringIO()
    monkeypatch.setattr(sys, "stdout", Full())
    monkeypatch.setattr(sys, "stderr", said)
    assert cli.run(["list", str(portfolio), "--lang", "en"]) == 3
    assert said.getvalue().startswith("The result could not be written")


def test_the_demo_wants_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("mine")
    assert cli.run(["demo", "--out", str(tmp_path / "file"), "--no-pictures", "--lang", "en"]) == 3
    assert "is a file, not a folder" in capsys.readouterr().err
    assert (tmp_path / "file").read_text() == "mine"


def test_a_portfolio_is_no_place_for_a_workbook(portfolio: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = portfolio.read_bytes()
    assert cli.run(["list", str(portfolio), "--out", str(portfolio), "--lang", "en"]) == 3
    assert cli.run(["backup", str(portfolio), "--out", str(portfolio), "--lang", "en"]) == 3
    assert portfolio.read_bytes() == before
    assert "Choose another name" in capsys.readouterr().err


def test_what_somebody_else_has_open_is_read(portfolio: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with PortfolioFile.open(portfolio, clock=FixedClock(date(2026, 1, 5)), user="chen"):
        assert cli.run(["docket", str(portfolio), "--lang", "en"]) == 0
        assert cli.run(["value", str(portfolio), "--lang", "en"]) in (0, 1)
        assert "is open for writing by chen" in capsys.readouterr().err


def test_common_options_may_stand_before_the_verb(portfolio: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--lang", "en", "--user", "demo", "--json", "list", str(portfolio)]) == 0
    assert json.loads(capsys.readouterr().out)["found"] == 0


@pytest.mark.parametrize("fault", [errno.EACCES, errno.ENOSPC, errno.EROFS, errno.EIO, errno.ENAMETOOLONG])
def test_what_the_system_says_is_told_in_the_language_of_the_screen(fault: int) -> None:
    words = open_library().words("zh")
    problem = refuse("export_failed", file="a.xlsx", reason=os.strerror(fault)).problem
    assert os.strerror(fault) not in words.problem(problem)
