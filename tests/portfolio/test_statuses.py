import pytest

from patentdesk.portfolio.codes import EncumbranceKind, Status
from patentdesk.services.importing import vocabulary


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("有效", Status.GRANTED),
        ("失效", Status.LAPSED),
        ("审中", Status.PENDING),
        ("授权", Status.GRANTED),
        ("未缴年费", Status.LAPSED),
        ("撤回-视为撤回", Status.WITHDRAWN),
        ("驳回", Status.REFUSED),
        ("期限届满", Status.EXPIRED),
        ("全部撤销", Status.REVOKED),
        ("授权 | 权利转移", Status.GRANTED),
        ("未缴年费 | 一案双申", Status.LAPSED),
        ("实质审查 | 一案双申", Status.PENDING),
        ("授权 | 质押", Status.GRANTED),
        ("PCT指定期内", Status.PCT_OPEN),
        ("PCT指定期满", Status.PCT_CLOSED),
        ("逾期视撤失效", Status.WITHDRAWN),
        ("ACTIVE", Status.GRANTED),
        ("PENDING", Status.PENDING),
        ("DISCONTINUED", Status.ABANDONED),
        ("INACTIVE", Status.LAPSED),
        ("EXPIRED", Status.EXPIRED),
        ("Patented", Status.GRANTED),
        ("UNKNOWN", Status.UNKNOWN),
        ("granted", Status.GRANTED),
    ],
)
def test_words_of_offices_and_vendors(library, text, status):
    assert vocabulary(library).statuses.read(text) is status


def test_unknown_words_are_none_and_events_say_nothing(library):
    statuses = vocabulary(library).statuses
    assert statuses.read("somewhere else") is None
    assert not statuses.says_nothing("somewhere else")
    assert statuses.read("权利转移") is None
    assert statuses.says_nothing("权利转移 | 一案双申")


def test_ties_are_read_from_the_words(library):
    assert vocabulary(library).statuses.encumbrances("授权 | 质押 | 许可") == (
        EncumbranceKind.PLEDGE,
        EncumbranceKind.LICENCE,
    )
