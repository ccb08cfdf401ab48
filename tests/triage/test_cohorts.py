"""Check that like is compared with like."""

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from patentdesk.triage.cohorts import EVERYTHING, Level, compared_with, key_of, places_by, reference


def test_keys_tell_year_and_field_apart():
    assert key_of(date(2019, 12, 31), 32) == 201932
    assert key_of(None, 32) == 32
    assert key_of(date(2019, 1, 1), None) == 201900
    assert key_of(None, None) == 0


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 35), st.floats(0, 99) | st.just(np.nan)), max_size=80))
def test_a_reference_holds_each_known_value_thrice(rows):
    keys = np.array([key_of(date(2000 + year, 1, 1), field) for year, field, _ in rows], dtype=np.int32)
    values = np.array([value for _, _, value in rows], dtype=np.float64)
    found = reference(keys, values)
    known = sorted(value for value in values if not np.isnan(value))
    assert found[EVERYTHING].tolist() == known
    for key in {int(key) for key in keys[~np.isnan(values)]}:
        assert found[key].tolist() == sorted(values[(keys == key) & ~np.isnan(values)])
        field = sorted(values[(keys % 100 == key % 100) & ~np.isnan(values)])
        assert found[key % 100].tolist() == field


def test_a_small_cohort_widens_step_by_step():
    known = {201932: np.zeros(9), 32: np.zeros(30), EVERYTHING: np.zeros(400)}
    assert compared_with(known, 201932, 9)[0] is Level.COHORT
    assert compared_with(known, 201932, 10)[0] is Level.FIELD
    assert compared_with(known, 201932, 31)[0] is Level.PORTFOLIO
    assert compared_with(known, 201932, 401)[0] is Level.SCALE
    assert compared_with(known, 201932, 9, whole=True)[0] is Level.PORTFOLIO
    assert compared_with(known, 32, 10)[0] is Level.FIELD


@given(st.lists(st.integers(0, 5)))
def test_places_are_told_by_key(keys):
    found = {key: places.tolist() for key, places in places_by(np.array(keys, dtype=np.int32))}
    assert found == {key: [place for place, one in enumerate(keys) if one == key] for key in sorted(set(keys))}
