"""Tell whether Excel would open a workbook without offering to repair it."""

from __future__ import annotations

from pathlib import Path

from tests.handouts.excel.bookrules import book_faults, chart_faults
from tests.handouts.excel.package import opened, package_faults
from tests.handouts.excel.schema import schema_faults, understood
from tests.handouts.excel.sheetrules import sheet_faults


def faults_of(path: Path) -> list[str]:
    """Return everything in a workbook that the standard or Excel does not allow; empty when it opens as it is.

    The rules of Excel beyond the schemas are asked only of a package that is whole.
    """
    whole, found = opened(path)
    package, strange = understood(whole)
    found += [*package_faults(whole), *strange, *schema_faults(package)]
    if not found:
        found = [*book_faults(package), *sheet_faults(package), *chart_faults(package)]
    return found
