"""Let the user say what the columns of a file mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from patentdesk.ui.intakecolumns import field_name
from patentdesk.ui.leaflet import Leaflet
from patentdesk.ui.tongue import Tongue

_NOT_USED = ""
_BOX_WIDTH = 280


class MappingEditor(Leaflet):
    """One line per header with a choice of fields; ``remapped`` carries header → field of the changed ones."""

    remapped = Signal(object)

    def __init__(self, say: Tongue) -> None:
        """Show nothing until ``show_mapping``."""
        super().__init__()
        self._say = say
        self._boxes: dict[str, QComboBox] = {}
        self._before: dict[str, str] = {}

    def show_mapping(self, mapping: Mapping[str, str | None], fields: Sequence[str]) -> None:
        """Show what the headers mean now; those without a meaning come first."""
        self._boxes = {}
        self._before = {header: name or _NOT_USED for header, name in mapping.items()}
        self.begin()
        self.section(self._say("ui.mapping.title"))
        self.text(self._say("ui.mapping.hint"), role="muted")
        choices = sorted(((field_name(self._say, name), name) for name in fields), key=lambda one: one[0].casefold())
        for header in sorted(self._before, key=lambda one: bool(self._before[one])):
            box = QComboBox()
            box.setFixedWidth(_BOX_WIDTH)
            box.addItem(self._say("ui.mapping.unused"), _NOT_USED)
            for text, name in choices:
                box.addItem(text, name)
            box.setCurrentIndex(max(box.findData(self._before[header]), 0))
            box.activated.connect(self._changed)
            self._boxes[header] = box
            holder = QWidget()
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(box)
            row.addStretch()
            self.meter(header, holder)
        self.finish()

    def _changed(self) -> None:
        now = {header: str(box.currentData()) for header, box in self._boxes.items()}
        changed = {header: name or None for header, name in now.items() if name != self._before[header]}
        if changed:
            self.remapped.emit(changed)
