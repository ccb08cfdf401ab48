"""Define the facts of the portfolio as frozen records; one record is one row of the portfolio file.

A record's fields are the columns of its table (``store`` maps them by name). ``id`` is 0 until the record is stored;
``uid`` is the identity that survives a merge of two files. Dates are calendar dates of the office. Text is kept as
written (NFC) unless the field says otherwise; an empty string or None means "not known", never zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from patentdesk.core.identifiers import new_uid
from patentdesk.portfolio.codes import (
    DifferenceState,
    EncumbranceKind,
    OrganisationKind,
    RightType,
    Role,
    Scheme,
    Segment,
    Status,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patent:
    """One application or right at one office."""

    id: int = 0
    uid: str = field(default_factory=new_uid)
    office: str = ""
    """WIPO ST.3 code of the office; PCT applications: WO."""
    right_type: RightType = RightType.INVENTION
    application_number: str = ""
    """Canonical key: digits and letters only, no office prefix, no check digit where the office has one apart."""
    application_number_text: str = ""
    """As the source wrote it."""
    publication_number: str = ""
    """Canonical: office code + number, without kind code."""
    publication_number_text: str = ""
    grant_number: str = ""
    kind_code: str = ""
    title: str = ""
    """In the source's own language."""
    title_en: str = ""
    abstract: str = ""
    abstract_en: str = ""
    priority_date: date | None = None
    """Earliest priority claimed; None when none is claimed or known."""
    filing_date: date | None = None
    """Actual filing date; national phase of a PCT application: the international filing date."""
    publication_date: date | None = None
    grant_date: date | None = None
    """Grant announcement; EP: mention of grant."""
    registration_date: date | None = None
    """Registration of establishment (JP, KR)."""
    national_entry_date: date | None = None
    expiry_date: date | None = None
    """Expiry as stated by a source; the computed term is a deadline."""
    status: Status = Status.UNKNOWN
    status_text: str = ""
    status_date: date | None = None
    claims_count: int | None = None
    cited_by_count: int | None = None
    cites_count: int | None = None
    npl_count: int | None = None
    family_size: int | None = None
    """Size of the simple family as stated by a source."""
    family_id: int | None = None
    member_id: int | None = None
    """The alliance member that brought the patent (an Organisation of kind member)."""
    agency_id: int | None = None
    responsible: str = ""
    segment: Segment | None = None
    product: str = ""
    """The product line that practises the claims."""
    reduction: str = ""
    """Fee reduction or entity size: '', 'cn_85', 'cn_70', 'small', 'micro', 'open_licence'."""
    paid_through_year: int | None = None
    """The last patent year whose annuity is paid."""
    ipc_main: str = ""
    applicants_text: str = ""
    """Applicants as one line, ' | ' between them; derived from the parties for lists and search."""
    inventors_text: str = ""
    external_id: str = ""
    url: str = ""
    tags: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Patents that share their priorities; ``kind`` simple (DOCDB) or extended (INPADOC)."""

    id: int = 0
    uid: str = field(default_factory=new_uid)
    kind: str = "simple"
    key: str = ""
    """Family id of the source, or the sorted priority numbers joined by '+'."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A member, company, institute, agency or person."""

    id: int = 0
    uid: str = field(default_factory=new_uid)
    kind: OrganisationKind = OrganisationKind.COMPANY
    name: str = ""
    name_en: str = ""
    country: str = ""
    sector: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """Another written form of an organisation's name; ``key`` is the folded form that is compared."""

    id: int = 0
    organisation_id: int = 0
    key: str = ""
    written: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An organisation or person in a role on one patent; shares are exact fractions."""

    id: int = 0
    patent_id: int = 0
    role: Role = Role.APPLICANT
    position: int = 0
    name: str = ""
    organisation_id: int | None = None
    share_numerator: int | None = None
    share_denominator: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """One priority claim."""

    id: int = 0
    patent_id: int = 0
    position: int = 0
    office: str = ""
    number: str = ""
    priority_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """One classification symbol in its canonical form, such as ``H01M10/0525``."""

    id: int = 0
    patent_id: int = 0
    scheme: Scheme = Scheme.IPC
    position: int = 0
    symbol: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A reference from this patent (``direction`` 'cites') or to it ('cited_by')."""

    id: int = 0
    patent_id: int = 0
    direction: str = "cites"
    number: str = ""
    literature: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A procedural fact with a date, such as an office action or a fee payment.

    ``kind`` is a code that rules name as their trigger (``resources/rules/events.json`` classes them). ``event_date``
    is the date printed on the document (dispatch, mail date) or of the act. ``channel``: '', 'electronic', 'post',
    'hand', 'notice'. ``received_date``: proven actual receipt. ``period``: stated in the notice, ISO 8601 ('P2M');
    '' = by rule.
    """

    id: int = 0
    uid: str = field(default_factory=new_uid)
    patent_id: int = 0
    kind: str = ""
    event_date: date | None = None
    channel: str = ""
    received_date: date | None = None
    period: str = ""
    reference: str = ""
    """Receipt or document number."""
    year: int | None = None
    """Patent year, for annuity payments."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Encumbrance:
    """A licence, pledge, dispute, co-owner or duty on one patent; ended when ``end_date`` has passed."""

    id: int = 0
    uid: str = field(default_factory=new_uid)
    patent_id: int = 0
    kind: EncumbranceKind = EncumbranceKind.LICENCE
    counterparty: str = ""
    start_date: date | None = None
    end_date: date | None = None
    amount_minor: int | None = None
    currency: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedFile:
    """A file that was imported; ``digest`` is the SHA-256 of its bytes."""

    id: int = 0
    uid: str = field(default_factory=new_uid)
    name: str = ""
    digest: str = ""
    format: str = ""
    row_count: int = 0
    imported_at: datetime | None = None
    operation_id: int = 0
    """The journal's entry of the import."""
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Sheet → field name → header text, for all rows of the sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where the present values of a patent came from: one record per patent and imported row.

    ``columns`` maps field name → header text, where it is not as for the whole sheet (``ImportedFile.columns``);
    ``written`` maps field name → the cell's text, None where the patent's own value then was just that text.
    ``digest`` tells the row from every other one (0: it was not read without a problem). ``conflicts`` maps field name
    → the row's value that was NOT taken because a person's value stands.
    """

    id: int = 0
    patent_id: int = 0
    file_id: int = 0
    sheet: str = ""
    row: int = 0
    columns: Mapping[str, str] = field(default_factory=dict)
    written: Mapping[str, str | None] = field(default_factory=dict)
    digest: int = 0
    conflicts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandMade:
    """A field whose present value a person entered; imports do not overwrite it silently."""

    id: int = 0
    patent_id: int = 0
    field_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeRate:
    """What one unit of a currency was worth in another on a day: ``rate`` units of ``into`` for one of ``currency``.

    ``rate`` is decimal text, so that what was typed is kept to the digit. ``source`` names who published it (such as
    the central parity of the People's Bank of China); ``as_of`` is the day that it was published for.
    """

    id: int = 0
    uid: str = field(default_factory=new_uid)
    currency: str = ""
    into: str = "CNY"
    rate: str = ""
    as_of: date | None = None
    source: str = ""
    link: str = ""
    confidence: str = "C"
    """As for assumptions: A register, B supported by a source, C judgement, P placeholder."""
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Two sources say different things about one field of a patent; a person decides which one stands.

    ``held`` is the value that the portfolio held when the file came, as text; ``told`` the file's. ``hand_made``: a
    person had entered ``held``. ``taken``: the import put ``told`` in its place.
    """

    id: int = 0
    patent_id: int = 0
    field_name: str = ""
    held: str = ""
    told: str = ""
    file_id: int | None = None
    """The file that told; what told before it stands in the provenance."""
    hand_made: bool = False
    taken: bool = False
    state: DifferenceState = DifferenceState.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMeaning:
    """What a person said that the columns of lists with these headers mean."""

    id: int = 0
    uid: str = field(default_factory=new_uid)
    fingerprint: str = ""
    """Of all headers of the row, in any order, as ``intake.headers.fingerprint`` tells it."""
    meanings: Mapping[str, str | None] = field(default_factory=dict)
    """Header → field, None for a column that is only kept as written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptApart:
    """A person's word that two organisations with like names are not one."""

    id: int = 0
    one_id: int = 0
    """The lower id of the two."""
    other_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A document kept with a patent; its content lies in the portfolio file, once for all that have the same digest."""

    id: int = 0
    uid: str = field(default_factory=new_uid)
    patent_id: int = 0
    name: str = ""
    """The file's name, without folders."""
    size: int = 0
    """In bytes."""
    digest: str = ""
    """SHA-256 of the content."""
    note: str = ""
    added_by: str = ""
    added_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """A named query with its sort order and columns."""

    id: int = 0
    uid: str = field(default_factory=new_uid)
    name: str = ""
    query: str = ""
    sort: str = ""
    columns: str = ""
