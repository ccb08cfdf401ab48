"""Open a workbook as the package of parts that it is, and say what is wrong with the package itself."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, join, normpath

from lxml import etree

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
CONTENT_TYPES = "[Content_Types].xml"
_SAFE = {"resolve_entities": False, "no_network": True}


@dataclass(frozen=True)
class Link:
    """One relationship of a part; ``target`` is a part's name, or an address outside."""

    key: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True)
class Package:
    """The parts by name, the well-formed ones as trees, and the content types."""

    parts: dict[str, bytes]
    trees: dict[str, etree._Element]
    types: dict[str, str]
    """Part → content type; '' where none is declared."""

    def links(self, part: str) -> list[Link]:
        """Return the relationships of a part; of the package itself for ''."""
        tree = self.trees.get(join(dirname(part), "_rels", part.rpartition("/")[2] + ".rels"))
        if tree is None:
            return []
        return [
            Link(
                one.get("Id", ""), one.get("Type", ""), _absolute(part, one.get("Target", "")),
                one.get("TargetMode") == "External",
            )
            for one in tree.iter(f"{{{LINKS}}}Relationship")
        ]  # fmt: skip

    def linked(self, part: str, kind: str) -> list[str]:
        """Return the parts that a part points at by a kind of relationship, such as 'worksheet'."""
        return [one.target for one in self.links(part) if one.kind.endswith("/" + kind) and not one.external]

    @property
    def book(self) -> str:
        """The name of the workbook part."""
        return self.linked("", "officeDocument")[0]


def _absolute(part: str, target: str) -> str:
    path, _, _place = target.partition("#")
    return path.lstrip("/") if path.startswith("/") else normpath(join(dirname(part), path)) if path else ""


def opened(path: Path) -> tuple[Package, list[str]]:
    """Return the package and what is wrong with its archive: names that stand twice, parts that are not well-formed."""
    wrong: list[str] = []
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        wrong += [f"{name}: stands twice in the archive" for name in set(names) if names.count(name) > 1]
        parts = {name: archive.read(name) for name in names if not name.endswith("/")}
    trees = {}
    for name, data in parts.items():
        if name.endswith((".xml", ".rels", ".vml")):
            try:
                trees[name] = etree.fromstring(data, etree.XMLParser(**_SAFE))
            except etree.XMLSyntaxError as fault:
                wrong.append(f"{name}: {fault}")
    return Package(parts, trees, _types(parts, trees)), wrong


def _types(parts: dict[str, bytes], trees: dict[str, etree._Element]) -> dict[str, str]:
    table = trees.get(CONTENT_TYPES)
    declared = [] if table is None else list(table)
    defaults = {one.get("Extension", "").lower(): one.get("ContentType", "") for one in declared}
    overrides = {one.get("PartName", "").lstrip("/"): one.get("ContentType", "") for one in declared}
    return {
        name: overrides.get(name) or defaults.get(name.rpartition(".")[2].lower(), "")
        for name in parts
        if name != CONTENT_TYPES
    }


def package_faults(package: Package) -> Iterator[str]:
    """Give what the packaging conventions and Excel forbid about parts, their types and their relationships."""
    yield from (f"{name}: has no content type" for name, kind in package.types.items() if not kind)
    table = package.trees.get(CONTENT_TYPES)
    for one in [] if table is None else table.iter(f"{{{TYPES}}}Override"):
        if one.get("PartName", "").lstrip("/") not in package.parts:
            yield f"{CONTENT_TYPES}: {one.get('PartName')} does not exist"
    reached = {CONTENT_TYPES}
    for part in ["", *package.parts]:
        links = package.links(part)
        keys = [one.key for one in links]
        yield from (f"{part}: relationship {key} stands twice" for key in set(keys) if keys.count(key) > 1)
        for one in links:
            if not one.external and one.target not in package.parts:
                yield f"{part}: relationship {one.key} leads to {one.target}, which does not exist"
            reached.add(one.target)
        tree = package.trees.get(part)
        used = set() if tree is None else {value for node in tree.iter() for value in _references(node)}
        yield from (f"{part}: uses relationship {key}, which does not exist" for key in used - set(keys))
    loose = {name for name in package.parts if name not in reached and not name.endswith(".rels")}
    yield from (f"{name}: nothing points at it" for name in sorted(loose))


def _references(node: etree._Element) -> list[str]:
    return [str(value) for key, value in node.attrib.items() if str(key).startswith(f"{{{RELATION}}}")]
