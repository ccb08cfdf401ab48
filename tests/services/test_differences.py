"""Check which differences between sources an import notes, and what deciding them does."""

from __future__ import annotations

import csv
from fractions import Fraction

import pytest

from patentdesk.core.problems import Refused
from patentdesk.portfolio.codes import DifferenceState, Role
from patentdesk.portfolio.records import Difference, HandMade, Organisation, Party, Patent
from patentdesk.services import differences, editing, history, listing, ties
from patentdesk.services.differences import decide, decide_by_rule
from patentdesk.services.importing import apply_import, plan_import

HEAD = ["申请号", "标题", "申请日", "申请人", "法律状态"]
ROW = ["CN201710601862.3", "电池包", "2017-07-21", "蓝川汽车有限公司;云麓大学", "审中"]


@pytest.fixture
def bring(desk, tmp_path):
    def import_rows(name, *rows, head=HEAD):
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([head, *rows])
        plan = plan_import(desk, [path])
        apply_import(desk, plan)
        return plan

    return import_rows


def changed(**values):
    return [values.get(name, cell) for name, cell in zip(HEAD, ROW, strict=True)]


def told(desk, **options):
    return [(one.difference.field_name, one.difference.held, one.difference.told, one.difference.taken, one.held_by,
             one.told_by) for one in differences.differences(desk, **options)]  # fmt: skip


def patent(desk):
    with desk.file.reading() as reader:
        return reader.select(Patent)[0]


def test_two_files_that_differ_on_a_lasting_fact_are_noted(desk, bring):
    bring("a.csv", ROW)
    bring("b.csv", changed(标题="电池模组", 法律状态="授权"))
    assert told(desk) == [("title", "电池包", "电池模组", True, "a.csv", "b.csv")]
    assert listing.find(desk, "is:conflicting").tolist() == [patent(desk).id]


def test_a_value_that_followed_from_other_columns_has_its_file_too(desk, tmp_path):
    for name, head, day in (("first.csv", "公开日", "2019-01-29"), ("second.csv", "授权公告日", "2019-02-05")):
        path = tmp_path / name
        path.write_text(f"公开号,申请号,标题,{head}\nUS10123456B2,US16123456,Pack,{day}\n", encoding="utf-8")
        apply_import(desk, plan_import(desk, [path]))
    assert told(desk) == [("grant_date", "2019-01-29", "2019-02-05", True, "first.csv", "second.csv")]


def test_a_new_state_and_other_capitals_are_no_difference(desk, bring):
    bring("a.csv", ROW, ["US 16/123,456", "Battery Pack", "2019-01-02", "ACME INC", "PENDING"])
    bring("b.csv", changed(法律状态="授权"), ["US 16/123,456", "BATTERY PACK", "2019-01-02", "Acme, Inc.", "ACTIVE"])
    assert told(desk) == []


def test_a_persons_value_stands_and_the_files_is_noted_once(desk, bring):
    bring("a.csv", ROW)
    editing.edit_patents(desk, [patent(desk).id], title="手工标题")
    for name in ("b.csv", "c.csv"):
        bring(name, changed(标题="电池模组"))
    assert told(desk) == [("title", "手工标题", "电池模组", False, "", "b.csv")]
    assert patent(desk).title == "手工标题"


def test_rows_of_one_import_that_contradict_each_other_are_noted(desk, bring):
    plan = bring("a.csv", ROW, changed(申请日="2017-07-22"))
    assert plan.differing == 1
    assert told(desk) == [("filing_date", "2017-07-21", "2017-07-22", True, "", "a.csv")]


def only(desk, **options):
    (item,) = differences.differences(desk, **options)
    return item.difference


def test_the_value_held_is_put_back_and_counts_as_made_by_hand(desk, bring):
    bring("a.csv", ROW)
    bring("b.csv", changed(申请日="2017-07-22"))
    decide(desk, [only(desk).id], DifferenceState.HELD)
    assert str(patent(desk).filing_date) == "2017-07-21"
    bring("c.csv", changed(申请日="2017-07-22"))
    assert str(patent(desk).filing_date) == "2017-07-21"
    assert told(desk) == []
    history.undo(desk)
    assert str(patent(desk).filing_date) == "2017-07-22"
    assert only(desk).state is DifferenceState.OPEN


def test_the_files_value_replaces_a_persons_and_its_mark(desk, bring):
    bring("a.csv", ROW)
    editing.edit_patents(desk, [patent(desk).id], title="手工标题")
    bring("b.csv", changed(标题="电池模组"))
    decide(desk, [only(desk).id], DifferenceState.TOLD)
    assert patent(desk).title == "电池模组"
    with desk.file.reading() as reader:
        assert reader.count(HandMade) == 0
    bring("c.csv", changed(标题="电池总成"))
    assert patent(desk).title == "电池总成"


def test_parties_follow_the_line_of_names_that_stands(desk, bring):
    bring("a.csv", ROW)
    bring("b.csv", changed(申请人="蓝川汽车有限公司"))
    decide(desk, [only(desk).id], DifferenceState.HELD)
    with desk.file.reading() as reader:
        parties = reader.select(Party, role=Role.APPLICANT, order=("position",))
        names = {one.id: one.name for one in reader.select(Organisation)}
    assert [party.name for party in parties] == ["蓝川汽车有限公司", "云麓大学"]
    assert [names[party.organisation_id or 0] for party in parties] == ["蓝川汽车有限公司", "云麓大学"]
    assert patent(desk).applicants_text == "蓝川汽车有限公司 | 云麓大学"


def test_a_decision_can_be_opened_again(desk, bring):
    bring("a.csv", ROW)
    bring("b.csv", changed(标题="电池模组"))
    number = only(desk).id
    decide(desk, [number], DifferenceState.TOLD)
    assert told(desk) == []
    decide(desk, [number], DifferenceState.OPEN)
    assert (patent(desk).title, only(desk).id) == ("电池模组", number)


def test_rules_decide_what_they_speak_of_and_leave_the_rest(desk, bring):
    bring("a.csv", ROW, ["CN201910000002.1", "电机", "2019-05-06", "某公司", "审中"])
    editing.edit_patents(desk, [patent(desk).id], title="手工标题")
    bring("b.csv", changed(标题="电池模组", 申请日="2017-07-22"))
    with pytest.raises(Refused) as refused:
        decide_by_rule(desk, "dice")
    assert refused.value.problem.code == "difference_rule_unknown"
    assert decide_by_rule(desk, "office")[1] == 0
    assert decide_by_rule(desk, "newer")[1] == 1
    assert [row[0] for row in told(desk)] == ["title"]
    assert decide_by_rule(desk, "mine", "applicant:蓝川")[1] == 1
    assert decide_by_rule(desk, "mine") == (differences.Changes(), 0)
    assert patent(desk).title == "手工标题"
    assert {row[0] for row in told(desk, state=None)} == {"filing_date", "title"}


def test_an_offices_data_win_over_a_vendors_whichever_came_later(desk, bring):
    espacenet = ["Title", "Publication number", "Priority numbers", "Date of application", "Inventors"]
    bring("lens.csv", ["1", "EP 1000000 A1", "EP", "EP1000000A1", "Cell", "2001-01-02"],
          head=["#", "Display Key", "Jurisdiction", "Lens ID", "Title", "Application Date"])  # fmt: skip
    bring("espacenet.csv", ["Cell", "EP1000000 (A1)", "", "2001-01-03", "X"], head=espacenet)
    assert [(item.held_format, item.told_format) for item in differences.differences(desk)] == [("lens", "espacenet")]
    assert decide_by_rule(desk, "office")[1] == 1
    assert str(patent(desk).filing_date) == "2001-01-03"


def test_what_is_gone_is_refused(desk):
    with pytest.raises(Refused) as refused:
        decide(desk, [7], DifferenceState.HELD)
    assert refused.value.problem.code == "difference_gone"
    with desk.file.reading() as reader:
        assert reader.count(Difference) == 0


SHARED = ["申请号", "owners", "shares"]


def test_a_share_that_differs_is_noted_and_decided(desk, bring):
    owners = "蓝川汽车有限公司;云麓大学"
    halves, thirds = ("owner;蓝川汽车有限公司;{}\nowner;云麓大学;{}".format(*parts)
                      for parts in (("1/2", "1/2"), ("2/3", "1/3")))  # fmt: skip
    bring("a.csv", [ROW[0], owners, halves], head=SHARED)
    assert bring("b.csv", [ROW[0], owners, thirds], head=SHARED).conflicts == 1
    assert told(desk) == [("shares", halves, thirds, False, "a.csv", "b.csv")]
    assert bring("c.csv", [ROW[0], owners, thirds], head=SHARED).conflicts == 1
    assert len(told(desk)) == 1

    def parts():
        with desk.file.reading() as reader:
            return [(one.name, one.share_numerator, one.share_denominator) for one in reader.select(Party)]

    assert parts() == [("蓝川汽车有限公司", 1, 2), ("云麓大学", 1, 2)]
    (item,) = differences.differences(desk)
    assert item.present == halves
    decide(desk, [item.difference.id], DifferenceState.TOLD)
    assert parts() == [("蓝川汽车有限公司", 2, 3), ("云麓大学", 1, 3)]
    assert bring("d.csv", [ROW[0], owners, thirds], head=SHARED).same == 1
    history.undo(desk)
    assert parts() == [("蓝川汽车有限公司", 1, 2), ("云麓大学", 1, 2)]
    ties.set_shares(desk, patent(desk).id, {"云麓大学": Fraction(1, 4)})
    bring("e.csv", [ROW[0], owners, halves], head=SHARED)
    assert differences.differences(desk)[0].difference.hand_made
