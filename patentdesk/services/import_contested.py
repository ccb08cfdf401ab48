"""Find publications that two applications of one office claim, as in a list whose columns were sorted apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from patentdesk.intake.merging import Key


@dataclass(slots=True)
class Claims:
    """Knows of each publication the application that was the first to claim it.

    A publication of another office contests nothing: national phases and validations go by it, too.
    """

    _first: dict[str, str] = field(default_factory=dict)

    def contested(self, keys: Sequence[Key], stored: Mapping[str, str]) -> tuple[str, str] | None:
        """Return a publication of the row and the other application that claims it, there (``stored``) or in a row."""
        office, application = next(((key[1], key[2]) for key in keys if key[0] == "application"), ("", ""))
        for kind, _, number in keys if office else ():
            if kind == "publication" and number.startswith(office):
                first = stored.get(number) or self._first.setdefault(number, application)
                if first != application:
                    return number, first
        return None
