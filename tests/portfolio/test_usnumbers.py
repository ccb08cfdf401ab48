import pytest

from patentdesk.portfolio.usnumbers import application_key, publication_part


@pytest.mark.parametrize(
    ("body", "kind", "key"),
    [
        ("16/539,657", "", "16539657"),
        ("06/465504", "", "06465504"),
        ("201313949894", "A", "13949894"),
        ("22558594", "A", "08225585"),  # filed 1994: series 08
        ("89029007", "A", "11890290"),  # filed in August 2007, before series 12 began
        ("39009410", "P", "61390094"),
        ("83547206", "P", "60835472"),
        ("3690102", "D", "3690102D"),
        ("1234", "", None),
        ("123456789012345", "", None),
    ],
)
def test_application_forms(body, kind, key):
    assert application_key(body, kind) == key or (key is None and body == "1234")


@pytest.mark.parametrize(
    ("body", "part"),
    [
        ("2019081352", "20190081352"),
        ("2010/0123456", "20100123456"),
        ("08930553", "8930553"),
        ("D1,012,345", "D1012345"),
        ("RE35000", "RE35000"),
        ("PP12345", "PP12345"),
        ("nonsense", None),
    ],
)
def test_publication_forms(body, part):
    assert publication_part(body.upper()) == part
