from datetime import date

from patentdesk.core.problems import Problem, Severity, Source
from patentdesk.intake.drafts import Draft
from patentdesk.intake.merging import Groups, Merged, keys, merged
from patentdesk.portfolio.codes import Role
from patentdesk.portfolio.kinds import Stage


def draft(row, stage=Stage.GRANT, weak=(), **values):
    document = str(values.get("publication_number", ""))
    return Draft(
        Source("list.csv", row=row), {"office": "US", **values}, frozenset(weak), document=document, stage=stage
    )


def merge(drafts: list[Draft]) -> list[Merged]:
    """Return one entry per patent, in the order in which the patents first occur, without the rejected rows."""
    groups, members = Groups(), {}
    kept = [one for one in drafts if not one.rejected]
    places = [groups.add(keys(one)) for one in kept]
    for place, one in zip(places, kept, strict=True):
        members.setdefault(groups.lead(place), []).append(one)
    return [merged(tuple(found)) for found in members.values()]


def test_application_and_grant_become_one_patent_whatever_their_order():
    published = draft(
        2,
        Stage.APPLICATION,
        application_number="15",
        publication_number="US20190000001",
        title="Early",
        kind_code="A1",
        publication_date=date(2019, 1, 3),
    )
    granted = draft(
        3,
        Stage.GRANT,
        ("publication_number", "publication_date"),
        application_number="15",
        publication_number="US9",
        title="Late",
        grant_number="US9",
        kind_code="B2",
        publication_date=date(2020, 2, 4),
    )
    one, other = merge([published, granted]), merge([granted, published])
    assert len(one) == len(other) == 1
    assert one[0].values == other[0].values
    assert one[0].values["publication_number"] == "US20190000001"
    assert one[0].values["publication_date"] == date(2019, 1, 3)
    assert (one[0].values["title"], one[0].values["kind_code"], one[0].values["grant_number"]) == ("Late", "B2", "US9")
    assert not one[0].problems


def test_a_row_joins_two_others():
    found = merge(
        [
            draft(2, application_number="15"),
            draft(3, publication_number="US9"),
            draft(4, application_number="15", publication_number="US9"),
        ]
    )
    assert [len(item.drafts) for item in found] == [3]


def test_two_application_numbers_are_never_one_patent():
    found = merge(
        [
            draft(2, application_number="15", publication_number="US9"),
            draft(3, application_number="16", publication_number="US9"),
        ]
    )
    assert len(found) == 2


def test_an_own_reference_joins_no_two_grants():
    grants = [draft(row, external_id="P-7", publication_number=number, grant_number=number)
              for row, number in ((3, "US8"), (4, "US9"), (5, "US8"))]  # fmt: skip
    family = [draft(2, external_id="P-7"), *grants]
    assert [[one.source.row for one in item.drafts] for item in merge(family)] == [[2, 3, 5], [4]]
    stages = [draft(2, external_id="41", publication_number="US20190000001"),
              draft(3, external_id="41", publication_number="US9", grant_number="US9")]  # fmt: skip
    assert len(merge(stages)) == 1


def test_rows_of_one_document_that_differ_are_told():
    (found,) = merge([draft(2, application_number="15", title="A"), draft(3, application_number="15", title="B")])
    assert found.values["title"] == "B"
    assert [(problem.code, problem.source.row, problem.field_name) for problem in found.problems] == [
        ("rows_differ", 3, "title")
    ]


def test_rejected_rows_are_passed_over():
    bad = Draft(Source(row=2), {"title": "x"}, problems=(Problem("row_without_number"),))
    assert merge([bad]) == []


def test_parties_come_from_the_newest_row_that_names_any():
    early = Draft(
        Source(row=2),
        {"office": "US", "application_number": "15"},
        parties=((Role.APPLICANT, "A"), (Role.INVENTOR, "Z")),
        document="US1",
        stage=Stage.APPLICATION,
    )
    late = Draft(
        Source(row=3), {"office": "US", "application_number": "15"}, parties=((Role.APPLICANT, "B"),), document="US2"
    )
    (found,) = merge([early, late])
    assert found.parties == ((Role.APPLICANT, "B"), (Role.INVENTOR, "Z"))


def test_parties_and_the_line_of_their_names_come_from_one_row():
    own, latin = "启衡电机有限公司", "QIHENG MOTOR CO"
    rows = [
        Draft(Source(row=at), {"office": "CN", "application_number": "15", "applicants_text": name}, weak,
              parties=((Role.APPLICANT, name),))
        for at, name, weak in ((2, own, frozenset()), (3, latin, frozenset({"applicants_text"})))
    ]  # fmt: skip
    (found,) = merge(rows)
    assert (found.values["applicants_text"], found.parties) == (own, ((Role.APPLICANT, own),))


def differences(*drafts):
    (one,) = merge(drafts)
    return one, [(found.code, found.severity, found.source.row, found.args["was"], found.args["value"])
                 for found in one.problems]  # fmt: skip


def test_two_rows_of_one_patent_that_differ_are_told():
    one, found = differences(
        draft(2, application_number="15", title="Title A", filing_date=date(2019, 1, 3)),
        draft(3, application_number="15", title="Title B", filing_date=date(2019, 1, 4)),
    )
    assert found == [
        ("rows_differ", Severity.WARNING, 3, "Title A", "Title B"),
        ("rows_differ", Severity.WARNING, 3, "2019-01-03", "2019-01-04"),
    ]
    assert one.values["title"] == "Title B"


def test_two_translations_that_differ_are_told_and_the_first_stays():
    weak = ("title", "title_en")
    one, found = differences(
        draft(2, weak=weak, application_number="15", title="Title A"),
        draft(3, weak=weak, application_number="15", title="title  a"),
        draft(4, weak=weak, application_number="15", title="Title B"),
    )
    assert found == [("rows_differ_first", Severity.WARNING, 4, "Title A", "Title B")]
    assert one.problems[0].args["other"] == "2"
    assert one.values["title"] == "Title A"


def test_a_translation_beside_the_original_contradicts_nothing():
    one, found = differences(
        draft(2, weak=("title",), application_number="15", title="Cell"),
        draft(3, application_number="15", title="电池"),
        draft(4, weak=("title",), application_number="15", title="Battery"),
    )
    assert (one.values["title"], found) == ("电池", [])
