import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentdesk.portfolio.checkdigits import Check, check_digit
from patentdesk.portfolio.codes import RightType
from patentdesk.portfolio.numbers import (
    NumberRole,
    number_of,
    read_application,
    read_publication,
    readings,
    write_application,
)
from patentdesk.portfolio.records import Patent

# One line per number: office | key | the written forms that mean it (a form with "@CN" needs the office told).
APPLICATIONS = """
CN | 201710601862 | 201710601862.3; CN201710601862.3; CN 201710601862 A; ZL 2017 1 0601862.3
CN | 201710601862 | ZL201710601862.3; 申请号：201710601862.3
CN | 201710601862 | ２０１７１０６０１８６２．３; cn201710601862
CN | 95115608 | CN95115608.X; 95115608.x@CN; CN 95115608 A; ZL 95 1 15608.X
CN | 85102475 | CN85102475; CN 85102475 A
CN | 201821344181 | CN201821344181.X; CN 201821344181 U; 201821344181X@CN
EP | 05025792 | EP 05025792.2; 05025792.2@EP; EP 05025792 A; EP05025792; EP20050025792; 5025792@EP
DE | 102012019863 | DE 10 2012 019 863.9; 10 2012 019 863.9
DE | 102012019863 | DE102012019863; DE 102012019863 A; 1020120198639@DE; DE201210019863
DE | 10360860 | 103 60 860.5@DE; DE 10360860 A; DE 103 60 860.5
DE | 4312345 | P 43 12 345.6@DE; DE 4312345 A
US | 16539657 | 16/539,657; US 16/539,657; US 201916539657 A; 16539657@US; US16539657
US | 12657848 | US 65784810 A; 12/657,848; US12/657,848
US | 60835472 | US 83547206 P; 60/835,472
US | 29123456 | 29/123,456; US 29/123,456
WO | IB2014065737 | PCT/IB2014/065737; PCTIB2014065737; IB 2014065737 W
WO | IB2014065737 | WO2014IB65737; IB 2014/065737 W; IB2014065737@WO
WO | US1999004840 | PCT/US99/04840; PCT/US1999/004840; US 9904840 W
WO | US2011061657 | US 2011/0061657 W; PCT/US2011/061657; PCT/US2011/061657@WO
JP | 2012123456 | 特願2012-123456; JP 2012123456 A; 2012-123456@JP; JP2012-123456
JP | 1998123456 | 特願平10-123456; JP H10-123456; JP 12345698 A; 特願平１０－１２３４５６; JP1998123456
JP | 1988012345 | 特願昭63-12345; JP S63-12345; JP 1234588 A
JP | U2012000123 | 実願2012-000123; JP 2012000123 U; JPU2012000123
KR | 1020130123663 | 10-2013-0123663; KR 10-2013-0123663; KR 20130123663 A; KR1020130123663
KR | 2020110004567 | 20-2011-0004567; KR 20110004567 U
TW | 098123456 | TW 98123456 A; TW098123456; 98123456@TW
GB | 1420614 | GB 1420614.7; GB 201420614 A; 1420614.7@GB
FR | 1234567 | FR 12 34567; FR 1234567 A; 12 34567@FR
IN | 201841012345 | IN 201841012345; 201841012345@IN
IN | 1234DE2010 | 1234/DEL/2010@IN; IN 1234DE2010 A
BR | 102012012345 | BR 10 2012 012345-6; BR 102012012345 A; BR1020120123456
RU | 2012128949 | RU 2012128949 A; 2012128949/08@RU
"""
PUBLICATIONS = """
US20190081352 | US-2019081352-A1; US 2019/0081352 A1; US20190081352A1
US8480363 | US 8480363 B2; US 8,480,363; US08480363B2; 8,480,363
USD1012345 | USD1012345S1; US D1,012,345 S
USRE12345 | US RE12,345 E1; USRE12345E
EP3502051 | EP-3502051-A1; EP 3502051 B1; EP3502051
EP1357170 | EP 1357170 B9 20061018
WO2012154208 | WO 2012/154208 A2; WO2012154208A2
WO1999012345 | WO 99/12345; WO 1999/012345 A1; WO9912345A1
CN109808866 | CN109808866B; CN 109808866 A; CN-109808866-A
CN1030001C | CN1030001C; CN 1030001 C
CN1030001 | CN1030001A
JPH10123456 | 特開平10-123456; JP H10123456 A; JP-H10123456-A; JPH10-123456
JP2012123456 | 特開2012-123456; JP 2012123456 A; JP-2012123456-A
JP6000000 | 特許第6000000号; JP6000000B2; JP 6000000 B2
JPU3000000 | JP 3000000 U; JPU3000000
KR102134749 | KR-102134749-B1; 10-2134749@KR; KR 10-2134749
KR100914302 | 제914302호; 10-0914302@KR; KR 914302 B1
KR1020190022310 | KR-20190022310-A; KR1020190022310A; 10-2019-0022310@KR
TWI576254 | TWI576254B; TW I576254
DE102007023935 | DE 10 2007 023 935 A1; DE102007023935B4
RU2509909 | RU 2509909 C1; RU2509909C1
"""


def _forms(table):
    for line in table.strip().splitlines():
        *key, forms = (part.strip() for part in line.split("|"))
        for form in forms.split(";"):
            text, _, office = form.strip().partition("@")
            yield key, text, office


@pytest.mark.parametrize(("key", "text", "office"), list(_forms(APPLICATIONS)))
def test_every_written_form_of_an_application_gives_one_key(key, text, office):
    number = read_application(text, office)
    assert number is not None
    assert [number.office, number.key] == key
    assert number.known
    assert number.check is not Check.FAILED or text.startswith("P 43")


@pytest.mark.parametrize(("key", "text", "office"), list(_forms(PUBLICATIONS)))
def test_every_written_form_of_a_publication_gives_one_key(key, text, office):
    number = read_publication(text, office)
    assert number is not None
    assert [number.key] == key
    assert number.known
    assert number.role is NumberRole.PUBLICATION


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("CN201710601862.3", RightType.INVENTION),
        ("CN201580045311.2", RightType.INVENTION),
        ("CN 2018 2 0557176.0", RightType.UTILITY_MODEL),
        ("CN201880012345", RightType.INVENTION),
        ("CN202190012345", RightType.UTILITY_MODEL),
        ("CN202130123456", RightType.DESIGN),
        ("PCT/IB2014/065737", RightType.PCT),
        ("10-2013-0123663", RightType.INVENTION),
        ("20-2011-0004567", RightType.UTILITY_MODEL),
        ("30-2011-0004567", RightType.DESIGN),
        ("29/123,456", RightType.DESIGN),
        ("DE 20 2010 012 345", RightType.UTILITY_MODEL),
        ("US 16/539,657", None),
        ("EP 05025792.2", None),
    ],
)
def test_the_right_is_read_from_the_number(text, right):
    number = read_application(text)
    assert number is not None
    assert number.right_type is right


@pytest.mark.parametrize("text", ["", "  ", "abc", "CN", "发明"])
def test_a_text_without_digits_is_no_number(text):
    assert read_application(text) is None
    assert read_publication(text) is None


@pytest.mark.parametrize(
    ("spaced", "plain"),
    [
        ("CN 201821344181.X U", "CN201821344181.XU"),
        ("CN 201710601862 A", "CN201710601862A"),
        ("US 201314042670 A", "US201314042670A"),
        ("EP 1234567 B1", "EP1234567B1"),
        ("US 62/100,001", "US62/100,001"),
    ],
)
def test_blanks_behind_the_office_and_before_the_kind_code_change_nothing(spaced, plain):
    assert read_application(spaced) == read_application(plain)
    assert read_publication(spaced) == read_publication(plain)


def test_a_failed_check_digit_is_told_and_the_key_stays():
    number = read_application("CN201820468923.4")
    assert number is not None
    assert (number.key, number.check) == ("201820468923", Check.FAILED)


def test_a_form_that_the_office_does_not_use_is_kept_as_unknown():
    number = read_application("CN20171060", "CN")
    assert number is not None
    assert (number.known, number.key) == (False, "20171060")


def test_a_zl_number_leads_to_its_application():
    number = read_publication("ZL201610551889.1")
    assert number is not None
    assert (number.role, number.key) == (NumberRole.APPLICATION, "201610551889")


def test_a_typed_number_gives_all_sensible_readings():
    keys = {(number.role.value, number.key) for number in readings("US10020535")}
    assert keys == {("application", "10020535"), ("publication", "US10020535")}
    assert [number.key for number in readings("CN109808866")] == ["CN109808866"]


_serials = st.integers(min_value=1, max_value=999_999)
_years = st.integers(min_value=2004, max_value=2035)


@st.composite
def application_keys(draw):
    year, serial = draw(_years), draw(_serials)
    office = draw(st.sampled_from(["CN", "EP", "DE", "US", "WO", "JP", "KR", "TW"]))
    key = {
        "CN": f"{year}{draw(st.sampled_from('12389'))}{serial:07d}",
        "EP": f"{year % 100:02d}{serial:06d}",
        "DE": f"{draw(st.sampled_from(['10', '11', '20', '21']))}{year}{serial:06d}",
        "US": f"{draw(st.integers(min_value=10, max_value=19))}{serial:06d}",
        "WO": f"{draw(st.sampled_from(['CN', 'US', 'EP', 'IB']))}{year}{serial:06d}",
        "JP": f"{year}{serial:06d}",
        "KR": f"{draw(st.sampled_from(['10', '20', '30']))}{year}{serial:07d}",
        "TW": f"{year - 1911:03d}{draw(st.sampled_from('123'))}{serial % 100_000:05d}",
    }[office]
    return office, key


@given(application_keys())
def test_writing_then_reading_gives_the_key_again(pair):
    office, key = pair
    number = read_application(write_application(office, key), office)
    assert number is not None
    assert (number.office, number.key, number.known) == (office, key, True)
    assert number.check is (Check.OK if check_digit(office, key) else Check.NONE)


@given(application_keys())
def test_reading_a_key_gives_the_key(pair):
    office, key = pair
    number = read_application(key, office)
    assert number is not None
    assert (number.office, number.key) == (office, key)


@pytest.mark.parametrize("key", [line.split("|")[0].strip() for line in PUBLICATIONS.strip().splitlines()])
def test_reading_a_publication_key_gives_the_key(key):
    number = read_publication(key)
    assert number is not None
    assert number.key == key


@given(st.text(max_size=30), st.sampled_from(["", "CN", "EP", "DE", "US", "JP", "KR", "TW", "WO", "GB", "IN", "BR"]))
def test_any_text_is_read_without_a_fault(text, office):
    for number in (read_application(text, office), read_publication(text, office)):
        assert number is None or isinstance(number.key, str)


def _called(**facts):
    return number_of(Patent(id=7, **facts))


@pytest.mark.parametrize(("key", "text", "office"), list(_forms(PUBLICATIONS)))
def test_a_shown_publication_is_read_as_the_same_one(key, text, office):
    patent = {"office": office or key[0][:2], "publication_number_text": text}
    shown = _called(**patent)
    assert _called(**patent | {"publication_number_text": shown}) == shown
    assert read_publication(shown, patent["office"]).key == read_publication(text, patent["office"]).key


@pytest.mark.parametrize("text", ["DE 112020900014 B4", "DE-112020900014-B4", "DE112020900014B4"])
def test_a_number_is_shown_in_one_form(text):
    assert _called(office="DE", publication_number_text=text, publication_number="DE112020900014") == "DE112020900014B4"


def test_an_application_is_shown_with_its_office_and_what_cannot_be_read_as_it_is():
    written = {"application_number_text": "10 2025 900 003.3", "application_number": "102025900003"}
    assert _called(office="DE", **written) == "DE102025900003.3"
    assert _called(office="WO", application_number="CN2023900003") == "PCT/CN2023/900003"
    assert _called(office="CN", application_number_text="内部 12/7") == "内部 12/7"
    assert _called(office="CN", publication_number_text="no number", application_number="1") == "no number"
    assert _called(external_id="X-1") == "X-1"
    assert _called() == "7"


@pytest.mark.parametrize("written", ["JP S6241955 A", "JPS6241955 (A)", "JPS62-41955A", "JPS62041955"])
def test_a_number_of_the_showa_era_is_no_design(written: str) -> None:
    found = read_publication(written)
    assert found is not None
    assert found.key == "JPS62041955"


@pytest.mark.parametrize("written", ["JP1234567S", "JPS1234567", "JPS1234567S"])
def test_a_registered_design_keeps_its_letter(written: str) -> None:
    found = read_publication(written)
    assert found is not None
    assert found.key == "JPS1234567"
