import gc
from contextlib import suppress

from patentdesk.core.pausing import fewer_collections


def test_collections_are_as_often_as_before_afterwards() -> None:
    before = gc.get_threshold()
    with suppress(LookupError), fewer_collections():
        assert gc.get_threshold() > before
        raise LookupError
    assert gc.get_threshold() == before
