"""Hostile, damaged and odd input is refused with one problem; memory and depth stay bounded."""

import gzip
import io
import json
import random
import tracemalloc
import zipfile
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from patentdesk.core.problems import Refused
from patentdesk.intake.document_files import open_documents
from patentdesk.intake.documents.trees import read_json, read_xml
from patentdesk.intake.documents.unpacking import decode
from patentdesk.intake.limits import Limits
from patentdesk.intake.reading import read
from tests.intake.documents import samples_collected, samples_offices, samples_us
from tests.intake.documents.samples import FIXTURES, GRANT, OPS_JSON, OPS_XML, pack

SMALL = Limits(unpacked_bytes=2**22, document_bytes=2**21, parts=2_000, members=20)
BOMB = """<?xml version="1.0"?><!DOCTYPE world-patent-data [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><world-patent-data>&c;</world-patent-data>"""
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE world-patent-data [<!ENTITY x SYSTEM "file:///etc/hostname">]>
<world-patent-data>&x;</world-patent-data>"""
PARAMETER = """<?xml version="1.0"?><!DOCTYPE world-patent-data [<!ENTITY % p SYSTEM "http://example.com/x.dtd"> %p;]>
<world-patent-data/>"""


def refusal(read_file, content):
    reading = read_file(content)
    assert not reading.format
    assert len(list(reading.rows())) == 0
    (problem,) = reading.problems
    return problem.code


@pytest.mark.parametrize("text", [BOMB, OUTSIDE, PARAMETER])
def test_entities_are_refused(read_file, text):
    assert refusal(read_file, text) == "markup_unsafe"


def test_an_entity_of_the_dtd_that_is_not_fetched_reads_as_its_character():
    root = read_xml('<!DOCTYPE a SYSTEM "a.dtd" []><a>x &mdash; y &nowhere; z</a>', Limits())
    assert root.text() == "x — y z"


def test_deep_nesting_is_refused(read_file):
    assert refusal(read_file, "<world-patent-data>" + "<a>" * 5_000) == "markup_too_deep"
    assert refusal(read_file, '{"exchange-documents": ' + "[" * 400 + "]" * 400 + "}") == "markup_too_deep"
    assert refusal(read_file, '{"exchange-documents": ' + "[" * 200_000) == "markup_too_deep"


def test_too_many_parts_are_refused_before_they_take_memory():
    tracemalloc.start()
    try:
        for text in ("<exchange-documents>" + "<a/>" * 5_000, '{"exchange-documents": [' + "[]," * 5_000 + "[]]}"):
            with pytest.raises(Refused) as refused:
                open_documents(text.encode(), "x", SMALL)
            assert refused.value.problem.code == "markup_too_large"
        assert tracemalloc.get_traced_memory()[1] < 8 * 2**20
    finally:
        tracemalloc.stop()


def test_a_document_that_is_too_large_is_refused():
    with pytest.raises(Refused) as refused:
        open_documents(OPS_XML.encode() + b" " * 2**21, "x", SMALL)
    assert refused.value.problem.code == "document_too_large"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<world-patent-data><a></b></world-patent-data>", "markup_damaged"),
        (OPS_XML[:1500], "markup_damaged"),
        ("<world-patent-data><nothing/></world-patent-data>", "document_unknown"),
        (OPS_JSON[:300], "json_damaged"),
        ('{"patentBag": ' + "9" * 5_000 + "}", "json_damaged"),
        ('{"exchange-documents": 1}', "document_unknown"),
        ('{"patentBag": []}', "document_unknown"),
    ],
)
def test_damaged_documents_give_a_sentence(read_file, library, text, code):
    assert refusal(read_file, text) == code
    for language in ("en", "zh"):
        assert library.words(language).has(f"problem.{code}")


def bomb(size=2**26):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", OPS_XML)
        archive.writestr("b.xml", b"<!--" + b" " * size)
    return held.getvalue()


def lying_bomb():
    """Return an archive whose directory claims that its member is small."""
    content = bytearray(bomb(2**23))
    size = (2**23 + 4).to_bytes(4, "little")
    assert content.count(size) == 2
    return bytes(content).replace(size, (2_000).to_bytes(4, "little"))


@pytest.mark.parametrize("make", [bomb, lying_bomb])
def test_archives_that_grow_are_refused(make):
    content = make()
    tracemalloc.start()
    try:
        with pytest.raises(Refused) as refused:
            open_documents(content, "x.zip", SMALL)
        assert refused.value.problem.code in ("archive_bomb", "archive_damaged")
        assert tracemalloc.get_traced_memory()[1] < 16 * 2**20
    finally:
        tracemalloc.stop()


def test_a_member_that_grows_too_much_is_an_attack_whatever_its_size():
    with pytest.raises(Refused) as refused:
        open_documents(bomb(2**23), "x.zip", Limits())
    assert refused.value.problem.code == "archive_bomb"


@pytest.mark.parametrize(
    "name", ["../../evil.xml", "/etc/evil.xml", "C:\\evil.xml", "a/../../evil.xml", "..\\evil.xml"]
)
def test_names_that_point_outside_are_refused(read_file, name):
    assert refusal(read_file, pack({"a.xml": OPS_XML, name: GRANT})) == "member_unsafe"


def test_too_many_members_and_passwords_are_refused(read_file):
    with pytest.raises(Refused) as refused:
        open_documents(pack({f"{number}.xml": OPS_XML for number in range(30)}), "x.zip", SMALL)
    assert refused.value.problem.code == "archive_bomb"
    locked = bytearray(pack({"a.xml": OPS_XML}, zipfile.ZIP_STORED))
    for start in (locked.index(b"PK\x03\x04") + 6, locked.index(b"PK\x01\x02") + 8):
        locked[start] |= 1
    assert refusal(read_file, bytes(locked)) == "archive_protected"


def test_gzip_is_opened_within_limits(read_file):
    assert read_file(gzip.compress(OPS_XML.encode())).format == "epo_ops"
    assert refusal(read_file, gzip.compress(OPS_XML.encode())[:-40]) == "archive_damaged"
    with pytest.raises(Refused) as refused:
        open_documents(gzip.compress(b"<exchange-documents>" + b" " * 2**24), "x.gz", SMALL)
    assert refused.value.problem.code == "archive_bomb"


def test_other_encodings(read_file):
    for encoding in ("utf-16", "gb18030", "utf-8-sig"):
        text = FIXTURES["cnipa.xml"].replace('encoding="utf-8"', f'encoding="{encoding.removesuffix("-sig")}"')
        (draft,) = read_file(text.encode(encoding)).drafts()
        assert draft.values["title"] == "转子结构"


PUBLIC = {
    name: text
    for module in (samples_us, samples_offices, samples_collected)
    for name, text in vars(module).items()
    if name.isupper()
}
CONTENTS = {name: text.encode() for name, text in (FIXTURES | PUBLIC).items()} | {
    "many.zip": pack({name: text for name, text in FIXTURES.items() if "xml" in name}),
    "ops.json.gz": gzip.compress(OPS_JSON.encode()),
}


def check(content, tmp_path, words):
    path = tmp_path / "damaged"
    path.write_bytes(content)
    reading = read(path, words)
    drafts = list(reading.drafts())
    assert len(drafts) == len(list(reading.rows()))
    assert drafts or reading.problems
    assert all(draft.problems for draft in drafts if draft.rejected)


@pytest.mark.parametrize("name", CONTENTS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_bytes_never_crash(tmp_path, words, name, data):
    content = bytearray(CONTENTS[name])
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    check(bytes(content[: data.draw(st.integers(1, len(content)))]), tmp_path, words)


def nested(inner):
    return st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)


@settings(max_examples=60, deadline=None)
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), nested))
def test_any_json_makes_a_tree(value):
    root = read_json(json.dumps(value), Limits())
    assert isinstance(root.text(), str)


def test_real_archives_with_random_damage(shared_data, tmp_path, words):
    chance = random.Random(20261122)
    for name in (
        "uspto_redbook_xml/xml4ip__sample_XML4IP.ZIP",
        "cnipa_ipph_xml",
        "epo_ops_xml",
        "uspto",
        "cnki_citation_txt",
    ):
        place = shared_data / name
        for path in [place] if place.is_file() else sorted(place.iterdir()):
            whole = path.read_bytes()
            for _ in range(3):
                content = bytearray(whole)
                for _ in range(20):
                    content[chance.randrange(len(content))] = chance.randrange(256)
                check(bytes(content[: chance.randrange(len(content) // 2, len(content))]), tmp_path, words)


def test_the_zlib_stream_itself_may_be_damaged(read_file):
    content = bytearray(pack({"a.xml": OPS_XML, "b.xml": GRANT}))
    packed = zlib.compress(b"")[:1]
    content[60:64] = packed * 4
    reading = read_file(bytes(content))
    assert [problem.code for problem in reading.problems]


@pytest.mark.parametrize("stated", ["undefined", "idna", "punycode", "unicode_escape", "hex", "utf-16", "no\x80such"])
def test_an_encoding_that_cannot_be_meant_is_passed_over(stated):
    text = f'<?xml version="1.0" encoding="{stated}"?><a>电池 x..y -{"z" * 600}</a>'
    assert decode(text.encode()) == text
    assert decode(text.encode() + b" ") == f"{text} "
