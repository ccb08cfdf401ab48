import csv
import io

import pytest
import xlsxwriter

from patentdesk.core.pausing import fewer_collections
from patentdesk.intake.reading import read
from patentdesk.services.importing import vocabulary


@pytest.fixture(scope="module", autouse=True)
def seldom_collected():
    """Look for unreachable objects seldom: thousands of drafts would be looked through again and again."""
    with fewer_collections():
        yield


@pytest.fixture(scope="session")
def words(library):
    return vocabulary(library)


@pytest.fixture
def write_csv(tmp_path):
    def write(rows, name="list.csv", encoding="utf-8", delimiter=",", above=""):
        text = io.StringIO()
        text.write(above)
        csv.writer(text, delimiter=delimiter).writerows(rows)
        path = tmp_path / name
        path.write_bytes(text.getvalue().encode(encoding))
        return path

    return write


@pytest.fixture
def write_workbook(tmp_path):
    def write(sheets, name="list.xlsx"):
        path = tmp_path / name
        book = xlsxwriter.Workbook(path)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for row_number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if hasattr(value, "year"):
                        sheet.write_datetime(row_number, column, value, day)
                    else:
                        sheet.write(row_number, column, value)
        book.close()
        return path

    return write


@pytest.fixture
def drafts_of(words):
    def drafts(path, mapping=None):
        reading = read(path, words, mapping)
        assert reading.tables, reading.problems
        return list(reading.drafts())

    return drafts


@pytest.fixture
def table(write_csv, words):
    return lambda rows, **how: read(write_csv(rows, **how), words)
