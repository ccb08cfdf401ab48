import pytest

from patentdesk.portfolio.codes import EncumbranceKind, Status
from patentdesk.portfolio.names import fold
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
        ("实审中", Status.PENDING),
        ("实质审查中", Status.PENDING),
        ("在审", Status.PENDING),
        ("审查中", Status.PENDING),
        ("进入实审", Status.PENDING),
        ("实审生效", Status.PENDING),
        ("初审合格", Status.PENDING),
        ("初审阶段", Status.PENDING),
        ("已公开", Status.PENDING),
        ("公布", Status.PENDING),
        ("等待实审提案", Status.PENDING),
        ("在审-实审", Status.PENDING),
        ("在审 - 公开", Status.PENDING),
        ("审中/实质审查", Status.PENDING),
        ("有效-授权", Status.GRANTED),
        ("已授权", Status.GRANTED),
        ("专利权部分无效宣告", Status.GRANTED),
        ("失效-驳回", Status.REFUSED),
        ("失效（未缴年费）", Status.LAPSED),
        ("无权-撤回", Status.WITHDRAWN),
        ("专利权的终止", Status.LAPSED),
        ("专利权有效期届满", Status.EXPIRED),
        ("专利权的视为放弃", Status.ABANDONED),
        ("发明专利申请公布后的撤回", Status.WITHDRAWN),
        ("专利权的无效宣告", Status.REVOKED),
        ("Examination is in progress", Status.PENDING),
        ("The application is deemed to be withdrawn", Status.WITHDRAWN),
        ("審査中", Status.PENDING),
        ("本権利消滅", Status.LAPSED),
        ("소멸", Status.LAPSED),
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


@pytest.mark.parametrize(
    "text", ["实审中", "实质审查的生效", "审中 | 实质审查", "在审-实审", "進入實質審查", "Under examination"]
)
def test_some_words_tell_that_examination_was_requested(library, text):
    assert vocabulary(library).statuses.in_examination(text)


@pytest.mark.parametrize(
    "text", ["公开", "审中", "在审", "初审合格", "等待实审请求", "未知", "", "授权", "somewhere else"]
)
def test_others_leave_open_whether_examination_was_requested(library, text):
    assert not vocabulary(library).statuses.in_examination(text)


def test_no_word_stands_for_two_states(library):
    written = library.json("intake/statuses.json")
    meant: dict[str, set[str]] = {}
    for state, words in written.items():
        for word in words:
            meant.setdefault(fold(word), set()).add(state)
    assert {word: states for word, states in meant.items() if len(states) > 1} == {}


def test_ties_are_read_from_the_words(library):
    assert vocabulary(library).statuses.encumbrances("授权 | 质押 | 许可") == (
        EncumbranceKind.PLEDGE,
        EncumbranceKind.LICENCE,
    )
