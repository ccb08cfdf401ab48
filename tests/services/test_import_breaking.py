"""Check that nothing of a list is lost or turned around by rows that speak of the same patents."""

from patentdesk.portfolio.records import Patent
from patentdesk.services.importing import apply_import, plan_import
from tests.services.importlists import bring, only

HEAD = ["申请号", "申请日", "权利要求数量"]
NUMBER = "CN201710601862.3"


def test_rows_of_one_patent_are_compared_together_though_some_are_known(desk, write):
    path = write([NUMBER, "2017-13-45", "10"], [NUMBER, "2017-07-21", "25"], head=HEAD)
    bring(desk, path)
    assert only(desk, Patent).claims_count == 25
    plan = plan_import(desk, [path])
    assert (plan.read, plan.same, plan.changed) == (2, 2, 0)


def test_a_row_beside_a_known_one_of_its_patent_changes_nothing_twice(desk, write):
    known = [NUMBER, "2017-07-21", "25"]
    bring(desk, write(known, head=HEAD))
    path = write([NUMBER, "2017-07-21", "10"], known, head=HEAD, name="more.csv")
    plan, _ = bring(desk, path)
    assert [problem.code for problem in plan.problems] == ["rows_differ"]
    assert only(desk, Patent).claims_count == 25
    again = plan_import(desk, [path])
    assert (again.same, again.changed) == (2, 0)
    assert not apply_import(desk, again)
