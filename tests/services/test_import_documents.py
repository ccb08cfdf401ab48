"""Import documents of offices: events and names come in once, and beside what a person recorded."""

import json
from datetime import date

import pytest

from patentdesk.portfolio.names import fold
from patentdesk.portfolio.records import Event, Organisation, Party, Patent
from patentdesk.services.docket import record
from patentdesk.services.importing import apply_import, plan_import
from tests.intake.documents.samples import APPLICATION, EVENTS, GRANT, OPS_XML, pack


@pytest.fixture
def bring(desk, tmp_path):
    def bring_one(content, name):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        plan = plan_import(desk, [path])
        apply_import(desk, plan)
        return plan

    return bring_one


def rows(desk, record, **conditions):
    with desk.file.reading() as reader:
        return reader.select(record, **conditions)


def test_grant_application_data_and_events_are_one_patent(bring, desk):
    plan = bring(pack({"grant.xml": GRANT, "data.json": APPLICATION}), "both.zip")
    bring(EVENTS.replace("JP7000001B2", "US11999888B2"), "events.csv")
    assert plan.counts["merged"] == 1
    (patent,) = rows(desk, Patent)
    assert (patent.application_number, patent.grant_number) == ("17333444", "US11999888")
    kinds = sorted(event.kind for event in rows(desk, Event))
    assert kinds == ["annuity_paid", "assignment_recorded", "office_action", "other", "other", "other", "other"]


def test_a_second_import_adds_nothing(bring, desk):
    bring(APPLICATION, "data.json")
    before = rows(desk, Event)
    again = bring(APPLICATION + " ", "again.json")
    assert again.counts["same"] == again.read == 1
    assert rows(desk, Event) == before


def test_a_payment_that_a_person_recorded_is_not_told_twice(bring, desk):
    bring(GRANT, "grant.xml")
    (patent,) = rows(desk, Patent)
    record(desk, [patent.id], Event(kind="annuity_paid", event_date=date(2026, 11, 20), year=4, reference="R-1"))
    bring(EVENTS.splitlines()[0] + "\n" + EVENTS.splitlines()[1] + "\n", "events.csv")
    (payment,) = rows(desk, Event)
    assert (payment.reference, payment.year) == ("R-1", 4)


def test_the_latin_name_finds_the_organisation(bring, desk):
    bring(OPS_XML, "ops.xml")
    (company,) = rows(desk, Organisation, name="北极光电池有限公司")
    assert company.name_en == "NORDLICHT BATTERY CO LTD"
    bring(GRANT.replace("Kaede Motors, Inc.", "Nordlicht Battery Co., Ltd."), "grant.xml")
    assert {party.organisation_id for party in rows(desk, Party) if fold(party.name) != fold("Kana Ito")
            and party.organisation_id} == {company.id}  # fmt: skip


def test_every_code_means_a_kind_that_the_docket_knows(library):
    kinds = library.json("rules/events.json")
    words = library.words("zh")
    codes = library.json("intake/events.json")["codes"]
    entries = [
        entry
        for offices in codes.values()
        for meanings in offices.values()
        for meant in meanings.values()
        for entry in (meant if isinstance(meant, list) else [meant])
    ]
    assert len(entries) > 100
    assert [json.dumps(entry) for entry in entries if entry["kind"] not in kinds] == []
    assert all(entry["source"] and entry["confidence"] in ("primary", "secondary", "knowledge") for entry in entries)
    assert words.has("event.other")
