"""Pages end between what belongs together; rows are as high as their texts need."""

from hypothesis import given
from hypothesis import strategies as st

from patentdesk.handouts.valuation.paging import ROW, breaks_before, height_for, scale_of


def heights(row):
    return 30.0 if row % 7 == 0 else ROW


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 20)), min_size=1, max_size=30), st.integers(0, 9))
def test_no_part_that_fits_on_a_page_is_broken(sizes, above):
    parts, row = [], above
    for gap, size in sizes:
        parts.append((row + gap, row + gap + size - 1))
        row += gap + size
    room, repeated = 500.0, 45.0
    found = breaks_before(parts, heights, room, repeated)
    assert found == sorted(set(found))
    assert set(found) <= {first for first, _ in parts}
    starts = [0, *found]
    for first, last in parts:
        start = max(one for one in starts if one <= first)
        page = sum(map(heights, range(start, last + 1))) + (repeated if start else 0)
        alone = sum(map(heights, range(first, last + 1))) + repeated
        assert page <= room or alone > room


def test_a_part_higher_than_a_page_begins_where_it_stands_unless_little_is_left_and_the_next_begins_a_page():
    def breaks(*parts):
        return breaks_before(parts, lambda _row: 1.0, room=100.0, repeated=10.0)

    assert breaks((0, 0), (1, 110), (111, 111)) == [111]
    assert breaks((0, 59), (60, 170), (171, 171)) == [60, 171]
    assert breaks((0, 0), (1, 96), (97, 97)) == [97]  # it fits on the first page alone, where nothing is repeated


def test_wide_sheets_are_printed_smaller_and_narrow_ones_as_they_are():
    assert scale_of([10], 784) == 1.0
    assert scale_of([100, 100, 100], 784) < 0.5


def test_a_row_is_as_high_as_its_longest_text_needs():
    assert height_for([("short", 20)]) == 28
    assert height_for([("字" * 40, 20)]) > height_for([("x" * 40, 20)])
    assert height_for([("one\ntwo\nthree", 20), ("", 1)]) > height_for([("one\ntwo", 20)])
