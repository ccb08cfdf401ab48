import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentdesk.portfolio.query import BEGUN
from patentdesk.store.inflection import forms

FAMILIES = (
    "battery batteries",
    "plate plates plated plating",
    "cool cools cooled cooling",
    "charge charges charged charging",
    "control controls controlled controlling",
    "fit fits fitted fitting",
    "box boxes boxed boxing",
    "carry carries carried carrying",
    "process processes processed processing",
    "sensor sensors",
    "bearing bearings",
    "ev evs",
)


@pytest.mark.parametrize("family", FAMILIES)
def test_each_form_of_a_word_finds_all_the_others(family: str) -> None:
    words = set(family.split())
    for word in words:
        begun = {longer for longer in words if longer.startswith(word)} if len(word) >= BEGUN else {word}
        assert words <= forms(word) | begun


@pytest.mark.parametrize("word", ["speed", "axis", "bus", "process", "string", "ass", "5G", "热管理", "", "h01m"])
def test_what_has_no_ending_loses_none(word: str) -> None:
    assert forms(word) == set()


@given(st.text(max_size=12))
def test_forms_are_words_of_the_same_letters(word: str) -> None:
    for form in forms(word):
        assert form.isascii()
        assert form.isalpha()
        assert form[:2] == word.lower()[:2]
        assert not form.startswith(word.lower()) or len(word) < BEGUN
