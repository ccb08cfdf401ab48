"""Know the tagged text of the Derwent Innovations Index (Web of Science): two-letter fields, one record per family.

A record names all publications of the family; each is one document here, and the accession number joins them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from patentdesk.core.problems import Problem, Severity
from patentdesk.intake.citations import MOST_CITATIONS
from patentdesk.intake.documents.model import Document, DocumentFormat, listed
from patentdesk.intake.limits import Limits
from patentdesk.portfolio.dates import read_date

_TAG = re.compile(r"([A-Z][A-Z0-9])(?: (.*))?$")
_DATED = re.compile(
    r"(?P<number>[A-Z]{2}\S+)\s+(?:(?P<application>[A-Z]{2}\S+)\s+)?(?P<day>\d{1,2} [A-Z][a-z]{2} \d{4})"
)
_NAMES = {
    "publication_number": "PN", "title_en": "TI", "abstract_en": "AB", "inventors": "AU", "applicants": "AE",
    "ipc": "IP", "publication_date": "PD", "application_number": "AD", "filing_date": "AD", "priorities": "PI",
    "family_key": "GA", "cites": "CP",
}  # fmt: skip
_CODE = re.compile(r"(?<!\s)\s*\([A-Z]{4}-[^()]*\)$")
_WHOLE = frozenset({"PT", "PN", "TI", "AB", "AU", "IP", "GA", "ER"})
"""Tags whose text stands in a field from end to end; that of the others is kept as written."""


def application_text(written: str, year: int) -> str:
    """Return a Derwent application number (``CN20415956``, ``JP126822``) with the year that it leaves out.

    Those of other offices, and Japanese ones of the national phase (from 500001), whose year is not that of the day,
    cannot be completed with certainty: an empty text.
    """
    office, digits = written[:2], re.sub(r"\D", "", written[2:])
    if office == "CN" and len(digits) == 8 and year >= 2003:
        return f"CN{year}{digits}"
    if office == "JP" and len(digits) <= 6 and int(digits or 0) <= _JP_DIRECT:
        return f"JP {year}-{int(digits or 0):06d}"
    if office == "EP" and len(digits) <= 6 and digits:
        return f"EP{year % 100:02d}{int(digits):06d}"
    if office == "US" and len(digits) == 8:
        return f"US {digits[:2]}/{digits[2:]}"
    if found := re.fullmatch(r"WO([A-Z]{2})0*(\d{1,6})", written):
        return f"PCT/{found[1]}{year}/{int(found[2]):06d}"
    return ""


_JP_DIRECT = 500_000


def without_code(name: str) -> str:
    """Drop the assignee code behind a name: ``QIN J (QINJ-Individual)``."""
    return _CODE.sub("", name)


def _records(text: str) -> Iterator[tuple[int, Mapping[str, list[str]], bool]]:
    """Yield line number, fields (tag → lines) and whether the record was closed."""
    fields: dict[str, list[str]] = defaultdict(list)
    first, tag = 1, ""
    for number, line in enumerate(text.splitlines(), start=1):
        found = _TAG.match(line.rstrip())
        if found is None:
            if line.strip() and tag:
                fields[tag].append(line.strip())
            continue
        tag = found.group(1)
        if tag == "PT":
            if "PT" in fields:
                yield first, fields, False
            fields, first = defaultdict(list), number
        elif tag == "ER":
            yield first, fields, True
            fields, tag = defaultdict(list), ""
        if tag not in ("", "FN", "VR", "EF"):
            fields[tag].append((found.group(2) or "").strip())
    if "PT" in fields:
        yield first, fields, False


def _read(text: str, _limits: Limits) -> Iterator[Document]:
    for number, fields, closed in _records(text):
        broken = () if closed else (Problem("record_incomplete", Severity.WARNING),)
        shared = {
            "title_en": " ".join(fields.get("TI", ())),
            "abstract_en": " ".join(" ".join(fields.get("AB", ())).split()),
            "inventors": listed(fields.get("AU", ())),
            "applicants": listed(map(without_code, fields.get("AE", ()))),
            "ipc": listed(_parts(fields.get("IP", ()))),
            "family_key": " ".join(fields.get("GA", ())),
            "priorities": listed(_priorities(fields.get("PI", ()))),
        }
        kept = {tag: "\n".join(lines) for tag, lines in fields.items() if tag not in _WHOLE}
        family = _parts(fields.get("PN", ()))
        published, filed = _dated(fields.get("PD", ())), _dated(fields.get("AD", ()))
        cited = _cited(frozenset(family), fields.get("CP", ()))
        for publication in family or [""]:
            own = _of_publication(publication, published.get(publication), filed.get(publication))
            own["cites"] = listed([*cited.get("", ()), *cited.get(publication, ())])
            yield Document({**shared, **own}, number, names=_NAMES, kept=kept, problems=broken)


def _dated(lines: Iterable[str]) -> dict[str, re.Match[str]]:
    """Return publication → the first line that gives it a day."""
    hits = [hit for line in lines if (hit := _DATED.match(line))]
    return {hit["number"]: hit for hit in reversed(hits)}


def _of_publication(publication: str, published: re.Match[str] | None, filed: re.Match[str] | None) -> dict[str, str]:
    own = {"publication_number": publication}
    if published is not None:
        own["publication_date"] = published["day"]
    if filed is not None and filed["application"]:
        day = read_date(filed["day"]).day
        own["filing_date"] = filed["day"]
        own["application_number"] = application_text(filed["application"], day.year) if day else ""
    return own


def _cited(family: Collection[str], lines: Iterable[str]) -> dict[str, list[str]]:
    """Return publication → what it cites: the list names each citing member of the family above what it cites.

    What stands before the first member, each of them cites: no more of it than of other lists is taken over.
    """
    cited: dict[str, list[str]] = {"": []}
    citing = ""
    for line in lines:
        number = line.split()[0] if re.match(r"[A-Z]{2}\d", line) else ""
        if number in family:
            citing = number
        elif number and (citing or len(cited[""]) < MOST_CITATIONS):
            cited.setdefault(citing, []).append(number)
    return cited


def _priorities(lines: list[str] | tuple[()]) -> Iterator[str]:
    for line in lines:
        found = _DATED.match(line)
        day = read_date(found["day"]).day if found else None
        if found and day and (written := application_text(found["number"], day.year)):
            yield f"{written} {day.isoformat()}"


def _parts(lines: list[str] | tuple[()]) -> list[str]:
    return [part.strip() for line in lines for part in line.split(";") if part.strip()]


DERWENT_TAGGED = DocumentFormat(
    "derwent_tagged",
    lambda opening: re.match(r"(FN [^\n]*\n\s*VR [^\n]*\n\s*)?PT P\s*\n", opening) is not None,
    _read,
)
