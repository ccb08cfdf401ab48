"""Let LibreOffice recalculate the handout of many patents with all methods and hold every formula against its result.

Every formula's recalculated value must equal the stored one within 0.01, no cell may show an error, the parts must be
well-formed and name each other, and the workbook must be set in print. A page of each sheet may be looked at with
``--pages FOLDER``.

Usage: python benchmarks/recalculated.py [PATENTS] [--pages FOLDER]      exit status 1 when anything differs
"""

from __future__ import annotations

import argparse
import posixpath
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import openpyxl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.valuation import TODAY, invented, state_inputs
from patentdesk.core.clock import FixedClock
from patentdesk.services import comparables, valuing
from patentdesk.services.desk import Desk
from patentdesk.services.library import Library
from patentdesk.store.file import PortfolioFile
from patentdesk.valuation.methods import Method

WITHIN = 0.01
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def make(folder: Path, count: int) -> Path:
    """Write the handout of so many invented patents by every method."""
    library, clock = Library(Path(__file__).resolve().parents[1] / "resources"), FixedClock(TODAY)
    with PortfolioFile.create(folder / "many.pdesk", clock=clock, user="bench") as file:
        desk = Desk(file, library, clock, "bench")
        with file.operation("add") as work:
            made = [replace(one, product=f"P{number // 4}") for number, one in enumerate(invented(count))]
            ids = work.add_all(made)
        state_inputs(desk)
        for amount in (300_000, 450_000, 700_000, 900_000):
            comparables.add_deal(desk, kind="sale", amount=amount, source="bench", day="2025-05-01")
            comparables.add_deal(desk, kind="licence", rate=amount / 3e7, source="=bench", day="2025-05-01")
        methods = tuple(Method)
        order = valuing.Order(methods=methods, weights=dict.fromkeys(methods, 1 / len(methods)))
        done = valuing.write_handout(desk, list(ids), folder / "many.xlsx", order=order)
    return done.path


def convert(folder: Path, path: Path, kind: str) -> Path:
    """Convert with LibreOffice, which recalculates every formula. Raises CalledProcessError, TimeoutExpired."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    program = shutil.which("soffice") or "soffice"
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind]
    target = folder / "converted"
    subprocess.run([*command, "--outdir", str(target), str(path)], check=True, capture_output=True, timeout=1_500)
    return target / f"{path.stem}.{kind}"


def differences(path: Path, live: Path) -> Iterator[tuple[bool, str]]:
    """Give for every formula whether it agrees, and its place with both values."""
    books = [openpyxl.load_workbook(path, read_only=True), openpyxl.load_workbook(path, read_only=True, data_only=True),
             openpyxl.load_workbook(live, read_only=True, data_only=True)]  # fmt: skip
    for name in books[0].sheetnames:
        rows = zip_longest(*(book[name].iter_rows() for book in books), fillvalue=())
        for formulas, stored, found in rows:
            shown = {cell.coordinate: cell.value for cell in found if cell.value is not None}
            held = {cell.coordinate: cell.value for cell in stored if cell.value is not None}
            for cell in formulas:
                if cell.data_type == "f":
                    was, now = held.get(cell.coordinate), shown.get(cell.coordinate)
                    yield _same(was, now), f"{name}!{cell.coordinate}: {was!r} / {now!r}"


def _same(was: object, now: object) -> bool:
    if isinstance(was, int | float) and isinstance(now, int | float):
        return abs(was - now) <= WITHIN
    return (was or "") == (now or "") and not str(now).startswith("#")


def broken_parts(path: Path) -> list[str]:
    """Return parts that are not well-formed, relations that lead nowhere and styles that do not exist."""
    wrong: list[str] = []
    with ZipFile(path) as archive:
        names = set(archive.namelist())
        for name in sorted(names):
            if not name.endswith((".xml", ".rels")):
                continue
            try:
                tree = ElementTree.fromstring(archive.read(name))
            except ElementTree.ParseError as fault:
                wrong.append(f"{name}: {fault}")
                continue
            if name.endswith(".rels"):
                folder = posixpath.dirname(posixpath.dirname(name))
                for relation in tree.iter(_RELATION):
                    target = relation.get("Target", "")
                    if relation.get("TargetMode") != "External" and not target.startswith("#"):
                        place = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
                        wrong += [] if place in names else [f"{name} → {target}"]
    return wrong


def main() -> int:
    """Write, recalculate, compare, report."""
    parser = argparse.ArgumentParser()
    parser.add_argument("patents", nargs="?", type=int, default=500)
    parser.add_argument("--pages", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start = time.perf_counter()
        path = make(folder, arguments.patents)
        made = time.perf_counter()
        found = list(differences(path, convert(folder, path, "xlsx")))
        wrong = [text for agrees, text in found if not agrees] + broken_parts(path)
        compared = time.perf_counter()
        if arguments.pages:
            shutil.copy(convert(folder, path, "pdf"), arguments.pages)
        size = path.stat().st_size / 1e6
    sys.stdout.write(f"{arguments.patents} patents, {len(Method)} methods, {size:.1f} MB: {len(found)} formulas, ")
    sys.stdout.write(f"{len(wrong)} differ; made in {made - start:.0f} s, compared in {compared - made:.0f} s\n")
    sys.stdout.writelines(f"{text}\n" for text in wrong[:20])
    return 1 if wrong or not found else 0


if __name__ == "__main__":
    sys.exit(main())
