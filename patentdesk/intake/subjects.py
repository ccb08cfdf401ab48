"""Tell what a header that says little speaks of: beside the words of a contract, 到期日 is not the patent's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Sequence

from patentdesk.intake.headerwords import normal

_OTHERS = re.compile(
    r"合同|协议|发票|账单|请款|付款|订单|采购|项目(?!号?专利)|课题|任务|事项|待办|商标|软件|软著|版权|论文|标准[号名编]"
    r"|许可方|许可期|备案|质押|出质|质权|转让|受让|奖励|奖金|奖项|资助|补贴|法院|案由|原告|被告"
    r"|变更[前类事日]|无效|请求[人日]|异议|决定[号日]|期刊|发表[日时]"
    r"|^(?:生效日期?|起始日期?|开始日期|签订日期|签约日期?)$"
    r"|\b(?:contract|agreement|licen[cs](?:or|ee|e (?:no|number|id|start|end|type|term))|invoice|order|purchase|task"
    r"|action|project (?:no|number|id|code|name)"
    r"|trademark|mark|court|case n(?:ame|o|umber)|complaint|plaintiff|defendant|standard"
    r"|software|lawsuit|budget|^issue$"
    r"|reward|award|bonus|(?:effective|start) date)\b",
    re.IGNORECASE,
)
"""Words of columns that speak of another thing than the patent, or of what is done with it."""
_GENERAL = frozenset({
    "名称", "标题", "题目", "状态", "当前状态", "到期日", "到期日期", "届满日", "有效期至", "失效日", "失效日期",
    "类型", "类别", "种类", "title", "status", "currentstatus", "expiry", "expirydate", "expirationdate", "expiration",
    "expires", "owner", "assignee",
})  # fmt: skip
"""Headers that name no thing: they speak of what the columns before them speak of."""
_OF_SOME = (
    (re.compile(r"奖|资助|补贴|award|reward|bonus", re.IGNORECASE),
     frozenset({"申请日", "申请日期", "申请时间", "申请人", "申请单位", "applicationdate"})),
    (re.compile(r"变更|无效|请求|异议|决定|转让|受让|备案|质押"), frozenset({"公告日", "公告日期", "登记日"})),
    (re.compile(r"论文|期刊|发表"), frozenset({"公开日", "公开日期", "公布日", "作者"})),
    (re.compile(r"court|case n|complaint|plaintiff|defendant|lawsuit", re.IGNORECASE),
     frozenset({"filingdate", "datefiled", "filed", "filedby", "issuedate", "dateissued"})),
    (re.compile("standard", re.IGNORECASE), frozenset({"publicationdate", "datepublished", "issuedate"})),
    (re.compile(r"商标|软著|版权|trademark|\bmark\b", re.IGNORECASE),
     frozenset({"申请号", "申请日", "申请日期", "申请人", "注册号", "登记号", "权利人", "国家", "applicationnumber",
                "applicationno", "registrationnumber", "registrationno", "serialnumber", "filingdate",
                "registrationdate", "applicant", "country"})),
)  # fmt: skip
"""Headers that speak of some of these things where they stand right behind them."""
_KEEPS = frozenset({
    "product", "responsible", "note", "tags", "url", "segment", "external_id", "licensees", "licence_date",
    "licence_type", "pledgees", "pledge_period", "plaintiffs", "defendants", "lawsuit",
})  # fmt: skip
"""Fields whose columns do not lead back to the patent."""
_COURT = re.compile(r"法院|案由|原告|被告|\b(?:court|plaintiff|defendant|lawsuit|complaint)\b", re.IGNORECASE)
_OF_A_TRIAL = re.compile(r"法院|案由|\b(?:court|complaint)\b", re.IGNORECASE)
_STATES = frozenset({"状态", "当前状态", "status", "currentstatus"})
_OF_A_COURT = frozenset({"案号", "立案号", "案件编号", "案件号", "casenumber", "caseno", "docketnumber", "docketno"})
_DONE = re.compile(
    r"答复|发文|事项|绝限|资助|补贴|拨付|奖[励金]|通知书|\b(?:action|task|response|due date|deadline|court)\b",
    re.IGNORECASE,
)
_HANDED_IN = frozenset({
    "递交日", "递交日期", "递交时间", "申报日", "申报日期", "申报时间", "datefiled", "filed",
})  # fmt: skip
"""Headers that mean the day of any paper, behind columns that tell what is done."""
_GROUP = re.compile(
    r"(?:许可|转让|质押|采购|销售|备案|海关)?(?:合同|协议|发票|账单|项目|课题|任务|商标|软著|软件|版权|著作权|论文|标准|许可|转让|质押|备案|海关备案"
    r"|奖励|奖金|奖项|资助|诉讼|案件诉讼|产品|零件|零部件|车型|供应商|客户|费用|年费|付款|请款)(?:信息|情况|资料|数据|内容)?"
    r"|(?:licen[cs]e )?(?:contract|agreement|invoice|project|task|action|trademark|mark|software|standard"
    r"|licen[cs]e|award|reward|lawsuit|litigation|court case|product|part|supplier|customer|payment|fee|annuity)s?"
    r"(?: (?:information|data|details))?",
    re.IGNORECASE,
)
_OF_A_GROUP = _GENERAL.union(*(words for _, words in _OF_SOME)) - {"申请号", "applicationnumber", "applicationno"} | {
    "国家", "country", "号", "编号", "number", "no", "date", "日期", "注册号", "登记日", "登记日期",
    "registrationdate", "负责人", "年度",
}  # fmt: skip
_OF_ANOTHER_RIGHT = re.compile(r"商标|软著|软件|版权|著作权|trademark|\bmark\b|software", re.IGNORECASE)
_OF_WHAT_IS_DUE = re.compile(r"应缴|应交|待缴|未缴|缴费[截期]|缴纳期|下次|下一|滞纳|截止")
_DUE = frozenset({"到期日", "到期日期", "届满日", "缴费年度", "年费缴纳年度"})
"""Headers that mean the fee to come, not the term or what is paid, in a list of what is due."""
_AMOUNT = re.compile(r"(?:缴费|年费|费用)?金额")
_PAID = re.compile(r"[缴付](?:费|款|纳)(?:日|时间)|已[缴付]|到账")
_ENGLISH_DUE = frozenset({"expiry", "expiry date", "expiration", "expiration date", "expires"})
_OF_AN_ANNUITY = re.compile(r"annuit|renewal|maintenance fee|\bfee\b", re.IGNORECASE)
_DATED = re.compile(r"\bdue\b|deadline|\b(?:filing|filed|application|priority|grant|publication|issue|renewal) date",
                    re.IGNORECASE)  # fmt: skip
"""What a list of fees has where its Expiry is not the day of the fee."""
Means = Callable[[str], str | None]
Vouched = Callable[[int, str], bool]
"""Tells by index and field whether the cells of a column can only be the patent's."""


def of_others(headers: Sequence[tuple[int, str]], means: Means, vouched: Vouched) -> frozenset[int]:
    """Return the columns whose headers mean a field by themselves, and something else where they stand.

    A header that names no thing (到期日, 状态, Owner) speaks of what the columns before it speak of: behind 合同编号 it
    is the contract's. One that another column already tells (项目名称 before 名称), or whose cells can only be the
    patent's, stays; so do those behind it.
    """
    found: set[int] = set()
    texts = [unicodedata.normalize("NFKC", text).strip() for _, text in headers]
    court, trial = (any(sign.search(text) for text in texts) for sign in (_COURT, _OF_A_TRIAL))
    done, spoken_of = False, frozenset[str]()
    told: set[str] = set()
    for (index, text), plain in zip(headers, texts, strict=True):
        word, field = normal(text), means(text)
        done = done or _DONE.search(plain) is not None
        of_a_trial = trial and word in _STATES and not vouched(index, "status")
        if of_a_trial or (court and word in _OF_A_COURT) or (done and word in _HANDED_IN):
            found.add(index)
        elif word in spoken_of and not any(_tells(one, word) for one in told):
            if field and vouched(index, field):
                spoken_of, told = frozenset(), set()
            elif field:
                found.add(index)
        elif _is_of_another(plain) and (field is None or field in _KEEPS):
            spoken_of = _spoken_of(plain)
            told.add(word)
        elif field is not None and field not in _KEEPS:
            spoken_of, told = frozenset(), set()
    return frozenset(found)


def of_fees(headers: Collection[str]) -> frozenset[str]:
    """Return those headers that mean the fee to be paid, by what stands beside them in a list of what is due."""
    words = {header.strip() for header in headers}
    english, due = {word for word in words if word.casefold() in _ENGLISH_DUE}, words & _DUE
    found: set[str] = set()
    if english and any(map(_OF_AN_ANNUITY.search, words)) and not any(map(_DATED.search, words)):
        found |= english
    if due and any(map(_OF_WHAT_IS_DUE.search, words)):
        found |= due
    elif due and any(map(_AMOUNT.match, words)) and not any(map(_PAID.search, words)):
        found |= {word for word in due if "年度" in word}
    return frozenset(found)


def is_of_another_group(group: str) -> bool:
    """Tell whether a cell above several headers says that these speak of another thing: 合同 over 编号, 到期日."""
    return _GROUP.fullmatch(unicodedata.normalize("NFKC", group).strip()) is not None


def belongs_to_group(group: str, name: str) -> bool:
    """Tell whether a header below such a cell speaks of it: 到期日 does, 专利号 does not."""
    word = normal(name)
    another = _OF_ANOTHER_RIGHT.search(group) is not None
    return word in _OF_A_GROUP or (another and "专利" not in word and "patent" not in word)


def is_another_right(text: str) -> bool:
    """Tell whether words name a right that is no patent: ``商标`` of ``申请号（商标）``."""
    return _OF_ANOTHER_RIGHT.search(text) is not None


def speaks_of_another(text: str) -> bool:
    """Tell whether words beside a header name another thing: ``Contract`` of ``Contract/到期日``."""
    return is_of_another_group(text) or _is_of_another(text)


def _is_of_another(plain: str) -> bool:
    found = None if plain.startswith(("是否", "有无")) else _OTHERS.search(plain)
    return found is not None and "专利" not in plain[found.end() :] and "patent" not in plain[found.end() :].casefold()


def _spoken_of(subject: str) -> frozenset[str]:
    return _GENERAL.union(*(words for sign, words in _OF_SOME if sign.search(subject)))


def _tells(other: str, word: str) -> bool:
    """Tell whether one header says of its own thing what the other says of nothing: 项目名称, 名称."""
    ends = ("名称", "title", "name") if word in ("名称", "标题", "题目", "title") else (word,)
    return other != word and other.endswith(ends)
