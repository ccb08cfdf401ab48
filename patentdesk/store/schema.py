"""Describe the tables of the portfolio file: one per record, made from the record's fields.

To store a new record, add it to ``RECORDS``; to store a new field, add it to the record and write a migration.
"""

from __future__ import annotations

import dataclasses
import operator
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import (
    REAL,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import TypeEngine

from patentdesk.docketing.records import CalendarEntry, Deadline, EventCheck, OwnRule, Policy
from patentdesk.portfolio.records import (
    Alias,
    Attachment,
    Citation,
    Classification,
    ColumnMeaning,
    Difference,
    Encumbrance,
    Event,
    ExchangeRate,
    Family,
    HandMade,
    ImportedFile,
    KeptApart,
    Organisation,
    Party,
    Patent,
    Priority,
    Provenance,
    SavedView,
)
from patentdesk.store.codec import Codec, Stored, UnreadableValueError, codec_for
from patentdesk.triage.records import (
    Answer,
    Consent,
    Decision,
    Instruction,
    OwnModel,
    Review,
    ReviewItem,
    Scenario,
    Vote,
)
from patentdesk.valuation.records import Assumption, AssumptionVersion, Deal, Valuation

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_SQL_TYPES: Mapping[str, TypeEngine[typing.Any]] = {"INTEGER": Integer(), "TEXT": Text(), "REAL": REAL()}


class Record(typing.Protocol):
    """What every record has: it is a dataclass with an ``id`` (0 until it is stored)."""

    __dataclass_fields__: typing.ClassVar[dict[str, dataclasses.Field[typing.Any]]]

    @property
    def id(self) -> int:
        """The record's number in its file."""
        ...


@dataclass(frozen=True)
class Mapped:
    """One record type with its table, its codecs and the wishes about its keys and indexes."""

    record: type[Record]
    name: str
    references: Mapping[str, tuple[str, str]] = dataclasses.field(default_factory=dict)
    """Field → (table, ON DELETE action)."""
    unique: tuple[tuple[str, ...], ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def codecs(self) -> dict[str, Codec]:
        """The codec of each field, in the record's order."""
        hints = typing.get_type_hints(self.record)
        return {item.name: codec_for(hints[item.name]) for item in dataclasses.fields(self.record)}

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """Field names in the record's order; ``id`` is the first."""
        return tuple(self.codecs)

    @cached_property
    def values(self) -> typing.Callable[[Record], tuple[typing.Any, ...]]:
        """What returns the values of a record, in the order of ``fields``."""
        return operator.attrgetter(*self.fields)

    @cached_property
    def _translated(self) -> list[tuple[int, Codec]]:
        return [(place, codec) for place, codec in enumerate(self.codecs.values()) if codec.encode is not None]

    @cached_property
    def _decoders(self) -> list[tuple[int, typing.Callable[[typing.Any], object]]]:
        return [(place, codec.decode) for place, codec in enumerate(self.codecs.values()) if codec.decode is not None]

    @cached_property
    def table(self) -> Table:
        """The table, declared in ``METADATA``."""
        columns = [self._column(name, codec) for name, codec in self.codecs.items()]
        indexed = {spec[0] for spec in (*self.indexes, *self.unique)}
        lone = [name for name in self.references if name not in indexed]
        return Table(
            self.name,
            METADATA,
            *columns,
            *(UniqueConstraint(*spec) for spec in self.unique),
            *(Index(None, *spec) for spec in self.indexes),
            *(
                Index(None, name, sqlite_where=text(f"{name} IS NOT NULL") if self.codecs[name].nullable else None)
                for name in lone
            ),
            sqlite_autoincrement=True,
        )

    def encode(self, record: Record) -> list[Stored]:
        """Return the record's values as they are stored, in the order of ``fields``."""
        row = list(self.values(record))
        for place, codec in self._translated:
            if row[place] is not None:
                row[place] = codec.store(row[place])
        return row

    def decode(self, row: typing.Sequence[Stored]) -> Record:
        """Return the record for a row in the order of ``fields``.

        Raises UnreadableValueError for a value that its field cannot hold.
        """
        values: list[typing.Any] = list(row)
        try:
            for place, decode in self._decoders:
                if values[place] is not None:
                    values[place] = decode(values[place])
        except (ValueError, TypeError) as error:
            raise UnreadableValueError(f"{self.name} {values[0]}: {error}") from error
        return self.record(**dict(zip(self.fields, values, strict=True)))

    def _column(self, name: str, codec: Codec) -> Column[typing.Any]:
        if name == "id":
            return Column("id", Integer, primary_key=True, autoincrement=True)
        extras: list[typing.Any] = []
        if name in self.references:
            table, action = self.references[name]
            extras.append(ForeignKey(f"{table}.id", ondelete=action))
        if codec.codes:
            codes = (f"'{code}'" if codec.sql_type == "TEXT" else code for code in codec.codes)
            either = " OR ".join(f"{name} = {code}" for code in codes)  # SQLite looks up the codes of IN in an index
            extras.append(CheckConstraint(either, name=name))
        default = None if codec.default is None else text(codec.default)
        return Column(
            name,
            _SQL_TYPES[codec.sql_type],
            *extras,
            nullable=codec.nullable,
            server_default=default,
            unique=True if name == "uid" else None,
        )


_OF_PATENT = {"patent_id": ("patents", "CASCADE")}

RECORDS: tuple[Mapped, ...] = (
    Mapped(Organisation, "organisations", indexes=(("name",), ("kind",))),
    Mapped(Alias, "aliases", {"organisation_id": ("organisations", "CASCADE")}, indexes=(("key",),)),
    Mapped(Family, "families", unique=(("kind", "key"),)),
    Mapped(
        Patent,
        "patents",
        {
            "family_id": ("families", "SET NULL"),
            "member_id": ("organisations", "SET NULL"),
            "agency_id": ("organisations", "SET NULL"),
        },
        indexes=(
            ("office", "application_number"),
            ("publication_number",),
            ("external_id",),
        ),
    ),
    Mapped(
        Party,
        "parties",
        {**_OF_PATENT, "organisation_id": ("organisations", "SET NULL")},
    ),
    Mapped(Priority, "priorities", _OF_PATENT),
    Mapped(Classification, "classifications", _OF_PATENT, indexes=(("symbol", "patent_id"),)),
    Mapped(Citation, "citations", _OF_PATENT, indexes=(("number",),)),
    Mapped(Event, "events", _OF_PATENT, indexes=(("patent_id", "kind"),)),
    Mapped(Encumbrance, "encumbrances", _OF_PATENT),
    Mapped(ImportedFile, "imported_files", indexes=(("digest",),)),
    Mapped(
        Provenance,
        "provenance",
        {**_OF_PATENT, "file_id": ("imported_files", "CASCADE")},
        indexes=(("digest",),),
    ),
    Mapped(HandMade, "hand_made", _OF_PATENT, unique=(("patent_id", "field_name"),)),
    Mapped(
        Difference,
        "differences",
        {**_OF_PATENT, "file_id": ("imported_files", "SET NULL")},
        indexes=(("state", "patent_id"),),
    ),
    Mapped(ColumnMeaning, "column_meanings", unique=(("fingerprint",),)),
    Mapped(
        KeptApart,
        "kept_apart",
        {"one_id": ("organisations", "CASCADE"), "other_id": ("organisations", "CASCADE")},
        unique=(("one_id", "other_id"),),
    ),
    Mapped(Attachment, "attachments", _OF_PATENT, indexes=(("digest",),)),
    Mapped(SavedView, "saved_views", unique=(("name",),)),
    Mapped(ExchangeRate, "exchange_rates", unique=(("currency", "into", "as_of"),)),
    Mapped(
        Deadline,
        "deadlines",
        _OF_PATENT,
        unique=(("patent_id", "rule_id", "occurrence"),),
        indexes=(("state", "due_date", "gone", "patent_id"),),
    ),
    Mapped(OwnRule, "own_rules", unique=(("rule_id",),)),
    Mapped(Policy, "policies", unique=(("name",),)),
    Mapped(EventCheck, "event_checks", _OF_PATENT, unique=(("patent_id", "event_uid"),)),
    Mapped(CalendarEntry, "calendar_entries", {"patent_id": ("patents", "SET NULL")}, unique=(("deadline_uid",),)),
    Mapped(Review, "reviews"),
    Mapped(
        ReviewItem,
        "review_items",
        {"review_id": ("reviews", "CASCADE"), **_OF_PATENT},
        unique=(("review_id", "patent_id"),),
    ),
    Mapped(Decision, "decisions", {**_OF_PATENT, "review_id": ("reviews", "SET NULL")}),
    Mapped(
        Vote,
        "votes",
        {"review_id": ("reviews", "CASCADE"), **_OF_PATENT},
        unique=(("review_id", "patent_id", "voter"),),
    ),
    Mapped(Scenario, "scenarios", {"review_id": ("reviews", "CASCADE")}),
    Mapped(Instruction, "instructions", _OF_PATENT),
    Mapped(Consent, "consents", _OF_PATENT),
    Mapped(OwnModel, "own_models", unique=(("kind", "name"),)),
    Mapped(Answer, "answers", _OF_PATENT, unique=(("patent_id", "questionnaire", "question"),)),
    Mapped(Assumption, "assumptions", unique=(("set_name", "key", "scope"),)),
    Mapped(AssumptionVersion, "assumption_versions", unique=(("set_name",),)),
    Mapped(Deal, "deals", {"patent_id": ("patents", "SET NULL")}, indexes=(("day",),)),
    Mapped(Valuation, "valuations", _OF_PATENT, indexes=(("valued_on",),)),
)

TABLES: Mapping[str, Table] = {mapped.name: mapped.table for mapped in RECORDS}
BY_TABLE: Mapping[str, Mapped] = {mapped.name: mapped for mapped in RECORDS}
_BY_RECORD: Mapping[type[object], Mapped] = {mapped.record: mapped for mapped in RECORDS}

OPERATIONS = Table(
    "operations",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", Text, nullable=False),
    Column("user", Text, nullable=False),
    Column("verb", Text, nullable=False),
    Column("args", Text, nullable=False),
    Column("reverses", Integer, ForeignKey("operations.id"), index=True),
    Column("first_change", Integer, nullable=False),
    Column("last_change", Integer, nullable=False),
    Column("content", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("undone_by", Integer, ForeignKey("operations.id"), index=True),
    Column("cleared", Integer, nullable=False, server_default=text("0")),
    Column("sealed", Integer, nullable=False, server_default=text("0")),
    Column("derived", Integer, nullable=False, server_default=text("0")),
    sqlite_autoincrement=True,
)
"""The journal's entries. ``content`` holds a digest of the rows that an entry added, by table (JSON); it is in the
hash. ``undone_by`` .. ``sealed`` say what undo and redo may take next; they follow from the rest and are not in the
hash. ``derived``: nobody did this, it followed from what people did; undo and redo pass it over."""

CHANGES = Table(
    "changes",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("operation_id", Integer, nullable=False),
    Column("table_name", Text, nullable=False),
    Column("row_id", Integer, nullable=False),
    Column("kind", Text, CheckConstraint("kind IN ('insert', 'update', 'delete')", name="kind"), nullable=False),
    Column("patent_id", Integer),
    Column("before", Text),
    Column("after", Text),
    Column("until_id", Integer),
    Column("patents", Text),
    Column("images", LargeBinary),
    Index("ix_changes_patent_id", "patent_id", sqlite_where=text("patent_id IS NOT NULL")),
    Index("ix_changes_runs", "operation_id", "seq", sqlite_where=text("until_id IS NOT NULL")),
    sqlite_autoincrement=True,
)
"""One line per changed row, written by triggers (see ``store.triggers``); an operation's lines are a run of ``seq``.
Rows added or removed together have one line (see ``store.runs``): ``until_id`` is the last of their ids, ``patents``
tells whose they are, ``images`` holds the rows that were removed."""

PEN = Table(
    "pen",
    METADATA,
    Column("id", Integer, CheckConstraint("id = 1", name="one"), primary_key=True),
    Column("operation_id", Integer),
    Column("in_bulk", Text),
)
"""Holds the running operation's id; without one, the triggers refuse every change. ``in_bulk``: whoever adds or removes
rows of this table now writes their lines in the journal and their words in the search index for all of them at once
(see ``store.adding`` and ``store.runs``)."""

COLUMNS = Table(
    "columns",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("made", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("codes", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
)
"""Fields of all patents as arrays, kept between sessions (see ``store.columns``); it may be emptied at any time."""


CONTENTS = Table(
    "contents",
    METADATA,
    Column("digest", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)
"""What attachments hold, under its SHA-256. A content is never changed, and it stays when its attachment is removed:
undo and the portfolio of an earlier day need it. So the journal tells of attachments without holding any content."""


def mapped_for(record: type[object]) -> Mapped:
    """Return the mapping of a record type. Raises TypeError for a type that is not stored."""
    if record not in _BY_RECORD:
        raise TypeError(f"{record.__name__} is not kept in the portfolio file")
    return _BY_RECORD[record]
