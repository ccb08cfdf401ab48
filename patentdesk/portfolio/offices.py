"""Know the two-letter office codes (WIPO ST.3) and the names that lists write in their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from patentdesk.portfolio.names import fold

_CODES = """
AD AE AF AG AL AM AO AP AR AT AU AZ BA BB BD BE BF BG BH BN BO BR BX BY BZ CA CH CI CL CM CN CO CR CS CU CY CZ
DD DE DJ DK DM DO DZ EA EC EE EG EM EP ES FI FR GB GC GE GH GR GT HK HN HR HU IB ID IE IL IN IQ IR IS IT JM JO
JP KE KG KH KP KR KW KZ LA LB LI LK LR LT LU LV LY MA MC MD ME MG MK MM MN MO MT MU MX MY MZ NG NI NL NO NZ OA
OM PA PE PG PH PK PL PT PY QA RO RS RU RW SA SD SE SG SI SK SM SU SV SY TH TJ TM TN TR TT TW TZ UA UG US UY UZ
VE VN WO XN YU ZA ZM ZW
"""
OFFICES = frozenset(_CODES.split())


@dataclass(frozen=True, slots=True)
class OfficeNames:
    """Office names as lists write them, such as 中国 or "European Patent Office"; ``names`` maps folded name → code."""

    names: Mapping[str, str]

    @classmethod
    def of(cls, words: Mapping[str, list[str]]) -> OfficeNames:
        """Build the look-up from code → written names."""
        return cls({fold(name): code for code, written in words.items() for name in written})

    def code(self, text: str) -> str | None:
        """Return the office code for a code or a name; None when it is unknown."""
        plain = text.strip().upper()
        if plain in OFFICES:
            return plain
        return self.names.get(fold(text))
