"""Tell lists of other things, which numbers alone would let pass for patents: scholarly articles, trademarks."""

from __future__ import annotations

from collections.abc import Iterable

_OF_PATENTS = frozenset(
    {"ipc", "cpc", "ipccodes", "ipcclassification", "inventors", "inventor", "inventorname", "publicationnumber",
     "patentnumber", "displaykey", "applicationnumbertext", "发明人", "发明名称", "公开号", "公开公告号", "专利类型",
     "ipc分类号", "主分类号", "発明の名称", "発明者", "발명의명칭", "발명자", "專利名稱", "發明人",
     "专利号", "专利名称", "patentno"}
)  # fmt: skip
"""Headers that only a list of patents has, or a list that holds patents too."""
_STRANGERS = {
    "articles_listed": (
        {"doi", "pmid", "pubmedid", "dilink"},
        {"sourcetitle", "authors", "author", "journal", "journaltitle", "issn", "issns", "documenttitle",
         "publicationtitle", "fieldsofstudy", "articletitle", "title"},
    ),
    "trademarks_listed": (
        {"trademark", "trademarkname", "markname", "marktext", "wordmark", "niceclass", "niceclasses",
         "niceclassification", "专用期至",
         "专用期限", "专用权期限", "商标专用期限", "商标注册号", "商标图样", "商标",
         "商标名称", "商标类别", "类似群", "商標", "商標名稱", "類似群コード",
         "상표", "상표명", "상표명칭", "상품분류"},
        None,
    ),
}  # fmt: skip
"""Code of the problem → headers of which one must be there, and further ones of which another must (None: none)."""


def stranger(headers: Iterable[str]) -> str:
    """Return the code of what a row of normal headers lists instead of patents; empty where it may list patents."""
    told = frozenset(headers)
    if not told.isdisjoint(_OF_PATENTS):
        return ""
    return next((code for code, (sure, also) in _STRANGERS.items()
                 if not told.isdisjoint(sure) and (also is None or not told.isdisjoint(also))), "")  # fmt: skip
