from __future__ import annotations

import random
import re

import pytest

from patentdesk.demo.technology import read_technology, word_invention
from patentdesk.portfolio.classification import read_symbol
from patentdesk.portfolio.codes import RightType, Segment
from patentdesk.services.library import Library

HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("right", [RightType.INVENTION, RightType.UTILITY_MODEL])
def test_titles_are_many_and_worded_in_both_languages(library: Library, right: RightType) -> None:
    for segment, technology in read_technology(library).items():
        taken: set[str] = set()
        chance = random.Random(1)
        worded = [word_invention(technology, right, chance, taken) for _ in range(20)]
        assert len(taken) == 20
        for invention in worded:
            assert invention.segment is segment
            assert HAN.search(invention.title)
            assert not HAN.search(invention.title_en + invention.abstract_en)
            assert "{" not in invention.title + invention.abstract + invention.abstract_en
            assert invention.title.removeprefix("一种") in invention.abstract
            assert ("本实用新型" in invention.abstract) is (right is RightType.UTILITY_MODEL)
            assert all(read_symbol(symbol) == symbol for symbol in invention.ipc)


def test_problems_go_with_their_effects(library: Library) -> None:
    for technology in read_technology(library).values():
        for theme in technology.themes:
            assert len(theme.problems) == len(theme.effects) > 0
            assert len(set(theme.subjects)) == len(theme.subjects)


def test_an_exhausted_vocabulary_numbers_its_titles(library: Library) -> None:
    technology = read_technology(library)[Segment.CONNECTIVITY]
    taken: set[str] = set()
    chance = random.Random(1)
    designs = [word_invention(technology, RightType.DESIGN, chance, taken).title for _ in range(3)]
    assert designs == ["车载终端", "车载终端（2）", "车载终端（3）"]


def test_designs_have_no_ipc(library: Library) -> None:
    technology = read_technology(library)[Segment.BODY]
    assert word_invention(technology, RightType.DESIGN, random.Random(1), set()).ipc == ()
