"""The handout opens in Excel as it is: its parts obey the schemas and what Excel asks beyond them."""

from __future__ import annotations

import zipfile
from dataclasses import replace

import pytest

from patentdesk.handouts.valuation.writer import write_valuation_handout
from tests.handouts.excel.opening import faults_of


@pytest.mark.parametrize("count", [1, 6, 45])
def test_it_opens_as_it_is(make_handout, tmp_path, count):
    path = tmp_path / "value.xlsx"
    write_valuation_handout(make_handout(count), path)
    assert faults_of(path) == []


def test_a_handout_of_patents_without_a_value_opens_as_it_is(make_handout, tmp_path):
    path = tmp_path / "value.xlsx"
    handout = make_handout(1)
    without = tuple(one for one in handout.subjects if not one.value)
    assert len(without) == 2
    write_valuation_handout(replace(handout, subjects=without), path)
    assert faults_of(path) == []


def test_it_has_its_native_charts(make_handout, tmp_path):
    path = tmp_path / "value.xlsx"
    write_valuation_handout(make_handout(), path)
    with zipfile.ZipFile(path) as archive:
        assert sum(name.startswith("xl/charts/chart") for name in archive.namelist()) == 5
