"""Join a header of two rows: groups written above the names of columns."""

from __future__ import annotations

from collections.abc import Callable

from patentdesk.intake.sheets import Row, cell_text
from patentdesk.intake.subjects import belongs_to_group, is_of_another_group

_LONGEST_GROUP = 20


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
