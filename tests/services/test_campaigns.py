"""Run a review from its stages to the proof of execution, with its scenarios, minutes and instructions."""

from __future__ import annotations

import json
from datetime import date

import openpyxl
import pytest

from patentdesk.core.problems import Refused
from patentdesk.docketing.records import Deadline, DeadlineState
from patentdesk.portfolio.codes import EncumbranceKind, OrganisationKind, Segment, Status
from patentdesk.portfolio.records import Encumbrance, Family, Organisation, Patent
from patentdesk.services import (
    campaigns,
    cases,
    committee,
    consequences,
    drop_scenarios,
    execution,
    instructing,
    minutes,
    own_models,
    positions,
    reviewing,
    stages,
)
from patentdesk.services.evidence import evidence, model_names
from patentdesk.triage.likeness import Alike
from patentdesk.triage.records import Mark, Stage


@pytest.fixture
def ids(desk):
    """Store four living patents of two members, two of one family, one pledged, with an annuity and an agency each."""
    with desk.file.operation("import") as work:
        north, south = (work.add(Organisation(kind=OrganisationKind.MEMBER, name=name)) for name in ("北厂", "南厂"))
        agency = work.add(Organisation(kind=OrganisationKind.AGENCY, name="青砚/事务所"))
        family = work.add(Family(key="F"))
        shared = {"status": Status.GRANTED, "filing_date": date(2016, 3, 1), "grant_date": date(2019, 3, 1)}
        found = work.add_all(
            Patent(
                **shared,
                office="US" if n == 3 else "CN",
                publication_number=f"CN10{n}",
                publication_number_text=f"CN10{n}B",
                title=("电池包液冷板结构", "电池包液冷板的密封结构", "车门铰链", "Battery pack")[n],
                ipc_main="H01M10/613" if n < 2 else "E05D1/00",
                family_id=family if n in {0, 3} else None,
                member_id=north if n < 3 else south,
                agency_id=agency if n else None,
                segment=Segment.BATTERY if n != 2 else Segment.BODY,
            )
            for n in range(4)
        )
        work.add(Encumbrance(patent_id=found[1], kind=EncumbranceKind.PLEDGE, counterparty="银行"))
        work.add_all(
            Deadline(
                patent_id=one,
                rule_id="CN-ALL-ANN-01",
                occurrence="year:12",
                task="annuity",
                year=12,
                due_date=date(2027, 3, 1),
                amount_minor=400_000,
                currency="CNY",
            )
            for one in found
        )
    return found


@pytest.fixture
def review(desk, ids):  # noqa: ARG001 - the patents are there
    return reviewing.create_review(desk, "秋季")


def test_a_review_has_stages_before_its_last_day(desk, review):
    lines = {one.stage: one for one in campaigns.progress_of(desk, review.id).stages}
    assert (lines[Stage.FACTS].done, lines[Stage.SCORE].done) == (desk.clock.today(),) * 2
    assert (lines[Stage.ANSWERS].due, lines[Stage.EXECUTE].due) == (date(2027, 1, 22), date(2027, 5, 22))
    stages.set_stage(desk, review.id, "committee", done=True)
    assert campaigns.progress_of(desk, review.id).stage.stage is Stage.INSTRUCT
    with pytest.raises(Refused, match="stage_order"):
        stages.set_stage(desk, review.id, "execute", due=date(2027, 1, 1))
    stages.reopen_stage(desk, review.id, "answers")
    assert campaigns.progress_of(desk, review.id).stage.stage is Stage.ANSWERS
    stages.set_stage(desk, review.id, "execute", done=True)
    assert campaigns.progress_of(desk, review.id).review.state == "closed"


def test_names_never_clash():
    assert campaigns.free_name(["2026 评审", "2026 评审 (2)"], "2026 评审") == "2026 评审 (3)"
    assert campaigns.free_name([], "A") == "A"


def test_patents_are_shared_out_marked_and_noted(desk, review, ids):
    campaigns.share_out(desk, review.id, "member")
    campaigns.assign(desk, review.id, ids[:1], "王一")
    reviewing.decide(desk, ids[:1], "KEEP", review_id=review.id)
    found = campaigns.progress_of(desk, review.id)
    assert [(one.assignee, one.patents, one.decided) for one in found.shares] == [
        ("北厂", 2, 0),
        ("南厂", 1, 0),
        ("王一", 1, 1),
    ]
    campaigns.share_out(desk, review.id, "segment", {"body": "李二"})
    campaigns.mark(desk, review.id, ids[2:], Mark.FLAGGED)
    campaigns.annotate(desk, review.id, ids[2:3], "问供应商")
    lines = {line.patent.id: line.item for line in reviewing.items(desk, review.id)}
    assert (lines[ids[2]].assignee, lines[ids[0]].assignee, lines[ids[2]].note) == ("李二", "王一", "问供应商")
    assert campaigns.progress_of(desk, review.id).flagged == 2
    with pytest.raises(Refused, match="share_by"):
        campaigns.share_out(desk, review.id, "colour")
    with pytest.raises(Refused, match="patent_unknown"):
        campaigns.assign(desk, review.id, [9999], "x")


def test_scoring_again_keeps_what_people_entered(desk, review, ids):
    campaigns.assign(desk, review.id, ids, "王一")
    with desk.file.operation("edit") as work:
        work.change(Patent, ids[0], claims_count=30, product="HV-60")
    assert cases.case_of(desk, ids[0], review.model, review.id).moved
    before = {line.patent.id: line.item for line in reviewing.items(desk, review.id)}
    reviewing.score_again(desk, review.id)
    after = {line.patent.id: line.item for line in reviewing.items(desk, review.id)}
    assert after[ids[0]].score != before[ids[0]].score
    assert after[ids[0]].assignee == "王一"
    assert not cases.case_of(desk, ids[0], review.model, review.id).moved


def test_a_case_shows_family_and_likes(desk, review, ids):
    case = cases.case_of(desk, ids[0], review.model, review.id)
    assert [one.id for one in case.family] == [ids[3]]
    assert [(one.patent.id, one.why, one.in_review) for one in case.relatives] == [
        (ids[3], Alike.FAMILY, True),
        (ids[1], Alike.CLASS_AND_WORDS, True),
    ]
    assert {name for name, _, _ in case.grades} == {"broad", "oecd"}


def test_scenarios_are_kept_and_compared(desk, review, ids):
    reviewing.decide(desk, ids[2:3], "DROP", reason="旧", review_id=review.id)
    drop_scenarios.save_scenario(desk, review.id, "都放弃", [ids[0], ids[2], ids[3]])
    outlook = consequences.outlook_of_review(desk, review.id)
    found = {one.name: one for one in drop_scenarios.compare(desk, review.id, outlook)}
    assert found["decided"].dropped == (ids[2],)
    assert found["都放弃"].consequences.dropped == 3
    assert ("body", "CN") in found["decided"].consequences.emptied
    drop_scenarios.save_scenario(desk, review.id, "都放弃", [])
    again = {one.name: one for one in drop_scenarios.compare(desk, review.id, outlook)}
    assert again["都放弃"].dropped == ()
    drop_scenarios.remove_scenario(desk, review.id, "都放弃")
    with pytest.raises(Refused, match="scenario_unkept"):
        drop_scenarios.remove_scenario(desk, review.id, "都放弃")
    with pytest.raises(Refused, match="scenario_name_missing"):
        drop_scenarios.save_scenario(desk, review.id, " ")


@pytest.mark.parametrize("suffix", [".xlsx", ".html"])
def test_minutes_name_votes_and_dissent(desk, review, ids, tmp_path, suffix):
    committee.vote(desk, review.id, ids[1:2], "KEEP", "有质押")
    with desk.file.operation("another vote") as work:
        [kept] = [one for one in committee.votes(desk, review.id)[ids[1]]]
        work.change(type(kept), kept.id, voter="ann")
    committee.vote(desk, review.id, ids[1:2], "SELL", "<b>=1+1")
    reviewing.decide(desk, ids[1:2], "KEEP", review_id=review.id)
    path = tmp_path / f"minutes{suffix}"
    assert minutes.write_minutes(desk, review.id, path) >= 1
    if suffix == ".html":
        text = path.read_text(encoding="utf-8")
        assert "&lt;b&gt;=1+1" in text
    else:
        cells = [cell for line in openpyxl.load_workbook(path).worksheets[0].iter_rows() for cell in line]
        assert not [cell for cell in cells if cell.data_type == "f"]
        text = "\n".join(str(cell.value) for cell in cells if cell.value is not None)
    assert "ann: 维持" in text
    assert "tester: 转让（不同意见）" in text or "tester: 转让 (不同意见)" in text


def test_only_signed_decisions_are_passed_on_and_a_drop_waives_after_its_proof(desk, review, ids, tmp_path):
    reviewing.decide(desk, ids[2:3], "DROP", reason="旧", review_id=review.id)
    reviewing.decide(desk, ids[:1], "KEEP", review_id=review.id)
    with pytest.raises(Refused, match="instruct_nothing"):
        instructing.instruct(desk, tmp_path)
    decisions = [line.decision.id for line in reviewing.items(desk, review.id) if line.decision]
    reviewing.sign(desk, decisions)
    files, changes = instructing.instruct(desk, tmp_path, "zh", review.id)
    assert len(files) == 2
    assert set(changes.patent_ids) == {ids[0], ids[2]}
    assert all("/" not in file.name for file in files)
    told = "\n".join(
        str(cell.value)
        for file in files
        for line in openpyxl.load_workbook(file).worksheets[0].iter_rows()
        for cell in line
        if cell.value is not None
    )
    assert "不再缴费，任其终止" in told
    assert "缴纳年费，维持有效" in told
    assert campaigns.progress_of(desk, review.id).instructed == 2
    with pytest.raises(Refused, match="instruct_nothing"):
        instructing.instruct(desk, tmp_path, "zh", review.id)
    with desk.file.reading() as reader:
        assert {one.state for one in reader.select(Deadline)} == {DeadlineState.OPEN}
    [order] = [one for one in instructing.orders(desk, review.id) if one.patent.id == ids[2]]
    execution.carry_out(desk, [order.decision.id], "函 7 号")
    with desk.file.reading() as reader:
        waived = [one.patent_id for one in reader.select(Deadline, state=DeadlineState.WAIVED)]
    assert waived == [ids[2]]
    assert campaigns.progress_of(desk, review.id).carried_out == 1


def test_patents_stand_in_the_matrices(desk, review):
    found = positions.positions(desk, review.id)
    assert len(found) == 4
    assert all(one.cost is not None and str(one.cost) == "4,000.00 CNY" for one in found)
    assert all(one.risk is None or 0 <= one.risk <= 100 for one in found)


@pytest.mark.parametrize("suffix", [".xlsx", ".json"])
def test_a_model_without_code(desk, ids, tmp_path, suffix):
    path = tmp_path / f"model{suffix}"
    own_models.write_example(desk.library, path)
    if suffix == ".json":
        content = json.loads(path.read_text(encoding="utf-8"))
        content["id"], content["indicators"] = "ours", content["indicators"][:2]
        path.write_text(json.dumps(content), encoding="utf-8")
    else:
        book = openpyxl.load_workbook(path)
        book["model"]["B1"] = "ours"
        book["indicators"].delete_rows(4, 40)
        book.save(path)
    assert own_models.add_model(desk, path).name == "ours"
    with desk.file.reading() as reader:
        assert "ours" in model_names(desk.library, reader)
    assert len(evidence(desk, ids[0], "ours").score.parts) == 2
    review = reviewing.create_review(desk, "eigen", model="ours")
    assert cases.case_of(desk, ids[0], review.model, review.id).evidence.score.value is not None
    own_models.remove_model(desk, "ours")
    with pytest.raises(Refused, match="model_unowned"):
        own_models.remove_model(desk, "ours")


@pytest.mark.parametrize("text", ["{}", "[]", "nonsense", '{"id": 1, "indicators": [{"id": "colour"}]}'])
def test_a_file_that_is_no_model_is_refused(desk, tmp_path, text):
    path = tmp_path / "model.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match="model_file_unreadable"):
        own_models.add_model(desk, path)
    (tmp_path / "model.xlsx").write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match="model_file_unreadable"):
        own_models.add_model(desk, tmp_path / "model.xlsx")
