"""The valuation panel: what it is made for, charts in sets, the slider, and the pages behind it."""

from datetime import date

import openpyxl
import pytest

from patentdesk.services import assumption_sets, comparables, exchange, valuing
from patentdesk.services.valuation_history import history
from patentdesk.services.valuing import Method
from patentdesk.ui.valuing.deck import SETS
from patentdesk.valuation.patent import Valued

PLACE = "valuation"


@pytest.fixture
def panel(filled, settled):
    filled.go("valuation")
    settled()
    made = filled.panels["valuation"]
    place = next(n for n, one in enumerate(made.model.rows.records) if isinstance(one.outcome, Valued))
    made.table.go(place)
    settled()
    return made


def test_every_set_of_charts_draws_the_patent_under_the_cursor(panel, settled):
    for number, names in enumerate(SETS.values()):
        panel.deck.show_set(number)
        settled()
        for name in names:
            picture = panel.deck.views[name].picture
            assert picture is not None, name
            assert picture.empty is (name == "value_course"), "nothing has been stored yet"


def test_the_slider_moves_the_value_and_nothing_is_kept_until_asked_for(panel, settled):
    before = panel.table.current().outcome.value
    bar = panel.what_if
    bar.key.setCurrentIndex(bar.key.findData("royalty_rate"))
    bar.key.activated.emit(bar.key.currentIndex())
    bar.slider.setValue(200)
    settled()
    assert bar.told.text().startswith("→")
    assert panel.deck.views["bridge"].picture.marks[-1].text != ""
    assert panel.table.current().outcome.value == before
    bar._keep.click()
    settled()
    assert panel.table.current().outcome.value == pytest.approx(2 * before, rel=0.02)


def test_what_is_chosen_reaches_the_stored_values(panel, settled):
    panel.occasion.purpose.setCurrentIndex(panel.occasion.purpose.findData("licence"))
    panel.occasion.basis.setCurrentIndex(panel.occasion.basis.findData("fair"))
    panel.occasion.choose((Method.RELIEF, Method.SPLIT_PARTS))
    settled()
    valuing.set_assumption(panel.desk, "profit_margin", value=0.1)
    panel.refresh()
    settled()
    panel.record()
    settled()
    stored = history(panel.desk, [panel.table.current().patent.id])[panel.table.current().patent.id]
    assert {(one.purpose, one.basis, one.method) for one in stored} == {
        ("licence", "fair", "relief_from_royalty"), ("licence", "fair", "profit_split_parts"),
    }  # fmt: skip
    relief = next(one for one in stored if one.method == "relief_from_royalty")
    assert relief.low < relief.value < relief.high


def test_the_calculator_works_without_a_portfolio_and_says_what_is_missing(panel, settled):
    panel.commands["worth"]()
    page = panel.page
    page.method.setCurrentIndex(page.method.findData("tab"))
    settled()
    for name, text in {"tax": "25%", "years": "10", "rate": "15%"}.items():
        page._inputs[name].setText(text)
    page.published.setText("1.1555")
    page.calculate()
    assert "1.155469" in page.told.text()
    assert "1.1555" in page.told.text()
    page._inputs["rate"].setText("15")
    page.calculate()
    assert "100 %" in page.told.text()
    page._inputs["rate"].setText("")
    page.calculate()
    assert page.model.rowCount() == 0


def test_every_page_opens_and_speaks_both_languages(panel, settled):
    for name in ("rates", "deals", "sets", "history", "inherited"):
        panel.commands[name]()
        settled()
        for language in ("zh", "en"):
            panel.around.tongue.choose(language)
            settled()
        assert "«" not in panel.page.told.text(), name
        panel.leave_page()


def test_a_rate_and_a_deal_are_stated_in_their_forms(panel, settled):
    panel.commands["rates"]()
    settled()
    panel.page.add()
    panel.page.form.sent.emit(
        {"currency": "USD", "rate": "7.1", "as_of": date(2026, 1, 5), "source": "PBoC", "link": ""}
    )
    settled()
    assert any(one.rate == "7.1" for one in exchange.rates(panel.desk))
    panel.commands["deals"]()
    settled()
    values = {"kind": "sale", "day": date(2025, 1, 5), "amount": "500000", "source": "notice", "segment": ""}
    panel.page.form.open("x", [], "y")
    panel.page._keep(values)
    settled()
    assert comparables.deals(panel.desk)[0].amount_minor == 50_000_000
    assert panel.page.told.text()


def test_pages_and_cover_are_written(panel, settled, dialogs, tmp_path):
    dialogs.target = tmp_path / "pages.pdf"
    panel.handouts.write_pages()
    settled()
    assert dialogs.target.read_bytes().startswith(b"%PDF")
    book = openpyxl.Workbook()
    book.active["B2"] = "{{reference}}"
    book.save(tmp_path / "cover.xlsx")
    dialogs.files, dialogs.target = [tmp_path / "cover.xlsx"], tmp_path / "value.xlsx"
    panel.handouts.write_with_cover()
    settled()
    filled = openpyxl.load_workbook(tmp_path / "value cover.xlsx").active
    assert str(filled["B2"].value).startswith("PV-")
    panel.bar.show_word("other", "success", "ui.value.same")
    panel.bar._expire()
    (told,) = panel.bar.texts()
    assert str(dialogs.target) in told, "what was written stays told after other successes and some time"


def test_a_version_is_kept_and_compared(panel, settled):
    panel.commands["sets"]()
    settled()
    panel.page._keep({"title": "Q1", "note": ""})
    settled()
    assert panel.page.told.text() == panel.say("ui.value.sets.same")
    valuing.set_assumption(panel.desk, "royalty_rate", value=0.03)
    panel.page.reload()
    settled()
    assert {one.field for one in panel.page.model.rows.records} >= {"value"}


def test_a_sheet_is_proposed_with_the_rows_that_cannot_be_read_and_taken_only_on_request(
    panel, settled, dialogs, tmp_path
):
    valuing.set_assumption(panel.desk, "royalty_rate", value=0.02, low=0.01, high=0.04)
    path = tmp_path / "set.xlsx"
    assumption_sets.export_set(panel.desk, path, "", "en")
    book = openpyxl.load_workbook(path)
    sheet = book.active
    words, heads = panel.desk.library.words("en"), {cell.value: cell.column for cell in sheet[1]}
    place = {
        row[0].value: row[0].row
        for row in sheet.iter_rows(min_row=2)
        if not row[heads[words("assumption_field.scope")] - 1].value
    }
    value = heads[words("assumption_field.value")]
    sheet.cell(place["royalty_rate"], value).value = 0.03
    sheet.cell(place["tax_rate"], value).value = "much"
    book.save(path)
    panel.commands["sets"]()
    settled()
    dialogs.files = [path]
    panel.page.read_in()
    settled()
    stated = {row.key: row.value for row in valuing.assumptions(panel.desk, "")}
    assert stated["royalty_rate"] == 0.02
    rows = panel.proposal.model.rows.records
    assert [row.change.key for row in rows if row.change is not None] == ["royalty_rate"]
    (left,) = [row for row in rows if row.change is None]
    assert "much" in left.reason
    assert str(place["tax_rate"]) in left.subject
    panel.proposal.take()
    settled()
    assert panel.proposal is None
    assert {row.key: row.value for row in valuing.assumptions(panel.desk, "")}["royalty_rate"] == 0.03


def test_the_value_follows_the_slider_at_once(panel, settled):
    bar = panel.what_if
    bar.slider.setValue(200)
    assert bar.told.text().startswith("→"), "before anything else was worked out"
    told = bar.told.text()
    settled()
    assert bar.told.text() == told
    bar.restore()
    assert bar.told.text() == ""


def test_the_slider_says_for_what_a_value_would_be_kept(panel, settled):
    bar, say = panel.what_if, panel.say
    bar.key.setCurrentIndex(bar.key.findData("royalty_rate"))
    bar.key.activated.emit(bar.key.currentIndex())
    assert bar.effect.text() == "", "nothing was moved"
    assert not bar._keep.isEnabled()
    assert not bar._reset.isEnabled()
    bar.slider.setValue(200)
    assert say("ui.scope.patent") in bar.effect.text(), "the patent that is shown, unless told otherwise"
    bar._keep.click()
    settled()
    (told,) = (text for text in panel.bar.texts() if "stated for" in text)
    assert "one follows" in told
    assert not bar._keep.isEnabled(), "it is kept"
    row = panel.table.current().resolved.rows["royalty_rate"]
    assert row.low < row.value < row.high
    panel.scope.setCurrentIndex(0)
    panel.scope.activated.emit(0)
    bar.slider.setValue(100)
    assert say("ui.scope.all") in bar.effect.text()
    assert "would not follow" in bar.effect.text(), "the patent has a value of its own by now"
    before = panel.table.current().outcome.value
    bar._keep.click()
    settled()
    (told,) = (text for text in panel.bar.texts() if "stated for" in text)
    assert "does not follow" in told
    assert panel.table.current().outcome.value == before


def test_a_preset_is_taken_for_the_chosen_scope(panel, settled):
    texts = [action.text().strip() for action in panel.presets.menu().actions()]
    panel.scope.setCurrentIndex(panel.scope.count() - 1)
    panel.scope.activated.emit(panel.scope.currentIndex())
    action = next(one for one in panel.presets.menu().actions() if "45 %" in one.text())
    assert not panel.presets.menu().actions()[0].isEnabled(), "the assumption's name heads its presets"
    assert len(texts) == sum(len(named) + 1 for named in valuing.presets(panel.desk).values())
    action.trigger()
    settled()
    row = panel.table.current().resolved.rows["discount_rate"]
    assert (row.value, row.low, row.high) == (0.375, 0.3, 0.45)
    assert row.scope == f"patent:{panel.table.current().patent.id}"
    assert "Perdue" in row.source


def test_what_is_done_now_and_then_stands_in_the_menu(panel):
    titles = [action.text() for action in panel.more.menu().actions() if not action.isSeparator()]
    assert panel.say("ui.action.valuation.read_handout") in titles
    assert panel.say("ui.action.valuation.worth") in titles
