import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentdesk.portfolio.classification import SegmentTaxonomy, read_symbol
from patentdesk.portfolio.codes import Scheme, Segment
from patentdesk.services.importing import taxonomy


@pytest.mark.parametrize(
    ("written", "symbol"),
    [
        ("H01M10/0525", "H01M10/0525"),
        ("H01M 10/0525", "H01M10/0525"),
        ("H01M 10/0525 (2010.01)", "H01M10/0525"),
        ("H02K1/27（2006.01）I", "H02K1/27"),
        ("H01M0010052500", "H01M10/0525"),
        ("B60K0001000000", "B60K1/00"),
        ("h01m10/0525", "H01M10/0525"),
        ("C02F-009/14", "C02F9/14"),
        ("C07D41700", "C07D417/00"),
        ("A61K000900", "A61K9/00"),
        ("A61K00900", "A61K9/00"),
        ("H01M00100525", "H01M10/0525"),
        ("B60L11/18", "B60L11/18"),
        ("H01M", "H01M"),
        ("A45D", "A45D"),
        ("Y02T10/70", "Y02T10/70"),
        ("X99Z1/00", None),
        ("battery", None),
        ("", None),
    ],
)
def test_symbols_come_to_one_form(written, symbol):
    assert read_symbol(written) == symbol


def test_locarno_and_us_symbols():
    assert read_symbol("12-8", Scheme.LOCARNO) == "12-08"
    assert read_symbol("12-08-K0002", Scheme.LOCARNO) == "12-08"
    assert read_symbol("LOC (13) Cl. 12-08", Scheme.LOCARNO) == "12-08"
    assert read_symbol("60/39.092", Scheme.UPC) == "60/39.092"


@given(st.text(max_size=25), st.sampled_from(list(Scheme)))
def test_reading_settles(text, scheme):
    symbol = read_symbol(text, scheme)
    assert symbol is None or read_symbol(symbol, scheme) == symbol


@pytest.mark.parametrize(
    ("symbols", "segment"),
    [
        (["H01M10/0525"], Segment.BATTERY),
        (["H01M10/6556"], Segment.THERMAL),
        (["H01M8/04"], Segment.FUEL_CELL),
        (["B60L53/14"], Segment.CHARGING),
        (["B60W60/001"], Segment.AUTOMATED_DRIVING),
        (["B62D5/04"], Segment.CHASSIS),
        (["B62D25/20"], Segment.BODY),
        (["H02K1/27", "H01M10/0525"], Segment.DRIVE),
        (["A01B1/00"], None),
        ([], None),
    ],
)
def test_a_segment_is_guessed_from_the_symbols(library, symbols, segment):
    assert taxonomy(library).guess(symbols) is segment


def test_a_prefix_ends_where_a_group_ends():
    guide = SegmentTaxonomy.of({"battery": ["H01M1"], "drive": ["B60L50"]})
    assert guide.guess(["H01M10/05"]) is None
    assert guide.guess(["H01M1/02"]) is Segment.BATTERY
    assert guide.guess(["B60L50/60"]) is Segment.DRIVE
