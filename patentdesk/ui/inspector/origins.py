"""Mark each value of the bibliography with where it came from, and list the sources that the marks stand for."""

from __future__ import annotations

from patentdesk.portfolio.records import Provenance
from patentdesk.services.listing import Dossier
from patentdesk.ui import formats
from patentdesk.ui.leaflet import Leaflet
from patentdesk.ui.tongue import Tongue

WRITTEN = frozenset({"application_number", "publication_number"})
"""Numbers that are shown as the source wrote them."""
_BY_HAND, _DIFFERS = "✎", "≠"
_SIGNS = "①②③④⑤⑥⑦⑧⑨⑩"


class Origins:
    """Tells for each field which row of which file its value came from: a mark beside it, the cell in its tooltip."""

    def __init__(self, say: Tongue, dossier: Dossier) -> None:
        """Mark nothing yet."""
        self._say = say
        self._dossier = dossier
        self._files = {file.id: file for file in dossier.files}
        self._marked: list[Provenance] = []
        """The rows in the order of their marks."""
        self._used: set[str] = set()

    def fact(self, page: Leaflet, name: str, value: str, *, tone: str = "", always: bool = True) -> None:
        """Add a field with its origin; a value of a file that was not taken, or on which sources differ, is marked."""
        if not value and not always:
            return
        undecided = [one for one in self._dossier.differences if one.field_name == name]
        by_hand = name in self._dossier.hand_made
        marks, tips = "", []
        if by_hand:
            marks += _BY_HAND
            tips.append(self._say("ui.inspector.hand_made"))
        for one in self._dossier.provenance:
            place = formats.listed((self._place(one), one.columns.get(name, "")))
            if name in one.conflicts:
                marks += "" if _DIFFERS in marks else _DIFFERS
                tips.append(self._say("ui.inspector.differs", place=place, value=one.conflicts[name]))
            elif name in one.written:
                if not marks:
                    marks = self._sign(one)
                tips.append(self._say("ui.inspector.from", place=place, value=one.written[name]))
        if undecided:
            marks += "" if _DIFFERS in marks else _DIFFERS
            tips += [self._say("ui.inspector.undecided", held=one.held, told=one.told) for one in undecided]
        self._used.update(marks)
        title = self._say(f"field.{name}_text" if name in WRITTEN else f"field.{name}")
        page.fact(title, value, tip="\n".join(tips), tone="warning" if undecided else tone, mark=marks)

    def questioned(self, name: str) -> bool:
        """Tell whether a person entered the field, or sources differ on it."""
        told = (*self._dossier.hand_made, *(one.field_name for one in self._dossier.differences))
        return name in told or any(name in one.conflicts for one in self._dossier.provenance)

    def write(self, page: Leaflet) -> None:
        """List what the marks stand for."""
        if not self._used:
            return
        page.section(self._say("ui.inspector.sources"))
        for one in self._marked:
            file = self._files.get(one.file_id)
            came = formats.moment(file.imported_at) if file is not None else ""
            page.text(f"{self._sign(one)} {formats.listed((self._place(one), came))}", role="muted")
        for mark, key in ((_BY_HAND, "ui.inspector.hand_made"), (_DIFFERS, "ui.inspector.mark.differs")):
            if mark in self._used:
                page.text(f"{mark} {self._say(key)}", role="muted")

    def _sign(self, source: Provenance) -> str:
        """Return the mark of a row; rows beyond the last sign share it."""
        if source not in self._marked:
            self._marked.append(source)
        return _SIGNS[min(self._marked.index(source), len(_SIGNS) - 1)]

    def _place(self, source: Provenance) -> str:
        file = self._files.get(source.file_id)
        name = file.name if file is not None else ""
        return formats.listed((name, source.sheet, self._say("place.row", row=source.row)))
