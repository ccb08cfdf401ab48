"""Draw every chart in both languages, themes and sizes: nothing may be cut, missing or deaf to the pointer."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import combinations

import pytest

from patentdesk.charts.catalogue import CHARTS, Chart, chart
from patentdesk.charts.data import Bridge, FeeForecast, RateGrid, ScenarioCosts, Scores, Timeline, Tornado, YearlyValue
from patentdesk.charts.drawing import draw
from patentdesk.charts.sheet import map_of, new_figure, render
from patentdesk.charts.texts import width_em
from patentdesk.charts.theme import DARK, LIGHT
from patentdesk.charts.triagedata import Radar, Savings, Shares
from patentdesk.charts.valuedata import Bubbles, Course, Ranges, Settling, Spread
from patentdesk.portfolio.query import parse

TODAY = date(2026, 11, 22)
SMALL, LARGE = (320, 220), (900, 500)
SIZES = ((240, 170), (320, 270), (640, 420))
LITTLE = 1.0
"""Boxes of texts are a little higher than what is written in them."""
EMPTY = {
    "Tally": [[], []],
    "Workload": [],
    "FeeForecast": FeeForecast("CNY", []),
    "Timeline": Timeline([], [], TODAY, 30),
    "ScenarioCosts": ScenarioCosts("CNY", [], []),
    "Scores": Scores([]),
    "Radar": Radar([], []),
    "Savings": Savings("CNY", []),
    "Shares": Shares([]),
    "Bridge": Bridge("CNY", []),
    "Tornado": Tornado("CNY", 0.0, []),
    "YearlyValue": YearlyValue("CNY", []),
    "RateGrid": RateGrid("CNY", [], [], []),
    "Spread": Spread("CNY", [], []),
    "Ranges": Ranges("CNY", []),
    "Bubbles": Bubbles("CNY", []),
    "Settling": Settling("CNY", []),
    "Course": Course("CNY", []),
}


kept_figure = cache(new_figure)
"""One figure of each size for chart after chart, as the program has it; axes take longer to make than to draw upon."""


def drawn(wanted: Chart, data: object, library, *, language="zh", theme=LIGHT, size=SMALL, dpi=100):
    return draw(kept_figure(*size, dpi=dpi), wanted, data, words=library.words(language), theme=theme, today=TODAY)


def texts_of(picture):
    """Return every text that is seen; matplotlib keeps unseen tick labels outside the limits."""
    axes = picture.axes
    seen = [
        *axes.texts,
        *picture.figure.texts,
        *(text for legend in picture.figure.legends for text in legend.get_texts()),
    ]
    for axis, limits, side in ((axes.xaxis, axes.get_xlim(), 0), (axes.yaxis, axes.get_ylim(), 1)):
        if axis.get_visible():
            seen.append(axis.label)
            seen += [tick for tick in axis.get_ticklabels() if min(limits) <= tick.get_position()[side] <= max(limits)]
    return [text for text in seen if text.get_text() and text.get_visible()]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("wanted", CHARTS, ids=lambda found: found.id)
def test_no_text_is_cut_or_hides_another(wanted, language, size, chart_data, library):
    assert_legible(drawn(wanted, chart_data[wanted.id], library, language=language, size=size), size)


@pytest.mark.parametrize("size", SIZES[:2], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("wanted", CHARTS, ids=lambda found: found.id)
def test_long_names_and_huge_numbers_stay_legible(wanted, language, size, extreme_data, library):
    assert_legible(drawn(wanted, extreme_data[wanted.id], library, language=language, size=size), size)


def assert_legible(picture, size):
    """No text leaves the picture and no two lie in each other."""
    picture.figure.draw_without_rendering()
    boxes = [(text.get_text(), text.get_window_extent()) for text in texts_of(picture)]
    assert len(boxes) >= 3
    outside = [(said, box) for said, box in boxes if min(box.x0, box.y0) < 0 or box.x1 > size[0] or box.y1 > size[1]]
    assert outside == []
    hidden = [(one, other) for (one, here), (other, there) in combinations(boxes, 2) if overlap(here, there) > LITTLE]
    assert hidden == []


def overlap(one, other):
    """Return how deep two boxes lie in each other, in pixels."""
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    up = min(one.y1, other.y1) - max(one.y0, other.y0)
    return min(across, up)


@pytest.mark.parametrize("wanted", CHARTS, ids=lambda found: found.id)
def test_axes_keep_most_of_a_small_picture(wanted, chart_data, library):
    box = drawn(wanted, chart_data[wanted.id], library, language="en").axes.get_position()
    assert box.width > 0.4
    assert box.height > 0.4


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("wanted", CHARTS, ids=lambda found: found.id)
def test_without_data_a_sentence_says_so(wanted, language, library):
    picture = drawn(wanted, EMPTY[wanted.draws], library, language=language)
    assert picture.empty
    assert picture.marks == ()
    said = [text for text in picture.figure.texts if text.get_text()]
    assert len(said) == 2
    assert "«" not in said[1].get_text()
    for text in said:
        box = text.get_window_extent()
        assert (box.x0 >= 0, box.x1 <= 320, box.y0 >= 0, box.y1 <= 220) == (True,) * 4


@pytest.mark.parametrize("wanted", CHARTS, ids=lambda found: found.id)
def test_every_mark_answers_in_its_middle_and_its_term_can_be_asked(wanted, chart_data, library):
    picture = drawn(wanted, chart_data[wanted.id], library, size=LARGE)
    assert picture.marks
    there = map_of(picture)
    for mark in picture.marks:
        middle = ((mark.left + mark.right) / 2, (mark.bottom + mark.top) / 2)
        if picture.axes.get_xlim()[0] <= middle[0] <= picture.axes.get_xlim()[1]:
            x, y = picture.axes.transData.transform(middle)
            assert there.mark_at(x, y) is not None
        assert mark.text
        assert "«" not in mark.text.replace("«status.", "").replace("«segment.", "")
        if mark.term:
            parse(mark.term)


@pytest.mark.parametrize(
    "wanted",
    [c for c in CHARTS if c.panel in {"portfolio", "docket", "triage"} and c.draws not in {"Radar", "Savings"}],
    ids=lambda found: found.id,
)
def test_charts_of_the_portfolio_filter(wanted, chart_data, library):
    terms = [mark.term for mark in drawn(wanted, chart_data[wanted.id], library).marks]
    assert terms
    assert all(terms) or wanted.id == "fees"
    assert any(terms)


def test_a_click_on_a_column_gives_its_year(library):
    picture = drawn(chart("filings"), [[(2018, 5), (2019, 50)], [(2020, 3)]], library, size=LARGE)
    x, y = picture.axes.transData.transform((2018, 40))
    assert map_of(picture).mark_at(x, y).term == "filed:2018"
    x, y = picture.axes.transData.transform((2020, 3))
    assert map_of(picture).mark_at(x, y).term == "granted:2020"
    assert map_of(picture).mark_at(2, 498) is None


def test_years_that_have_no_room_do_not_press_the_others_down(library):
    filed = [(1999, 5_000), *((year, 10) for year in range(2000, 2027))]
    picture = drawn(chart("filings"), [filed, [(2026, 1)]], library)
    assert "filed:1999" not in {mark.term for mark in picture.marks}
    assert picture.axes.get_ylim()[1] < 20


def test_an_applicant_of_several_patents_is_counted_once_per_patent(library):
    picture = drawn(chart("applicants"), [[("甲 | 乙", 3), ("乙", 2)]], library)
    terms = [(mark.term, mark.text) for mark in picture.marks]
    assert terms == [("applicant:=乙", "乙：5"), ("applicant:=甲", "甲：3")]


@pytest.mark.parametrize("width", [200, 220, 260, 320, 480])
@pytest.mark.parametrize("most", [9, 9_999, 123_456])
def test_every_office_is_named_below_its_column(library, width, most):
    for some in (["CN", "EP"], ["CN", "EP", "US"], ["CN", "EP", "US", "JP"]):
        rows = [(office, "granted", most - place) for place, office in enumerate(some)]
        picture = drawn(chart("offices"), [rows], library, size=(width, 200))
        assert set(some) <= {text.get_text() for text in texts_of(picture)}


def test_an_unknown_status_is_not_taken_for_a_pending_one(library):
    rows = [("CN", "granted", 4), ("CN", "unknown", 3), ("CN", "lapsed", 2), ("CN", "pct_open", 1)]
    marks = drawn(chart("offices"), [rows], library, language="en").marks
    assert [(mark.term, mark.text.split(": ")[1]) for mark in marks] == [
        ("office:CN status:granted", "4"),
        ("office:CN status:pending,pct_open", "1"),
        ("office:CN is:dead", "2"),
        ("office:CN status:unknown", "3"),
    ]


def test_living_states_stand_first_and_the_rest_by_size_together_below(library):
    rows = [("unknown", 32), ("abandoned", 97), ("granted", 4), ("lapsed", 3), ("expired", 5), ("pending", 9)]
    marks = drawn(chart("status"), [rows], library, language="en", size=(320, 270)).marks
    assert [mark.term for mark in marks] == [
        f"status:{status}" for status in ("pending", "granted", "abandoned", "unknown", "expired", "lapsed")
    ]
    few = drawn(chart("status"), [rows], library, language="en", size=(240, 170)).marks
    assert [(mark.term, mark.text) for mark in few[3:]] == [("status:unknown,expired,lapsed", "3 others: 40")]


def test_segments_and_members_without_room_are_counted_together(library):
    rows = [("battery", f"Member {n:02}", 24 - n) for n in range(24)] + [("body", "Member 00", 1), ("drive", "", 9)]
    picture = drawn(chart("segment_member"), [rows], library, language="en", size=(320, 270))
    first, *_, last = [mark for mark in picture.marks if mark.term.startswith("segment:battery ")]
    assert (first.term, first.text) == ('segment:battery member:="Member 00"', "Battery · Member 00: 24")
    kept = sum(mark.term.startswith("segment:battery ") for mark in picture.marks) - 1
    assert kept >= 6
    assert last.text == f"Battery · {24 - kept} further members: {sum(range(1, 25 - kept))}"
    assert last.term.count("Member") == 24 - kept
    assert {mark.term.split()[0] for mark in picture.marks} == {"segment:battery", "segment:body"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_column_of_a_small_heat_map_is_named(library, language):
    rows = [("thermal", f"{name}电池科技", 60 - place) for place, name in enumerate("衡朔铄微锂岑巡昼")]
    picture = drawn(chart("segment_member"), [rows], library, language=language, size=(200, 220))
    columns = {mark.term for mark in picture.marks}
    assert sum("\n" in text.get_text() and text.get_ha() == "center" for text in texts_of(picture)) == len(columns) >= 3


def test_names_of_rows_that_have_no_room_for_two_lines_have_one(library):
    named = ("thermal", "automated_driving", "power_electronics", "engine", "body", "drive", "battery", "materials")
    rows = [(segment, "衡朔电池", 60) for segment in named]
    for tall, name in ((240, "Thermal manag…"), (400, "Thermal\nmanagement")):
        picture = drawn(chart("segment_member"), [rows], library, language="en", size=(330, tall))
        names = [text.get_text() for text in texts_of(picture) if text.get_ha() == "right"]
        assert len(names) == len(named)
        assert name in names


@pytest.mark.parametrize(("language", "name"), [("en", "PCT\nclosed"), ("zh", "PCT\n有效期满")])
def test_a_long_name_of_a_row_goes_on_in_a_second_line(library, language, name):
    rows = [("granted", 414), ("pending", 120), ("pct_closed", 79), ("withdrawn", 41)]
    picture = drawn(chart("status"), [rows], library, language=language, size=(165, 200))
    assert name in {text.get_text() for text in texts_of(picture)}


@pytest.mark.parametrize("name", ["status", "offices", "filings"])
def test_a_single_value_does_not_fill_the_picture(name, library):
    data = {"status": [[("granted", 5)]], "offices": [[("CN", "granted", 5)]], "filings": [[(2020, 5)], [(2020, 1)]]}
    picture = drawn(chart(name), data[name], library, size=LARGE)
    [bar, *_] = picture.axes.collections[0].get_paths()
    box = bar.get_extents(picture.axes.transData)
    assert min(box.width, box.height) < 110


def test_more_bars_where_there_is_room(chart_data, library):
    small = drawn(chart("members"), chart_data["members"], library)
    large = drawn(chart("members"), chart_data["members"], library, size=LARGE)
    assert 3 <= len(small.marks) < len(large.marks)


def test_the_same_figure_is_drawn_again(chart_data, library):
    figure = new_figure(320, 220)
    words = library.words("en")
    draw(figure, chart("filings"), chart_data["filings"], words=words, theme=LIGHT, today=TODAY)
    again = draw(figure, chart("ages"), chart_data["ages"], words=words, theme=DARK, today=TODAY)
    assert figure.axes == [again.axes]
    assert not [text for text in texts_of(again) if text.get_text() in ("Filed", words("chart.filings"))]


def test_nothing_of_one_chart_is_left_for_the_next(chart_data, library):
    kept = new_figure(*SIZES[0])
    for wanted in CHARTS:
        fresh = new_figure(*SIZES[0])
        for figure in (fresh, kept):
            draw(figure, wanted, chart_data[wanted.id], words=library.words("zh"), theme=LIGHT, today=TODAY)
            figure.canvas.draw()
        assert bytes(kept.canvas.buffer_rgba()) == bytes(fresh.canvas.buffer_rgba()), wanted.id
        draw(kept, wanted, EMPTY[wanted.draws], words=library.words("zh"), theme=DARK, today=TODAY)


def test_sharp_screens_get_the_same_layout(chart_data, library):
    plain = drawn(chart("status"), chart_data["status"], library)
    sharp = drawn(chart("status"), chart_data["status"], library, size=(640, 440), dpi=200)
    assert len(plain.marks) == len(sharp.marks)
    assert sharp.axes.get_position().width == pytest.approx(plain.axes.get_position().width, abs=0.02)


@pytest.mark.parametrize(("file_format", "magic"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")])
def test_pictures_are_saved(file_format, magic, chart_data, library):
    content = render(drawn(chart("segment_member"), chart_data["segment_member"], library), file_format)
    assert content.startswith(magic)
    assert len(content) > 3_000


def test_ids_are_unique_and_every_panel_has_charts():
    assert len({found.id for found in CHARTS}) == len(CHARTS)
    assert {found.panel for found in CHARTS} >= {"portfolio", "docket", "triage", "valuation"}
    with pytest.raises(KeyError):
        chart("pie")


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_text_stands_out_from_the_ground(theme):
    for colour in (theme.text, theme.muted):
        assert contrast(colour, theme.ground) >= 4.5
    for colour in theme.series[:3]:
        assert contrast(colour, theme.ground) >= 2.0


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_years_far_off_are_not_drawn(library):
    picture = drawn(chart("expiry"), [[(2027, 4), (2999, 1), (1999, 7)]], library)
    assert {mark.term for mark in picture.marks} == {"expires:2027"}


def test_titles_are_short_enough_for_small_panels(library):
    for language in ("zh", "en"):
        words = library.words(language)
        assert [found.id for found in CHARTS if width_em(words(f"chart.{found.id}")) > 22] == []


def test_what_the_legend_switches_off_is_not_drawn(chart_data, library):
    words = library.words("en")
    name = words("chart.life.granted")
    figure = new_figure(*LARGE)
    shown = draw(figure, chart("offices"), chart_data["offices"], words=words, theme=LIGHT, today=TODAY)
    figure.canvas.draw()
    entries = {text for _, text in map_of(shown).legend}
    assert name in entries
    place = next(place for place, text in map_of(shown).legend if text == name)
    assert map_of(shown).entry_at((place.left + place.right) / 2, (place.bottom + place.top) / 2) == name
    less = draw(
        figure, chart("offices"), chart_data["offices"], words=words, theme=LIGHT, today=TODAY, hidden=frozenset({name})
    )
    figure.canvas.draw()
    assert {text for _, text in map_of(less).legend} == entries
    assert not any(name in mark.text for mark in less.marks)
    assert len(less.marks) < len(shown.marks)


@pytest.mark.parametrize("wanted", CHARTS, ids=lambda found: found.id)
def test_a_chart_with_everything_switched_off_is_still_drawn(wanted, chart_data, library):
    figure = kept_figure(*LARGE)
    given = {"words": library.words("en"), "theme": LIGHT, "today": TODAY}
    picture = draw(figure, wanted, chart_data[wanted.id], **given)
    figure.draw_without_rendering()
    names = frozenset(name for _, name in map_of(picture).legend)
    again = draw(figure, wanted, chart_data[wanted.id], **given, hidden=names)
    figure.draw_without_rendering()
    assert {name for _, name in map_of(again).legend} == names
