"""Tell what triage found in the reader's language, for screens and handouts alike."""

from __future__ import annotations

from collections.abc import Mapping

from patentdesk.core.problems import Argument
from patentdesk.core.words import Words
from patentdesk.triage.indicators import Reading
from patentdesk.triage.recommendation import Recommendation
from patentdesk.triage.scoring import Part
from patentdesk.triage.vetoes import Veto

_CODED = ("status", "segment")
"""Arguments that hold a code value and are shown by its name."""


def tell_reading(words: Words, reading: Reading) -> str:
    """Return the evidence sentence of a reading."""
    return words(f"reading.{reading.code}", **_named(words, reading.args))


def tell_comparison(words: Words, part: Part) -> str:
    """Return with what the points of a part were found."""
    return words(f"compared.{part.compared.value}", n=f"{part.among:,}")


def tell_veto(words: Words, veto: Veto) -> str:
    """Return the sentence of a veto."""
    return words(f"veto.{veto.kind}", **_named(words, veto.args))


def tell_advice(words: Words, advice: Recommendation) -> str:
    """Return why a decision is recommended."""
    return words(f"advice.{advice.reason}", **_named(words, advice.args))


def _named(words: Words, args: Mapping[str, Argument]) -> dict[str, Argument]:
    return {key: words.code(key, str(value)) if key in _CODED else value for key, value in args.items()}
