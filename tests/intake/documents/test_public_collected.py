"""What services and programs that collect patents hand out; what it says is invented."""

# ruff: noqa: E501 - lines of data stay as their formats have them

from datetime import date

from patentdesk.intake.drafts import DraftPriority
from patentdesk.portfolio.codes import Role, Status
from tests.intake.asking import cited, named, told
from tests.intake.documents.samples_collected import (
    DERWENT,
    GOOGLE_COLLECTED,
    GOOGLE_DETAILS,
    LENS,
    PUBLICATIONS,
)


def test_lens_answers_as_a_list_and_as_lines(drafts_in):
    (draft,) = drafts_in(f'{{"total": 1, "data": [{LENS}], "results": 1}}')
    assert told(draft, "application_number", "publication_number", "filing_date", "grant_date", "expiry_date") == {
        "application_number": "10197111",
        "publication_number": "EP2471111",
        "filing_date": date(2010, 12, 31),
        "grant_date": date(2013, 12, 25),
        "expiry_date": date(2030, 12, 31),
    }
    assert told(draft, "status", "claims_count", "family_size", "title") == {
        "status": Status.GRANTED,
        "claims_count": 2,
        "family_size": 2,
        "title": "Cell holder",
    }
    assert draft.priorities == (DraftPriority("US", "61361111", date(2010, 7, 2)),)
    assert named(draft, Role.OWNER) == ["ALPEN-STROM GMBH"]  # who was recorded last
    assert cited(draft) == ["WO2006075111", "Keller, Cells"]
    line = " ".join(LENS.split())
    first, second = drafts_in(f"{line}\n\n{line.replace('2471111', '2471112')}\n", "bulk.jsonl")
    assert (first.values, first.priorities) == (draft.values, draft.priorities)
    assert second.values["publication_number"] == "EP2471112"


def test_lines_of_json_that_break_off_are_refused_with_their_place(read_file):
    line = " ".join(LENS.split())
    reading = read_file(f"{line}\n{line[:300]}\n")
    assert [(problem.code, problem.args["line"]) for problem in reading.problems] == [("json_damaged", 2)]


def test_public_data_of_google_patents(drafts_in):
    chinese, european = drafts_in(PUBLICATIONS, "publications.json")
    assert told(chinese, "application_number", "grant_number", "grant_date", "title", "title_en") == {
        "application_number": "202010777111",
        "grant_number": "CN111915111",
        "grant_date": date(2024, 4, 30),
        "title": "转子",
        "title_en": "Rotor",
    }
    assert chinese.priorities == ()
    assert named(chinese, Role.APPLICANT) == ["南山电机有限公司"]
    assert chinese.latin_names == (("南山电机有限公司", "NANSHAN MOTOR"),)
    assert cited(chinese) == ["CN104968111", "Keller, Rotors"]
    assert chinese.family_key == "google_data:74000111"
    assert european.family_key != "google_data:1"  # -1: no family is known
    assert "grant_date" not in european.values
    assert european.priorities == (DraftPriority("DE", "102013211111", date(2013, 6, 24)),)


def test_references_of_endnote(drafts_in):
    (patent, paper) = drafts_in(
        "%0 Patent\r\n%T Cell holder\r\n%A Kana Ito;Xiao Lin\r\n%+ Nagoya JP\r\n%8 2023-05-16\r\n%@ US11651111\r\n"
        "%X A holder\r\nunlike US1234567\r\n\r\n%0 Journal Article\r\n%T Cells\r\n%A Keller\r\n"
    )
    assert told(patent, "publication_number", "publication_date", "title", "abstract", "inventors_text") == {
        "publication_number": "US11651111",
        "publication_date": date(2023, 5, 16),
        "title": "Cell holder",
        "abstract": "A holder unlike US1234567",
        "inventors_text": "Kana Ito | Xiao Lin",
    }
    assert patent.written["%+"] == "Nagoya JP"
    assert [problem.code for problem in paper.problems] == ["reference_other"]
    assert paper.rejected


def test_references_of_ris(drafts_in):
    first, second = drafts_in(
        "TY  - PAT\nTI  - 扣件\nAU  - 林恆\nAU  - 張婉\nPY  - 2021\nDA  - 2021-02-11\nM1  - TWI718111B\nM2  - TW108144111A\n"
        "UR  - https://patents.google.com/patent/TWI718111B/zh\nER  - \nTY  - PAT\nT1  - Cells\nIS  - 4,904,111\nER  - \n"
    )
    assert told(first, "publication_number", "application_number", "inventors_text") == {
        "publication_number": "TWI718111",
        "application_number": "108144111",
        "inventors_text": "林恆 | 張婉",
    }
    assert [problem.code for problem in second.problems] == ["row_without_number"]  # of which office nobody says


def test_references_of_noteexpress_and_cnki(drafts_in):
    (draft,) = drafts_in(
        "{Reference Type}: Patent\n{Title}: 转子\n{Author}: 周立;林晓\n{Date}: 2012-08-08\n"
        "{URL}: http://example.org/Patent_CN201510163325.6.aspx\n"
    )
    assert told(draft, "application_number", "publication_date", "title") == {
        "application_number": "201510163325",
        "publication_date": date(2012, 8, 8),
        "title": "转子",
    }
    first, second = drafts_in(
        "SrcDatabase-来源库: 中国专利\nTitle-题名: 一种转子\nAuthor-作者: 周立;林晓;\nApplicant-申请人: 南山电机有限公司\n"
        "PubTime-发表时间: 2026-03-20\nPubNo-公开号: CN121713111A\nCLC-分类号: H02K1/27;H02K15/03\nSummary-摘要: 本发明公开了\n一种转子。\n\n"
        "SrcDatabase-来源库: 中国专利\nTitle-题名: 电机\nPubNo-公开号: CN121713112A\n"
    )
    assert told(first, "publication_number", "publication_date", "abstract") == {
        "publication_number": "CN121713111",
        "publication_date": date(2026, 3, 20),
        "abstract": "本发明公开了 一种转子。",
    }
    assert named(first, Role.APPLICANT) == ["南山电机有限公司"]
    assert [symbol for _, symbol in first.classifications] == ["H02K1/27", "H02K15/03"]
    assert second.values["publication_number"] == "CN121713112"


def test_references_of_bibtex(drafts_in):
    patent, article = drafts_in(
        "@patent{US10123111B2,\n  title = {Wireless {Power} transfer},\n  author = {Ito, Kana and Lin, Xiao},\n"
        '  number = {US 10,123,111 B2},\n  assignee = "Kaede Motors",\n  year = 2018\n}\n@article{x, title={Y}}\n'
    )
    assert told(patent, "grant_number", "title") == {"grant_number": "US10123111", "title": "Wireless Power transfer"}
    assert named(patent, Role.INVENTOR) == ["Ito, Kana", "Lin, Xiao"]
    assert named(patent, Role.APPLICANT) == ["Kaede Motors"]
    assert article.rejected


def test_references_of_a_line_without_an_end_are_read_at_once(read_file):
    bibtex = "@patent{a,\n x = {" + "a" * 50_000 + "\n" * 50_000 + "\n".join(["}\n@patent{US10123111B2, z={b}"] * 9)
    reading = read_file(bibtex)
    assert [one.number for one in reading.documents.documents] == [1, *range(50_003, 50_021, 2)]
    ris = read_file("TY  - PAT\nAN  - US10123111B2\nAB  - first\n" + "and more\n" * 50_000 + "ER  - \n")
    (document,) = ris.documents.documents
    assert document.fields["abstract"] == "first" + " and more" * 50_000


def test_derwent_family_of_many_offices(drafts_in):
    international, american, japanese, european = drafts_in(DERWENT)
    assert international.values["application_number"] == "US2018064111"
    assert american.values["application_number"] == "16123111"
    assert european.values["application_number"] == "18893111"
    assert "application_number" not in japanese.values  # of the national phase: in which year, nobody says
    assert international.priorities == (DraftPriority("CN", "201710123111", date(2017, 12, 9)),)
    assert cited(international) == ["CN103123111", "US20150123111"]
    assert cited(american) == []
    assert cited(european) == ["DE102011111222"]


def test_details_of_a_google_patents_page(drafts_in):
    (draft,) = drafts_in(GOOGLE_DETAILS)
    assert told(draft, "application_number", "grant_number", "filing_date", "claims_count", "title") == {
        "application_number": "17152111",
        "grant_number": "US11734111",
        "filing_date": date(2021, 1, 19),
        "claims_count": 2,
        "title": "Cell holder",
    }
    assert named(draft, Role.APPLICANT) == ["Kaede Motors Inc"]
    assert [symbol for _, symbol in draft.classifications] == ["H01M50/204"]
    assert cited(draft) == ["US5208111", "US12345111"]
    assert [(event.day, event.note) for event in draft.events] == [
        (date(2021, 1, 19), "US FEPP: Fee payment procedure; Free format text: ENTITY STATUS")
    ]


def test_collected_google_patents_pages(drafts_in):
    (deep,) = drafts_in(GOOGLE_COLLECTED.replace('"[]"', f'"{"[" * 2_000}"'))
    (draft,) = drafts_in(GOOGLE_COLLECTED)
    assert deep.values == draft.values
    assert told(draft, "grant_number", "grant_date", "title") == {
        "grant_number": "US2668111",
        "grant_date": date(1954, 2, 2),
        "title": "Brake",
    }
    assert named(draft, Role.APPLICANT) == ["Kaede Motors"]
    assert named(draft, Role.INVENTOR) == ["Kana Ito"]
    assert cited(draft) == ["US123111"]


def test_references_with_accents_in_an_old_encoding(read_file):
    text = "TY  - PAT\nT1  - Gerät für Öl\nA1  - Müller, Jörg\nA1  - Löwe, Günther\nAN  - EP2411111B1\nER  - \n"
    reading = read_file(text.encode("latin-1"))
    (draft,) = reading.drafts()
    assert told(draft, "title", "inventors_text") == {
        "title": "Gerät für Öl",
        "inventors_text": "Müller, Jörg | Löwe, Günther",
    }
    assert [problem.code for problem in reading.problems] == ["encoding_guessed"]


def test_references_in_an_old_chinese_encoding(read_file):
    text = "TY  - PAT\nT1  - 一种电池保持装置\nA1  - 林恒\nAN  - CN111111111B\nER  - \n"
    reading = read_file(text.encode("gbk"))
    (draft,) = reading.drafts()
    assert told(draft, "title") == {"title": "一种电池保持装置"}
    assert not reading.problems
