"""Word invented patents the way each program exports them: headers, cell forms, separators, status words.

Forms imitate exports of 2021 to 2026: Lens (37 columns), Google Patents (search result), PatSnap (chosen columns), the
search of the Chinese office, and lists that people keep by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from patentdesk.demo.numbers import docdb
from patentdesk.demo.patents import Invented
from patentdesk.portfolio.codes import EncumbranceKind, RightType, Status

Row = list[str]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an export: its header and the cell of a patent."""

    header: str
    cell: Callable[[Invented], str]


def table(columns: Sequence[Column], patents: Iterable[Invented]) -> list[Row]:
    """Return the rows of an export, headers first; a column headed 序号, # or No. counts from 1."""
    rows = [[column.header for column in columns]]
    for number, patent in enumerate(patents, start=1):
        rows.append([str(number) if column.header in _COUNTERS else column.cell(patent) for column in columns])
    return rows


_COUNTERS = frozenset({"#", "序号", "No."})


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _dotted(day: date | None) -> str:
    return f"{day:%Y.%m.%d}" if day else ""


def _nothing(_patent: Invented) -> str:
    return ""


def _constant(text: str) -> Callable[[Invented], str]:
    return lambda _patent: text


def _names(patent: Invented, separator: str, *, zh: bool) -> str:
    return separator.join(member.written("zh" if zh else "en") for member in patent.applicants)


def _capitals(name: str) -> str:
    return name.upper().replace(".", "").replace(",", "").replace("'", "")


def _application_docdb(patent: Invented) -> str:
    year = patent.filing_date.year if patent.filing_date else 0
    country = "CN" if patent.office == "WO" else patent.office
    letter = {RightType.PCT: "W", RightType.UTILITY_MODEL: "U", RightType.DESIGN: "S"}.get(patent.right_type, "A")
    return f"{country} {docdb(patent.office, patent.application_key, year)} {letter}"


def _priorities_docdb(patent: Invented) -> str:
    """Return the claims; a first filing is its own priority."""
    return ";;".join(f"{claim.office} {claim.key} A" for claim in patent.claims) or _application_docdb(patent)


# --- Lens, 37 columns ---------------------------------------------------------------------------------------------

_LENS_STATUS = {
    Status.GRANTED: "ACTIVE",
    Status.PENDING: "PENDING",
    Status.PCT_OPEN: "PENDING",
    Status.PCT_CLOSED: "DISCONTINUED",
    Status.REFUSED: "DISCONTINUED",
    Status.WITHDRAWN: "DISCONTINUED",
    Status.LAPSED: "INACTIVE",
    Status.EXPIRED: "EXPIRED",
}


def _lens_key(patent: Invented) -> str:
    number = patent.document
    if patent.office in ("US", "WO") and not patent.is_granted:
        number = f"{number[:4]}/{number[4:]}"
    return f"{patent.office} {number} {patent.document_kind}"


def _lens_id(patent: Invented) -> str:
    return _lens_id_of(patent.application_key)


def _lens_id_of(key: str) -> str:
    digits = f"{int(key.removeprefix('CN')) * 7919 % 10**14:014}9"
    return "-".join(digits[start : start + 3] for start in range(0, 15, 3))


def _lens_family(patent: Invented) -> str:
    return ";;".join(_lens_id_of(key) for key in patent.family_keys)


LENS: tuple[Column, ...] = (
    Column("#", _nothing),
    Column("Jurisdiction", lambda p: p.office),
    Column("Kind", lambda p: p.document_kind),
    Column("Display Key", _lens_key),
    Column("Lens ID", _lens_id),
    Column("Publication Date", lambda p: _iso(p.document_date)),
    Column("Publication Year", lambda p: _iso(p.document_date)[:4]),
    Column("Application Number", _application_docdb),
    Column("Application Date", lambda p: _iso(p.filing_date)),
    Column("Priority Numbers", _priorities_docdb),
    Column("Earliest Priority Date", lambda p: _iso(p.priority_date or p.filing_date)),
    Column("Title", lambda p: p.invention.title_en),
    Column("Abstract", lambda p: p.invention.abstract_en),
    Column("Applicants", lambda p: ";;".join(_capitals(member.name_en) for member in p.applicants)),
    Column("Inventors", lambda p: ";;".join(person.docdb for person in p.inventors)),
    Column("Owners", lambda p: f"{_capitals(p.member.name_en)} ({_iso(p.grant_date)})" if p.is_granted else ""),
    Column("URL", lambda p: f"https://lens.org/{_lens_id(p)}"),
    Column("Document Type", lambda p: "Granted Patent" if p.is_granted else "Patent Application"),
    Column("Has Full Text", _constant("yes")),
    Column("Cites Patent Count", lambda p: str(p.cites)),
    Column("Cited by Patent Count", lambda p: str(p.cited_by)),
    Column("Simple Family Size", lambda p: str(p.family_size)),
    Column("Simple Family Members", _lens_family),
    Column("Simple Family Member Jurisdictions", lambda p: ";;".join(p.family_offices)),
    Column("Extended Family Size", lambda p: str(p.family_size)),
    Column("Extended Family Members", _lens_family),
    Column("Extended Family Member Jurisdictions", lambda p: ";;".join(p.family_offices)),
    Column("Sequence Count", _constant("0")),
    Column("CPC Classifications", lambda p: ";;".join(p.invention.ipc)),
    Column("IPCR Classifications", lambda p: ";;".join(p.invention.ipc)),
    Column("US Classifications", _nothing),
    Column("NPL Citation Count", lambda p: str(p.cites // 5)),
    Column("NPL Resolved Citation Count", _constant("0")),
    Column("NPL Resolved Lens ID(s)", _nothing),
    Column("NPL Resolved External ID(s)", _nothing),
    Column("NPL Citations", _nothing),
    Column("Legal Status", lambda p: _LENS_STATUS[p.status]),
)

# --- Google Patents, search result --------------------------------------------------------------------------------


def _google_id(patent: Invented) -> str:
    number = patent.document
    if not patent.is_granted and patent.office == "US":
        number = number[:4] + number[5:]
    if not patent.is_granted and patent.office == "KR":
        number = number[2:]
    return f"{patent.office}-{number}-{patent.document_kind}"


GOOGLE: tuple[Column, ...] = (
    Column("id", _google_id),
    Column("title", lambda p: p.invention.title_en + " "),
    Column("assignee", lambda p: _names(p, ", ", zh=p.office == "CN").replace(" Co., Ltd.", " Co Ltd")),
    Column(
        "inventor/author",
        lambda p: ", ".join(person.name if p.office == "CN" else person.western for person in p.inventors),
    ),
    Column("priority date", lambda p: _iso(p.priority_date or p.filing_date)),
    Column("filing/creation date", lambda p: _iso(p.filing_date)),
    Column("publication date", lambda p: _iso(p.document_date)),
    Column("grant date", lambda p: _iso(p.grant_date)),
    Column("result link", lambda p: f"https://patents.google.com/patent/{_google_id(p).replace('-', '')}/en"),
    Column("representative figure link", _nothing),
)

# --- PatSnap ------------------------------------------------------------------------------------------------------

_ZH_STATUS = {
    Status.GRANTED: "授权",
    Status.PENDING: "实质审查",
    Status.PCT_OPEN: "PCT指定期内",
    Status.PCT_CLOSED: "PCT指定期满",
    Status.REFUSED: "驳回",
    Status.WITHDRAWN: "撤回-视为撤回",
    Status.LAPSED: "未缴年费",
    Status.EXPIRED: "期限届满",
}
_SIMPLE_STATUS = {
    Status.GRANTED: "有效",
    Status.PENDING: "审中",
    Status.PCT_OPEN: "PCT指定期内",
    Status.PCT_CLOSED: "PCT指定期满",
}
_TIE_WORDS = {EncumbranceKind.PLEDGE: "质押", EncumbranceKind.LICENCE: "许可", EncumbranceKind.LITIGATION: "诉讼"}


def _patsnap_status(patent: Invented) -> str:
    marks = [_TIE_WORDS[tie.kind] for tie in patent.ties if tie.kind in _TIE_WORDS]
    return " | ".join([_ZH_STATUS[patent.status], *marks])


def _patsnap_type(patent: Invented) -> str:
    if patent.right_type is RightType.INVENTION:
        return "授权发明" if patent.is_granted else "发明申请"
    return "实用新型" if patent.right_type is RightType.UTILITY_MODEL else "外观设计"


def _cn_number(patent: Invented) -> str:
    return f"CN{patent.application_text}"


PATSNAP: tuple[Column, ...] = (
    Column("序号", _nothing),
    Column("公开(公告)号", lambda p: f"{p.office}{p.document}{p.document_kind}"),
    Column("申请号", _cn_number),
    Column("法律状态/事件", _patsnap_status),
    Column("简单法律状态", lambda p: _SIMPLE_STATUS.get(p.status, "失效")),
    Column("[标]当前申请(专利权)人", lambda p: _names(p, " | ", zh=True)),
    Column("申请日", lambda p: _iso(p.filing_date) or "-"),
    Column("公开(公告)日", lambda p: _iso(p.document_date)),
    Column("非专利引用文献数量", lambda p: str(p.cites // 5)),
    Column("被引用专利数量", lambda p: str(p.cited_by)),
    Column("引用专利数量", lambda p: str(p.cites)),
    Column("发明人", lambda p: " | ".join(person.name for person in p.inventors)),
    Column("发明人数量", lambda p: str(len(p.inventors))),
    Column("标题(译)(简体中文)", lambda p: p.invention.title),
    Column("标题(译)(English)", lambda p: p.invention.title_en),
    Column("摘要(译)(简体中文)", lambda p: p.invention.abstract),
    Column("摘要(译)(English)", lambda p: p.invention.abstract_en),
    Column("优先权国家/地区", lambda p: " | ".join(claim.office for claim in p.claims) or "-"),
    Column("简单同族专利申请数量", lambda p: str(p.family_size)),
    Column("INPADOC同族专利申请数量", lambda p: str(p.family_size)),
    Column("专利类型", _patsnap_type),
    Column("当前申请(专利权)人数量", lambda p: str(len(p.applicants))),
    Column("诉讼案件数", lambda p: str(sum(tie.kind is EncumbranceKind.LITIGATION for tie in p.ties))),
    Column("受理局", _constant("中国")),
    Column("[标]原始申请(专利权)人", lambda p: _names(p, " | ", zh=True)),
    Column("[标]代理机构", lambda p: p.agency.name if p.agency else "-"),
    Column("SEP信息", _constant("-")),
    Column("IPC分类号", lambda p: " | ".join(p.invention.ipc) or "-"),
    Column("IPC主分类号", lambda p: p.invention.ipc[0] if p.invention.ipc else "-"),
    Column("UPC分类号", _constant("-")),
)

# --- lists kept by hand, and the search of the Chinese office -----------------------------------------------------

_ZH_TYPES = {RightType.INVENTION: "发明", RightType.UTILITY_MODEL: "实用新型", RightType.DESIGN: "外观设计"}


def _priority_numbers(patent: Invented) -> str:
    return ";".join(f"{claim.office}{claim.key}" for claim in patent.claims)


def _published(patent: Invented) -> str:
    return f"{patent.office}{patent.publication}{patent.publication_kind}" if patent.publication_kind else ""


def _patent_number(patent: Invented) -> str:
    return f"{patent.office}{patent.grant}{patent.grant_kind}" if patent.is_granted else ""


CHINESE: tuple[Column, ...] = (
    Column("序号", _nothing),
    Column("专利名称", lambda p: p.invention.title),
    Column("专利类型", lambda p: _ZH_TYPES[p.right_type]),
    Column("申请号", _cn_number),
    Column("申请日", lambda p: _iso(p.filing_date)),
    Column("公开号", _published),
    Column("公开日", lambda p: _iso(p.publication_date)),
    Column("授权公告号", _patent_number),
    Column("授权公告日", lambda p: _iso(p.grant_date)),
    Column("专利权人", lambda p: _names(p, "；", zh=True)),
    Column("发明人", lambda p: "；".join(person.name for person in p.inventors)),
    Column("主分类号", lambda p: p.invention.ipc[0] if p.invention.ipc else ""),
    Column("法律状态", lambda p: _ZH_STATUS[p.status]),
    Column("代理机构", lambda p: p.agency.name if p.agency else ""),
    Column("权利要求数量", lambda p: str(p.claims_count)),
    Column("优先权号", _priority_numbers),
    Column("优先权日", lambda p: _iso(p.priority_date)),
    Column("摘要", lambda p: p.invention.abstract),
)

OFFICE_SEARCH: tuple[Column, ...] = (
    Column("申请号", _cn_number),
    Column("申请日", lambda p: _dotted(p.filing_date)),
    Column("公开（公告）号", lambda p: f"CN{p.document}{p.document_kind}" if p.document else ""),
    Column("公开（公告）日", lambda p: _dotted(p.document_date)),
    Column("申请（专利权）人", lambda p: _names(p, ";", zh=True)),
    Column("发明（设计）人", lambda p: ";".join(person.name for person in p.inventors)),
    Column("主分类号", lambda p: p.invention.ipc[0] if p.invention.ipc else ""),
    Column("分类号", lambda p: ";".join(p.invention.ipc)),
    Column("优先权", lambda p: ";".join(f"{_dotted(claim.day)} {claim.office} {claim.key}" for claim in p.claims)),
    Column("专利代理机构", lambda p: p.agency.name if p.agency else ""),
    Column("名称", lambda p: p.invention.title),
    Column("摘要", lambda p: p.invention.abstract),
    Column("法律状态", lambda p: _ZH_STATUS[p.status]),
)

_EN_STATUS: Mapping[Status, str] = {
    Status.GRANTED: "Granted",
    Status.PENDING: "Pending",
    Status.PCT_OPEN: "Pending",
    Status.PCT_CLOSED: "PCT closed",
    Status.REFUSED: "Refused",
    Status.WITHDRAWN: "Withdrawn",
    Status.LAPSED: "Lapsed",
    Status.EXPIRED: "Expired",
}

ENGLISH: tuple[Column, ...] = (
    Column("No.", _nothing),
    Column("Country", lambda p: p.office),
    Column("Application Number", lambda p: p.application_text),
    Column("Filing Date", lambda p: _iso(p.filing_date)),
    Column("Publication Number", _published),
    Column("Publication Date", lambda p: _iso(p.publication_date)),
    Column("Grant Number", _patent_number),
    Column("Grant Date", lambda p: _iso(p.grant_date)),
    Column("Title", lambda p: p.invention.title_en),
    Column("Applicants", lambda p: _names(p, "; ", zh=False)),
    Column("Inventors", lambda p: "; ".join(person.western for person in p.inventors)),
    Column("IPC", lambda p: "; ".join(p.invention.ipc)),
    Column("Legal Status", lambda p: _EN_STATUS[p.status]),
    Column("Agent", lambda p: p.agency.name_en if p.agency else ""),
    Column("Priority Number", lambda p: "; ".join(f"{claim.office} {claim.key}" for claim in p.claims)),
    Column("Priority Date", lambda p: _iso(p.priority_date)),
    Column("Number of Claims", lambda p: str(p.claims_count)),
    Column("Abstract", lambda p: p.invention.abstract_en),
)
