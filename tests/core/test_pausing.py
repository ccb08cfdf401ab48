import gc
from contextlib import suppress

from patentdesk.core.pausing import fewer_collections


def test_collections_are_as_often_as_before_afterwards() -> None:
    before = gc.get_threshold()
    with suppress(LookupError), fewer_collections():
        assert gc.get_threshold() > before
        raise LookupError
    assert gc.get_threshold() == before


def test_two_at_once_come_back_to_what_was_before_the_first() -> None:
    before = gc.get_threshold()
    first, second = fewer_collections(), fewer_collections()
    with first:
        second.__enter__()
    assert gc.get_threshold() > before
    second.__exit__(None, None, None)
    assert gc.get_threshold() == before
