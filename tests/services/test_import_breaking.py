"""Check that nothing of a list is lost or turned around by rows that speak of the same patents."""

from patentdesk.core.problems import Severity
from patentdesk.portfolio.codes import DifferenceState
from patentdesk.portfolio.records import Classification, Encumbrance, Family, Patent, Priority, Provenance
from patentdesk.services.differences import decide, differences
from patentdesk.services.editing import edit_patents
from patentdesk.services.importing import apply_import, plan_import
from tests.services.importlists import bring, only

HEAD = ["申请号", "申请日", "权利要求数量"]
NUMBER = "CN201710601862.3"
SECOND = "CN201821344181.X"


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


def test_a_family_that_a_later_list_tells_is_taken_though_all_else_is_known(desk, write):
    bring(desk, write([NUMBER, "一种电池包"], head=["申请号", "专利名称"]))
    path = write([NUMBER, "一种电池包", "77"], head=["申请号", "专利名称", "简单同族ID"], name="more.csv")
    plan, _ = bring(desk, path)
    assert (plan.changed, plan.same) == (1, 0)
    assert only(desk, Patent).family_id == only(desk, Family).id
    assert plan_import(desk, [path]).same == 1


def test_columns_without_a_meaning_are_kept_though_all_else_is_known(desk, write):
    bring(desk, write([NUMBER, "一种电池包"], head=["申请号", "专利名称"]))
    path = write([NUMBER, "一种电池包", "很重要"], head=["申请号", "专利名称", "评语"], name="more.csv")
    plan, _ = bring(desk, path)
    assert (plan.changed, plan.same) == (1, 0)
    assert only(desk, Provenance, row=2, file_id=2).written["评语"] == "很重要"
    assert plan_import(desk, [path]).same == 1
    desk.file.undo()
    with desk.file.reading() as reader:
        assert reader.count(Provenance) == 1
    renamed = write([NUMBER, "一种电池包", ""], head=["申请号", "专利名称", "评语"], name="empty.csv")
    assert plan_import(desk, [renamed]).same == 1


def test_rows_that_speak_of_one_patent_by_different_numbers_are_one(desk, write):
    """An office's list by application number, and a vendor's by publication number, dropped together."""
    bring(desk, write([NUMBER, "CN107000001A"], head=["申请号", "公开（公告）号"]))
    told = ["H01M 10/0525", "授权 | 质押", "US 62/123,456"]
    head = ["申请号", "公开（公告）号", "IPC分类号", "法律状态", "优先权号"]
    plan, _ = bring(desk, write([NUMBER, "", *told], ["", "CN107000001A", *told], head=head, name="more.csv"))
    assert (plan.changed, plan.counts["merged"]) == (1, 1)
    with desk.file.reading() as reader:
        assert [reader.count(one) for one in (Patent, Classification, Encumbrance, Priority)] == [1, 1, 1, 1]


def test_two_applications_never_become_one_patent(desk, write):
    bring(desk, write(["CN107000001A", "一种电池包"], head=["公开（公告）号", "专利名称"]))
    rows = [NUMBER, "CN107000001A"], ["CN201821344181.X", "CN107000001A"]
    path = write(*rows, head=["申请号", "公开（公告）号"], name="more.csv")
    plan, _ = bring(desk, path)
    assert (plan.changed, plan.added) == (1, 1)
    with desk.file.reading() as reader:
        assert reader.column(Patent, "application_number") == ["201710601862", "201821344181"]
    assert plan_import(desk, [path]).same == 2


def test_a_publication_that_two_applications_claim_is_named(desk, write):
    head = ["申请号", "公开（公告）号"]
    bring(desk, write([NUMBER, "CN107000001A"], ["CN201821344181.X", "CN209999999U"], head=head))
    swapped = write([NUMBER, "CN209999999U"], ["CN201821344181.X", "CN107000001A"], head=head, name="sorted.csv")
    plan = plan_import(desk, [swapped])
    assert [(one.code, one.source.row, one.args["text"], one.args["other"]) for one in plan.problems] == [
        ("publication_of_another", 2, "CN209999999", "201821344181"),
        ("publication_of_another", 3, "CN107000001", "201710601862"),
    ]
    twice = write(["US 16/123456", "US2020123456A1"], ["US 16/123457", "US2020123456A1"], head=head, name="two.csv")
    [doubt] = plan_import(desk, [twice]).problems
    assert (doubt.code, doubt.source.row, doubt.args["other"]) == ("publication_of_another", 3, "16123456")


def test_a_publication_of_another_office_is_claimed_by_many(desk, write):
    rows = ["CN201980001234.5", "WO2020123456A1"], ["PCT/CN2019/123456", "WO2020123456A1"]
    plan = plan_import(desk, [write(*rows, head=["申请号", "公开（公告）号"])])
    assert not [one for one in plan.problems if one.code == "publication_of_another"]


def test_rows_and_lists_that_put_a_patent_in_different_families_are_named(desk, write):
    head = ["申请号", "专利名称", "简单同族ID"]
    plan, _ = bring(desk, write([NUMBER, "甲", "1"], [NUMBER, "甲", "2"], head=head))
    [doubt] = plan.problems
    assert (doubt.code, doubt.field_name, doubt.source.row, doubt.source.column) == (
        "rows_differ", "family_key", 3, "简单同族ID",
    )  # fmt: skip
    [doubt] = plan_import(desk, [write([NUMBER, "甲", "3"], head=head, name="more.csv")]).problems
    assert (doubt.code, doubt.args) == ("family_differs", {"text": "3", "present": "2"})
    assert not plan_import(desk, [write([NUMBER, "甲", "2"], head=head, name="same.csv")]).problems


def test_symbols_of_a_later_list_stand_behind_those_that_are_there(desk, write):
    head = ["申请号", "IPC分类号"]
    bring(desk, write([NUMBER, "H01M10/0525; B60L50/60"], head=head))
    bring(desk, write([NUMBER, "B62D5/04; B60L50/60"], head=head, name="more.csv"))
    with desk.file.reading() as reader:
        symbols = reader.select(Classification, order=("position",))
    assert [(one.position, one.symbol) for one in symbols] == [
        (0, "H01M10/0525"), (1, "B60L50/60"), (2, "B62D5/04"),
    ]  # fmt: skip


def test_a_value_that_a_person_emptied_can_be_held_to(desk, write):
    bring(desk, write([NUMBER, "2017-07-21", "3"], head=HEAD))
    edit_patents(desk, [only(desk, Patent).id], claims_count="")
    bring(desk, write([NUMBER, "2017-07-21", "7"], head=HEAD, name="more.csv"))
    [item] = differences(desk)
    assert (item.difference.held, item.difference.told, item.present) == ("", "7", "")
    decide(desk, [item.difference.id], DifferenceState.HELD)
    assert only(desk, Patent).claims_count is None
    decide(desk, [item.difference.id], DifferenceState.TOLD)
    assert only(desk, Patent).claims_count == 7


def test_another_member_that_brings_the_same_patent_is_named(desk, write):
    head = ["申请号", "专利名称", "联盟成员"]
    plan, _ = bring(desk, write([NUMBER, "甲", "蓝川汽车"], [SECOND, "乙", ""], head=head), member="云麓大学")
    assert plan.added == 2
    assert not plan_import(desk, [write([NUMBER, "甲", "蓝川汽车"], head=head, name="same.csv")]).problems
    other = plan_import(desk, [write([NUMBER, "甲", "青砚科技"], [SECOND, "乙", ""], head=head, name="other.csv")],
                        member="蓝川汽车")  # fmt: skip
    assert [(one.code, one.severity, one.source.column, dict(one.args)) for one in other.problems] == [
        ("member_differs", Severity.WARNING, "联盟成员", {"text": "青砚科技", "present": "蓝川汽车"}),
        ("member_differs", Severity.NOTE, "联盟成员", {"text": "蓝川汽车", "present": "云麓大学"}),
    ]


def test_a_conflict_names_a_count_of_none(desk, write):
    bring(desk, write([NUMBER, "2017-07-21", "3"], head=HEAD))
    edit_patents(desk, [only(desk, Patent).id], claims_count=0)
    [conflict] = plan_import(desk, [write([NUMBER, "2017-07-21", "3"], head=HEAD, name="more.csv")]).problems
    assert conflict.args == {"present": "0", "incoming": "3"}


def test_grants_under_one_own_reference_stay_apart_in_one_list_and_in_the_next(desk, write):
    head = ["patent number", "case number", "title"]
    first, second = ["US10123456B2", "P-2020-007", "Pack"], ["US10765432B2", "P-2020-007", "Motor"]
    plan, _ = bring(desk, write(first, second, head=head))
    assert plan.added == 2
    third = ["US11222333B2", "P-2020-007", "Plug"]
    plan, _ = bring(desk, write(["", "P-2020-007", "Pack"], third, head=head, name="more.csv"))
    with desk.file.reading() as reader:
        found = sorted(reader.column(Patent, "grant_number"))
    assert found == ["US10123456", "US10765432", "US11222333"]
