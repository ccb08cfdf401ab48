"""Every row of the real exports beside the checkout is accounted for; each file is read once for all that is asked."""

import collections
import re
from datetime import date

import pytest

from patentdesk.intake.reading import read
from patentdesk.intake.sheets import cell_text
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
    "espacenet/espacenet_2015_2003-2005_366.csv": ("espacenet", 366, 24),
    "espacenet/espacenet_2015_export_26.csv": ("espacenet", 25, 24),
    "espacenet/espacenet_2015_saved-from-excel_mac-CR.csv": ("espacenet", 25, 24),
    "espacenet/espacenet_2015_smart-search_26.xls": ("espacenet", 25, 24),
    "patentscope_xls/patentscope_2025_resultlist_without_methanol.xls": ("patentscope", 5_855, 6),
    "patentscope_xls/patentscope_pizza_1940_2005_9659.xls": ("patentscope", 9_659, 8),
    "patentscope_xls/patentscope_pizza_2006_2011_8458.xls": ("patentscope", 8_458, 8),
    "derwent/derwent_wos_dii_10records.xlsx": ("derwent_index", 10, 17),
    "derwent/thomson_dwpi_ewaste_8867.xlsx": ("dwpi", 8_867, 91),
    "sumobrain/sumobrain_autonomous_search1.xls": ("sumobrain", 250, 11),
    "sumobrain/sumobrain_autonomous_search1.xlsx": ("sumobrain", 250, 11),
    "landscape_report/wipo_ritonavir_804.csv": ("table", 804, 19),
    "patstat/patstat_headers_1197patents.xlsx": ("patstat", 1_196, 14),
}
UNREAD = {
    "patentscope_xls/patentscope_2025_resultlist_without_methanol.xls": {"office_differs": 423},
    "patentscope_xls/patentscope_pizza_1940_2005_9659.xls": {"symbol_unknown": 520, "priority_unknown": 17},
    "patentscope_xls/patentscope_pizza_2006_2011_8458.xls": {"symbol_unknown": 150, "priority_unknown": 7},
    "derwent/thomson_dwpi_ewaste_8867.xlsx": {"number_unknown_form": 3},
    "landscape_report/wipo_ritonavir_804.csv": {"symbol_unknown": 13},
    "patstat/patstat_headers_1197patents.xlsx": {"number_unknown_form": 47},
}
"""At most so many cells cannot be read: numbers of another office, symbols that the source cut off."""


UNDATED = re.compile("10col|pizza_|dwpi")
"""Files that tell no day of filing, or not of every patent."""
_FEW_ROWS = 1_200
"""Of files with no more rows every cell is looked for."""


@pytest.mark.parametrize("name", FILES)
def test_a_real_file_is_read_whole(shared_data, words, name):
    form, rows, columns = FILES[name]
    reading = read(shared_data / name, words)
    drafts = list(reading.drafts())
    assert (reading.format, len(drafts), len(reading.mapping)) == (form, rows, columns)
    assert not any(draft.rejected for draft in drafts)
    assert all(draft.values.get("office") for draft in drafts)
    unread = collections.Counter(problem.code for draft in drafts for problem in draft.problems)
    allowed = {"dates_out_of_order": 2, **UNREAD.get(name, {})}
    assert {code: count for code, count in unread.items() if count > allowed.get(code, 0)} == {}
    if UNDATED.search(name) is None:
        _are_dated(drafts)
    if rows <= _FEW_ROWS:
        assert _lost(reading, drafts) == []
    if name in ALSO:
        ALSO[name](drafts)


def _are_dated(drafts):
    days = [draft.values["filing_date"] for draft in drafts if draft.values.get("filing_date")]
    assert len(days) >= len(drafts) - 3
    assert all(date(1880, 1, 1) <= day <= date(2026, 6, 1) for day in days)


def _lost(reading, drafts):
    """Return the cells of the first table whose text stands nowhere in their row's draft."""
    (table, *_) = reading.tables
    heads = {column.index: column.header for column in table.columns}
    written = {draft.source.row: draft.written for draft in drafts}
    assert written
    return [
        (number, heads.get(place), text)
        for number, row in enumerate(table.sheet.rows, start=1)
        for place, value in enumerate(row)
        if number in written
        and (text := cell_text(value))
        and not any(text in kept for kept in written[number].values())
    ]


def _have_check_digits(drafts):
    checks = collections.Counter(read_application(draft.values["application_number_text"]).check for draft in drafts)
    assert checks == {Check.OK: 7_375, Check.NONE: 9}


def _have_statuses(drafts):
    statuses = collections.Counter(draft.values.get("status") for draft in drafts)
    assert statuses[Status.GRANTED] > 400
    assert statuses[Status.LAPSED] > 100
    assert statuses[Status.PENDING] > 100
    assert all(draft.values.get("status_text") for draft in drafts if draft.values.get("status"))


ALSO = {
    "cn_table/taian_patents_7384_zh.xlsx": _have_check_digits,
    "patsnap_xlsx/20240401085613950_rows0001-1000.XLSX": _have_statuses,
}
