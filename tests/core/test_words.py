from patentdesk.core.problems import Problem, Source
from patentdesk.core.words import Words

ENTRIES = {
    "place.row": {"en": "row {row}", "zh": "第 {row} 行"},
    "place.column": {"en": "column “{column}”", "zh": "列“{column}”"},
    "count": {"en": "{n} patents", "en_one": "{n} patent", "zh": "{n} 件专利"},
    "problem.bad_date": {"en": "“{text}” is no date.", "zh": "“{text}”不是日期。"},
    "remedy.bad_date": {"en": "Write 2024-05-31.", "zh": "请写成 2024-05-31。"},
    "status.granted": {"en": "granted", "zh": "授权"},
}


def test_one_and_many_read_well_in_english() -> None:
    words = Words("en", ENTRIES)
    assert (words("count", n=1), words("count", n=2)) == ("1 patent", "2 patents")
    assert Words("zh", ENTRIES)("count", n=1) == "1 件专利"


def test_a_problem_tells_place_sentence_and_remedy() -> None:
    problem = Problem("bad_date", source=Source("a.csv", "", 7, "申请日"), args={"text": "2024-02-30"})
    assert Words("zh", ENTRIES).problem(problem) == (
        "a.csv · 第 7 行 · 列“申请日”：“2024-02-30”不是日期。请写成 2024-05-31。"
    )


def test_unknown_keys_show_and_unknown_codes_stay() -> None:
    words = Words("en", ENTRIES)
    assert words("nothing") == "«nothing»"
    assert words.code("status", "granted") == "granted"
    assert words.code("status", "strange") == "strange"


def test_heads_of_handouts_carry_both_languages() -> None:
    assert Words("en", ENTRIES).both("status.granted") == "授权\ngranted"


def test_an_argument_may_be_called_key_and_a_missing_one_shows_itself() -> None:
    words = Words("en", {"problem.odd": {"en": "{key} is {value:.2f}", "zh": "{key} 是 {value:.2f}"}})
    assert words.problem(Problem("odd", args={"key": "royalty"})) == "royalty is «value»"
