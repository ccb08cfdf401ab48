import pytest

from patentdesk.intake.reading import read


@pytest.fixture
def read_file(tmp_path, words):
    def read_one(content, name="file"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return read(path, words)

    return read_one


@pytest.fixture
def drafts_in(read_file):
    def drafts(content, name="file"):
        reading = read_file(content, name)
        assert reading.format, reading.problems
        return list(reading.drafts())

    return drafts
