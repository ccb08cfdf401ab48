from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from patentdesk.store import content
from patentdesk.store.file import PortfolioFile
from patentdesk.valuation.records import Assumption


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=9), st.none() | st.floats(allow_nan=False, allow_infinity=False))))
def test_a_row_is_the_same_text_from_the_file_and_from_memory(
    new: Callable[..., PortfolioFile], values: list[tuple[str, float | None]]
) -> None:
    rows = [(n, text, low) for n, (text, low) in enumerate(values)]
    with (
        TemporaryDirectory() as folder,
        new(Path(folder) / "a.pdesk") as file,
        file.operation("add") as work,
    ):
        ids = work.add_all(Assumption(set_name="s", key=f"k{n}", source=f"'{text}'", low=low) for n, text, low in rows)
        stored = content.stored_rows(work.connection, "assumptions", ids)
        from_memory = b"\n".join(map(content.row_as_text, stored))
        assert content.rows_as_text(work.connection, "assumptions", ids) == from_memory
