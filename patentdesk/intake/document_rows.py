"""Make a draft of a document: its fields are read like the cells of a row, its events by the codes' table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import blake2b

from patentdesk.core.problems import Source
from patentdesk.intake.cells import Cells
from patentdesk.intake.documents.model import SIGN, Document
from patentdesk.intake.drafts import Draft
from patentdesk.intake.events import with_events
from patentdesk.intake.headers import Vocabulary
from patentdesk.intake.identifying import SHOWN
from patentdesk.intake.layout import Format, without_country
from patentdesk.intake.rows import build_draft


class _Lines(Format):
    """Lists of documents stand one item on a line; nothing else parts them."""

    def names(self, text: str) -> tuple[str, ...]:
        """Return the party names of a field."""
        return tuple(dict.fromkeys(map(without_country, self.items(text))))

    def items(self, text: str) -> tuple[str, ...]:
        """Return the items of a list field."""
        return tuple(dict.fromkeys(item for line in text.split(SIGN) if (item := line.strip())))


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document, before anybody asks what it says; stands beside the row of a table."""

    file: str
    form: str
    document: Document
    vocabulary: Vocabulary
    member: str

    @property
    def sheet(self) -> str:
        """The member of an archive that holds it."""
        return self.document.place

    @property
    def number(self) -> int:
        """Its number in its file."""
        return self.document.number

    @property
    def source(self) -> Source:
        """Where the document stands: the member of an archive as the sheet, its number as the row."""
        return Source(self.file, self.sheet, self.number)

    @property
    def digest(self) -> int:
        """Return 63 bits that tell the document, read in this way, from every other; never 0."""
        told = self.document
        text = repr(
            (
                self.form,
                self.member,
                self.vocabulary.fingerprint,
                told.fields,
                told.kept,
                told.latin,
                told.events,
                told.countries,
            )
        )
        return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1 | 1

    @property
    def name(self) -> str:
        """The number by which the document names its patent, as written."""
        return next((text for name in SHOWN if (text := self.document.fields.get(name, ""))), "")

    @property
    def title(self) -> str:
        """The title, as written."""
        return self.document.fields.get("title", "")

    def draft(self, digest: int = 0) -> Draft:
        """Read the document; one that could not be taken apart is rejected with its reason."""
        document, source = self.document, self.source
        faults = [replace(found, source=source) for found in document.problems]
        if not document.fields and faults:
            return Draft(source, written=document.kept, problems=tuple(faults))
        cells = Cells(
            source,
            self.vocabulary,
            {},
            raw=dict(document.fields),
            columns={name: document.names.get(name, name) for name in document.fields},
            written={**document.fields, **document.kept, **_told(document)},
            problems=faults,
            digest=digest,
            member=self.member,
        )
        draft = build_draft(cells.settle(), _Lines(self.form, lambda _headers: True))
        latin = tuple((without_country(name), without_country(form)) for name, form in document.latin)
        countries = tuple((without_country(name), code) for name, code in document.countries)
        told = draft._replace(latin_names=latin, countries=countries)
        return with_events(told, document.events, self.vocabulary.events)


def _told(document: Document) -> dict[str, str]:
    """Return the events as the source tells them, for the provenance."""
    told = (f"{event.day} {event.code} {event.text}".strip() for event in document.events)
    return {"events": "\n".join(told)} if document.events else {}
