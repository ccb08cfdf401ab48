"""Bring the rows that speak of one patent together: an application and its grant, or a row that stands twice."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from patentdesk.core.problems import Problem, Severity
from patentdesk.intake.drafts import Draft, DraftCitation, DraftEvent, DraftPriority
from patentdesk.intake.rows import dated_alone
from patentdesk.intake.shares import DraftShare
from patentdesk.intake.ties import DraftTie, joined_ties
from patentdesk.portfolio.codes import Role, Scheme
from patentdesk.portfolio.kinds import Stage
from patentdesk.portfolio.names import alike

Key = tuple[str, str, str]
GRANTED = "granted"
_LINE_OF = {Role.APPLICANT: "applicants_text", Role.INVENTOR: "inventors_text"}
_LINES_OF_NAMES = frozenset(_LINE_OF.values())
_OWN_WORDS = frozenset({"application_number_text", "publication_number_text", "status_text", "external_id", "url"})


class Merged(NamedTuple):
    """What the rows of one import say together about one patent; ``drafts`` in the order of the files.

    A tuple, as an import makes one for each patent.
    """

    drafts: tuple[Draft, ...]
    values: Mapping[str, object]
    weak: frozenset[str]
    """Values that only fill a gap."""
    parties: tuple[tuple[Role, str], ...]
    priorities: tuple[DraftPriority, ...]
    classifications: tuple[tuple[Scheme, str], ...]
    citations: tuple[DraftCitation, ...]
    events: tuple[DraftEvent, ...]
    latin_names: tuple[tuple[str, str], ...]
    encumbrances: tuple[DraftTie, ...]
    countries: tuple[tuple[str, str], ...]
    family_key: str
    member: str
    early: bool
    """Every row describes a publication before grant: it does not overrule what a granted document says."""
    problems: tuple[Problem, ...]

    @property
    def shares(self) -> tuple[DraftShare, ...]:
        """What the last row that tells any says of the parties' shares."""
        return next((draft.shares for draft in reversed(self.drafts) if draft.shares), ())

    @property
    def number(self) -> str:
        """The number to show: of the publication, else of the application, else the source's id."""
        names = ("publication_number_text", "application_number_text", "grant_number", "external_id")
        return next((str(self.values[name]) for name in names if self.values.get(name)), "")


def keys(draft: Draft) -> list[Key]:
    """Return the keys by which a row finds its patent, the surest first.

    Behind a source's own id stands the grant, by which nothing is found: an id never joins two different grants.
    """
    values = draft.values
    found: list[Key] = []
    if values.get("application_number"):
        found.append(("application", str(values.get("office", "")), str(values["application_number"])))
    for name in ("publication_number", "grant_number"):
        if values.get(name) and ("publication", "", str(values[name])) not in found:
            found.append(("publication", "", str(values[name])))
    if values.get("external_id"):
        found.append(("external", str(values.get("office", "")), str(values["external_id"])))
        if values.get("grant_number"):
            found.append((GRANTED, str(values.get("office", "")), str(values["grant_number"])))
    return found


@dataclass(slots=True)
class Groups:
    """Joins rows that share a key; keeps their keys only.

    Never two rows with different application numbers, nor two with different grants by a source's own id: some write
    one reference for a whole family there.
    """

    _leader: array[int] = field(default_factory=lambda: array("q"))
    _application: list[str | None] = field(default_factory=list)
    _grant: dict[int, str] = field(default_factory=dict)
    """Of groups that are known by a source's own id too."""
    _first: dict[str, int] = field(default_factory=dict)

    def add(self, keys: Sequence[Key]) -> int:
        """Add a row by its keys; return its number."""
        place = len(self._leader)
        own: list[str] = []
        for key in keys:
            if key[0] == GRANTED:
                self._grant[place] = key[2]
            else:
                own.append("\t".join(key))
        self._leader.append(place)
        self._application.append(own[0] if own and own[0].startswith("application") else None)
        for told in own:
            self._join(self._first.setdefault(told, place), place, weak=told.startswith("external"))
        return place

    def application_of(self, key: Key, office: str) -> str:
        """Return the application at an office that rows with a key speak of; '' where none of them tells one."""
        place = self._first.get("\t".join(key))
        told = None if place is None else self._application[self.lead(place)]
        start = f"application\t{office}\t"
        return told.removeprefix(start) if told is not None and told.startswith(start) else ""

    def settle(self) -> None:
        """Forget the keys: no row will be added any more."""
        self._first.clear()
        self._application.clear()
        self._grant.clear()

    def lead(self, place: int) -> int:
        """Return the number that stands for a row's group: that of its first row."""
        leader = self._leader
        while leader[place] != place:
            leader[place] = leader[leader[place]]
            place = leader[place]
        return place

    def sizes(self) -> dict[int, int]:
        """Return the number of rows of each group that has several."""
        joined = Counter(self.lead(place) for place, leader in enumerate(self._leader) if leader != place)
        return {leader: count + 1 for leader, count in joined.items()}

    def _join(self, one: int, other: int, *, weak: bool) -> None:
        first, second = sorted((self.lead(one), self.lead(other)))
        ours, theirs = self._application[first], self._application[second]
        if first == second or (ours is not None and theirs is not None and ours != theirs):
            return
        granted = self._grant.get(second, "")
        if weak and granted and self._grant.get(first, granted) != granted:
            return
        self._leader[second] = first
        self._application[first] = ours or theirs
        if granted:
            self._grant.setdefault(first, granted)


def _alone(draft: Draft) -> Merged:
    """Return what one row says by itself."""
    return Merged(
        drafts=(draft,),
        values=draft.values,
        weak=draft.weak.intersection(draft.values),
        parties=tuple(sorted(draft.parties, key=_by_role)) if len(draft.parties) > 1 else draft.parties,
        priorities=draft.priorities,
        classifications=draft.classifications,
        citations=draft.citations,
        events=draft.events,
        latin_names=draft.latin_names,
        encumbrances=draft.encumbrances,
        countries=draft.countries,
        family_key=draft.family_key,
        member=draft.member,
        early=draft.stage is not Stage.GRANT,
        problems=(),
    )


_PLACES = {role: place for place, role in enumerate(Role)}


def _by_role(party: tuple[Role, str]) -> int:
    return _PLACES[party[0]]


def merged(drafts: tuple[Draft, ...]) -> Merged:
    """Return what the rows of one group say together; ``drafts`` in the order of the files."""
    if len(drafts) == 1:
        return _alone(drafts[0])
    ordered = sorted(drafts, key=lambda draft: draft.stage)
    values: dict[str, object] = {}
    strong: set[str] = set()
    problems: list[Problem] = []
    teller: dict[str, Draft] = {}
    for draft in ordered:
        for name, value in draft.values.items():
            stays = name in values and name in draft.weak
            if name in values and _contradicts(values[name], teller[name], draft, name):
                problems.append(_difference(values[name], teller[name], draft, name, stays=stays))
            if stays:
                continue
            values[name] = value
            teller[name] = draft
            if name not in draft.weak:
                strong.add(name)
    newest = list(reversed(ordered))
    problems.extend(_families_apart(ordered))
    return Merged(
        drafts=drafts,
        values=values,
        weak=frozenset(set(values) - strong),
        parties=_parties(newest, teller),
        priorities=dated_alone(_priorities(ordered), values.get("priority_date")),
        classifications=tuple(dict.fromkeys(symbol for draft in newest for symbol in draft.classifications)),
        citations=tuple(dict.fromkeys(cited for draft in newest for cited in draft.citations)),
        events=tuple({event.key: event for draft in ordered for event in draft.events}.values()),
        latin_names=tuple(dict.fromkeys(pair for draft in newest for pair in draft.latin_names)),
        encumbrances=joined_ties(tie for draft in newest for tie in draft.encumbrances),
        countries=tuple(dict.fromkeys(pair for draft in newest for pair in draft.countries)),
        family_key=next((draft.family_key for draft in newest if draft.family_key), ""),
        member=next((draft.member for draft in newest if draft.member), ""),
        early=all(draft.stage is not Stage.GRANT for draft in drafts),
        problems=tuple(problems),
    )


def _families_differ(one: str, other: str) -> bool:
    """Tell whether two family keys of one source are different families; sources do not number families alike."""
    source, _, number = one.rpartition(":")
    beside, _, told = other.rpartition(":")
    return bool(source) and source == beside and number != told


def _telling_families(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the rows with a family id of their own; one that follows from the family's members grows with them."""
    return [draft for draft in drafts if "family_key" in draft.written]


def with_family_doubt(merged: Merged, present: str) -> Merged:
    """Report a row that puts a patent in another family of the same source; it stays where it is."""
    draft = next((one for one in _telling_families(merged.drafts) if one.family_key == merged.family_key), None)
    if draft is None or not _families_differ(present, merged.family_key):
        return merged
    told = {"text": merged.family_key.rpartition(":")[2], "present": present.rpartition(":")[2]}
    place = replace(draft.source, column=draft.columns.get("family_key", ""))
    doubt = Problem("family_differs", Severity.WARNING, place, "family_key", told)
    return merged._replace(problems=(*merged.problems, doubt))


def with_member_doubt(merged: Merged, present: str) -> Merged:
    """Report that another member than the list's has brought the patent, if any (``present``); it stays that one's."""
    if not present:
        return merged
    draft = next(one for one in merged.drafts if one.member == merged.member)
    severity = Severity.WARNING if "member" in draft.written else Severity.NOTE
    place = replace(draft.source, column=draft.columns.get("member", ""))
    doubt = Problem("member_differs", severity, place, "member", {"text": merged.member, "present": present})
    return merged._replace(problems=(*merged.problems, doubt))


def _families_apart(ordered: Sequence[Draft]) -> Iterator[Problem]:
    """Report rows of one patent that put it in different families; that of the last one counts."""
    for before, draft in pairwise(_telling_families(ordered)):
        if _families_differ(before.family_key, draft.family_key):
            values = before.family_key, draft.family_key
            yield _differing("rows_differ", before, draft, "family_key", values)


def _contradicts(was: object, teller: Draft, draft: Draft, name: str) -> bool:
    """Tell whether a row contradicts the one that told a value before; both must be as good a witness.

    A grant that follows an application, or a translation beside an original, contradicts nothing; capitals and blanks
    do not either.
    """
    value = draft.values[name]
    same_kind = teller.values.get("kind_code") == draft.values.get("kind_code")
    if value == was or teller.document != draft.document or not same_kind or name in _OWN_WORDS:
        return False
    return (name in teller.weak) == (name in draft.weak) and not _says_the_same(name, was, value)


def _says_the_same(name: str, was: object, value: object) -> bool:
    """Tell whether two values are one but for capitals, blanks and, in names, the order of the words."""
    if name not in _LINES_OF_NAMES:
        return _words(value) == _words(was)
    ours, theirs = str(was).split(" | "), str(value).split(" | ")
    return len(ours) == len(theirs) and all(alike(one, other) for one, other in zip(ours, theirs, strict=True))


def _words(value: object) -> list[str]:
    return str(value).casefold().split()


def _difference(was: object, teller: Draft, draft: Draft, name: str, *, stays: bool) -> Problem:
    """Report both values and rows, and which of them is taken: the first of translations, of all else the last."""
    code = "rows_differ_first" if stays else "rows_differ"
    return _differing(code, teller, draft, name, (was, draft.values[name]))


def _differing(code: str, teller: Draft, draft: Draft, name: str, values: tuple[object, object]) -> Problem:
    place = replace(draft.source, column=draft.columns.get(name, ""))
    other = " ".join(str(part) for part in _place_beside(teller, draft) if part)
    was, value = (str(one)[:80] for one in values)
    return Problem(code, Severity.WARNING, place, name, {"other": other, "value": value, "was": was})


def _place_beside(teller: Draft, draft: Draft) -> tuple[str, str, int]:
    """Return file, sheet and row of a row; file and sheet only where they are not those of the other row."""
    ours, theirs = teller.source, draft.source
    other_file = ours.file != theirs.file
    other_sheet = other_file or ours.sheet != theirs.sheet
    return ours.file if other_file else "", ours.sheet if other_sheet else "", ours.row or 0


def _priorities(ordered: list[Draft]) -> tuple[DraftPriority, ...]:
    """Return each claim once, with its date if any row knows it."""
    claims: dict[tuple[str, str], DraftPriority] = {}
    for claim in (claim for draft in ordered for claim in draft.priorities):
        key = (claim.office, claim.number)
        if key not in claims or claims[key].day is None:
            claims[key] = claim
    return tuple(claims.values())


def _parties(newest: list[Draft], teller: Mapping[str, Draft]) -> tuple[tuple[Role, str], ...]:
    """Return for each role the parties of the row that tells the line of their names, else of the newest with any."""
    parties: list[tuple[Role, str]] = []
    for role in Role:
        first = teller.get(_LINE_OF.get(role, ""))
        rows = newest if first is None else [first, *newest]
        named = (tuple(party for party in draft.parties if party[0] is role) for draft in rows)
        parties.extend(next((found for found in named if found), ()))
    return tuple(parties)
