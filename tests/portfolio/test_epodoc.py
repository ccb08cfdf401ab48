"""The EPODOC form sets four digits of the year before the serial and leaves zeros out; numbers of real documents."""

import pytest

from patentdesk.portfolio.classification import read_symbol
from patentdesk.portfolio.numbers import read_application, read_publication


@pytest.mark.parametrize(
    ("written", "office", "key"),
    [
        ("TW20030116692", "TW", "092116692"),
        ("US20040981241", "US", "10981241"),
        ("US20020177699", "US", "10177699"),
        ("JP20050080793", "JP", "2005080793"),
        ("JP1992000269883", "JP", "1992269883"),
        ("GB20050007568", "GB", "0507568"),
        ("DE20041033324", "DE", "102004033324"),
        ("DE20042011121U", "DE", "202004011121"),
        ("DE2003152843", "DE", "10352843"),
        ("DE2003220860U", "DE", "20320860"),
        ("CN20121445426", "CN", "201210445426"),
        ("CN20231159310", "CN", "202311059310"),
        ("CN20228067927", "CN", "202280067927"),
        ("CN20081072486", "CN", "200810072486"),
        ("CN2004104590", "CN", "200410004590"),
        ("CN2003114967", "CN", "03114967"),
        ("AU 2007/342148 A", "AU", "2007342148"),
    ],
)
def test_applications(written, office, key):
    number = read_application(written)
    assert (number.office, number.key, number.known) == (office, key, True)


@pytest.mark.parametrize(
    ("written", "key", "kind"),
    [
        ("US2015056336 (A1)", "US20150056336", "A1"),
        ("KR20150000637 (U)", "KR2020150000637", "U"),
        ("WO200156547", "WO2001056547", ""),
        ("CN1985100156A", "CN85100156", "A"),
        ("mxPA/a/2005/003863", "MXPAA2005003863", ""),
        ("BRMU8901880", "BRMU8901880", ""),
    ],
)
def test_publications(written, key, kind):
    number = read_publication(written)
    assert (number.key, number.kind_code, number.known) == (key, kind, True)


@pytest.mark.parametrize(
    ("written", "symbol"),
    [("C07D41700", "C07D417/00"), ("H01J04900", "H01J49/00"), ("A61P03118", "A61P31/18"), ("H01M0010", "H01M10")],
)
def test_symbols_without_a_stroke(written, symbol):
    assert read_symbol(written) == symbol
