"""Check what comes before the committee."""

import pytest

from patentdesk.core.money import Money
from patentdesk.triage.exceptions import Exceptional, exceptional
from patentdesk.triage.records import DecisionCode, Grade

PLAIN = {
    "vetoes": (),
    "grade": Grade.D,
    "recommendation": "DROP",
    "decided": DecisionCode.DROP,
    "stale": False,
    "split": False,
    "value": Money.of(500, "CNY"),
    "threshold": Money.of(1000, "CNY"),
}


@pytest.mark.parametrize(
    ("change", "reasons"),
    [
        ({}, []),
        ({"decided": None}, []),
        ({"vetoes": ("pledge",)}, ["veto"]),
        ({"decided": DecisionCode.KEEP}, ["disagreement"]),
        ({"recommendation": ""}, []),
        ({"value": Money.of(1000, "CNY")}, ["value"]),
        ({"value": Money.of(1000, "CNY"), "decided": None}, ["value"]),
        ({"value": Money.of(1000, "CNY"), "recommendation": "KEEP", "decided": DecisionCode.KEEP}, []),
        ({"value": Money.of(1000, "EUR")}, []),
        ({"value": None}, []),
        ({"split": True}, ["split"]),
        ({"threshold": None, "value": Money.of(10**6, "CNY")}, []),
        ({"grade": Grade.WITHHELD, "stale": True}, ["withheld", "stale"]),
    ],
)
def test_reasons(change, reasons):
    assert [reason.value for reason in exceptional(**(PLAIN | change))] == reasons


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_reason_has_its_words(library, language):
    words = library.words(language)
    assert not [reason for reason in Exceptional if "«" in words(f"exceptional.{reason.value}")]
