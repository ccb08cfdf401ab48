"""Check that a list handed out comes back without a change."""

from __future__ import annotations

import csv

import pytest

from patentdesk.portfolio.codes import Status
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


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_counts_and_states_come_back_under_the_heads_of_either_language(desk, tmp_path, language, suffix):
    with desk.file.operation("add") as work:
        work.add_all(
            Patent(
                office="CN",
                application_number=f"2017106018{number:02}",
                application_number_text=f"CN2017106018{number:02}",
                status=status,
                cites_count=2,
                cited_by_count=4,
                npl_count=1,
            )
            for number, status in enumerate(Status)
        )
    out = tmp_path / f"out{suffix}"
    export(desk, "", (), out, language=language)
    plan = plan_import(desk, [out])
    assert plan.read == plan.same == len(Status), plan.problems
    assert not [problem.code for problem in plan.problems if problem.code == "status_word_unknown"]
