"""Find organisations that may be one under several names; a person joins them or keeps them apart, both remembered."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from patentdesk.core.problems import refuse
from patentdesk.core.progress import Progress
from patentdesk.portfolio.codes import OrganisationKind
from patentdesk.portfolio.names import fold
from patentdesk.portfolio.records import Alias, KeptApart, Organisation, Party, Patent
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.store.file import Reader, Work

LEAST_SCORE = 86
"""Of 100: below this two names are hardly one (tried on applicants of real lists)."""
_MOST_PAIRS = 500
"""More pairs than a person looks through at once are not read."""
_SPELT = 75
"""Of 100: two words that are one, misspelt."""
_LARGEST_BLOCK = 400
"""So many names that share a beginning or a word are compared with each other; more share it by chance."""
_MOST_EXAMPLES = 3
_PROVINCES = """
北京 上海 天津 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东
海南 四川 贵州 云南 陕西 甘肃
青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 深圳 广州 武汉 南京 杭州 苏州 宁波 青岛 大连 厦门 成都
西安 长沙 郑州 济南 合肥 福州
沈阳 长春 哈尔滨 石家庄 太原 南昌 昆明 贵阳 兰州 无锡 常州 东莞 佛山 珠海 惠州 宁德 芜湖 柳州 烟台
潍坊 嘉兴 湖州 绍兴 金华 台州 温州
"""
_PLACES_IN_LATIN = """
beijing shanghai tianjin chongqing hebei shanxi liaoning jilin heilongjiang jiangsu zhejiang anhui fujian jiangxi
shandong henan hubei hunan guangdong hainan sichuan guizhou yunnan shaanxi gansu qinghai taiwan neimenggu guangxi xizang
ningxia xinjiang hongkong macau shenzhen guangzhou wuhan nanjing hangzhou suzhou ningbo qingdao dalian xiamen chengdu
xian changsha zhengzhou jinan hefei fuzhou shenyang changchun harbin taiyuan nanchang kunming guiyang lanzhou wuxi
changzhou dongguan foshan zhuhai huizhou ningde wuhu liuzhou yantai weifang jiaxing huzhou shaoxing taizhou wenzhou
korea japan china deutschland america europe usa uk india thailand france
"""
_CHINESE_PLACES = tuple(_PROVINCES.split())
_LATIN_PLACES = frozenset(_PLACES_IN_LATIN.split())
_PLACE = re.compile(rf"^(中国)?(({'|'.join(_CHINESE_PLACES)})[省市]?)?")
_UNIT = re.compile(r"[\u4e00-\u9fff]{2}(?=[县区镇])")
_TRADE = re.compile(r"(科技|技术|实业|工业|控股|集团|股份|有限|责任|公司|分公司|总公司|厂)+$")
_COMMON_WORDS = """
    technology technologies tech group holding holdings international industries industrial motor motors automotive
    university institute research electric electronics systems system energy power new the and of china shanghai beijing
    shenzhen univ inst
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_DIGITS = re.compile(r"\d+")
_ORDINAL = re.compile(r"第[〇零一二三四五六七八九十百]+|[〇零一二三四五六七八九十百]{3,}")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two organisations that may be one; ``score`` out of 100."""

    one: Organisation
    other: Organisation
    score: int
    one_count: int
    """Patents on which a party bears the name."""
    other_count: int
    examples: tuple[str, ...]
    """Titles of patents of both, to compare."""


def suggestions(desk: Desk, *, least: int = LEAST_SCORE, progress: Progress | None = None) -> list[Suggestion]:
    """Return pairs of organisations with like names, the likest first; pairs that a person kept apart are left out.

    Chinese and Latin names are never compared with each other: only an alias says that they are one.
    Raises Cancelled.
    """
    with desk.file.reading() as reader:
        organisations = {one.id: one for one in reader.iterate(Organisation)}
        apart = {(pair.one_id, pair.other_id) for pair in reader.iterate(KeptApart)}
        named = _names(organisations.values(), reader.iterate(Alias))
        scores: dict[tuple[int, int], int] = {}
        blocks = list(_blocks(named))
        for done, block in enumerate(blocks):
            if progress is not None and done % 200 == 0:
                progress.report(done, len(blocks), "progress.names")
            for pair, score in _alike(block, named, least):
                if pair not in apart and score > scores.get(pair, 0):
                    scores[pair] = score
        best = sorted(scores.items(), key=lambda one: (-one[1], one[0]))[:_MOST_PAIRS]
        return _told(reader, best, organisations)


def aliases(desk: Desk, organisation_id: int) -> list[Alias]:
    """Return the written forms under which an organisation is known."""
    with desk.file.reading() as reader:
        return reader.select(Alias, order=("written",), organisation_id=organisation_id)


def join(desk: Desk, pairs: Sequence[tuple[int, int]]) -> Changes:
    """Make organisations one, pair by pair: the second of a pair becomes another name of the first, on all patents.

    Its aliases go along, so later imports know both names. Pairs may follow from each other (A and B, B and C).
    Raises Refused: organisation_gone, organisation_same.
    """
    led: dict[int, int] = {}
    touched: set[int] = set()
    with desk.file.operation("join_names", n=len(pairs)) as work:
        for kept_id, joined_id in pairs:
            first, second = _lead(led, kept_id), _lead(led, joined_id)
            if kept_id == joined_id:
                raise refuse("organisation_same")
            if first != second:
                touched.update(_join(work, first, second))
                led[second] = first
    return Changes.of([Kind.ORGANISATIONS, Kind.PATENTS], touched)


def _lead(led: Mapping[int, int], number: int) -> int:
    while number in led:
        number = led[number]
    return number


def _join(work: Work, kept_id: int, joined_id: int) -> list[int]:
    """Join two organisations; return the patents concerned. Raises Refused: organisation_gone."""
    kept, joined = (work.get(Organisation, one) for one in (kept_id, joined_id))
    if kept is None or joined is None:
        raise refuse("organisation_gone")
    work.note(name=kept.name, other=joined.name)
    touched = _move(work, kept_id, joined_id)
    _name_also(work, kept, joined)
    work.remove(KeptApart, [pair.id for pair in _pairs_of(work, joined_id)])
    work.remove(Organisation, [joined_id])
    work.change(
        Organisation,
        kept_id,
        name_en=kept.name_en or joined.name_en or _latin(joined.name),
        country=kept.country or joined.country,
        sector=kept.sector or joined.sector,
        kind=_kind(kept.kind, joined.kind),
    )
    return touched


def keep_apart(desk: Desk, pairs: Sequence[tuple[int, int]]) -> Changes:
    """Remember that organisations are not one, pair by pair. Raises Refused: organisation_gone, organisation_same."""
    with desk.file.operation("keep_apart", n=len(pairs)) as work:
        for one_id, other_id in pairs:
            low, high = sorted((one_id, other_id))
            if low == high:
                raise refuse("organisation_same")
            found = {one.id: one for one in work.select(Organisation, id=[low, high])}
            if len(found) < 2:
                raise refuse("organisation_gone")
            work.note(name=found[one_id].name, other=found[other_id].name)
            if not work.count(KeptApart, one_id=low, other_id=high):
                work.add(KeptApart(one_id=low, other_id=high))
    return Changes.of([Kind.ORGANISATIONS])


def named(desk: Desk, text: str) -> Organisation:
    """Return the organisation with a name or alias. Raises Refused: organisation_unknown."""
    with desk.file.reading() as reader:
        key = fold(text)
        for one in reader.iterate(Organisation):
            if key in (fold(one.name), fold(one.name_en) if one.name_en else key + "?"):
                return one
        for number in reader.column(Alias, "organisation_id", key=key):
            if (known := reader.get(Organisation, number)) is not None:
                return known
    raise refuse("organisation_unknown", name=text)


def _move(work: Work, kept_id: int, joined_id: int) -> list[int]:
    """Let everything that names the one name the other; return the patents concerned."""
    parties = work.select(Party, organisation_id=joined_id)
    work.change_many(Party, [party.id for party in parties], organisation_id=kept_id)
    touched = {party.patent_id for party in parties}
    for name in ("member_id", "agency_id"):
        ids = work.column(Patent, "id", **{name: joined_id})
        work.change_many(Patent, ids, **{name: kept_id})
        touched.update(ids)
    return sorted(touched)


def _name_also(work: Work, kept: Organisation, joined: Organisation) -> None:
    own = {alias.key for alias in work.select(Alias, organisation_id=kept.id)}
    theirs = work.select(Alias, organisation_id=joined.id)
    work.change_many(Alias, [alias.id for alias in theirs if alias.key not in own], organisation_id=kept.id)
    known = own | {alias.key for alias in theirs}
    for written in (joined.name, joined.name_en):
        if written and fold(written) not in known:
            known.add(fold(written))
            work.add(Alias(organisation_id=kept.id, key=fold(written), written=written))


def _pairs_of(reader: Reader, organisation_id: int) -> list[KeptApart]:
    return [*reader.select(KeptApart, one_id=organisation_id), *reader.select(KeptApart, other_id=organisation_id)]


def _kind(one: OrganisationKind, other: OrganisationKind) -> OrganisationKind:
    """Return the kind that says more: a member stays one."""
    return OrganisationKind.MEMBER if OrganisationKind.MEMBER in (one, other) else one


def _latin(name: str) -> str:
    return name if name.isascii() else ""


def core_name(name: str) -> str:
    """Return what sets a name apart: without legal form, the place in front, or the trade at the end; never empty."""
    bare = fold(name)
    short = _TRADE.sub("", _PLACE.sub("", bare))
    return short if len(short) >= 2 else bare


def _is_chinese(text: str) -> bool:
    return re.search(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]", text) is not None


@dataclass(frozen=True, slots=True)
class _Name:
    owner: int
    core: str
    plain: str
    """Words of a Latin name, the whole of another, as they are compared."""
    numbers: tuple[str, ...]
    """Numbers in the name: the second institute is not the third one."""
    places: frozenset[str]
    """Places in the name: one company's branches in two towns are two, a university of another town is another."""


def _names(organisations: Iterable[Organisation], known: Iterable[Alias]) -> list[_Name]:
    found: dict[tuple[int, str], _Name] = {}
    for one in organisations:
        if one.kind is not OrganisationKind.PERSON:
            for written in (one.name, one.name_en):
                if written:
                    found.setdefault((one.id, fold(written)), _name(one.id, written))
    companies = {owner for owner, _ in found}
    for alias in known:
        if alias.organisation_id in companies and alias.written:
            found.setdefault((alias.organisation_id, alias.key), _name(alias.organisation_id, alias.written))
    return list(found.values())


def _name(owner: int, written: str) -> _Name:
    plain = unicodedata.normalize("NFKC", written).casefold()
    words = " ".join(re.findall(r"\w+", plain))
    numbers = (*_DIGITS.findall(plain), *_ORDINAL.findall(plain))
    if _is_chinese(plain):
        places = {place for place in _CHINESE_PLACES if place in plain} | set(_UNIT.findall(plain))
        return _Name(owner, core_name(written), fold(written), numbers, frozenset(places))
    return _Name(owner, core_name(written), words, numbers, _LATIN_PLACES.intersection(words.split()))


def _blocks(named: Sequence[_Name]) -> Iterator[list[int]]:
    """Yield groups of names (by their place) that share the beginning of the core, its end, or an uncommon word."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(named):
        keys = {f"<{name.core[:3]}", f">{name.core[-4:]}"}
        if _is_chinese(name.core):
            keys |= {name.core[at : at + 2] for at in range(min(len(name.core) - 1, 6))}
        else:
            keys |= {word for word in name.plain.split() if len(word) > 3 and word not in _COMMON}
        for key in keys:
            blocks[key].append(place)
    yield from (block for block in blocks.values() if 2 <= len(block) <= _LARGEST_BLOCK)


def _alike(block: Sequence[int], named: Sequence[_Name], least: int) -> Iterator[tuple[tuple[int, int], int]]:
    for at, other_at in combinations(block, 2):
        one, other = named[at], named[other_at]
        if one.owner == other.owner or one.numbers != other.numbers or _is_chinese(one.core) != _is_chinese(other.core):
            continue
        if (one.places and other.places and one.places != other.places) or not _words_fit(one.plain, other.plain):
            continue
        score = _score(one, other, least)
        if score >= least:
            low, high = sorted((one.owner, other.owner))
            yield (low, high), score


def _words_fit(one: str, other: str) -> bool:
    """Tell whether the words that only one of two Latin names has are other spellings of words of the other.

    A word may be shortened (``COMM`` for ``COMMUNICATION``) or misspelt; a different word makes a different company.
    """
    if _is_chinese(one):
        return True
    ours, theirs = (set(text.split()) for text in (one, other))
    alone, beside = (sorted(words) for words in (ours - theirs, theirs - ours))
    short, long = (alone, beside) if len(alone) <= len(beside) else (beside, alone)
    return all(any(_spelt_alike(word, another) for another in long) for word in short if word not in _COMMON)


def _spelt_alike(word: str, other: str) -> bool:
    return word.startswith(other) or other.startswith(word) or fuzz.ratio(word, other) >= _SPELT


def _score(one: _Name, other: _Name, least: int) -> int:
    """Return how like two names are: their cores sign by sign, Latin names also word by word in any order.

    Of two Chinese cores that differ by one sign only, the whole names count.
    """
    if _is_chinese(one.core):
        short = min(len(one.core), len(other.core))
        slip = short > 3 and Levenshtein.distance(one.core, other.core, score_cutoff=1) <= 1
        pair = (one.plain, other.plain) if slip else (one.core, other.core)
        return int(fuzz.ratio(*pair, score_cutoff=least)) if short > 3 or one.core == other.core else 0
    if min(len(one.core), len(other.core)) <= 3:
        return 100 if one.core == other.core else 0
    words = fuzz.token_sort_ratio(one.plain, other.plain, score_cutoff=least)
    return int(max(words, fuzz.ratio(one.core, other.core, score_cutoff=least)))


def _told(
    reader: Reader, best: Sequence[tuple[tuple[int, int], int]], organisations: Mapping[int, Organisation]
) -> list[Suggestion]:
    wanted = {number for pair, _ in best for number in pair}
    parties = reader.select(Party, organisation_id=wanted) if wanted else []
    counts = Counter(number for number, _ in {(party.organisation_id, party.patent_id) for party in parties})
    shown: dict[int, list[int]] = defaultdict(list)
    for party in parties:
        own = shown[party.organisation_id or 0]
        if len(own) < _MOST_EXAMPLES and party.patent_id not in own:
            own.append(party.patent_id)
    titles = {
        patent.id: patent.title or patent.title_en
        for patent in reader.select(Patent, id={number for own in shown.values() for number in own})
    }
    return [
        Suggestion(
            *((organisations[one], organisations[other]) if counts[one] >= counts[other] else
              (organisations[other], organisations[one])),
            score,
            max(counts[one], counts[other]),
            min(counts[one], counts[other]),
            tuple(dict.fromkeys(title for number in (one, other) for place in shown[number][:2]
                                if (title := titles.get(place, "")))),
        )
        for (one, other), score in best
    ]  # fmt: skip
