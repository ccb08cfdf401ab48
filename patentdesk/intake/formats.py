"""List the formats that are read; a new one is one file with one Format or DocumentFormat, and one line in a list."""

from __future__ import annotations

from patentdesk.intake.databases import DATABASES
from patentdesk.intake.documents.aps import USPTO_APS
from patentdesk.intake.documents.assignments import USPTO_ASSIGNMENT, USPTO_DAILY
from patentdesk.intake.documents.cnipa import CNIPA_STATUS, CNIPA_XML
from patentdesk.intake.documents.cnki import CNKI
from patentdesk.intake.documents.derwent import DERWENT_TAGGED
from patentdesk.intake.documents.dossier import GLOBAL_DOSSIER
from patentdesk.intake.documents.epfulltext import EPO_FULL_TEXT
from patentdesk.intake.documents.google_answers import GOOGLE_ANSWER, GOOGLE_FLAT
from patentdesk.intake.documents.google_data import GOOGLE_DATA
from patentdesk.intake.documents.google_detail import (
    GOOGLE_CITATIONS,
    GOOGLE_EVENTS,
    GOOGLE_PAGE,
    GOOGLE_PIECES,
    GOOGLE_TABLE,
    NUMBER_LIST,
)
from patentdesk.intake.documents.jpgazette import JP_GAZETTE
from patentdesk.intake.documents.jpo import JPO
from patentdesk.intake.documents.kipris import KIPRIS
from patentdesk.intake.documents.lens_api import LENS_API
from patentdesk.intake.documents.maintenance import USPTO_FEES
from patentdesk.intake.documents.model import DocumentFormat
from patentdesk.intake.documents.ops import OPS_JSON, OPS_XML
from patentdesk.intake.documents.patentsview import PATENTSVIEW
from patentdesk.intake.documents.peds import USPTO_PEDS_XML
from patentdesk.intake.documents.redbook import REDBOOK_XML
from patentdesk.intake.documents.references import REFERENCES
from patentdesk.intake.documents.register import EPO_REGISTER_JSON, EPO_REGISTER_XML
from patentdesk.intake.documents.st36 import CNIPA_ST36
from patentdesk.intake.documents.uspto import USPTO_DATA
from patentdesk.intake.documents.uspto_search import USPTO_SEARCH
from patentdesk.intake.dwpi import DERWENT_INDEX, DWPI
from patentdesk.intake.espacenet import ESPACENET
from patentdesk.intake.google import GOOGLE
from patentdesk.intake.layout import Format
from patentdesk.intake.lens import LENS
from patentdesk.intake.listing import LISTING
from patentdesk.intake.own import OWN, OWN_JSON
from patentdesk.intake.patentscope import PATENTSCOPE
from patentdesk.intake.patsnap import PATSNAP, PATSNAP_FIELDS
from patentdesk.intake.patstat import PATSTAT
from patentdesk.intake.sumobrain import SUMOBRAIN

FORMATS: tuple[Format, ...] = (
    OWN,
    OWN_JSON,
    LENS,
    GOOGLE,
    PATSNAP,
    PATSNAP_FIELDS,
    ESPACENET,
    PATENTSCOPE,
    DWPI,
    DERWENT_INDEX,
    SUMOBRAIN,
    PATSTAT,
    *DATABASES,
    LISTING,
)
"""Asked in this order; the last one takes any table that has a column for a number."""

DOCUMENT_FORMATS: tuple[DocumentFormat, ...] = (
    CNIPA_XML,
    CNIPA_STATUS,
    CNIPA_ST36,
    EPO_FULL_TEXT,
    EPO_REGISTER_XML,
    EPO_REGISTER_JSON,
    OPS_XML,
    OPS_JSON,
    REDBOOK_XML,
    USPTO_APS,
    USPTO_ASSIGNMENT,
    USPTO_DAILY,
    USPTO_DATA,
    USPTO_PEDS_XML,
    USPTO_SEARCH,
    GLOBAL_DOSSIER,
    USPTO_FEES,
    KIPRIS,
    JPO,
    JP_GAZETTE,
    LENS_API,
    GOOGLE_DATA,
    GOOGLE_ANSWER,
    GOOGLE_FLAT,
    PATENTSVIEW,
    DERWENT_TAGGED,
    CNKI,
    *REFERENCES,
    GOOGLE_PAGE,
    GOOGLE_PIECES,
    GOOGLE_EVENTS,
    GOOGLE_CITATIONS,
    GOOGLE_TABLE,
    NUMBER_LIST,
)
"""Formats that are no tables, asked before any table is looked for."""

OF_OFFICES = frozenset(
    {
        "cnipa_xml", "epo_ops", "epo_register", "epo_text", "espacenet", "patentscope",
        "uspto_xml", "uspto_data", "uspto_search", "uspto_assignment", "uspto_fees", "global_dossier",
        "kipris_xml", "jpo", "jp_gazette", "auspat",
    }
)  # fmt: skip
"""Formats in which patent offices themselves hand their data out."""


def recognise(headers: frozenset[str]) -> Format:
    """Return the format of a table with these (normal) headers."""
    return next(form for form in FORMATS if form.recognise(headers))
