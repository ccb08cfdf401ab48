"""Lead real export files through the command line: every row accounted for, then docket, value and list."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from patentdesk.app.main import main

TODAY = ("--today", "2026-11-22", "--user", "tester", "--lang", "en")
FILES = {
    "lens_csv/lens_2026_37col_bom_legalstatus_rows001-065.csv": 65,
    "google_patents_csv/gp-search-1_single-row.csv": 1,
    "patsnap_xlsx/20240401085613950_rows0001-1000.XLSX": 1000,
}

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        status = main([*map(str, words), *TODAY])
        written = capsys.readouterr()
        return status, written.out, written.err

    return call


@pytest.fixture
def empty(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "p.pdesk"
    assert run("new", path)[0] == 0
    return path


def content(portfolio: Path) -> str:
    """Return a digest of everything that the portfolio holds."""
    with sqlite3.connect(portfolio) as connection:
        return hashlib.sha256("\n".join(connection.iterdump()).encode()).hexdigest()


def test_real_exports_from_import_to_value(run: Run, empty: Path, shared_data: Path, tmp_path: Path) -> None:
    paths = [shared_data / name for name in FILES]
    status, out, _ = run("import", empty, *paths, "--json")
    counts: dict[str, Any] = json.loads(out)
    assert status in (0, 1)
    assert counts["read"] == sum(FILES.values())
    outcomes = ("added", "changed", "same", "conflict", "merged", "rejected")
    assert sum(counts[name] for name in outcomes) == counts["read"]
    assert counts["added"] > 900

    again = json.loads(run("import", empty, *paths, "--json")[1])
    assert again["added"] == again["changed"] == 0

    status, out, _ = run("docket", empty, "--json")
    assert status in (0, 1)
    assert len(json.loads(out)["deadlines"]) > 100

    handout = tmp_path / "handout.xlsx"
    status, out, _ = run("value", empty, "--query", "status:granted", "--limit", "10", "--out", handout, "--json")
    assert status in (0, 1)
    assert len(json.loads(out)["values"]) == 10
    assert handout.stat().st_size > 5_000

    listed = json.loads(run("list", empty, "--query", "office:US", "--json")[1])
    assert listed["found"] == len(listed["patents"]) > 50
    assert run("verify", empty)[0] == 0


def test_a_large_google_search_is_read_whole(run: Run, empty: Path, shared_data: Path) -> None:
    path = shared_data / "google_patents_csv/gp-search-2_solid-state-battery_4294.csv"
    counts = json.loads(run("import", empty, path, "--json")[1])
    assert counts["read"] == 4294


def bad_files(folder: Path) -> dict[str, Path]:
    """Write files as they should not be."""
    wrong = {
        "picture.xlsx": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
        "empty.csv": b"",
        "binary.csv": bytes(range(256)) * 64,
        "headers-only.csv": "申请号,申请日,专利名称\n".encode(),
        "half-encoded.csv": "申请号,专利名称\n202110000123.1,电池".encode() + b"\xff\xfe\x00\x81" * 40 + bytes(200),
    }
    for name, data in wrong.items():
        (folder / name).write_bytes(data)
    return {name: folder / name for name in wrong}


@pytest.mark.parametrize("name", ["picture.xlsx", "empty.csv", "binary.csv", "headers-only.csv", "half-encoded.csv"])
def test_a_bad_file_gets_one_sentence_and_changes_nothing(run: Run, empty: Path, tmp_path: Path, name: str) -> None:
    path = bad_files(tmp_path)[name]
    before = content(empty)
    status, out, err = run("import", empty, path)
    assert status == 3
    assert out == ""
    assert sum(name in line for line in err.splitlines()) == 1
    assert "Traceback" not in err
    assert content(empty) == before


def test_a_truncated_workbook_changes_nothing(run: Run, empty: Path, shared_data: Path, tmp_path: Path) -> None:
    whole = (shared_data / "patsnap_xlsx/20240401085613950_rows0001-1000.XLSX").read_bytes()
    cut = tmp_path / "cut.xlsx"
    cut.write_bytes(whole[: len(whole) // 2])
    before = content(empty)
    status, out, err = run("import", empty, cut)
    assert (status, out) == (3, "")
    assert "cut.xlsx" in err
    assert content(empty) == before
