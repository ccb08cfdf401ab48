import pytest

from patentdesk.core.problems import Refused
from patentdesk.services import views
from patentdesk.services.desk import Desk, Kind


def test_views_are_kept_replaced_renamed_and_removed(desk: Desk) -> None:
    assert views.save_view(desk, " 电池 ", "segment:battery", "-filing_date").kinds == {Kind.VIEWS}
    views.save_view(desk, "alive", "is:alive")
    assert not views.save_view(desk, "alive", "is:alive")
    assert views.save_view(desk, "alive", "is:alive -office:US")
    first, second = views.views(desk)
    assert [(first.name, first.query), (second.name, second.sort)] == [
        ("alive", "is:alive -office:US"),
        ("电池", "-filing_date"),
    ]
    assert views.rename_view(desk, first.id, "living")
    assert views.remove_view(desk, second.id)
    assert not views.remove_view(desk, second.id)
    assert [view.name for view in views.views(desk)] == ["living"]


def test_views_that_cannot_be(desk: Desk) -> None:
    views.save_view(desk, "a", "")
    views.save_view(desk, "b", "")
    for act, code in (
        (lambda: views.save_view(desk, " ", ""), "view_no_name"),
        (lambda: views.save_view(desk, "c", "colour:red"), "query_unknown_field"),
        (lambda: views.rename_view(desk, 1, "b"), "view_name_taken"),
        (lambda: views.rename_view(desk, 1, ""), "view_no_name"),
        (lambda: views.rename_view(desk, 99, "c"), "view_gone"),
    ):
        with pytest.raises(Refused) as caught:
            act()
        assert caught.value.problem.code == code
    assert [view.name for view in views.views(desk)] == ["a", "b"]
