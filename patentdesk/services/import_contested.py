"""Find publications that two applications of one office claim, as in a list whose columns were sorted apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from patentdesk.intake.merging import Groups, Key


def contested(keys: Sequence[Key], stored: Mapping[str, str], groups: Groups) -> tuple[str, str] | None:
    """Return a publication of a row and another application that claims it, there (``stored``) or in an earlier row.

    A publication of another office contests nothing: national phases and validations go by it, too.
    """
    office, application = next(((key[1], key[2]) for key in keys if key[0] == "application"), ("", ""))
    for key in keys if office else ():
        if key[0] == "publication" and key[2].startswith(office):
            other = stored.get(key[2]) or groups.application_of(key, office)
            if other not in ("", application):
                return key[2], other
    return None
