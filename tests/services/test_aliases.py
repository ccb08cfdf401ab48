"""Organisations are known by further names that a person gives and takes back."""

import pytest

from patentdesk.core.problems import Refused
from patentdesk.portfolio.codes import OrganisationKind
from patentdesk.portfolio.names import fold
from patentdesk.portfolio.records import Alias, Organisation
from patentdesk.services import aliases, history, naming
from patentdesk.services.members import member_names


@pytest.fixture
def ids(desk):
    """Return the ids of a member and a company, each known by its own name as an import writes it."""
    found = {}
    with desk.file.operation("add") as work:
        for name, kind in (
            ("安徽拓川汽车股份有限公司", OrganisationKind.MEMBER),
            ("启桁集团", OrganisationKind.COMPANY),
        ):
            found[name] = work.add(Organisation(name=name, kind=kind))
            work.add(Alias(organisation_id=found[name], key=fold(name), written=name))
    return list(found.values())


def test_a_name_is_given_known_in_files_and_taken_back(desk, ids):
    assert aliases.other_names(desk, ids[0]) == []
    assert aliases.add(desk, ids[0], "  TCX  Auto ")
    assert aliases.other_names(desk, ids[0]) == ["TCX Auto"]
    with desk.file.reading() as reader:
        assert member_names(reader).find("tcx_auto 2026") == ["安徽拓川汽车股份有限公司"]
    assert naming.named(desk, "tcx auto").id == ids[0]
    assert not aliases.add(desk, ids[0], "TCX-AUTO"), "it has this name already"
    assert aliases.take_back(desk, ids[0], "TCX auto")
    assert aliases.other_names(desk, ids[0]) == []
    assert [one.verb for one in history.journal(desk, 2)] == ["remove_alias", "add_alias"]
    history.undo(desk)
    assert aliases.other_names(desk, ids[0]) == ["TCX Auto"]


@pytest.mark.parametrize(
    ("change", "text", "code"),
    [
        (aliases.add, "启桁集团", "alias_of_another"),
        *((aliases.add, text, "alias_empty") for text in (" - ", "专利清单", "2026", "汽车研究院", "Auto", "")),
        (aliases.take_back, "TCX", "alias_unknown"),
        (aliases.take_back, "安徽拓川汽车股份有限公司", "alias_is_name"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(desk, ids, change, text, code):
    before = len(history.journal(desk, 9))
    with pytest.raises(Refused) as told:
        change(desk, ids[0], text)
    assert told.value.problem.code == code
    assert len(history.journal(desk, 9)) == before


def test_an_organisation_that_is_gone_is_told(desk):
    with pytest.raises(Refused) as told:
        aliases.add(desk, 99, "TCX")
    assert told.value.problem.code == "organisation_gone"
