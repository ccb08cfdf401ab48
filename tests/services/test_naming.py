"""Check which names are suggested as one, and what joining and keeping apart leave behind."""

from __future__ import annotations

import pytest

from patentdesk.core.problems import Refused
from patentdesk.portfolio.codes import OrganisationKind, Role
from patentdesk.portfolio.names import fold
from patentdesk.portfolio.records import Alias, KeptApart, Organisation, Party, Patent
from patentdesk.services import history, naming
from patentdesk.services.importing import apply_import, plan_import


def _organisations(desk, *names):
    with desk.file.operation("add") as work:
        ids = work.add_all(Organisation(name=name) for name in names)
        work.add_all(Alias(organisation_id=number, key=fold(name), written=name)
                     for number, name in zip(ids, names, strict=True))  # fmt: skip
    return ids


def _pairs(desk):
    return {frozenset((one.one.name, one.other.name)) for one in naming.suggestions(desk)}


ONE_AND_THE_SAME = [
    ("GM GLOBAL TECH OPERATIONS LLC", "GM GLOBAL TECH OPERAITONS LLC"),
    ("SEMICONDUCTOR ENERGY LAB", "SEMICONDUCTOR ENERGY LABORATORY CO., LTD."),
    ("宁德时代新能源科技股份有限公司", "宁德时代新能原科技股份有限公司"),
    ("比亚迪汽车工业有限公司", "深圳比亚迪汽车工业有限公司"),
    ("Robert Bosch GmbH", "ROBERT BOSHC"),
]
DIFFERENT = [
    ("北京理工大学", "南京理工大学"),
    ("HENAN FAENLAITE NEW ENERGY TECH CO LTD", "HUNAN FAENLAITE NEW ENERGY TECH CO LTD"),
    ("中国人民解放军第五七一零工厂", "中国人民解放军第五七二一工厂"),
    ("国网河南栾川县供电公司", "国网河南淅川县供电公司"),
    ("CHONGQING TAILAN NEW ENERGY CO LTD", "CHONGQING ZIJIAN NEW ENERGY CO LTD"),
    ("中国电子科技集团公司第十八研究所", "中国电子科技集团公司第十四研究所"),
    ("比亚迪股份有限公司", "BYD COMPANY LIMITED"),
]


@pytest.mark.parametrize(("one", "other"), ONE_AND_THE_SAME)
def test_names_that_may_be_one_are_suggested(desk, one, other):
    _organisations(desk, one, other)
    assert _pairs(desk) == {frozenset((one, other))}


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_names_of_two_places_numbers_words_or_scripts_are_not_suggested(desk, one, other):
    _organisations(desk, one, other)
    assert _pairs(desk) == set()


def test_persons_are_never_suggested(desk):
    with desk.file.operation("add") as work:
        work.add_all(Organisation(name=name, kind=OrganisationKind.PERSON) for name in ("ZHANG WEI", "ZHANG WEI B"))
    assert naming.suggestions(desk) == []


def _with_patents(desk):
    first, second = _organisations(desk, "岚川汽车股份有限公司", "岚川汽车股份公司电驱分公司")
    with desk.file.operation("add") as work:
        patents = work.add_all(Patent(office="CN", application_number=str(n), title=f"驱动电机 {n}") for n in range(3))
        work.add(Party(patent_id=patents[0], role=Role.APPLICANT, name="岚川汽车股份有限公司", organisation_id=first))
        work.add(Party(patent_id=patents[1], role=Role.APPLICANT, name="岚川汽车电驱", organisation_id=second))
        work.change_many(Patent, [patents[2]], member_id=second)
        work.change(Organisation, second, kind=OrganisationKind.MEMBER, country="CN", name_en="Lanchuan Drive")
    return first, second, patents


def test_joined_names_are_one_on_all_patents_and_in_later_imports(desk, tmp_path):
    first, second, patents = _with_patents(desk)
    changes = naming.join(desk, [(first, second)])
    assert set(changes.patent_ids) == {patents[1], patents[2]}
    with desk.file.reading() as reader:
        (kept,) = reader.select(Organisation)
        assert (kept.id, kept.kind, kept.country, kept.name_en) == (first, OrganisationKind.MEMBER, "CN",
                                                                    "Lanchuan Drive")  # fmt: skip
        assert {party.organisation_id for party in reader.select(Party)} == {first}
        assert reader.get(Patent, patents[2]).member_id == first
    path = tmp_path / "later.csv"
    path.write_text("申请号,标题,申请人\nCN201910000001.7,电池,岚川汽车股份公司电驱分公司\n", encoding="utf-8")
    apply_import(desk, plan_import(desk, [path]))
    with desk.file.reading() as reader:
        assert reader.select(Party, name="岚川汽车股份公司电驱分公司")[0].organisation_id == first
        assert reader.count(Organisation) == 1
    assert {one.written for one in naming.aliases(desk, first)} >= {
        "岚川汽车股份有限公司",
        "岚川汽车股份公司电驱分公司",
    }


def test_joining_is_one_step_that_undo_takes_back(desk):
    first, second, patents = _with_patents(desk)
    naming.join(desk, [(first, second)])
    history.undo(desk)
    with desk.file.reading() as reader:
        assert {one.id for one in reader.select(Organisation)} == {first, second}
        assert reader.get(Patent, patents[2]).member_id == second
        assert {alias.organisation_id for alias in reader.select(Alias)} == {first, second}


def test_pairs_that_follow_from_each_other_become_one(desk):
    ids = _organisations(desk, "ACME MOTOR", "ACME MOTORS", "ACME MOTORS EU")
    naming.join(desk, [(ids[0], ids[1]), (ids[1], ids[2])])
    with desk.file.reading() as reader:
        assert [one.name for one in reader.select(Organisation)] == ["ACME MOTOR"]
        assert reader.column(Alias, "organisation_id") == [ids[0]] * 3


def test_pairs_kept_apart_are_remembered(desk):
    one, other = _organisations(desk, *ONE_AND_THE_SAME[0])
    naming.keep_apart(desk, [(other, one)])
    assert naming.suggestions(desk) == []
    with desk.file.reading() as reader:
        assert [(pair.one_id, pair.other_id) for pair in reader.select(KeptApart)] == [(one, other)]
    history.undo(desk)
    assert len(naming.suggestions(desk)) == 1


def test_an_organisation_is_found_by_any_of_its_names(desk):
    first, second = _organisations(desk, "ACME MOTOR", "埃克米汽车有限公司")
    naming.join(desk, [(first, second)])
    assert naming.named(desk, "埃克米汽车").id == first
    with pytest.raises(Refused) as refused:
        naming.named(desk, "nobody")
    assert refused.value.problem.code == "organisation_unknown"


def test_what_cannot_be_joined_is_refused(desk):
    (only,) = _organisations(desk, "ACME MOTOR")
    for pairs, code in (([(only, only)], "organisation_same"), ([(only, 99)], "organisation_gone")):
        for act in (naming.join, naming.keep_apart):
            with pytest.raises(Refused) as refused:
                act(desk, pairs)
            assert refused.value.problem.code == code


def test_suggestions_name_examples_of_both(desk):
    one, other = _organisations(desk, *ONE_AND_THE_SAME[0])
    with desk.file.operation("add") as work:
        for number, owner in enumerate((one, one, other)):
            patent = work.add(Patent(office="US", application_number=str(number), title=f"Cathode {number}"))
            work.add(Party(patent_id=patent, role=Role.APPLICANT, name="x", organisation_id=owner))
    (found,) = naming.suggestions(desk)
    assert (found.one.id, found.one_count, found.other_count) == (one, 2, 1)
    assert found.examples == ("Cathode 0", "Cathode 1", "Cathode 2")
