"""Citations of Chinese law in Chinese."""

from __future__ import annotations

import re

import pytest

from patentdesk.docketing.citations import written


@pytest.mark.parametrize(
    ("citation", "chinese"),
    [
        ("Impl.Regs R57(2), R130", "《专利法实施细则》第57条第2款、第130条"),
        ("Impl.Regs R6(2),(3), R116(1)", "《专利法实施细则》第6条第2款、第3款、第116条第1款"),
        ("Impl.Regs R4(1)(2), R111", "《专利法实施细则》第4条第1款第2项、第111条"),
        ("Impl.Regs R112 (2010: R95)", "《专利法实施细则》第112条（2010年：第95条）"),
        ("Impl.Regs R77-79", "《专利法实施细则》第77条至第79条"),
        ("Patent Law Art.29, 30; Impl.Regs R35", "《专利法》第29条、第30条；《专利法实施细则》第35条"),
        ("Patent Law 2008 Art.30", "《专利法》（2008年）第30条"),
        ("Guidelines V-9 2.2.1.3", "《专利审查指南》第五部分第九章第2.2.1.3节"),
        ("CNIPA Announcement 486 / 350", "国家知识产权局公告第486 / 350号"),
        ("CNIPA Order 76 (2017) Arts. 11-12", "国家知识产权局令第76号（2017年）第11条至第12条"),
        ("EPC R126(2), Art. 108", "EPC R126(2), Art. 108"),
    ],
)
def test_law_is_cited_as_its_readers_know_it(citation: str, chinese: str) -> None:
    assert written(citation, "zh") == chinese
    assert written(citation, "en") == citation


def test_no_rule_of_china_keeps_a_foreign_word_for_its_law(rulebook) -> None:
    cited = [written(rule.citation, "zh") for rule in rulebook.of("CN") if rule.office == "CN"]
    assert cited
    assert [one for one in cited if re.search(r"Art|Regs|Law|Guide|CNIPA|R\d", one)] == []
