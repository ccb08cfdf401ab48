"""Read XML and JSON into one small tree, within limits.

Entities that a document defines are refused, nothing outside the document is ever fetched, and depth and number of
parts are bounded: expat, the parser of the standard library, needs no further package for that.
"""

from __future__ import annotations

import html
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from xml.parsers import expat

from patentdesk.core.problems import refuse
from patentdesk.intake.documents.jsontext import parsed
from patentdesk.intake.limits import Limits

_SPACE = " "
_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(slots=True)
class Node:
    """One element of XML or one value of JSON; ``tag`` without namespace. Texts and elements keep their order."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=lambda: _NONE)
    content: list[Node | str] = field(default_factory=list)
    asked: bool = False
    """Somebody asked for the text in it."""

    def children(self, tag: str = "") -> Iterator[Node]:
        """Yield the child elements, of one tag if given."""
        return (part for part in self.content if isinstance(part, Node) and (not tag or part.tag == tag))

    def all(self, path: str) -> list[Node]:
        """Return the elements at a path of tags such as ``parties/applicants/applicant``, in order."""
        found = [self]
        for tag in path.split("/"):
            found = [child for node in found for child in node.children(tag)]
        return found

    def find(self, path: str) -> Node:
        """Return the first element at a path; an empty one where there is none."""
        return next(iter(self.all(path)), Node(""))

    def walk(self, tags: Collection[str]) -> Iterator[Node]:
        """Yield the outermost elements with one of these tags, this one included, in order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            if node.tag in tags:
                yield node
            else:
                waiting.extend(reversed(list(node.children())))

    def having(self, *tags: str) -> Iterator[Node]:
        """Yield the outermost elements that hold each of these tags, in order, such as the objects of a JSON list."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            if all(node.find(tag) for tag in tags):
                yield node
            else:
                waiting.extend(reversed(list(node.children())))

    def text(self, path: str = "") -> str:
        """Return the text of this element, or of the first at a path, on one line."""
        node = self.find(path) if path else self
        node.asked = True
        return _SPACE.join("".join(node._pieces()).split())

    def texts(self, path: str) -> list[str]:
        """Return the texts of all elements at a path; empty ones are left out."""
        return [text for node in self.all(path) if (text := node.text())]

    def unasked(self) -> frozenset[str]:
        """Return the elements whose text nobody asked for, neither theirs nor that around them, as outer/inner tag."""
        found = set()
        waiting = [(self, self.tag)]
        while waiting:
            node, name = waiting.pop()
            if node.asked:
                continue
            for part in node.content:
                if isinstance(part, Node):
                    waiting.append((part, f"{node.tag}/{part.tag}"))
                elif part.strip():
                    found.add(name)
        return frozenset(found)

    def _pieces(self) -> Iterator[str]:
        waiting: list[Node | str] = [self]
        while waiting:
            part = waiting.pop()
            if isinstance(part, str):
                yield part
            else:
                waiting.extend(reversed(part.content))

    def __bool__(self) -> bool:
        """Tell whether the element was there."""
        return bool(self.tag)


def read_xml(text: str, limits: Limits, unread: Collection[str] = ()) -> Node:
    """Return the tree of an XML document; elements whose tag is in ``unread`` are left out with all they hold.

    Raises Refused: markup_damaged, markup_unsafe (own entities), markup_too_deep, markup_too_large.
    """
    return _Builder(limits, unread).build(text)


def safe_parser() -> expat.XMLParserType:
    """Return a parser for text that is decoded already; it refuses entities that the document defines."""
    # What the declaration says of the encoding no longer holds.
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.EntityDeclHandler = _entity
    return parser


def parse(parser: expat.XMLParserType, text: str) -> None:
    """Read a document; the parser's handlers hear of it. Raises Refused: markup_damaged, markup_unsafe."""
    try:
        parser.Parse(text.encode("utf-8", errors="replace"), True)
    except expat.ExpatError as fault:
        raise refuse("markup_damaged", line=fault.lineno) from fault


def without_comments(text: str) -> str:
    """Return marked-up text without its comments; one that is never closed is text."""
    first, *others = text.split("<!--")
    return first + "".join(
        kept if closed else other for other in others for _, closed, kept in [other.partition("-->")]
    )


def _entity(_name: str, _parameter: bool, _value: str | None, _base: str | None, _system: str | None,
            _public: str | None, notation: str | None) -> None:  # fmt: skip
    """Refuse text entities; an unparsed one (a drawing's file name in the USPTO's older files) holds no text."""
    if notation is None:
        raise refuse("markup_unsafe")


class _Builder:
    """Builds the tree from expat's calls."""

    def __init__(self, limits: Limits, unread: Collection[str]) -> None:
        self._limits = limits
        self._unread = unread
        self._open: list[Node] = [Node("#document")]
        self._skipping = 0
        self._parts = 0
        self._depth = 0

    def build(self, text: str) -> Node:
        parser = safe_parser()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.SkippedEntityHandler = self._skipped
        parse(parser, text)
        return next(self._open[0].children())

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._parts += 1 + len(attributes)
        if self._depth > self._limits.depth:
            raise refuse("markup_too_deep", limit=self._limits.depth)
        if self._parts > self._limits.parts:
            raise refuse("markup_too_large", limit=self._limits.parts)
        tag = name.rpartition(":")[2]
        if self._skipping or tag in self._unread:
            self._skipping += 1
            return
        node = Node(tag, {key.rpartition(":")[2]: value for key, value in attributes.items()} if attributes else _NONE)
        self._open[-1].content.append(node)
        self._open.append(node)

    def _end(self, _name: str) -> None:
        self._depth -= 1
        if self._skipping:
            self._skipping -= 1
        else:
            self._open.pop()

    def _characters(self, text: str) -> None:
        if not self._skipping:
            self._open[-1].content.append(text)

    def _skipped(self, name: str, _parameter: bool) -> None:
        """Read an entity of the outside DTD, which is not fetched, by the names that HTML gives to characters."""
        known = html.unescape(f"&{name};")
        self._characters("" if known.startswith("&") and name != "amp" else known)


def read_json(text: str, limits: Limits) -> Node:
    """Return a JSON text as a tree: members are elements, those of a list repeat, ``@x`` is an attribute, ``$`` text.

    Raises Refused: json_damaged, markup_too_deep, markup_too_large.
    """
    if text.count(",") + text.count("[") + text.count("{") > limits.parts:
        raise refuse("markup_too_large", limit=limits.parts)
    value = parsed(text, limits)
    root = Node("#document")
    _grow(root, "item", value, limits.depth, limits.depth)
    return root


def _grow(parent: Node, tag: str, value: object, depth: int, limit: int) -> None:
    if not depth:
        raise refuse("markup_too_deep", limit=limit)
    if isinstance(value, list):
        for item in value:
            _grow(parent, tag, item, depth - 1, limit)
        return
    node = Node(tag)
    parent.content.append(node)
    if isinstance(value, dict):
        node.attributes = {key[1:]: str(item) for key, item in value.items() if key.startswith("@")} or _NONE
        for key, item in value.items():
            if key == "$":
                node.content.append(str(item))
            elif not key.startswith("@"):
                _grow(node, key.rpartition(":")[2], item, depth - 1, limit)
    elif value is not None:
        node.content.append(str(value).lower() if isinstance(value, bool) else str(value))
