"""The page of the valuation panel that divides a pool."""

import pytest

PLACE = "valuation"


def test_a_pool_is_divided_among_the_members_of_the_query(panel, settled):
    panel.commands["pool"]()
    settled()
    page = panel.page
    assert page.form.isVisibleTo(page)
    values = {"income": "1000000:CNY", "rule": "count", "admin": "10%", "families": "no", "cap": ""}
    page.form.close_form()
    page.form.sent.emit(values)
    settled()
    shown = page.model.rows.records
    assert shown
    assert sum(one.paid.minor for one in shown) == 90_000_000
    assert "900,000.00" in page.told.text()
    page.form.sent.emit({**values, "cap": "x"})
    settled()
    assert "cap" in page.bar.texts()[0]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_speaks_both_languages(panel, settled, language):
    panel.around.tongue.choose(language)
    panel.commands["pool"]()
    settled()
    assert "«" not in panel.page.told.text()
    panel.leave_page()
