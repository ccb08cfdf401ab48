"""Doubt what a header says where the cells below it cannot be that: a term of seven years, a state of 80."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property

from patentdesk.intake.headerwords import normal
from patentdesk.intake.identifying import IDENTITY, NUMBERS, filed_in_china, is_number, may_be_number, shows_numbers
from patentdesk.intake.sheets import Row, Value, cell_text
from patentdesk.intake.subjects import Means, of_fees, of_others
from patentdesk.portfolio.codes import Status
from patentdesk.portfolio.dates import read_date
from patentdesk.portfolio.names import fold

_LOOKED_AT = 30
_LEAST_TERM = {"2": 8, "9": 8, "3": 8, "": 8}
"""Years from the number's, or of any right from that of its filing, to the end of the term; others: an invention."""
_TERMS = {"1": (20,), "8": (17, 18, 19, 20), "2": (10,), "9": (7, 8, 9, 10), "3": (10, 15)}
_ABOUT = 5
"""Days by which whole years of 365.25 days may differ."""
_LEAST_OF_AN_INVENTION = 14
"""20 years, less those that a divisional application, or one from the PCT, was filed after its date of filing."""
_GENERAL_STATES = frozenset(map(fold, (
    "有效", "无效", "失效", "终止", "已终止", "已失效", "到期", "已到期", "生效", "已生效", "维持", "恢复", "登记",
    "核准", "公告", "撤销", "撤回", "放弃", "变更", "存续", "正常", "公开", "受理", "已受理", "驳回", "一审", "二审",
    "Active", "Inactive", "Valid", "Invalid", "Expired", "Closed", "Terminated", "Open", "Pending", "Registered",
    "Issued", "Published", "Rejected", "Refused", "Withdrawn", "Cancelled", "Canceled", "Lapsed", "Abandoned",
    "In force", "Filed",
)))  # fmt: skip
"""States of contracts, projects and tasks as well as of patents."""
_SCORE = re.compile(r"-?\d{1,3}(?:\.\d+)?%?")
_COUNT = re.compile(r"\d{1,4}")
_NO_SUCH = {
    **dict.fromkeys(("status", "validity", "applicants", "owners", "inventors", "agencies"), _SCORE),
    **dict.fromkeys(("cites", "cited_by", "family_members"), _COUNT),
    "ipc": re.compile(r"(?:[I-Z]|[A-Z]{2})\d.*"),  # of the Chinese Library Classification
}
"""What most cells of a field cannot be."""
_LETTER = re.compile("[A-Z]", re.IGNORECASE)
_ANY_NUMBER = frozenset({
    "注册号", "注册编号", "申请编号", "受理编号", "受理号", "案号", "文号", "卷号",
    "registrationnumber", "registrationno", "serialnumber", "serialno", "documentnumber", "docnumber",
    "grantnumber", "grantno", "applicationid", "referencenumber", "refno", "casenumber", "caseno", "internalid",
})  # fmt: skip
"""Headers of numbers that companies, vehicles, goods, requests and grants of money have as well."""
_ANY_LIST = frozenset({
    "title", "title_en", "status", "status_text", "status_date", "office", "right_type", "product", "responsible",
    "note", "tags", "url", "segment", "owners", "expiry_date", "publication_date", "registration_date", "member",
    "external_id",
})  # fmt: skip
"""Fields whose headers stand in lists of other things too."""
_OF_OTHERS = frozenset({
    "申请日期", "申请时间", "申请人", "applicant", "applicationdate", "dateofapplication",
    "author", "authors", "auteurs", "autores",
})  # fmt: skip
"""Headers that requests and books have as well."""
_OF_PATENTS = re.compile("专利|发明|patent|invention", re.IGNORECASE)
_OF_A_PATENT = re.compile(r"\bpatent", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"\d{5,10}", re.ASCII)
_COMPANY = re.compile(
    r"公司|集团|大学|学院|研究[院所]|厂$|\b(?:inc|corp|corporation|llc|ltd|limited|gmbh|ag|kg|se|co|plc|s\.?a|n\.?v|b\.?v|"
    r"company|university|institute)\b",
    re.IGNORECASE,
)
Term = tuple[date, int, str, date | None]
"""The day to be judged; the year of the application and its kind, by its Chinese number; the day of filing if told."""
ReadOffice = Callable[[str], str | None]
ReadStatus = Callable[[str], Status | None]


class Below:
    """The first cells below a row of headers."""

    def __init__(
        self,
        below: Sequence[Row],
        fields: Mapping[int, str],
        status: ReadStatus,
        right_types: Mapping[str, object],
        office: ReadOffice,
    ) -> None:
        """Look at the rows below a header; ``status``, ``right_types`` and ``office`` know their words.

        ``fields``: index of a column → what its header claims.
        """
        self._rows, self._status, self._right_types, self._office = below[:_LOOKED_AT], status, right_types, office
        self.fields = fields
        self._numbers = [place for place, field in fields.items() if field in NUMBERS]
        self._filed = [place for place, field in fields.items() if field == "filing_date"]

    def refuse(self, index: int, header: str) -> bool:
        """Tell whether the cells of a column cannot be its field."""
        field = self.fields[index]
        if (form := _NO_SUCH.get(field)) is not None:
            return self._most(index, form)
        if field == "right_type":
            letters = {text.upper() for text in self._texts(index) if _LETTER.fullmatch(text)}
            return bool(letters) and (not letters <= set("PUD") or letters == {"D"})
        if field == "expiry_date":
            return self._ends(index, _is_early) or self._stands_twice(index)
        if field == "office":
            return self._is_of_sale(index)
        if field == "filing_date":
            later = [day.year > year for day, year, _, _ in self._terms(index)]
            return bool(later) and sum(later) * 2 > len(later)
        others = any(place != index for place in self._numbers[:2])
        weak = field in ("patent_number", "grant_number") or normal(header) in _ANY_NUMBER
        return others and field in NUMBERS and weak and not self._are_numbers(index, header)

    def may_be_patents(self, told: Sequence[tuple[int, str, str]]) -> bool:
        """Tell whether a list may be one of patents; ``told``: index, header and field of its columns with a meaning.

        One whose only number could be that of anything needs another column that only patents have.
        """
        numbers = [(index, header) for index, header, field in told if field in IDENTITY]
        if any(normal(header) not in _ANY_NUMBER for _, header in numbers):
            return True
        return any(shows_numbers(self._rows, index, "") for index, _ in numbers) or any(
            _OF_PATENTS.search(header) is not None
            or (field not in NUMBERS and field not in _ANY_LIST and normal(header) not in _OF_OTHERS)
            or (field in ("status", "right_type") and self.vouch(index, field))
            for index, header, field in told
        )

    def vouch(self, index: int, field: str) -> bool:
        """Tell whether most cells of a column can only be its field of a patent."""
        texts = self._texts(index)
        if field == "status":
            good = sum(self._status(text) is not None and fold(text) not in _GENERAL_STATES for text in texts)
        elif field == "right_type":
            good = sum(len(text) > 1 and fold(text) in self._right_types for text in texts)
        elif field in ("owners", "applicants"):
            good = sum(_COMPANY.search(text) is not None for text in texts)
        else:
            return field == "expiry_date" and self._ends(index, _is_a_term)
        return bool(texts) and good * 2 > len(texts)

    def _texts(self, index: int) -> list[str]:
        return [text for value in self._values(index) if (text := cell_text(value))]

    def _values(self, index: int) -> list[Value]:
        return [row[index] for row in self._rows if index < len(row)]

    def _most(self, index: int, form: re.Pattern[str]) -> bool:
        texts = self._texts(index)
        return bool(texts) and sum(form.fullmatch(text) is not None for text in texts) * 2 > len(texts)

    def _are_numbers(self, index: int, header: str) -> bool:
        """Tell whether at least half of the cells are numbers of patents, if only of the office that their row names.

        Below an English header that says so, the bare digits of any office are.
        """
        places = [place for place, field in self.fields.items() if field == "office"]
        found = []
        for row in self._rows:
            if index >= len(row) or not (text := cell_text(row[index])):
                continue
            named = (self._office(cell_text(row[place])) for place in places if place < len(row))
            plain = _OF_A_PATENT.search(header) is not None and _BARE_NUMBER.fullmatch(text) is not None
            offices = ("CN", *filter(None, named))
            found.append(plain or is_number(text, "") or any(may_be_number(text, office) for office in offices))
        return sum(found) * 2 >= len(found)

    def _terms(self, index: int) -> list[Term]:
        """Return of each row the day in a column, and when and for what the patent was applied."""
        filed = [place for place in self._filed[:2] if place != index]
        found: list[Term] = []
        for row in self._rows:
            day = read_date(row[index]).day if index < len(row) else None
            if day is None:
                continue
            texts = (cell_text(row[place]) for place in self._numbers if place < len(row))
            number = next(filter(None, map(filed_in_china, texts)), None)
            first = read_date(row[filed[0]]).day if filed and filed[0] < len(row) else None
            if number is not None:
                found.append((day, *number, first))
            elif first is not None:
                found.append((day, first.year, "", first))
        return found

    def _ends(self, index: int, such: Callable[[Term], bool]) -> bool:
        """Tell whether most of the terms that a column tells are such."""
        terms = self._terms(index)
        return sum(map(such, terms)) * 2 > len(terms)

    def _is_of_sale(self, index: int) -> bool:
        """Tell whether a column names other countries beside most Chinese numbers: where goods are made or sold."""
        found = []
        for row in self._rows:
            office = self._office(cell_text(row[index])) if index < len(row) and cell_text(row[index]) else None
            texts = (cell_text(row[place]) for place in self._numbers if place < len(row))
            if office is not None and any(text[:2] in ("CN", "ZL") and filed_in_china(text) for text in texts):
                found.append(office != "CN")
        return sum(found) * 2 > len(found)

    def _stands_twice(self, index: int) -> bool:
        """Tell whether a column without a meaning holds the same days."""
        own = self._texts(index)
        return bool(own) and tuple(own) in self._unclaimed

    @cached_property
    def _unclaimed(self) -> frozenset[tuple[str, ...]]:
        """What the columns hold that no header claims for a field."""
        width = max(map(len, self._rows), default=0)
        return frozenset(tuple(self._texts(place)) for place in range(width) if place not in self.fields)


def _is_early(term: Term) -> bool:
    """Tell whether a term would end before any does."""
    end, year, kind, _ = term
    return end.year - year < _LEAST_TERM.get(kind, _LEAST_OF_AN_INVENTION)


def _is_a_term(term: Term) -> bool:
    """Tell whether a term ends as the law has it: whole years after the filing, or in the year in which it must."""
    end, year, kind, first = term
    if first is not None and abs(((end - first).days + 180) % 365.25 - 180) < _ABOUT and not _is_early(term):
        return True
    return end.year - year in _TERMS.get(kind, ())


def other_meanings(headers: Sequence[tuple[int, str]], means: Means, below: Below) -> frozenset[int]:
    """Return the columns that mean something else than their headers say, by what stands beside and below them."""
    meant = below.fields
    known = [(index, text) for index, text in headers if index in meant]
    due = of_fees([text for _, text in headers])
    fees = {index for index, text in known if text.strip() in due}
    refused = {index for index, text in known if below.refuse(index, text)}
    if any(meant[index] == "filing_date" for index in refused):  # who asked for something later is no applicant
        refused |= {index for index, field in meant.items() if field == "applicants" and not below.vouch(index, field)}
    others = of_others(headers, means, below.vouch)
    return others | refused | {index for index in fees if not below.vouch(index, meant[index])}
