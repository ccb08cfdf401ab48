"""Tell whose list a table is: as a person says, or as a member's name in the list, its file or its folder suggests."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from pathlib import Path, PurePosixPath

from patentdesk.core.filenames import legible
from patentdesk.intake.reading import Reading
from patentdesk.intake.sheets import cell_text
from patentdesk.intake.tables import Table
from patentdesk.portfolio.names import fold, without_accents

TableOfFile = tuple[str, str]
"""Digest of a file (SHA-256), or its name in the import, or that of an archive or folder that it stands in there; its
sheet, '' for every sheet of it."""
_SAMPLE = 200
"""So many rows are asked for their applicants."""
_AROUND = 3
"""So many folders around what was dropped are looked at."""
_FEWEST = 3
_MOST_ROWS, _FEW_ROWS = 0.8, 0.5
"""Of the rows with applicants: a list is a member's when so many are its own, and fewer than so many another's."""
_LINES, _LONGEST_LINE = 5, 200
"""So many lines above the headers are looked at, and so many characters of each."""
_LONGEST_CELL = 2_000
_SIGNS = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
_HAN = re.compile(f"[{_SIGNS}]+")
_PIECE = re.compile(rf"[{_SIGNS}]+|[^\W\d_{_SIGNS}]+|\d+")
_BETWEEN_HAN = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_LIST_WORDS = """
发明专利 实用新型 外观设计 知识产权 专利 清单 列表 名单 明细 台账 数据 汇总 导出 检索 结果 报表 统计 更新 最新 全部 版本
年度 季度 文件 表格 模板 副本 申请 授权 有效 年费 会员 成员 单位 联盟 国内 国外 海外 境外 资料 提交 报送
最终版 最终 终版 终稿 定稿 初稿 草稿 修订版 修订 修改 完整版 最新版 新版 合并 补充 更正 反馈 备份
截至 截止 失效 已授权 审中 在审 未决
"""
_TRADE_WORDS = """
组织 集团 公司 股份 有限 责任 中国 国家 汽车 整车 零部件 新能源 动力 电池 电机 电控 电子 智能 驾驶 网联 科技 技术 材料
系统 能源 研究院 研究所 研究 中心 大学 学院 学校 理工 工业 工程 第一 第二 第三
"""


def _words(text: str) -> re.Pattern[str]:
    return re.compile("|".join(sorted(text.split(), key=len, reverse=True)))


_LIST = _words(_LIST_WORDS)
_COMMON = _words(_LIST_WORDS + _TRADE_WORDS)
"""Words of lists, and of the trade, by which nobody is known."""
_COMMON_LATIN_WORDS = """
academy advanced american and auto automotive beijing china college de european first for general german global great
group institute international japan korea motor motors national north of patent patents research shanghai south
technical technology the united university
"""
_COMMON_LATIN = frozenset(_COMMON_LATIN_WORDS.split())
_LATIN_LIST_WORDS = """
all backup cnipa combined copy corrected data derwent draft dwpi epo espacenet expired export exported final google
gp granted grants incopat lapsed latest lens list listing lists member members patent patents patentscope patsnap
pending portfolio query report result resultlist results rev search sheet table update updated uspto version wipo
"""
_LATIN_OF_LISTS = frozenset(_LATIN_LIST_WORDS.split())
_DATES = re.compile(r"第?\d+[年月日版稿]|\d{4,}|第?[一二三四]季度|[上下]半年|(?<![^\W_])[Qq][1-4](?![^\W_])")
_AGENCY = re.compile(r"代理|事务所|律师|\bpatent (agency|attorney)|\blaw (firm|office)|\bllp\b", re.IGNORECASE)
"""In the name of somebody who sends lists of others."""
_UNIVERSITY = re.compile(r"(?<=[\u4e00-\u9fff]{4})(大学|学院)$")
"""Ends a name that is known without it, where more than the town is left."""
_BETWEEN_PIECES = re.compile(r"[\s_()（）【】\[\]《》“”\".,，、;；+&]+|[-–—]+")


class Teller(StrEnum):
    """What tells whose list it is."""

    NOTHING = ""
    SAID = "said"
    COLUMN = "column"
    FILE = "file"
    FOLDER = "folder"
    SHEET = "sheet"
    HEADING = "heading"
    APPLICANTS = "applicants"
    BEFORE = "before"
    """A file of this name that was imported before."""
    NEW = "new"
    """The name of a file or folder, which is no known member's."""
    SEVERAL = "several"
    """Names of several members, so that nothing follows from them."""


@dataclass(frozen=True, slots=True)
class Whose:
    """The member whose list a table is, '' for none; ``text`` holds what tells it, or the members that it may be."""

    member: str = ""
    by: Teller = Teller.NOTHING
    text: str = ""

    @property
    def suggested(self) -> bool:
        """Tell whether nobody said it: a name was found."""
        return bool(self.member) and self.by is not Teller.SAID


NOBODYS = Whose()


@dataclass(frozen=True, slots=True)
class MemberNames:
    """The names by which members are known: folded name → members, for whole names and for short ones."""

    whole: Mapping[str, frozenset[str]] = field(default_factory=dict)
    short: Mapping[str, frozenset[str]] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)
    """Folded name of a file (``called``) that was imported before → the member whose patents it named."""
    new: bool = False
    """A list in which no member is named brings one: what its file is called, but for the words of lists."""

    @classmethod
    def of(
        cls,
        whole: Collection[tuple[str, str]],
        short: Collection[tuple[str, str]] = (),
        before: Mapping[str, str] | None = None,
        *,
        new: bool = False,
    ) -> MemberNames:
        """Take (written name, member) pairs; of short names, what stands before the words of the trade counts too."""
        begun = [(text, member) for name, member in whole for text in _beginnings(name)]
        heads = [(_COMMON.split(fold(name))[0], member) for name, member in short]
        telling = (pair for pair in (*short, *heads, *begun) if _is_telling(pair[0]))
        schools = [(_UNIVERSITY.sub("", name), member) for name, member in whole if _UNIVERSITY.search(name)]
        former = {fold(name): one for name, one in (before or {}).items()}
        return cls(_by_key((*schools, *whole)), _by_key(telling), former, new)

    def find(self, text: str) -> list[str]:
        """Return the members named in a text: by the longest names; without one, by the beginning of a short name.

        Who is named beside an agency that is a member itself is the one meant.
        """
        plain = _plain(text)
        names = [*self.short.items(), *self.whole.items()]
        hits = {place: members for key, members in names for place in _places(plain, key)}
        longest = [
            members
            for (start, end), members in hits.items()
            if not any(low <= start and end <= high and high - low > end - start for low, high in hits)
        ]
        found: set[str] = set().union(*longest)
        if not found:
            parts = [part for run in _HAN.findall(plain) for part in _COMMON.split(run) if len(part) > 1]
            found.update(*(members for key, members in self.short.items() if key.startswith(tuple(parts))))
        return sorted({one for one in found if not _AGENCY.search(one)} or found)

    def parties(self, names: Iterable[str]) -> set[str]:
        """Return the members among names, by their whole names only."""
        return set().union(*(self.whole.get(fold(name), ()) for name in names))


def tells(name: str) -> bool:
    """Tell whether a name that a person gives to a member is more than words of lists, of the trade and numbers."""
    key = fold(name)
    if _HAN.search(key):
        return len(_COMMON.sub("", key)) > 1
    return bool(_PIECE.search(key)) and bool(name_in(name)) and key not in _COMMON_LATIN


def _beginnings(name: str) -> Iterator[str]:
    """Yield how a Latin name begins, word by word, as far as that may stand for the whole."""
    words = [word for part in name.split() if (word := part.strip(",.;&"))] if not _HAN.search(name) else []
    for end in range(1, len(words)):
        own = [word for word in words[:end] if word.casefold() not in _COMMON_LATIN]
        short = end == 1 and len(words[0]) <= 3 and not (words[0].isupper() and not name.isupper())
        if own and not short:
            yield " ".join(words[:end])


def _is_telling(name: str) -> bool:
    """Tell whether a short name says more than that somebody makes cars."""
    key = fold(name)
    return len(_COMMON.sub("", key)) > 1 if _HAN.search(key) else len(key) > 2 and key not in _COMMON_LATIN


def whose(
    reading: Reading,
    path: Path | None,
    everybody: str | None,
    own: Mapping[TableOfFile, str],
    known: MemberNames | None,
) -> Iterator[Whose]:
    """Yield of each table of a file whose it is (one answer where the file holds documents).

    What a person said of the table or its file counts (``own``), then what was said of all (``everybody``), then, with
    the ``known`` names, that of the file, of its folders from the nearest one on, of the sheet, of the lines above the
    headers, and of the applicants. ``path`` is what was dropped and holds the file.
    """
    for table in reading.tables or (None,):
        sheet = table.sheet.name if table is not None else ""
        around = [str(one) for one in PurePosixPath(reading.file).parents][:-1]
        places = ((file, one) for file in (reading.digest, reading.file, *around) for one in (sheet, ""))
        said = next((own[place] for place in places if place in own), everybody)
        if said is not None:
            yield Whose(said, Teller.SAID)
        else:
            yield _suggested(reading, table, path, known) if known is not None else NOBODYS


def _suggested(reading: Reading, table: Table | None, path: Path | None, known: MemberNames) -> Whose:
    if table is not None and any(column.field == "member" for column in table.columns):
        return Whose(by=Teller.COLUMN)
    for teller, text in _texts(reading, table, path):
        found = known.find(text)
        if teller is Teller.FILE and len(found) != 1 and (before := known.before.get(fold(called(reading.file)))):
            return Whose(before, Teller.BEFORE, called(reading.file))
        if found:
            return Whose(found[0], teller, text) if len(found) == 1 else Whose("", Teller.SEVERAL, "; ".join(found))
    told = _of_applicants(table, known) if table is not None else NOBODYS
    if told.member or not known.new:
        return told
    names = _names(reading.file)
    return Whose(_in_full(names, table), Teller.NEW) if names else NOBODYS


def called(file: str) -> str:
    """Return what a file of an import, or else the nearest folder around it, is called (``name_in``)."""
    return next(iter(_names(file)), "")


def _names(file: str) -> list[str]:
    *folders, name = PurePosixPath(file).parts or ("",)
    return list(filter(None, map(name_in, (PurePosixPath(name).stem, *reversed(folders)))))


def name_in(text: str) -> str:
    """Return what a file is called but for dates, numbers and the words of lists; '' where nothing is left.

    The name of an agency counts only where no other stands beside it.
    """
    parts = _BETWEEN_PIECES.split(_DATES.sub(" ", unicodedata.normalize("NFKC", text)))
    return _without_list_words(one for one in parts if not _AGENCY.search(one)) or _without_list_words(parts)


def _without_list_words(parts: Iterable[str]) -> str:
    pieces = (_LIST.sub(" ", piece) for piece in parts)
    said = [one for piece in pieces for one in piece.split() if not re.fullmatch(r"[vV]?\d*", one)]
    return " ".join(one for one in said if one.casefold() not in _LATIN_OF_LISTS)


def _texts(reading: Reading, table: Table | None, path: Path | None) -> Iterator[tuple[Teller, str]]:
    """Yield the texts in which a member's name may stand, the most telling first."""
    if table is not None and len(reading.tables) > 1:
        yield Teller.SHEET, table.sheet.name
    *folders, file = PurePosixPath(reading.file).parts
    yield Teller.FILE, PurePosixPath(file).stem
    yield from ((Teller.FOLDER, folder) for folder in reversed(folders))
    if path is not None:
        if os.path.isdir(path):
            yield Teller.FOLDER, legible(path.name)
        around = path.absolute().parents[:_AROUND]
        yield from ((Teller.FOLDER, legible(folder.name)) for folder in around)
    if table is not None:
        yield Teller.SHEET, table.sheet.name
        for row in table.sheet.head(min(table.first, _LINES)):
            cells = [text for value in row if (text := cell_text(value))]
            if len(cells) <= 2:  # a line of the list's own, no header
                yield Teller.HEADING, " ".join(cells)[:_LONGEST_LINE]


def _of_applicants(table: Table, known: MemberNames) -> Whose:
    counts: Counter[str] = Counter()
    rows = 0
    for parties in _parties(table):
        rows += 1
        counts.update(known.parties(parties))
    (best, many), (_, fewer) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    sure = rows >= _FEWEST and many >= _MOST_ROWS * rows and fewer < _FEW_ROWS * rows
    return Whose(best, Teller.APPLICANTS) if sure else NOBODYS


def _in_full(names: Sequence[str], table: Table | None) -> str:
    """Return the name of the most frequent applicant that one of the names is a part of, else the first name."""
    counts = Counter(one for row in _parties(table) for one in row) if table is not None else Counter[str]()
    for key in filter(lambda key: len(key) > 1, map(fold, names)):
        for one, _ in counts.most_common():
            if key in fold(one):
                return one
    return names[0]


def _parties(table: Table) -> Iterator[list[str]]:
    """Yield the applicants and owners of rows that name any."""
    places = [column.index for column in table.columns if column.field in {"applicants", "owners"}]
    for row in islice(table.sheet.after(table.first), _SAMPLE):
        cells = (cell_text(row[place])[:_LONGEST_CELL] for place in places if place < len(row))
        if parties := [name for cell in cells for name in table.format.names(cell)]:
            yield parties


def _by_key(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for written, member in pairs:
        if len(key := fold(written)) > 1:
            found[key].add(member)
    return {key: frozenset(members) for key, members in found.items()}


def _plain(text: str) -> str:
    """Return a text as names are compared, its words parted by blanks."""
    latin = without_accents(unicodedata.normalize("NFKC", text).casefold())
    return " ".join(_PIECE.findall(_BETWEEN_HAN.sub("", latin)))


def _places(plain: str, key: str) -> Iterator[tuple[int, int]]:
    """Yield where a folded name stands: a Chinese one anywhere, another one as whole words, however they are parted."""
    return (one.span() for one in _pattern(key).finditer(plain))


@lru_cache(maxsize=5_000)
def _pattern(key: str) -> re.Pattern[str]:
    signs = " ?".join(map(re.escape, key))
    return re.compile(signs if _HAN.search(key) else rf"(?<![^\W\d_]){signs}(?![^\W\d_])")
