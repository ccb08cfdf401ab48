import json
from datetime import date
from pathlib import Path

import pytest

from patentdesk.core.words import Words
from patentdesk.handouts.valuation.content import Handout, Subject
from patentdesk.portfolio.codes import RightType, Segment, Status
from patentdesk.portfolio.records import Patent
from patentdesk.valuation.assumptions import parse_set, resolve, scope_chain
from patentdesk.valuation.patent import Facts, Fee, value_patent

RESOURCES = Path(__file__).resolve().parents[3] / "resources"
SEGMENTS = (Segment.BATTERY, Segment.COCKPIT, Segment.BODY, Segment.DRIVE, None)


def catalogue():
    entries = {}
    for path in sorted((RESOURCES / "words").glob("*.json")):
        entries.update(json.loads(path.read_text(encoding="utf-8")))
    return Words("zh", entries)


def default_set():
    return parse_set(json.loads((RESOURCES / "assumptions/default.json").read_text(encoding="utf-8")))


def a_fee(year):
    return 900.0 if year < 4 else 1200.0 if year < 7 else 2000.0 if year < 10 else 4000.0


def a_subject(number, valued_on, rows, definitions, **changes):
    filed = date(2012 + number * 3 % 12, 1 + number * 5 % 12, 1 + number * 7 % 28)
    expiry = filed.replace(year=filed.year + 20)
    patent = Patent(
        id=number + 1,
        office="CN",
        right_type=RightType.INVENTION,
        application_number=f"2019{number:08d}",
        application_number_text=f"CN2019{number:08d}.X",
        title="=一种电池热管理方法" if number == 2 else f"一种动力电池热管理装置及其控制方法 {number}",
        filing_date=filed,
        status=Status.GRANTED,
        segment=SEGMENTS[number % len(SEGMENTS)],
    )
    fees = tuple(
        Fee(filed.replace(year=filed.year + year), a_fee(year), year + 1)
        for year in range(1, 20)
        if filed.replace(year=filed.year + year) > valued_on
    )
    facts = {"patent_id": patent.id, "status": Status.GRANTED, "expiry": expiry, "fees": fees} | changes
    resolved = resolve(rows, definitions, scope_chain(patent.segment, 1, patent.id))
    outcome = value_patent(Facts(**facts), resolved, valued_on)
    return Subject(patent=patent, outcome=outcome, resolved=resolved, owner="甲汽车有限公司")


def a_handout(count=6, valued_on=date(2026, 6, 30), rows=None, dead=True):
    shipped = default_set()
    rows = shipped.rows if rows is None else rows
    subjects = [a_subject(number, valued_on, rows, shipped.definitions) for number in range(count)]
    if dead:
        subjects.append(a_subject(count, valued_on, rows, shipped.definitions, status=Status.LAPSED))
        subjects.append(a_subject(count + 1, valued_on, rows, shipped.definitions, expiry=None))
        subjects.append(a_subject(count + 2, valued_on, rows, shipped.definitions, fees=()))
    return Handout(
        portfolio="示例联盟组合",
        client="示例汽车知识产权联盟",
        valued_on=valued_on,
        made_on=date(2026, 7, 15),
        prepared_by="李明",
        reference="PV-2026-001",
        engine_version="PatentDesk 0.1",
        words=catalogue(),
        definitions=shipped.definitions,
        subjects=tuple(subjects),
        digest="0" * 64,
    )


@pytest.fixture
def make_handout():
    return a_handout
