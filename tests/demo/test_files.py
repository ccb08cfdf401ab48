from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from patentdesk.demo.files import DemoFile, demo_files, write_file
from patentdesk.demo.portfolio import InventedPortfolio, invent
from patentdesk.intake.reading import read
from patentdesk.services.importing import vocabulary
from patentdesk.services.library import Library

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def portfolio(library: Library) -> InventedPortfolio:
    return invent(library, TODAY)


@pytest.fixture(scope="module")
def files(portfolio: InventedPortfolio) -> list[DemoFile]:
    return demo_files(portfolio)


def test_each_real_format_is_among_the_files(files: list[DemoFile], library: Library, tmp_path: Path) -> None:
    formats = Counter(read(write_file(file, tmp_path), vocabulary(library)).format for file in files)
    assert formats == {"patsnap": 1, "lens": 1, "google_patents": 1, "table": 4}


def test_the_lens_file_has_the_layout_of_2026(files: list[DemoFile], tmp_path: Path) -> None:
    lens = next(file for file in files if file.name.startswith("lens"))
    data = write_file(lens, tmp_path).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf#,Jurisdiction,Kind,Display Key,Lens ID,Publication Date")
    assert b"\r" not in data
    assert len(lens.rows[0]) == 37


def test_one_file_is_written_in_the_chinese_code_page(files: list[DemoFile], tmp_path: Path) -> None:
    old = next(file for file in files if file.encoding == "gbk")
    data = write_file(old, tmp_path).read_bytes()
    assert data.decode("gbk").startswith("申请号,申请日,公开（公告）号")
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")


def test_rows_are_as_wide_as_their_headers(files: list[DemoFile]) -> None:
    for file in files:
        assert {len(row) for row in file.rows} == {len(file.rows[0])}, file.name


def test_files_are_the_same_each_time(portfolio: InventedPortfolio, tmp_path: Path) -> None:
    first, second = ([write_file(file, tmp_path / name) for file in demo_files(portfolio)] for name in ("one", "two"))
    for one, two in zip(first, second, strict=True):
        if one.suffix == ".csv":
            assert one.read_bytes() == two.read_bytes()
