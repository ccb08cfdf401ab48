from hypothesis import given, settings
from hypothesis import strategies as st

from patentdesk.store import content
from patentdesk.store.file import PortfolioFile
from patentdesk.valuation.records import Assumption


def test_a_row_is_the_same_text_from_the_file_and_from_memory(file: PortfolioFile) -> None:
    @settings(max_examples=25)
    @given(st.lists(st.tuples(st.text(max_size=9), st.none() | st.floats(allow_nan=False, allow_infinity=False))))
    def check(values: list[tuple[str, float | None]]) -> None:
        rows = [Assumption(key=f"k{n}", source=f"'{text}'", low=low) for n, (text, low) in enumerate(values)]
        with file.operation("add") as work:
            ids = work.add_all(rows)
            stored = content.stored_rows(work.connection, "assumptions", ids)
            from_memory = b"\n".join(map(content.row_as_text, stored))
            assert content.rows_as_text(work.connection, "assumptions", ids) == from_memory
            work.remove(Assumption, ids)

    check()
