"""Every document of the real files beside the checkout is accounted for."""

import pytest

from patentdesk.intake.drafts import OTHER
from patentdesk.intake.reading import read

EVENTS = "google_patents_detail/derived_legal_events.csv.gz"
FILES = {
    "cnipa_ipph_xml/CN102009000190429CN00001020256780AFULZH20110420CN00R.XML": ("cnipa_xml", 1, 0),
    "cnipa_ipph_xml/CN102019000302430CN00001100838310AFULZH20190802CN00G.XML": ("cnipa_xml", 1, 0),
    "epo_ops_xml/family__family_input.xml": ("epo_ops", 6, 0),
    "epo_ops_xml/legal__example_1.xml": ("epo_ops", 1, 0),
    "epo_ops_xml/published__biblio_example.xml": ("epo_ops", 1, 0),
    "epo_ops_xml/published__biblio_example_2.xml": ("epo_ops", 1, 0),
    "epo_ops_xml/published__claims_example.xml": ("epo_ops", 1, 0),
    "epo_ops_xml/published__full_cycle_example.xml": ("epo_ops", 2, 0),
    "epo_ops_xml/published__search_example.xml": ("epo_ops", 15, 0),
    "epo_ops_json/ops_biblio_energy_hydrogen_1954files.zip": ("epo_ops", 1_991, 0),
    "epo_ops_json/ops_search_energy_hydrogen_1_2000.json": ("epo_ops", 2_000, 0),
    "uspto/assignment__assignment_1.xml": ("uspto_assignment", 5, 0),
    "uspto/assignment__assignment_2.xml": ("uspto_assignment", 1, 0),
    "uspto/odp__application.json": ("uspto_data", 1, 0),
    "uspto/odp__assignment.json": ("uspto_data", 1, 1),
    "uspto/odp__continuity.json": ("uspto_data", 1, 0),
    "uspto/odp__transactions.json": ("uspto_data", 1, 1),
    "uspto_redbook_xml/cpcMaster__cpcMaster.xml": ("uspto_xml", 1, 0),
    "uspto_redbook_xml/xml2004__US06859910.xml": ("uspto_xml", 1, 0),
    "uspto_redbook_xml/xml2014__US08930553.xml": ("uspto_xml", 1, 0),
    "uspto_redbook_xml/xml4ip__sample_XML4IP.ZIP": ("uspto_xml", 13, 0),
    "uspto_redbook_xml/xmlApp2004__US20050004437A1.xml": ("uspto_xml", 1, 0),
    "cnki_citation_txt/CNKI-636757665250436250.txt": ("cnki", 436, 0),
    "cnki_citation_txt/CNKI-636757698033548750.txt": ("cnki", 196, 0),
    "derwent/dii_tagged_3records.txt": ("derwent_tagged", 3, 0),
    EVENTS: ("google_events", 5_729, 0),
    "google_patents_detail/derived_patents.csv.gz": ("google_table", 5_801, 0),
}


@pytest.mark.parametrize("name", FILES)
def test_every_document_is_a_draft_or_rejected_with_a_reason(shared_data, words, name):
    form, documents, rejected = FILES[name]
    reading = read(shared_data / name, words)
    drafts = list(reading.drafts())
    assert (reading.format, reading.length, len(drafts)) == (form, documents, documents)
    assert sum(draft.rejected for draft in drafts) == rejected
    assert all(draft.values.get("office") for draft in drafts if not draft.rejected)
    assert not reading.problems
    if name == EVENTS:
        _are_known_or_kept([event for draft in drafts for event in draft.events])


def _are_known_or_kept(events):
    assert len(events) > 61_000
    assert all(event.note for event in events if event.kind == OTHER)
    paid = [event for event in events if event.kind == "annuity_paid"]
    assert len(paid) > 1_500
    assert all(event.year and 1 <= event.year <= 25 for event in paid)
