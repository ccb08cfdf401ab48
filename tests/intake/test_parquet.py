"""Read Parquet tables, as data bases hand them out."""

from __future__ import annotations

import dataclasses

import duckdb
import pytest

from patentdesk.intake.files import read_content
from patentdesk.intake.limits import Limits
from patentdesk.intake.reading import read


@pytest.fixture
def write_parquet(tmp_path):
    def write(select, name="table.parquet"):
        path = tmp_path / name
        with duckdb.connect(":memory:") as base:
            base.execute(f"COPY ({select}) TO '{path}' (FORMAT parquet)")
        return path

    return write


def test_a_table_of_patstat_is_read(write_parquet, words):
    path = write_parquet(
        "SELECT 41 appln_id, 'CN' appln_auth, '201710601862' appln_nr, DATE '2017-07-21' appln_filing_date, "
        "'一种电池包' appln_title, 3 docdb_family_size, 'H01M  10/0525' cpc_class_symbol"
    )
    reading = read(path, words)
    (draft,) = reading.drafts()
    assert (reading.format, reading.how, draft.source.row) == ("patstat", "parquet", 2)
    assert draft.values["application_number"] == "201710601862"
    assert draft.values["filing_date"].isoformat() == "2017-07-21"
    assert ("cpc", "H01M10/0525") in draft.classifications


def test_every_type_of_a_column_becomes_a_cell(write_parquet):
    path = write_parquet(
        "SELECT ['H01M 10/05', 'B60K 1/04'] AS list, 1.50::DECIMAL(9, 2) AS amount, NULL AS nothing, "
        "TIMESTAMPTZ '2020-01-02 00:00:00+00' AS moment, {'a': 1} AS \"a \"\" pair\", true AS yes"
    )
    (sheet,) = read_content(path.read_bytes(), path.name, Limits()).sheets
    head, row = sheet.rows
    assert head == ["list", "amount", "nothing", "moment", 'a " pair', "yes"]
    assert row[:3] == ["H01M 10/05 | B60K 1/04", "1.50", None]
    assert row[4:] == ["{'a': 1}", True]
    assert row[3].year == 2020


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda data: data[: len(data) // 2], "parquet_damaged"),
        (lambda data: data[:4] + bytes(len(data) - 8) + data[-4:], "parquet_damaged"),
        (lambda data: data, "sheet_too_large"),
    ],
)
def test_a_damaged_or_too_long_table_is_refused_with_a_remedy(write_parquet, words, library, change, code):
    path = write_parquet("SELECT range AS appln_id FROM range(100)")
    path.write_bytes(change(path.read_bytes()))
    (problem,) = read(path, words, limits=dataclasses.replace(Limits(), rows=50)).problems
    assert problem.code == code
    assert library.words("zh").has(f"remedy.{code}")


def test_a_table_of_too_many_cells_is_refused(write_parquet, words):
    path = write_parquet("SELECT range AS appln_id, 1 AS a, 2 AS b FROM range(100)")
    (problem,) = read(path, words, limits=dataclasses.replace(Limits(), cells=200)).problems
    assert problem.code == "sheet_too_large_in_all"


def test_the_tables_at_hand_are_read_or_told_to_name_no_patents(shared_data, words):
    found = {path.stem: read(path, words) for path in sorted((shared_data / "patstat").glob("*.parquet"))}
    assert found["CN_patent"].length == 66_267
    assert found["CN_el_cpc"].length == 359_092
    assert [problem.code for problem in found["CN_applt"].problems] == ["layout_unknown"]
