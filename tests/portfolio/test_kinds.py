import pytest

from patentdesk.portfolio.codes import RightType
from patentdesk.portfolio.kinds import Stage, announces_grant, is_grant, right_type, right_type_of_publication, stage


@pytest.mark.parametrize(
    ("office", "kind", "number", "granted"),
    [
        ("CN", "A", "CN109808866", False),
        ("CN", "B", "CN109808866", True),
        ("CN", "C", "CN1030001C", True),
        ("CN", "U", "CN209008846", True),
        ("CN", "U", "CN2030001", False),
        ("CN", "Y", "CN2397278", True),
        ("US", "A", "US5480107", True),
        ("US", "A1", "US20190081352", False),
        ("US", "B2", "US8001762", True),
        ("EP", "A1", "EP3502051", False),
        ("EP", "B1", "EP3502051", True),
        ("WO", "A1", "WO2012154208", False),
        ("JP", "A", "JP2012123456", False),
        ("JP", "B2", "JP6000000", True),
        ("RU", "C1", "RU2509909", True),
        ("GB", "D0", "GB201504181", False),
        ("CN", "", "CN109808866", False),
    ],
)
def test_which_documents_are_granted_rights(office, kind, number, granted):
    assert is_grant(office, kind, number) is granted


def test_stages_rise_from_search_report_to_grant():
    stages = [stage("EP", kind, "EP3502051") for kind in ("A3", "A1", "A8", "B1")]
    assert stages == sorted(Stage)


@pytest.mark.parametrize(
    ("office", "kind", "announces"),
    [
        ("CN", "B", True),
        ("EP", "B1", True),
        ("EP", "B2", False),
        ("EP", "B9", False),
        ("JP", "B2", False),
        ("US", "B2", True),
        ("DE", "B4", True),
        ("DE", "C5", False),
    ],
)
def test_only_the_first_granted_document_announces_the_grant(office, kind, announces):
    assert announces_grant(office, kind) is announces


def test_rights_named_by_kind_or_number():
    assert right_type("DE", "U1") is RightType.UTILITY_MODEL
    assert right_type("US", "S1") is RightType.DESIGN
    assert right_type("WO", "A1") is RightType.PCT
    assert right_type("EP", "A1") is None
    assert right_type_of_publication("CN", "209008846", "") is RightType.UTILITY_MODEL
    assert right_type_of_publication("TW", "M576254", "") is RightType.UTILITY_MODEL
