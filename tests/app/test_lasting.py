from __future__ import annotations

import sys

import pytest

from patentdesk.app.lasting import keep_true_alive


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="the constant is immortal from Python 3.12 on (PEP 683)")
def test_true_outlives_any_number_of_emissions() -> None:
    keep_true_alive()
    first = sys.getrefcount(True)
    keep_true_alive()
    assert first > 1_000_000_000
    assert abs(sys.getrefcount(True) - first) < 1_000_000
