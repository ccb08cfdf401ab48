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


def word_invention(
    technology: Technology, right_type: RightType, chance: random.Random, taken: set[str]
) -> Invention:
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
        title, title_en = chance.choice(technology.designs)
        return Invention(
            right_type=right_type,
            segment=technology.segment,
            title=title,
            title_en=title_en,
            abstract=f"1.本外观设计产品的名称：{title}。2.本外观设计产品的用途：用于车辆。3.设计要点：在于产品的形状。",
            abstract_en=f"The design is for the following article: {title_en}. The point of design lies in its shape.",
            ipc=(),
            product=product,
        )
    themes = technology.themes
    if right_type is RightType.UTILITY_MODEL:
        themes = tuple(theme for theme in themes if not theme.software) or themes
    theme = chance.choice(themes)
    subject, aspect, means = chance.choice(theme.subjects), chance.choice(theme.aspects), chance.choice(theme.means)
    feature = chance.choice(theme.features)
    if right_type is RightType.UTILITY_MODEL:
        title = (f"一种{feature[0]}{subject[0]}", _sentence(f"{subject[1]} {feature[1]}"))
    else:
        title = chance.choice(_method_titles(theme, subject, aspect, means))
    abstract = _abstract(technology, theme, right_type, title, (subject, aspect, means, feature), chance)
    first = chance.choice(theme.ipc)
    others = chance.sample([symbol for symbol in theme.ipc if symbol != first], k=min(2, len(theme.ipc) - 1))
    return Invention(right_type, technology.segment, *title, *abstract, (first, *others), product)


def _method_titles(theme: Theme, subject: Pair, aspect: Pair, means: Pair) -> list[Pair]:
    titles = [
        (f"一种{subject[0]}的{aspect[0]}方法及系统", _sentence(f"method and system for {aspect[1]} of {_a(subject[1])}")),
        (f"{means[0]}{subject[0]}{aspect[0]}方法及装置", _sentence(f"method and device for {aspect[1]} of {_a(subject[1])} {means[1]}")),
        (f"一种{means[0]}{subject[0]}{aspect[0]}方法", _sentence(f"method for {aspect[1]} of {_a(subject[1])} {means[1]}")),
    ]
    if theme.software:
        titles += [
            (f"{subject[0]}的{aspect[0]}方法、装置、车辆及存储介质", _sentence(f"method and apparatus for {aspect[1]} of {_a(subject[1])}, vehicle and storage medium")),
            (f"{means[0]}{subject[0]}{aspect[0]}方法、电子设备及车辆", _sentence(f"method for {aspect[1]} of {_a(subject[1])} {means[1]}, electronic device and vehicle")),
        ]
    else:
        titles.append((f"一种{subject[0]}及其{aspect[0]}方法", _sentence(f"{subject[1]} and method for {aspect[1]} thereof")))
    return titles


def _abstract(
    technology: Technology,
    theme: Theme,
    right_type: RightType,
    title: Pair,
    parts: tuple[Pair, Pair, Pair, Pair],
    chance: random.Random,
) -> Pair:
    subject, aspect, means, feature = parts
    problem, effect = chance.choice(theme.problems), chance.choice(theme.effects)
    name = title[0] if title[0].startswith("一种") else f"一种{title[0]}"
    if right_type is RightType.UTILITY_MODEL:
        return (
            f"本实用新型公开了{name}，涉及{technology.field[0]}技术领域。所述{subject[0]}包括本体以及{feature[0].rstrip('的')}的"
            f"安装部。针对{problem[0]}的问题，本实用新型结构简单、便于装配，{effect[0]}。",
            f"The utility model relates to the field of {technology.field[1]} and discloses {_a(title[1][0].lower() + title[1][1:])}."
            f" It addresses {problem[1]}; the structure is simple and {effect[1]}.",
        )
    return (
        f"本发明公开了{name}，涉及{technology.field[0]}技术领域。针对{problem[0]}的问题，"
        f"本发明{means[0].rstrip('的')}方式实现{subject[0]}的{aspect[0]}，{effect[0]}。",
        f"The invention relates to the field of {technology.field[1]}. To address {problem[1]}, {aspect[1]} of "
        f"{_a(subject[1])} is carried out {means[1]}, which {effect[1]}.",
    )


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
