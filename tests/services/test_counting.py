"""Test what stands beside the list: counts by facet, and the completion of values."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from patentdesk.portfolio.clauses import Chosen, How, toggled
from patentdesk.portfolio.codes import OrganisationKind, Status
from patentdesk.portfolio.query import EVERYTHING
from patentdesk.portfolio.records import Organisation, Patent
from patentdesk.services import counting, listing
from patentdesk.store.file import Reader


@pytest.fixture
def filled(desk):
    with desk.file.operation("fill") as work:
        member = work.add(Organisation(kind=OrganisationKind.MEMBER, name="比亚迪"))
        work.add_all([
            Patent(title="a", office="CN", status=Status.GRANTED, member_id=member, filing_date=date(2020, 1, 1),
                   ipc_main="H01M10/613", applicants_text="比亚迪 | 清华大学", tags="lead; pool"),
            Patent(title="b", office="CN", status=Status.PENDING, filing_date=date(2020, 6, 1),
                   ipc_main="H01M50/20", applicants_text="清华大学", tags="pool"),
            Patent(title="c", office="EP", status=Status.GRANTED, filing_date=date(2019, 1, 1), ipc_main="B60L3/00"),
        ])  # fmt: skip
    return desk


def counts(desk, query=""):
    found = {one.facet.field: one for one in counting.facets(desk, query)}
    return {field: {count.value: count.patents for count in one.counts} for field, one in found.items()}


def test_everything_that_narrows_is_counted(filled):
    found = counts(filled)
    assert found["office"] == {"CN": 2, "EP": 1}
    assert found["filing_date"] == {"2020": 2, "2019": 1}
    assert found["ipc_main"] == {"H01M": 2, "B60L": 1}
    assert found["applicant"] == {"清华大学": 2, "比亚迪": 1, "": 1}
    assert found["tags"] == {"pool": 2, "lead": 1, "": 1}
    assert found["member"] == {"比亚迪": 1, "": 2}


def test_a_facet_leaves_its_own_choice_aside_and_tells_it(filled):
    chosen = {one.facet.field: one.chosen for one in counting.facets(filled, "office:EP -status:lapsed")}
    assert chosen["office"] == Chosen(("EP",), ())
    assert chosen["status"] == Chosen((), ("lapsed",))
    found = counts(filled, "office:EP")
    assert found["office"] == {"CN": 2, "EP": 1}
    assert found["status"] == {"granted": 1}


@pytest.mark.parametrize("facet", counting.FACETS, ids=lambda one: one.field)
def test_a_count_is_what_choosing_the_value_finds(filled, facet):
    (found,) = counting.facets(filled, "", [facet])
    for count in found.counts:
        text = counting.clauses.clause(facet.field, [count.value])
        assert len(listing.find(filled, text)) == count.patents, text


NAMES = st.sampled_from(
    ["", "江淮动力", "江淮动力股份", "EV", "ev", "EV2", "a b", "a", "=a", "z%_", ' "q"', "a\0b", "A, B"]
)
PATENTS = st.lists(
    st.fixed_dictionaries({
        "responsible": NAMES,
        "product": NAMES,
        "tags": st.lists(NAMES, max_size=3).map(";".join),
        "applicants_text": st.lists(NAMES, max_size=3).map(" | ".join),
        "ipc_main": st.sampled_from(["", "H01", "H01M", "H01M10/613", "B60L3/00", "AH01M"]),
        "member_id": st.sampled_from([None, 1, 2, 3]),
        "office": st.sampled_from(["CN", "EP", ""]),
    }),
    max_size=8,
)  # fmt: skip


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PATENTS)
def test_of_any_portfolio_a_count_is_what_choosing_the_value_finds(desk, made):
    with desk.file.operation("fill") as work:
        if not work.find(EVERYTHING).size and work.get(Organisation, 1) is None:
            work.add_all(
                [Organisation(kind=OrganisationKind.MEMBER, name=name) for name in ("江淮动力", "江淮动力股份", "a")]
            )
        work.add_all([Patent(**one) for one in made])
    known = listing.codes(desk)
    for counted in counting.facets(desk, ""):
        for count in counted.counts:
            text = toggled("", counted.facet.field, count.value, How.ONLY, known)
            assert len(listing.find(desk, text)) == count.patents, text
            with desk.file.reading() as reader:
                asked = listing.query(desk, text)
                assert Reader(reader.connection, reader.today).find(asked).size == count.patents, text


@pytest.mark.parametrize(
    ("field", "begun", "values"),
    [("applicant", "清", ["清华大学"]), ("member", "比", ["比亚迪"]), ("office", "", ["CN", "EP"]), ("due", "2", []),
     ("tags", "po", ["pool"])],
)  # fmt: skip
def test_values_are_completed(filled, field, begun, values):
    assert counting.values(filled, field, begun) == values
