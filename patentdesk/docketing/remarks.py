"""Say beside a deadline what else follows from the facts, such as how many days of compensation may be asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from patentdesk.core.periods import Period
from patentdesk.docketing.cases import Case
from patentdesk.docketing.counting import corresponding
from patentdesk.docketing.derivation import Step
from patentdesk.docketing.rules import Rule

_FOUR_YEARS, _THREE_YEARS = Period.of(years=4), Period.of(years=3)


def remark(rule: Rule, case: Case) -> Step | None:
    """Return the remark of a rule, or None."""
    make = _REMARKS.get(rule.line)
    return make(rule, case) if make else None


def late_grant(case: Case) -> date | None:
    """Return the day from which delay of the grant counts in China, None when the grant was not late.

    The later of four years from the filing (national phase: the entry) and three years from the examination request, if
    that is recorded (Patent Law Art. 42(2); Impl. Regs R78-79).
    """
    filing = case.known("national_entry") or case.known("filing")
    grant = case.known("grant")
    if filing is None or grant is None:
        return None
    days = [corresponding(filing, _FOUR_YEARS)]
    request = case.latest("exam_request")
    if request is not None and request.event_date is not None:
        days.append(corresponding(request.event_date, _THREE_YEARS))
    return max(days) if grant >= max(days) else None


def _compensation(rule: Rule, case: Case) -> Step | None:
    """Return the most days that can be compensated, before the delays that are deducted (CN Impl. Regs R78-79)."""
    start, grant = late_grant(case), case.known("grant")
    if start is None or grant is None:
        return None
    code = "compensation" if case.latest("exam_request") else "compensation_open"
    return Step(code, None, {"n": (grant - start).days, "start": start.isoformat()}, rule.citation)


_REMARKS: dict[str, Callable[[Rule, Case], Step | None]] = {"CN-INV-PTA-01": _compensation}
