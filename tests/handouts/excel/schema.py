"""Hold every part of a workbook against the schema of its kind, as a strict reader of the standard does.

Markup compatibility comes first (ECMA-376 Part 3): of alternatives the first one that is understood is taken, what is
declared ignorable is taken away, and what must be understood has to be.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from functools import cache
from pathlib import Path

from lxml import etree

from tests.handouts.excel.package import CONTENT_TYPES, Package

SCHEMAS = Path(__file__).resolve().parents[1] / "schemas"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml."
KINDS = {
    **{
        f"{_SPREADSHEET}{kind}+xml": "transitional/sml.xsd"
        for kind in ("sheet.main", "template.main", "worksheet", "styles", "sharedStrings", "table", "comments",
                     "chartsheet", "calcChain", "externalLink")
    },
    "application/vnd.openxmlformats-officedocument.drawing+xml": "transitional/dml-spreadsheetDrawing.xsd",
    "application/vnd.openxmlformats-officedocument.drawingml.chart+xml": "transitional/dml-chart.xsd",
    "application/vnd.openxmlformats-officedocument.theme+xml": "transitional/dml-main.xsd",
    "application/vnd.openxmlformats-officedocument.extended-properties+xml":
        "transitional/shared-documentPropertiesExtended.xsd",
    "application/vnd.openxmlformats-officedocument.custom-properties+xml":
        "transitional/shared-documentPropertiesCustom.xsd",
    "application/vnd.openxmlformats-package.core-properties+xml": "packaging/opc-coreProperties.xsd",
    "application/vnd.openxmlformats-package.relationships+xml": "packaging/opc-relationships.xsd",
}  # fmt: skip
"""Content type → schema."""
UNCHECKED = ("image/", "application/vnd.openxmlformats-officedocument.vmlDrawing")
"""Kinds of parts that are not held against a schema: pictures, and the legacy drawings (VML) that place the boxes of
cell comments. The library writes those from one fixed text, and of VML the standard has no schema that holds Excel's
own elements to more than their names; that they are well-formed and that relations lead to them is looked at."""
_PRESERVED = ("{http://www.w3.org/XML/1998/namespace}space", "preserve")
"""The schema of spreadsheets forgets that texts may keep their blanks; Excel itself writes this attribute."""
_ELSEWHERE = {"dc.xsd": "dublincore.xsd", "dcterms.xsd": "dcterms.xsd"}


class _Local(etree.Resolver):
    """Read from the folder beside a schema what it names by an address of the web."""

    def resolve(self, system_url: str, _public_id: str, context: object) -> object:
        if not system_url.startswith("http"):
            return None
        name = system_url.rpartition("/")[2]
        return self.resolve_filename(str(SCHEMAS / "packaging" / _ELSEWHERE[name]), context)


@cache
def _schema(name: str) -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Local())
    return etree.XMLSchema(etree.parse(SCHEMAS / name, parser))


def understood(package: Package) -> tuple[Package, list[str]]:
    """Return the package as a reader without extensions takes it, and what must be understood and is not."""
    trees, wrong = {name: deepcopy(tree) for name, tree in package.trees.items()}, []
    for name, tree in trees.items():
        wrong += [f"{name}: {fault}" for fault in _understand(tree)]
    return replace(package, trees=trees), wrong


def schema_faults(package: Package) -> Iterator[str]:
    """Give for every part where it departs from its schema, and the parts whose kind is not known at all."""
    for part, tree in package.trees.items():
        kind = package.types.get(part, "")
        name = "packaging/opc-contentTypes.xsd" if part == CONTENT_TYPES else KINDS.get(kind)
        if name is not None:
            yield from _faults(part, tree, name)
        elif not kind.startswith(UNCHECKED):
            yield f"{part}: no schema is known for {kind or 'a part without a type'}"


def _faults(part: str, tree: etree._Element, name: str) -> Iterator[str]:
    schema = _schema(name)
    if not schema.validate(tree):
        yield from (f"{part}:{fault.line}: {fault.message}" for fault in schema.error_log)


def _understand(root: etree._Element) -> list[str]:
    """Process the markup compatibility of a tree in place; return what must be understood and is not."""
    wrong = [] if _namespaces(root, "MustUnderstand") <= _known() else ["needs an extension that nobody knows here"]
    ignorable = {space for node in root.iter(etree.Element) for space in _namespaces(node, "Ignorable")} - _known()
    for alternative in list(root.iter(f"{{{COMPATIBILITY}}}AlternateContent")):
        _choose(alternative)
    for node in list(root.iter(etree.Element)):
        if etree.QName(node).namespace in ignorable and node.getparent() is not None:
            node.getparent().remove(node)
            continue
        for key in list(node.attrib):
            if etree.QName(key).namespace in {*ignorable, COMPATIBILITY} or (key, node.get(key)) == _PRESERVED:
                del node.attrib[key]
    return wrong


def _choose(alternative: etree._Element) -> None:
    """Put in place of an alternative the content of the first choice that is understood, else of the fallback."""
    parent = alternative.getparent()
    taken: etree._Element | None = None
    for one in alternative:
        spaces = {one.nsmap.get(prefix) for prefix in (one.get("Requires") or "").split()}
        if etree.QName(one).localname == "Fallback" or (spaces and spaces <= _known()):
            taken = one
            break
    place = parent.index(alternative)
    parent.remove(alternative)
    for offset, child in enumerate(list(taken) if taken is not None else []):
        parent.insert(place + offset, child)


def _namespaces(node: etree._Element, name: str) -> set[str]:
    prefixes = (node.get(f"{{{COMPATIBILITY}}}{name}") or "").split()
    return {node.nsmap.get(prefix) or prefix for prefix in prefixes}


@cache
def _known() -> frozenset[str]:
    """Return the namespaces that the schemas describe."""
    found = (etree.parse(path).getroot().get("targetNamespace", "") for path in SCHEMAS.glob("*/*.xsd"))
    return frozenset(found)
