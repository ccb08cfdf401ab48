"""Check that derivations are told in sentences."""

from __future__ import annotations

from patentdesk.docketing.derivation import period_told, told


def test_periods_and_steps_are_told_in_words(library):
    words = library.words("en")
    assert period_told("P1Y6M", words) == "1 year 6 months"
    assert period_told("soon", words) == "soon"
    assert period_told("P2M", library.words("zh")) == "2 个月"
    step = {"code": "count_corr", "args": {"period": "P4M", "date": "2027-03-02"}, "citation": "Patent Law Art.43"}
    assert told(step, words) == "4 months by the day of the event: 2027-03-02  [Patent Law Art.43]"
    assert told(step, library.words("zh")).endswith("[《专利法》第43条]")
    assert told({"code": "unheard_of", "args": {"n": 3}}, words) == "unheard_of · 3"
