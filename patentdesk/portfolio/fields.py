"""Name the fields that a query can ask for, in English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class FieldKind(StrEnum):
    """How the values of a field compare."""

    TEXT = "text"
    """Contains the words; behind ``=`` it is exactly one of the values that its cell holds."""
    CODE = "code"
    """Is exactly the value, capitals aside."""
    NUMBER = "number"
    DATE = "date"
    OFFICE_NUMBER = "office_number"
    """An office's number, in any written form."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the query language; ``name`` is the field of the record or a word of the store."""

    name: str
    kind: FieldKind
    aliases: tuple[str, ...]
    several: str = ""
    """The sign between the values that one cell may hold."""


_T, _C, _N, _D, _O = FieldKind.TEXT, FieldKind.CODE, FieldKind.NUMBER, FieldKind.DATE, FieldKind.OFFICE_NUMBER

FIELDS: tuple[Field, ...] = (
    Field("title", _T, ("标题", "名称", "发明名称")),
    Field("abstract", _T, ("摘要",)),
    Field("applicant", _T, ("申请人", "applicants", "owner", "权利人", "专利权人"), " | "),
    Field("inventor", _T, ("发明人", "inventors"), " | "),
    Field("member", _T, ("成员", "会员", "成员单位")),
    Field("agency", _T, ("代理机构", "agent")),
    Field("number", _O, ("号码", "申请号", "公开号", "公告号", "专利号", "no")),
    Field("office", _C, ("受理局", "国家", "局", "country")),
    Field("right_type", _C, ("类型", "专利类型", "type", "right")),
    Field("kind_code", _C, ("文献种类", "kind")),
    Field("status", _C, ("状态", "法律状态")),
    Field("segment", _C, ("产业链", "环节", "领域")),
    Field("class", _C, ("分类号", "ipc", "cpc")),
    Field("ipc_main", _T, ("主分类号", "main_class")),
    Field("responsible", _T, ("负责人",)),
    Field("product", _T, ("产品",)),
    Field("reduction", _C, ("费减",)),
    Field("tags", _T, ("标签", "tag"), ";"),
    Field("note", _T, ("备注",)),
    Field("encumbrance", _C, ("负担", "限制")),
    Field("decision", _C, ("决定", "处置")),
    Field("grade", _C, ("等级", "分级")),
    Field("filing_date", _D, ("申请日", "filed")),
    Field("priority_date", _D, ("优先权日", "priority")),
    Field("publication_date", _D, ("公开日", "published")),
    Field("grant_date", _D, ("授权日", "授权公告日", "granted")),
    Field("expires", _D, ("届满", "届满日", "到期日")),
    Field("expiry_date", _D, ("来源届满日",)),
    Field("status_date", _D, ("状态日",)),
    Field("due", _D, ("期限", "截止日")),
    Field("claims_count", _N, ("权利要求数", "claims")),
    Field("cited_by_count", _N, ("被引", "被引次数", "cited")),
    Field("cites_count", _N, ("引用", "引用次数", "cites")),
    Field("family_size", _N, ("同族", "同族数", "family")),
    Field("paid_through_year", _N, ("已缴年度", "paid")),
    Field("id", _N, ("编号",)),
)
"""``due`` is the date of an open deadline; ``class`` any classification symbol that starts so; ``expires`` the end of
the term, stated or computed, ``expiry_date`` only as a source states it."""

BY_NAME: Mapping[str, Field] = {name: field for field in FIELDS for name in (field.name, *field.aliases)}

_BLANKS = " \t\r\n\xa0\u3000"
_SUBCLASS = 4


def edges(name: str) -> str:
    """Return the characters that say nothing at the ends of a field's values."""
    return _BLANKS + BY_NAME[name].several.strip()


def values_in(name: str, cell: str) -> tuple[str, ...]:
    """Return the values of a field that a text holds, each once; ('',): none is known.

    A classification symbol stands for itself and for its subclass. NUL, which no query can hold, counts as a blank.
    """
    cell = cell.replace("\0", " ")
    sign = BY_NAME[name].several
    parts = cell.split(sign) if sign else [cell]
    if name == "ipc_main":
        parts.append(cell[:_SUBCLASS])
    found = dict.fromkeys(stripped for part in parts if (stripped := part.strip(edges(name))))
    return tuple(found) or ("",)


FLAGS: Mapping[str, tuple[str, ...]] = {
    "alive": ("有效", "在册"),
    "dead": ("失效",),
    "co-owned": ("共有",),
    "encumbered": ("有负担",),
    "overdue": ("逾期",),
    "due-blocked": ("期限待定",),
    "decided": ("已决定",),
    "signed": ("已签署",),
    "valued": ("已估值",),
    "hand-made": ("手工",),
    "conflicting": ("有冲突",),
}
"""What may follow ``is:``; Chinese words for each."""

FLAG_NAMES: Mapping[str, str] = {word: flag for flag, words in FLAGS.items() for word in (flag, *words)}
