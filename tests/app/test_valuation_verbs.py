"""Try the verbs of valuation: formulas, assumptions, comparables, rates, past values, pages."""

from __future__ import annotations

import openpyxl
import pytest

from patentdesk.handouts.valuation.plan import Column

NUMBER = "CN202110000123.1"


def test_a_formula_is_worked_with_its_steps_and_source(call):
    answer = call("worth", "tab", "tax=25%", "years=10", "rate=15%", "convention=end", "--json")
    found = answer.document
    assert (answer.status, found["main"]) == (0, "factor")
    assert found["value"] == pytest.approx(1.1434703247628826)
    assert found["source"]
    assert {step["key"] for step in found["steps"]} >= {"annuity", "shield", "factor", "closure"}


def test_a_published_figure_that_does_not_follow_is_told(call):
    words = ("worth", "npv_term_structure", "cashflows=100,200,300", "rates=5%,5.5%,6%")
    wrong = call(*words, "--published", "535.08", "--json")
    assert (wrong.status, wrong.document["published"]["agrees"]) == (1, False)
    assert call(*words, "--published", "531.27").status == 0


def test_what_the_calculator_cannot_read_is_wrong_use(call, tmp_path):
    assert call("worth", "npv", "rate=8", "cashflows=1").status == 2
    assert "8%" in call("worth", "npv", "rate=8", "cashflows=1").err
    assert call("worth", "nonsense", "a=1").status == 2
    assert call("worth", "npv", "rate").status == 2
    assert call("worth", "npv", "--from", tmp_path / "none.json").status == 3
    (tmp_path / "in.json").write_text('{"rate": 0.1, "cashflows": [110]}', encoding="utf-8")
    assert call("worth", "npv", "--from", tmp_path / "in.json", "--json").document["value"] == pytest.approx(100)


def test_every_formula_is_listed_and_says_what_it_needs(call):
    listed = call("worth", "--json").document["methods"]
    assert len(listed) > 60
    for one in listed:
        needs = call("worth", one["method"], "--json")
        assert needs.document["inputs"] == one["inputs"]


def test_assumptions_are_stated_kept_compared_exchanged_and_restored(call, one_patent, tmp_path):
    assert call("assume", one_patent, "set", "royalty_rate", "--value", "3%", "--source", "counsel").status == 0
    assert call("assume", one_patent, "set", "royalty_rate", "--value", "90").status == 2
    assert call("assume", one_patent, "keep", "Q1").status == 0
    call("assume", one_patent, "set", "royalty_rate", "--value", "2%")
    differs = call("assume", one_patent, "compare", "Q1", "--json").document["differences"]
    assert ("royalty_rate", "value") in {(one["key"], one["field"]) for one in differs}
    sheet = tmp_path / "set.xlsx"
    assert call("assume", one_patent, "export", sheet).status == 0
    assert call("assume", one_patent, "import", sheet, "--dry-run", "--json").document["differences"] == []
    call("assume", one_patent, "restore", "Q1")
    assert call("assume", one_patent, "compare", "Q1", "--json").document["differences"] == []
    rows = call("assume", one_patent, "inherited", NUMBER, "--json").document["assumptions"]
    assert {row["key"] for row in rows} >= {"royalty_rate", "tax_rate"}
    values = call("value", one_patent, "--assumptions", "Q1", "--dry-run", "--json").document["values"]
    assert values[0]["value"] > 0
    assert call("value", one_patent, "--assumptions", "Q9").status == 2
    assert call("assume", one_patent, "clear", "royalty_rate").status == 0


def test_a_shipped_rate_is_taken_by_its_name(call, one_patent):
    known = call("assume", one_patent, "presets", "--json").document["presets"]
    assert {one["name"] for one in known} >= {"series", "one_programme", "prototype", "concept", "explicit_chances"}
    assert all(one["assumption"]["source"] for one in known)
    taken = call("assume", one_patent, "set", "discount_rate", "--preset", "prototype", "--json").document
    (row,) = (one for one in taken["assumptions"] if one["key"] == "discount_rate")
    assert (row["low"], row["value"], row["high"], row["confidence"]) == (0.2, 0.25, 0.3, "C")
    assert call("assume", one_patent, "set", "discount_rate", "--preset", "nonsense").status == 2


def test_rates_and_comparables_are_kept_with_their_source(call, one_patent, tmp_path):
    assert call("rates", one_patent, "set", "USD", "7.1", "--source", "PBoC", "--on", "2026-01-05").status == 0
    assert call("rates", one_patent, "convert", "100", "USD", "--json").document["into"] == "710.00 CNY"
    assert call("rates", one_patent, "convert", "100", "XAU").status == 1
    assert call("rates", one_patent, "set", "USD", "zero", "--source", "x").status == 2
    added = call("deals", one_patent, "add", "--kind", "sale", "--amount", "500000", "--source", "notice", "--json")
    assert added.document["evidence"]["sale"]["n"] == 1
    assert call("deals", one_patent, "export", tmp_path / "deals.xlsx").status == 0
    assert call("deals", one_patent, "import", tmp_path / "deals.xlsx").status == 0
    assert call("deals", one_patent, "remove", "1", "--json").document["deals"] == []


def test_values_are_remembered_and_judged(call, one_patent, tmp_path):
    out = tmp_path / "h.xlsx"
    made = call("value", one_patent, "--purpose", "licence", "--basis", "fair", "--out", out, "--on", "2026-06-30")
    assert (made.status in {0, 1}, out.exists()) == (True, True)
    (points,) = call("values", one_patent, "--json").document["values"].values()
    assert (points[0]["purpose"], points[0]["valued_on"]) == ("licence", "2026-06-30")
    middle = round(points[0]["value"])
    call("deals", one_patent, "add", "--kind", "sale", "--amount", middle, "--source", "deed", "--patent", NUMBER,
         "--day", "2026-09-01")  # fmt: skip
    judged = call("values", one_patent, "--calibration", "--json").document
    assert (judged["calibration"]["count"], judged["share_inside"]) == (1, 1.0)
    assert call("undo", one_patent).status == 0


def test_one_page_per_patent_is_written(call, one_patent, tmp_path):
    path = tmp_path / "pages.pdf"
    assert call("pages", one_patent, path, "--json").document["pages"] == 1
    assert path.read_bytes().startswith(b"%PDF")
    assert call("pages", one_patent, tmp_path / "pages.doc").status == 3


def test_a_pool_is_divided_among_members_to_the_cent(call, one_patent, tmp_path):
    answer = call(
        "pool", one_patent, "--rate", "20:USD", "--units", "250000", "--admin", "10%", "--out", tmp_path / "pool.csv",
        "--json",
    )  # fmt: skip
    found = answer.document
    assert (answer.status, found["net"]) == (0, "4,500,000.00 USD")
    assert [(one["member"], one["paid_minor"]) for one in found["parts"]] == [("奇瑞", 450_000_000)]
    assert (tmp_path / "pool.csv").exists()
    assert "奇瑞" in call("pool", one_patent, "--income", "100:CNY", "--by", "value").out
    assert call("pool", one_patent).status == 2
    assert call("pool", one_patent, "--income", "x").status == 2
    assert call("pool", one_patent, "--income", "1", "--by", "nonsense").status == 2


@pytest.mark.parametrize("scope", ["nonsense:1", "battery", "segment:", "patent:CN1", "member:x"])
def test_an_assumption_for_a_scope_that_is_none_is_refused(call, one_patent, scope):
    answer = call("assume", one_patent, "set", "revenue", "--scope", scope, "--value", "1")
    assert answer.status == 2
    assert f"“{scope}” is no scope" in answer.err
    assert scope not in call("assume", one_patent, "list").out.split()


def test_assumptions_are_listed_with_their_names_beside_the_keys_that_set_them(call, one_patent):
    listed = call("assume", one_patent, "list").out
    assert "royalty_rate" in listed
    assert "Royalty rate" in listed
    assert "占位" not in listed
    unknown = call("assume", one_patent, "set", "nonsense", "--value", "1")
    assert "assume P.pdesk list" in unknown.err


@pytest.mark.parametrize("verb", ["rates", "deals"])
def test_what_is_not_there_cannot_be_removed(call, one_patent, verb):
    before = len(call("journal", one_patent, "--json").document["operations"])
    answer = call(verb, one_patent, "remove", "99")
    assert answer.status == 2
    assert "number 99" in answer.err
    assert len(call("journal", one_patent, "--json").document["operations"]) == before


def test_the_currency_without_a_rate_is_named(call, one_patent):
    assert "no rate from XYZ into CNY" in call("rates", one_patent, "convert", "100", "USD", "--into", "XYZ").err


def test_single_changes_of_a_handout_are_taken_by_their_numbers(call, portfolio, tmp_path):
    target = tmp_path / "handout.xlsx"
    assert call("value", portfolio, "-q", "status:granted", "--limit", "1", "--dry-run", "--out", target).status < 2
    book = openpyxl.load_workbook(target)
    for row in book["假设 Assumptions"].iter_rows():
        if row[Column.KEY].value in {"royalty_rate", "reading_steady", "discount_rate"}:
            row[Column.BASE].value = row[Column.HIGH].value
    book.save(target)

    def back(*words):
        return call("handout", portfolio, target, *words, "--json").document

    found = back()["changes"]
    assert len(found) >= 3
    assert back("--only", len(found) + 1)["refused"]["code"] == "no_such_change"
    assert back("--only", "1", "--accept")["refused"]["code"] == "wrong_use"
    assert back("--only", "0")["refused"]["code"] == "wrong_use"
    assert back("--only", "1,3")["taken"] == [found[0], found[2]]
    held = {
        (one["key"], one["scope"]): one for one in call("assume", portfolio, "list", "--json").document["assumptions"]
    }
    assert [held[one["key"], one["scope"]][one["part"]] for one in found[:3]] == [
        found[0]["new"], found[1]["old"], found[2]["new"],
    ]  # fmt: skip
    answer = call("handout", portfolio, target, "--only", "2-2")
    assert "one other" in answer.out or "others were left" in answer.out


def test_what_was_done_is_said(call, portfolio, tmp_path):
    sheet, asked = tmp_path / "sheet.xlsx", ("-q", "status:granted", "--limit", "2")
    assert "2 values were stored" in call("value", portfolio, *asked).out
    assert "stored" not in call("value", portfolio, *asked, "--dry-run").out
    assert "no patent fits" in call("value", portfolio, "-q", "title:qqqq").out
    assert str(sheet) in call("deals", portfolio, "export", sheet).out
    assert "0 comparables were added" in call("deals", portfolio, "import", sheet).out
    assert "no difference" in call("assume", portfolio, "compare", "").out


@pytest.mark.parametrize(
    ("words", "before"),
    [
        (("deals", "import"), ()), (("assume", "import"), ()), (("pay", "book"), ()), (("handout",), ()),
        (("review", "apply"), ()), (("review", "models", "--add"), ()), (("rules", "--preview"), ()),
        (("value", "--limit", "1", "--cover"), ()), (("document", "add"), ("number",)),
    ],
)  # fmt: skip
def test_a_file_that_is_not_there_is_told_as_such(call, one_patent, words, before):
    verb, *action = words
    named = [NUMBER] if before else []
    answer = call(verb, one_patent, *action, *named, "gone.xlsx", "--json")
    assert (answer.status, answer.document["refused"]["code"]) == (3, "input_gone")


@pytest.mark.parametrize("words", [("worth", "npv", "--from"), ("indicator", "h_index", "--input")])
def test_inputs_in_a_file_that_is_not_there_are_told_as_such(call, words):
    answer = call(*words, "gone.json", "--json")
    assert (answer.status, answer.document["refused"]["code"]) == (3, "input_gone")
