import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentdesk.portfolio.names import alike, fold, split_at_commas, split_names


def test_the_first_separator_that_occurs_is_used_and_nothing_stands_for_nothing():
    assert split_names("甲 | 乙 | -", (" | ", ";")) == ("甲", "乙")
    assert split_names("SMITH A;;JONES B;;SMITH A", (";;", ";")) == ("SMITH A", "JONES B")
    assert split_names("BACON; R", (";;",)) == ("BACON; R",)
    assert split_names(" - ", (";",)) == ()
    assert split_names("N/A; SMITH A; NONE", (";",)) == ("SMITH A",)


def test_company_forms_stay_with_their_company():
    text = "Xunzhou Motor Co., Ltd., Pinglan Kabushiki Kaisha, Qiheng, Inc."
    assert split_at_commas(text) == ("Xunzhou Motor Co., Ltd.", "Pinglan Kabushiki Kaisha", "Qiheng, Inc.")
    assert split_at_commas("QIHENG, INC, N/A, 无") == ("QIHENG, INC",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("蓝川汽车有限公司", "蓝川汽车 股份有限公司"),
        ("LANCHUAN MOTOR CO LTD", "Lanchuan Motor Co., Ltd."),
        ("Société Générique SA", "SOCIETE GENERIQUE"),
        ("ＡＢＣ株式会社", "abc株式会社"),
        ("Ｑｉｈｅｎｇ　Ｉｎｃ", "Qiheng, Inc."),
    ],
)
def test_written_forms_of_one_name_fold_alike(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("蓝川汽车有限公司", "蓝川电子有限公司"), ("Lanchuan Motor", "Lanchuan Motors"), ("A Inc", "B Inc")],
)
def test_different_names_stay_apart(one, other):
    assert fold(one) != fold(other)


@given(st.text(max_size=40))
def test_folding_settles_and_never_empties_a_name(text):
    key = fold(text)
    assert fold(key) == fold(fold(key))
    assert bool(key) or not any(letter.isalnum() for letter in text)


def test_other_written_forms_of_a_name_are_alike():
    assert alike("TANG RUOCHUAN", "Ruochuan Tang")
    assert alike("QIHENG MOTOR CO LTD", "Qiheng Motor Co., Ltd.")
    assert not alike("Ruochuan Tang", "Ruochuan Tan")
