# ruff: noqa: E501 - a row of a table stands on one line
"""Put the tables of a PATSTAT extract together, as a folder, an archive, or files of one import."""

from __future__ import annotations

import csv
import dataclasses
import io
import zipfile

import duckdb
import pytest

from patentdesk.core.progress import Cancelled, Progress
from patentdesk.intake.limits import Limits
from patentdesk.intake.reading import read_all, read_together

TABLES = {
    "tls201_appln.csv": [
        ["appln_id", "appln_auth", "appln_nr", "appln_kind", "appln_filing_date", "docdb_family_id", "nb_citing_docdb_fam"],
        ["41002", "EP", "17180123", "A", "2017-07-07", "55001", "4"],
        ["41001", "CN", "201710601862", "A", "2017-07-21", "55001", "4"],
        ["41003", "CN", "201710601863", "A", "9999-12-31", "55003", "0"],
    ],
    "tls202_appln_title.csv": [["appln_id", "appln_title_lg", "appln_title"], ["41001", "en", "Battery pack, cooled"]],
    "tls206_person.csv": [
        ["person_id", "person_name", "person_ctry_code", "psn_name"],
        ["7", "BLUERIVER AUTO CO LTD", "CN", "BLUERIVER AUTO; MOTORS"], ["8", "ZHANG, San", "  ", ""], ["9", "LI, Si", "DE", ""],
    ],
    "tls207_pers_appln.csv": [
        ["person_id", "appln_id", "applt_seq_nr", "invt_seq_nr"],
        ["9", "41001", "0", "2"], ["8", "41001", "2", "1"], ["7", "41001", "1", "0"], ["7", "41002", "1", "0"],
    ],
    "tls211_pat_publn.csv": [
        ["pat_publn_id", "publn_auth", "publn_nr", "publn_kind", "appln_id", "publn_date", "publn_first_grant", "publn_claims"],
        ["779", "CN", "109999999", "B", "41001", "2019-07-12", "Y", "10"],
        ["777", "CN", "109999999", "A", "41001", "2019-02-01", "N", "0"],
        ["778", "EP", "3401234", "A1", "41002", "2019-02-01", "N", "0"],
    ],
    "tls224_appln_cpc.csv": [["appln_id", "cpc_class_symbol"], ["41001", "H01M  10/0525"], ["41001", "B60L  50/64"]],
    "tls204_appln_prior.csv": [["appln_id", "prior_appln_id", "prior_appln_seq_nr"], ["41002", "41001", "1"]],
    "tls212_citation.csv": [["pat_publn_id", "cited_pat_publn_id"], ["779", "778"], ["779", "0"]],
}  # fmt: skip


def written(rows, delimiter=","):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode()


@pytest.fixture
def extract(tmp_path):
    folder = tmp_path / "PATSTAT [2026] l'extrait"
    folder.mkdir()
    for name, rows in TABLES.items():
        (folder / name).write_bytes(written(rows))
    return folder


def check(reading):
    first, second, third = reading.drafts()
    assert [draft.source.row for draft in (first, second, third)] == [2, 3, 4]
    assert first.values["application_number"] == "17180123"
    assert [(one.office, one.number, one.day.isoformat()) for one in first.priorities] == [
        ("CN", "201710601862", "2017-07-21")
    ]
    values = second.values
    assert (values["external_id"], values["title"]) == ("41001", "Battery pack, cooled")
    assert (values["publication_number"], values["publication_date"].isoformat()) == ("CN109999999", "2019-02-01")
    assert (values["grant_number"], values["grant_date"].isoformat()) == ("CN109999999", "2019-07-12")
    assert (values["claims_count"], first.values.get("claims_count")) == (10, None)
    assert values["applicants_text"] == "BLUERIVER AUTO, MOTORS | ZHANG, San"
    assert values["inventors_text"] == "ZHANG, San | LI, Si"
    assert second.countries == (("BLUERIVER AUTO, MOTORS", "CN"),)
    assert [one.number for one in second.citations] == ["EP3401234"]
    assert [code for scheme, code in second.classifications if scheme == "cpc"] == ["H01M10/0525", "B60L50/64"]
    assert "filing_date" not in third.values


def test_a_folder_is_read_as_one_list_that_names_all_tables(extract, words):
    (reading,) = read_all(extract, words)
    check(reading)
    (note,) = (problem for problem in reading.problems if problem.code == "tables_joined")
    assert all(name in note.args["tables"] for name in TABLES if name != "tls201_appln.csv")


def test_an_archive_is_read_likewise(words, tmp_path):
    path = tmp_path / "extract.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, rows in TABLES.items():
            archive.writestr(name, written(rows))
    (reading,) = read_all(path, words)
    check(reading)


def test_parts_of_a_table_other_delimiters_and_kinds_of_files(extract, words):
    rows = TABLES["tls201_appln.csv"]
    (extract / "tls201_appln.csv").write_bytes(written(rows[:2], ";"))
    (extract / "tls201_part02.csv").write_bytes(written([rows[0], *rows[2:]], ";"))
    (extract / "tls202_appln_title.csv").unlink()
    path = extract.parent / "year=2026" / "title.parquet"
    path.parent.mkdir()
    duckdb.sql(
        f"COPY (SELECT 41001::INTEGER APPLN_ID, 'Battery pack, cooled' APPLN_TITLE) TO '{path.as_posix()}' (FORMAT parquet)"
    )
    files = [(one.name, one) for one in sorted(extract.iterdir())]
    reading, used = read_together([*files, (path.name, path)], words)
    check(reading)
    assert "year" not in reading.mapping  # a folder's name is no column
    assert len(used) == len(TABLES) + 1


def test_tables_that_cannot_be_put_together_are_read_one_by_one(extract, words):
    (extract / "tls224_appln_cpc.csv").write_bytes(b"appln_id,cpc_class_symbol\n" + b'41001,"H01M\n' * 3)
    readings = list(read_all(extract, words))
    assert {reading.file for reading in readings} == set(TABLES)
    assert not any(problem.code == "tables_joined" for reading in readings for problem in reading.problems)
    short = dataclasses.replace(Limits(), rows=2)
    assert any(
        problem.code == "sheet_too_large" for one in read_all(extract, words, limits=short) for problem in one.problems
    )


def test_putting_tables_together_tells_how_far_it_came(extract, words):
    told = []
    progress = Progress(lambda *step: told.append(step))
    check(next(read_all(extract, words, progress=progress)))
    steps = [(done, total) for done, total, phrase in told if phrase == "progress.joining"]
    assert steps == sorted(set(steps))
    assert steps[-1] == (len(TABLES) - 1, len(TABLES))


def test_putting_tables_together_can_be_called_off(extract, words):
    progress = Progress(lambda *step: progress.cancel() if step[2] == "progress.joining" else None)
    with pytest.raises(Cancelled):
        next(read_all(extract, words, progress=progress))


def test_a_table_that_is_too_large_is_not_put_beside_others(extract, words):
    limits = Limits(file_bytes=max((extract / name).stat().st_size for name in TABLES) - 1)
    readings = list(read_all(extract, words, limits=limits))
    assert ["input_too_large"] in [[problem.code for problem in reading.problems] for reading in readings]


def test_a_list_beside_the_tables_and_a_table_alone_stay_as_they_are(extract, words, tmp_path):
    (extract / "members.csv").write_text("申请号,名称\nCN201710601862.3,电池\n", encoding="utf-8")
    assert [reading.file for reading in read_all(extract, words)] == ["tls201_appln.csv", "members.csv"]
    alone = tmp_path / "tls201.csv"
    alone.write_bytes(written(TABLES["tls201_appln.csv"]))
    reading, used = read_together([("tls201.csv", alone)], words)
    assert reading is None
    assert used == frozenset()
