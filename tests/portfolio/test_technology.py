"""Check technology fields against WIPO's concordance."""

import csv
from pathlib import Path

import pytest

from patentdesk.portfolio.technology import FIELDS, read_fields

TABLE = Path(__file__).resolve().parents[2] / "resources/taxonomy/wipo_fields.csv"


@pytest.fixture(scope="module")
def fields():
    with TABLE.open(encoding="utf-8") as lines:
        return read_fields(csv.DictReader(lines))


@pytest.mark.parametrize(
    ("symbol", "field"),
    [
        ("H01M10/0525", 1),
        ("B60L50/60", 32),
        ("G05D1/02", 12),
        ("A61K8/34", 14),
        ("A61K6/00", 16),
        ("A61K101/00", 16),
        ("H04L9/32", 4),
        ("F02D", 27),
        ("12-08", None),
        ("", None),
    ],
)
def test_fields(fields, symbol, field):
    assert fields.of(symbol) == field


def test_every_field_has_symbols(fields):
    assert set(fields.by_symbol.values()) == set(FIELDS)
    assert len(fields.by_symbol) == 761


@pytest.mark.parametrize("rows", [[("A01B", "36")], [("A01B", "1"), ("A01B", "2")]])
def test_a_faulty_table_is_refused(rows):
    with pytest.raises(ValueError, match="A01B"):
        read_fields([{"symbol": symbol, "field": field} for symbol, field in rows])
