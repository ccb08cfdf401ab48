"""Test the pictures of the panels, and that the window fits a small screen."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage

from patentdesk.ui.places import PLACES
from patentdesk.ui.screens import render


def test_every_panel_is_drawn_in_both_themes(filled, tmp_path):
    written = render(filled, tmp_path, languages=("zh",), size=(1280, 800))
    wanted = [f"{place}-zh-{theme}.png" for theme in ("light", "dark") for place in PLACES]
    assert [path.name for path in written] == wanted
    grounds = set()
    for path in written:
        picture = QImage(str(path))
        assert (picture.width(), picture.height()) == (1280, 800), "no panel needs more room than a small screen has"
        grounds.add(picture.pixelColor(300, 110).lightness() > 128)
    assert grounds == {True, False}


def test_a_place_to_write_that_is_not_there_is_an_error(filled, tmp_path):
    with pytest.raises(OSError, match="missing"):
        render(filled, tmp_path / "missing", languages=("zh",), themes=("light",), places=("docket",))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_window_fits_a_small_screen_in_both_languages(filled, settled, language):
    filled.around.tongue.choose(language)
    for place in PLACES:
        filled.go(place)
        settled()
    slider = filled.panels["valuation"].what_if
    slider.tell("→ CNY 123.45 million")
    settled()
    assert filled.shell.minimumSizeHint().width() <= 1200, "panes beside the panel keep their numbers at 1280"
    assert filled.panels["valuation"].minimumSizeHint().width() <= 600, "beside inspector and facets it has no more"
