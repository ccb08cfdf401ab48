"""Check that patents can be changed and removed from the command line."""

from __future__ import annotations

import pytest

NUMBER = "CN202110000123.1"


def shown(call, path):
    (patent,) = call("list", path, "--json").document["patents"]
    return patent


def test_fields_are_set_by_query_or_number_with_codes_by_their_names(call, one_patent):
    dry = call("edit", one_patent, "--query", "", "--set", "segment=动力电池", "--dry-run", "--json")
    assert (dry.status, dry.document) == (0, {"selected": 1, "changed": 0, "would_change": 1})
    assert shown(call, one_patent)["segment"] != "battery"
    done = call("edit", one_patent, "--number", NUMBER, "--set", "segment=动力电池", "responsible=王", "--json")
    assert (done.status, done.document["changed"]) == (0, 1)
    assert (shown(call, one_patent)["segment"], shown(call, one_patent)["responsible"]) == ("battery", "王")
    again = call("edit", one_patent, "--query", "", "--set", "responsible=王", "--json")
    assert again.document["changed"] == 0
    told = call("edit", one_patent, "--query", "", "--set", "responsible=王").out
    assert ("undo" not in told, "had not to be changed" in told) == (True, True)
    assert "No patent fits" in call("edit", one_patent, "--query", "title:qqqq", "--remove").out
    assert "granted" in call("edit", one_patent, "--query", "", "--set", "status=bogus").err
    call("undo", one_patent)
    assert shown(call, one_patent)["responsible"] == ""


def test_what_cannot_be_set_is_refused_in_words(call, one_patent):
    for pair in ("filing_date=soon", "colour=red", "member=Nobody"):
        refused = call("edit", one_patent, "--query", "", "--set", pair)
        assert refused.status == 2, pair
        assert refused.err
    assert call("edit", one_patent, "--set", "note=x").status == 2, "which patents must be said"


def test_patents_are_removed_and_brought_back(call, one_patent):
    assert call("edit", one_patent, "--number", NUMBER, "--remove", "--dry-run").status == 0
    assert call("edit", one_patent, "--number", NUMBER, "--remove").status == 0
    assert call("list", one_patent, "--json").document["found"] == 0
    call("undo", one_patent)
    assert shown(call, one_patent)["office"] == "CN"


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("note", ["=1+1", "'=1+1", "''-5", "'s"])
def test_a_note_that_looks_like_a_formula_comes_back_as_it_was(call, one_patent, tmp_path, ending, note):
    number = "CN202110000123.1"
    assert call("edit", one_patent, "--number", number, "--set", f"note={note}").status == 0
    listed = tmp_path / f"back.{ending}"
    assert call("list", one_patent, "--out", listed).status == 0
    again = call("import", one_patent, listed, "--dry-run", "--json").document
    assert (again["same"], again["changed"], again["conflict"]) == (1, 0, 0)
