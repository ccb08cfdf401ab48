"""Call the command line in process, on a small demo that is built once."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from patentdesk.app import cli
from patentdesk.app.main import main
from patentdesk.services.library import Library

TODAY = "2026-11-22"


@dataclass(frozen=True)
class Answer:
    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


Call = Callable[..., Answer]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, library: Library) -> Call:
    """Call ``main`` with English, a fixed day and resources read once; return status and what was written."""
    monkeypatch.setattr(cli, "open_library", lambda: library)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)

    def run(*words: object) -> Answer:
        capsys.readouterr()
        argv = [str(word) for word in words]
        options = [] if "--today" in argv or len(argv) < 2 else ["--today", TODAY, "--user", "tester"]
        status = main([*argv, *options])
        written = capsys.readouterr()
        return Answer(status, written.out, written.err)

    return run


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a demo of some 150 patents, built by the verb itself."""
    folder = tmp_path_factory.mktemp("demo")
    words = ["demo", "--out", str(folder), "--no-pictures", "--size", "150", "--today", TODAY, "--lang", "en"]
    assert main(words) == 0
    return folder


@pytest.fixture
def portfolio(demo_folder: Path, tmp_path: Path) -> Path:
    """Return a copy of the demo portfolio that a test may change."""
    return Path(shutil.copy(demo_folder / "demo.pdesk", tmp_path / "p.pdesk"))


@pytest.fixture(scope="session")
def one_patent_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a list of one granted patent and of the portfolio that it was imported into."""
    folder = tmp_path_factory.mktemp("one")
    path, listed = folder / "new.pdesk", folder / "list.csv"
    listed.write_text(
        "申请号,申请日,授权日,申请人,专利名称,专利类型,法律状态\n"
        "CN202110000123.1,2021-03-04,2023-05-06,奇瑞,一种电池包,发明,授权\n",
        encoding="utf-8",
    )
    common = ["--today", TODAY, "--user", "tester", "--lang", "en"]
    assert main(["new", str(path), *common]) == 0
    main(["import", str(path), str(listed), "--member", "奇瑞", "--country", "CN", *common])
    return folder


@pytest.fixture
def one_patent(one_patent_folder: Path, tmp_path: Path) -> Path:
    """Return a copy of that portfolio that a test may change; the list lies beside it."""
    shutil.copytree(one_patent_folder, tmp_path, dirs_exist_ok=True)
    return tmp_path / "new.pdesk"
