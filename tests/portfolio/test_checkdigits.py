import pytest

from patentdesk.portfolio.checkdigits import Check, check_digit, verify

CN = """201710601862.3 97101765.4 95115608.X 201610551889.1 201610003217.7 201610255590.1 201610290064.9 201610281886.0
201610757401.0 201610824209.9 201610590632.7 201610032112.4 201821344181.X 201820557176.0 201821844933.9 201820847903.7
201822132921.X 201822010481.0 201580045311.2 201580003807.3 201821252965.X"""
EP = "05025792.2 09013460.2 97952162.2 07864887.0 99909848.6 19749424.8 87301564.8"
DE = """102004058459.1 102010027222.1 112014005344.9 102007004488.9 102008062744.5 102012019863.9 102014017695.9
10360860.5"""
PUBLISHED = [
    (office, *number.split(".")) for office, text in (("CN", CN), ("EP", EP), ("DE", DE)) for number in text.split()
]


@pytest.mark.parametrize(("office", "body", "digit"), PUBLISHED)
def test_published_numbers_carry_the_computed_digit(office, body, digit):
    assert check_digit(office, body) == digit
    assert verify(office, body, digit) is Check.OK


@pytest.mark.parametrize(
    ("office", "body", "written", "correct"), [("CN", "201820468923", "4", "3"), ("EP", "16000312", "7", "5")]
)
def test_a_wrong_digit_fails_and_the_right_one_is_told(office, body, written, correct):
    assert verify(office, body, written) is Check.FAILED
    assert check_digit(office, body) == correct


def test_offices_without_a_known_digit_are_not_checked():
    assert verify("US", "16539657", "") is Check.NONE
    assert verify("GB", "1420614", "7") is Check.NONE
    assert check_digit("CN", "not digits") == ""
