from hypothesis import given
from hypothesis import strategies as st

from patentdesk.services.library import Library
from patentdesk.store.words import exact, folded_number, folded_numbers, folded_numbers_all, phrase, spaced, spaced_all


def test_chinese_characters_stand_apart() -> None:
    assert spaced("动力battery包").split() == ["动", "力", "battery", "包"]
    assert spaced(None) == ""


def test_phrases() -> None:
    assert phrase("热管理") == '"热 管 理"'
    assert phrase("thermal man") == '"thermal man"*'
    assert phrase('a"b') == '"a b"'
    assert phrase("EV") == '"EV"'
    assert phrase("!?") == ""


def test_numbers_lose_their_dress() -> None:
    assert folded_number("ZL 2019 1 0123456.7") == "201910123456" + "7"
    assert folded_numbers("CN201910123456\nUS 10,123,456 B2\n\nCN201910123456") == (
        "CN201910123456 201910123456 US10123456B2 10123456B2"
    )


def test_exact() -> None:
    assert float(exact(0.1 + 0.2) or 0) == 0.1 + 0.2
    assert exact(None) is None


def test_every_code_that_the_store_refuses_with_has_its_sentence(library: Library) -> None:
    codes = (
        "file_missing",
        "folder_missing",
        "folder_read_only",
        "file_exists",
        "file_is_folder",
        "file_unreadable",
        "file_not_portfolio",
        "file_newer",
        "file_older",
        "file_damaged",
        "file_in_use",
        "file_read_only",
        "file_busy",
        "disk_full",
        "disk_error",
        "migration_rows",
        "damage_found",
        "reference_broken",
        "value_changed_outside",
        "journal_broken",
        "journal_gap",
        "undo_nothing",
        "redo_nothing",
        "undo_row_moved",
        "signed_kept",
    )
    for language in ("zh", "en"):
        words = library.words(language)  # type: ignore[arg-type]
        assert [code for code in codes if not words.has(f"problem.{code}")] == []


NUMBERS = st.lists(st.sampled_from(["ZL", "CN", "us", "ß", "ﬀ", "电", ".", " ", "12", "\0", "\n"]), max_size=9)


@given(st.lists(NUMBERS.map("".join), max_size=5))
def test_many_numbers_are_folded_as_each_is_alone(texts: list[str]) -> None:
    assert folded_numbers_all(texts) == [folded_numbers(text) for text in texts]


@given(st.lists(st.text(alphabet="电动车,。 aZ9é\0\U00020000Ｂ한", max_size=12), max_size=5))
def test_many_texts_have_the_words_that_each_has_alone(texts: list[str]) -> None:
    assert [text.split() for text in spaced_all(texts)] == [spaced(text).split() for text in texts]
