"""Check that a list handed out comes back without a change."""

from __future__ import annotations

import csv

from patentdesk.portfolio.records import Patent
from patentdesk.services.importing import apply_import, plan_import
from patentdesk.services.listing import export


def test_a_text_that_looks_like_a_formula_comes_back_as_it_was(desk, tmp_path):
    path, out = tmp_path / "list.csv", tmp_path / "out.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        lines = csv.writer(stream)
        lines.writerow(["申请号", "申请日", "专利名称"])
        lines.writerow(["CN201710601862.3", "2017-07-21", "-OH functional binder"])
    apply_import(desk, plan_import(desk, [path]))
    export(desk, "", (), out, columns=("application_number", "filing_date", "title"))
    assert "'-OH functional binder" in out.read_text(encoding="utf-8-sig")
    apply_import(desk, plan_import(desk, [out]))
    with desk.file.reading() as reader:
        assert [one.title for one in reader.select(Patent)] == ["-OH functional binder"]
