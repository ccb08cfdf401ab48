import logging
import warnings
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path

import pytest

from patentdesk.app.log import FILE_NAME, start_log, stop_log


@pytest.fixture
def handler(tmp_path: Path) -> Iterator[RotatingFileHandler]:
    root_level = logging.getLogger().level
    handler = start_log(tmp_path)
    yield handler
    stop_log(handler)
    logging.getLogger().setLevel(root_level)


@pytest.mark.usefixtures("handler")
def test_the_log_holds_what_happened_but_nothing_of_the_client(tmp_path: Path) -> None:
    logging.getLogger("patentdesk.services.importing").info("3 rows added")
    logging.getLogger("patentdesk.services.importing").debug("the row of 电池管理系统")
    text = (tmp_path / FILE_NAME).read_text(encoding="utf-8")
    assert "patentdesk.services.importing: 3 rows added" in text
    assert "电池" not in text


def test_the_files_stay_few_and_small(tmp_path: Path, handler: RotatingFileHandler) -> None:
    handler.maxBytes = 200
    for number in range(100):
        logging.getLogger("patentdesk").info("operation %d finished", number)
    files = sorted(tmp_path.iterdir())
    assert 2 <= len(files) <= 5
    assert all(file.stat().st_size <= 200 for file in files)


@pytest.mark.usefixtures("handler")
def test_a_warning_of_python_reaches_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("default")
        logging.captureWarnings(True)
        warnings.warn("something is going away", DeprecationWarning, stacklevel=1)
    assert "something is going away" in (tmp_path / FILE_NAME).read_text(encoding="utf-8")
    caplog.clear()


def test_a_stopped_log_takes_nothing_more(tmp_path: Path) -> None:
    stop_log(start_log(tmp_path))
    logging.getLogger("patentdesk").info("too late")
    assert not (tmp_path / FILE_NAME).exists()
