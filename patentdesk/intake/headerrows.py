"""Look at the rows around a header: groups written above it, and the numbers that should stand below."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from patentdesk.intake.numbercells import chinese_by_form, read_applications, read_documents
from patentdesk.intake.sheets import Row, cell_text
from patentdesk.intake.subjects import belongs_to_group, is_of_another_group
from patentdesk.portfolio.offices import OFFICES

_LOOKED_AT = 20
_FEWEST_DIGITS = 5
_LONGEST_GROUP = 20
_PUBLISHED = re.compile(
    rf"(?!CN\D?(?:19|20)\d{{10}})(?:{'|'.join(sorted(OFFICES))})[- ]?[A-Z]{{0,2}}\d[\d/]{{2,14}}\d"
    r"[- ]?(?:\([A-Z]\d?\)|[A-WYZ]\d?)?",
    re.ASCII,
)
"""A publication number as the services write it: US10123456B2, EP-1234567-A1, RU2067739C1, WO 2020/123456 A1.

No application number of China.
"""


def joined(above: Row, row: Row, known: Callable[[str], bool]) -> Row:
    """Return a header of two rows as one: what stands above alone, and group and name where both make a known word.

    ``申请`` over ``号`` and ``日`` is 申请号, 申请日; ``序号`` over nothing stays. One cell above is a title.
    What speaks of another thing stands with it: ``合同`` over ``到期日`` is 合同到期日.
    """
    tops = [cell_text(value) for value in above]
    if sum(bool(top) for top in tops) < 2:
        return row
    made: Row = []
    group = ""
    for index in range(max(len(row), len(tops))):
        top = tops[index] if index < len(tops) else ""
        name = cell_text(row[index]) if index < len(row) else ""
        group = top or group
        if not name:
            made.append(top if len(top) <= _LONGEST_GROUP else "")
        else:
            made.append(_under(group, name, known))
    return made


def names_another(above: Row) -> bool:
    """Tell whether one of several cells above a header says that those below speak of another thing than patents."""
    tops = [text for value in above if (text := cell_text(value))]
    return len(tops) > 1 and any(map(is_of_another_group, tops))


def _under(group: str, name: str, known: Callable[[str], bool]) -> str:
    if is_of_another_group(group) and belongs_to_group(group, name):
        return f"{group} {name}" if group.isascii() else group + name
    return group + name if len(group) <= _LONGEST_GROUP and known(group + name) else name


def shows_numbers(below: Sequence[Row], index: int, header: str) -> bool:
    """Tell whether at least half of what could be a number in a column is one of a patent and names its office."""
    cells = (cell_text(row[index]) for row in below if index < len(row))
    texts = [text for text in cells if sum(sign.isdigit() for sign in text) >= _FEWEST_DIGITS][:_LOOKED_AT]
    return bool(texts) and sum(_is_number(text, header) for text in texts) * 2 >= len(texts)


def number_column(below: Sequence[Row], unknown: Sequence[int]) -> int | None:
    """Return the one column in which nearly every cell is a publication number with its office; None: none, or several.

    ``unknown`` are the columns whose headers nobody knows, such as ``Id`` or ``Patent``.
    """
    found = []
    for index in unknown:
        texts = [text for row in below[:_LOOKED_AT] if index < len(row) and (text := cell_text(row[index]))]
        if texts and sum(_PUBLISHED.fullmatch(text) is not None for text in texts) * 10 >= len(texts) * 9:
            found.append(index)
    return found[0] if len(found) == 1 else None


def _is_number(text: str, header: str) -> bool:
    told = (*read_applications(text, "")[:1], *read_documents(text, "")[:2])
    return any(number is not None and number.known and number.office for number in told) or chinese_by_form(
        text, header
    )
