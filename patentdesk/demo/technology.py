"""Word the invented inventions: titles, abstracts and classes that fit their place in the industry chain."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from patentdesk.portfolio.codes import RightType, Segment
from patentdesk.services.library import Library

Pair = tuple[str, str]
"""A phrase in Chinese and in English."""

_PARTS = {"subject": "subjects", "aspect": "aspects", "means": "means", "feature": "features"}
_METHODS: tuple[Pair, ...] = (
    ("一种{subject}的{aspect}方法及系统", "method and system for {aspect} of {a_subject}"),
    ("{means}{subject}{aspect}方法及装置", "method and device for {aspect} of {a_subject} {means}"),
    ("一种{means}{subject}{aspect}方法", "method for {aspect} of {a_subject} {means}"),
)
_SOFTWARE: tuple[Pair, ...] = (
    (
        "{subject}的{aspect}方法、装置、车辆及存储介质",
        "method and apparatus for {aspect} of {a_subject}, vehicle and storage medium",
    ),
    (
        "{means}{subject}{aspect}方法、电子设备及车辆",
        "method for {aspect} of {a_subject} {means}, electronic device and vehicle",
    ),
)
_HARDWARE: tuple[Pair, ...] = (("一种{subject}及其{aspect}方法", "{subject} and method for {aspect} thereof"),)
_MODELS: tuple[Pair, ...] = (
    ("一种{feature}{subject}", "{subject} {feature}"),
    ("一种用于{aspect}的{feature}{subject}", "{subject} {feature} for {aspect}"),
    ("一种{feature}{subject}{aspect}结构", "structure for {aspect} of {a_subject} {feature}"),
)
_METHOD_ABSTRACT: Pair = (
    "本发明公开了{name}，涉及{field}技术领域。针对{problem}的问题，本发明{way}方式实现{subject}的{aspect}，{effect}。",
    "The invention relates to the field of {field}. To address {problem}, {aspect} of {a_subject} is carried out"
    " {means}, which {effect}.",
)
_MODEL_ABSTRACT: Pair = (
    "本实用新型公开了{name}，涉及{field}技术领域。所述{subject}包括本体以及{fitting}的安装部。"
    "针对{problem}的问题，本实用新型结构简单、便于装配，{effect}。",
    "The utility model relates to the field of {field} and discloses {name}. It addresses {problem}; the structure is"
    " simple and {effect}.",
)


@dataclass(frozen=True, slots=True)
class Theme:
    """A field of work in which every subject goes with every aspect and every means."""

    ipc: tuple[str, ...]
    software: bool
    subjects: tuple[Pair, ...]
    aspects: tuple[Pair, ...]
    means: tuple[Pair, ...]
    features: tuple[Pair, ...]
    problems: tuple[Pair, ...]
    effects: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Technology:
    """What is invented in one segment."""

    segment: Segment
    field: Pair
    products: tuple[str, ...]
    designs: tuple[Pair, ...]
    themes: tuple[Theme, ...]


@dataclass(frozen=True, slots=True)
class Invention:
    """The wording of one family; ``ipc`` holds Locarno-free symbols and is empty for a design."""

    right_type: RightType
    segment: Segment
    title: str
    title_en: str
    abstract: str
    abstract_en: str
    ipc: tuple[str, ...]
    product: str


def read_technology(library: Library) -> dict[Segment, Technology]:
    """Return the vocabulary of ``resources/demo/technology.json`` by segment."""
    data = cast("Mapping[str, Mapping[str, object]]", library.json("demo/technology.json"))
    return {Segment(name): _technology(Segment(name), entry) for name, entry in data.items()}


def word_invention(technology: Technology, right_type: RightType, chance: random.Random, taken: set[str]) -> Invention:
    """Return the wording of a new invention whose Chinese title is not in ``taken``, and add it there.

    A segment has some hundred different titles per theme; when chance keeps meeting taken ones, a number is added.
    """
    for _ in range(60):
        invention = _worded(technology, right_type, chance)
        if invention.title not in taken:
            break
    else:
        invention = _numbered(invention, taken)
    taken.add(invention.title)
    return invention


def _worded(technology: Technology, right_type: RightType, chance: random.Random) -> Invention:
    product = chance.choice(technology.products)
    if right_type is RightType.DESIGN:
        return _design(technology, chance.choice(technology.designs), product)
    model = right_type is RightType.UTILITY_MODEL
    themes = technology.themes
    if model:
        themes = tuple(theme for theme in themes if not theme.software) or themes
    theme = chance.choice(themes)
    parts: dict[str, Pair] = {name: chance.choice(getattr(theme, source)) for name, source in _PARTS.items()}
    parts["problem"], parts["effect"] = chance.choice(list(zip(theme.problems, theme.effects, strict=True)))
    choices = _MODELS if model else _METHODS + (_SOFTWARE if theme.software else _HARDWARE)
    title = _title(chance.choice(choices), parts)
    abstract = _abstract(technology, title, parts, _MODEL_ABSTRACT if model else _METHOD_ABSTRACT)
    first = chance.choice(theme.ipc)
    others = chance.sample([symbol for symbol in theme.ipc if symbol != first], k=min(2, len(theme.ipc) - 1))
    return Invention(right_type, technology.segment, *title, *abstract, (first, *others), product)


def _design(technology: Technology, title: Pair, product: str) -> Invention:
    return Invention(
        right_type=RightType.DESIGN,
        segment=technology.segment,
        title=title[0],
        title_en=title[1],
        abstract=f"1.本外观设计产品的名称：{title[0]}。2.本外观设计产品的用途：用于车辆。3.设计要点：在于产品的形状。",
        abstract_en=f"The design is for the following article: {title[1]}. The point of design lies in its shape.",
        ipc=(),
        product=product,
    )


def _title(pattern: Pair, parts: Mapping[str, Pair]) -> Pair:
    return pattern[0].format_map(_side(parts, 0)), _sentence(pattern[1].format_map(_side(parts, 1)))


def _abstract(technology: Technology, title: Pair, parts: Mapping[str, Pair], pattern: Pair) -> Pair:
    name = title[0] if title[0].startswith("一种") else f"一种{title[0]}"
    zh = {"name": name, "field": technology.field[0], **_side(parts, 0)}
    en = {"name": _a(title[1][0].lower() + title[1][1:]), "field": technology.field[1], **_side(parts, 1)}
    return pattern[0].format_map(zh), pattern[1].format_map(en)


def _side(parts: Mapping[str, Pair], index: int) -> dict[str, str]:
    """Return the phrases in Chinese (0) or English (1), English subjects with their article as ``a_subject``."""
    words = {name: pair[index] for name, pair in parts.items()}
    return {**words, "a_subject": _a(words["subject"]), "way": words["means"].removesuffix("的"),
            "fitting": words["feature"].removesuffix("的")}  # fmt: skip


def _numbered(invention: Invention, taken: set[str]) -> Invention:
    number = next(n for n in range(2, 10_000) if f"{invention.title}（{n}）" not in taken)
    return Invention(
        invention.right_type,
        invention.segment,
        f"{invention.title}（{number}）",
        f"{invention.title_en} ({number})",
        invention.abstract,
        invention.abstract_en,
        invention.ipc,
        invention.product,
    )


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]


def _a(noun: str) -> str:
    uncounted = noun.endswith(("equipment", "lidar point cloud"))
    if uncounted:
        return noun
    return f"an {noun}" if noun[0].lower() in "aeio" else f"a {noun}"


def _technology(segment: Segment, entry: Mapping[str, object]) -> Technology:
    zh, en = cast("Sequence[str]", entry["field"])
    return Technology(
        segment=segment,
        field=(zh, en),
        products=tuple(cast("Sequence[str]", entry["products"])),
        designs=_pairs(entry["designs"]),
        themes=tuple(_theme(theme) for theme in cast("Sequence[Mapping[str, object]]", entry["themes"])),
    )


def _theme(entry: Mapping[str, object]) -> Theme:
    return Theme(
        ipc=tuple(cast("Sequence[str]", entry["ipc"])),
        software=bool(entry["software"]),
        subjects=_pairs(entry["subjects"]),
        aspects=_pairs(entry["aspects"]),
        means=_pairs(entry["means"]),
        features=_pairs(entry["features"]),
        problems=_pairs(entry["problems"]),
        effects=_pairs(entry["effects"]),
    )


def _pairs(entries: object) -> tuple[Pair, ...]:
    return tuple((zh, en) for zh, en in cast("Sequence[Sequence[str]]", entries))
