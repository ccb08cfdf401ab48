"""Every row of the real exports beside the checkout is accounted for."""

import collections
from datetime import date

import pytest

from patentdesk.intake.reading import read
from patentdesk.portfolio.checkdigits import Check
from patentdesk.portfolio.codes import Status
from patentdesk.portfolio.numbers import read_application

FILES = {
    "lens_csv/lens_2017_26col_autonomous_vehicles_excel-resaved.csv": ("lens", 863, 26),
    "lens_csv/lens_2021_31col_jet_engines.csv": ("lens", 3_779, 31),
    "lens_csv/lens_2026_37col_bom_legalstatus_rows001-065.csv": ("lens", 65, 37),
    "lens_csv/lens_custom_10col_ev_battery.csv": ("lens", 797, 10),
    "google_patents_csv/gp-search-1_single-row.csv": ("google_patents", 1, 10),
    "google_patents_csv/gp-search-2_solid-state-battery_4294.csv": ("google_patents", 4_294, 10),
    "patsnap_xlsx/20240401085613950_rows0001-1000.XLSX": ("patsnap", 1_000, 33),
    "cn_table/taian_patents_7384_zh.xlsx": ("table", 7_384, 6),
}


@pytest.mark.parametrize("name", FILES)
def test_every_row_becomes_a_draft_with_a_number(shared_data, words, name):
    form, rows, columns = FILES[name]
    reading = read(shared_data / name, words)
    drafts = list(reading.drafts())
    assert (reading.format, reading.row_count, len(drafts), len(reading.mapping)) == (form, rows, rows, columns)
    assert not any(draft.rejected for draft in drafts)
    assert all(draft.values.get("office") for draft in drafts)
    unread = collections.Counter(problem.code for draft in drafts for problem in draft.problems)
    assert set(unread) <= {"dates_out_of_order"}
    assert unread.total() <= 2


@pytest.mark.parametrize("name", [name for name in FILES if "10col" not in name])
def test_dates_are_read_where_the_file_has_them(shared_data, words, name):
    drafts = list(read(shared_data / name, words).drafts())
    dated = [draft for draft in drafts if draft.values.get("filing_date")]
    assert len(dated) >= len(drafts) - 3
    assert all(date(1880, 1, 1) <= draft.values["filing_date"] <= date(2026, 6, 1) for draft in dated)


def test_check_digits_of_a_real_chinese_list(shared_data, words):
    drafts = list(read(shared_data / "cn_table/taian_patents_7384_zh.xlsx", words).drafts())
    checks = collections.Counter(read_application(draft.values["application_number_text"]).check for draft in drafts)
    assert checks == {Check.OK: 7_375, Check.NONE: 9}


def test_statuses_of_a_real_patsnap_export(shared_data, words):
    drafts = list(read(shared_data / "patsnap_xlsx/20240401085613950_rows0001-1000.XLSX", words).drafts())
    statuses = collections.Counter(draft.values.get("status") for draft in drafts)
    assert statuses[Status.GRANTED] > 400
    assert statuses[Status.LAPSED] > 100
    assert statuses[Status.PENDING] > 100
    assert all(draft.values.get("status_text") for draft in drafts if draft.values.get("status"))
