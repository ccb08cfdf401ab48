"""Find out what a column means from its header, whoever wrote it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from patentdesk.intake.documents.eventwords import UNMAPPED, EventWords
from patentdesk.intake.headerwords import forms, gist, normal
from patentdesk.intake.headings import DERIVED, derive
from patentdesk.portfolio.codes import RightType, Segment
from patentdesk.portfolio.names import fold
from patentdesk.portfolio.offices import OfficeNames
from patentdesk.portfolio.statuses import StatusVocabulary

NO_PATENT = "not_a_patent"
"""The code under which the words for other kinds of rights stand."""
_MORE = 400
"""Added to the preference of a header that names further parties."""
_BY_GIST = 500
"""Added to the preference of a header that is known by its words only, not as it stands."""


Mapped = Mapping[str, str | None]
"""A person's choice: header text → field, or None to leave the column out."""


def fingerprint(headers: Iterable[str]) -> str:
    """Return what tells lists with these headers, in any order, from lists with others."""
    told = "\n".join(sorted(normal(header) for header in headers))
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the readers know of words; built from ``resources/intake`` by the library and handed in."""

    headers: Mapping[str, tuple[str, int]]
    """Normal header → field and preference (0 first) among the headers of that field."""
    statuses: StatusVocabulary
    offices: OfficeNames
    right_types: Mapping[str, RightType]
    segments: Mapping[str, Segment]
    second: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Normal header → what it means where another column has its first meaning."""
    fingerprint: str = ""
    """Changes with any word: a row that was read with other words is read again."""
    events: EventWords = UNMAPPED
    remembered: Mapping[str, Mapped] = dataclasses.field(default_factory=dict)
    """Fingerprint of a row of headers → what a person said that they mean."""
    gists: Mapping[str, tuple[str, int]] = dataclasses.field(default_factory=dict)
    """The words of an English header (``headerwords.gist``) → field and preference, where they mean one field only."""
    more: frozenset[str] = frozenset()
    """Normal headers of columns that name further parties beside those of another column."""
    other_rights: frozenset[str] = frozenset()
    """Folded words for kinds of rights that are no patents."""
    alone: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Normal header → what it means in a list without any other number."""
    reductions: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Folded words for reductions of fees → their codes; empty for none."""

    @classmethod
    def of(
        cls,
        headers: Mapping[str, Sequence[str]],
        statuses: Mapping[str, list[str]],
        offices: Mapping[str, list[str]],
        right_types: Mapping[str, list[str]],
        segments: Mapping[str, list[str]],
        *,
        labels: Mapping[str, Sequence[str]] | None = None,
        events: Mapping[str, object] | None = None,
        reductions: Mapping[str, Sequence[str]] | None = None,
    ) -> Vocabulary:
        """Build the vocabulary from code → written words; ``labels`` are the program's own headers, asked last.

        Headers under a field with a question mark mean it where another column has their first meaning, those under
        one with an exclamation mark where no other column holds a number; those under one with a plus name further
        parties. Raises ValueError for one header with two meanings.
        """
        others = (statuses, offices, right_types, segments, events, reductions)
        more = frozenset(normal(word) for field, written in headers.items() for word in written if field.endswith("+"))
        known = _known(headers, more, labels or {})
        second, alone = (
            {normal(word): field[:-1] for field, written in headers.items() for word in written if field[-1] == sign}
            for sign in "?!"
        )
        return cls(
            known,
            StatusVocabulary.of(statuses),
            OfficeNames.of(offices),
            {fold(word): RightType(code) for code, words in right_types.items() if code != NO_PATENT
             for word in [code, *words]},
            {fold(word): Segment(code) for code, words in segments.items() for word in [code, *words]},
            second,
            sha256(repr((*others, known, second, alone)).encode()).hexdigest(),
            EventWords.of(events or {}),
            gists=_gists({word: known[normal(word)] for field, written in headers.items() if field[-1] not in "?!"
                          for word in written}),
            alone=alone,
            more=more,
            other_rights=frozenset(map(fold, right_types.get(NO_PATENT, ()))),
            reductions={fold(word): code for code, written in (reductions or {}).items()
                        for word in [code, *written] if word},
        )  # fmt: skip

    def meaning(self, header: str) -> tuple[str | None, int]:
        """Return the field that a header means, None where nobody knows it, and how sure that is: 0 is the surest."""
        for form in forms(header):
            if form in self.headers:
                return self.headers[form]
        if (words := gist(header)) in self.gists:
            return self.gists[words]
        field = derive(header, lambda text: self.headers.get(normal(text), (None, 0))[0])
        return field, DERIVED if field else 0


def _known(
    headers: Mapping[str, Sequence[str]], more: frozenset[str], labels: Mapping[str, Sequence[str]]
) -> dict[str, tuple[str, int]]:
    """Return normal header → field and preference. Raises ValueError for one header with two meanings."""
    known: dict[str, tuple[str, int]] = {}
    for field, written in headers.items():
        if field[-1] in "?!":
            continue
        meant = field.removesuffix("+")
        for preference, word in enumerate([meant, *written]):
            key = normal(word)
            if key in known and known[key][0] != meant:
                raise ValueError(f"the header {word!r} means {known[key][0]} and {meant}")
            known.setdefault(key, (meant, preference + _MORE if key in more else preference))
    for field, written in labels.items():
        for word in written:
            known.setdefault(normal(word), (field, len(written) + 50))
    return known


def _gists(known: Mapping[str, tuple[str, int]]) -> dict[str, tuple[str, int]]:
    """Return the gists of English headers that mean one field only."""
    found: dict[str, tuple[str, int]] = {}
    for word, (field, preference) in known.items():
        if key := gist(word):
            same = found.setdefault(key, (field, preference + _BY_GIST))[0] == field
            found[key] = found[key] if same else ("", 0)
    return {key: meant for key, meant in found.items() if meant[0]}
